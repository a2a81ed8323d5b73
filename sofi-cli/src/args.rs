//! The arguments of the command. Their help is in French, the language of those who type them.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use sofi_core::{IdentifierKind, Lang, Level, Profile, Severity};
use sofi_lheo::Dialect;

const MAIN: &str = "{about}\n\nUtilisation\u{a0}: {usage}\n\nCommandes\u{a0}:\n{subcommands}\n\nOptions\u{a0}:\n{options}{after-help}\n";
const VERB: &str = "{about}\n\nUtilisation\u{a0}: {usage}\n\nOptions\u{a0}:\n{options}{after-help}\n";
const VERB_WITH_INPUTS: &str = "{about}\n\nUtilisation\u{a0}: {usage}\n\nArguments\u{a0}:\n{positionals}\n\nOptions\u{a0}:\n{options}{after-help}\n";

const EXAMPLES: &str = "\
Exemples\u{a0}:
  sofi check flux.xml                    vérifier un fichier
  sofi check --format json -o rapport.json dossier/
  sofi explain LHE03                     que veut dire ce code, et que faire
  sofi id siret 19511296600799           un identifiant, ce qu'il dit et s'il est juste

Code de sortie\u{a0}: 0 rien à signaler, 1 des erreurs, 2 mauvais usage ou fichier illisible.";

const CHECK_EXAMPLES: &str = "\
Exemples\u{a0}:
  sofi check flux.xml
  sofi check exports/ --level xsd        tous les .xml, .gz et .zip du dossier
  zcat flux.xml.gz | sofi check -        l'entrée standard
  sofi check flux.xml --ignore LHE80,XML32 --fail-on warning
  sofi check flux.xml --format json -o rapport.json

Code de sortie\u{a0}: 0 rien au niveau de --fail-on ou au-dessus, 1 des constats, 2 mauvais usage ou fichier illisible.";

const ID_EXAMPLES: &str = "\
Genres :
  siren, siret   entreprise, établissement
  tva            numéro de TVA intracommunautaire
  nda            numéro de déclaration d'activité d'un organisme
  uai            établissement d'enseignement
  rncp, rs, cpf, certifinfo, bloc        certifications
  formacode, nsf, rome                   domaines et métiers
  cp, commune    code postal, code commune Insee
  session        numéro Intercarif d'une formation, d'une action ou d'une session
  cle-ministere  clé d'une offre d'apprentissage du ministère
  date           date LHEO, entière ou partielle

Exemples :
  sofi id siret 19511296600799
  sofi id nda \"52 44 03634 44\"          espaces et points sont acceptés, et signalés
  sofi id uai 951099D                    refusé, avec une proposition
  sofi id siret --format json - < sirets.txt     une valeur par ligne

Code de sortie : 0 toutes les valeurs sont valides, 1 certaines ne le sont pas, 2 mauvais usage.";

/// Vérifie l'offre de formation au format LHEO (SOFI, Offre Info, EDOF)
#[derive(Debug, Parser)]
#[command(
    name = "sofi",
    version,
    help_template = MAIN,
    after_help = EXAMPLES,
    override_usage = "sofi <COMMANDE> [OPTIONS]",
    subcommand_value_name = "COMMANDE",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    arg_required_else_help = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Affiche la version
    #[arg(short = 'V', long, display_order = 903, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

impl Cli {
    /// Reads the arguments, the first of which is the name of the program.
    pub(crate) fn read(args: &[OsString]) -> Result<Self, clap::Error> {
        let matches = typeset(Self::command()).try_get_matches_from(args)?;
        Self::from_arg_matches(&matches)
    }
}

