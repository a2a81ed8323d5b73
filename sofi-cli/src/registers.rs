//! The registers that the user supplies: which files, and what they hold.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use sofi_core::{Args, Bilingual, Lang, RegistreKind, Registres, render::RegisterFile};
use sofi_lheo::{
    registres::{RegistreError, charger},
    source::Content,
};

use crate::{
    config::Config,
    output::{Stop, reason},
    usage::say,
};

/// A file, and the kind that it is read as.
pub(crate) type Wanted = (RegistreKind, PathBuf);

/// The files wanted: those of the command, then those of `sofi.toml` for the kinds that the command does not name.
pub(crate) fn wanted(given: &[String], config: Option<&Config>, lang: Lang) -> Result<Vec<Wanted>, Stop> {
    let mut wanted = given.iter().map(|text| read(text, lang)).collect::<Result<Vec<_>, _>>()?;
    let named: Vec<_> = wanted.iter().map(|(kind, _)| *kind).collect();
    let ours = config.into_iter().flat_map(|config| &config.registers);
    wanted.extend(ours.filter(|(kind, _)| !named.contains(kind)).cloned());
    Ok(wanted)
}

/// Reads `cpf=fichier.csv`.
fn read(text: &str, lang: Lang) -> Result<Wanted, Stop> {
    let stop = |words: Bilingual, args: Args| Stop::Said(say(words, args, lang), lang);
    let known = RegistreKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>();
    let args = Args::new().text("text", sofi_core::shown(text)).text("known", known.join(", "));
    let Some((kind, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        let words = Bilingual::new(
            "--register attend GENRE=FICHIER, comme cpf=cpf.csv, et non « {text} » ; genres : {known}",
            "--register expects KIND=FILE, such as cpf=cpf.csv, not \"{text}\"; kinds: {known}",
        );
        return Err(stop(words, args));
    };
    let Ok(found) = kind.parse() else {
        let args = args.text("kind", sofi_core::shown(kind));
        let near = known.iter().min_by_key(|known| strsim::damerau_levenshtein(kind, known));
        let near = near.filter(|near| strsim::damerau_levenshtein(kind, near) <= near.len().div_ceil(3));
        return Err(match near {
            Some(near) => stop(
                Bilingual::new(
                    "--register : « {kind} » n'est pas un genre de registre ; vouliez-vous écrire {near} ?",
                    "--register: \"{kind}\" is not a kind of register; did you mean {near}?",
                ),
                args.text("near", (*near).to_owned()),
            ),
            None => stop(
                Bilingual::new(
                    "--register : « {kind} » n'est pas un genre de registre ; genres : {known}",
                    "--register: \"{kind}\" is not a kind of register; kinds: {known}",
                ),
                args,
            ),
        });
    };
    Ok((found, PathBuf::from(path)))
}

/// Registers already read, by the files that they came from: configurations share them.
#[derive(Debug, Default)]
pub(crate) struct Loaded(Vec<(Vec<Wanted>, Arc<Registres>)>);

impl Loaded {
    /// The registers of these files; `None` when there is no file.
    pub(crate) fn get(&mut self, wanted: &[Wanted], lang: Lang) -> Result<Option<Arc<Registres>>, Stop> {
        if wanted.is_empty() {
            return Ok(None);
        }
        if let Some((_, known)) = self.0.iter().find(|(files, _)| files == wanted) {
            return Ok(Some(Arc::clone(known)));
        }
        let (registres, _) = load(wanted, lang)?;
        let registres = Arc::new(registres);
        self.0.push((wanted.to_vec(), Arc::clone(&registres)));
        Ok(Some(registres))
    }
}

/// Reads the files, one by one; what each of them holds is told besides.
pub(crate) fn load(wanted: &[Wanted], lang: Lang) -> Result<(Registres, Vec<RegisterFile>), Stop> {
    let mut registres = Registres::default();
    let mut files = Vec::new();
    for (kind, path) in wanted {
        let registre = charger(*kind, path).map_err(|error| unreadable(&error, *kind, path, lang))?;
        let entrees = registre.len();
        files.extend(
            registre.origines().iter().map(|origine| RegisterFile { origine: origine.clone(), entrees }),
        );
        registres.add(registre);
    }
    Ok((registres, files))
}

/// Why a register cannot be read, in one sentence.
fn unreadable(error: &RegistreError, kind: RegistreKind, path: &Path, lang: Lang) -> Stop {
    let args = Args::new().text("kind", kind.as_str());
    let (words, args) = match error {
        RegistreError::Lecture { fichier, source } => (
            Bilingual::new(
                "impossible de lire le registre {kind}, {file} : {why}",
                "cannot read the register {kind}, {file}: {why}",
            ),
            args.text("file", fichier.clone()).text("why", reason(source, lang)),
        ),
        RegistreError::Ligne { fichier, ligne, detail } => (
            Bilingual::new(
                "{file}:{line} : registre {kind} illisible à partir de cette ligne ({detail})",
                "{file}:{line}: the register {kind} cannot be read from this line on ({detail})",
            ),
            args.text("file", fichier.clone()).text("line", ligne.to_string()).text("detail", detail.clone()),
        ),
        RegistreError::Colonnes { fichier, manquantes, trouvees, .. } => (
            Bilingual::new(
                "{file}:1 : ce n'est pas un registre {kind} : il y manque {missing} ; colonnes trouvées : {found}",
                "{file}:1: this is no register {kind}: it lacks {missing}; columns found: {found}",
            ),
            args.text("file", fichier.clone())
                .text("missing", manquantes.join(", "))
                .text("found", sofi_core::shown(&trouvees.join(", "))),
        ),
        RegistreError::Contenu { fichier, trouve, .. } => (
            Bilingual::new(
                "{file} : ce n'est pas un registre {kind} : {what}",
                "{file}: this is no register {kind}: {what}",
            ),
            args.text("file", fichier.clone()).words("what", looks_like(*trouve)),
        ),
        RegistreError::Archive { fichier, detail } => (
            Bilingual::new(
                "{file} : cette archive n'est pas un registre {kind} ({detail})",
                "{file}: this archive is no register {kind} ({detail})",
            ),
            args.text("file", fichier.clone()).text("detail", detail.clone()),
        ),
        other => (
            Bilingual::new(
                "{file} : registre {kind} illisible ({detail})",
                "{file}: the register {kind} cannot be read ({detail})",
            ),
            args.text("file", path.display().to_string()).text("detail", other.to_string()),
        ),
    };
    Stop::Said(say(words, args, lang), lang)
}

/// What a file that is no table looks like.
const fn looks_like(content: Content) -> Bilingual {
    match content {
        Content::Html => Bilingual::new("c'est une page web (HTML)", "it is a web page (HTML)"),
        Content::Pdf => Bilingual::new("c'est un PDF", "it is a PDF"),
        Content::Json => Bilingual::new("c'est du JSON", "it is JSON"),
        Content::Xml => Bilingual::new("c'est du XML", "it is XML"),
        Content::Empty => Bilingual::new("il est vide", "it is empty"),
        Content::RichText | Content::OldOffice => Bilingual::new(
            "c'est un document bureautique ; enregistrez-le en CSV",
            "it is an office document; save it as CSV",
        ),
        Content::Zip | Content::Gzip | Content::Archive => Bilingual::new(
            "c'est une archive d'un format que sofi ne lit pas, ou un classeur",
            "it is an archive that sofi does not read, or a workbook",
        ),
        _ => Bilingual::new("ce n'en est pas le format", "it has not its format"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_command_replace_those_of_the_same_kind() {
        let config = Config {
            registers: vec![(RegistreKind::Cpf, "old.csv".into()), (RegistreKind::Sirene, "s.csv".into())],
            ..Config::default()
        };
        let given = ["cpf=a=b.csv".to_owned(), "cpf=c.csv".to_owned()];
        let wanted = wanted(&given, Some(&config), Lang::Fr).unwrap();
        let paths: Vec<_> = wanted.iter().map(|(_, path)| path.to_str().unwrap()).collect();
        assert_eq!(paths, ["a=b.csv", "c.csv", "s.csv"]);
    }

    #[test]
    fn wrong_words_are_told() {
        for (text, expected) in [
            ("cpf", "GENRE=FICHIER"),
            ("cpf=", "GENRE=FICHIER"),
            ("certification=x", "vouliez-vous écrire certifications"),
            ("insee-2026=x", "genres\u{a0}: organismes"),
        ] {
            let Stop::Said(sentence, _) = read(text, Lang::Fr).unwrap_err();
            assert!(sentence.contains(expected), "{sentence}");
        }
    }
}
