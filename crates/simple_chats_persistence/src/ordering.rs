//! The order of a list query.

/// Adds the order of a [`ListQuery`](simple_chats_domain::ListQuery) to a boxed statement. Ties go by the `id` column, in
/// the direction of the last column of the order.
macro_rules! order_by {
    ($rows:expr, $order:expr, ties by $id:expr, { $($column:path => $expression:expr),+ $(,)? }) => {{
        use simple_chats_domain::Direction::{Ascending, Descending};
        let mut rows = $rows;
        for (column, direction) in &$order {
            rows = match (column, direction) {
                $(
                    ($column, Ascending) => rows.then_order_by($expression.asc()),
                    ($column, Descending) => rows.then_order_by($expression.desc()),
                )+
            };
        }
        match $order.last() {
            Some((_, Descending)) => rows.then_order_by($id.desc()),
            _ => rows.then_order_by($id.asc()),
        }
    }};
}
pub(crate) use order_by;
