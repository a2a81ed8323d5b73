//! The tasks of the project, as a library so that tests can use what they are made of.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks to people")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub mod codegen;
pub mod rules_doc;
pub mod test;

const USAGE: &str = "\
usage: cargo xtask TASK

tasks:
  codegen [--check]   write sofi-lheo/src/generated from sofi-lheo/schema (--check: only say whether it is stale)
  rules-doc [--check] write docs/rules from the catalogue (--check: only say whether they are stale)
  fuzz --minutes N    fuzzes every target in turn, N minutes in all (fuzz/README.md)
  test                runs everything that must hold before a change lands
                      --list names the steps; --only STEP,... runs these and what they need; --skip STEP,...";

/// Runs the task that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["codegen"] => codegen::run(&workspace(), false),
        ["codegen", "--check"] => codegen::run(&workspace(), true),
        ["rules-doc"] => exit(rules_doc::run(false)),
        ["rules-doc", "--check"] => exit(rules_doc::run(true)),
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
