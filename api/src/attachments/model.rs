use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{AttachmentId, UserId};

/// A paper of a case as it was handed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Attachment)]
pub struct AttachmentView {
    pub id: AttachmentId,
    /// Of the item's list of materials.
    #[schema(example = "bills")]
    pub material_code: String,
    pub file_name: String,
    /// By its content: application/pdf, image/jpeg, image/png, application/ofd or image/heic.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Of the content, in hexadecimal digits.
    pub sha256: String,
    pub uploaded_by: UserRef,
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UserRef {
    pub id: UserId,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Place {
    /// The material the file belongs to, of the item's list.
    #[param(example = "bills")]
    pub material: String,
}

/// The bytes of a file, as generators of clients know them: never an array of numbers.
pub enum FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for FileBytes {}
