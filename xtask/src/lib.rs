//! The tasks of the project, as a library so that tests can use what they are made of.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks to people")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod bench;
pub mod codegen;
pub mod rules_doc;
pub mod supply;
pub mod test;

const USAGE: &str = "\
usage: cargo xtask TASK

tasks:
  bench               measures sofi beside other readers and writes docs/performance.md; --help names its parts
  codegen [--check]   write sofi-lheo/src/generated from sofi-lheo/schema (--check: only say whether it is stale)
  deny [--advisories] licences, sources and versions of all dependencies against deny.toml, then cargo-deny where it is
                      installed (--advisories: known vulnerabilities too, which needs the network)
  minimal-versions    checks the workspace with the oldest versions that its manifests accept, in a copy
  mutants [ARG]...    mutation testing of the identifiers and the rules (cargo-mutants; ARG goes to it)
  reproducible        builds the command twice, in two folders, and compares the bytes
  rules-doc [--check] write docs/rules from the catalogue (--check: only say whether they are stale)
  fuzz --minutes N    fuzzes every target in turn, N minutes in all (fuzz/README.md)
  sbom                write what the command and the Python package are made of, as CycloneDX, in target/sbom
  test                runs everything that must hold before a change lands
                      --list names the steps; --only STEP,... runs these and what they need; --skip STEP,...";

/// Runs the task that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["codegen"] => codegen::run(&workspace(), false),
        ["codegen", "--check"] => codegen::run(&workspace(), true),
        ["deny"] => exit(supply::deny(&workspace(), false)),
        ["deny", "--advisories"] => exit(supply::deny(&workspace(), true)),
        ["minimal-versions"] => exit(supply::minimal_versions(&workspace())),
        ["mutants", rest @ ..] => exit(supply::mutants(&workspace(), rest)),
        ["reproducible"] => exit(supply::reproducible(&workspace())),
        ["sbom"] => exit(supply::sbom(&workspace())),
        ["rules-doc"] => exit(rules_doc::run(false)),
        ["rules-doc", "--check"] => exit(rules_doc::run(true)),
        ["bench", rest @ ..] => bench::run(&workspace(), rest),
        // What `bench` runs its programs by.
        ["measured", rest @ ..] => bench::run_measured(rest),
        ["fuzz", rest @ ..] => test::fuzz::run(&workspace(), rest),
        ["test", rest @ ..] => test::run(&workspace(), rest),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn exit(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    // xtask is a direct member of the workspace, so that its parent is the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}
