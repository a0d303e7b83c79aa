//! Who may do what, and where: ten posts, one table of permissions, and the
//! part of the county an account may see.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The post an account holds. One account holds exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 代办员: applies on a citizen's behalf from the village.
    Agent,
    /// 窗口经办人: receives and accepts at the township counter.
    Clerk,
    /// 调查员: visits the household and gives the preliminary opinion.
    Officer,
    /// 乡镇负责人: reviews, and sends the monthly table up.
    Township,
    /// 县级审查人: examines what the townships sent.
    Examiner,
    /// 县级审批人: decides.
    Approver,
    /// 公开经办人: drafts what is published.
    Discloser,
    /// 保密审查人: signs before anything is published.
    Secrecy,
    /// 监察员: reads everything, changes nothing.
    Auditor,
    /// 系统管理员: accounts and calendars; sees no case.
    Admin,
}

impl Role {
    pub const ALL: [Role; 10] = [
        Role::Agent,
        Role::Clerk,
        Role::Officer,
        Role::Township,
        Role::Examiner,
        Role::Approver,
        Role::Discloser,
        Role::Secrecy,
        Role::Auditor,
        Role::Admin,
    ];

    /// The stable name, as it is stored and sent: `agent`, `clerk`, …
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Clerk => "clerk",
            Role::Officer => "officer",
            Role::Township => "township",
            Role::Examiner => "examiner",
            Role::Approver => "approver",
            Role::Discloser => "discloser",
            Role::Secrecy => "secrecy",
            Role::Auditor => "auditor",
            Role::Admin => "admin",
        }
    }

    /// The role of that stable name, if there is one.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The level of division (3 county, 4 township, 5 village) an account of this
/// role must belong to.
pub const fn level(role: Role) -> u8 {
    match role {
        Role::Agent => 5,
        Role::Clerk | Role::Officer | Role::Township => 4,
        Role::Examiner | Role::Approver | Role::Discloser | Role::Secrecy | Role::Auditor | Role::Admin => 3,
    }
}

/// Declares the permissions and, in the same line, who has them: the letter of
/// each role stands in its own column, a dot means no.
macro_rules! permissions {
    ($($variant:ident $name:literal $roles:literal)*) => {
        /// One thing a person may be allowed to do. Reading policies and the
        /// guide to a service item needs none: they are public.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            ToSchema,
        )]
        pub enum Permission {
            $(#[serde(rename = $name)] $variant,)*
        }

        impl Permission {
            pub const ALL: &'static [Permission] = &[$(Permission::$variant,)*];

            /// The stable name, as it is sent and written in flow documents.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Permission::$variant => $name,)*
                }
            }

            const fn row(self) -> &'static str {
                match self {
                    $(Permission::$variant => $roles,)*
                }
            }
        }
    };
}

