//! What clap says in English, said in the language of those who type.

use std::ffi::OsString;

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use sofi_core::{Args, Bilingual, Lang, render::neutral};

use crate::{CLEAN, FAILURE, Host};

/// Writes help, the version, or what is wrong with the arguments, and gives the exit code.
pub(crate) fn report(error: &Error, args: &[OsString], host: &mut Host<'_>) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that went away has read enough.
            let _ = write!(host.stdout, "{}", error.render());
            let _ = host.stdout.flush();
            CLEAN
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(host.stderr, "{}", error.render());
            FAILURE
        }
        _ => {
            let lang = host.complaint_lang(asked_lang(args));
            host.complain(&sentence(error, lang), lang);
            if let Some(hint) = hint(error, lang) {
                let _ = writeln!(host.stderr, "  {}", neutral(&hint));
            }
            let verb = args.iter().skip(1).filter_map(|arg| arg.to_str()).find(|arg| is_verb(arg));
            let verb = verb.map(|verb| format!(" {verb}")).unwrap_or_default();
            let words = Bilingual::new("Aide : sofi{verb} --help", "Help: sofi{verb} --help");
            let _ = writeln!(host.stderr, "{}", say(words, Args::new().text("verb", verb), lang));
            FAILURE
        }
    }
}

/// Fills a template of this crate, none of which lacks an argument.
#[expect(clippy::needless_pass_by_value, reason = "arguments are built where they are used")]
pub(crate) fn say(words: Bilingual, args: Args, lang: Lang) -> String {
    args.fill(words.get(lang), lang).unwrap_or_default()
}

fn is_verb(word: &str) -> bool {
    [
        "check",
        "fix",
        "apply",
        "anonymise",
        "canonical",
        "convert",
        "rules",
        "explain",
        "schema",
        "generate",
        "id",
        "session",
        "certif",
        "perimeter",
        "registers",
        "diff",
    ]
    .contains(&word)
}

/// `--lang en`, looked for by hand: the arguments as a whole could not be read.
fn asked_lang(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().filter_map(|arg| arg.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => return words.next()?.parse().ok(),
            Some(rest) => return rest.strip_prefix('=')?.parse().ok(),
            None => {}
        }
    }
    None
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The last of several suggestions: clap puts the most likely one there.
fn best(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::Strings(texts) => texts.last().cloned(),
        _ => text(error, kind),
    }
}

fn sentence(error: &Error, lang: Lang) -> String {
    let option = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    // "--level <NIVEAU>" names the option and its value: the name is enough.
    let name = option.split(' ').next().unwrap_or_default().to_owned();
    let is_date = name == "--as-of";
    let is_rate = name == "--max-error-rate";
    let args = Args::new().text("option", option).text("name", name).text("value", value.clone());
    let words = match error.kind() {
        ErrorKind::UnknownArgument => {
            Bilingual::new("option inconnue : {option}", "unknown option: {option}")
        }
        ErrorKind::InvalidSubcommand => {
            let verb = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let words = Bilingual::new("commande inconnue : {verb}", "unknown command: {verb}");
            return say(words, Args::new().text("verb", verb), lang);
        }
        ErrorKind::MissingSubcommand => Bilingual::new("il manque une commande", "a command is missing"),
        ErrorKind::InvalidValue if value.is_empty() => {
            Bilingual::new("{name} attend une valeur", "{name} expects a value")
        }
        ErrorKind::InvalidValue => Bilingual::new(
            "{name} : « {value} » n'est pas une valeur possible",
            "{name}: \"{value}\" is not a possible value",
        ),
        ErrorKind::ValueValidation if is_date => Bilingual::new(
            "{name} : « {value} » n'est pas une date de la forme 2026-11-23",
            "{name}: \"{value}\" is not a date such as 2026-11-23",
        ),
        ErrorKind::ValueValidation if is_rate => Bilingual::new(
            "{name} : « {value} » n'est pas une part entre 0 et 100 %, comme 5% ou 0.05",
            "{name}: \"{value}\" is not a share between 0 and 100%, such as 5% or 0.05",
        ),
        ErrorKind::ValueValidation => Bilingual::new(
            "{name} : « {value} » n'est pas un nombre entier positif",
            "{name}: \"{value}\" is not a whole positive number",
        ),
        ErrorKind::MissingRequiredArgument => Bilingual::new("il manque {option}", "{option} is missing"),
        ErrorKind::ArgumentConflict => Bilingual::new(
            "{option} ne peut pas être donnée ainsi, ou deux fois",
            "{option} cannot be given so, or twice",
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Bilingual::new("{name} n'attend pas autant de valeurs", "{name} expects another number of values")
        }
        ErrorKind::InvalidUtf8 => {
            Bilingual::new("un argument n'est pas en UTF-8", "an argument is not UTF-8")
        }
        _ => Bilingual::new("les arguments ne sont pas compris", "the arguments are not understood"),
    };
    say(words, args, lang)
}

/// What to do about it.
fn hint(error: &Error, lang: Lang) -> Option<String> {
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| best(error, kind));
    if let Some(suggestion) = suggestion {
        let words = Bilingual::new("vouliez-vous écrire {word} ?", "did you mean {word}?");
        return Some(say(words, Args::new().text("word", suggestion), lang));
    }
    if let Some(choices) = text(error, ContextKind::ValidValue).filter(|choices| !choices.is_empty()) {
        let words = Bilingual::new("valeurs possibles : {words}", "possible values: {words}");
        return Some(say(words, Args::new().text("words", choices), lang));
    }
    let missing = text(error, ContextKind::InvalidArg)?;
    if error.kind() == ErrorKind::MissingRequiredArgument && missing.contains("VALEUR") {
        let words = Bilingual::new(
            "indiquez un genre, puis au moins une valeur, ou - pour l'entrée standard : sofi id siret 19511296600799",
            "give a kind, then at least one value, or - for the standard input: sofi id siret 19511296600799",
        );
        return Some(say(words, Args::new(), lang));
    }
    if error.kind() == ErrorKind::MissingRequiredArgument && missing.contains("NUMÉRO") {
        let words = Bilingual::new(
            "indiquez le numéro de la session, puis un flux : sofi session 21_123456 flux.xml",
            "give the number of the session, then a feed: sofi session 21_123456 feed.xml",
        );
        return Some(say(words, Args::new(), lang));
    }
    if error.kind() == ErrorKind::MissingRequiredArgument && missing.contains("NOUVEAU") {
        let words = Bilingual::new(
            "indiquez le flux d'avant, puis celui d'après : sofi diff lundi.xml mardi.xml",
            "give the feed before, then the one after: sofi diff monday.xml tuesday.xml",
        );
        return Some(say(words, Args::new(), lang));
    }
    if error.kind() == ErrorKind::MissingRequiredArgument && missing.contains("<CODE>") {
        let words = Bilingual::new(
            "indiquez au moins un code : RNCP38596, RS6117, CPF206, ou un code Certif Info",
            "give at least one code: RNCP38596, RS6117, CPF206, or a Certif Info code",
        );
        return Some(say(words, Args::new(), lang));
    }
    (error.kind() == ErrorKind::MissingRequiredArgument && missing.contains("DOSSIER")).then(|| {
        let words = Bilingual::new(
            "indiquez au moins un fichier, un dossier, ou - pour l'entrée standard : sofi check flux.xml",
            "give at least one file, one folder, or - for the standard input: sofi check feed.xml",
        );
        say(words, Args::new(), lang)
    })
}
