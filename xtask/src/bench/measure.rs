//! Runs programs in turn and takes the medians of what they cost.
//!
//! Each is run by a launcher of its own (`cargo xtask measured`, hidden), a small process: what the system says of the launcher's
//! children is then what it says of that one program, its peak memory included.

use std::{
    path::PathBuf,
    process::{Command, ExitCode, Stdio},
    time::Duration,
};

/// What one run has cost.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Cost {
    pub(super) wall: Duration,
    /// User and system time.
    pub(super) cpu: Duration,
    /// Most memory held at once, in bytes.
    pub(super) peak: u64,
}

/// A program to be measured.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) name: String,
    program: PathBuf,
    words: Vec<String>,
}

/// A program, and what it has cost in all its rounds.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) name: String,
    /// Medians, each taken by itself.
    pub(super) cost: Cost,
    /// What it printed, the same in each round.
    pub(super) said: String,
}

impl Peer {
    pub(super) fn new(name: impl Into<String>, program: impl Into<PathBuf>, words: &[&str]) -> Self {
        let words = words.iter().map(|&word| word.to_owned()).collect();
        Self { name: name.into(), program: program.into(), words }
    }

    fn measure(&self) -> Result<(Cost, String), String> {
        let launcher = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(launcher);
        command.arg("measured").arg(&self.program).args(&self.words).stdin(Stdio::null());
        let output = command.output().map_err(|error| error.to_string())?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let last = told.lines().last().unwrap_or_default();
        let numbers: Vec<u64> = last.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [wall, cpu, peak, code] = numbers[..] else { return Err(format!("{}: {told}", self.name)) };
        // 1 says that the feed is not valid, which some are not.
        if code > 1 {
            return Err(format!("{}: exit code {code}: {told}", self.name));
        }
        let cost = Cost { wall: Duration::from_nanos(wall), cpu: Duration::from_micros(cpu), peak };
        Ok((cost, String::from_utf8_lossy(&output.stdout).into_owned()))
    }
}

/// Runs the programs one after the other, then again, so that what disturbs the machine disturbs all of them; after a first round
/// that only fills the caches, where there are several.
///
/// A program that fails is left out, which is said.
pub(super) fn interleaved(peers: &[Peer], rounds: usize) -> Vec<Measured> {
    let mut runs: Vec<Option<Vec<(Cost, String)>>> = peers.iter().map(|_| Some(Vec::new())).collect();
    for round in usize::from(rounds == 1)..=rounds {
        for (peer, costs) in peers.iter().zip(&mut runs) {
            let Some(kept) = costs else { continue };
            match peer.measure() {
                Ok(_) if round == 0 => {}
                Ok(run) => kept.push(run),
                Err(reason) => {
                    eprintln!("left out: {reason}");
                    *costs = None;
                }
            }
        }
    }
    let measured = peers.iter().zip(runs).filter_map(|(peer, costs)| {
        let costs = costs?;
        let said = costs.last()?.1.clone();
        let wall = median(costs.iter().map(|(cost, _)| cost.wall));
        let cpu = median(costs.iter().map(|(cost, _)| cost.cpu));
        let cost = Cost { wall, cpu, peak: median(costs.iter().map(|(cost, _)| cost.peak)) };
        Some(Measured { name: peer.name.clone(), cost, said })
    });
    measured.collect()
}

fn median<T: Ord + Copy + Default>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The launcher: runs a program, then tells on the standard error what it has cost.
#[cfg(unix)]
pub(crate) fn run_measured(words: &[&str]) -> ExitCode {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let [program, words @ ..] = words else { return ExitCode::from(2) };
    let start = std::time::Instant::now();
    let status = Command::new(program).args(words).stderr(Stdio::null()).status();
    let wall = start.elapsed().as_nanos();
    match (status, getrusage(UsageWho::RUSAGE_CHILDREN)) {
        (Ok(status), Ok(usage)) => {
            let cpu = (usage.user_time() + usage.system_time()).num_microseconds();
            // Linux counts kilobytes, macOS bytes.
            let unit = if cfg!(target_os = "linux") { 1024 } else { 1 };
            eprintln!("{wall} {cpu} {} {}", usage.max_rss() * unit, status.code().unwrap_or(255));
            ExitCode::SUCCESS
        }
        (Err(error), _) => {
            eprintln!("{program}: {error}");
            ExitCode::FAILURE
        }
        (_, Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The launcher, where the system does not say what a process has cost.
#[cfg(not(unix))]
pub(crate) fn run_measured(_: &[&str]) -> ExitCode {
    eprintln!("only Unix says what a process has cost");
    ExitCode::FAILURE
}
