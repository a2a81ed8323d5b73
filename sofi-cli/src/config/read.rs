//! The keys of a `sofi.toml`, and what each of them takes. `docs/sofi.schema.json` says the same to editors.

use std::{fs, path::Path};

use sofi_core::{
    Args, Bilingual, ExceptionPerimetre, Lang, ModeTitularite, Perimetre, RegistreKind, Rule, Severity,
};

use sofi_lheo::convert::Defaults;

use super::{
    Config,
    reading::{Entry, Reading},
};
use crate::{
    codes,
    output::{Stop, cannot_read},
};

/// Every key, in the order of the documentation.
pub(crate) const KEYS: &[&str] = &[
    "profile",
    "level",
    "perimeter",
    "certification",
    "lang",
    "fail-on",
    "select",
    "ignore",
    "require",
    "max-error-rate",
    "max-findings",
    "severity",
    "registers",
    "defaults",
];

/// The keys of a perimeter that is written as a table.
pub(super) const PERIMETER_KEYS: &[&str] =
    &["region", "siret-en-region", "lieu-en-region", "declaration-en-region", "exceptions"];

/// Reads a file.
pub(crate) fn read(path: &Path, lang: Lang) -> Result<Config, Stop> {
    let text = fs::read_to_string(path).map_err(|error| cannot_read(path, &error, lang))?;
    parse(path, &text, lang)
}

/// Reads the text of a file.
pub(super) fn parse(path: &Path, text: &str, lang: Lang) -> Result<Config, Stop> {
    // Editors of Windows put a mark before the first character.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading { path, text, lang };
    let table = reading.parse()?;
    let mut config = Config { path: path.to_owned(), ..Config::default() };
    for entry in reading.entries(&table, KEYS)? {
        key(entry, &mut config, lang)?;
    }
    Ok(config)
}

fn key(entry: Entry<'_, '_>, config: &mut Config, lang: Lang) -> Result<(), Stop> {
    match entry.key {
        "profile" => config.profile = Some(entry.word(crate::args::PROFILES)?),
        "level" => config.level = Some(entry.word(crate::args::LEVELS)?),
        "perimeter" => config.perimeter = Some(perimeter(entry, lang)?),
        "certification" => config.certification = Some(certification(entry)?),
        "lang" => config.lang = Some(entry.word(crate::args::LANGS)?),
        "fail-on" => config.fail_on = Some(entry.word(crate::args::FAIL_ON)?),
        "select" => config.select = prefixes(entry)?,
        "ignore" => config.ignore = prefixes(entry)?,
        "require" => {
            for (text, span) in entry.texts(false)? {
                let rule = codes::rule(text).ok_or_else(|| unknown_rule(entry, text, span))?;
                config.require.push(rule);
            }
        }
        "max-error-rate" => {
            let rate = entry.number_or_text().and_then(|text| text.parse().ok());
            config.max_error_rate = Some(rate.ok_or_else(|| {
                let words = Bilingual::new(
                    "{key} attend une part entre 0 et 100 % : \"5%\" ou 0.05",
                    "{key} expects a share between 0 and 100%: \"5%\" or 0.05",
                );
                entry.fail(words, Args::new())
            })?);
        }
        "max-findings" => config.max_findings = Some(entry.count()?),
        "severity" => {
            for rule in entry.free_table()? {
                config.severity.push(severity(rule)?);
            }
        }
        "registers" => {
            let kinds: Vec<_> = RegistreKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let folder = config.path.parent().unwrap_or(Path::new(""));
            for register in entry.table(&kinds)? {
                let Ok(kind) = register.key.parse::<RegistreKind>() else { continue };
                for (path, _) in register.texts(true)? {
                    config.registers.push((kind, folder.join(path)));
                }
            }
        }
        _ => defaults(entry, "", &mut config.defaults)?,
    }
    Ok(())
}