/// Gives French typography to the help, written above with the plain characters of a keyboard.
fn typeset(command: clap::Command) -> clap::Command {
    let french = |text: &clap::builder::StyledStr| {
        let text = text.to_string();
        sofi_core::Args::new().fill(&text, Lang::Fr).unwrap_or(text)
    };
    let about = command.get_about().map(french);
    let after = command.get_after_help().map(french);
    let command = command.mut_args(|arg| match arg.get_help().map(french) {
        Some(help) => arg.help(help),
        None => arg,
    });
    let command = about.into_iter().fold(command, clap::Command::about);
    let command = after.into_iter().fold(command, clap::Command::after_help);
    command.mut_subcommands(typeset)
}

/// What every verb accepts.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Langue des messages : fr ou en (par défaut : celle du terminal, le français sinon)
    #[arg(long, global = true, display_order = 900, value_name = "LANGUE", value_parser = names::<Lang>(&["fr", "en"]), hide_possible_values = true)]
    pub(crate) lang: Option<Lang>,
    /// Couleurs : auto, always (toujours) ou never (jamais)
    #[arg(long, global = true, display_order = 901, value_name = "QUAND", default_value = "auto", value_parser = names::<Colour>(&["auto", "always", "never"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) color: Colour,
    /// Affiche cette aide
    #[arg(short, long, global = true, display_order = 902, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Vérifie des fichiers et dit ce qui ne va pas, où, pourquoi, et comment le corriger
    #[command(help_template = VERB_WITH_INPUTS, after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Liste les règles que sofi vérifie
    #[command(help_template = VERB)]
    Rules(Rules),
    /// Explique une règle : pourquoi elle existe, un exemple refusé, un exemple correct
    #[command(help_template = VERB_WITH_INPUTS)]
    Explain(Explain),
    /// Écrit le schéma d'un dialecte : XSD, tables de codes ou JSON
    #[command(help_template = VERB)]
    Schema(Schema),
    /// Analyse des identifiants : SIRET, n° d'activité, UAI, RNCP, code commune, date...
    #[command(help_template = VERB_WITH_INPUTS, after_help = ID_EXAMPLES)]
    Id(Id),
    /// Écrit un flux d'essai, synthétique et valide
    #[command(help_template = VERB)]
    Generate(Generate),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Profondeur : xsd (le schéma officiel), strict (et le standard), full (et les règles du métier ; par défaut)
    #[arg(long, value_name = "NIVEAU", default_value = "full", value_parser = names::<Level>(&["xsd", "strict", "full"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) level: Level,
    /// Conventions : lheo, offre-info, edof ou pays-de-la-loire (par défaut : edof pour un fichier EDOF, lheo sinon)
    #[arg(long, value_name = "PROFIL", value_parser = names::<Profile>(&["lheo", "offre-info", "edof", "pays-de-la-loire"]), hide_possible_values = true)]
    pub(crate) profile: Option<Profile>,
    /// Forme du rapport : text (par défaut), concise (une ligne par constat), json ou jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "concise", "json", "jsonl"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit le rapport dans ce fichier plutôt que sur la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
    /// Gravité qui fait échouer la commande : error (par défaut), warning, info ou never (aucune)
    #[arg(long, value_name = "GRAVITÉ", default_value = "error", value_parser = names::<FailOn>(&["error", "warning", "info", "never"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) fail_on: FailOn,
    /// Ne garde que ces codes, ou débuts de codes : LHE,XML07
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Tait ces codes, ou débuts de codes
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Date à laquelle juger l'offre (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Nombre de constats gardés par fichier ; les autres sont comptés (par défaut : 100000)
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Nombre de constats de même code montrés par fichier, en texte (par défaut : 20 ; 0 : tous)
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    pub(crate) max_shown: usize,
    /// N'affiche pas de progression
    #[arg(long)]
    pub(crate) no_progress: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Seulement les règles de cette famille : XML, LHE...
    #[arg(long, value_name = "FAMILLE")]
    pub(crate) family: Option<String>,
    /// Forme de la liste : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la liste dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Codes ou noms de règles : LHE03, element-inconnu
    #[arg(required = true, value_name = "CODE|NOM")]
    pub(crate) rules: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Dialecte : 2.0, 2.1, 2.2, 2.3 ou edof
    #[arg(long, value_name = "DIALECTE", value_parser = names::<Dialect>(&["2.0", "2.1", "2.2", "2.3", "edof"]), hide_possible_values = true)]
    pub(crate) dialect: Dialect,
    /// Ce qu'il faut écrire : xsd (par défaut), dictionaries (les tables de codes) ou json
    #[arg(long, value_name = "FORMAT", default_value = "xsd", value_parser = names::<SchemaFormat>(&["xsd", "dictionaries", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: SchemaFormat,
    /// Écrit le schéma dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Id {
    /// Genre d'identifiant, parmi ceux listés plus bas
    #[arg(value_name = "GENRE", value_parser = names::<IdentifierKind>(&["siren", "siret", "tva", "nda", "uai", "rncp", "rs", "cpf", "certifinfo", "bloc", "formacode", "nsf", "rome", "cp", "commune", "session", "cle-ministere", "date"]), hide_possible_values = true)]
    pub(crate) kind: IdentifierKind,
    /// Valeurs, ou - pour lire l'entrée standard, une valeur par ligne
    #[arg(required = true, value_name = "VALEUR|-")]
    pub(crate) values: Vec<String>,
    /// Forme de l'analyse : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit l'analyse dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Nombre de formations
    #[arg(long, value_name = "N", default_value_t = 10, hide_default_value = true)]
    pub(crate) formations: u64,
    /// Graine du hasard : la même donne le même flux
    #[arg(long, value_name = "S", default_value_t = 0, hide_default_value = true)]
    pub(crate) seed: u64,
    /// Dialecte : 2.0, 2.1, 2.2, 2.3 (par défaut) ou edof
    #[arg(long, value_name = "DIALECTE", default_value = "2.3", value_parser = names::<Dialect>(&["2.0", "2.1", "2.2", "2.3", "edof"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) dialect: Dialect,
    /// Écrit le flux dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

