//! The arguments of the command. Their help is in French, the language of those who type them.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use sofi_core::{Canal, IdentifierKind, Lang, Level, ModeTitularite, Profile, Severity};
use sofi_lheo::{Dialect, tables::Table};

use crate::rate::Rate;

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
  sofi check flux.xml --perimeter 52 --register cpf=cpf.csv --require CRT24
  sofi check exports/ --max-error-rate 5%

Un fichier sofi.toml, dans le dossier du fichier ou au-dessus, dit tout cela une fois pour toutes.

Code de sortie\u{a0}: 0 rien au niveau de --fail-on ou au-dessus, 1 des constats, 2 mauvais usage ou fichier illisible.";

const FIX_EXAMPLES: &str = "\
Exemples :
  sofi fix flux.xml                      ce qui serait corrigé, et ce qui est proposé
  sofi fix --diff flux.xml               les changements, ligne à ligne
  sofi fix --write flux.xml              applique les corrections sûres
  sofi fix --unsafe --diff flux.xml      et celles à relire
  sofi fix --select LHE09,SIR flux.xml -o corrige.xml

Une correction n'est gardée que si elle n'apporte aucune erreur ; le reste du fichier ne change pas d'un octet.

Code de sortie : 0 rien à corriger ni à signaler, 1 des corrections à écrire ou des constats qui restent, 2 mauvais usage ou fichier illisible.";

const APPLY_EXAMPLES: &str = "\
Le tableau a un en-tête, et une ligne par correction :
  numero     numéro de la formation, de l'action, de la session ou de l'organisme
  chemin     de là jusqu'à la valeur : periode/fin, @datemaj, action[2]/session[1]/periode/fin
  ancienne   ce qui s'y trouve ; vide pour ajouter ce qui manque
  nouvelle   ce qui doit s'y trouver ; vide pour retirer l'élément ou l'attribut

Exemples :
  sofi apply corrections.csv --diff flux.xml
  sofi apply corrections.csv flux.xml --write

Une correction qui apporterait une erreur est refusée, et le motif donné.

Code de sortie : 0 toutes les lignes sont appliquées, 1 certaines ne le sont pas, ou rien n'est écrit, 2 mauvais usage ou fichier illisible.";

const CONVERT_EXAMPLES: &str = "\
Chaque perte, ajout ou adaptation est compté sur la sortie d'erreur, et décrit avec sa place par --report.
Ce que le format demandé exige et que le flux n'a pas vient de la section [defaults] du sofi.toml le plus proche.

Exemples :
  sofi convert flux.xml --to 2.3 -o flux-2.3.xml
  sofi convert flux.xml --to 2.2 --lossless -o flux-2.2.xml    ce que la 2.2 n'a pas est mis de côté
  sofi convert exports/ --to edof -o catalogues/ --report pertes.jsonl

Code de sortie : 0 tout est converti, 1 des formations sont écartées, 2 mauvais usage, fichier illisible ou sans conversion possible.";

const ANONYMISE_EXAMPLES: &str = "\
Sont remplacés : noms, téléphones, courriels, adresses web, lignes d'adresse, décimales des coordonnées, commentaires ;
dans les textes libres, courriels, téléphones et noms des contacts.
Restent : organismes et leurs numéros, communes, codes, dates, numéros d'offres, textes des formations.
Relisez la copie avant de la donner : un texte peut nommer quelqu'un d'une façon que sofi ne voit pas.

Exemple :
  sofi anonymise flux.xml -o partageable.xml

Code de sortie : 0 les constats sont les mêmes, 1 certains diffèrent, 2 mauvais usage ou fichier illisible.";

const SESSION_EXAMPLES: &str = "\
Canaux :
  aude, kairos, ouiform        France Travail
  mon-compte-formation, la-bonne-formation, choisir-mon-metier...

