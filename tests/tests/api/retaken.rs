//! 撤销: the months of what was taken out are computed as if it had never been, by the standard of
//! each and on what was found beside it; not brought back as they stood on paper.

use serde_json::json;
use yangguang_tests::Server;
use yangguang_tests::build::Staff;

use crate::circumstances::{confirmed, members, neighbours, patched, rolled};
use crate::entitlements::{benefit, changed, due, granted, household, roll};
use crate::revocations::{revoke, revoked};

#[tokio::test]
async fn an_end_revoked_after_a_rise_pays_each_missed_month_by_its_own_standard() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "李同名", 40_000).await;
    let first = granted(&staff, &person).await;
    let ended = changed(&staff, &first, "end", "2026-04", json!({})).await;
    server.set_day("2026-07-20");
    let staff = Staff::of(&server).await;
    let body = json!({ "kind": "revoke", "revokes": ended["changes"][1]["id"] });
    let path = format!("/entitlements/{}/change-previews", ended.id());
    let seen = staff.officer.post(&path, body).await.expect(200);
    let after: Vec<_> =
        seen["months"].as_array().expect("months").iter().map(|it| &it["after_fen"]).collect();
    assert_eq!(after, [45_000, 45_000, 45_000, 49_000, 49_000], "{}", seen.text());
    let now = revoked(&staff, &ended, &ended["changes"][1]).await;
    assert_eq!(due(&now), [45_000, 45_000, 45_000, 49_000, 49_000]);
    assert_eq!(now["arrears_fen"], 45_000 * 3);
    let list = roll(&staff, "2026-07").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(49_000), &json!(135_000)));
    // The raise stands with the revocation, and is not a change that could be revoked alone.
    let last = now["changes"].as_array().expect("changes").last().expect("a change").clone();
    assert_eq!((&last["kind"], &last["revocable"]), (&json!("recompute"), &json!(false)));
    revoke(&staff.township, &now, &last).await.expect_problem(409, "not_revocable");
}

#[tokio::test]
async fn what_was_computed_for_all_on_a_wrong_recheck_does_not_keep_its_income() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "温水根", 40_000).await;
    let first = granted(&staff, &person).await;
    let staff = rolled(&server, &["2026-04", "2026-05"]).await;
    patched(&staff, &household.id(), json!({ "income_fen": 70_000 })).await;
    let wrong = changed(&staff, &first, "recheck", "2026-06", json!({})).await;
    assert_eq!(due(&wrong), [45_000, 45_000, 15_000]);
    let staff = rolled(&server, &["2026-06"]).await;
    server.set_day("2026-07-02");
    drop(staff);
    let staff = Staff::of(&server).await;
    confirmed(&staff, "2026-07").await;
    let staff = rolled(&server, &["2026-07"]).await;
    let now = benefit(&staff, &first.id()).await;
    assert_eq!(due(&now)[2..], [15_000, 19_000, 19_000]);
    let after = revoked(&staff, &now, &wrong["changes"][1]).await;
    assert_eq!(due(&after), [45_000, 45_000, 45_000, 49_000, 49_000]);
    assert_eq!((&after["arrears_fen"], &after["overpaid_fen"]), (&json!(60_000), &json!(0)));
    // Computed for all once more, it does not come back by itself.
    let body = json!({ "from_month": "2026-04" });
    let all = staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
    assert_eq!(all["changing"], 0, "{}", all.text());
    // The register says 700 still: who looks at the benefit may say so.
    let told = changed(&staff, &after, "recheck", "2026-08", json!({})).await;
    assert_eq!(due(&told)[3..], [49_000, 19_000]);
}

#[tokio::test]
async fn a_recheck_revoked_does_not_take_the_raised_standard_with_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, household) = household(&staff.clerk, "廖金生", 40_000).await;
    let first = granted(&staff, &person).await;
    rolled(&server, &["2026-04", "2026-05", "2026-06"]).await;
    server.set_day("2026-07-02");
    let staff = Staff::of(&server).await;
    patched(&staff, &household.id(), json!({ "income_fen": 38_000 })).await;
    let wrong = changed(&staff, &first, "recheck", "2026-07", json!({})).await;
    assert_eq!(due(&wrong)[3..], [51_000, 51_000]);
    let staff = rolled(&server, &["2026-07"]).await;
    let after =
        revoked(&staff, &wrong, wrong["changes"].as_array().expect("changes").last().expect("one")).await;
    assert_eq!(due(&after)[2..], [45_000, 49_000, 49_000]);
    assert_eq!((&after["arrears_fen"], &after["overpaid_fen"]), (&json!(0), &json!(2_000)));
}

#[tokio::test]
async fn a_child_that_is_paid_for_elsewhere_is_not_brought_back_by_a_revocation() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let ([here, there, child], [left, joined]) = neighbours(&staff).await;
    let first = granted(&staff, &here).await;
    let second = granted(&staff, &there).await;
    let staff = rolled(&server, &["2026-04"]).await;
    patched(&staff, &left, members(&[(&here, "head")])).await;
    patched(&staff, &joined, members(&[(&there, "head"), (&child, "child")])).await;
    let without = changed(&staff, &first, "recompute", "2026-05", json!({})).await;
    changed(&staff, &second, "recompute", "2026-05", json!({})).await;
    let change = without["changes"].as_array().expect("changes").last().expect("a change");
    revoke(&staff.township, &without, change).await.expect_problem(409, "nothing_changes");
}
