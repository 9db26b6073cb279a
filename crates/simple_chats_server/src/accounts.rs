//! The use cases of accounts, called by pages, API and command line alike: registering, proving who one is, changing and
//! leaving.

mod credentials;
mod deletion;
mod passwords;
mod profile;
mod sessions;
mod socket_revalidation;

pub use credentials::{Proof, authenticate_basic, authenticate_token, is_still_good, issue_token, log_in};
pub use deletion::{delete_account, remove_account};
pub use passwords::{
    KeptSession, RESET_MAIL, change_password, check_reset_token, request_reset, reset_password, set_password,
};
pub use profile::{Registration, find_user, list_users, register, search, update_profile};
pub use sessions::{SignedIn, end_session, find_session, start_session};
pub use socket_revalidation::revalidate_sockets;