Exemples :
  sofi session 21_123456 flux.xml
  sofi session 21_123456 exports/ --why aude        pourquoi n'y est-elle pas ?
  sofi session 21_123456 flux.xml --why kairos --siret 19511296600799

Code de sortie : 0 la session est dans le flux, 1 elle n'y est pas, 2 mauvais usage ou fichier illisible.";

const CERTIF_EXAMPLES: &str = "\
Exemples :
  sofi certif RNCP38596 --register certifications=export-fiches-csv-2026-11-22.zip
  sofi certif RS6117 97049 --siret 19511296600799      cet organisme est-il habilité ?
  sofi certif RNCP38596 --certification strict --siret 19511296600799

Sans --register, les registres sont ceux du sofi.toml le plus proche.

Code de sortie : 0 tout est en vigueur, 1 un code est inconnu ou plus en vigueur, ou l'organisme n'est pas habilité, 2 mauvais usage ou registre illisible.";

const PERIMETER_EXAMPLES: &str = "\
Exemples :
  sofi perimeter flux.xml --perimeter 52
  sofi perimeter exports/ --perimeter pays-de-la-loire --format json -o perimetre.json

Sans --perimeter, le périmètre est celui du sofi.toml le plus proche de chaque fichier.

Code de sortie : 0 aucune session hors du périmètre, 1 des sessions hors du périmètre ou illisibles, 2 mauvais usage ou fichier illisible.";

const DIFF_EXAMPLES: &str = "\
Signes :
  +  ajouté          -  retiré
  ~  modifié         >  déplacé sous une autre action ou une autre formation
  !  illisible, ou organisme qui a perdu plus de 20 % de ses sessions

Exemples :
  sofi diff lundi.xml mardi.xml
  sofi diff lundi.xml.gz mardi.zip --format json -o ecarts.json
  curl -s https://exemple.fr/flux.xml | sofi diff hier.xml -

Code de sortie : 0 rien ne diffère, 1 des différences, 2 mauvais usage ou fichier illisible.";

const EXPORT_EXAMPLES: &str = "\
Tables :
  offres         une ligne par session, avec sa formation, son action, son lieu, et ce qui s'en déduit
  formations, actions, sessions, organismes, lieux, contacts, certifications, financeurs, extras

Les colonnes cle_... joignent les tables d'un même flux ; docs/tables.md dit ce que contient chaque colonne.

Exemples :
  sofi export flux.xml --perimeter 52 -o offres.csv
  sofi export exports/ --table organismes --format jsonl

Code de sortie : 0 tout est écrit, 1 des enregistrements illisibles ont été passés, 2 mauvais usage ou fichier illisible.";

const REGISTERS_EXAMPLES: &str = "\
Genres :
  organismes     liste publique des organismes de formation
  certifications RNCP et RS, de France compétences
  certifinfo     référentiel Certif Info
  cpf            certifications éligibles au CPF
  sirene         extrait de Sirene
  formacode      thésaurus Formacode
  communes       communes et codes postaux

Exemples :
  sofi registers --register cpf=cpf-2026-11-22.csv
  sofi registers                       ceux du sofi.toml le plus proche

