//! The lexical rules of XML Schema datatypes, as libxml2 applies them.

use sofi_core::PartialDate;

use crate::xml::{
    chars::{is_blank, is_ncname},
    is_uri_reference,
};

/// `xs:token`: blanks around go, blanks inside become one space.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_ascii() && is_blank(c as u8)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Blanks around go: enough where blanks inside are wrong anyway.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii() && is_blank(c as u8))
}

/// `xs:long`: an optional sign, digits, 64 bits.
pub(crate) fn long(text: &str) -> Option<i64> {
    let text = trim(text);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The pattern of LHEO dates, `[0-9]{4}[019][0-9][01239][0-9]`: a shape, not a calendar.
pub(crate) fn is_date_shaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 8
        && bytes.iter().all(u8::is_ascii_digit)
        && matches!(bytes[4], b'0' | b'1' | b'9')
        && matches!(bytes[6], b'0' | b'1' | b'2' | b'3' | b'9')
}

/// Does a date `AAAAMMJJ` of the right shape exist? Zeros stand for an unknown day, month or date, and
/// `99999999` for an unknown end.
pub(crate) fn is_date_possible(text: &str) -> bool {
    text.parse::<PartialDate>().is_ok()
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `xs:ID` and `xs:IDREF`: a name without colon.
pub(crate) fn is_id(text: &str) -> bool {
    is_ncname(trim(text))
}

/// `xs:dateTime`: `[-]AAAA-MM-JJThh:mm:ss[.s][zone]`, on a day that exists. The XSD lets blanks stand around it,
/// libxml2 only after a zone.
pub(crate) fn is_date_time(text: &str) -> bool {
    date_time(text).is_some()
}

fn date_time(text: &str) -> Option<()> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let year_length = text.find('-')?;
    let (year, rest) = text.split_at(year_length);
    let has_idle_zero = year.len() > 4 && year.starts_with('0');
    if year.len() < 4 || year.len() > 18 || has_idle_zero || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i64 = year.parse().ok().filter(|year| *year != 0)?;
    let mut rest = rest;
    let mut field = |before: char, max: i64| -> Option<i64> {
        rest = rest.strip_prefix(before)?;
        let digits = rest.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        rest = &rest[2..];
        digits.parse().ok().filter(|n| *n <= max)
    };
    let month = field('-', 12).filter(|month| *month > 0)?;
    let day = field('-', days_in_month(year, month)).filter(|day| *day > 0)?;
    let _ = day;
    let (hour, minute, second) = (field('T', 24)?, field(':', 59)?, field(':', 59)?);
    let mut fraction_is_zero = true;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return None;
        }
        fraction_is_zero = fraction[..length].bytes().all(|b| b == b'0');
        rest = &fraction[length..];
    }
    if hour == 24 && (minute, second, fraction_is_zero) != (0, 0, true) {
        return None;
    }
    let zone = rest.trim_end_matches([' ', '\t', '\r', '\n']);
    match zone {
        "" if rest.is_empty() => Some(()),
        "Z" => Some(()),
        _ => {
            let zone = zone.strip_prefix(['+', '-'])?;
            let (hours, minutes) = zone.split_once(':')?;
            let two = |s: &str| {
                let is_number = s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
                is_number.then(|| s.parse::<u8>().ok()).flatten()
            };
            match (two(hours)?, two(minutes)?) {
                (14, 0) | (0..=13, 0..=59) => Some(()),
                _ => None,
            }
        }
    }
}

/// `xs:anyURI` as libxml2 reads it: a URI reference of RFC 3986, where characters that have to be escaped
/// are let through, the blank too.
pub(crate) fn is_uri(text: &str) -> bool {
    let text = collapse(text);
    let escaped: String = text
        .chars()
        .map(|c| if c.is_ascii_control() || !c.is_ascii() || " <>\"{}|\\^`".contains(c) { '_' } else { c })
        .collect();
    is_uri_reference(&escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longs() {
        for (text, value) in [("+5", Some(5)), (" -1\n", Some(-1)), ("01", Some(1)), ("0", Some(0))] {
            assert_eq!(long(text), value, "{text}");
        }
        for text in ["", "+", "1.0", "1e3", "1 2", "9223372036854775808", "١"] {
            assert_eq!(long(text), None, "{text}");
        }
        assert_eq!(long("-9223372036854775808"), Some(i64::MIN));
    }

    #[test]
    fn dates() {
        for text in ["20260901", "00000000", "99999999", "20170900", "20260000", "20240229"] {
            assert!(is_date_shaped(text) && is_date_possible(text), "{text}");
        }
        for text in ["20263999", "20261301", "20260431", "20230229", "20260015", "00000101"] {
            assert!(!is_date_possible(text), "{text}");
        }
        for text in ["2026-01-01", "2026010", "202601011", "20262001", "20260140", "", "2026010é"] {
            assert!(!is_date_shaped(text), "{text}");
        }
    }

    #[test]
    fn date_times() {
        for text in [
            "2026-01-01T00:00:00",
            "-2026-12-31T23:59:59.123Z",
            "12026-02-28T24:00:00.0+14:00",
            "2024-02-29T12:00:00-05:30 ",
            "2024-02-29T12:00:00Z\n",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "2026-01-01",
            "2026-02-30T00:00:00",
            "0000-01-01T00:00:00",
            "2026-01-01T24:00:01",
            "2026-13-01T00:00:00",
            "2026-01-01T00:00:00.",
            "2026-01-01T00:00:00+14:01",
            "2026-01-01T00:00",
            "226-01-01T00:00:00",
            "02026-01-01T00:00:00",
            "2026-01-01T00:00:60",
            "2026-01-01t00:00:00",
            "2026-01-01T00:00:00z",
            "2026-01-01T00:00:00++1:00",
            " 2026-01-01T00:00:00",
            "2026-01-01T00:00:00\n",
            "",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn uris() {
        for text in [
            "",
            "http://x",
            "a/b?c#d",
            "../x",
            "urn:x:y",
            "http://é.fr/{a}",
            "mailto:a@b",
            "//h:80/p",
            "%20",
            "http://[::1]/",
            "a b",
            "http://a b",
            "a#[b]",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in ["%2", "1:b", "a b:c", "http://h:x/", "http://h:/", "a#b#c", ":", "a?[b]"] {
            assert!(!is_uri(text), "{text}");
        }
    }

    #[test]
    fn tokens_are_collapsed() {
        assert_eq!(collapse("\n  a \t b\r"), "a b");
        assert_eq!(collapse("\u{a0}a"), "\u{a0}a");
    }
}
