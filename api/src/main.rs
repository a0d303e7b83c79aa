fn main() -> std::process::ExitCode {
    yangguang::cli::run()
}