Code de sortie : 0 tous sont lus, 2 mauvais usage ou registre illisible.";

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
    #[arg(long, global = true, display_order = 900, value_name = "LANGUE", value_parser = names::<Lang>(LANGS), hide_possible_values = true)]
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
    /// Corrige ce qui peut l'être sans risque, ou montre les corrections
    #[command(help_template = VERB_WITH_INPUTS, after_help = FIX_EXAMPLES)]
    Fix(Fix),
    /// Applique à un flux un tableau de corrections
    #[command(help_template = VERB_WITH_INPUTS, after_help = APPLY_EXAMPLES)]
    Apply(Apply),
    /// Écrit une copie sans données personnelles, avec la même structure et les mêmes fautes
    #[command(help_template = VERB_WITH_INPUTS, after_help = ANONYMISE_EXAMPLES)]
    Anonymise(Anonymise),
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
    /// Retrouve une session dans un flux, et dit pourquoi elle n'est pas sur un site
    #[command(help_template = VERB_WITH_INPUTS, after_help = SESSION_EXAMPLES)]
    Session(Session),
    /// Dit ce que les registres savent d'une certification : RNCP, RS, Certif Info ou CPF
    #[command(help_template = VERB_WITH_INPUTS, after_help = CERTIF_EXAMPLES)]
    Certif(Certif),
    /// Range les sessions d'un flux : dans le périmètre d'un Carif-Oref, par exception, ou hors de lui
    #[command(help_template = VERB_WITH_INPUTS, after_help = PERIMETER_EXAMPLES)]
    Perimeter(Perimeter),
    /// Liste les registres, leur date et ce qui n'a pas pu en être lu
    #[command(help_template = VERB, after_help = REGISTERS_EXAMPLES)]
    Registers(Registers),
    /// Compare deux flux : ce qui est ajouté, retiré, modifié ou déplacé, et qui a perdu des sessions
    #[command(help_template = VERB_WITH_INPUTS, after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Convertit un flux en LHEO 2.2, en LHEO 2.3 ou au format EDOF, et dit ce qui est perdu, ajouté ou adapté
    #[command(help_template = VERB_WITH_INPUTS, after_help = CONVERT_EXAMPLES)]
    Convert(Convert),
    /// Écrit un flux en tableau : une ligne par session, formation, organisme, lieu...
    #[command(help_template = VERB_WITH_INPUTS, after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Écrit un flux sous sa forme canonique (C14N) : deux flux qui disent la même chose ont la même
    #[command(help_template = VERB_WITH_INPUTS)]
    Canonical(Canonical),
    /// Écrit un flux d'essai, synthétique et valide
    #[command(help_template = VERB)]
    Generate(Generate),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Forme du rapport : text (par défaut), concise (une ligne par constat), json, jsonl ou sarif
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "concise", "json", "jsonl", "sarif"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit le rapport dans ce fichier plutôt que sur la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) failing: Failing,
    /// Nombre de constats de même code montrés par fichier, en texte (par défaut : 20 ; 0 : tous)
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    pub(crate) max_shown: usize,
    /// N'affiche pas de progression
    #[arg(long)]
    pub(crate) no_progress: bool,
}

/// By what documents are judged.
#[derive(Debug, Args)]
pub(crate) struct Judging {
    /// Profondeur : xsd (le schéma officiel), strict (et le standard), full (et les règles du métier ; par défaut)
    #[arg(long, value_name = "NIVEAU", value_parser = names::<Level>(LEVELS), hide_possible_values = true)]
    pub(crate) level: Option<Level>,
    /// Conventions : lheo, offre-info, edof ou pays-de-la-loire (par défaut : edof pour un fichier EDOF, lheo sinon)
    #[arg(long, value_name = "PROFIL", value_parser = names::<Profile>(PROFILES), hide_possible_values = true)]
    pub(crate) profile: Option<Profile>,
    /// Gravité qui fait échouer la commande : error (par défaut), warning, info ou never (aucune)
    #[arg(long, value_name = "GRAVITÉ", value_parser = names::<FailOn>(FAIL_ON), hide_possible_values = true)]
    pub(crate) fail_on: Option<FailOn>,
    /// Ne garde que ces codes, ou débuts de codes : LHE,XML07
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Tait ces codes, ou débuts de codes
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Périmètre d'un Carif-Oref : code Insee ou nom de la région (52, pays-de-la-loire)
    #[arg(long, value_name = "RÉGION")]
    pub(crate) perimeter: Option<String>,
    #[command(flatten)]
    pub(crate) reference: Reference,
    /// Qui peut utiliser une certification : usual (certificateur ou habilité à former ; par défaut) ou strict (certificateur seul)
    #[arg(long, value_name = "MODE", value_parser = names::<Ownership>(OWNERSHIPS), hide_possible_values = true)]
    pub(crate) certification: Option<Ownership>,
    /// Date à laquelle juger l'offre (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Nombre de constats gardés par fichier ; les autres sont comptés (par défaut : 100000)
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Nombre de cœurs à occuper (par défaut : tous) ; le rapport est le même
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(crate) jobs: Option<usize>,
}

