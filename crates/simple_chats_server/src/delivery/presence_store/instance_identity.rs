//! Which instance this is.

/// Which instance this is, and whether there may be others.
#[derive(Debug, Clone)]
pub struct InstanceIdentity {
    /// The name of this instance, chosen at each start.
    pub instance_id: String,
    /// Whether other servers may use the same database.
    pub may_have_others: bool,
}
