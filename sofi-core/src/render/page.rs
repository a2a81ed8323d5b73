//! The page of a rule: the same text for `sofi explain` and for the documentation.

use std::{collections::BTreeSet, fmt::Write};

use crate::{
    Bilingual, Evidence, Lang, Profile, Rule, Severity,
    rules::catalogue::{Entry, Status},
    template::typeset,
};

/// The page of a rule, in Markdown.
///
/// ```
/// # sofi_core::rules! { DEM01 "demonstration" Warning {
/// #     title: "Une démonstration" / "A demonstration", message: "<{element}> est là" / "<{element}> is here",
/// #     label: "" / "", helps: [], why: "Pour montrer." / "To show.", source: "here", bad: "<a/>", good: "",
/// # } }
/// use sofi_core::{Lang, render::page};
///
/// let text = page(&DEM01, Lang::Fr);
/// assert!(text.starts_with("# DEM01 demonstration\n\nUne démonstration\n"));
/// assert!(text.contains("<…> est là"));
/// ```
pub fn page(rule: &Rule, lang: Lang) -> String {
    let say = |fr: &'static str, en: &'static str| typeset_all(Bilingual::new(fr, en).get(lang), lang);
    let mut out = format!("# {} {}\n\n{}\n", rule.code, rule.name, typeset_all(rule.title.get(lang), lang));
    let family = typeset_all(rule.family().title().get(lang), lang);
    let mut facts = vec![
        say("Gravité : ", "Severity: ") + &severities(rule, lang),
        say("Famille : ", "Family: ") + &family,
    ];
    if rule.evidence != Evidence::Standard {
        facts.push(say("Preuve : ", "Evidence: ") + &typeset_all(rule.evidence.words().get(lang), lang));
    }
    if !rule.needs.is_empty() {
        facts.push(say("Registre nécessaire : ", "Register needed: ") + &rule.needs.join(", "));
    }
    if let Some(anomalie) = rule.edof {
        facts
            .push(say("Anomalie de Mon Compte Formation : ", "Anomaly of Mon Compte Formation: ") + anomalie);
    }
    // Two blanks at the end of a line of Markdown break it.
    let _ = write!(out, "\n{}\n", facts.join("  \n"));
    section(&mut out, &say("Pourquoi", "Why"), &quoted(&typeset_all(rule.why.get(lang), lang)));

    let message = shape(rule.message.get(lang), lang);
    if says_something(&message) {
        section(&mut out, &say("Ce que sofi affiche", "What sofi says"), &code(&message));
    }
    let helps: Vec<_> = rule.helps.iter().map(|help| shape(help.get(lang), lang)).collect();
    let helps: Vec<_> =
        helps.iter().filter(|help| says_something(help)).map(|help| format!("- {}", quoted(help))).collect();
    if !helps.is_empty() {
        section(&mut out, &say("Que faire", "What to do"), &helps.join("\n"));
    }
    section(&mut out, &say("Exemple refusé", "Refused"), &code(rule.bad));
    if !rule.good.is_empty() {
        section(&mut out, &say("Exemple correct", "Right"), &code(rule.good));
    }
    section(&mut out, &say("Source", "Source"), rule.source);
    out
}

/// How grave a fault is in each profile.
fn severities(rule: &Rule, lang: Lang) -> String {
    let first = rule.profiles[0];
    if rule.profiles.iter().all(|severity| *severity == first) && first.is_some() {
        return rule.severity.word(lang).to_owned();
    }
    let off = Bilingual::new("désactivée", "off").get(lang);
    let word = |severity: Option<Severity>| severity.map_or(off, |severity| severity.word(lang));
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for profile in Profile::ALL {
        let word = word(rule.severity_in(*profile));
        match groups.iter_mut().find(|(known, _)| *known == word) {
            Some((_, profiles)) => profiles.push(profile.as_str()),
            None => groups.push((word, vec![profile.as_str()])),
        }
    }
    let texts: Vec<_> = groups.iter().map(|(word, names)| format!("{word} ({})", names.join(", "))).collect();
    texts.join(", ")
}

