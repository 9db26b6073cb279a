//! What administrators and the operator do to accounts, as it is recorded.

/// An action on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditAction {
    /// The account was made by command.
    Added,
    /// The account can't be used any more.
    Suspended,
    /// The account can be used again.
    Resumed,
    /// A link to reset the password was mailed to the account's address.
    ResetLinkSent,
    /// A password was set by command.
    PasswordSet,
    /// The account was deleted.
    Deleted,
    /// An invitation of the account was revoked.
    InvitationRevoked,
    /// The user became an administrator.
    Promoted,
    /// The user is no longer an administrator.
    Demoted,
    /// A report of a message of the user was marked as done.
    ReportDone,
    /// The second factor was removed by command.
    SecondFactorRemoved,
}

impl AuditAction {
    const ALL: [Self; 11] = [
        Self::Added,
        Self::Suspended,
        Self::Resumed,
        Self::ResetLinkSent,
        Self::PasswordSet,
        Self::Deleted,
        Self::InvitationRevoked,
        Self::Promoted,
        Self::Demoted,
        Self::ReportDone,
        Self::SecondFactorRemoved,
    ];

    /// The name under which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::ResetLinkSent => "reset_link_sent",
            Self::PasswordSet => "password_set",
            Self::Deleted => "deleted",
            Self::InvitationRevoked => "invitation_revoked",
            Self::Promoted => "promoted",
            Self::Demoted => "demoted",
            Self::ReportDone => "report_done",
            Self::SecondFactorRemoved => "second_factor_removed",
        }
    }

    /// The action of a stored name, if this version knows it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_is_found_by_its_name() {
        for action in AuditAction::ALL {
            assert_eq!(AuditAction::of_name(action.name()), Some(action));
        }
        assert_eq!(AuditAction::of_name("unknown"), None);
    }
}
