//! case_no
