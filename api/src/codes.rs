//! Every error code, its status and what to tell a person, in both languages.
//! Slices declare theirs in `mod.rs`; [`find`] looks through all of them.

use crate::SLICES;

/// `{name}` in a text is replaced by the refusal's parameter of that name.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    pub code: &'static str,
    pub status: u16,
    pub zh: &'static str,
    pub en: &'static str,
    /// What the reader should do.
    pub advice_zh: &'static str,
    pub advice_en: &'static str,
}

/// One row of a table of codes.
pub const fn code(
    code: &'static str,
    status: u16,
    zh: &'static str,
    advice_zh: &'static str,
    en: &'static str,
    advice_en: &'static str,
) -> Code {
    Code { code, status, zh, en, advice_zh, advice_en }
}

/// Two tables of a slice as one; `N` is their length.
pub const fn joined<const N: usize>(one: &[Code], other: &[Code]) -> [Code; N] {
    let mut all = [one[0]; N];
    let mut place = 0;
    while place < N {
        all[place] = if place < one.len() { one[place] } else { other[place - one.len()] };
        place += 1;
    }
    all
}

pub const COMMON: &[Code] = &[
    code(
        "invalid",
        422,
        "填写的内容有误",
        "请按各项提示改正后重新提交。",
        "Some fields are not right",
        "Correct the fields named below and send again.",
    ),
    code(
        "malformed_json",
        400,
        "请求内容不是有效的 JSON",
        "请检查发送的数据格式。",
        "The body is not valid JSON",
        "Check the syntax of the body.",
    ),
    code(
        "json_needed",
        415,
        "此处只接受 JSON",
        "请以 Content-Type: application/json 发送 JSON 内容。",
        "Only JSON is taken here",
        "Send JSON with Content-Type: application/json.",
    ),
    code(
        "body_too_large",
        413,
        "提交的内容太大",
        "请减少内容后重新提交。",
        "The body is too large",
        "Send less at once.",
    ),
    code(
        "bad_query",
        400,
        "查询条件有误：{detail}",
        "请检查网址中的查询条件。",
        "A query parameter is not right: {detail}",
        "Check the parameters of the address.",
    ),
    code(
        "bad_cursor",
        400,
        "翻页标记无效",
        "请从第一页重新查询。",
        "The cursor is not one of ours",
        "Start again from the first page.",
    ),
    code(
        "not_found",
        404,
        "没有找到",
        "记录不存在，或不在您的管辖范围内。请核对编号。",
        "Not found",
        "It does not exist or is outside your area. Check the number.",
    ),
    code(
        "method_not_allowed",
        405,
        "该地址不支持此操作",
        "请查看接口文档。",
        "This address does not take that method",
        "See the API document.",
    ),
    code(
        "login_required",
        401,
        "请先登录",
        "登录已失效或尚未登录，请重新登录。",
        "Log in first",
        "The session has ended or there is none; log in again.",
    ),
    code(
        "not_allowed",
        403,
        "您的岗位没有此项权限",
        "如确需办理，请联系有此权限的岗位。",
        "Your post may not do this",
        "Ask someone whose post allows it.",
    ),
    code(
        "idempotency_key_required",
        400,
        "缺少 Idempotency-Key 请求头",
        "请为每次提交附上唯一的 Idempotency-Key（8 至 128 个字符）。",
        "The Idempotency-Key header is missing or malformed",
        "Send a unique Idempotency-Key of 8 to 128 characters with each act.",
    ),
    code(
        "idempotency_key_reused",
        422,
        "同一 Idempotency-Key 已用于另一内容",
        "请使用新的 Idempotency-Key。",
        "This Idempotency-Key was used with another body",
        "Use a new key.",
    ),
    code(
        "version_required",
        428,
        "缺少 If-Match 请求头",
        "请先读取最新记录，再带上其版本号提交。",
        "The If-Match header is missing",
        "Read the record and send its version.",
    ),
    code(
        "stale_version",
        412,
        "记录已被他人修改",
        "请刷新页面，核对最新内容后再操作。",
        "The record was changed by someone else",
        "Reload, look at what changed, and decide again.",
    ),
    code(
        "overloaded",
        503,
        "系统繁忙",
        "请稍候几秒再试；重试时请使用同一 Idempotency-Key。",
        "The system is busy",
        "Try again in a few seconds with the same Idempotency-Key.",
    ),
    code(
        "database_unavailable",
        503,
        "数据库暂时不可用",
        "请稍候再试；重试时请使用同一 Idempotency-Key。",
        "The database is not available",
        "Try again shortly with the same Idempotency-Key.",
    ),
    code(
        "storage_full",
        507,
        "存储空间已满",
        "数据没有丢失，可继续查询。请立即联系系统管理员。",
        "The disk is full",
        "Nothing is lost and reading goes on. Call the administrator at once.",
    ),
    code(
        "internal",
        500,
        "系统内部错误",
        "操作没有生效。请稍后重试，仍有问题请把追踪编号告知管理员。",
        "An internal error",
        "Nothing was changed. Try again; if it persists give the trace id to the administrator.",
    ),
    code("required", 422, "此项必填", "请填写此项。", "This is required", "Fill it in."),
    code(
        "unknown_member",
        422,
        "不认识的字段",
        "请删除此字段或核对拼写。",
        "This member is not known",
        "Remove it or check its spelling.",
    ),
    code(
        "wrong_type",
        422,
        "类型不对，此处应填{takes_zh}",
        "请改正后重新提交。",
        "Wrong type: this takes {takes_en}",
        "Correct it and send again.",
    ),
    code(
        "too_long",
        422,
        "太长，最多 {most} 个字",
        "请缩短。",
        "Too long, at most {most} characters",
        "Shorten it.",
    ),
    code(
        "control_characters",
        422,
        "含有不可见的控制字符",
        "请重新输入。",
        "Contains control characters",
        "Type it again.",
    ),
    code(
        "out_of_range",
        422,
        "数值超出允许范围（{range}）",
        "请核对数值。",
        "Out of range ({range})",
        "Check the number.",
    ),
    code(
        "not_allowed_value",
        422,
        "不是允许的选项",
        "请从给定选项中选择。",
        "Not one of the allowed values",
        "Choose one of those given.",
    ),
    code(
        "date_in_future",
        422,
        "日期不能晚于今天",
        "请核对日期。",
        "The date lies in the future",
        "Check the date.",
    ),
    code(
        "unknown_division",
        422,
        "没有这个区划代码，或级别不对",
        "请从列表中选择村（社区）或乡镇。",
        "No such division, or not of the right level",
        "Choose it from the list.",
    ),
    code(
        "outside_scope",
        422,
        "不在您的管辖范围内",
        "请选择本辖区内的区划。",
        "Outside your area",
        "Choose a division of your own area.",
    ),
];

/// All codes, in the order of the slices.
pub fn all() -> impl Iterator<Item = &'static Code> {
    COMMON.iter().chain(SLICES.iter().flat_map(|slice| slice.codes))
}

pub fn find(code: &str) -> &'static Code {
    all().find(|entry| entry.code == code).unwrap_or(&INTERNAL)
}

static INTERNAL: Code = COMMON[INTERNAL_AT];
const INTERNAL_AT: usize = {
    let mut at = 0;
    while COMMON[at].status != 500 {
        at += 1;
    }
    at
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Zh,
    En,
}

impl Language {
    /// Chinese unless the reader's first wish is English.
    pub fn of(accept: Option<&str>) -> Language {
        let first = accept.and_then(|wishes| wishes.split(',').next()).unwrap_or_default().trim();
        if first.to_ascii_lowercase().starts_with("en") { Language::En } else { Language::Zh }
    }

    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

/// Puts the parameters into a text.
pub fn fill(text: &str, params: &[(&'static str, String)]) -> String {
    params.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
