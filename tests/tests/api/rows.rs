//! Whoever answers many at once is told of each row what its act alone would say.

use serde_json::{Value, json};
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

use crate::entitlements::{benefit, decide, granted};

fn faults(row: &Value) -> Vec<(&str, &str)> {
    let errors = row["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |error, member: &str| -> &str {
        let error: &Value = error;
        error[member].as_str().unwrap_or_default()
    };
    errors.iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect()
}

#[tokio::test]
async fn a_recipient_who_left_before_the_confirmation_is_named_as_the_fault() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (one, two) = crate::together::couple(&staff).await;
    let own = granted(&staff, &one).await;
    let path = format!("/entitlements/{}/changes", own.id());
    let body = json!({ "kind": "recipient", "recipient_id": two, "reason": "本人住院，由配偶领取" });
    let proposed = staff.township.act(&path, own.version(), body).await.expect(201);
    let home = format!("/households/{}", own["household_id"].as_str().expect("a household"));
    let now = staff.clerk.get(&home).await.expect(200);
    let alone = json!({ "members": [{ "person_id": one, "relation": "head" }] });
    staff.clerk.patch(&home, now.version(), alone).await.expect(200);
    let row = decide(&staff, &proposed, "confirm").await.items().remove(0);
    assert_eq!((&row["status"], &row["code"]), (&json!(422), &json!("invalid")), "{row}");
    assert_eq!(faults(&row), [("/recipient_id", "recipient_not_member")]);
    let said = row["message"].as_str().expect("words");
    assert_eq!(row["errors"][0]["message"], said, "the fault itself and not that there is one");
    assert_eq!(benefit(&staff, &own.id()).await["recipient"]["id"], one);
}

#[tokio::test]
async fn faults_of_a_case_s_row_are_told_at_their_members() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = staff.gathered("表中之过", "2026-03-02").await;
    let table = staff.submitted(&case).await;
    let case = staff.reload(&case).await;
    let item = |more: Value| {
        let mut item = json!({ "case_id": case.id(), "case_version": case.version(), "outcome": "agree", "reasons": [] });
        build::merge(&mut item, more);
        json!({ "items": [item] })
    };
    let path = format!("/approval-batches/{}/examinations", table.id());
    let row = async |more: Value| staff.examiner.post(&path, item(more)).await.expect(207).items().remove(0);
    let changed = row(json!({ "amount_fen": 1 })).await;
    assert_eq!(changed["status"], 409, "{changed}");
    let returned = row(json!({ "outcome": "return" })).await;
    assert_eq!(faults(&returned), [("/reasons", "reasons_required")]);
    let unknown = json!([{ "field": "facts.nonsense", "text": "电话13812345678" }]);
    let refused =
        row(json!({ "outcome": "refuse", "reasons": unknown, "note": "卡622202 0012345678901" })).await;
    let expected = [
        ("/reasons/0/text", "reason_holds_private_number"),
        ("/reasons/0/field", "unknown_field"),
        ("/note", "reason_holds_private_number"),
    ];
    assert_eq!(faults(&refused), expected);
    assert!(refused["message"].as_str().is_some_and(|text| text.contains("138****5678")), "{refused}");
    let done = row(json!({})).await;
    assert_eq!((&done["status"], &done["errors"]), (&json!(201), &Value::Null));
}
