//! `yangguang-bench ours BINARY DATA_DIR` measures the server on a seeded folder;
//! `yangguang-bench simulation BINARY DATA_DIR` measures a simulation of a whole county, which it seeds;
//! `yangguang-bench pocketbase ADDRESS PROCESS DATA_DIR` measures a peer that is running and prepared.

mod dice;
mod http;
mod measure;
mod ours;
mod pocketbase;
mod population;
mod server;
mod simulation;

use std::io;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = runtime.and_then(|runtime| match words.as_slice() {
        ["ours", binary, data] => runtime.block_on(ours::run(Path::new(binary), Path::new(data))),
        ["simulation", binary, data] => runtime.block_on(simulation::run(Path::new(binary), Path::new(data))),
        ["pocketbase", address, process, data] => {
            let process = process.parse().map_err(io::Error::other)?;
            runtime.block_on(pocketbase::run(address, process, Path::new(data)))
        }
        _ => Err(io::Error::other(
            "usage: yangguang-bench ours BINARY DATA_DIR | simulation BINARY DATA_DIR | pocketbase ADDRESS PROCESS DATA_DIR",
        )),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yangguang-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
