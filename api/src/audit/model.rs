//! Shapes of the audit trail.