permissions! {
    //                                           Agent Clerk Officer Township Examiner
    //                                           aPprover Discloser Secrecy aUditor adMin
    PersonSearch         "person.search"          "A C O T E P . . . ."
    PersonRead           "person.read"            "A C O T E P . . U ."
    PersonRegister       "person.register"        "A C . . . . . . . ."
    PersonUpdate         "person.update"          "A C . . . . . . . ."
    PersonReveal         "person.reveal"          ". C . T E P . . U ."
    HouseholdRead        "household.read"         "A C O T E P . . U ."
    HouseholdWrite       "household.write"        "A C . . . . . . . ."
    HouseholdClearKin    "household.clear_kin"    ". . . T . . . . . ."
    CaseList             "case.list"              "A C O T E P . . U ."
    CaseRead             "case.read"              "A C O T E P . . U ."
    CaseHistory          "case.history"           ". C O T E P . . U ."
    CaseCreate           "case.create"            "A C . . . . . . . ."
    CaseEdit             "case.edit"              "A C . . . . . . . ."
    CasePreview          "case.preview"           "A C O T E P . . . ."
    AttachmentRead       "attachment.read"        "A C O T E P . . U ."
    AttachmentAdd        "attachment.add"         "A C . . . . . . . ."
    AttachmentRemove     "attachment.remove"      "A C . . . . . . . ."
    CaseNotifySupplement "case.notify_supplement" ". C . . . . . . . ."
    CaseAccept           "case.accept"            ". C . . . . . . . ."
    CaseDecline          "case.decline"           ". C . . . . . . . ."
    CaseWithdraw         "case.withdraw"          ". C . . . . . . . ."
    CaseCheck            "case.check"             ". C O . . . . . . ."
    CaseOpine            "case.opine"             ". C O . . . . . . ."
    CaseReview           "case.review"            ". . . T . . . . . ."
    CasePost             "case.post"              ". . O T . . . . . ."
    CaseInformationCheck "case.information_check" ". . . . E . . . . ."
    CaseComplaint        "case.complaint"         ". . O T E . . . . ."
    CaseExtend           "case.extend"            ". . . T E . . . . ."
    CaseDeliver          "case.deliver"           ". C O T . . . . . ."
    BatchRead            "batch.read"             ". C O T E P . . U ."
    BatchSubmit          "batch.submit"           ". . . T . . . . . ."
    CaseExamine          "case.examine"           ". . . . E . . . . ."
    CaseCountyVisit      "case.county_visit"      ". . . . E . . . . ."
    CaseDecide           "case.decide"            ". . . . . P . . . ."
    PaymentRead          "payment.read"           ". C . T E P . . U ."
    EntitlementRead      "entitlement.read"       "A C O T E P . . U ."
    EntitlementPropose   "entitlement.propose"    ". . O T E . . . . ."
    EntitlementDecide    "entitlement.decide"     ". . . . . P . . . ."
    PaymentRoll          "payment.roll"           ". . . . E . . . . ."
    NoticeRead           "notice.read"            ". . . . E P D S U ."
    NoticeDraft          "notice.draft"           ". . . . . . D . . ."
    NoticeSubmit         "notice.submit"          ". . . . . . D . . ."
    NoticeSign           "notice.sign"            ". . . . . . . S . ."
    NoticeWithdraw       "notice.withdraw"        ". . . . . . D S . ."
    ReportRead           "report.read"            ". . . T E P . . U ."
    AuditRead            "audit.read"             ". . . . . . . . U ."
    PolicyDraftRead      "policy_draft.read"      ". . . . E P . . U ."
    PolicyDraft          "policy.draft"           ". . . . E . . . . ."
    PolicyActivate       "policy.activate"        ". . . . . P . . . ."
    SimulationRead       "simulation.read"        ". . . . E P . . U ."
    PolicySimulate       "policy.simulate"        ". . . . E P . . . ."
    DelegationRead       "delegation.read"        ". . . T E P . . U M"
    DelegationWrite      "delegation.write"       ". . . . . . . . . M"
    AccountRead          "account.read"           ". . . . . . . . . M"
    AccountWrite         "account.write"          ". . . . . . . . . M"
    CalendarWrite        "calendar.write"         ". . . . . . . . . M"
    OfficerList          "officer.list"           ". C O T E . . . . ."
    WorkbenchRead        "workbench.read"         "A C O T E P D S U M"
}

impl Permission {
    /// The permission of that stable name, if there is one.
    pub fn parse(name: &str) -> Option<Permission> {
        Permission::ALL.iter().copied().find(|permission| permission.as_str() == name)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether an account of `role` has `permission`. The scope is a second
/// question: [`Scope::contains`].
pub const fn allows(role: Role, permission: Permission) -> bool {
    // Columns stand in the order of `Role`, one space apart.
    permission.row().as_bytes()[role as usize * 2] != b'.'
}

/// Everything `role` may do, in the order of the table.
pub fn permissions(role: Role) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|permission| allows(role, *permission)).collect()
}

/// The part of the land an account sees: a division and all below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The tenant, 6 digits.
    pub county: String,
    /// The division of the account, 12 digits of the statistical code.
    pub division: String,
    /// Level of that division: 1 province … 5 village.
    pub level: u8,
}

impl Scope {
    /// The scope of an account in `division`; `None` unless the code has 12
    /// digits and the level is 1 to 5.
    pub fn new(division: &str, level: u8) -> Option<Scope> {
        let valid = is_division_code(division) && (1..=5).contains(&level);
        valid.then(|| Scope { county: division[..6].to_owned(), division: division.to_owned(), level })
    }

    /// The lowest 12-digit code within the scope.
    pub fn low(&self) -> String {
        format!("{:0<12}", self.prefix())
    }

    /// The highest 12-digit code within the scope.
    pub fn high(&self) -> String {
        format!("{:9<12}", self.prefix())
    }

    /// Whether the 12-digit `division` lies within the scope; anything else
    /// than 12 digits lies nowhere.
    pub fn contains(&self, division: &str) -> bool {
        is_division_code(division) && division.starts_with(self.prefix())
    }

