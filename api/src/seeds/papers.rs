//! The papers of the demonstration: PDFs of one page that say what they stand for.

use std::collections::HashMap;

use crate::app::Shared;
use crate::attachments::{self, Stored};
use crate::failure::Outcome;

/// Code of the material, name of the file, and what the page says.
const PAPERS: &[(&str, &str, &str)] = &[
    ("bills", "住院费用结算票据.pdf", "DEMO - hospital bill"),
    ("insurance_settlement", "医保结算单.pdf", "DEMO - settlement of the insurer"),
    ("diagnosis", "出院小结.pdf", "DEMO - discharge summary"),
];

/// Lays the papers down, by the code of their material.
///
/// # Errors
/// As the attachments answer.
pub async fn keep(app: &Shared) -> Outcome<HashMap<&'static str, Stored>> {
    let mut kept = HashMap::new();
    for (material, file_name, says) in PAPERS {
        kept.insert(*material, attachments::keep(app, file_name, pdf(says)).await?);
    }
    Ok(kept)
}

/// A whole PDF 1.4 with one page of A4 and one line on it.
fn pdf(says: &str) -> Vec<u8> {
    let page = format!("BT /F1 24 Tf 72 720 Td ({says}) Tj 0 -40 Td (Invented; of no value.) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = text.len();
    text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    text.into_bytes()
}
