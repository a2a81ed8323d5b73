//! The page of a rule: the same text for `sofi explain` and for the documentation.

use std::fmt::Write;

use crate::{Bilingual, Lang, Rule, template::typeset};

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
    let severity = say("Gravité : ", "Severity: ") + rule.severity.word(lang);
    let family = say("Famille : ", "Family: ") + &typeset_all(rule.family().title().get(lang), lang);
    // Two blanks at the end of a line of Markdown break it.
    let _ = write!(out, "\n{severity}  \n{family}\n");
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
            rule.severity.word(lang),
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
        out.push('…');
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
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
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = markup(rest);
        if length == 0 {
            let (sign, after) = rest.split_at(1);
            out.push_str(sign);
            rest = after;
        } else {
            let _ = write!(out, "`{}`", &rest[..length]);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    out
}

/// Length of the tags and entities, without a blank between them, that start a text.
fn markup(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let end = match rest.chars().next() {
            Some('<') if !rest[1..].starts_with(char::is_whitespace) => rest.find('>'),
            Some('&') => rest.find(';').filter(|end| !rest[..*end].contains(char::is_whitespace)),
            _ => None,
        };
        match end {
            Some(end) => length += end + 1,
            None => return length,
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
