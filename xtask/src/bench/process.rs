//! Whole processes: the command beside validators and tokenizers of others.

use std::{fs, path::Path, process::Command};

use super::{
    Bench,
    measure::{Measured, Peer, interleaved},
    page::{self, Table, mb, times},
};

/// What rules say of generated feeds, which are meant to be clean: remarks on sessions without a contact of their own, and the like.
const REMARKS: &str = "CON07,ACT22,SES09";
const XSD: &str = "sofi check --level xsd";
const FULL: &str = "sofi check --level full";
const XMLLINT: &str = "xmllint --noout --stream --schema";
const SAX: &str = "libxml2 SAX + XSD (C)";
const READER: &str = "libxml2 xmlTextReader + XSD (C), the engine of xmllint --stream";
const LXML: &str = "lxml iterparse + XMLSchema";
const BARE: &str = "quick-xml, bare loop over a slice, nothing checked";
const COPY: &str = "sofi_lheo::Editor, an untouched feed copied";
const CP: &str = "cp";

/// The day on which the feeds are judged: that around which they are made.
pub(super) const AS_OF: &str = "2026-09-01";

impl Bench {
    /// Does the command share its work out?
    pub(super) fn has_jobs(&self) -> bool {
        let help = Command::new(self.sofi()).args(["check", "--help"]).output();
        help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("--jobs"))
    }

    /// `sofi check`, on so many threads where that can be said.
    pub(super) fn check(&self, name: &str, level: &str, feed: &Path, jobs: &str, more: &[&str]) -> Peer {
        let feed = feed.to_string_lossy();
        let mut words =
            vec!["check", &*feed, "--level", level, "--as-of", AS_OF, "--no-progress", "--ignore", REMARKS];
        if self.has_jobs() {
            words.extend(["--jobs", jobs]);
        }
        words.extend(more);
        Peer::new(name, self.sofi(), &words)
    }
}

pub(super) fn run(bench: &Bench) -> Result<String, String> {
    bench.build()?;
    let (feed, schema) = (bench.feed(bench.wish.mb, None)?, bench.schema()?);
    let size = fs::metadata(&feed).map_err(|error| error.to_string())?.len();
    let mut notes = Vec::new();
    let peers = peers(bench, &feed, &schema, &mut notes);
    let measured = interleaved(&peers, bench.wish.rounds);
    let cpu = |name: &str| measured.iter().find(|it| it.name == name).map(|it| it.cost.cpu.as_secs_f64());
    let ratio = |slow: &str, fast: &str| cpu(slow).zip(cpu(fast)).map(|(slow, fast)| slow / fast);

    let mut rates =
        Table::new(&["what", "MB per CPU second", "wall, s", "peak, MB", "beside libxml2 SAX + XSD"]);
    for Measured { name, cost, .. } in &measured {
        let rate = page::megabytes(size) / cost.cpu.as_secs_f64();
        let beside = ratio(SAX, name).map_or_else(|| "-".to_owned(), times);
        rates.row(&[
            name.clone(),
            format!("{rate:.0}"),
            format!("{:.2}", cost.wall.as_secs_f64()),
            mb(cost.peak),
            beside,
        ]);
    }

    let mut goals = Table::new(&["measure", "must", "aim", "measured"]);
    let mut goal = |measure: &str, must: &str, aim: &str, found: Option<String>| {
        goals.row(&[
            measure.to_owned(),
            must.to_owned(),
            aim.to_owned(),
            found.unwrap_or_else(|| "not measured".to_owned()),
        ]);
    };
    goal("`check --level xsd` against libxml2 SAX + XSD", "6 x", "9.5 x", ratio(SAX, XSD).map(times));
    let wall = |name: &str| measured.iter().find(|it| it.name == name).map(|it| it.cost.wall.as_secs_f64());
    let lint = if wall(XMLLINT).is_some() { XMLLINT } else { READER };
    let whole = wall(lint).zip(wall(XSD)).map(|(slow, fast)| times(slow / fast));
    goal(&format!("`check --level xsd` against {lint}, wall time"), "9 x", "14 x", whole);
    goal(
        "`check --level full` against quick-xml's bare loop",
        "0.9 x",
        "1.25 x",
        ratio(BARE, FULL).map(times),
    );
    let copy = cpu(COPY).map(|seconds| format!("{:.2} GB/s", page::megabytes(size) / 1e3 / seconds));
    goal("an untouched feed copied", "1 GB/s", "that of `cp`", copy);
    goal(
        "a feed with 5 % of faulty formations against the clean one, as JSON",
        "0.5 x",
        "0.8 x",
        Some(times(faulty(bench, &feed)?)),
    );
    goal(
        "two jobs against one, wall time, level full",
        "1.8 x",
        "1.95 x",
        jobs(bench, &feed, &mut notes).map(times),
    );
    let start = start(bench)?;
    goal("start to end of a check of 20 kB", "10 ms", "", Some(format!("{start:.1} ms")));

    let notes = page::list(&notes);
    Ok(format!(
        "On {}\nA feed of {} MB, medians of {} rounds in turn.\n\n{}\n{}\n{notes}",
        page::machine(bench),
        mb(size),
        bench.wish.rounds,
        rates.text(),
        goals.text()
    ))
}

