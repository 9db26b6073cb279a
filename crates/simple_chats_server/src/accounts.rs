//! The use cases of accounts: registration, credentials, sessions, profile, and deletion.

mod administration;
mod audit;
mod credentials;
mod deletion;
mod devices;
mod export;
mod invitations;
mod mail_files;
mod passwords;
mod profile;
mod registration;
mod security_log;
mod sessions;
mod socket_revalidation;
mod standing;

pub use crate::delivery::KeptSession;
pub(crate) use administration::{
    Details, MadeBy, Overview, account_details, is_only_administrator, list_all_invitations, list_audit,
    overview, resume, revoke_any_invitation, search_accounts, send_reset_link, suspend,
};
pub(crate) use audit::Actor;
pub(crate) use credentials::{
    Client, Credentials, authenticate, find_by_login, issue_token, log_in, read_as,
};
pub(crate) use deletion::{delete_account, delete_user, erase_client_ids_of_deleted};
pub(crate) use devices::{Device, list_devices};
pub use devices::{end_device, end_devices};
pub(crate) use export::{Export, ExportAccess, export};
pub use invitations::{MadeInvitation, invite, revoke_invitation};
pub(crate) use invitations::{check_invitation, check_may_invite, list_invitations, path_of_invitation};
pub(crate) use mail_files::{delete_mail_files_if_deleted, delete_mail_files_of_deleted};
pub use passwords::change_password;
pub(crate) use passwords::{
    RESET_MAIL, check_password, find_reset_token, request_reset, reset_password, set_password,
};
pub use profile::update_profile;
pub(crate) use profile::{find_user, list_users, search};
pub(crate) use registration::{
    Registration, add_user, needs_setup, register, set_administrator, setup_token,
};
pub(crate) use sessions::{ActiveSession, find_session, read_in_session};
pub use sessions::{end_session, start_session};
pub(crate) use socket_revalidation::{is_valid, revalidate_sockets};
pub(crate) use standing::lock_usable;
