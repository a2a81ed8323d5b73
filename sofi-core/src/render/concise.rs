//! One line for each finding: for editors, `grep` and logs.

use std::io::{self, Write};

use super::{
    neutral::neutral,
    paint::{Paint, Style},
    summary,
};
use crate::{FileReport, Finding, Lang, Report};

/// Writes one line for each finding, `file:line:column: error[LHE03 element-inconnu] message`, and the summary.
///
/// ```
/// use sofi_core::{Lang, Report, render};
///
/// let mut out = Vec::new();
/// render::concise(&Report::default(), Lang::En, false, &mut out)?;
/// assert_eq!(String::from_utf8(out).unwrap(), "No file checked\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn concise(report: &Report, lang: Lang, colour: bool, out: &mut impl Write) -> io::Result<()> {
    for (file, finding) in report.findings() {
        headline(file, finding, lang, Paint { colour }, out)?;
    }
    summary::footer(report, lang, Paint { colour }, out)
}

/// The first line of a finding, the same in all formats for people.
pub(super) fn headline(
    file: &FileReport,
    finding: &Finding,
    lang: Lang,
    paint: Paint,
    out: &mut impl Write,
) -> io::Result<()> {
    let place = &finding.place;
    let path = neutral(&file.path);
    let position =
        if place.line == 0 { format!("{path}:") } else { format!("{path}:{}:{}:", place.line, place.column) };
    let rule = finding.rule;
    let kind = format!("{}[{} {}]", finding.severity.word(lang), rule.code, rule.name);
    let message = finding.message(lang);
    writeln!(
        out,
        "{position} {} {}",
        paint.with(Style::Of(finding.severity), kind),
        paint.with(Style::Strong, neutral(&message))
    )
}
