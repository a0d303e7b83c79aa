//! What was found or said against a case in its round: a check that differs, an opinion or
//! an examination against it; and bills that stand elsewhere. Whoever agrees all the same has
//! read it and says why.

use serde::Deserialize;
use serde_json::Value;
use yangguang_domain::policy::Text;

use super::elsewhere::Twin;
use super::model::{CheckKind, Conclusion};
use super::store::ActRow;
use super::views::FindingView;
use crate::actor::Actor;
use crate::failure::Outcome;

/// What a check came to, in the act's detail.
#[derive(Deserialize)]
struct Found {
    kind: CheckKind,
    conclusion: Conclusion,
}

/// Acts that carry a case on towards its money.
pub fn agrees(act: &str) -> bool {
    matches!(act, "review_agree" | "examine_agree" | "decide_approve")
}

/// The acts of the round that speak against the case, in their order. A later act takes
/// nothing of it back: two who looked and differ are for the next person to weigh.
pub fn against(acts: &[ActRow], round: i32) -> impl Iterator<Item = &ActRow> {
    acts.iter().filter(move |act| act.round == round && label(act).is_some())
}

/// What an act says against the case, if it does.
fn label(act: &ActRow) -> Option<Text> {
    let (zh, en) = match act.act.as_str() {
        "check" | "information_check" => {
            let found: Found = act.detail.read().ok()?;
            match (found.conclusion, found.kind) {
                (Conclusion::Confirmed, _) => return None,
                (Conclusion::Differs, CheckKind::HomeVisit) => ("入户调查：不符", "Home visit: differs"),
                (Conclusion::Differs, CheckKind::NeighbourVisit) => {
                    ("邻里访问：不符", "Visit to neighbours: differs")
                }
                (Conclusion::Differs, CheckKind::LetterInquiry) => ("信函索证：不符", "Letter: differs"),
                (Conclusion::Differs, CheckKind::InformationCheck) => {
                    ("信息核对：不符", "Information check: differs")
                }
            }
        }
        "opine" if act.outcome.as_deref() == Some("oppose") => {
            ("初审意见：建议不予救助", "Preliminary opinion: against support")
        }
        "review_oppose" => ("乡镇审核：建议不予救助", "Township review: against support"),
        "examine_refuse" => ("县级审查：建议不予批准", "County examination: recommends refusal"),
        _ => return None,
    };
    Some(Text { zh: zh.to_owned(), en: en.to_owned() })
}

/// # Errors
/// `internal`: a stored act that cannot be read.
pub fn views(acts: &[ActRow], round: i32, twins: &[Twin], actor: &Actor) -> Outcome<Vec<FindingView>> {
    let said = against(acts, round).filter_map(|act| Some((act, label(act)?)));
    let twice = twins.iter().map(|twin| Ok(twin.finding(actor)));
    said.map(|(act, label)| view(act, label)).chain(twice).collect()
}

fn view(act: &ActRow, label: Text) -> Outcome<FindingView> {
    let detail: Value = act.detail.read()?;
    let officers = detail["officers"].as_array().into_iter().flatten();
    let signed: Vec<String> =
        officers.filter_map(|officer| officer["name"].as_str().map(str::to_owned)).collect();
    let mut texts: Vec<String> =
        detail["findings"].as_str().map(str::to_owned).into_iter().chain(act.note.clone()).collect();
    texts.extend(super::ops::known::reasons(act)?.into_iter().map(|reason| reason.text));
    Ok(FindingView {
        seq: Some(act.seq),
        act: act.act.clone(),
        label,
        by: if signed.is_empty() { vec![act.actor_name.clone()] } else { signed },
        on: detail["on"].as_str().and_then(|day| day.parse().ok()).unwrap_or(act.acted_on),
        texts,
    })
}
