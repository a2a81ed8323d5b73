//! `docs/performance.md`: the measured parts, and the tables in them.

use std::{fs, path::Path, process::Command};

use super::Bench;

/// A table of Markdown.
pub(super) struct Table(String);

impl Table {
    /// Starts with the names of its columns; all but the first hold numbers.
    pub(super) fn new(columns: &[&str]) -> Self {
        let rule = vec!["---:"; columns.len() - 1];
        Self(format!("| {} |\n| --- | {} |\n", columns.join(" | "), rule.join(" | ")))
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        self.0 += "| ";
        self.0 += &cells.join(" | ");
        self.0 += " |\n";
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}

/// Puts a section between its marks.
pub(super) fn write(bench: &Bench, name: &str, section: &str) -> Result<(), String> {
    let path = bench.root.join("docs/performance.md");
    let page = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let (open, close) = (format!("<!-- bench {name} -->\n"), format!("<!-- end {name} -->"));
    let lost = || format!("docs/performance.md has no marks for {name}");
    let from = page.find(&open).ok_or_else(lost)? + open.len();
    let to = from + page[from..].find(&close).ok_or_else(lost)?;
    let page = format!("{}{}\n{}", &page[..from], section.trim_end(), &page[to..]);
    fs::write(&path, page).map_err(|error| error.to_string())
}

/// What the figures were taken on.
pub(super) fn machine(bench: &Bench) -> String {
    let first = |text: String| text.lines().next().unwrap_or_default().trim().to_owned();
    let said = |program: &Path, words: &[&str]| {
        let output =
            Command::new(program).args(words).output().ok().filter(|output| output.status.success())?;
        Some(first(String::from_utf8_lossy(&output.stdout).into_owned()))
    };
    let cpu = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let rustc = said(Path::new(&rustc), &["--version"]);
    let libxml2 = said(Path::new("pkg-config"), &["--modversion", "libxml-2.0"]);
    let commit =
        said(Path::new("git"), &["-C", &bench.root.to_string_lossy(), "rev-parse", "--short", "HEAD"]);
    format!(
        "{}, {cores} cores, {}; {}; libxml2 {}; commit {}.\n",
        cpu.unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        std::env::consts::OS,
        rustc.unwrap_or_else(|| "rustc unknown".to_owned()),
        libxml2.unwrap_or_else(|| "absent".to_owned()),
        commit.unwrap_or_else(|| "unknown".to_owned()),
    )
}

/// A ratio: `2.4 x`.
pub(super) fn times(ratio: f64) -> String {
    if ratio >= 10.0 { format!("{ratio:.0} x") } else { format!("{ratio:.2} x") }
}

/// A number of bytes, in MB.
pub(super) fn mb(bytes: u64) -> String {
    format!("{:.1}", megabytes(bytes))
}

/// The same as a number.
pub(super) fn megabytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no file is that large")]
    let megabytes = bytes as f64 / 1e6;
    megabytes
}

/// Notes, as a list.
pub(super) fn list(notes: &[String]) -> String {
    notes.iter().fold(String::new(), |list, note| list + "- " + note + "\n")
}
