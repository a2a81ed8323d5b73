//! Fuzzing: what is kept of each target first, then what the fuzzer makes of it.

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

use super::{
    Context, Outcome,
    process::{Log, exists, outcome},
};

const CARGO_FUZZ: &str = "0.13.2";

/// How long the fuzzer works on each target in a test run.
const SMOKE: Duration = Duration::from_secs(6);

pub(super) fn smoke(context: &Context, log: &mut Log) -> Outcome {
    match missing() {
        Some(what) => Outcome::Skipped(what),
        None => outcome(all(context, SMOKE, log, |_| ())),
    }
}

/// Runs each target in turn, all of them in so many minutes: `cargo xtask fuzz --minutes N`.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> ExitCode {
    let ["--minutes", minutes] = arguments else { return usage() };
    let Some(minutes) = minutes.parse::<u64>().ok().filter(|minutes| *minutes > 0) else { return usage() };
    let context = Context::new(root);
    let logs = context.dir.join("logs");
    if let Err(error) = fs::create_dir_all(&logs) {
        eprintln!("{}: {error}", logs.display());
        return ExitCode::from(2);
    }
    let mut log = Log::create(&logs.join("fuzz.log"));
    let each = targets(root).len().max(1) as u64;
    let result = missing().map_or(Ok(()), Err).and_then(|()| {
        let time = Duration::from_secs(minutes * 60 / each);
        all(&context, time, &mut log, |told| println!("{told}")).map(drop)
    });
    if let Err(reason) = result {
        println!("{}", log.tail(60));
        eprintln!("cargo xtask fuzz: {reason}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: cargo xtask fuzz --minutes N");
    ExitCode::from(2)
}

/// What is not here and must be.
fn missing() -> Option<String> {
    let has_compiler = ["c++", "g++", "clang++"].into_iter().any(exists);
    (!has_compiler).then(|| "a C++ compiler is missing: libFuzzer cannot be built".to_owned())
}

/// The targets, in the order of their names.
fn targets(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join("fuzz/fuzz_targets")).into_iter().flatten().flatten();
    let mut names: Vec<_> =
        entries.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
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

fn all(
    context: &Context,
    time: Duration,
    log: &mut Log,
    mut tell: impl FnMut(&str),
) -> Result<String, String> {
    install(context, log)?;
    let mut told = Vec::new();
    for target in targets(&context.root) {
        let one = format!("{target}: {}", fuzz(context, &target, time, log)?);
        tell(&one);
        told.push(one);
    }
    Ok(told.join(", "))
}

fn fuzz(context: &Context, target: &str, time: Duration, log: &mut Log) -> Result<String, String> {
    let root = context.root.join("fuzz");
    let corpus = format!("fuzz/corpus/{target}");
    fs::create_dir_all(context.root.join(&corpus)).map_err(|error| error.to_string())?;
    // What takes documents shares them.
    let own = [format!("seeds/{target}"), format!("regressions/{target}")];
    let mut kept: Vec<_> = own.into_iter().filter(|folder| root.join(folder).is_dir()).collect();
    if !root.join(format!("seeds/{target}")).is_dir() {
        kept.push("seeds/documents".to_owned());
    }
    for effort in ["-runs=0".to_owned(), format!("-max_total_time={}", time.as_secs())] {
        let mut command = Command::new(context.dir.join("tools/bin/cargo-fuzz"));
        command.current_dir(&context.root).args(["fuzz", "run", "--sanitizer", "none", "--target-dir"]);
        command.arg(context.dir.join("fuzz")).args([target, &corpus]);
        command.args(kept.iter().map(|folder| format!("fuzz/{folder}")));
        command.args(["--", &effort, "-dict=fuzz/lheo.dict", "-max_len=65536", "-print_final_stats=1"]);
        command.args(["-rss_limit_mb=512", "-malloc_limit_mb=64", "-timeout=10"]);
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
