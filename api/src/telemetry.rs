//! JSON logs on standard error: the message readable, the fields queryable, never
//! personal data.

use tracing_subscriber::EnvFilter;

/// `RUST_LOG` sets the level; `info` unless told.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start, as in tests, changes nothing.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    // A panic's own words may quote what it worked on, a name for instance.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}
