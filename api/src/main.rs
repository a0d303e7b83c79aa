/// SQLite takes and gives back thousands of pages a second, which the allocator of the C
/// library does slowly.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    yangguang::cli::run()
}
