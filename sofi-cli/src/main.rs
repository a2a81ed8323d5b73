//! The command `sofi`.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    sofi_cli::run(std::env::args_os()).into()
}
