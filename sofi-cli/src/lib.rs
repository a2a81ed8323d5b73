//! The command `sofi`, as a library: the Python package ships the same command, and tests run it without a process.
//!
//! ```
//! let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
//! let mut host = sofi_cli::Host::quiet(&mut input, &mut out, &mut err);
//! assert_eq!(sofi_cli::run_with(["sofi", "explain", "LHE03"], &mut host), 0);
//! assert!(String::from_utf8(out).unwrap().starts_with("# LHE03 element-inconnu"));
//! ```

#![forbid(unsafe_code)]

mod args;
mod codes;
mod commands;
mod config;
mod host;
mod inputs;
mod locale;
mod offers;
mod output;
mod rate;
mod registers;
mod settings;
mod usage;

use std::{
    ffi::OsString,
    io::{self, BufWriter, IsTerminal, Write},
};

pub use host::Host;

/// Exit code: nothing at or above `--fail-on` was found.
pub const CLEAN: u8 = 0;
/// Exit code: something was found.
pub const FINDINGS: u8 = 1;
/// Exit code: the command was misused, or something could not be read or written.
pub const FAILURE: u8 = 2;

/// Runs the command over the streams of this process; the first argument is the name of the program.
///
/// ```no_run
/// std::process::exit(sofi_cli::run(std::env::args_os()).into());
/// ```
pub fn run(args: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    // The standard output of Rust flushes at each line: too slow for large reports.
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let code = run_with(
        args,
        &mut Host {
            stdin: &mut io::stdin(),
            stdout: &mut stdout,
            stderr: &mut io::stderr().lock(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            variable: &|name| std::env::var(name).ok(),
            today: chrono::Local::now().date_naive(),
        },
    );
    // `run_with` has flushed and reported; what is left, if anything, cannot be written.
    let _ = stdout.flush();
    code
}

/// Runs the command over these streams, and gives its exit code.
///
/// ```
/// use sofi_cli::{FAILURE, Host, run_with};
///
/// let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
/// let mut host = Host::quiet(&mut input, &mut out, &mut err);
/// assert_eq!(run_with(["sofi", "check", "--level", "deep", "a.xml"], &mut host), FAILURE);
/// assert!(String::from_utf8(err).unwrap().contains("xsd, strict, full"));
/// ```
pub fn run_with(args: impl IntoIterator<Item = impl Into<OsString> + Clone>, host: &mut Host<'_>) -> u8 {
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    match args::Cli::read(&args) {
        Ok(cli) => match commands::run(cli, host) {
            Ok(code) => code,
            Err(stop) => stop.report(host),
        },
        Err(error) => usage::report(&error, &args, host),
    }
}
