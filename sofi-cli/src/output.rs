//! Where results go: the standard output, or a file that is either the old one or the new one, never half of it.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use sofi_core::{Args, Bilingual, Lang};
use sofi_lheo::AtomicFile;

use crate::{FAILURE, Host, usage::say};

/// What keeps a command from going on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Something to tell, one sentence in this language.
    Said(String, Lang),
}

impl Stop {
    /// Tells it, and gives the exit code.
    pub(crate) fn report(self, host: &mut Host<'_>) -> u8 {
        let Self::Said(sentence, lang) = self;
        host.complain(&sentence, lang);
        FAILURE
    }
}

/// A place to write a result, opened before the work so that a wrong path is told at once.
#[derive(Debug)]
pub(crate) struct Output {
    lang: Lang,
    target: Target,
}

#[derive(Debug)]
enum Target {
    Stdout,
    /// A file that takes the place of another one once it is whole.
    Atomic(AtomicFile, PathBuf),
    /// What cannot be replaced: a device, a pipe.
    Direct(File, PathBuf),
}

impl Output {
    /// Opens the file, or the standard output when there is none. `inputs` are files that must not be overwritten.
    pub(crate) fn open(path: Option<&Path>, inputs: &[PathBuf], lang: Lang) -> Result<Self, Stop> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self { lang, target: Target::Stdout });
        };
        // A symbolic link stays, and the file that it names is replaced.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if inputs
            .iter()
            .any(|input| fs::canonicalize(input).is_ok_and(|input| input == real && input.is_file()))
        {
            let words = Bilingual::new(
                "-o {path} écraserait un fichier à vérifier",
                "-o {path} would overwrite a file to be checked",
            );
            return Err(Stop::Said(say(words, Args::new().text("path", show(path)), lang), lang));
        }
        let target = Self::target(real).map_err(|error| cannot_write(path, &error, lang))?;
        Ok(Self { lang, target })
    }

    fn target(path: PathBuf) -> io::Result<Target> {
        let existing = fs::metadata(&path).ok();
        if existing.is_some_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            return Ok(Target::Direct(File::options().write(true).open(&path)?, path));
        }
        Ok(Target::Atomic(AtomicFile::create(&path)?, path))
    }

    /// True when a person is about to read the result.
    pub(crate) fn is_terminal(&self, host: &Host<'_>) -> bool {
        matches!(self.target, Target::Stdout) && host.stdout_is_terminal
    }

    /// Writes the result, whole or not at all. A reader that went away (`| head`) is no error.
    pub(crate) fn write(
        self,
        host: &mut Host<'_>,
        result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        self.write_reading(host, |_, out| result(out))
    }

    /// The same, for a result that is made while the standard input is read.
    pub(crate) fn write_reading(
        self,
        host: &mut Host<'_>,
        result: impl FnOnce(&mut (dyn Read + Send), &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let lang = self.lang;
        let Host { stdin, stdout, .. } = host;
        let result = |out: &mut dyn Write| result(stdin, out);
        match self.target {
            Target::Stdout => {
                let written = result(*stdout).and_then(|()| stdout.flush());
                quiet_when_closed(written).map_err(|error| cannot_write(Path::new("-"), &error, lang))
            }
            Target::Direct(file, path) => {
                let mut out = BufWriter::new(file);
                let written = result(&mut out).and_then(|()| out.flush());
                quiet_when_closed(written).map_err(|error| cannot_write(&path, &error, lang))
            }
            Target::Atomic(mut file, path) => {
                let written = result(&mut file).and_then(|()| file.commit());
                written.map_err(|error| cannot_write(&path, &error, lang))
            }
        }
    }
}

fn quiet_when_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// The complaint about a file that cannot be written.
pub(crate) fn cannot_write(path: &Path, error: &io::Error, lang: Lang) -> Stop {
    let path = if path.as_os_str() == "-" {
        say(Bilingual::new("la sortie standard", "the standard output"), Args::new(), lang)
    } else {
        show(path)
    };
    let args = Args::new().text("path", path).text("why", reason(error, lang));
    Stop::Said(
        say(Bilingual::new("impossible d'écrire {path} : {why}", "cannot write {path}: {why}"), args, lang),
        lang,
    )
}

/// The complaint about a file or a folder that cannot be read.
pub(crate) fn cannot_read(path: &Path, error: &io::Error, lang: Lang) -> Stop {
    let args = Args::new().text("path", show(path)).text("why", reason(error, lang));
    let words = Bilingual::new("impossible de lire {path} : {why}", "cannot read {path}: {why}");
    Stop::Said(say(words, args, lang), lang)
}

/// What went wrong below a table: a closed pipe, or a full disk, must be known as one.
pub(crate) fn csv_error(error: csv::Error) -> io::Error {
    if !error.is_io_error() {
        return error.into();
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A path for people.
pub(crate) fn show(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Why a file cannot be used, in the words of people rather than of the system where that is possible.
pub(crate) fn reason(error: &io::Error, lang: Lang) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => Bilingual::new("fichier ou dossier introuvable", "no such file or folder"),
        io::ErrorKind::PermissionDenied => Bilingual::new("accès refusé", "permission denied"),
        io::ErrorKind::IsADirectory => Bilingual::new("c'est un dossier", "it is a folder"),
        io::ErrorKind::NotADirectory => Bilingual::new(
            "un des dossiers de ce chemin est un fichier",
            "one of the folders of this path is a file",
        ),
        io::ErrorKind::StorageFull => Bilingual::new("le disque est plein", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => {
            Bilingual::new("le disque est en lecture seule", "the disk is read-only")
        }
        _ => return error.to_string(),
    };
    say(words, Args::new(), lang)
}
