use std::io;
use std::path::Path;

pub async fn run(_address: &str, _data: &Path) -> io::Result<()> {
    Ok(())
}
