//! Text for people, in the manner of rustc: one fault, one block, then the counts.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    concise::headline,
    context::context,
    neutral::{cut, is_dangerous, neutral, push_neutral},
    paint::{Paint, Style},
    summary::{self, colon, say},
};
use crate::{Args, Bilingual, Excerpt, FileReport, Finding, Fix, Lang, Report, Rule, Safety, Severity};

/// A table by code follows the blocks from this many findings on.
const TABLE_FROM: usize = 10;
/// Longest value or replacement shown.
const LONGEST: usize = 80;

/// How to write a report for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOptions {
    /// The language.
    pub lang: Lang,
    /// Colours of a terminal.
    pub colour: bool,
    /// How many blocks of one code to show for each file; the others are counted. 0 shows them all.
    pub max_shown: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { lang: Lang::Fr, colour: false, max_shown: 20 }
    }
}

/// Writes a report for people: a block for each finding, counts by code when there are many, the summary.
///
/// ```
/// use sofi_core::{Report, render};
///
/// let mut out = Vec::new();
/// render::text(&Report::default(), &render::TextOptions::default(), &mut out)?;
/// assert_eq!(String::from_utf8(out).unwrap(), "Aucun fichier vérifié\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn text(report: &Report, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let text = Text { lang: options.lang, paint: Paint { colour: options.colour } };
    let most = if options.max_shown == 0 { usize::MAX } else { options.max_shown };
    for file in &report.files {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &file.findings {
            let seen = seen.entry(finding.rule.code).or_default();
            *seen += 1;
            if *seen <= most {
                text.block(file, finding, out)?;
                writeln!(out)?;
            }
        }
        text.folded(file, &seen, most, out)?;
    }
    text.table(report, out)?;
    summary::footer(report, text.lang, text.paint, out)
}

struct Text {
    lang: Lang,
    paint: Paint,
}

impl Text {
    fn block(&self, file: &FileReport, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        headline(file, finding, self.lang, self.paint, out)?;
        let digits = finding.place.line.to_string();
        let pad = " ".repeat(digits.len());
        let label = finding.label(self.lang);
        if let Some(excerpt) = &finding.excerpt {
            self.excerpt(&digits, excerpt, finding.severity, label.as_deref(), out)?;
        } else {
            let value = finding.value.as_ref().map(|value| self.value(value));
            for note in label.into_iter().chain(value) {
                self.note(&pad, &note, out)?;
            }
        }
        if let Some(context) = context(finding, self.lang) {
            self.note(&pad, &context, out)?;
        }
        for related in &finding.related {
            let what = say(related.what, &Args::new(), self.lang);
            let place = &related.place;
            let note = format!("{}:{}:{}{}{what}", file.path, place.line, place.column, colon(self.lang));
            self.note(&pad, &note, out)?;
        }
        self.advice(&pad, finding, out)
    }

    /// What to do next: the helps and the fix. A help that already gives the fix is not said twice.
    fn advice(&self, pad: &str, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        let mut fix = finding.fix.as_ref();
        for help in finding.helps(self.lang) {
            let word = Bilingual::new("aide", "help").get(self.lang);
            let said = fix.filter(|fix| fix.replacement.len() > 2 && help.contains(&fix.replacement));
            let grade = said.map(|fix| format!(" ({})", self.grade(fix))).unwrap_or_default();
            self.note(pad, &format!("{word}{}{help}{grade}", colon(self.lang)), out)?;
            fix = if said.is_some() { None } else { fix };
        }
        fix.map_or(Ok(()), |fix| self.note(pad, &self.fix(fix), out))
    }

    /// The line of the document, underlined.
    fn excerpt(
        &self,
        line: &str,
        excerpt: &Excerpt,
        severity: Severity,
        label: Option<&str>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let shown = Shown::new(excerpt);
        let pad = " ".repeat(line.len());
        let bar = self.paint.with(Style::Gutter, "|");
        writeln!(out, "{pad} {bar}")?;
        writeln!(out, "{} {bar} {}", self.paint.with(Style::Gutter, line), shown.text)?;
        let mut under = "^".repeat(shown.width);
        if let Some(label) = label {
            under.push(' ');
            under.push_str(&neutral(label));
        }
        let blank = " ".repeat(shown.start);
        writeln!(out, "{pad} {bar} {blank}{}", self.paint.with(Style::Of(severity), under))
    }

    fn note(&self, pad: &str, note: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{pad} {} {}", self.paint.with(Style::Gutter, "="), neutral(note))
    }

    fn value(&self, value: &str) -> String {
        let args = Args::new().text("value", cut(value, LONGEST).into_owned());
        say(Bilingual::new("valeur : « {value} »", "value: \"{value}\""), &args, self.lang)
    }

