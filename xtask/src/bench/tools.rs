//! Builds what is measured: sofi, and those that it is compared with.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{Bench, inputs::run};

/// The Python packages that are compared, pinned.
const REQUIREMENTS: &str = "xtask/peers/requirements.txt";

/// What is built in one go.
const PACKAGES: [&str; 4] = ["--package", "sofi-cli", "--package", "sofi-lheo"];

impl Bench {
    /// The command, as users have it.
    pub(super) fn sofi(&self) -> PathBuf {
        self.root.join("target/release").join(format!("sofi{}", std::env::consts::EXE_SUFFIX))
    }

    /// A program written as an example of sofi-lheo.
    pub(super) fn example(&self, name: &str) -> PathBuf {
        self.root.join("target/release/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A script of `xtask/peers`.
    pub(super) fn script(&self, name: &str) -> String {
        self.root.join("xtask/peers").join(name).to_string_lossy().into_owned()
    }

    fn cargo(&self, words: &[&str]) -> Command {
        let mut cargo = Command::new(&self.cargo);
        cargo.args(words).current_dir(&self.root);
        cargo
    }

    /// Builds the command, and the examples of sofi-lheo that are measured: together, so that crates are compiled once.
    pub(super) fn build(&self) -> Result<(), String> {
        let targets = ["--bin", "sofi", "--example", "copy", "--example", "bare_loop"];
        run(self.cargo(&["build", "--release", "--quiet"]).args(PACKAGES).args(targets))
    }

    /// The benchmarks of sofi-lheo; what they print.
    pub(super) fn micro(&self) -> Result<String, String> {
        let mut bench = self.cargo(&["bench", "--quiet"]);
        bench.args(PACKAGES).args(["--bench", "pieces"]);
        if self.wish.quick {
            bench.args(["--", "--sample-count", "5"]);
        }
        let output = bench.output().map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The program in C over libxml2; why there is none.
    pub(super) fn libxml2(&self) -> Result<PathBuf, String> {
        let flags = ["pkg-config", "xml2-config"].into_iter().find_map(|program| {
            let words: &[&str] = if program == "pkg-config" {
                &["--cflags", "--libs", "libxml-2.0"]
            } else {
                &["--cflags", "--libs"]
            };
            let output = Command::new(program).args(words).output().ok()?;
            output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
        });
        let flags = flags.ok_or("neither pkg-config nor xml2-config knows libxml2")?;
        let program = self.dir.join("libxml2_xsd");
        let mut compile = Command::new("cc");
        compile
            .arg("-O2")
            .arg(self.script("libxml2_xsd.c"))
            .arg("-o")
            .arg(&program)
            .args(flags.split_whitespace());
        run(&mut compile).map(|()| program)
    }

    /// The Python of the peers, with the wheel of sofi when `wheel`.
    pub(super) fn python(&self, wheel: bool) -> Result<PathBuf, String> {
        let venv = self.dir.join("venv");
        let python = venv.join("bin/python");
        let wanted = fs::read_to_string(self.root.join(REQUIREMENTS)).map_err(|error| error.to_string())?;
        let stamp = venv.join("requirements.stamp");
        if fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
            self.pip(&python, &["--requirement", REQUIREMENTS])?;
            fs::write(&stamp, wanted).map_err(|error| error.to_string())?;
        }
        if wheel {
            self.install_wheel(&python)?;
        }
        Ok(python)
    }

    fn pip(&self, python: &Path, words: &[&str]) -> Result<(), String> {
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet"]).args(words);
        run(pip.current_dir(&self.root))
    }

    /// Builds the wheel as users have it, and installs it.
    fn install_wheel(&self, python: &Path) -> Result<(), String> {
        let wheels = self.dir.join("wheels");
        // An older one left there could be installed instead.
        let _ = fs::remove_dir_all(&wheels);
        let mut build = Command::new(python);
        build.args([
            "-m",
            "maturin",
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--manifest-path",
            "sofi-py/Cargo.toml",
        ]);
        build.arg("--interpreter").arg(python).arg("--out").arg(&wheels).current_dir(&self.root);
        run(&mut build)?;
        let wheel = fs::read_dir(&wheels)
            .map_err(|error| error.to_string())?
            .find_map(|entry| Some(entry.ok()?.path()));
        let wheel = wheel.ok_or("maturin left no wheel")?;
        self.pip(python, &["--no-deps", "--no-index", "--force-reinstall", &wheel.to_string_lossy()])
    }
}
