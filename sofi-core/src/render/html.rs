//! A report as one page for people, which needs nothing else: to be sent to a producer, or printed.

use std::io::{self, Write};

use super::{neutral::neutral, paint::Paint, summary};
use crate::{Bilingual, Finding, Lang, Report};

/// Colours of severities, readable on white and on paper.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}\
code{font-size:.9em;overflow-wrap:anywhere}.error{color:#a30000}.warning{color:#8a5200}.info{color:#00508a}\
.help{color:#444;margin:.2rem 0 0}@media print{body{margin:0}tr{break-inside:avoid}}";

/// Writes a report as an HTML page: of each file, a table of its findings.
///
/// Whatever comes from a feed is text in it, never markup; the page loads nothing and holds no script.
///
/// ```
/// use sofi_core::{Lang, Report, render};
///
/// let mut out = Vec::new();
/// render::html(&Report::default(), Lang::Fr, &mut out)?;
/// assert!(out.starts_with(b"<!DOCTYPE html>\n<html lang=\"fr\">"));
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn html(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let say = |fr: &'static str, en: &'static str| Bilingual::new(fr, en).get(lang);
    let code = if lang == Lang::Fr { "fr" } else { "en" };
    let title = say("Contrôle de l'offre de formation", "Check of a training offer");
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
    let mut words = Vec::new();
    summary::footer(report, lang, Paint { colour: false }, &mut words)?;
    for line in String::from_utf8_lossy(&words).lines() {
        writeln!(out, "<p>{}</p>", escaped(line))?;
    }
    for file in &report.files {
        writeln!(out, "<h2>{}</h2>", escaped(&file.path))?;
        if file.findings.is_empty() {
            continue;
        }
        writeln!(
            out,
            "<table>\n<thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>\n<tbody>",
            say("Règle", "Rule"),
            say("Constat", "Finding"),
            say("Endroit", "Place"),
            say("Offre", "Offer"),
        )?;
        for finding in &file.findings {
            row(finding, lang, out)?;
        }
        writeln!(out, "</tbody>\n</table>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn row(finding: &Finding, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let (rule, place, context) = (finding.rule, &finding.place, &finding.context);
    let severity = finding.severity;
    write!(out, "<tr><td><code>{}</code><br>{}<br>", rule.code, rule.name)?;
    write!(out, "<strong class=\"{severity}\">{}</strong></td>", severity.word(lang))?;
    write!(out, "<td>{}", escaped(&finding.message(lang)))?;
    for help in finding.helps(lang) {
        write!(out, "<p class=\"help\">{}</p>", escaped(&help))?;
    }
    write!(
        out,
        "</td><td>{}:{}<br><code>{}</code></td><td>",
        place.line,
        place.column,
        escaped(&place.path)
    )?;
    let mut lines = Vec::new();
    for (label, value) in [
        (Bilingual::new("formation", "formation"), &context.formation),
        (Bilingual::new("action", "action"), &context.action),
        (Bilingual::new("session", "session"), &context.session),
        (Bilingual::new("SIRET", "SIRET"), &context.siret),
        (Bilingual::new("organisme", "organisation"), &context.organisme),
    ] {
        if let Some(value) = value {
            lines.push(format!("{} {}", label.get(lang), escaped(value)));
        }
    }
    writeln!(out, "{}</td></tr>", lines.join("<br>"))
}

/// A text of which no character is markup, or drives anything.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in neutral(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileReport;

    #[test]
    fn what_comes_from_a_feed_is_no_markup() {
        let file = FileReport { path: "<script>alert('x')</script>".to_owned(), ..FileReport::default() };
        let mut out = Vec::new();
        html(&Report { files: vec![file], ..Report::default() }, Lang::En, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)"));
    }
}