/// What became of an entry of the catalogue that has no rule of its own, in Markdown.
///
/// ```
/// use sofi_core::{Lang, render::entry_page, rules};
///
/// let entry = rules::entries().find(|entry| entry.id == "SIR-01").unwrap();
/// assert!(entry_page(entry, Lang::En).starts_with("# SIR-01"));
/// ```
pub fn entry_page(entry: &Entry, lang: Lang) -> String {
    let subject = typeset_all(entry.subject.get(lang), lang);
    format!("# {}\n\n{subject}\n\n{}\n", entry.id, status(entry, lang, str::to_owned))
}

/// What became of an entry, in a phrase; `link` shows the code of a rule.
fn status(entry: &Entry, lang: Lang, link: impl Fn(&str) -> String) -> String {
    let say = |fr: &'static str, en: &'static str| typeset_all(Bilingual::new(fr, en).get(lang), lang);
    let links = |codes: &[&str]| codes.iter().map(|code| link(code)).collect::<Vec<_>>().join(", ");
    match entry.status {
        Status::Rules(codes) | Status::Added(codes) => {
            let needs: BTreeSet<_> = codes
                .iter()
                .filter_map(|code| crate::rules::find(code))
                .flat_map(|rule| rule.needs.iter().copied())
                .collect();
            let mut text = say("vérifiée : ", "implemented: ") + &links(codes);
            if !needs.is_empty() {
                let names = needs.into_iter().collect::<Vec<_>>().join(", ");
                text += &(say(" ; registre nécessaire : ", "; needs register: ") + &names);
            }
            text
        }
        Status::Within(place) => say("respectée : ", "held to: ") + &typeset_all(place.get(lang), lang),
        Status::Covered(codes) => say("couverte par ", "covered by ") + &links(codes),
        Status::Elsewhere(place) => say("dite par ", "told by ") + &typeset_all(place.get(lang), lang),
        Status::Undecidable(why) => {
            say("indécidable d'après les données : ", "not decidable from data: ")
                + &typeset_all(why.get(lang), lang)
        }
    }
}

/// The table of all the entries of the catalogue and of what became of each, in Markdown.
///
/// ```
/// use sofi_core::{Lang, render::entries_table};
///
/// assert!(entries_table(Lang::En).contains("| SIR-01 |"));
/// ```
#[expect(clippy::indexing_slicing, reason = "six statuses, six counts")]
pub fn entries_table(lang: Lang) -> String {
    let mut out = String::new();
    let mut counts = [0_u64; 6];
    let head = Bilingual::new("| entrée | sujet | ce qu'il en est |", "| entry | subject | status |");
    let _ = write!(out, "{}\n| --- | --- | --- |\n", typeset_all(head.get(lang), lang));
    for entry in crate::rules::entries() {
        let kind = match entry.status {
            Status::Rules(_) => 0,
            Status::Within(_) => 1,
            Status::Covered(_) => 2,
            Status::Undecidable(_) => 3,
            Status::Added(_) => 4,
            Status::Elsewhere(_) => 5,
        };
        counts[kind] += 1;
        let subject = typeset_all(entry.subject.get(lang), lang);
        let _ = writeln!(
            out,
            "| {} | {subject} | {} |",
            entry.id,
            status(entry, lang, |code| format!("[{code}](rules/{code}.md)"))
        );
    }
    let args = crate::Args::new()
        .count("all", counts[..4].iter().sum())
        .count("rules", counts[0])
        .count("within", counts[1])
        .count("covered", counts[2])
        .count("undecidable", counts[3])
        .count("added", counts[4])
        .count("elsewhere", counts[5]);
    let title = Bilingual::new(
        "# Le catalogue du domaine\n\nChaque entrée du catalogue dont sofi est parti, et ce qu'il en est. {all} entrées : {rules} vérifiées par une règle, {within} respectées ailleurs (identifiants, tables, modèle), {covered} couvertes par une règle du format, {undecidable} indécidables d'après les données. S'y ajoutent {added|règle nouvelle|règles nouvelles}, et {elsewhere|entrée nouvelle|entrées nouvelles} d'une autre commande que sofi check. Cette page est engendrée : `cargo xtask rules-doc`.\n\n",
        "# The catalogue of the domain\n\nEach entry of the catalogue that sofi started from, and what became of it. {all} entries: {rules} checked by a rule, {within} held to elsewhere (identifiers, tables, model), {covered} covered by a rule of the format, {undecidable} not decidable from data; and {added|new rule|new rules}, {awaited|rule|rules} to come. This page is generated: `cargo xtask rules-doc`.\n\n",
    );
    args.fill(title.get(lang), lang).unwrap_or_default() + &out
}

