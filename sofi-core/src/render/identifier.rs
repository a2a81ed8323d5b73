//! Analyses of identifiers.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    fields::Fields,
    json, neutral,
    page::typeset_all,
    paint::{Paint, Style},
};
use crate::{Analysis, Args, Bilingual, Departement, Lang, Part, Presumed, Region, Severity, Verdict};

/// Writes what is known of one identifier, for people.
///
/// ```
/// use sofi_core::{Analysis, IdentifierKind, Lang, render};
///
/// let mut out = Vec::new();
/// render::identifier_text(&Analysis::new(IdentifierKind::Siret, "19511296600799"), Lang::En, false, &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("19511296600799: SIRET, valid\n"), "{text}");
/// assert!(text.contains("NIC") && text.contains("00799"), "{text}");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn identifier_text(
    analysis: &Analysis,
    lang: Lang,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint { colour };
    let style = match analysis.verdict {
        Verdict::Valid | Verdict::NotCanonical => Style::Strong,
        Verdict::Absent => Style::Of(Severity::Warning),
        Verdict::Invalid => Style::Of(Severity::Error),
    };
    let words = typeset_all(analysis.verdict.words().get(lang), lang);
    let rule = analysis.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
    let kind = typeset_all(analysis.kind.label().get(lang), lang);
    let colon = typeset_all(Bilingual::new(" : ", ": ").get(lang), lang);
    // An empty text must be seen too.
    let text = if analysis.text.is_empty() { "\"\"".into() } else { neutral(&analysis.text) };
    writeln!(out, "{text}{colon}{kind}, {}{rule}", paint.with(style, words))?;

    fields(analysis, lang).write(paint, out)
}

/// The lines under the verdict.
fn fields(analysis: &Analysis, lang: Lang) -> Fields {
    let mut fields = Fields::new(lang);
    let typeset = |words: Bilingual| typeset_all(words.get(lang), lang);
    let canonical = analysis.value.as_ref().filter(|value| **value != analysis.text);
    fields.add_some(Bilingual::new("forme canonique", "canonical form"), canonical.cloned());
    let grouped = analysis.grouped.as_ref().filter(|grouped| analysis.value.as_ref() != Some(*grouped));
    fields.add_some(Bilingual::new("par groupes", "in groups"), grouped.cloned());
    for part in &analysis.parts {
        fields.add(part.label, part.value(lang));
    }
    fields.add_some(Bilingual::new("département", "department"), candidates(analysis.departement, lang));
    fields.add_some(Bilingual::new("région", "region"), candidates(analysis.region, lang));
    for change in analysis.changes.iter() {
        fields.add(Bilingual::new("remis en forme", "rewritten"), typeset(change.words()));
    }
    for remark in &analysis.remarks {
        let text = format!("{} [{}]", remark.message(lang), remark.rule());
        fields.add(Bilingual::new("remarque", "remark"), text);
    }
    fields.add_some(Bilingual::new("motif", "reason"), analysis.fault.map(|fault| fault.message(lang)));
    fields.add_some(Bilingual::new("proposition", "proposal"), analysis.repair.clone());
    fields.add_some(Bilingual::new("aide", "help"), analysis.advice(lang));
    fields
}

fn candidates<T: Copy + PartialEq>(presumed: Presumed<T>, lang: Lang) -> Option<String>
where
    Place: From<T>,
{
    let show = |place: Place| format!("{} {}", place.code, place.nom);
    let all: Vec<_> = presumed.candidates().map(|candidate| show(candidate.into())).collect();
    (!all.is_empty()).then(|| all.join(Bilingual::new(" ou ", " or ").get(lang)))
}

/// Writes analyses as one JSON array, an object on each line, in the language given for its messages.
///
/// Nothing is kept: the analyses are written as they come.
///
/// ```
/// use sofi_core::{Analysis, IdentifierKind, Lang, render};
///
/// let mut out = Vec::new();
/// let analyses = ["44000", "99999"].map(|text| Analysis::new(IdentifierKind::Cp, text));
/// render::identifiers_json(analyses, Lang::Fr, &mut out)?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("[{\"kind\":\"cp\",\"text\":\"44000\",\"verdict\":\"valid\""), "{text}");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn identifiers_json(
    analyses: impl IntoIterator<Item = Analysis>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut between: &[u8] = b"[";
    for analysis in analyses {
        out.write_all(between)?;
        json::value(&View::new(&analysis, lang), out)?;
        between = b",\n";
    }
    out.write_all(if between == b"[" { b"[]\n" } else { b"]\n" })
}

/// What one analysis is in JSON: every key is always there.
#[derive(Serialize)]
struct View<'a> {
    kind: &'static str,
    text: &'a str,
    verdict: &'static str,
    valid: bool,
    value: Option<&'a str>,
    grouped: Option<&'a str>,
    parts: Parts<'a>,
    departements: Vec<Place>,
    regions: Vec<Place>,
    changes: Vec<Said>,
    remarks: Vec<Remarked>,
    fault: Option<&'static str>,
    rule: Option<&'static str>,
    message: Option<String>,
    help: Option<String>,
    repair: Option<&'a str>,
}

#[derive(Serialize)]
struct Said {
    name: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Remarked {
    rule: &'static str,
    severity: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Place {
    code: &'static str,
    nom: &'static str,
}

impl From<Departement> for Place {
    fn from(departement: Departement) -> Self {
        Self { code: departement.code(), nom: departement.nom() }
    }
}

impl From<Region> for Place {
    fn from(region: Region) -> Self {
        Self { code: region.code(), nom: region.nom() }
    }
}

struct Parts<'a>(&'a [Part], Lang);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for part in self.0 {
            map.serialize_entry(part.name, part.value(self.1))?;
        }
        map.end()
    }
}

impl<'a> View<'a> {
    fn new(analysis: &'a Analysis, lang: Lang) -> Self {
        let said = |words: Bilingual| Args::new().fill(words.get(lang), lang).unwrap_or_default();
        Self {
            kind: analysis.kind.as_str(),
            text: &analysis.text,
            verdict: analysis.verdict.as_str(),
            valid: analysis.verdict.is_valid(),
            value: analysis.value.as_deref(),
            grouped: analysis.grouped.as_deref(),
            parts: Parts(&analysis.parts, lang),
            departements: analysis.departement.candidates().map(Place::from).collect(),
            regions: analysis.region.candidates().map(Place::from).collect(),
            changes: (analysis.changes.iter())
                .map(|change| Said { name: change.as_str(), message: said(change.words()) })
                .collect(),
            remarks: (analysis.remarks.iter())
                .map(|remark| Remarked {
                    rule: remark.rule(),
                    severity: remark.severity().as_str(),
                    message: remark.message(lang),
                })
                .collect(),
            fault: analysis.fault.map(crate::Fault::as_str),
            rule: analysis.rule,
            message: analysis.fault.map(|fault| fault.message(lang)),
            help: analysis.advice(lang),
            repair: analysis.repair.as_deref(),
        }
    }
}
