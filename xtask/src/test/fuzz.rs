//! A short fuzzing run: the seeds first, then what the fuzzer makes of them.

use std::fs;

use super::{
    Context, Outcome,
    process::{Log, exists, outcome},
};

const CARGO_FUZZ: &str = "0.13.2";

/// The targets, with the options of libFuzzer that are their own.
const TARGETS: [(&str, &[&str]); 2] = [("check", &["-dict=fuzz/lheo.dict"]), ("registres", &[])];

pub(super) fn smoke(context: &Context, log: &mut Log) -> Outcome {
    if !["c++", "g++", "clang++"].into_iter().any(exists) {
        return Outcome::Skipped("a C++ compiler is missing: libFuzzer cannot be built".to_owned());
    }
    outcome(install(context, log).and_then(|()| fuzz(context, log)))
}

fn install(context: &Context, log: &mut Log) -> Result<(), String> {
    let tools = context.dir.join("tools");
    if tools.join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX)).is_file() {
        return Ok(());
    }
    let mut command =
        context.cargo(&["install", "cargo-fuzz", "--version", CARGO_FUZZ, "--locked", "--root"]);
    log.run(command.arg(tools))
}

fn fuzz(context: &Context, log: &mut Log) -> Result<String, String> {
    let mut told = Vec::new();
    for (target, options) in TARGETS {
        told.push(format!("{target}: {}", run(context, target, options, log)?));
    }
    Ok(told.join(", "))
}

fn run(context: &Context, target: &str, options: &[&str], log: &mut Log) -> Result<String, String> {
    let corpus = format!("fuzz/corpus/{target}");
    fs::create_dir_all(context.root.join(&corpus)).map_err(|error| error.to_string())?;
    let program = context.dir.join("tools/bin/cargo-fuzz");
    for effort in ["-runs=0", "-max_total_time=20"] {
        let mut command = std::process::Command::new(&program);
        command.current_dir(&context.root).args(["fuzz", "run", "--sanitizer", "none", "--target-dir"]);
        command.arg(context.dir.join("fuzz")).args([
            target,
            &corpus,
            &format!("fuzz/seeds/{target}"),
            "--",
            effort,
        ]);
        command.args(options).args(["-max_len=65536", "-print_final_stats=1"]);
        command.args(["-rss_limit_mb=512", "-malloc_limit_mb=64", "-timeout=5"]);
        command.env("CARGO", &context.cargo).env("CARGO_TERM_COLOR", "never");
        log.run(&mut command)?;
    }
    let executed = log
        .text()
        .lines()
        .rev()
        .find_map(|line| Some(line.strip_prefix("stat::number_of_executed_units:")?.trim().to_owned()));
    Ok(executed.map(|count| format!("{count} inputs")).unwrap_or_default())
}
