//! The Python package, beside what Python people read such feeds with.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{
    Bench,
    inputs::run as run_command,
    measure::{Measured, Peer, interleaved},
    page::{self, Table, mb, times},
};

pub(super) fn run(bench: &Bench) -> Result<String, String> {
    bench.build()?;
    let python = bench.python(true)?;
    let (feed, schema) = (bench.feed(bench.wish.mb, None)?, bench.schema()?);
    generate_classes(bench, &python, &schema)?;
    let mut notes = Vec::new();
    let fields = fields(bench, &python, &schema, &feed, &mut notes);
    let sessions = sessions(bench, &python, &feed, &mut notes);
    let memory = memory(bench, &python, &schema)?;
    let interrupts = interrupts(bench, &python)?;
    let notes = page::list(&notes);
    let size = fs::metadata(&feed).map_err(|error| error.to_string())?.len();
    Ok(format!(
        "On {}\nA feed of {} MB, medians of {} rounds in turn. Whole processes: the start of Python and all imports included.\n\n\
         Five fields of each session (asked: 5 times as fast as lxml with the schema, 40 times as fast as the classes):\n\n{fields}\n\
         The table of sessions in polars, equal contents (asked: 8 times as fast):\n\n{sessions}\n\
         Peak memory of `read` (asked: under 64 MB):\n\n{memory}\n\
         From Ctrl-C to `KeyboardInterrupt` (asked: 100 ms):\n\n{interrupts}\n{notes}",
        page::machine(bench),
        mb(size),
        bench.wish.rounds,
    ))
}

/// Classes of xsdata for the whole schema, beside it.
fn generate_classes(bench: &Bench, python: &Path, schema: &Path) -> Result<(), String> {
    if bench.dir.join("xsdata_lheo").is_dir() {
        return Ok(());
    }
    let mut generate = Command::new(python);
    generate.args(["-m", "xsdata", "generate"]).arg(schema).args(["--package", "xsdata_lheo"]);
    // It lays them out by ruff, which stands beside Python.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = python.parent().map(Path::to_owned).into_iter().chain(std::env::split_paths(&path));
    generate.env("PATH", std::env::join_paths(folders).map_err(|error| error.to_string())?);
    run_command(generate.current_dir(&bench.dir).stdout(Stdio::null()).stderr(Stdio::null()))
}

fn fields(bench: &Bench, python: &Path, schema: &Path, feed: &Path, notes: &mut Vec<String>) -> String {
    let [schema, feed] = [schema, feed].map(|path| path.to_string_lossy().into_owned());
    let script = bench.script("read_fields.py");
    let peer = |name: &str, mode: &str| Peer::new(name, python, &[&script, mode, &schema, &feed]);
    let peers = [
        peer("sofi: `checked`, records with their findings", "sofi-checked"),
        peer("sofi: `read`, offers, not validated", "sofi-read"),
        peer("lxml.iterparse + XMLSchema", "lxml"),
        peer("xsdata, classes generated from the schema", "xsdata"),
        peer("pydantic-xml, classes written for these fields, not validated", "pydantic-xml"),
    ];
    compared(&interleaved(&peers, bench.wish.rounds), notes)
}

fn sessions(bench: &Bench, python: &Path, feed: &Path, notes: &mut Vec<String>) -> String {
    let (script, feed) = (bench.script("sessions.py"), feed.to_string_lossy().into_owned());
    let peer = |name: &str, mode: &str| Peer::new(name, python, &[&script, mode, &feed]);
    let peers = [
        peer("sofi: `tables().sessions`", "sofi"),
        peer("lxml.iterparse, a loop that fills lists", "lxml"),
        peer("nothing: the start and the imports", "nothing"),
    ];
    let measured = interleaved(&peers, bench.wish.rounds);
    let [sofi, lxml, nothing] = &*measured else { return compared(&measured, notes) };
    let alone = |it: &Measured| it.cost.wall.saturating_sub(nothing.cost.wall).as_secs_f64();
    let (table, start) = (compared(&measured[..2], notes), nothing.cost.wall.as_secs_f64());
    let ratio = times(alone(lxml) / alone(sofi).max(f64::EPSILON));
    format!(
        "{table}\nThe start of Python and the imports take {start:.2} s of both; without them, {ratio}.\n"
    )
}

/// A table of those, beside the first one; a note where one has read something else.
fn compared(measured: &[Measured], notes: &mut Vec<String>) -> String {
    let mut table = Table::new(&[
        "what",
        "wall, s",
        "CPU, s",
        "peak, MB",
        "wall beside the first",
        "CPU beside the first",
    ]);
    for it in measured {
        let (wall, cpu) = (it.cost.wall.as_secs_f64(), it.cost.cpu.as_secs_f64());
        let first = measured[0].cost;
        let beside = [wall / first.wall.as_secs_f64(), cpu / first.cpu.as_secs_f64()].map(times);
        table.row(&[
            it.name.clone(),
            format!("{wall:.2}"),
            format!("{cpu:.2}"),
            mb(it.cost.peak),
            beside[0].clone(),
            beside[1].clone(),
        ]);
        if it.said != measured[0].said {
            notes.push(format!(
                "{} has not read the same: {} rather than {}",
                it.name,
                it.said.trim(),
                measured[0].said.trim()
            ));
        }
    }
    table.text()
}

fn memory(bench: &Bench, python: &Path, schema: &Path) -> Result<String, String> {
    let mut table = Table::new(&["feed, MB", "peak, MB"]);
    let sizes = if bench.wish.quick { vec![bench.wish.mb] } else { vec![bench.wish.mb, 5 * bench.wish.mb] };
    for size in sizes {
        let feed = bench.feed(size, None)?;
        let words = [
            &bench.script("read_fields.py"),
            "sofi-read",
            &schema.to_string_lossy(),
            &feed.to_string_lossy(),
        ];
        let measured = interleaved(&[Peer::new("read", python, &words)], 1);
        let peak = measured.first().ok_or("the feed could not be read")?.cost.peak;
        let bytes = fs::metadata(&feed).map_err(|error| error.to_string())?.len();
        table.row(&[mb(bytes), mb(peak)]);
    }
    Ok(table.text())
}

/// On a feed that takes every entry point longer than the signal takes to come.
fn interrupts(bench: &Bench, python: &Path) -> Result<String, String> {
    let feed = bench.feed(if bench.wish.quick { bench.wish.mb } else { 5 * bench.wish.mb }, None)?;
    let mut table = Table::new(&["entry point", "median, ms", "most, ms"]);
    let rounds = if bench.wish.quick { "2" } else { "5" };
    let output = Command::new(python).arg(bench.script("interrupt.py")).arg(feed).arg(rounds).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words: Vec<String> = line.splitn(3, ' ').map(str::to_owned).collect();
        table.row(&words);
    }
    Ok(table.text())
}
