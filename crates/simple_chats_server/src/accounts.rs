//! The use cases of accounts: registration, credentials, sessions, profile, and deletion.

mod administration;
mod audit;
mod authenticator;
mod blocks;
mod confirmation;
mod credentials;
mod current_credential;
mod deletion;
mod devices;
mod email_addresses;
mod export;
mod invitations;
mod languages;
mod mail_files;
mod notices;
mod notification_settings;
mod passkey_use;
mod passkeys;
mod passwords;
mod personal_tokens;
mod privacy;
mod profile;
mod registration;
mod requester;
mod resealing;
mod second_factor;
mod security_log;
mod sessions;
mod socket_revalidation;
mod standing;
mod user_agent;
mod usernames;
mod verification;

pub use crate::delivery::KeptSession;
pub(crate) use administration::{
    Details, MadeBy, Overview, account_details, is_only_administrator, list_all_invitations, list_audit,
    overview, resume, revoke_any_invitation, search_accounts, send_reset_link, suspend,
};
pub(crate) use audit::Actor;
pub(crate) use authenticator::{
    NewCodes, accept_authenticator, propose_authenticator, remove_authenticator, remove_second_factor,
    replace_recovery_codes, second_factor_state,
};
pub(crate) use blocks::{BlockedUser, block, list_blocks, unblock};
pub(crate) use confirmation::{
    Confirmation, RECENT_SECONDS, has_recent_passkey, is_recent_login, recent_passkey,
};
pub(crate) use credentials::{
    Authenticated, Client, Credentials, authenticate, find_by_login, issue_token, log_in, read_as,
};
pub(crate) use deletion::{delete_account, delete_user, erase_client_ids_of_deleted, remove_unconfirmed};
pub(crate) use devices::{Device, list_devices};
pub use devices::{end_device, end_devices};
pub(crate) use email_addresses::{
    CONFIRMATION_EXPIRES_IN, CONFIRMATION_MAIL, ConfirmationLink, confirm_all_if_off, confirm_email,
    find_confirmation_link, request_confirmation, request_email_change,
};
pub(crate) use export::{Export, ExportAccess, export};
pub use invitations::{MadeInvitation, invite, revoke_invitation};
pub(crate) use invitations::{check_invitation, check_may_invite, list_invitations, path_of_invitation};
pub(crate) use languages::{find_language, update_language};
pub(crate) use mail_files::{delete_mail_files_if_deleted, delete_mail_files_of_deleted};
pub(crate) use notices::{NOTICE_MAIL, WEBHOOK_MAIL};
pub(crate) use notification_settings::{
    MISSED_MAIL, end_missed_mails, find_notification_settings, find_unsubscribing_user, unsubscribing_path,
    update_notification_settings,
};
pub(crate) use passkey_use::{begin_passkey_login, confirm_by_passkey, log_in_by_passkey};
pub(crate) use passkeys::{PasskeyAnswer, add_passkey, begin_adding_passkey, remove_passkey};
pub use passwords::{KeptAccess, change_password};
pub(crate) use passwords::{
    RESET_MAIL, check_password, find_reset_token, request_reset, reset_password, set_password,
};
pub(crate) use personal_tokens::{MadeToken, list_tokens, make_token, revoke_token};
pub(crate) use privacy::{find_privacy, update_privacy};
pub use profile::update_profile;
pub(crate) use profile::{find_user, list_users, search};
pub(crate) use registration::{
    Registration, add_user, needs_setup, register, set_administrator, setup_token,
};
pub use requester::Requester;
pub(crate) use resealing::{reseal_authenticators, reseal_webhooks};
pub use second_factor::GivenCode;
pub(crate) use sessions::{ActiveSession, find_session, read_in_session};
pub use sessions::{end_session, start_session};
pub(crate) use socket_revalidation::{is_valid, revalidate_sockets};
pub(crate) use standing::{find_usable, lock_usable};
pub(crate) use user_agent::device_name;
pub(crate) use verification::{
    ATTEMPT_SECONDS, LoginBrowser, Verification, begin_verification, is_waiting, verify,
};
