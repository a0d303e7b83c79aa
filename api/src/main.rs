/// Answers are made of thousands of small pieces; the system's allocator takes a tenth of
/// their time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    yangguang::cli::run()
}