    const fn grade(&self, fix: &Fix) -> &'static str {
        let words = match fix.safety {
            Safety::Safe => Bilingual::new("correction sûre", "safe fix"),
            Safety::Suggested => Bilingual::new("correction à vérifier", "fix to be reviewed"),
        };
        words.get(self.lang)
    }

    fn fix(&self, fix: &Fix) -> String {
        let mut note = format!("{}{}", self.grade(fix), colon(self.lang));
        note.push_str(&say(fix.description, &Args::new(), self.lang));
        if !fix.replacement.is_empty() {
            note.push_str(" → ");
            note.push_str(&cut(&fix.replacement, LONGEST));
        }
        note
    }

    /// What was not shown of a file.
    fn folded(
        &self,
        file: &FileReport,
        seen: &BTreeMap<&str, usize>,
        most: usize,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut some = false;
        for (code, count) in seen.iter().filter(|(_, count)| **count > most) {
            let args = Args::new()
                .text("file", file.path.clone())
                .text("code", (*code).to_owned())
                .count("n", (count - most) as u64);
            let words = Bilingual::new(
                "{file} : … et {n|autre|autres} {code} (--format json les donne tous)",
                "{file}: … and {n} more {code} (--format json gives them all)",
            );
            writeln!(out, "{}", neutral(&say(words, &args, self.lang)))?;
            some = true;
        }
        if some { writeln!(out) } else { Ok(()) }
    }

    /// How many findings of each code, the gravest and most frequent first.
    fn table(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let mut counts: BTreeMap<(&str, Severity), (&Rule, u64)> = BTreeMap::new();
        for (_, finding) in report.findings() {
            let key = (finding.rule.code, finding.severity);
            counts.entry(key).or_insert((finding.rule, 0)).1 += 1;
        }
        let total: u64 = counts.values().map(|(_, count)| count).sum();
        if total < TABLE_FROM as u64 {
            return Ok(());
        }
        let mut rows: Vec<_> = counts.iter().map(|((_, severity), row)| (*severity, row.1, row.0)).collect();
        rows.sort_by_key(|(severity, count, rule)| {
            (std::cmp::Reverse(*severity), std::cmp::Reverse(*count), rule.code)
        });
        let number = |n: u64| say(Bilingual::new("{n}", "{n}"), &Args::new().count("n", n), self.lang);
        let widest = |of: &dyn Fn(&(Severity, u64, &Rule)) -> usize| rows.iter().map(of).max().unwrap_or(0);
        let wide = widest(&|row| number(row.1).chars().count());
        let names = widest(&|row| row.2.name.chars().count());
        let words = widest(&|row| row.0.word(self.lang).chars().count());
        let title = say(Bilingual::new("Par code :", "By code:"), &Args::new(), self.lang);
        writeln!(out, "{}", self.paint.with(Style::Strong, title))?;
        for (severity, count, rule) in &rows {
            let word = format!("{:<words$}", severity.word(self.lang));
            let count = number(*count);
            let word = self.paint.with(Style::Of(*severity), word);
            writeln!(
                out,
                "  {count:>wide$}  {word}  {}  {:<names$}  {}",
                rule.code,
                rule.name,
                say(rule.title, &Args::new(), self.lang)
            )?;
        }
        writeln!(out)
    }
}

/// An excerpt as it is shown: escaped, with the place of the underline moved accordingly.
struct Shown {
    text: String,
    start: usize,
    width: usize,
}

impl Shown {
    fn new(excerpt: &Excerpt) -> Self {
        let line = excerpt.text.trim_end_matches(['\r', '\n']);
        let mut text = String::with_capacity(line.len() + 8);
        if excerpt.cut_before {
            text.push('…');
        }
        let (mut start, mut end) = (None, None);
        let mut column = text.chars().count();
        for (i, c) in line.chars().enumerate() {
            if i == excerpt.start {
                start = Some(column);
            }
            if i == excerpt.start.saturating_add(excerpt.width) {
                end = Some(column);
            }
            // Tabulations would move the underline; the words of a line do not need their width.
            let c = if c == '\t' { ' ' } else { c };
            column += if is_dangerous(c) { c.escape_unicode().len() } else { 1 };
            push_neutral(c, &mut text);
        }
        if excerpt.cut_after {
            text.push('…');
        }
        // Past the end of the line, as at the end of a truncated file: one caret after the last character.
        let start = start.unwrap_or(column);
        let width = end.unwrap_or(column).saturating_sub(start).max(1);
        Self { text, start, width }
    }
}
