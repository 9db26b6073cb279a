//! The statements for overviews. Each finds the places of a page in the list first, along indexes and with no more columns
//! than the order needs, and then what belongs to each. Both databases accept the names of the values, SQLite as long as
//! they first appear in order.

use super::row::{CHAT, LIFETIME, NEWEST, OWN, PERSON};
use std::sync::LazyLock;

/// Leaves out the requests to user $1.
const NO_REQUESTS: &str = "AND request_to <> $1";

/// Joins what user $1 has set. For a chat without preferences there is nothing to look up.
const JOIN_OWN: &str = "LEFT JOIN chat_preferences AS own \
     ON own.chat_id = CASE WHEN has_preferences THEN chats.chat_id END AND own.user_id = $1";

/// The columns by which a chat that isn't pinned has its place in the list.
const PLACE: &str = "chats.chat_id AS chat_id, chats.last_message_id AS last_message_id, 0 AS pinned_at";
/// The same columns of one that may be pinned.
const PLACE_WITH_OWN: &str =
    "chats.chat_id AS chat_id, chats.last_message_id AS last_message_id, own.pinned_at AS pinned_at";

const BY_ID: &[&str] = &["chat_id"];
const BY_MESSAGE: &[&str] = &["last_message_id DESC", "chat_id DESC"];
/// What pages of the list begin with and continue with.
const PINNED_FIRST: &[&str] = &["pinned_at DESC", "last_message_id DESC", "chat_id DESC"];

/// How many archived chats user $1 has, without requests and without those that were cleared, up to a limit.
pub(super) const ARCHIVED_CHATS: &str = "(SELECT COUNT(*) FROM (SELECT 1 FROM chat_preferences AS own \
     JOIN chats ON chats.chat_id = own.chat_id WHERE own.user_id = $1 AND own.archived AND NOT own.hidden \
         AND request_to <> $1 LIMIT 100) AS counted)";

/// A page of the list. $2 is how many chats of each side it needs, $3 the length of the page, $4 what it leaves out.
pub(super) static LIST: LazyLock<String> =
    LazyLock::new(|| list("NOT own.hidden", "own.hidden OR own.pinned_at > 0", "0"));

/// A page of the list without archived chats, as [`LIST`].
pub(super) static LIST_WITHOUT_ARCHIVED: LazyLock<String> = LazyLock::new(|| {
    let pins = "NOT own.hidden AND NOT own.archived";
    list(pins, "own.hidden OR own.archived OR own.pinned_at > 0", ARCHIVED_CHATS)
});

/// A page of the archived chats: $2 is its length, $3 what it leaves out.
pub(super) static LIST_OF_ARCHIVED: LazyLock<String> = LazyLock::new(|| {
    let archived = set_apart(&format!("own.archived AND NOT own.hidden {NO_REQUESTS}"));
    overviews(&[archived], PINNED_FIRST, "$2 OFFSET $3", ARCHIVED_CHATS)
});

/// What follows a place, with requests and cleared chats: $2 to $4 are the place among the pinned chats, $5 and $6 that
/// among the others, $7 the length of the page.
pub(super) static LIST_AFTER: LazyLock<String> = LazyLock::new(|| {
    let pins = set_apart(
        "own.pinned_at > 0 AND (own.pinned_at, chats.last_message_id, chats.chat_id) < ($2, $3, $4)",
    );
    let others = format!(
        "AND NOT {} AND (chats.last_message_id, chats.chat_id) < ($5, $6)",
        own_says("own.pinned_at > 0")
    );
    let [first, second] = sides(&others, BY_MESSAGE, "$7");
    overviews(&[pins, first, second], PINNED_FIRST, "$7", "0")
});

/// Chats in order of id, without requests and without cleared ones: $2 is the id before, $3 the length of the page.
pub(super) static ALL_BY_ID: LazyLock<String> =
    LazyLock::new(|| shown_by_id(&format!("NOT {}", own_says("own.hidden"))));

/// The archived ones of [`ALL_BY_ID`].
pub(super) static ARCHIVED_BY_ID: LazyLock<String> =
    LazyLock::new(|| shown_by_id(&own_says("own.archived AND NOT own.hidden")));

