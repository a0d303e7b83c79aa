// Generated from migrations/ by hand of the tables' order; kept equal to them by a test.
use crate::db::types::{AtSql, DocSql, IdSql};

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    divisions (code) {
        code -> Text,
        parent -> Nullable<Text>,
        level -> SmallInt,
        name -> Text,
        full_name -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    calendar_years (year) {
        year -> SmallInt,
        source -> Text,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    calendar_days (day) {
        day -> Date,
        year -> SmallInt,
        kind -> Text,
        name -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    policies (code, version) {
        code -> Text,
        version -> Integer,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        document -> DocSql,
        sha256 -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    flows (code, version) {
        code -> Text,
        version -> Integer,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        document -> DocSql,
        sha256 -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    service_items (code, version) {
        code -> Text,
        version -> Integer,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        document -> DocSql,
        sha256 -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    users (id) {
        id -> IdSql,
        county -> Text,
        username -> Text,
        name -> Text,
        role -> Text,
        division -> Text,
        office_phone -> Nullable<Text>,
        password_hash -> Text,
        password_history -> DocSql,
        must_change_password -> Bool,
        failed_count -> Integer,
        locked_until -> Nullable<AtSql>,
        disabled -> Bool,
        last_login_at -> Nullable<AtSql>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    sessions (county, id) {
        county -> Text,
        id -> IdSql,
        user_id -> IdSql,
        refresh_hash -> Text,
        refresh_expires_at -> AtSql,
        ends_at -> AtSql,
        ended_at -> Nullable<AtSql>,
        end_reason -> Nullable<Text>,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    audit_entries (county, id) {
        county -> Text,
        id -> IdSql,
        at -> AtSql,
        actor_user_id -> Nullable<IdSql>,
        actor_name -> Text,
        actor_role -> Text,
        action -> Text,
        subject_type -> Text,
        subject_id -> Text,
        division -> Nullable<Text>,
        request_id -> Text,
        detail -> DocSql,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    idempotency_keys (county, principal, route, idempotency_key) {
        county -> Text,
        principal -> Text,
        route -> Text,
        idempotency_key -> Text,
        fingerprint -> Text,
        status -> SmallInt,
        etag -> Nullable<Text>,
        location -> Nullable<Text>,
        body -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    persons (county, id) {
        county -> Text,
        id -> IdSql,
        division -> Text,
        citizen_id_enc -> Binary,
        citizen_id_hash -> Text,
        citizen_id_mask -> Text,
        name -> Text,
        sex -> Text,
        birth_on -> Date,
        address_enc -> Nullable<Binary>,
        phone_enc -> Nullable<Binary>,
        phone_hash -> Nullable<Text>,
        phone_mask -> Nullable<Text>,
        bank_account_enc -> Nullable<Binary>,
        bank_account_hash -> Nullable<Text>,
        bank_account_mask -> Nullable<Text>,
        bank_name -> Nullable<Text>,
        demo -> Bool,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    token_renewals (version) {
        version -> Integer,
        county -> Nullable<Text>,
        person_id -> Nullable<IdSql>,
        renewed -> BigInt,
        finished_at -> Nullable<AtSql>,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    person_tokens (county, token, person_id) {
        county -> Text,
        token -> Text,
        person_id -> IdSql,
        division -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    households (county, id) {
        county -> Text,
        id -> IdSql,
        division -> Text,
        category -> Text,
        certificate_no -> Nullable<Text>,
        staff_kin -> Bool,
        staff_kin_note -> Nullable<Text>,
        demo -> Bool,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> AtSql,
        updated_at -> AtSql,
        income_fen -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    household_members (county, id) {
        county -> Text,
        id -> IdSql,
        household_id -> IdSql,
        person_id -> IdSql,
        relation -> Text,
        position -> SmallInt,
        since_on -> Date,
        until_on -> Nullable<Date>,
        created_at -> AtSql,
        conditions -> Nullable<Text>,
        since_version -> Nullable<BigInt>,
        until_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    household_histories (county, household_id, version) {
        county -> Text,
        household_id -> IdSql,
        version -> BigInt,
        category -> Text,
        income_fen -> Nullable<BigInt>,
        known_by -> IdSql,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    approval_batches (county, id) {
        county -> Text,
        id -> IdSql,
        township -> Text,
        item_code -> Text,
        month -> Text,
        state -> Text,
        submitted_by -> Nullable<IdSql>,
        submitted_on -> Nullable<Date>,
        received_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        due_provisional -> Bool,
        closed_on -> Nullable<Date>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    cases (county, id) {
        county -> Text,
        id -> IdSql,
        case_no -> Text,
        division -> Text,
        township -> Text,
        item_code -> Text,
        item_version -> Integer,
        flow_code -> Text,
        flow_version -> Integer,
        policy_code -> Text,
        scheme -> Text,
        applicant_person_id -> IdSql,
        household_id -> Nullable<IdSql>,
        staff_kin -> Bool,
        source -> Text,
        stage -> Text,
        outcome -> Nullable<Text>,
        round -> Integer,
        open_key -> Nullable<Text>,
        category -> Nullable<Text>,
        amount_fen -> Nullable<BigInt>,
        received_on -> Date,
        accepted_on -> Nullable<Date>,
        closed_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        due_provisional -> Bool,
        on_time -> Nullable<Bool>,
        working_days -> Nullable<Integer>,
        first_contact_user_id -> IdSql,
        batch_id -> Nullable<IdSql>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
        facts -> DocSql,
        papers -> DocSql,
        determination -> Nullable<DocSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    case_counters (county, item_code, day) {
        county -> Text,
        item_code -> Text,
        day -> Date,
        last_seq -> Integer,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    case_acts (county, id) {
        county -> Text,
        id -> IdSql,
        case_id -> IdSql,
        seq -> Integer,
        round -> Integer,
        act -> Text,
        from_stage -> Text,
        to_stage -> Text,
        actor_user_id -> IdSql,
        actor_name -> Text,
        actor_role -> Text,
        outcome -> Nullable<Text>,
        amount_fen -> Nullable<BigInt>,
        reasons -> DocSql,
        note -> Nullable<Text>,
        detail -> DocSql,
        acted_on -> Date,
        at -> AtSql,
        once_key -> Nullable<Text>,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    case_clocks (county, id) {
        county -> Text,
        id -> IdSql,
        case_id -> IdSql,
        clock -> Text,
        round -> Integer,
        started_on -> Date,
        limit_amount -> Integer,
        limit_unit -> Text,
        pauses -> DocSql,
        due_on -> Date,
        provisional -> Bool,
        stopped_on -> Nullable<Date>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    attachments (county, id) {
        county -> Text,
        id -> IdSql,
        case_id -> IdSql,
        material_code -> Text,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        uploaded_by -> IdSql,
        removed_at -> Nullable<AtSql>,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    case_bills (county, id) {
        county -> Text,
        id -> IdSql,
        case_id -> IdSql,
        person_id -> IdSql,
        number -> Text,
        issuer -> Text,
        number_key -> Text,
        issuer_key -> Text,
        live_key -> Nullable<Text>,
        issued_on -> Date,
        cost_fen -> BigInt,
        insurer_paid_fen -> BigInt,
        attachment_id -> Nullable<IdSql>,
        created_by -> IdSql,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    approval_batch_rows (county, id) {
        county -> Text,
        id -> IdSql,
        batch_id -> IdSql,
        case_id -> IdSql,
        position -> Integer,
        result -> Text,
        amount_fen -> Nullable<BigInt>,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    year_totals (county, person_id, scheme, year) {
        county -> Text,
        person_id -> IdSql,
        scheme -> Text,
        year -> SmallInt,
        paid_fen -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    payments (county, id) {
        county -> Text,
        id -> IdSql,
        month -> Text,
        case_id -> IdSql,
        person_id -> IdSql,
        payee_name -> Text,
        bank_account_mask -> Nullable<Text>,
        division -> Text,
        scheme -> Text,
        kind -> Text,
        amount_fen -> BigInt,
        state -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    notices (county, id) {
        county -> Text,
        id -> IdSql,
        division -> Text,
        item_code -> Text,
        quarter -> Text,
        state -> Text,
        published_on -> Nullable<Date>,
        end_on -> Nullable<Date>,
        prepared_by -> Nullable<IdSql>,
        signed_by -> Nullable<IdSql>,
        returned_reason -> Nullable<Text>,
        withdrawn_reason -> Nullable<Text>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
        part -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    notice_entries (county, id) {
        county -> Text,
        id -> IdSql,
        notice_id -> IdSql,
        case_id -> IdSql,
        position -> Integer,
        name -> Text,
        amount_fen -> BigInt,
        created_at -> AtSql,
        withheld_reason -> Nullable<Text>,
        withheld_by -> Nullable<IdSql>,
        withheld_on -> Nullable<Date>,
        released_at -> Nullable<AtSql>,
        household_size -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::AtSql;

    stamps (name) {
        name -> Text,
        version -> BigInt,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    policy_drafts (county, id) {
        county -> Text,
        id -> IdSql,
        code -> Text,
        document -> DocSql,
        state -> Text,
        drafted_by -> IdSql,
        edited_by -> IdSql,
        activated_by -> Nullable<IdSql>,
        returned_reason -> Nullable<Text>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    laws (code, version) {
        code -> Text,
        version -> Integer,
        document -> DocSql,
        sha256 -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    law_drafts (county, id) {
        county -> Text,
        id -> IdSql,
        code -> Text,
        document -> DocSql,
        state -> Text,
        drafted_by -> IdSql,
        edited_by -> IdSql,
        activated_by -> Nullable<IdSql>,
        returned_reason -> Nullable<Text>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    entitlements (county, id) {
        county -> Text,
        id -> IdSql,
        case_id -> IdSql,
        case_no -> Text,
        person_id -> IdSql,
        household_id -> Nullable<IdSql>,
        division -> Text,
        scheme -> Text,
        policy_code -> Text,
        first_month -> Text,
        recheck_due_on -> Nullable<Date>,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
        recipient_id -> IdSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    entitlement_standings (county, entitlement_id, from_month) {
        county -> Text,
        entitlement_id -> IdSql,
        from_month -> Text,
        before_month -> Nullable<Text>,
        state -> Text,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    entitlement_changes (county, id) {
        county -> Text,
        id -> IdSql,
        entitlement_id -> IdSql,
        kind -> Text,
        state -> Text,
        seq -> Nullable<Integer>,
        from_month -> Text,
        until_month -> Nullable<Text>,
        monthly_fen -> Nullable<BigInt>,
        yearly_fen -> Nullable<BigInt>,
        once_fen -> Nullable<BigInt>,
        before_fen -> BigInt,
        after_fen -> BigInt,
        difference_fen -> BigInt,
        policy_version -> Nullable<Text>,
        ground -> Nullable<Text>,
        reason -> Nullable<Text>,
        proposed_by -> IdSql,
        proposed_on -> Date,
        decided_by -> Nullable<IdSql>,
        decided_on -> Nullable<Date>,
        rejected_reason -> Nullable<Text>,
        created_at -> AtSql,
        facts -> Nullable<DocSql>,
        determination -> Nullable<DocSql>,
        circumstances -> Nullable<DocSql>,
        proposal_id -> Nullable<IdSql>,
        revokes_id -> Nullable<IdSql>,
        recipient_id -> Nullable<IdSql>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    entitlement_acts (county, id) {
        county -> Text,
        id -> IdSql,
        entitlement_id -> IdSql,
        change_id -> IdSql,
        act -> Text,
        on_day -> Date,
        place -> Nullable<Text>,
        way -> Nullable<Text>,
        person -> Nullable<Text>,
        said -> Nullable<Text>,
        served -> Nullable<Text>,
        served_on -> Nullable<Date>,
        died_on -> Nullable<Date>,
        acted_by -> IdSql,
        actor_name -> Text,
        actor_role -> Text,
        acted_on -> Date,
        created_at -> AtSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    simulations (county, id) {
        county -> Text,
        id -> IdSql,
        division -> Text,
        policy_code -> Text,
        draft_id -> Nullable<IdSql>,
        title -> Nullable<Text>,
        state -> Text,
        done -> BigInt,
        total -> BigInt,
        heartbeat_at -> Nullable<AtSql>,
        failure -> Nullable<Text>,
        started_by -> IdSql,
        finished_at -> Nullable<AtSql>,
        created_at -> AtSql,
        updated_at -> AtSql,
        request -> DocSql,
        result -> Nullable<DocSql>,
        document -> DocSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, DocSql, IdSql};

    simulation_rows (county, id) {
        county -> Text,
        id -> IdSql,
        simulation_id -> IdSql,
        seq -> Integer,
        township -> Text,
        category -> Text,
        change -> Text,
        households -> Integer,
        created_at -> AtSql,
        entries -> DocSql,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use super::{AtSql, IdSql};

    delegations (county, id) {
        county -> Text,
        id -> IdSql,
        item_code -> Text,
        law -> Text,
        article -> Nullable<Text>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        created_by -> IdSql,
        version -> BigInt,
        created_at -> AtSql,
        updated_at -> AtSql,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    divisions,
    calendar_years,
    calendar_days,
    policies,
    flows,
    service_items,
    users,
    sessions,
    audit_entries,
    idempotency_keys,
    persons,
    person_tokens,
    token_renewals,
    households,
    household_members,
    household_histories,
    approval_batches,
    cases,
    case_counters,
    case_acts,
    case_clocks,
    attachments,
    case_bills,
    approval_batch_rows,
    year_totals,
    payments,
    notices,
    notice_entries,
    policy_drafts,
    laws,
    law_drafts,
    entitlements,
    entitlement_changes,
    entitlement_standings,
    entitlement_acts,
    simulations,
    simulation_rows,
    delegations,
);
