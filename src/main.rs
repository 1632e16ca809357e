//! Parses the arguments, runs the verb, maps the outcome to an exit status.

fn main() -> std::process::ExitCode {
    recaps::cli::main()
}
