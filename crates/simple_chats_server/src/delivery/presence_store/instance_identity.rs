//! Which instance this is.

#[derive(Debug, Clone)]
pub(crate) struct InstanceIdentity {
    /// The name of this instance, chosen at each start.
    pub(crate) instance_id: String,
    /// Whether other servers may use the same database.
    pub(crate) may_have_others: bool,
}
