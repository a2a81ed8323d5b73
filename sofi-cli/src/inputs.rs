//! The documents to check: files as they are, folders as what they hold.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sofi_core::{Args, Bilingual, Lang};
use sofi_lheo::Error;

use crate::{
    output::{reason, show},
    usage::say,
};

/// Something to check.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// The standard input.
    Stdin,
}

/// Why there is nothing to check where one was told to look.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It cannot be read.
    Unreadable(PathBuf, io::Error),
    /// It is a folder without any document.
    Empty(PathBuf),
    /// It bears the name of a document in a folder, and is a pipe or a device.
    Special(PathBuf),
    /// `-` was given more than once.
    StdinTwice,
}

/// Finds the documents, in the order given, those of a folder in the order of their names.
pub(crate) fn find(given: &[PathBuf]) -> (Vec<Input>, Vec<Problem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for path in given {
        if path.as_os_str() == "-" {
            if found.contains(&Input::Stdin) {
                problems.push(Problem::StdinTwice);
            } else {
                found.push(Input::Stdin);
            }
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let (files, troubles) = (found.len(), problems.len());
                walk(path, &mut found, &mut problems);
                if found.len() == files && problems.len() == troubles {
                    problems.push(Problem::Empty(path.clone()));
                }
            }
            Ok(_) => found.push(Input::File(path.clone())),
            Err(error) => problems.push(Problem::Unreadable(path.clone(), error)),
        }
    }
    (found, problems)
}

/// Adds the documents of a folder and of the folders in it. Links to folders are not followed: they could loop.
fn walk(folder: &Path, found: &mut Vec<Input>, problems: &mut Vec<Problem>) {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(error) => return problems.push(Problem::Unreadable(folder.to_owned(), error)),
    };
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).filter(|path| !is_hidden(path)).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, found, problems);
            }
        } else if is_document(&path) {
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_file() => found.push(Input::File(path)),
                // To open it could wait for ever, or never end.
                Ok(_) => problems.push(Problem::Special(path)),
                Err(error) => problems.push(Problem::Unreadable(path, error)),
            }
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["xml", "gz", "zip"].into_iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// What there is to say of a problem.
pub(crate) fn explain(problem: &Problem, lang: Lang) -> String {
    let (words, args) = match problem {
        Problem::Unreadable(path, error) => return unreadable(show(path), error, lang),
        Problem::Empty(path) => (
            Bilingual::new(
                "{path} : ce dossier ne contient aucun fichier .xml, .gz ou .zip",
                "{path}: this folder holds no .xml, .gz or .zip file",
            ),
            Args::new().text("path", show(path)),
        ),
        Problem::Special(path) => (
            Bilingual::new(
                "{path} : ce n'est pas un fichier mais un tube ou un périphérique, laissé de côté",
                "{path}: this is no file but a pipe or a device, left aside",
            ),
            Args::new().text("path", show(path)),
        ),
        Problem::StdinTwice => (
            Bilingual::new(
                "l'entrée standard (-) ne peut être lue qu'une fois",
                "the standard input (-) can be read once only",
            ),
            Args::new(),
        ),
    };
    say(words, args, lang)
}

/// What there is to say of an input that cannot be opened.
pub(crate) fn cannot_open(error: &Error, lang: Lang) -> String {
    match error {
        Error::Open { name, source } => unreadable(name.clone(), source, lang),
        other => other.to_string(),
    }
}

fn unreadable(path: String, error: &io::Error, lang: Lang) -> String {
    let args = Args::new().text("path", path).text("why", reason(error, lang));
    say(Bilingual::new("impossible de lire {path} : {why}", "cannot read {path}: {why}"), args, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/deep")).unwrap();
        for name in ["c.ZIP", "a.xml", "b/deep/x.xml.gz", ".hidden.xml", "notes.txt", "b/tar.tgz"] {
            fs::write(at(name), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), at("loop")).unwrap();
        let (found, problems) = find(&[folder.path().to_owned(), at("a.xml")]);
        assert!(problems.is_empty());
        let expected = ["a.xml", "b/deep/x.xml.gz", "c.ZIP", "a.xml"].map(|name| Input::File(at(name)));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing.xml");
        let given = [folder.path().to_owned(), missing, PathBuf::from("-"), PathBuf::from("-")];
        let (found, problems) = find(&given);
        assert_eq!(found, [Input::Stdin]);
        assert!(matches!(
            problems.as_slice(),
            [Problem::Empty(_), Problem::Unreadable(..), Problem::StdinTwice]
        ));
    }
}
