//! Recovery codes, each good once instead of another second factor. A row's key is a hash of the code.

use crate::connection::DbConnection;
use crate::error::{Result, StoreError};
use crate::schema::recovery_codes;
use diesel::prelude::*;
use simple_chats_domain::UserId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = recovery_codes)]
pub(crate) struct RecoveryCodeRow {
    pub(crate) code_key: String,
    user_id: i64,
}

/// Replaces all codes of a user.
pub fn replace_all_of(conn: &mut DbConnection, user_id: UserId, keys: &[String]) -> Result<()> {
    delete_all_of(conn, user_id)?;
    for key in keys {
        let row = RecoveryCodeRow { code_key: key.clone(), user_id: user_id.get() };
        diesel::insert_into(recovery_codes::table).values(&row).execute(conn)?;
    }
    Ok(())
}

/// Uses a code of a user. Fails with [`StoreError::NotFound`] if the user has no such code, or has used it before.
pub fn take(conn: &mut DbConnection, user_id: UserId, key: &str) -> Result<()> {
    let row = recovery_codes::table.find(key).filter(recovery_codes::user_id.eq(user_id.get()));
    match diesel::delete(row).execute(conn)? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// How many codes of a user are left.
pub fn count_of(conn: &mut DbConnection, user_id: UserId) -> Result<i64> {
    Ok(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id.get())).count().get_result(conn)?)
}

/// Deletes all codes of a user.
pub fn delete_all_of(conn: &mut DbConnection, user_id: UserId) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user_id.get()))).execute(conn)?;
    Ok(())
}
