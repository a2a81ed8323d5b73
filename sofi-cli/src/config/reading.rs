//! The values of a `sofi.toml`, with a sentence for each that is wrong: where it is, and what was expected.

use std::{ops::Range, path::Path, str::FromStr};

use sofi_core::{Args, Bilingual, Lang};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    output::{Stop, show},
    usage::say,
};

/// A value, and where it stands.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A file being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'t> {
    pub(super) path: &'t Path,
    pub(super) text: &'t str,
    pub(super) lang: Lang,
}

/// A key and its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'v, 't> {
    reading: Reading<'t>,
    pub(super) key: &'v str,
    /// Where the key starts.
    key_at: usize,
    value: &'v Value<'t>,
}

impl<'t> Reading<'t> {
    /// What is wrong, with its line and column.
    pub(super) fn fail(self, span: Range<usize>, words: Bilingual, args: Args) -> Stop {
        let sentence = say(words, args, self.lang);
        let at = self.text.get(..span.start).unwrap_or(self.text);
        let line = at.matches('\n').count() + 1;
        let column = at.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let args = Args::new().text("at", format!("{}:{line}:{column}", show(self.path)));
        let args = args.text("sentence", sentence);
        let words = Bilingual::new("{at} : {sentence}", "{at}: {sentence}");
        Stop::Said(say(words, args, self.lang), self.lang)
    }

    /// The file as a table.
    pub(super) fn parse(self) -> Result<DeTable<'t>, Stop> {
        DeTable::parse(self.text).map(Spanned::into_inner).map_err(|error| {
            let words = Bilingual::new("ce n'est pas du TOML : {what}", "this is not TOML: {what}");
            self.fail(
                error.span().unwrap_or_default(),
                words,
                Args::new().words("what", what(error.message())),
            )
        })
    }

    /// The entries of a table, none of which bears another key than these.
    pub(super) fn entries<'v>(
        self,
        table: &'v DeTable<'t>,
        known: &[&str],
    ) -> Result<Vec<Entry<'v, 't>>, Stop> {
        let unknown = table.iter().find(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        if let Some((key, _)) = unknown {
            return Err(self.unknown_key(key.get_ref(), key.span(), known));
        }
        Ok(self.all_entries(table))
    }

    /// The entries of a table, whatever their keys.
    pub(super) fn all_entries<'v>(self, table: &'v DeTable<'t>) -> Vec<Entry<'v, 't>> {
        // In the order of the file: of two faults, the first one is told.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
            .into_iter()
            .map(|(key, value)| {
                let (name, key_at) = (key.get_ref().as_ref(), key.span().start);
                Entry { reading: self, key: name, key_at, value }
            })
            .collect()
    }

    fn unknown_key(self, key: &str, span: Range<usize>, known: &[&str]) -> Stop {
        let args = Args::new().text("key", sofi_core::shown(key));
        if let Some(near) = nearest(key, known) {
            let words = Bilingual::new(
                "clé inconnue : « {key} » ; clé la plus proche : {near}",
                "unknown key: \"{key}\"; nearest one: {near}",
            );
            return self.fail(span, words, args.text("near", near.to_owned()));
        }
        let words = Bilingual::new(
            "clé inconnue : « {key} » ; clés possibles : {known}",
            "unknown key: \"{key}\"; possible keys: {known}",
        );
        self.fail(span, words, args.text("known", known.join(", ")))
    }
}

/// What is wrong with what is no TOML, by what the parser says of it.
fn what(message: &str) -> Bilingual {
    if message.contains("duplicate") {
        Bilingual::new("cette clé est donnée deux fois", "this key is given twice")
    } else if message.contains("must be quoted") {
        Bilingual::new(
            "une valeur manque, ou un texte sans guillemets",
            "a value is missing, or a text without quotes",
        )
    } else {
        Bilingual::new(
            "une ligne s'écrit clé = valeur, une table [nom]",
            "a line reads key = value, a table [name]",
        )
    }
}

/// The key that was probably meant.
fn nearest<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    // An endless key is not a typing error.
    let key = if key.len() > 64 { return None } else { key.to_lowercase().replace('_', "-") };
    let distance = |known: &str| {
        // `error-rate` leads to `max-error-rate`.
        let is_part = key.len() > 3 && (known.contains(&key) || key.contains(known));
        if is_part { 1 } else { strsim::damerau_levenshtein(&key, known) }
    };
    let best = known.iter().copied().min_by_key(|known| distance(known))?;
    (distance(best) <= best.len().div_ceil(3)).then_some(best)
}

