//! Lists of rules.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Serialize, Serializer};

use super::{
    json,
    page::typeset_all,
    paint::{Paint, Style},
};
use crate::{Bilingual, Lang, Profile, Rule, Severity};

/// Writes rules for people: code, severity, name and title, by family.
///
/// ```
/// use sofi_core::{Lang, render};
///
/// let mut out = Vec::new();
/// render::rules_text([], Lang::Fr, false, &mut out)?;
/// assert!(out.is_empty());
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn rules_text(
    rules: impl IntoIterator<Item = &'static Rule>,
    lang: Lang,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint { colour };
    let rules: Vec<_> = rules.into_iter().collect();
    let names = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let words = rules.iter().map(|rule| rule.severity.word(lang).len()).max().unwrap_or(0);
    let mut family = None;
    for rule in rules {
        if family != Some(rule.family()) {
            if family.is_some() {
                writeln!(out)?;
            }
            family = Some(rule.family());
            let title = typeset_all(rule.family().title().get(lang), lang);
            writeln!(out, "{}", paint.with(Style::Strong, title))?;
        }
        let word = format!("{:<words$}", rule.severity.word(lang));
        let (code, name) = (rule.code, rule.name);
        let title = typeset_all(rule.title.get(lang), lang);
        writeln!(out, "  {code}  {}  {name:<names$}  {title}", paint.with(Style::Of(rule.severity), word))?;
    }
    Ok(())
}

/// Writes rules as a JSON array, with their texts in both languages.
///
/// ```
/// use sofi_core::render;
///
/// let mut out = Vec::new();
/// render::rules_json([], &mut out)?;
/// assert_eq!(out, b"[]\n");
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn rules_json(rules: impl IntoIterator<Item = &'static Rule>, out: &mut impl Write) -> io::Result<()> {
    let rules: Vec<_> = rules.into_iter().map(RuleView::new).collect();
    json::line(&rules, out)
}

/// The frozen table of codes and names, tab-separated, with a header.
///
/// ```
/// assert_eq!(sofi_core::render::codes_tsv([]), "code\tname\n");
/// ```
pub fn codes_tsv(rules: impl IntoIterator<Item = &'static Rule>) -> String {
    let rows = rules.into_iter().map(|rule| format!("{}\t{}\n", rule.code, rule.name));
    std::iter::once("code\tname\n".to_owned()).chain(rows).collect()
}

#[derive(Serialize)]
struct RuleView {
    code: &'static str,
    name: &'static str,
    family: &'static str,
    severity: &'static str,
    profiles: BTreeMap<&'static str, Option<&'static str>>,
    evidence: &'static str,
    needs: &'static [&'static str],
    edof: Option<&'static str>,
    title: Both,
    message: Both,
    helps: Vec<Both>,
    why: Both,
    source: &'static str,
    bad: &'static str,
    good: &'static str,
}

impl RuleView {
    fn new(rule: &'static Rule) -> Self {
        Self {
            code: rule.code,
            name: rule.name,
            family: rule.family().0,
            severity: rule.severity.as_str(),
            profiles: Profile::ALL
                .iter()
                .map(|profile| (profile.as_str(), rule.severity_in(*profile).map(Severity::as_str)))
                .collect(),
            evidence: rule.evidence.as_str(),
            needs: rule.needs,
            edof: rule.edof,
            title: Both(rule.title),
            message: Both(rule.message),
            helps: rule.helps.iter().copied().map(Both).collect(),
            why: Both(rule.why),
            source: rule.source,
            bad: rule.bad,
            good: rule.good,
        }
    }
}

struct Both(Bilingual);

impl Serialize for Both {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            fr: &'static str,
            en: &'static str,
        }
        View { fr: self.0.fr, en: self.0.en }.serialize(serializer)
    }
}
