//! 人员: everyone the bureau knows, found by name, pinyin, id or phone. Citizen ids,
//! phones, accounts and addresses are sealed; each look at them in the clear is
//! written down with its purpose (个人信息保护法 Art 28, 51).

mod fields;
mod model;
mod ops;
mod readings;
mod renewal;
mod routes;
mod search;
mod store;
mod tokens;

use crate::codes::{Code, code};

pub use model::{Briefs, Category, NewPerson, PersonBrief, Relation};
pub use ops::{of_citizen_id, register};
pub use renewal::{begin as begin_renewal, start as start_renewal};
pub use routes::configure;
pub use search::{id_tail_matches, ids_matching};
pub use store::{BriefRow, Payee, briefs, payee, payees, visible};
pub use tokens::of_person as tokens_of;

pub const CODES: &[Code] = &[
    code(
        "citizen_id_length",
        422,
        "身份证号码应为18位（旧号码15位）",
        "请对照证件核对位数后重新输入。",
        "A citizen id has 18 characters, or 15 in its old form",
        "Count them on the card and type it again.",
    ),
    code(
        "citizen_id_characters",
        422,
        "身份证号码中有不允许的字符",
        "只能是数字，最后一位可以是X。请重新输入。",
        "A citizen id holds digits, and at its end perhaps an X",
        "Type it again from the card.",
    ),
    code(
        "citizen_id_province",
        422,
        "身份证号码的前两位不是省级代码",
        "请对照证件核对前六位。",
        "The first two digits are no province",
        "Check the first six digits on the card.",
    ),
    code(
        "citizen_id_birth_date",
        422,
        "身份证号码中的出生日期不存在",
        "请对照证件核对第7至14位。",
        "The date of birth in it does not exist",
        "Check the digits 7 to 14 on the card.",
    ),
    code(
        "citizen_id_future",
        422,
        "身份证号码中的出生日期晚于今天",
        "请对照证件核对第7至14位。",
        "The date of birth in it lies in the future",
        "Check the digits 7 to 14 on the card.",
    ),
    code(
        "citizen_id_checksum",
        422,
        "身份证号码校验位不符",
        "多半是输错了一位。请对照证件逐位核对。",
        "The check character does not fit",
        "One character is probably mistyped; compare each with the card.",
    ),
    code(
        "citizen_id_15_digits",
        422,
        "这是15位旧号码，1999年以后不再发放",
        "多半是18位号码没有输全。请对照证件；证件上确为15位的，确认后再提交（confirm_15_digits）。",
        "This is a number of 15 digits; nobody has been given one since 1999",
        "Most are one of 18 that was cut. Compare it with the card; if the card has 15, confirm it (confirm_15_digits).",
    ),
    code(
        "person_exists",
        409,
        "此人已经登记",
        "请打开已有记录办理，不要重复登记。",
        "This person is registered already",
        "Open the record named in `instance` instead.",
    ),
    code(
        "person_registered_elsewhere",
        409,
        "此人已在本县其他辖区登记",
        "请与县民政局联系，办理户籍地变更后再登记。",
        "This person is registered in another area of the county",
        "Ask the county bureau to move the record.",
    ),
    code(
        "name_characters",
        422,
        "姓名中有不允许的字符",
        "姓名只能含文字和间隔号（·），请对照证件重新输入。",
        "The name holds characters that no name has",
        "Only letters and the dot · belong in a name.",
    ),
    code(
        "phone_format",
        422,
        "电话号码格式不对",
        "请填写11位手机号码，或带区号的固定电话号码。",
        "Not a telephone number",
        "Give a mobile number of 11 digits or a landline with its area code.",
    ),
    code(
        "bank_account_format",
        422,
        "银行账号应为12至19位数字",
        "请对照银行卡或存折核对。",
        "A bank account has 12 to 19 digits",
        "Check it on the card.",
    ),
    code(
        "search_needed",
        422,
        "请填写查询条件",
        "可按姓名、拼音、身份证号码或其后四位、手机号码后四位查找。",
        "Say whom to look for",
        "Give a name, pinyin, a citizen id or its last four, or the last four of a phone.",
    ),
    code(
        "search_too_short",
        422,
        "查询内容太短",
        "请至少输入姓名中的一个汉字，或两个拼音字母。",
        "Too little to search by",
        "Give at least one Chinese character or two letters.",
    ),
    code(
        "search_number_length",
        422,
        "号码位数不对",
        "请输入号码的后四位（或更多），或完整的身份证号码。",
        "Not that many digits",
        "Give the last four or more, or the whole citizen id.",
    ),
    code(
        "reason_holds_private_number",
        422,
        "所写内容中含有证件、电话或银行号码",
        "第{line}行第{at}个字起写有号码（{masked}）。所写内容会留存并由他人查看，请删去号码，或只写遮蔽后的形式。",
        "What was written holds a private number",
        "One begins at character {at} of line {line} ({masked}). It is kept and read by others; leave the number out or write it masked.",
    ),
];
