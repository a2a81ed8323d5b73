//! `cargo xtask test`: everything that must hold before a change lands, step after step.
//!
//! A step never stops the next ones, unless they need what it makes; the table at the end says it all. What a
//! step prints is kept in `target/xtask/logs`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

pub(crate) mod fuzz;
mod process;
mod python;
mod rust;
mod select;
mod w3c;

pub use select::{Selection, UnknownStep};

use process::Log;

/// What a step ends with.
enum Outcome {
    /// All is well; the note is shown beside the step.
    Passed(String),
    /// Something is wrong: what, in a phrase.
    Failed(String),
    /// The step could not run here: what is missing.
    Skipped(String),
}

/// A step of the test run.
struct Step {
    name: &'static str,
    /// What it does, for `--list`.
    about: &'static str,
    /// Steps without which it cannot run.
    needs: &'static [&'static str],
    run: fn(&Context, &mut Log) -> Outcome,
}

/// The steps, in the order in which they run: the quickest to fail first.
const STEPS: &[Step] = &[
    Step { name: "fmt", about: "cargo fmt --check, fuzz targets included", needs: &[], run: rust::fmt },
    Step { name: "codegen", about: "the generated tables are fresh", needs: &[], run: rust::codegen },
    Step { name: "rules", about: "the pages of the rules are fresh", needs: &[], run: rust::rules_doc },
    Step { name: "clippy", about: "clippy on all targets, warnings denied", needs: &[], run: rust::clippy },
    Step { name: "sofi", about: "builds the command that the tests run", needs: &[], run: rust::sofi },
    Step { name: "w3c", about: "fetches the XML conformance suite (npm)", needs: &[], run: w3c::fetch },
    Step { name: "test", about: "cargo test", needs: &["sofi"], run: rust::test },
    Step { name: "doctest", about: "the examples of the documentation", needs: &[], run: rust::doctest },
    Step { name: "doc", about: "cargo doc, warnings denied", needs: &[], run: rust::doc },
    Step { name: "venv", about: "the Python tools, in target/xtask", needs: &[], run: python::venv },
    Step { name: "wheel", about: "builds and installs the wheel", needs: &["venv"], run: python::wheel },
    Step { name: "pytest", about: "tests/python", needs: &["wheel", "sofi"], run: python::pytest },
    Step {
        name: "stubs",
        about: "stubs against the module, mypy, pyright",
        needs: &["wheel"],
        run: python::stubs,
    },
    Step {
        name: "fuzz",
        about: "replays the seeds, then fuzzes each target for 6 s (C++)",
        needs: &[],
        run: fuzz::smoke,
    },
];

/// Where things are.
struct Context {
    root: PathBuf,
    /// `target/xtask`: all that the steps leave behind.
    dir: PathBuf,
    cargo: PathBuf,
}

impl Context {
    fn new(root: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        Self { root: root.to_owned(), dir: root.join("target/xtask"), cargo }
    }

    /// The command that tests run.
    fn sofi(&self) -> PathBuf {
        self.root.join("target/debug").join(format!("sofi{}", std::env::consts::EXE_SUFFIX))
    }
}

/// Runs the steps that the arguments select.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> ExitCode {
    if arguments == ["--list"] {
        for step in STEPS {
            println!("{:<8} {}", step.name, step.about);
        }
        return ExitCode::SUCCESS;
    }
    let selection = match Selection::parse(arguments) {
        Ok(selection) => selection,
        Err(error) => {
            eprintln!("cargo xtask test: {error}");
            return ExitCode::from(2);
        }
    };
    let context = Context::new(root);
    let logs = context.dir.join("logs");
    if let Err(error) = std::fs::create_dir_all(&logs) {
        eprintln!("{}: {error}", logs.display());
        return ExitCode::from(2);
    }
    let mut results: Vec<(&Step, Outcome, Duration)> = Vec::new();
    for step in STEPS.iter().filter(|step| selection.holds(step.name)) {
        let start = Instant::now();
        let mut log = Log::create(&logs.join(format!("{}.log", step.name)));
        let unmet = step.needs.iter().find(|need| {
            results
                .iter()
                .any(|(done, outcome, _)| done.name == **need && !matches!(outcome, Outcome::Passed(_)))
        });
        let outcome = match unmet {
            Some(need) => Outcome::Skipped(format!("it needs {need}")),
            None => (step.run)(&context, &mut log),
        };
        println!("{}", line(step, &outcome, start.elapsed()));
        if matches!(outcome, Outcome::Failed(_)) {
            println!("{}", log.tail(60));
        }
        results.push((step, outcome, start.elapsed()));
    }
    conclude(&results)
}

fn line(step: &Step, outcome: &Outcome, elapsed: Duration) -> String {
    let (word, note) = match outcome {
        Outcome::Passed(note) => ("ok", note),
        Outcome::Failed(note) => ("FAILED", note),
        Outcome::Skipped(note) => ("SKIPPED", note),
    };
    format!("{word:<8} {:>7.1} s  {:<8} {note}", elapsed.as_secs_f64(), step.name).trim_end().to_owned()
}

fn conclude(results: &[(&Step, Outcome, Duration)]) -> ExitCode {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    let mut remarks = Vec::new();
    for (step, outcome, elapsed) in results {
        match outcome {
            Outcome::Passed(_) => passed += 1,
            Outcome::Failed(_) => {
                failed += 1;
                remarks.push(line(step, outcome, *elapsed));
            }
            Outcome::Skipped(_) => {
                skipped += 1;
                remarks.push(line(step, outcome, *elapsed));
            }
        }
    }
    println!();
    for remark in remarks {
        println!("{remark}");
    }
    println!("steps: {passed} passed, {failed} failed, {skipped} skipped");
    if failed > 0 || passed == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
