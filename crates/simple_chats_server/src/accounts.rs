//! The use cases of accounts: registration, credentials, sessions, profile, and deletion.

mod credentials;
mod deletion;
mod passwords;
mod profile;
mod registration;
mod sessions;
mod socket_revalidation;

pub use credentials::{authenticate_basic, authenticate_token, issue_token, log_in};
pub use deletion::{delete_account, remove_account};
pub use passwords::{
    KeptSession, RESET_MAIL, ResetToken, change_password, check_password, find_reset_token, request_reset,
    reset_password, set_password,
};
pub use profile::{find_user, list_users, search, update_profile};
pub use registration::{Faults, Registration, register};
pub use sessions::{ActiveSession, end_session, find_session, start_session};
pub use socket_revalidation::{is_valid, revalidate_sockets};
