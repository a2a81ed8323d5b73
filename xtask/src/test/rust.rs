//! The steps that need cargo alone.

use std::process::Command;

use super::{Context, Outcome, process::Log, process::outcome, w3c};

impl Context {
    /// A cargo command at the root of the workspace.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.cargo);
        command.args(arguments).current_dir(&self.root);
        // Tools of cargo must not fetch parts of a toolchain by themselves.
        command.env("CARGO_LLVM_COV_SETUP", "no").env("CARGO_TERM_COLOR", "never");
        command.env("SOFI_BIN", self.sofi());
        if let Some(suite) = w3c::folder(self) {
            command.env("SOFI_W3C", suite);
        }
        command
    }
}

pub(super) fn fmt(context: &Context, log: &mut Log) -> Outcome {
    let workspace = log.run(&mut context.cargo(&["fmt", "--all", "--check"]));
    let fuzz = log.run(&mut context.cargo(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]));
    outcome(workspace.and(fuzz).map(|()| String::new()))
}

pub(super) fn codegen(context: &Context, log: &mut Log) -> Outcome {
    outcome(log.run(&mut context.cargo(&["xtask", "codegen", "--check"])).map(|()| String::new()))
}

pub(super) fn rules_doc(context: &Context, log: &mut Log) -> Outcome {
    outcome(log.run(&mut context.cargo(&["xtask", "rules-doc", "--check"])).map(|()| String::new()))
}

pub(super) fn clippy(context: &Context, log: &mut Log) -> Outcome {
    let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    outcome(log.run(&mut context.cargo(&arguments)).map(|()| String::new()))
}

pub(super) fn sofi(context: &Context, log: &mut Log) -> Outcome {
    // The tests in Python write feeds by the example.
    let arguments =
        ["build", "--locked", "-p", "sofi-cli", "--bin", "sofi", "-p", "sofi-lheo", "--example", "rewrite"];
    outcome(log.run(&mut context.cargo(&arguments)).map(|()| String::new()))
}

pub(super) fn test(context: &Context, log: &mut Log) -> Outcome {
    let arguments = ["test", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"];
    outcome(log.run(&mut context.cargo(&arguments)).map(|()| log.tests()))
}

pub(super) fn doctest(context: &Context, log: &mut Log) -> Outcome {
    let result = log.run(&mut context.cargo(&["test", "--locked", "--no-fail-fast", "--doc"]));
    outcome(result.map(|()| log.tests()))
}

pub(super) fn doc(context: &Context, log: &mut Log) -> Outcome {
    let mut command = context.cargo(&["doc", "--locked", "--no-deps"]);
    outcome(log.run(command.env("RUSTDOCFLAGS", "-D warnings")).map(|()| String::new()))
}
