//! Findings as a table: one line each, for spreadsheets and databases.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::neutral::neutral;
use crate::{FileReport, Finding, Lang, Report};

/// A column: its name, and what stands in it.
type Column = (&'static str, for<'f> fn(&'f FileReport, &'f Finding, Lang) -> Cow<'f, str>);

/// The columns, in order; their names are stable.
const COLUMNS: &[Column] = &[
    ("code", |_, it, _| it.rule.code.into()),
    ("regle", |_, it, _| it.rule.name.into()),
    ("gravite", |_, it, _| it.severity.as_str().into()),
    ("message", |_, it, lang| it.message(lang).into()),
    ("aide", |_, it, lang| it.helps(lang).collect::<Vec<_>>().join(" ; ").into()),
    ("fichier", |file, _, _| file.path.as_str().into()),
    ("ligne", |_, it, _| it.place.line.to_string().into()),
    ("colonne", |_, it, _| it.place.column.to_string().into()),
    ("chemin", |_, it, _| it.place.path.as_str().into()),
    ("element", |_, it, _| text(it.place.element.as_ref())),
    ("attribut", |_, it, _| text(it.place.attribute.as_ref())),
    ("valeur", |_, it, _| text(it.value.as_ref())),
    ("formation", |_, it, _| text(it.context.formation.as_ref())),
    ("action", |_, it, _| text(it.context.action.as_ref())),
    ("session", |_, it, _| text(it.context.session.as_ref())),
    ("enregistrement", |_, it, _| text(it.context.record.as_ref())),
    ("siret", |_, it, _| text(it.context.siret.as_ref())),
    ("organisme", |_, it, _| text(it.context.organisme.as_ref())),
    ("departement", |_, it, _| text(it.context.departement.as_ref())),
    ("correction", |_, it, _| {
        it.fix.as_ref().map_or(Cow::Borrowed(""), |fix| fix.replacement.as_str().into())
    }),
];

fn text(value: Option<&String>) -> Cow<'_, str> {
    value.map_or(Cow::Borrowed(""), |value| value.as_str().into())
}

/// Who reads the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvStyle {
    /// Programs: commas, values as they are (RFC 4180).
    #[default]
    Plain,
    /// French spreadsheets: semicolons, a byte-order mark, codes that stay texts, and nothing that would be taken for a formula.
    Excel,
}

/// Writes the findings as CSV in UTF-8, a heading first.
///
/// ```
/// use sofi_core::{Lang, Report, render::{self, CsvStyle}};
///
/// let mut out = Vec::new();
/// render::csv(&Report::default(), Lang::Fr, CsvStyle::Plain, &mut out)?;
/// assert!(out.starts_with(b"code,regle,gravite,message,"));
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn csv(report: &Report, lang: Lang, style: CsvStyle, out: &mut impl Write) -> io::Result<()> {
    if style == CsvStyle::Excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    write_line(COLUMNS.iter().map(|(name, _)| Cow::Borrowed(*name)), style, out)?;
    for (file, finding) in report.findings() {
        write_line(COLUMNS.iter().map(|(_, value)| value(file, finding, lang)), style, out)?;
    }
    Ok(())
}

fn write_line<'a>(
    values: impl Iterator<Item = Cow<'a, str>>,
    style: CsvStyle,
    out: &mut impl Write,
) -> io::Result<()> {
    let separator = if style == CsvStyle::Excel { ';' } else { ',' };
    for (index, value) in values.enumerate() {
        if index > 0 {
            write!(out, "{separator}")?;
        }
        let value = if style == CsvStyle::Excel { guarded(&value) } else { value };
        if value.contains(['"', '\n', '\r', separator]) || value.starts_with('\'') {
            write!(out, "\"{}\"", value.replace('"', "\"\""))?;
        } else {
            out.write_all(value.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

/// A value that a spreadsheet keeps as the text that it is.
fn guarded(value: &str) -> Cow<'_, str> {
    let value = neutral(value);
    let is_formula = value.starts_with(['=', '+', '-', '@']);
    // A number of more than eleven digits would lose its last ones, and one that starts with zero its first.
    let is_code = value.len() > 1
        && value.bytes().all(|byte| byte.is_ascii_digit())
        && (value.len() > 11 || value.starts_with('0'));
    if is_formula || is_code { Cow::Owned(format!("'{value}")) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[&str], style: CsvStyle) -> String {
        let mut out = Vec::new();
        write_line(values.iter().map(|value| Cow::Borrowed(*value)), style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        assert_eq!(line(&["a", "b;c", "d,e", "f\"g", ""], CsvStyle::Plain), "a,b;c,\"d,e\",\"f\"\"g\",\r\n");
        assert_eq!(line(&["a", "b;c", "d,e"], CsvStyle::Excel), "a;\"b;c\";d,e\r\n");
    }

    #[test]
    fn spreadsheets_are_kept_from_computing() {
        assert_eq!(line(&["=1+1", "-2", "@x", "12"], CsvStyle::Excel), "\"'=1+1\";\"'-2\";\"'@x\";12\r\n");
        assert_eq!(
            line(&["19511296600799", "01", "0"], CsvStyle::Excel),
            "\"'19511296600799\";\"'01\";0\r\n"
        );
        assert_eq!(line(&["=1+1"], CsvStyle::Plain), "=1+1\r\n");
    }
}