    fn prefix(&self) -> &str {
        let digits = match self.level {
            1 => 2,
            2 => 4,
            3 => 6,
            4 => 9,
            // An unknown level sees the least, never the most.
            _ => 12,
        };
        self.division.get(..digits).unwrap_or(&self.division)
    }
}

fn is_division_code(code: &str) -> bool {
    code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_row_of_the_table_keeps_each_letter_in_its_own_column() {
        let letters = "ACOTEPDSUM".as_bytes();
        for permission in Permission::ALL {
            let row = permission.row().as_bytes();
            assert_eq!(row.len(), 19, "{permission}");
            for (place, byte) in row.iter().enumerate() {
                let expected = if place % 2 == 1 { b' ' } else { letters[place / 2] };
                assert!(
                    *byte == expected || (place % 2 == 0 && *byte == b'.'),
                    "{permission} column {place}"
                );
            }
        }
    }

    #[test]
    fn roles_stand_in_the_order_of_the_columns_and_keep_their_names() {
        for (place, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, place);
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), serde_json::json!(role.as_str()));
        }
    }

    #[test]
    fn every_permission_is_read_back_from_the_name_it_is_sent_under() {
        for permission in Permission::ALL {
            assert_eq!(Permission::parse(permission.as_str()), Some(*permission));
            assert_eq!(serde_json::to_value(permission).unwrap(), serde_json::json!(permission.as_str()));
        }
        assert_eq!(Permission::parse("case.everything"), None);
    }

    #[test]
    fn nobody_both_reviews_and_decides_a_case() {
        for role in Role::ALL {
            let halves = [
                Permission::CaseOpine,
                Permission::CaseReview,
                Permission::CaseExamine,
                Permission::CaseDecide,
            ];
            let held = halves.iter().filter(|half| allows(role, **half)).count();
            assert!(held <= 1, "{role} holds {held} of them");
        }
    }

    #[test]
    fn the_drafter_of_a_notice_can_not_sign_it() {
        for role in Role::ALL {
            assert!(!(allows(role, Permission::NoticeDraft) && allows(role, Permission::NoticeSign)));
        }
    }

    #[test]
    fn the_auditor_changes_nothing_and_the_administrator_sees_no_case() {
        for permission in permissions(Role::Auditor) {
            let name = permission.as_str();
            assert!(
                [".read", ".list", ".history", ".reveal"].iter().any(|verb| name.ends_with(verb)),
                "{name}"
            );
        }
        for permission in permissions(Role::Admin) {
            let name = permission.as_str();
            assert!(!name.starts_with("case.") && !name.starts_with("person."), "{name}");
        }
    }

    #[test]
    fn a_township_scope_ends_at_the_township() {
        let scope = Scope::new("360704101000", level(Role::Clerk)).unwrap();
        assert_eq!(scope.county, "360704");
        assert_eq!(scope.low(), "360704101000");
        assert_eq!(scope.high(), "360704101999");
        assert!(scope.contains("360704101205"));
        assert!(!scope.contains("360704102000"));
        assert!(!scope.contains("360704101"));
        assert!(!scope.contains("360704101 or"));
    }

    #[test]
    fn a_scope_is_made_of_twelve_digits_and_a_known_level_only() {
        assert_eq!(Scope::new("36070410100", 4), None);
        assert_eq!(Scope::new("36070410100x", 4), None);
        assert_eq!(Scope::new("360704101000", 0), None);
        assert_eq!(Scope::new("360704101000", 6), None);
    }

    proptest! {
        #[test]
        fn a_division_is_within_the_range_exactly_when_the_scope_contains_it(
            own in "[0-9]{12}", other in "[0-9]{12}", keep in 0usize..=12, level in 1u8..=5
        ) {
            let scope = Scope::new(&own, level).unwrap();
            let code = format!("{}{}", &own[..keep], &other[keep..]);
            let in_range = (scope.low()..=scope.high()).contains(&code);
            prop_assert_eq!(scope.contains(&code), in_range);
            prop_assert!(scope.contains(&own));
        }

        #[test]
        fn any_text_can_be_asked_for(own in "[0-9]{12}", level in 1u8..=5, text in ".*") {
            let scope = Scope::new(&own, level).unwrap();
            let _ = scope.contains(&text);
            let _ = Scope::new(&text, level);
        }
    }
}
