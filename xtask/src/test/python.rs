//! The steps that need Python: the wheel as users get it, its tests, its stubs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Context, Outcome,
    process::{Log, exists, outcome},
};

const VERSIONS: [&str; 5] = ["python3.13", "python3.12", "python3.11", "python3", "python"];

/// Everything that the tools and the tests need, pinned.
const REQUIREMENTS: &str = "tests/python/requirements.txt";

impl Context {
    /// A program of the virtual environment.
    fn venv(&self, program: &str) -> PathBuf {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        self.dir.join("venv").join(folder).join(program)
    }

    fn python(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.venv("python"));
        // From here the package is imported as installed, never from its source folder.
        command.args(arguments).current_dir(self.root.join("tests/python"));
        command.env("SOFI_BIN", self.sofi()).env_remove("PYTHONPATH");
        command
    }

    fn pip(&self, arguments: &[&str]) -> Command {
        let mut command = self.python(&["-m", "pip", "--disable-pip-version-check", "install", "--quiet"]);
        command.args(arguments);
        command
    }
}

/// The data frames that read tables, pinned. They are large, and not made for every system: nothing fails without them.
const OPTIONAL: &str = "tests/python/requirements-tables.txt";

/// Makes the virtual environment, unless one made of the same requirements is already there.
pub(super) fn venv(context: &Context, log: &mut Log) -> Outcome {
    let files = [REQUIREMENTS, OPTIONAL].map(|file| context.root.join(file));
    let read: Result<Vec<_>, _> = files.iter().map(fs::read_to_string).collect();
    let Ok(wanted) = read.map(|texts| texts.concat()) else {
        return Outcome::Failed(format!("{REQUIREMENTS} or {OPTIONAL} cannot be read"));
    };
    let [requirements, optional] = files;
    let stamp = context.dir.join("venv/requirements.stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Outcome::Passed("already there".to_owned());
    }
    let Some(python) = VERSIONS.into_iter().find(|python| is_recent(python, log)) else {
        return Outcome::Failed("no Python 3.11 or newer was found".to_owned());
    };
    let made = log
        .run(Command::new(python).args(["-m", "venv", "--clear"]).arg(context.dir.join("venv")))
        .and_then(|()| log.run(context.pip(&["--requirement"]).arg(&requirements)));
    if let Err(reason) = made {
        return Outcome::Failed(reason);
    }
    if log.run(context.pip(&["--only-binary", ":all:", "--requirement"]).arg(&optional)).is_err() {
        return Outcome::Passed(format!("{python}, without polars, pyarrow, duckdb and pandas"));
    }
    outcome(fs::write(&stamp, wanted).map(|()| python.to_owned()).map_err(|error| error.to_string()))
}

fn is_recent(python: &str, log: &mut Log) -> bool {
    const TEST: &str = "import sys, venv; sys.exit(sys.version_info < (3, 11))";
    exists(python) && log.run(Command::new(python).args(["-c", TEST])).is_ok()
}

/// Builds the wheel by the way that pip takes, in the profile of the other tests: the same code, with
/// overflow checks and debug assertions on, and dependencies that are already compiled.
pub(super) fn wheel(context: &Context, log: &mut Log) -> Outcome {
    let wheels = context.dir.join("wheels");
    // An older wheel left there could be installed instead.
    let _ = fs::remove_dir_all(&wheels);
    let mut build = context.python(&["-m", "maturin", "build", "--profile", "dev", "--locked", "--quiet"]);
    build.arg("--manifest-path").arg(context.root.join("sofi-py/Cargo.toml"));
    build.arg("--interpreter").arg(context.venv("python")).arg("--out").arg(&wheels);
    build.env("CARGO_LLVM_COV_SETUP", "no").env("CARGO_TERM_COLOR", "never");
    let installed = log.run(&mut build).and_then(|()| find_wheel(&wheels)).and_then(|wheel| {
        log.run(context.pip(&["--no-deps", "--no-index", "--force-reinstall"]).arg(&wheel))?;
        Ok(wheel.file_name().unwrap_or_default().to_string_lossy().into_owned())
    });
    outcome(installed)
}

fn find_wheel(folder: &Path) -> Result<PathBuf, String> {
    fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .ok_or_else(|| "maturin left no wheel".to_owned())
}

pub(super) fn pytest(context: &Context, log: &mut Log) -> Outcome {
    let cache = format!("cache_dir={}", context.dir.join("pytest-cache").display());
    let mut command = context.python(&["-m", "pytest", "-o", &cache]);
    outcome(log.run(command.env("PYTHONDONTWRITEBYTECODE", "1")).map(|()| log.tests()))
}

/// The tests that use the package as a typed program would.
const TYPED: [&str; 6] = [
    "test_check.py",
    "test_tables.py",
    "test_values.py",
    "test_package.py",
    "test_offers.py",
    "test_documents.py",
];

pub(super) fn stubs(context: &Context, log: &mut Log) -> Outcome {
    let allowed = ["--allowlist", "stubtest-allowlist.txt"];
    let stubtest = log.run(context.python(&["-m", "mypy.stubtest", "sofi_lheo"]).args(allowed));
    let mypy = |what: &[&str], log: &mut Log| {
        let mut command = context.python(&["-m", "mypy", "--strict", "--no-error-summary", "--cache-dir"]);
        log.run(command.arg(context.dir.join("mypy-cache")).args(what))
    };
    let package = mypy(&["-p", "sofi_lheo"], log);
    let programs = mypy(&TYPED, log);
    // What is included is said in pyrightconfig.json.
    let mut pyright =
        context.python(&["-m", "basedpyright", "--project", "pyrightconfig.json", "--pythonpath"]);
    let pyright = log.run(pyright.arg(context.venv("python")));
    outcome(stubtest.and(package).and(programs).and(pyright).map(|()| String::new()))
}
