//! What text fields hold: lengths, codes, numbers, dates.

use sofi_core::{Analysis, Arg, Args, Bilingual, IdentifierKind, Lang, Level, Rule, Safety, Verdict};

use super::{
    datatypes::{collapse, is_date_possible, is_date_shaped, long, trim},
    repair::whole_number,
};
use crate::{Content, Dictionary, Element, ElementDef, Pattern, element, rules::lhe};

/// What is wrong with a value.
pub(crate) struct Wrong {
    pub(crate) rule: &'static Rule,
    pub(crate) args: Args,
    /// What should be written instead, when it is known.
    pub(crate) replacement: Option<String>,
    /// How far the replacement may be trusted.
    pub(crate) safety: Safety,
}

/// Is there nothing to say of the value of a text field?
pub(crate) fn is_right(def: &ElementDef, value: &str, level: Level) -> bool {
    check(def, value, level, "").is_none()
}

/// Checks the value of a text field; `dialect` is the name of the dialect on the command line.
pub(crate) fn check(def: &ElementDef, value: &str, level: Level, dialect: &'static str) -> Option<Wrong> {
    let wrong = |rule, args: Args| {
        let args = args.text("element", def.element.name());
        Some(Wrong { rule, args, replacement: None, safety: Safety::Suggested })
    };
    let shown = || Args::new().text("value", shorten(value));
    match def.content {
        Content::Text { min, max, pattern } => {
            let length = length(value, min.into(), max.into());
            if length == 0 && min > 0 {
                return wrong(&lhe::LHE20, Args::new().count("min", min.into()));
            }
            if let Some(pattern) = pattern
                && !pattern.matches(value)
            {
                let mut found = wrong(&lhe::LHE26, shown().with("shape", Arg::Words(shape(pattern))))?;
                found.replacement = reshaped(pattern, value)
                    .filter(|meant| (usize::from(min)..=usize::from(max)).contains(&meant.chars().count()));
                // Blanks, marks and capitals mean nothing there.
                found.safety = Safety::Safe;
                return Some(found);
            }
            if length < usize::from(min) {
                let lack = usize::from(min) - length;
                let args = Args::new().count("length", length as u64).count("min", min.into());
                let found = wrong(&lhe::LHE22, args.count("lack", lack as u64))?;
                return Some(with_repair(found, def.element, value));
            }
            if length > usize::from(max) {
                let found = wrong(&lhe::LHE21, too_long(value, length, max.into()))?;
                let mut found = with_repair(found, def.element, value);
                let bare = trim(value);
                if found.replacement.is_none() && bare.chars().count() <= max.into() {
                    (found.replacement, found.safety) = (Some(bare.to_owned()), Safety::Safe);
                }
                return Some(found);
            }
            None
        }
        Content::Key(dictionary) => {
            let code = collapse(value);
            if dictionary.get(&code).is_some() {
                return None;
            }
            if code.is_empty() {
                return wrong(&lhe::LHE20, Args::new());
            }
            let args = shown()
                .text("dictionary", dictionary.name)
                .text("dialect", dialect)
                .text("codes", codes(dictionary));
            let mut found = wrong(&lhe::LHE23, args)?;
            found.replacement = meant(dictionary, &code).map(str::to_owned);
            if found.replacement.as_ref().is_some_and(|meant| meant.eq_ignore_ascii_case(&code)) {
                found.safety = Safety::Safe;
            }
            Some(found)
        }
        Content::Int { bounds } => {
            if trim(value).is_empty() {
                return wrong(&lhe::LHE20, Args::new());
            }
            let Some(number) = long(value) else {
                let mut found = wrong(&lhe::LHE24, shown())?;
                found.replacement = whole_number(value);
                return Some(found);
            };
            let (min, max) = bounds?;
            if level >= Level::Strict && !(min..=max).contains(&number) {
                let args = shown().count("min", min.unsigned_abs()).count("max", max.unsigned_abs());
                return wrong(&lhe::LHE81, args);
            }
            None
        }
        Content::Date => {
            let date = collapse(value);
            if is_date_shaped(&date) {
                if level >= Level::Strict && !is_date_possible(&date) {
                    let day = format!("{}/{}/{}", &date[6..8], &date[4..6], &date[..4]);
                    return wrong(&lhe::LHE82, shown().text("date", day));
                }
                return None;
            }
            if date.is_empty() {
                return wrong(&lhe::LHE20, Args::new());
            }
            let suggestion = reordered(&date).or_else(|| date_alone(&date));
            let is_digits = date.bytes().all(|b| b.is_ascii_digit());
            let args = match &suggestion {
                Some(date) => shown().text("suggestion", date.clone()),
                None if is_digits && date.len() != 8 => shown().count("digits", date.len() as u64),
                None => shown().with("shape", Arg::Words(Bilingual::new("AAAAMMJJ", "YYYYMMDD"))),
            };
            let mut found = wrong(&lhe::LHE25, args)?;
            found.replacement = suggestion;
            Some(found)
        }
        Content::Sequence(_) | Content::Choice { .. } | Content::Any => None,
    }
}

