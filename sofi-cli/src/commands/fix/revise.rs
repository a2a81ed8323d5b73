//! Where a changed document goes: a diff, its own file, another one.

use std::{
    io,
    path::{Path, PathBuf},
};

use sofi_core::{Args, Bilingual, Lang};
use sofi_lheo::{AtomicFile, EditorError, Packing, Revised};

use crate::{
    Host,
    args::Writing,
    inputs::{self, Input},
    output::{Stop, reason, show},
    usage::say,
};

/// What to do with a changed document.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::commands) enum Mode {
    /// Only tell what would change.
    Tell,
    Diff,
    InPlace,
    /// `-` is the standard output.
    To(PathBuf),
}

impl Mode {
    /// What was asked for; refused where it makes no sense for these inputs.
    pub(in crate::commands) fn new(args: &Writing, inputs: &[Input], lang: Lang) -> Result<Self, Stop> {
        let stop = |words| Err(Stop::Said(say(words, Args::new(), lang), lang));
        if let Some(path) = &args.output {
            if inputs.len() > 1 {
                return stop(Bilingual::new(
                    "-o écrit un seul fichier : donnez une seule entrée, ou --write",
                    "-o writes one file: give one input, or --write",
                ));
            }
            return Ok(Self::To(path.clone()));
        }
        if args.write && inputs.contains(&Input::Stdin) {
            return stop(Bilingual::new(
                "--write remplace des fichiers : pour l'entrée standard, donnez -o",
                "--write replaces files: for the standard input, give -o",
            ));
        }
        Ok(match (args.diff, args.write) {
            (true, _) => Self::Diff,
            (_, true) => Self::InPlace,
            _ => Self::Tell,
        })
    }

    /// Does the standard output hold a diff or a document, and nothing else?
    pub(in crate::commands) fn fills_stdout(&self) -> bool {
        match self {
            Self::Diff => true,
            Self::To(path) => path.as_os_str() == "-",
            Self::Tell | Self::InPlace => false,
        }
    }

    /// Does it; tells whether the changed document was written, or why not.
    pub(in crate::commands) fn write(
        &self,
        document: &mut Revised<'_>,
        input: &Input,
        host: &mut Host<'_>,
        lang: Lang,
    ) -> Result<bool, String> {
        let name = match input {
            Input::Stdin => Path::new("-"),
            Input::File(path) => path.as_path(),
        };
        let cannot = |path: &Path, error: &io::Error| {
            let args = Args::new().text("path", show(path)).text("why", reason(error, lang));
            say(
                Bilingual::new("impossible d'écrire {path} : {why}", "cannot write {path}: {why}"),
                args,
                lang,
            )
        };
        match self {
            Self::Tell => Ok(false),
            Self::Diff => {
                let written = document.write_diff(&show(name), &mut *host.stdout);
                let written = written.and_then(|()| host.stdout.flush());
                match written.or_else(gone) {
                    Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                        let words = Bilingual::new(
                            "{path} : en UTF-16, les changements ne se montrent pas ligne à ligne ; utilisez -o",
                            "{path}: in UTF-16, changes cannot be shown line by line; use -o",
                        );
                        Err(say(words, Args::new().text("path", show(name)), lang))
                    }
                    other => other.map(|()| false).map_err(|error| cannot(Path::new("-"), &error)),
                }
            }
            Self::InPlace if !document.is_changed() => Ok(true),
            Self::InPlace if document.packing() == Packing::Zip => {
                let words = Bilingual::new(
                    "{path} : une archive zip n'est pas réécrite ; utilisez -o, ou sortez-en le fichier",
                    "{path}: a zip archive is not rewritten; use -o, or take the file out of it",
                );
                Err(say(words, Args::new().text("path", show(name)), lang))
            }
            Self::InPlace => {
                let packing = document.packing();
                save(document, packing, name).map(|()| true).map_err(|error| cannot(name, &error))
            }
            Self::To(path) if path.as_os_str() == "-" => {
                let written = document.write(&mut *host.stdout).and_then(|()| host.stdout.flush());
                written.or_else(gone).map(|()| true).map_err(|error| cannot(path, &error))
            }
            Self::To(path) => {
                let is_gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
                let packing = if is_gzip { Packing::Gzip } else { Packing::Plain };
                save(document, packing, path).map(|()| true).map_err(|error| cannot(path, &error))
            }
        }
    }
}

/// Writes a document, whole or not at all.
fn save(document: &mut Revised<'_>, packing: Packing, path: &Path) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    document.write_packed(packing, &mut file)?;
    file.commit()
}

/// A reader that went away has read enough.
pub(in crate::commands) fn gone(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// The end of a command whose results cannot be written.
pub(in crate::commands) fn unwritten(error: &io::Error, lang: Lang) -> Stop {
    let words = Bilingual::new("impossible d'écrire le résultat : {why}", "cannot write the result: {why}");
    Stop::Said(say(words, Args::new().text("why", reason(error, lang)), lang), lang)
}

/// What there is to say of a document that cannot be changed.
pub(in crate::commands) fn cannot_revise(error: &EditorError, lang: Lang) -> String {
    match error {
        EditorError::Open(error) => inputs::cannot_open(error, lang),
        EditorError::Several(name) => {
            let words = Bilingual::new(
                "{name} : une archive de plusieurs fichiers ne se corrige pas ; donnez-les un par un",
                "{name}: an archive of several files cannot be changed; give them one by one",
            );
            say(words, Args::new().text("name", name.clone()), lang)
        }
        other => other.to_string(),
    }
}
