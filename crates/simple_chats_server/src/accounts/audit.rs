//! Who does something to the account of somebody else, whether they may, and the record of it.

use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use simple_chats_domain::{AuditAction, UserId};
use simple_chats_persistence::{DbConnection, StoreError, audit, users};

/// Who does something to the account of somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actor {
    Administrator(UserId),
    CommandLine,
}

/// The administrators whose accounts can be used. They stay that until the transaction ends.
pub(crate) struct Administrators(Vec<UserId>);

impl Actor {
    pub(super) fn user_id(self) -> Option<UserId> {
        match self {
            Self::Administrator(user_id) => Some(user_id),
            Self::CommandLine => None,
        }
    }

    /// Fails if the actor may not, or no longer, act on accounts. Call it before the first change of the account.
    pub(crate) fn authorize(self, conn: &mut DbConnection) -> AppResult<Administrators> {
        let administrators = users::lock_administrators(conn)?;
        match self {
            Self::Administrator(user_id) if !administrators.contains(&user_id) => {
                Err(AppError::NotAnAdministrator)
            }
            Self::Administrator(_) | Self::CommandLine => Ok(Administrators(administrators)),
        }
    }

    /// Fails if the actor may not act on accounts at present. Unlike [`Actor::authorize`], it locks nothing.
    pub(super) fn check(self, conn: &mut DbConnection) -> AppResult<()> {
        match self {
            Self::Administrator(user_id) if !users::list_administrators(conn)?.contains(&user_id) => {
                Err(AppError::NotAnAdministrator)
            }
            Self::Administrator(_) | Self::CommandLine => Ok(()),
        }
    }

    /// Records what was done, in the transaction of the action.
    pub(crate) fn record(
        self,
        conn: &mut DbConnection,
        at: DateTime<Utc>,
        action: AuditAction,
        subject: UserId,
    ) -> Result<(), StoreError> {
        audit::insert(conn, at, self.user_id(), action, subject)
    }
}

impl Administrators {
    /// Fails if a user is the only one: nobody could undo that on the pages.
    pub(super) fn keep_one_beside(&self, user_id: UserId) -> AppResult<()> {
        if self.0 == [user_id] { Err(AppError::LastAdministrator) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simple_chats_domain::{EmailAddress, Name, NewUser, Username};
    use simple_chats_persistence::{DatabaseAddress, migrate};

    fn register(conn: &mut DbConnection, username: &str) -> UserId {
        let new = NewUser {
            email: EmailAddress::parse(&format!("{username}@example.com")).unwrap(),
            username: Username::parse(username).unwrap(),
            name: Name::parse(username).unwrap(),
            date_joined: DateTime::UNIX_EPOCH,
        };
        users::insert(conn, &new, "hash").unwrap().user_id
    }

    #[test]
    fn only_administrators_whose_accounts_can_be_used_may_act_and_one_of_them_stays() {
        let folder = tempfile::tempdir().unwrap();
        let address = DatabaseAddress::Sqlite(folder.path().join("chats.sqlite3"));
        let mut conn = DbConnection::open(&address).unwrap();
        migrate(&mut conn).unwrap();
        let conn = &mut conn;
        let [ann, ben] = ["ann", "ben"].map(|username| register(conn, username));
        let may_act = |conn: &mut DbConnection, user_id| match Actor::Administrator(user_id).authorize(conn) {
            Ok(_) => true,
            Err(AppError::NotAnAdministrator) => false,
            Err(error) => panic!("{error}"),
        };
        let may_go = |conn: &mut DbConnection, user_id| {
            Actor::CommandLine.authorize(conn).unwrap().keep_one_beside(user_id).is_ok()
        };
        assert!(!may_act(conn, ann) && may_go(conn, ann));
        users::set_administrator(conn, ann, true).unwrap();
        assert!(may_act(conn, ann) && !may_act(conn, ben));
        assert!(!may_go(conn, ann) && may_go(conn, ben));
        users::set_administrator(conn, ben, true).unwrap();
        assert!(may_act(conn, ben) && may_go(conn, ann));
        users::set_suspended(conn, ben, Some(DateTime::UNIX_EPOCH)).unwrap();
        assert!(!may_act(conn, ben) && !may_go(conn, ann));
        users::set_suspended(conn, ben, None).unwrap();
        users::set_administrator(conn, ben, false).unwrap();
        assert!(!may_act(conn, ben) && !may_go(conn, ann));
    }
}
