//! Messages are templates filled with the arguments of a finding.

use std::{borrow::Cow, fmt::Write as _};

use crate::{Bilingual, Lang};

/// A value that a message speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A word or a text, shown as it is.
    Text(Cow<'static, str>),
    /// A number, grouped by thousands.
    Count(u64),
    /// Words that depend on the language.
    Words(Bilingual),
    /// Sentences made for the occasion: in French, in English.
    Told(Box<[String; 2]>),
    /// Names of elements of which one is meant: `<a>, <b> ou <c>`.
    AnyOf(Vec<&'static str>),
    /// Names of elements that are all meant: `<a>, <b> et <c>`.
    AllOf(Vec<&'static str>),
}

/// Of long lists, this many names are shown.
const NAMES_SHOWN: usize = 8;

/// The arguments of a finding, by name.
///
/// ```
/// use sofi_core::{Arg, Args, Lang};
///
/// let args = Args::new().count("longueur", 15).text("element", "SIRET");
/// let template = "<{element}> : {longueur|caractère|caractères}";
/// assert_eq!(args.fill(template, Lang::Fr).unwrap(), "<SIRET>\u{a0}: 15\u{a0}caractères");
/// assert_eq!(args.fill("<{absent}>", Lang::Fr), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Args(Vec<(&'static str, Arg)>);

impl Args {
    /// No argument.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.0.push((name, arg));
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        self.with(name, Arg::Text(text.into()))
    }

    /// Adds a number.
    #[must_use]
    pub fn count(self, name: &'static str, count: u64) -> Self {
        self.with(name, Arg::Count(count))
    }

    /// Adds words that depend on the language.
    #[must_use]
    pub fn words(self, name: &'static str, words: Bilingual) -> Self {
        self.with(name, Arg::Words(words))
    }

    /// Adds a sentence made for the occasion in each language.
    #[must_use]
    pub fn told(self, name: &'static str, say: impl Fn(Lang) -> String) -> Self {
        self.with(name, Arg::Told(Box::new([say(Lang::Fr), say(Lang::En)])))
    }

    /// Every value, by its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Arg)> {
        self.0.iter().map(|(name, arg)| (*name, arg))
    }

    /// Takes a value away, so that the lines that need it are not shown.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(key, _)| *key != name);
        self
    }

    /// The value that bears this name.
    pub fn get(&self, name: &str) -> Option<&Arg> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, arg)| arg)
    }

    /// Fills a template: `{name}` becomes the value, `{name|singular|plural}` a number with its noun.
    /// French typography (no-break spaces, apostrophes) is given to the words of the template, never to the
    /// values. `None` when the template is empty or an argument is missing.
    pub fn fill(&self, template: &str, lang: Lang) -> Option<String> {
        if template.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, from)) = rest.split_once('{') {
            let (hole, after) = from.split_once('}')?;
            typeset(before, lang, &mut out);
            let mut parts = hole.split('|');
            let arg = self.get(parts.next().unwrap_or_default())?;
            match (arg, parts.next(), parts.next()) {
                (Arg::Count(n), Some(singular), Some(plural)) => {
                    number(*n, lang, &mut out);
                    out.push('\u{a0}');
                    // In French zero is singular, in English it is plural.
                    let is_singular = *n == 1 || (*n == 0 && lang == Lang::Fr);
                    out.push_str(if is_singular { singular } else { plural });
                }
                _ => show(arg, lang, &mut out),
            }
            rest = after;
        }
        typeset(rest, lang, &mut out);
        Some(out)
    }
}

fn show(arg: &Arg, lang: Lang, out: &mut String) {
    match arg {
        Arg::Text(text) => out.push_str(text),
        Arg::Count(n) => number(*n, lang, out),
        Arg::Words(words) => typeset(words.get(lang), lang, out),
        Arg::Told(told) => {
            let [fr, en] = &**told;
            out.push_str(if lang == Lang::En { en } else { fr });
        }
        Arg::AnyOf(names) => list(names, Bilingual::new(" ou ", " or ").get(lang), lang, out),
        Arg::AllOf(names) => list(names, Bilingual::new(" et ", " and ").get(lang), lang, out),
    }
}

fn list(names: &[&str], last: &str, lang: Lang, out: &mut String) {
    let shown = if names.len() > NAMES_SHOWN { NAMES_SHOWN - 1 } else { names.len() };
    for (i, name) in names.iter().take(shown).enumerate() {
        if i > 0 {
            out.push_str(if i + 1 == names.len() { last } else { ", " });
        }
        out.push('<');
        out.push_str(name);
        out.push('>');
    }
    if shown < names.len() {
        let rest = names.len() - shown;
        // Writing to a string never fails.
        let _ = match lang {
            Lang::Fr => write!(out, "… et {rest} autres"),
            Lang::En => write!(out, "… and {rest} more"),
        };
    }
}

/// Writes a number grouped by thousands, as each language does.
fn number(n: u64, lang: Lang, out: &mut String) {
    let digits = n.to_string();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(if lang == Lang::Fr { '\u{202f}' } else { ',' });
        }
        out.push(digit);
    }
}

/// French sets no-break spaces before double punctuation and inside guillemets, and curly apostrophes;
/// templates are written with plain ones, which are easier to read and search.
pub(crate) fn typeset(text: &str, lang: Lang, out: &mut String) {
    if lang == Lang::En {
        out.push_str(text);
        return;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            (' ', Some(':' | ';' | '?' | '!' | '»')) => out.push('\u{a0}'),
            ('«', Some(' ')) => {
                chars.next();
                out.push_str("«\u{a0}");
            }
            ('\'', _) => out.push('’'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_noun() {
        let fill = |n, lang| Args::new().count("n", n).fill("{n|erreur|erreurs}", lang).unwrap();
        assert_eq!(fill(0, Lang::Fr), "0\u{a0}erreur");
        assert_eq!(fill(1, Lang::Fr), "1\u{a0}erreur");
        assert_eq!(fill(1_234_567, Lang::Fr), "1\u{202f}234\u{202f}567\u{a0}erreurs");
        assert_eq!(Args::new().count("n", 0).fill("{n|error|errors}", Lang::En).unwrap(), "0\u{a0}errors");
    }

    #[test]
    fn lists_end_with_a_conjunction_and_are_cut() {
        let any = |names: &[&'static str]| {
            Args::new().with("x", Arg::AnyOf(names.to_vec())).fill("{x}", Lang::Fr).unwrap()
        };
        assert_eq!(any(&["a"]), "<a>");
        assert_eq!(any(&["a", "b", "c"]), "<a>, <b> ou <c>");
        let many = any(&["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        assert!(many.ends_with("<g>… et 2 autres"), "{many}");
    }

    #[test]
    fn values_keep_their_own_typography() {
        let args = Args::new().text("v", "l'an : 2");
        assert_eq!(args.fill("l'{v} !", Lang::Fr).unwrap(), "l’l'an : 2\u{a0}!");
        assert_eq!(args.fill("« {v} »", Lang::Fr).unwrap(), "«\u{a0}l'an : 2\u{a0}»");
    }
}
