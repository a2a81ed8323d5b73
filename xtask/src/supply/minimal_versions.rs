//! `cargo xtask minimal-versions`: what the manifests promise of old dependencies is true.

use std::{fs, path::Path, process::Command};

use super::at;

/// Checks the crates that are published with the oldest versions that their manifests and those of their dependencies accept.
///
/// The Python package is left out: it is published as a wheel, made of the lock file, and the manifests of Arrow accept older versions of their
/// own dependencies than its code does.
///
/// In a copy, so that the lock file of the workspace stays. Versions are looked up: this needs the network. The
/// resolution by minimal versions is not a stable feature of cargo, so that cargo is told to behave as its own nightly.
pub(crate) fn run(workspace: &Path) -> Result<(), String> {
    let copy = workspace.join("target/minimal-versions/workspace");
    if copy.exists() {
        fs::remove_dir_all(&copy).map_err(at(&copy))?;
    }
    super::copy_sources(workspace, &copy)?;
    let target = workspace.join("target/minimal-versions/target");
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(super::cargo());
        command
            .args(arguments)
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTC_BOOTSTRAP", "1");
        super::run(&mut command)
    };
    fs::remove_file(copy.join("Cargo.lock")).map_err(at(&copy))?;
    cargo(&["-Z", "minimal-versions", "generate-lockfile"])?;
    cargo(&["check", "--locked", "-p", "sofi-core", "-p", "sofi-lheo", "-p", "sofi-cli", "--all-features"])
}
