//! What acts are called elsewhere.

/// The audit trail's name of an act.
pub fn audit_name(act: &str) -> &'static str {
    match act {
        "notify_supplement" => "case.supplement_notified",
        "accept" => "case.accepted",
        "decline" => "case.not_accepted",
        "withdraw" => "case.withdrawn",
        "check" => "case.checked",
        "opine" => "case.opinion_given",
        "review_agree" | "review_return" | "review_refuse" | "review_oppose" => "case.reviewed",
        "consent" => "case.consented",
        "request_check" => "case.check_requested",
        "information_check" => "case.information_checked",
        "post" => "case.posted",
        "object" => "case.objected",
        "report" => "case.reported",
        "forward" => "case.forwarded",
        "extend" => "case.extended",
        "complaint" => "case.complained",
        "deliver" => "case.delivered",
        "explain" => "case.explained",
        "submit" => "case.submitted",
        "county_visit" => "case.county_visited",
        "examine_agree" | "examine_refuse" | "examine_return" => "case.examined",
        "decide_approve" | "decide_refuse" | "decide_return" => "case.decided",
        _ => "case.acted",
    }
}