/// Those of [`ALL_BY_ID`] that aren't archived.
pub(super) static NOT_ARCHIVED_BY_ID: LazyLock<String> =
    LazyLock::new(|| shown_by_id(&format!("NOT {}", own_says("own.archived OR own.hidden"))));

/// As [`ALL_BY_ID`], with requests and with cleared chats.
pub(super) static EVERY_BY_ID: LazyLock<String> = LazyLock::new(|| by_id(""));

/// Requests to the user in order of id, except from people the user has blocked: $2 is the id before, $3 the
/// length of the page.
pub(super) static REQUESTS: LazyLock<String> = LazyLock::new(|| {
    let requests = format!(
        "SELECT {PLACE} FROM chats WHERE request_to = $1 AND request_to <> 0 AND chats.chat_id > $2 \
             AND NOT CASE WHEN user1_id = $1 THEN user1_blocks ELSE user2_blocks END AND NOT {}",
        own_says("own.hidden")
    );
    overviews(&[requests], BY_ID, "$3", "0")
});

fn list(pins: &str, others: &str, archived_chats: &str) -> String {
    let pins = set_apart(&format!("own.pinned_at > 0 AND {pins} {NO_REQUESTS}"));
    let [first, second] = sides(&format!("{NO_REQUESTS} AND NOT {}", own_says(others)), BY_MESSAGE, "$2");
    overviews(&[pins, first, second], PINNED_FIRST, "$3 OFFSET $4", archived_chats)
}

fn shown_by_id(condition: &str) -> String {
    by_id(&format!("{NO_REQUESTS} AND {condition}"))
}

fn by_id(condition: &str) -> String {
    overviews(&sides(&format!("AND chats.chat_id > $2 {condition}"), BY_ID, "$3"), BY_ID, "$3", "0")
}

/// Whether what user $1 has set for a chat fulfills a condition. Nothing is looked up for a chat without preferences.
fn own_says(condition: &str) -> String {
    format!(
        "CASE WHEN has_preferences THEN COALESCE((SELECT {condition} FROM chat_preferences AS own \
             WHERE own.chat_id = chats.chat_id AND own.user_id = $1), FALSE) ELSE FALSE END"
    )
}

/// Few chats that fulfill a condition, found by the index of what user $1 has set.
fn set_apart(condition: &str) -> String {
    format!(
        "SELECT {PLACE_WITH_OWN} FROM chat_preferences AS own JOIN chats ON chats.chat_id = own.chat_id \
         WHERE own.user_id = $1 AND {condition}"
    )
}

/// The chats in which user $1 is the first participant and those in which the user is the second, each read along an
/// index up to a limit.
fn sides(condition: &str, order: &[&str], limit: &str) -> [String; 2] {
    let order = by("chats", order);
    [("user1_id", "first_side"), ("user2_id", "second_side")].map(|(user, alias)| {
        format!(
            "SELECT * FROM (SELECT {PLACE} FROM chats WHERE {user} = $1 {condition} \
                 ORDER BY {order} LIMIT {limit}) AS {alias}"
        )
    })
}

/// The statement for the overviews of a page of these places.
fn overviews(places: &[String], order: &[&str], limit: &str, archived_chats: &str) -> String {
    let places = places.join(" UNION ALL ");
    format!(
        "WITH places AS MATERIALIZED ({places}), place AS (SELECT * FROM places ORDER BY {} LIMIT {limit}) \
         SELECT {CHAT}, {LIFETIME}, {PERSON}, {NEWEST}, {OWN}, CAST({archived_chats} AS BIGINT) FROM place \
         JOIN chats ON chats.chat_id = place.chat_id {JOIN_OWN} \
         JOIN users AS companion ON companion.user_id = CASE WHEN user1_id = $1 THEN user2_id ELSE user1_id END \
         LEFT JOIN messages AS newest ON newest.chat_id = chats.chat_id AND newest.deleted_at = 0 \
             AND newest.message_id = chats.last_message_id \
             AND chats.last_message_id > COALESCE(own.cleared_up_to, 0) \
         ORDER BY {}",
        by("places", order),
        by("place", order)
    )
}

/// An order by columns of a table.
fn by(table: &str, order: &[&str]) -> String {
    order.iter().map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", ")
}
