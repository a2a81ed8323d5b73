//! `cargo xtask mutants`: is there a test for every line of the identifiers and of the rules?

use std::{path::Path, process::Command};

/// Changes the code in one place after the other and runs the unit tests of sofi-core each time: a change that no test
/// sees is a test that is missing. Hours of work on two processors: `--shard 1/10` takes every tenth change.
pub(crate) fn run(workspace: &Path, arguments: &[&str]) -> Result<(), String> {
    let mut mutants = Command::new(super::cargo());
    mutants.current_dir(workspace).args(["mutants", "--package", "sofi-core", "--output", "target/mutants"]);
    for files in ["sofi-core/src/identifiers/**", "sofi-core/src/rules/**"] {
        mutants.args(["--file", files]);
    }
    mutants.args(["--jobs", "1", "--timeout", "60", "--cargo-test-arg=--lib"]).args(arguments);
    super::run(&mut mutants).map_err(|error| {
        format!("{error}: changes that no test sees are in target/mutants, or cargo-mutants is not installed")
    })
}
