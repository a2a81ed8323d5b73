//! What sofi is made of and how it is built: the tasks that show it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

mod licence;
mod metadata;
mod minimal_versions;
mod mutants;
mod policy;
mod reproducible;
mod sbom;

pub(crate) use minimal_versions::run as minimal_versions;
pub(crate) use mutants::run as mutants;
pub(crate) use policy::run as deny;
pub(crate) use reproducible::run as reproducible;
pub(crate) use sbom::run as sbom;

/// The cargo that runs this task.
fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Runs a command to its end, with the outputs of this process.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name}: {status}")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

/// The tail of an error about a file.
fn at(path: &Path) -> impl Fn(std::io::Error) -> String + '_ {
    |error| format!("{}: {error}", path.display())
}

/// Copies what is needed to build: all that is neither hidden nor made by builds.
fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::create_dir_all(to).map_err(at(to))?;
    for entry in std::fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let (name, path) = (entry.file_name(), entry.path());
        if name == "target" || name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().map_err(at(&path))?.is_dir() {
            copy_sources(&path, &to.join(name))?;
        } else {
            std::fs::copy(&path, to.join(name)).map_err(at(&path))?;
        }
    }
    Ok(())
}
