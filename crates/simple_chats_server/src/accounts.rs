//! The use cases of accounts: registration, credentials, sessions, profile, and deletion.

mod blocks;
mod credentials;
mod deletion;
mod devices;
mod invitations;
mod mail_files;
mod passwords;
mod privacy;
mod profile;
mod registration;
mod security_log;
mod sessions;
mod socket_revalidation;

pub use crate::delivery::KeptSession;
pub(crate) use blocks::{BlockedUser, block, list_blocks, unblock};
pub(crate) use credentials::{
    Client, Credentials, authenticate, find_by_login, issue_token, log_in, read_as,
};
pub(crate) use deletion::{delete_account, remove_account};
pub(crate) use devices::{Device, end_device, end_devices, list_devices};
pub(crate) use invitations::{
    MadeInvitation, check_invitation, check_may_invite, invite, list_invitations, path_of_invitation,
    revoke_invitation,
};
pub(crate) use mail_files::{delete_mail_files_if_deleted, delete_mail_files_of_deleted};
pub use passwords::change_password;
pub(crate) use passwords::{
    RESET_MAIL, check_password, find_reset_token, request_reset, reset_password, set_password,
};
pub(crate) use privacy::{find_privacy, update_privacy};
pub(crate) use profile::{find_user, list_all_users, list_users, search, update_profile};
pub(crate) use registration::{
    Registration, add_user, needs_setup, register, set_administrator, setup_token,
};
pub(crate) use sessions::{ActiveSession, find_session, read_in_session};
pub use sessions::{end_session, start_session};
pub(crate) use socket_revalidation::{is_valid, revalidate_sockets};