/// Declares a small enum of the command line and the words that name its values.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident: $($variant:ident = $word:literal),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $type { $($variant),+ }

        impl std::str::FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(text.to_owned()),
                }
            }
        }
    };
}

words!(#[doc = "When to use colours."] Colour: Auto = "auto", Always = "always", Never = "never");
words!(#[doc = "The shape of a report."] Format: Text = "text", Concise = "concise", Json = "json", Jsonl = "jsonl");
words!(#[doc = "The shape of a schema."] SchemaFormat: Xsd = "xsd", Dictionaries = "dictionaries", Json = "json");
words!(#[doc = "What makes the command fail."] FailOn: Error = "error", Warning = "warning", Info = "info", Never = "never");

impl FailOn {
    /// The least severity that fails; `None` when nothing does.
    pub(crate) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// Reads one of these words as a value of the type that they name.
fn names<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: std::str::FromStr<Err: std::fmt::Debug> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words.iter().copied())
        .try_map(|word| word.parse::<T>().map_err(|_| std::io::Error::other(word)))
}

/// Reads `2026-11-23`, and nothing looser.
fn date(text: &str) -> Result<chrono::NaiveDate, String> {
    let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|error| error.to_string())?;
    if date.to_string() == text { Ok(date) } else { Err(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_identifier_is_offered() {
        let command = Cli::command();
        let id = command.find_subcommand("id").unwrap();
        let kind = id.get_arguments().find(|arg| arg.get_id() == "kind").unwrap();
        let offered: Vec<_> =
            kind.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let known: Vec<_> = IdentifierKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
        assert_eq!(offered, known);
        let help = id.get_after_help().unwrap().to_string();
        assert!(known.iter().all(|name| help.contains(name.as_str())));
    }

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_read_strictly() {
        assert!(date("2026-11-23").is_ok());
        for wrong in ["2026-1-2", "23/11/2026", "2026-02-30", "20261123", "+2026-01-01", ""] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }
}
