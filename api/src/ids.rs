//! A type for each kind of record's id: a function can not be handed the wrong one.

use crate::id_type;

id_type! {
    /// An account.
    UserId
    /// One login of an account.
    SessionId
    /// One line of the audit trail.
    AuditEntryId
    PersonId
    HouseholdId
    /// A person's membership of a household.
    MemberId
    CaseId
    /// One legal act in a case.
    ActId
    /// One running or stopped clock of a case.
    ClockId
    AttachmentId
    /// A hospital bill a case counts.
    BillId
    /// A month's table of a township (明细表).
    BatchId
    BatchRowId
    PaymentId
    /// A province's ruling that townships decide, as a county applies it.
    DelegationId
    NoticeId
    NoticeEntryId
    /// A version of a policy that is not in force yet.
    PolicyDraftId
    /// A version of an entry of the register of law that is not in force yet.
    LawDraftId
    /// A recurring benefit of a household or person.
    EntitlementId
    /// A proposed or confirmed change of a recurring benefit.
    EntitlementChangeId
    /// What was done about a proposed change: an invitation, a hearing, a notice, a service.
    EntitlementActId
    /// A computation of what a change of a policy would cost.
    SimulationId
    /// Some of the households whose sum a simulation changes.
    SimulationRowsId
}