/// What conversion writes where a feed says nothing: tables of texts, some of which are in tables of their own.
fn defaults(entry: Entry<'_, '_>, path: &str, defaults: &mut Defaults) -> Result<(), Stop> {
    let known: Vec<_> = Defaults::KEYS.iter().filter_map(|known| known.key.strip_prefix(path)).collect();
    let mut steps: Vec<_> = known.iter().filter_map(|rest| rest.split('.').next()).collect();
    steps.dedup();
    for inner in entry.table(&steps)? {
        let path = format!("{path}{}", inner.key);
        if known.contains(&inner.key) {
            // Every key that is known can be set.
            let _ = defaults.set(&path, inner.text()?);
        } else {
            self::defaults(inner, &(path + "."), defaults)?;
        }
    }
    Ok(())
}

/// Starts of codes, or names of rules.
fn prefixes(entry: Entry<'_, '_>) -> Result<Vec<String>, Stop> {
    entry
        .texts(false)?
        .into_iter()
        .map(|(text, span)| codes::prefix(text).ok_or_else(|| unknown_rule(entry, text, span)))
        .collect()
}

fn unknown_rule(entry: Entry<'_, '_>, text: &str, span: std::ops::Range<usize>) -> Stop {
    let (words, args) = codes::unknown(text);
    entry.fail_at(span, words, args)
}

/// The severity of a rule: its key is a code or a name.
fn severity(entry: Entry<'_, '_>) -> Result<(&'static Rule, Option<Severity>), Stop> {
    let Some(rule) = codes::rule(entry.key) else {
        let (words, args) = codes::unknown(entry.key);
        return Err(entry.fail_key(words, args));
    };
    let severity = match entry.word::<String>(&["error", "warning", "info", "off"])?.as_str() {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        _ => None,
    };
    Ok((rule, severity))
}

/// Who may use a certification, in the words of the command.
fn certification(entry: Entry<'_, '_>) -> Result<ModeTitularite, Stop> {
    entry.word::<crate::args::Ownership>(crate::args::OWNERSHIPS).map(Into::into)
}

/// A region, or a table that names it and says otherwise what is otherwise.
fn perimeter(entry: Entry<'_, '_>, lang: Lang) -> Result<Perimetre, Stop> {
    if !entry.is_table() {
        return region(entry, lang);
    }
    let entries = entry.table(PERIMETER_KEYS)?;
    let Some(named) = entries.iter().find(|entry| entry.key == "region") else {
        let words = Bilingual::new(
            "{key} : il manque region, le nom ou le code Insee de la région",
            "{key}: region is missing, the name or the Insee code of the region",
        );
        return Err(entry.fail(words, Args::new()));
    };
    let mut perimeter = region(*named, lang)?;
    for entry in entries {
        match entry.key {
            "siret-en-region" => perimeter.siret_en_region = entry.boolean()?,
            "lieu-en-region" => perimeter.lieu_en_region = entry.boolean()?,
            "declaration-en-region" => perimeter.declaration_en_region = entry.boolean()?,
            "exceptions" => perimeter.exceptions = exceptions(entry)?,
            _ => {}
        }
    }
    Ok(perimeter)
}

fn region(entry: Entry<'_, '_>, lang: Lang) -> Result<Perimetre, Stop> {
    let text = entry.text()?;
    text.parse::<Perimetre>().map_err(|error| {
        let words = Bilingual::new("{key} : {why}", "{key}: {why}");
        entry.fail(words, Args::new().text("why", error.message(lang)))
    })
}

fn exceptions(entry: Entry<'_, '_>) -> Result<Vec<ExceptionPerimetre>, Stop> {
    let read = |(text, span): (&str, std::ops::Range<usize>)| {
        text.parse::<ExceptionPerimetre>().map_err(|_| {
            let known: Vec<_> = ExceptionPerimetre::ALL.iter().map(|it| it.as_str()).collect();
            let args = Args::new().text("value", sofi_core::shown(text)).text("words", known.join(", "));
            let words = Bilingual::new(
                "{key} : « {value} » n'est pas une exception ; exceptions connues : {words}",
                "{key}: \"{value}\" is no exception; known ones: {words}",
            );
            entry.fail_at(span, words, args)
        })
    };
    entry.texts(false)?.into_iter().map(read).collect()
}
