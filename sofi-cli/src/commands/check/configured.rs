//! Files and the settings that hold for them: those under one `sofi.toml` are checked alike.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use sofi_core::Lang;
use sofi_lheo::Checker;

use super::Judged;
use crate::{
    args::{Failing, Judging},
    config::{self, Config},
    inputs::Input,
    output::{Stop, cannot_read},
    registers::Loaded,
    settings::Settings,
};

/// What to do with the files of one `sofi.toml`, and what came of it.
pub(in crate::commands) struct Group {
    pub(in crate::commands) settings: Settings,
    pub(in crate::commands) checker: Checker,
    pub(super) judged: Judged,
}

/// The groups, and the one that each input belongs to.
pub(in crate::commands) struct Configured {
    pub(in crate::commands) groups: Vec<Group>,
    pub(in crate::commands) of_input: Vec<usize>,
    /// The language that the first `sofi.toml` asks for.
    pub(in crate::commands) lang: Option<Lang>,
}

impl Configured {
    /// Reads every configuration and register before the first file is checked: what is wrong there is told at once.
    pub(in crate::commands) fn new(
        args: &Judging,
        failing: &Failing,
        inputs: &[Input],
        as_of: NaiveDate,
        lang: Lang,
    ) -> Result<Self, Stop> {
        let mut folders: HashMap<PathBuf, Option<PathBuf>> = HashMap::new();
        let mut known: Vec<Option<PathBuf>> = Vec::new();
        let mut of_input = Vec::new();
        for input in inputs {
            let path = match &args.reference.config {
                Some(path) => Some(path.clone()),
                None => near(input, &mut folders, lang)?,
            };
            let group = known.iter().position(|other| *other == path).unwrap_or_else(|| {
                known.push(path);
                known.len() - 1
            });
            of_input.push(group);
        }
        // Nothing can be opened: the options and the configuration of the command are read all the same.
        if known.is_empty() {
            known.push(args.reference.config.clone());
        }
        let mut loaded = Loaded::default();
        let mut groups = Vec::new();
        let mut own_lang = None;
        for path in known {
            let config = path.map(|path| config::read(&path, lang)).transpose()?;
            own_lang = own_lang.or(config.as_ref().and_then(|config| config.lang));
            let settings = Settings::new(args, failing, config.as_ref(), lang)?;
            let registres = loaded.get(&settings.registers, lang)?;
            let checker = settings.checker(as_of, registres);
            groups.push(Group { settings, checker, judged: Judged::default() });
        }
        Ok(Self { groups, of_input, lang: own_lang })
    }
}

/// The `sofi.toml` that is nearest to an input.
pub(in crate::commands) fn near(
    input: &Input,
    folders: &mut HashMap<PathBuf, Option<PathBuf>>,
    lang: Lang,
) -> Result<Option<PathBuf>, Stop> {
    let folder = match input {
        Input::Stdin => Path::new(""),
        Input::File(path) => path.parent().unwrap_or(Path::new("")),
    };
    if let Some(known) = folders.get(folder) {
        return Ok(known.clone());
    }
    let found = config::find(folder).map_err(|error| cannot_read(folder, &error, lang))?;
    folders.insert(folder.to_owned(), found.clone());
    Ok(found)
}

/// The configuration of a verb that has no file: the one that is given, else that of the current folder.
pub(in crate::commands) fn of_folder(given: Option<&Path>, lang: Lang) -> Result<Option<Config>, Stop> {
    let path = match given {
        Some(path) => Some(path.to_owned()),
        None => config::find(Path::new("")).map_err(|error| cannot_read(Path::new("."), &error, lang))?,
    };
    path.map(|path| config::read(&path, lang)).transpose()
}