/// A number of threads: one at least.
fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=256) => Ok(jobs),
        _ => Err("attendu : un nombre de 1 à 256".to_owned()),
    }
}

/// What makes a check fail, besides the severity of what is found.
#[derive(Debug, Default, Args)]
pub(crate) struct Failing {
    /// Échoue si l'une de ces règles n'a pas été évaluée, faute de registre, de date ou de périmètre, ou est désactivée
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) require: Vec<String>,
    /// Part de formations en erreur que la commande tolère : 5% ou 0.05
    #[arg(long, value_name = "PART", value_parser = rate)]
    pub(crate) max_error_rate: Option<Rate>,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    /// Fichiers (.xml, .gz), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Applique aussi les corrections seulement probables : à relire, avec --diff
    #[arg(long = "unsafe")]
    pub(crate) suggested: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// Nombre de corrections montrées par fichier (par défaut : 50 ; 0 : toutes)
    #[arg(long, value_name = "N", default_value_t = 50, hide_default_value = true)]
    pub(crate) max_shown: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// Tableau CSV : numero;chemin;ancienne;nouvelle
    #[arg(value_name = "CORRECTIONS")]
    pub(crate) corrections: PathBuf,
    /// Fichier à corriger (.xml, .gz), ou - pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) writing: Writing,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Args)]
pub(crate) struct Anonymise {
    /// Fichier (.xml, .gz), ou - pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) input: PathBuf,
    /// Où écrire la copie, compressée si le nom finit par .gz ; - pour la sortie standard
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: PathBuf,
    /// Date à laquelle comparer les constats (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Format du résultat : 2.2, 2.3 ou edof
    #[arg(long, value_name = "DIALECTE", value_parser = names::<Dialect>(&["2.2", "2.3", "edof"]), hide_possible_values = true)]
    pub(crate) to: Dialect,
    /// Où écrire : un fichier, compressé si son nom finit par .gz, ou un dossier ; - pour la sortie standard (par défaut)
    #[arg(short, long, value_name = "FICHIER|DOSSIER")]
    pub(crate) output: Option<PathBuf>,
    /// De 2.3 en 2.2 : met de côté dans des extensions ce que la 2.2 n'a pas, pour le retour en 2.3
    #[arg(long)]
    pub(crate) lossless: bool,
    /// Écarte toute formation qui ne serait pas valide, même si elle ne l'était pas avant
    #[arg(long)]
    pub(crate) strict: bool,
    /// Écrit dans ce fichier chaque perte, ajout ou adaptation, un objet JSON par ligne
    #[arg(long, value_name = "FICHIER")]
    pub(crate) report: Option<PathBuf>,
    /// Configuration (par défaut : le sofi.toml le plus proche, en remontant les dossiers)
    #[arg(long, value_name = "FICHIER")]
    pub(crate) config: Option<PathBuf>,
}