/// Adds what an identifier of the wrong length was probably meant to be, when that can be told.
fn with_repair(mut wrong: Wrong, element: Element, value: &str) -> Wrong {
    let kind = match element {
        element::SIRET => IdentifierKind::Siret,
        element::NUMERO_ACTIVITE => IdentifierKind::Nda,
        element::CODEPOSTAL => IdentifierKind::Cp,
        element::CODE_UAI => IdentifierKind::Uai,
        element::CODE_INSEE_COMMUNE => IdentifierKind::Commune,
        element::CODE_FORMACODE => IdentifierKind::Formacode,
        element::CODE_ROME => IdentifierKind::Rome,
        element::CODE_NSF => IdentifierKind::Nsf,
        element::CODE_RNCP => IdentifierKind::Rncp,
        element::CODE_RS => IdentifierKind::Rs,
        _ => return wrong,
    };
    let analysis = Analysis::new(kind, value);
    // The rule of the domain that knows more of this value: its page is worth reading too.
    if let Some(rule) = analysis.cited() {
        wrong.args = wrong.args.text("rule", rule);
    }
    let advice = [Lang::Fr, Lang::En].map(|lang| analysis.advice(lang));
    let (name, meant) = match (analysis.verdict, analysis.value, analysis.repair) {
        (Verdict::NotCanonical, Some(meant), _) if meant.len() < value.len() => ("compact", meant),
        (Verdict::Invalid, _, Some(meant)) if value.trim() == format!("0{meant}") => ("without_zero", meant),
        (Verdict::Invalid, _, Some(meant)) if meant == format!("0{}", value.trim()) => ("with_zero", meant),
        (_, _, None) => {
            if let [Some(fr), Some(en)] = advice {
                wrong.args = wrong.args.with("advice", Arg::Told(Box::new([fr, en])));
            }
            return wrong;
        }
        _ => return wrong,
    };
    // Blanks mean nothing in a code; a zero may.
    wrong.safety = if name == "compact" { Safety::Safe } else { Safety::Suggested };
    wrong.args = wrong.args.without("blanks").text(name, meant.clone());
    wrong.replacement = Some(meant);
    wrong
}

fn too_long(value: &str, length: usize, max: usize) -> Args {
    let mut args = Args::new()
        .count("length", length as u64)
        .count("max", max as u64)
        .count("excess", (length - max) as u64);
    if value.trim().chars().count() <= max {
        args = args.with("blanks", Arg::Words(Bilingual::new("blancs", "blanks")));
    } else if value.contains("</") || value.contains("/>") {
        args = args.with("tags", Arg::Words(Bilingual::new("balises HTML", "HTML tags")));
    }
    args
}

/// The codes of a table with what they mean, or alone when that would be long; the first ones of a long table.
fn codes(dictionary: &Dictionary) -> String {
    const SHOWN: usize = 12;
    const LONGEST: usize = 100;
    let explained: Vec<String> =
        dictionary.codes.iter().map(|entry| format!("{} ({})", entry.code, entry.label)).collect();
    let explained = explained.join(", ");
    if explained.chars().count() <= LONGEST {
        return explained;
    }
    let list: Vec<&str> = dictionary.codes.iter().take(SHOWN).map(|entry| entry.code).collect();
    let more = if dictionary.codes.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", list.join(", "))
}

