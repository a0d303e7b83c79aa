//! Who runs the citizens' pages: the lines that a government site shows at its foot, as the
//! installation sets them. They stand in the page itself, with or without JavaScript.

use clap::Args;

#[derive(Debug, Clone, Default, Args)]
pub struct Site {
    /// 主办单位: who runs the citizens' pages
    #[arg(long, env = "SITE_SPONSOR", global = true)]
    pub site_sponsor: Option<String>,

    /// ICP filing of the site, 赣ICP备2026000001号-1
    #[arg(long, env = "SITE_ICP", global = true)]
    pub site_icp: Option<String>,

    /// Filing with public security, 赣公网安备36070402000001号
    #[arg(long, env = "SITE_POLICE", global = true)]
    pub site_police: Option<String>,
}

const LONGEST: usize = 60;

impl Site {
    /// # Errors
    /// A sentence saying which setting is not right and how it is written.
    pub fn check(&self) -> Result<(), String> {
        let wrong = |name: &str, form: &str| Err(format!("{name}: {form}"));
        if given(&self.site_sponsor).is_some_and(|text| !is_name(text)) {
            return wrong("SITE_SPONSOR", "a name of at most 60 characters, without < > &");
        }
        if given(&self.site_icp).is_some_and(|text| !is_icp(text)) {
            return wrong("SITE_ICP", "as in 赣ICP备2026000001号 or 赣ICP备2026000001号-1");
        }
        if given(&self.site_police).is_some_and(|text| police_number(text).is_none()) {
            return wrong("SITE_POLICE", "as in 赣公网安备36070402000001号, with 14 digits");
        }
        Ok(())
    }

    /// The lines as HTML; empty where nothing is set.
    pub fn html(&self) -> String {
        let mut lines = Vec::new();
        if let Some(sponsor) = given(&self.site_sponsor) {
            lines.push(format!("主办单位：{sponsor}"));
        }
        if let Some(icp) = given(&self.site_icp) {
            lines.push(link("https://beian.miit.gov.cn/", icp));
        }
        if let Some(police) = given(&self.site_police) {
            let number = police_number(police).unwrap_or_default();
            let address = format!("https://beian.mps.gov.cn/#/query/webSearch?code={number}");
            lines.push(link(&address, police));
        }
        if lines.is_empty() {
            return String::new();
        }
        let lines: String = lines.into_iter().map(|line| format!("<p>{line}</p>")).collect();
        format!(
            "<section class=\"site no-print\" lang=\"zh-CN\" aria-label=\"主办单位和备案\">{lines}</section>"
        )
    }
}

fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{address}\" rel=\"noreferrer\">{text}</a>")
}

/// An empty variable is one that is not set.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= LONGEST && !text.chars().any(|c| c.is_control() || "<>&\"".contains(c))
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A province's sign, ICP备 or ICP证, the number, and which site of several it is.
fn is_icp(text: &str) -> bool {
    let mut signs = text.chars();
    let province = signs.next().is_some_and(is_chinese);
    let rest = signs.as_str();
    let Some(rest) = rest.strip_prefix("ICP备").or_else(|| rest.strip_prefix("ICP证")) else {
        return false;
    };
    let Some((number, site)) = rest.split_once('号') else { return false };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let site = site.is_empty() || site.strip_prefix('-').is_some_and(|site| !site.is_empty() && digits(site));
    province && (6..=12).contains(&number.len()) && digits(number) && site
}

/// The 14 digits of a filing with public security.
fn police_number(text: &str) -> Option<&str> {
    let mut signs = text.chars();
    signs.next().filter(|sign| is_chinese(*sign))?;
    let number = signs.as_str().strip_prefix("公网安备")?.trim_start().strip_suffix('号')?;
    (number.len() == 14 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(sponsor: &str, icp: &str, police: &str) -> Site {
        let set = |text: &str| Some(text.to_owned());
        Site { site_sponsor: set(sponsor), site_icp: set(icp), site_police: set(police) }
    }

    #[test]
    fn what_is_set_stands_at_the_foot_and_what_is_not_does_not() {
        let all = site("赣县区民政局", "赣ICP备2026000001号-1", "赣公网安备36070402000001号");
        assert_eq!(all.check(), Ok(()));
        let html = all.html();
        for part in ["主办单位：赣县区民政局", "赣ICP备2026000001号-1", "code=36070402000001"] {
            assert!(html.contains(part), "{html}");
        }
        assert_eq!(Site::default().html(), "");
        assert_eq!(site("", " ", "").html(), "", "an empty variable is not set");
        assert_eq!(site("", " ", "").check(), Ok(()));
    }

    #[test]
    fn a_filing_is_written_one_way_and_a_name_is_no_markup() {
        for (sponsor, icp, police) in [
            ("民政局<script>", "", ""),
            ("局\u{0}", "", ""),
            ("", "ICP备2026000001号", ""),
            ("", "赣ICP备12号", ""),
            ("", "赣ICP备2026000001号-", ""),
            ("", "", "赣公网安备3607040200001号"),
            ("", "", "公网安备36070402000001号"),
        ] {
            assert!(site(sponsor, icp, police).check().is_err(), "{sponsor}{icp}{police}");
        }
        assert!(is_icp("京ICP证030173号") && police_number("京公网安备 11000002000001号").is_some());
    }
}
