//! `cargo xtask rules-doc`: the pages of the rules, `docs/rules/*.md`, the table of their codes, and the page of additions.
//!
//! The catalogue is written by the test that also says when it is stale, in a process of its own: this crate
//! must not depend on sofi-lheo, whose tables it generates, or a change of their types could never be built.

use std::process::Command;

/// Writes the pages again, or with `check` only says whether they are stale.
pub fn run(check: bool) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["test", "--quiet", "--package", "sofi-tests", "--test", "catalogue"]);
    command.current_dir(crate::workspace());
    if check {
        command.env_remove("SOFI_UPDATE");
    } else {
        // Two tests write; one at a time, so that what they say is not mixed.
        command.env("SOFI_UPDATE", "1").args(["--", "--test-threads=1"]);
    }
    let status = command.status().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if status.success() { Ok(()) } else { Err("the pages of the rules are stale, see above".to_owned()) }
}
