//! `cargo xtask bench`: sofi measured beside what else reads such feeds, in one run, on the same files.
//!
//! What is measured is written into `docs/performance.md`, each part between its marks; the words around are written by hand.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

mod inputs;
mod measure;
mod memory;
mod micro;
mod page;
mod process;
mod python;
mod recall;
mod tools;

pub(crate) use measure::run_measured;

const USAGE: &str = "\
usage: cargo xtask bench [process|micro|python|memory|recall]... [--mb N] [--rounds N] [--quick]

  process  the command against validators and tokenizers of others, whole processes
  micro    the pieces of sofi-lheo, by divan
  python   the Python package against lxml, xsdata and pydantic-xml
  memory   peak memory and cost per MB, from 10 MB to 2 GB
  recall   how many of 600 faults each validator reports
  --mb N      size of the feed (100)
  --rounds N  how many times each is run, in turn (3)
  --quick     a feed of 10 MB, one round, and docs/performance.md is left alone";

/// What was asked for.
#[derive(Debug, Clone, Copy)]
struct Wish {
    mb: u64,
    rounds: usize,
    quick: bool,
}

/// Where things are, and what was asked for.
#[derive(Debug)]
struct Bench {
    root: PathBuf,
    /// `target/xtask/bench`: inputs, peers, results.
    dir: PathBuf,
    cargo: PathBuf,
    wish: Wish,
}

/// A part: its name, and what makes its section of the page.
type Part = (&'static str, fn(&Bench) -> Result<String, String>);

const PARTS: [Part; 5] = [
    ("process", process::run),
    ("micro", micro::run),
    ("python", python::run),
    ("memory", memory::run),
    ("recall", recall::run),
];

/// Runs the parts that the arguments name, all of them when none is named.
pub(crate) fn run(root: &Path, arguments: &[&str]) -> ExitCode {
    if arguments == ["--help"] {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let (wish, parts) = match parse(arguments) {
        Ok(parsed) => parsed,
        Err(reason) => {
            eprintln!("cargo xtask bench: {reason}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let bench = Bench { root: root.to_owned(), dir: root.join("target/xtask/bench"), cargo, wish };
    let mut failed = false;
    for (name, run) in parts {
        let made = std::fs::create_dir_all(&bench.dir).map_err(|error| error.to_string());
        let made = made.and_then(|()| run(&bench)).and_then(|section| {
            println!("\n{section}");
            if wish.quick { Ok(()) } else { page::write(&bench, name, &section) }
        });
        if let Err(reason) = made {
            eprintln!("{name}: {reason}");
            failed = true;
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn parse(arguments: &[&str]) -> Result<(Wish, Vec<Part>), String> {
    let quick = arguments.contains(&"--quick");
    let mut wish = Wish { mb: if quick { 10 } else { 100 }, rounds: if quick { 1 } else { 3 }, quick };
    let mut parts = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut number = || -> Result<u64, String> {
            let value = words.next().and_then(|value| value.parse().ok()).filter(|value| *value > 0);
            value.ok_or_else(|| format!("{word} wants a number"))
        };
        match *word {
            "--mb" => wish.mb = number()?,
            "--rounds" => wish.rounds = usize::try_from(number()?).map_err(|error| error.to_string())?,
            "--quick" => {}
            name => match PARTS.iter().find(|(part, _)| *part == name) {
                Some(part) => parts.push(*part),
                None => return Err(format!("{name} is no part and no option")),
            },
        }
    }
    if parts.is_empty() {
        parts = PARTS.to_vec();
    }
    Ok((wish, parts))
}
