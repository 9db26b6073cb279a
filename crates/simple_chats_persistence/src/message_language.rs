//! The language of PostgreSQL's messages. Diesel passes on no SQLSTATE and has kinds for few errors; the others are told
//! apart by their messages, so these must be English, or be known not to be.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a server speaks another language and can't be made to speak English.
static IS_FOREIGN: AtomicBool = AtomicBool::new(false);

/// Who may not set it keeps it.
const SPEAK_ENGLISH: &str = "DO $$ BEGIN SET lc_messages = 'C'; EXCEPTION WHEN OTHERS THEN NULL; END $$";

/// Lets a connection's server speak English, if the database user may set that.
pub(crate) fn speak_english(conn: &mut PgConnection) -> QueryResult<()> {
    if is_english(&language(conn)?) {
        return Ok(());
    }
    conn.batch_execute(SPEAK_ENGLISH)?;
    let language = language(conn)?;
    if !is_english(&language) && !IS_FOREIGN.swap(true, Ordering::Relaxed) {
        tracing::info!(language, "PostgreSQL's messages aren't English: unknown errors count as outages");
    }
    Ok(())
}

pub(crate) fn is_foreign() -> bool {
    IS_FOREIGN.load(Ordering::Relaxed)
}

fn language(conn: &mut PgConnection) -> QueryResult<String> {
    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = Text)]
        value: String,
    }
    let setting: Setting =
        diesel::sql_query("SELECT current_setting('lc_messages') AS value").get_result(conn)?;
    Ok(setting.value)
}

fn is_english(locale: &str) -> bool {
    let language = locale.split(['_', '.', '-', '@']).next().unwrap_or_default();
    ["", "C", "POSIX", "en", "English"].contains(&language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_english_are_known() {
        for locale in
            ["", "C", "POSIX", "C.UTF-8", "en_US.UTF-8", "en_GB", "en", "English_United States.1252"]
        {
            assert!(is_english(locale), "{locale}");
        }
        for locale in ["de_DE.UTF-8", "fr_FR", "ja", "es_ES@euro", "eo"] {
            assert!(!is_english(locale), "{locale}");
        }
    }
}
