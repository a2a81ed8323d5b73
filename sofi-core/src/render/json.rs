//! The JSON report, whole or one finding per line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};

use super::{neutral::is_dangerous, view};
use crate::{Lang, Report};

/// Writes a report as one JSON object, in the language given for its messages.
///
/// Every key is always there, `null` when there is nothing to say. Characters that a terminal would obey are
/// written `\uXXXX`, which means the same in JSON.
///
/// ```
/// use sofi_core::{Lang, Report, render};
///
/// let mut out = Vec::new();
/// render::json(&Report::default(), Lang::Fr, &mut out)?;
/// assert!(String::from_utf8(out).unwrap().ends_with("\"summary\":{\"error\":0,\"warning\":0,\"info\":0}}\n"));
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn json(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    line(&view::report(report, lang), out)
}

/// Writes each finding as one JSON object on its own line, with the same keys as in [`json`](fn@json).
///
/// ```
/// use sofi_core::{Lang, Report, render};
///
/// let mut out = Vec::new();
/// render::jsonl(&Report::default(), Lang::Fr, &mut out)?;
/// assert!(out.is_empty());
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn jsonl(report: &Report, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    for (file, finding) in report.findings() {
        line(&view::finding(file, finding, lang), out)?;
    }
    Ok(())
}

/// Writes a value as JSON and ends the line.
pub(super) fn line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    self::value(value, out)?;
    out.write_all(b"\n")
}

/// Writes a value as JSON.
pub(super) fn value(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Harmless)).map_err(io::Error::from)
}

/// Compact JSON whose strings cannot drive a terminal.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_dangerous) {
            let (clean, dangerous) = rest.split_at(at);
            out.write_all(clean.as_bytes())?;
            let mut left = dangerous.chars();
            let c = left.next().unwrap_or_default();
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = left.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}
