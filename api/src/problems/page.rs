use actix_web::http::header::CONTENT_LANGUAGE;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use crate::codes::{self, Code, Language};
use crate::failure::Failure;
use crate::http::edge::language;
use crate::http::problem::Problem;

/// The page a problem's `type` leads to, in the reader's language.
pub async fn page(req: HttpRequest, code: Path<String>) -> Result<HttpResponse, Problem> {
    let code = codes::all().find(|known| known.code == code.as_str()).ok_or_else(Failure::not_found)?;
    let language = language(&req);
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_LANGUAGE, language.pick("zh-CN", "en")))
        .insert_header(("vary", "accept-language"))
        .body(html(language, code)))
}

/// Texts of ours only, so nothing needs escaping but the braces of parameters.
fn html(language: Language, code: &Code) -> String {
    let tag = language.pick("zh-CN", "en");
    let product = language.pick("阳光民政", "Yangguang");
    let title = plain(language.pick(code.zh, code.en));
    let advice = plain(language.pick(code.advice_zh, code.advice_en));
    let (what, status, name) = (
        language.pick("怎么办", "What to do"),
        language.pick("HTTP 状态", "HTTP status"),
        language.pick("错误代码", "Code"),
    );
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · {product}</title>\n<style>\n\
         body {{ font: 1.125rem/1.7 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; \
         padding: 0 1rem; color: #1f2328; background: #fff; }}\n\
         dt {{ font-weight: 600; }} dd {{ margin: 0 0 1rem; }}\n</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<dl>\n<dt>{what}</dt><dd>{advice}</dd>\n\
         <dt>{name}</dt><dd><code>{}</code></dd>\n<dt>{status}</dt><dd>{}</dd>\n</dl>\n</main>\n\
         </body>\n</html>\n",
        code.code, code.status
    )
}

/// The text without its parameters, which only the problem itself knows.
fn plain(text: &str) -> String {
    text.split('{')
        .enumerate()
        .map(|(at, part)| match part.split_once('}') {
            Some((_, rest)) if at > 0 => format!("…{rest}"),
            _ => part.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_left_open_on_the_page() {
        assert_eq!(plain("太长，最多 {most} 个字"), "太长，最多 … 个字");
        assert_eq!(plain("no parameter"), "no parameter");
    }

    #[test]
    fn no_text_of_ours_needs_escaping() {
        for code in codes::all() {
            for text in [code.zh, code.en, code.advice_zh, code.advice_en] {
                assert!(!text.contains(['<', '>', '&']), "{}: {text}", code.code);
            }
        }
    }

    #[test]
    fn every_code_is_written_down_once() {
        let mut codes: Vec<&str> = codes::all().map(|code| code.code).collect();
        let many = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), many);
    }
}
