//! Papers of a case: sniffed by content, hashed, stored outside any served path.

mod model;
mod names;
mod ofd;
mod ops;
mod routes;
mod sniff;
mod spool;
mod store;

use crate::codes::{Code, code};

pub use model::{AttachmentView, UserRef};
pub use ops::{Stored, attach, keep};
pub use routes::configure;
pub use spool::sweep;
pub use store::{copies, material_codes, of_case, twins};

pub const CODES: &[Code] = &[
    code(
        "file_type_refused",
        415,
        "不接受这种文件（识别结果：{found}）",
        "只接受 PDF、JPEG、PNG、OFD、HEIC，且扩展名须与内容一致。请扫描或拍照后另存为 PDF 或 JPG 再上传；程序、压缩包、网页和办公文档不能作为材料。",
        "This kind of file is not taken (found: {found})",
        "Only PDF, JPEG, PNG, OFD and HEIC, named as what they are. Scan or photograph the paper and save it as PDF or JPG; programs, archives, web pages and office documents are no papers of a case.",
    ),
    code(
        "file_too_large",
        413,
        "文件超过20MB",
        "请降低扫描分辨率，或分成几个文件上传。",
        "The file is larger than 20 MB",
        "Scan at a lower resolution or send it in parts.",
    ),
    code(
        "file_empty",
        422,
        "文件是空的",
        "请确认文件能正常打开后重新选择。",
        "The file is empty",
        "Make sure that it opens, and choose it again.",
    ),
    code(
        "upload_broken",
        400,
        "上传中断",
        "请检查网络后重新上传；请使用同一 Idempotency-Key。",
        "The upload broke off",
        "Check the network and send it again with the same Idempotency-Key.",
    ),
    code(
        "unknown_material",
        422,
        "事项的材料清单中没有这一项",
        "请从材料清单中选择。",
        "The item's list has no such material",
        "Choose one of the list.",
    ),
    code(
        "files_of_closed_case",
        409,
        "办件已办结，不能再增减材料",
        "如需更正，请联系县民政局。",
        "The case is closed; its papers stay as they are",
        "Ask the county bureau if something must be corrected.",
    ),
    code(
        "file_is_part_of_case",
        409,
        "办件已受理，材料不能再删除",
        "可以另行补充正确的材料。",
        "The case is accepted; its papers can no longer be taken back",
        "Add the right paper beside it.",
    ),
    code(
        "too_many_files",
        409,
        "一个办件最多{most}个文件",
        "请把多页合并成一个 PDF 后上传。",
        "A case has at most {most} files",
        "Put several pages into one PDF.",
    ),
    code(
        "files_too_large",
        409,
        "一个办件的文件合计不超过{most}MB",
        "请降低扫描分辨率，或删除不需要的文件。",
        "The files of a case are {most} MB at most",
        "Scan at a lower resolution or remove what is not needed.",
    ),
];