/// Everything that reads the same feed.
fn peers(bench: &Bench, feed: &Path, schema: &Path, notes: &mut Vec<String>) -> Vec<Peer> {
    let mut peers = vec![bench.check(XSD, "xsd", feed, "1", &[]), bench.check(FULL, "full", feed, "1", &[])];
    let copy = bench.dir.join("copy.xml");
    let [feed, schema, copy] = [feed, schema, &copy].map(|path| path.to_string_lossy().into_owned());
    if Command::new("xmllint").arg("--version").output().is_ok() {
        peers.push(Peer::new(XMLLINT, "xmllint", &["--noout", "--stream", "--schema", &schema, &feed]));
    } else {
        notes.push(
            "xmllint is not on the PATH: the same reader with the same schema, in C, stands in for it."
                .to_owned(),
        );
    }
    match bench.libxml2() {
        Ok(program) => {
            peers.push(Peer::new(SAX, &program, &["sax", &schema, &feed]));
            peers.push(Peer::new(READER, &program, &["reader", &schema, &feed]));
        }
        Err(reason) => notes.push(format!("libxml2 was left out: {reason}.")),
    }
    match bench.python(false) {
        Ok(python) => {
            peers.push(Peer::new(LXML, python, &[&bench.script("validate.py"), "lxml", &schema, &feed]));
        }
        Err(reason) => notes.push(format!("lxml was left out: {reason}.")),
    }
    peers.push(Peer::new(BARE, bench.example("bare_loop"), &[&feed]));
    peers.push(Peer::new(COPY, bench.example("copy"), &[&feed, &copy]));
    peers.push(Peer::new(CP, "cp", &[&feed, &copy]));
    peers
}

/// How much of its speed is left on a feed with faults, as JSON.
fn faulty(bench: &Bench, clean: &Path) -> Result<f64, String> {
    let faulty = bench.feed(bench.wish.mb, Some("5%"))?;
    let report = bench.dir.join("report.json").to_string_lossy().into_owned();
    let json = ["--format", "json", "-o", &report];
    let peers =
        [bench.check("clean", "full", clean, "1", &json), bench.check("faulty", "full", &faulty, "1", &json)];
    match &interleaved(&peers, bench.wish.rounds)[..] {
        [clean, faulty] => Ok(clean.cost.cpu.as_secs_f64() / faulty.cost.cpu.as_secs_f64()),
        _ => Err("the feed with faults could not be checked".to_owned()),
    }
}

/// How much sooner two threads are done.
fn jobs(bench: &Bench, feed: &Path, notes: &mut Vec<String>) -> Option<f64> {
    if !bench.has_jobs() {
        notes.push("`sofi check` has no `--jobs` yet.".to_owned());
        return None;
    }
    let peers = ["1", "2"].map(|jobs| bench.check(jobs, "full", feed, jobs, &[]));
    match &interleaved(&peers, bench.wish.rounds)[..] {
        [one, two] => Some(one.cost.wall.as_secs_f64() / two.cost.wall.as_secs_f64()),
        _ => None,
    }
}

/// Milliseconds for a small file, from start to end.
fn start(bench: &Bench) -> Result<f64, String> {
    let small = bench.dir.join("small.xml");
    bench.generate(2, None, &small)?;
    let peer = bench.check("small", "full", &small, "1", &[]);
    let measured = interleaved(&[peer], bench.wish.rounds * 7);
    Ok(measured.first().ok_or("a small feed could not be checked")?.cost.wall.as_secs_f64() * 1e3)
}