/// The table of contents of the pages, in Markdown: one link for each rule, by family.
///
/// ```
/// use sofi_core::{Lang, render::index};
///
/// assert!(index([], Lang::En).starts_with("# Rules"));
/// ```
pub fn index(rules: impl IntoIterator<Item = &'static Rule>, lang: Lang) -> String {
    let title = Bilingual::new(
        "# Règles\n\nLes mêmes pages, hors ligne : `sofi explain CODE`.\n",
        "# Rules\n\nThe same pages, offline: `sofi explain CODE`.\n",
    );
    let head = Bilingual::new("| code | nom | gravité | sujet |", "| code | name | severity | subject |");
    let mut out = typeset_all(title.get(lang), lang);
    let mut family = None;
    for rule in rules {
        if family != Some(rule.family()) {
            family = Some(rule.family());
            let title = typeset_all(rule.family().title().get(lang), lang);
            let _ = write!(out, "\n## {title}\n\n{}\n| --- | --- | --- | --- |\n", head.get(lang));
        }
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {1} | {2} | {3} |",
            rule.code,
            rule.name,
            severities(rule, lang),
            typeset_all(rule.title.get(lang), lang)
        );
    }
    out
}

fn section(out: &mut String, title: &str, body: &str) {
    let _ = write!(out, "\n## {title}\n\n{body}\n");
}

/// A block of code; the fence is longer than any run of backquotes that a fragment could hold.
fn code(text: &str) -> String {
    format!("```text\n{text}\n```")
}

/// A template as it would read: an ellipsis stands for each value.
fn shape(template: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        typeset(before, lang, &mut out);
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
        // Said by one profile alone, after the sentence.
        if hole != "anomalie" {
            out.push('…');
        }
        if let Some(plural) = hole.split('|').nth(2) {
            out.push('\u{a0}');
            out.push_str(plural);
        }
        rest = after;
    }
    typeset(rest, lang, &mut out);
    out
}

/// Puts tags and entities between backquotes: Markdown would swallow them otherwise.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = markup(from);
        let (found, after) = from.split_at(length.max(1));
        if length == 0 {
            out.push_str(found);
        } else {
            let _ = write!(out, "`{found}`");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Length of the tags and entities, without a blank between them, that start a text.
fn markup(text: &str) -> usize {
    let mut rest = text;
    loop {
        let mut after = rest.chars();
        let end = match after.next() {
            Some('<') if !after.as_str().starts_with(char::is_whitespace) => rest.split_once('>'),
            Some('&') => rest.split_once(';').filter(|(name, _)| !name.contains(char::is_whitespace)),
            _ => None,
        };
        match end {
            Some((_, after)) => rest = after,
            None => return text.len() - rest.len(),
        }
    }
}

/// False for templates that are but a value.
fn says_something(shape: &str) -> bool {
    shape.chars().any(char::is_alphabetic)
}

pub(super) fn typeset_all(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    typeset(text, lang, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::LHE21;

    #[test]
    fn a_page_in_french() {
        insta::assert_snapshot!(page(&LHE21, Lang::Fr));
    }

    #[test]
    fn a_page_in_english() {
        insta::assert_snapshot!(page(&LHE21, Lang::En));
    }

    #[test]
    fn holes_become_ellipses() {
        assert_eq!(shape("<{a}> : {n|octet|octets}", Lang::Fr), "<…>\u{a0}: …\u{a0}octets");
        assert_eq!(
            quoted("a < b, <x><y z=\"1\">, &lt;p&gt; et &amp; &"),
            "a < b, `<x><y z=\"1\">`, `&lt;`p`&gt;` et `&amp;` &"
        );
        assert!(!says_something(&shape("{what}", Lang::Fr)));
    }
}
