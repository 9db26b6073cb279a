//! Files of attachments in the archive.

use simple_chats_domain::{Attachment, AttachmentKind};

/// The path of an attachment's file: its id keeps names apart, and no character of the name means anything to a file system
/// or in an address.
pub(super) fn path_of(attachment: &Attachment) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let name: String = attachment.name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("attachments/{}-{name}", attachment.attachment_id)
}

/// Whether a page may lead to the file: a browser only shows or plays it. Anything else could be a page with scripts, which
/// would run with the rights of a local file.
pub(super) fn is_linked(attachment: &Attachment) -> bool {
    match attachment.kind {
        AttachmentKind::Image | AttachmentKind::Video | AttachmentKind::Audio | AttachmentKind::Voice => true,
        AttachmentKind::File => false,
    }
}
