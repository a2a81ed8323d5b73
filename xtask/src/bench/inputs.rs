//! The feeds that are read, made once and kept beside the build.

use std::{fs, path::PathBuf, process::Command};

use super::Bench;

/// What a formation takes, nearly: the generator is asked for formations, not for bytes.
const FORMATION: u64 = 13_400;

impl Bench {
    /// A feed of LHEO 2.3 of this many megabytes, nearly; clean, or with this share of its formations faulty.
    pub(super) fn feed(&self, mb: u64, faults: Option<&str>) -> Result<PathBuf, String> {
        let path = self.dir.join(format!("feed-{mb}{}.xml", faults.map_or("", |_| "-faulty")));
        // An older sofi may have made another feed.
        let is_fresh = |path: &PathBuf| {
            let made = fs::metadata(path).and_then(|file| file.modified()).ok();
            made > fs::metadata(self.sofi()).and_then(|file| file.modified()).ok()
        };
        if !is_fresh(&path) {
            self.generate(mb * 1_000_000 / FORMATION, faults, &path)?;
        }
        Ok(path)
    }

    /// A feed of so many formations.
    pub(super) fn generate(
        &self,
        formations: u64,
        faults: Option<&str>,
        path: &PathBuf,
    ) -> Result<(), String> {
        let mut generate = Command::new(self.sofi());
        generate
            .args(["generate", "--seed", "42", "--formations", &formations.max(1).to_string(), "-o"])
            .arg(path);
        if let Some(share) = faults {
            generate.args(["--faults", share]);
        }
        run(&mut generate)
    }

    /// The XSD of these feeds, as sofi writes it.
    pub(super) fn schema(&self) -> Result<PathBuf, String> {
        let path = self.dir.join("lheo-2.3.xsd");
        run(Command::new(self.sofi()).args(["schema", "--dialect", "2.3", "-o"]).arg(&path)).map(|()| path)
    }
}

/// Runs a command to its end.
pub(super) fn run(command: &mut Command) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
