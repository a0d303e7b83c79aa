//! citizen_id
