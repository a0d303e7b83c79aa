//! Invented names as they are heard in the Hakka villages of southern Jiangxi. A given
//! name is put together from two lists, so nobody in particular is meant.

use yangguang_domain::citizen_id::Sex;

use super::dice::Dice;

const SURNAMES: &[&str] = &[
    "赖", "钟", "刘", "谢", "曾", "黄", "赖", "钟", "刘", "谢", "曾", "廖", "邱", "郭", "罗", "温", "肖",
    "李", "陈", "张", "王", "叶", "卢", "蓝", "雷", "许", "邓", "胡", "杨", "吴", "何", "朱", "韩", "幸",
    "古", "欧阳",
];

const MEN: (&[&str], &[&str]) = (
    &[
        "春", "水", "石", "林", "长", "观", "火", "良", "善", "传", "运", "祥", "和", "日", "远", "贤", "庆",
        "瑞", "先", "声", "茂", "仁", "冬", "金",
    ],
    &["生", "发", "林", "福", "根", "养", "才", "贵", "彬", "财", "来", "旺", "荣", "昌"],
);
const WOMEN: (&[&str], &[&str]) = (
    &[
        "秀", "春", "桂", "凤", "金", "玉", "莲", "菊", "兰", "美", "细", "满", "冬", "月", "润", "香", "九",
        "来",
    ],
    &["英", "秀", "莲", "香", "娣", "姬", "妹", "凤", "玉", "华", "连", "花", "珍", "招"],
);
/// Those born since the nineties.
const YOUNG_MEN: (&[&str], &[&str]) = (
    &["子", "浩", "宇", "俊", "嘉", "晨", "志", "鑫", "家", "梓", "泽", "小"],
    &["轩", "辰", "豪", "铭", "鹏", "恒", "宸", "涛", "阳", "斌", "烨", "城"],
);
const YOUNG_WOMEN: (&[&str], &[&str]) = (
    &["雨", "梓", "欣", "思", "佳", "诗", "语", "慧", "晓", "紫", "可", "小"],
    &["涵", "怡", "颖", "琪", "妍", "婷", "玥", "彤", "琳", "萱", "芸", "岚"],
);

/// Names a form, a column and a search must be able to hold: with the dot of the rule,
/// and with characters outside the first 65,536 or seldom found in a font.
pub const UNUSUAL: &[(&str, Sex)] = &[
    ("阿依夏木·吐尔洪", Sex::Female),
    ("钟䶮", Sex::Male),
    ("巴图·孟和", Sex::Male),
    ("赖𠮷生", Sex::Male),
    ("拉姆·曲珍", Sex::Female),
    ("谢𠮷英", Sex::Female),
    ("帕提古丽·艾海提", Sex::Female),
];

pub fn surname(dice: &mut Dice) -> &'static str {
    let surname: &&'static str = dice.of(SURNAMES);
    surname
}

pub fn given(dice: &mut Dice, sex: Sex, birth_year: i32) -> String {
    let (first, second) = match (sex, birth_year >= 1990) {
        (Sex::Male, false) => MEN,
        (Sex::Female, false) => WOMEN,
        (Sex::Male, true) => YOUNG_MEN,
        (Sex::Female, true) => YOUNG_WOMEN,
    };
    let first = dice.of(first);
    if dice.once_in(9) {
        return (*first).to_owned();
    }
    let second = dice.of(second);
    // 林林 is a name too, but not an old man's.
    if first == second { format!("{first}生") } else { format!("{first}{second}") }
}