/// The length of a text in characters, exact where it decides; characters are only counted when bytes do not
/// tell, as one takes one to four bytes.
fn length(value: &str, min: usize, max: usize) -> usize {
    let bytes = value.len();
    if bytes <= max && bytes / 4 >= min && min > 0 { bytes } else { value.chars().count() }
}

/// The code that was meant: without useless zeros, or told by its label.
fn meant(dictionary: &Dictionary, written: &str) -> Option<&'static str> {
    let same_number = |code: &str| {
        let plain = |s: &str| s.trim_start_matches('0').to_owned();
        written.bytes().all(|b| b.is_ascii_digit()) && plain(code) == plain(written)
    };
    let lower = written.to_lowercase();
    dictionary
        .codes
        .iter()
        .find(|entry| same_number(entry.code) || entry.label.to_lowercase() == lower)
        .map(|entry| entry.code)
}

/// A date written in another order: `2026-09-01`, `01/09/2026`, `1.9.2026`.
fn reordered(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let is_number = |s: &&str| !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit());
    if ![a, b, c].into_iter().all(is_number) {
        return None;
    }
    let date = match (a.len(), c.len()) {
        (4, 1..=2) => format!("{a}{b:0>2}{c:0>2}"),
        (1..=2, 4) => format!("{c}{b:0>2}{a:0>2}"),
        _ => return None,
    };
    (is_date_shaped(&date) && is_date_possible(&date)).then_some(date)
}

/// A date with a time of day after it, or with blanks in it: `2026-09-01T00:00:00`, `2026 09 01`.
fn date_alone(written: &str) -> Option<String> {
    if let Some((date, time)) = written.split_once(['T', ' '])
        && time.contains(':')
        && time.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'+' | b'-' | b'Z'))
    {
        let date = if is_date_shaped(date) { Some(date.to_owned()) } else { reordered(date) };
        return date.filter(|date| is_date_possible(date));
    }
    let digits: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    (digits != written && is_date_shaped(&digits) && is_date_possible(&digits)).then_some(digits)
}

/// A code whose blanks, marks or small letters are all that is wrong: `rncp 38596`, `02.40.20.30.40`.
fn reshaped(pattern: Pattern, value: &str) -> Option<String> {
    let plain = |marks: &[char]| -> String {
        value.chars().filter(|c| !c.is_whitespace() && !marks.contains(c)).collect()
    };
    let meant = match pattern {
        Pattern::PrefixedDigits(_) => plain(&['\u{200b}', '\u{feff}']).to_ascii_uppercase(),
        Pattern::PhoneDigits => plain(&['.', '-', '\u{200b}', '\u{feff}', '\u{2011}']),
    };
    (meant != value && pattern.matches(&meant)).then_some(meant)
}

fn shape(pattern: Pattern) -> Bilingual {
    match pattern {
        Pattern::PrefixedDigits("RNCP") => {
            Bilingual::new("attendu : RNCP suivi de chiffres", "expected: RNCP followed by digits")
        }
        Pattern::PrefixedDigits("RS") => {
            Bilingual::new("attendu : RS suivi de chiffres", "expected: RS followed by digits")
        }
        Pattern::PrefixedDigits(_) => Bilingual::new(
            "attendu : le préfixe suivi de chiffres",
            "expected: the prefix followed by digits",
        ),
        Pattern::PhoneDigits => Bilingual::new(
            "attendu : des chiffres seuls, après un + facultatif",
            "expected: digits only, after an optional +",
        ),
    }
}

/// At most 60 characters of a value: it goes into a message.
pub(crate) fn shorten(value: &str) -> String {
    const SHOWN: usize = 60;
    let value = value.trim();
    match value.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &value[..cut]),
        None => value.to_owned(),
    }
}