impl<'v, 't> Entry<'v, 't> {
    /// What is wrong with the value.
    pub(super) fn fail(self, words: Bilingual, args: Args) -> Stop {
        self.fail_at(self.value.span(), words, args)
    }

    /// What is wrong with the key.
    pub(super) fn fail_key(self, words: Bilingual, args: Args) -> Stop {
        self.fail_at(self.key_at..self.key_at, words, args)
    }

    pub(super) fn fail_at(self, span: Range<usize>, words: Bilingual, args: Args) -> Stop {
        self.reading.fail(span, words, args.text("key", self.key.to_owned()))
    }

    fn expects(self, span: Range<usize>, what: Bilingual) -> Stop {
        let words = Bilingual::new("{key} attend {what}", "{key} expects {what}");
        self.fail_at(span, words, Args::new().words("what", what))
    }

    /// A text.
    pub(super) fn text(self) -> Result<&'v str, Stop> {
        let what = Bilingual::new("un texte entre guillemets", "a text between quotes");
        self.value.get_ref().as_str().ok_or_else(|| self.expects(self.value.span(), what))
    }

    /// True or false.
    pub(super) fn boolean(self) -> Result<bool, Stop> {
        let what = Bilingual::new("true ou false", "true or false");
        self.value.get_ref().as_bool().ok_or_else(|| self.expects(self.value.span(), what))
    }

    /// A whole number, not negative.
    pub(super) fn count(self) -> Result<usize, Stop> {
        let what = Bilingual::new("un nombre entier positif", "a whole positive number");
        let number = self.value.get_ref().as_integer();
        let number = number.and_then(|it| usize::from_str_radix(it.as_str(), it.radix()).ok());
        number.ok_or_else(|| self.expects(self.value.span(), what))
    }

    /// The text of a text or of a number.
    pub(super) fn number_or_text(self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            _ => None,
        }
    }

    /// One of these words, as the value that it names.
    pub(super) fn word<T: FromStr>(self, words: &[&str]) -> Result<T, Stop> {
        let text = self.text()?;
        let value = words.contains(&text).then(|| text.parse().ok()).flatten();
        value.ok_or_else(|| {
            let args = Args::new().text("value", sofi_core::shown(text)).text("words", words.join(", "));
            let words = Bilingual::new(
                "{key} : « {value} » n'est pas une valeur possible ; valeurs possibles : {words}",
                "{key}: \"{value}\" is not a possible value; possible values: {words}",
            );
            self.fail(words, args)
        })
    }

    /// A list of texts, with where each stands; one text alone is a list of one when `alone` says so.
    pub(super) fn texts(self, alone: bool) -> Result<Vec<(&'v str, Range<usize>)>, Stop> {
        let list = Bilingual::new("une liste de textes, entre crochets", "a list of texts, between brackets");
        let either = Bilingual::new("un texte, ou une liste de textes", "a text, or a list of texts");
        let what = if alone { either } else { list };
        let wrong = |span| self.expects(span, what);
        match self.value.get_ref() {
            DeValue::String(text) if alone => Ok(vec![(text.as_ref(), self.value.span())]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| {
                    let text = item.get_ref().as_str().ok_or_else(|| wrong(item.span()))?;
                    Ok((text, item.span()))
                })
                .collect(),
            _ => Err(wrong(self.value.span())),
        }
    }

    /// The entries of a table, none of which bears another key than these.
    pub(super) fn table(self, known: &[&str]) -> Result<Vec<Entry<'v, 't>>, Stop> {
        self.reading.entries(self.as_table()?, known)
    }

    /// The entries of a table, whatever their keys.
    pub(super) fn free_table(self) -> Result<Vec<Entry<'v, 't>>, Stop> {
        Ok(self.reading.all_entries(self.as_table()?))
    }

    pub(super) fn is_table(self) -> bool {
        self.value.get_ref().is_table()
    }

    fn as_table(self) -> Result<&'v DeTable<'t>, Stop> {
        self.value.get_ref().as_table().ok_or_else(|| {
            let words = Bilingual::new(
                "{key} est une table : écrivez [{key}], puis une ligne pour chaque valeur",
                "{key} is a table: write [{key}], then one line for each value",
            );
            self.fail(words, Args::new())
        })
    }
}