/// Where changed documents go.
#[derive(Debug, Args)]
pub(crate) struct Writing {
    /// Montre les changements (diff unifié), sans rien écrire
    #[arg(long, conflicts_with_all = ["write", "output"])]
    pub(crate) diff: bool,
    /// Remplace les fichiers par leur version corrigée
    #[arg(long, conflicts_with = "output")]
    pub(crate) write: bool,
    /// Écrit la version corrigée dans ce fichier, compressée si son nom finit par .gz
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

/// Where what is not in the feed comes from.
#[derive(Debug, Args)]
pub(crate) struct Reference {
    /// Registre à consulter, autant de fois que nécessaire : cpf=fichier.csv ; genres : sofi registers --help
    #[arg(long, value_name = "GENRE=FICHIER")]
    pub(crate) register: Vec<String>,
    /// Configuration (par défaut : le sofi.toml le plus proche, en remontant les dossiers)
    #[arg(long, value_name = "FICHIER")]
    pub(crate) config: Option<PathBuf>,
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
pub(crate) struct Session {
    /// Numéro de la session
    #[arg(value_name = "NUMÉRO")]
    pub(crate) numero: String,
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Dit pourquoi elle n'est pas dans ce canal, et qui doit agir : aude, kairos, mon-compte-formation...
    #[arg(long, value_name = "CANAL", value_parser = names::<Canal>(CANAUX), hide_possible_values = true)]
    pub(crate) why: Option<Canal>,
    /// SIRET de l'organisme qui pose la question
    #[arg(long, value_name = "SIRET")]
    pub(crate) siret: Option<String>,
    /// Date à laquelle la juger (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Forme de la réponse : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la réponse dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Certif {
    /// Codes : RNCP38596, RS6117, CPF206, ou un code Certif Info
    #[arg(required = true, value_name = "CODE")]
    pub(crate) codes: Vec<String>,
    #[command(flatten)]
    pub(crate) reference: Reference,
    /// SIRET d'un organisme : est-il habilité ?
    #[arg(long, value_name = "SIRET")]
    pub(crate) siret: Option<String>,
    /// Qui peut l'utiliser : usual (certificateur ou habilité à former ; par défaut) ou strict (certificateur seul)
    #[arg(long, value_name = "MODE", value_parser = names::<Ownership>(OWNERSHIPS), hide_possible_values = true)]
    pub(crate) certification: Option<Ownership>,
    /// Date à laquelle juger (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Forme de la réponse : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la réponse dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Perimeter {
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Périmètre : code Insee ou nom de la région (52, pays-de-la-loire)
    #[arg(long = "perimeter", value_name = "RÉGION")]
    pub(crate) region: Option<String>,
    #[command(flatten)]
    pub(crate) reference: Reference,
    /// Nombre de sessions montrées pour chaque situation, en texte (par défaut : 20 ; 0 : toutes)
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    pub(crate) max_shown: usize,
    /// Forme de la réponse : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la réponse dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Registers {
    #[command(flatten)]
    pub(crate) reference: Reference,
    /// Forme de la liste : text (par défaut) ou json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la liste dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Le flux d'avant (.xml, .gz, .zip), ou - pour l'entrée standard
    #[arg(value_name = "ANCIEN|-")]
    pub(crate) old: PathBuf,
    /// Le flux d'après, ou - pour l'entrée standard
    #[arg(value_name = "NOUVEAU|-")]
    pub(crate) new: PathBuf,
    /// Montre tout : sans cela, 20 enregistrements, et 20 lignes pour chacun (json et jsonl montrent toujours tout)
    #[arg(long)]
    pub(crate) all: bool,
    /// Forme de la réponse : text (par défaut), json ou jsonl (une ligne par enregistrement)
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = names::<Format>(&["text", "json", "jsonl"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Format,
    /// Écrit la réponse dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Fichiers (.xml, .gz, .zip), dossiers parcourus en entier, ou - pour l'entrée standard
    #[arg(required = true, value_name = "FICHIER|DOSSIER|-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Ce qu'est une ligne (par défaut : offres)
    #[arg(long, value_name = "TABLE", default_value = "offres", value_parser = names::<Table>(TABLES), hide_possible_values = true, hide_default_value = true)]
    pub(crate) table: Table,
    /// Périmètre dont la table offres parle : code Insee ou nom de la région (52, pays-de-la-loire)
    #[arg(long = "perimeter", value_name = "RÉGION")]
    pub(crate) region: Option<String>,
    /// Registre qui aide à juger le périmètre : organismes=fichier.csv ; genres : sofi registers --help
    #[arg(long, value_name = "GENRE=FICHIER")]
    pub(crate) register: Vec<String>,
    /// Date à laquelle la table offres juge les sessions (par défaut : aujourd'hui)
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = date)]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Forme du tableau : csv (par défaut) ou jsonl (un objet par ligne)
    #[arg(long, value_name = "FORMAT", default_value = "csv", value_parser = names::<Rows>(&["csv", "jsonl"]), hide_possible_values = true, hide_default_value = true)]
    pub(crate) format: Rows,
    /// Écrit le tableau dans ce fichier
    #[arg(short, long, value_name = "FICHIER")]
    pub(crate) output: Option<PathBuf>,
}

/// The tables that are made of offers; findings are for `sofi check`.
const TABLES: &[&str] = &[
    "offres",
    "formations",
    "actions",
    "sessions",
    "organismes",
    "lieux",
    "contacts",
    "certifications",
    "financeurs",
    "extras",
];

#[derive(Debug, Args)]
pub(crate) struct Canonical {
    /// Fichier (.xml ou .gz), ou - pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) input: PathBuf,
    /// Écrit le flux dans ce fichier
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
    /// Part des formations où semer une faute, une par formation : 5% ou 0.05
    #[arg(long, value_name = "PART", value_parser = rate)]
    pub(crate) faults: Option<Rate>,
    /// Écrit dans ce fichier CSV les fautes semées : formation, faute, code que trouve check, chemin
    #[arg(long, value_name = "FICHIER", requires = "faults")]
    pub(crate) faults_list: Option<PathBuf>,
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
words!(#[doc = "The shape of a report."] Format: Text = "text", Concise = "concise", Json = "json", Jsonl = "jsonl", Sarif = "sarif");
words!(#[doc = "The shape of a table."] Rows: Csv = "csv", Jsonl = "jsonl");
words!(#[doc = "The shape of a schema."] SchemaFormat: Xsd = "xsd", Dictionaries = "dictionaries", Json = "json");
words!(#[doc = "Who may use a certification."] Ownership: Usual = "usual", Strict = "strict");
words!(#[doc = "What makes the command fail."] FailOn: Error = "error", Warning = "warning", Info = "info", Never = "never");

/// The words of each choice, for the command line and for `sofi.toml`.
pub(crate) const LANGS: &[&str] = &["fr", "en"];
pub(crate) const LEVELS: &[&str] = &["xsd", "strict", "full"];
pub(crate) const PROFILES: &[&str] = &["lheo", "offre-info", "edof", "pays-de-la-loire"];
pub(crate) const FAIL_ON: &[&str] = &["error", "warning", "info", "never"];
pub(crate) const OWNERSHIPS: &[&str] = &["usual", "strict"];
const CANAUX: &[&str] = &[
    "choisir-mon-metier",
    "apprentissage-pdl",
    "forpro-sem",
    "asp",
    "portail-alternance",
    "orientation-pour-tous",
    "la-bonne-formation",
    "trouver-ma-formation",
    "bob-emploi",
    "mon-compte-formation",
    "aude",
    "kairos",
    "ouiform",
    "cap-emploi",
    "imilo",
    "ouiform-missions-locales",
    "sncf",
    "si-opca",
    "agora",
    "cpf-transition",
    "si-opco",
    "helloworks",
];

impl From<Ownership> for ModeTitularite {
    fn from(mode: Ownership) -> Self {
        match mode {
            Ownership::Usual => Self::Usuel,
            Ownership::Strict => Self::Strict,
        }
    }
}

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

/// Reads `5%` or `0.05`.
fn rate(text: &str) -> Result<Rate, String> {
    text.parse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_is_offered() {
        let known: Vec<_> = Canal::ALL.iter().map(|canal| canal.as_str()).collect();
        assert_eq!(CANAUX, known);
    }

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
