//! `cargo xtask reproducible`: the same sources give the same command, wherever they are.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::at;

/// Builds the command twice in release mode, from copies in two folders with paths of different lengths, and compares the
/// bytes.
///
/// The paths of the sources are the one thing of the machine that a build keeps: they are mapped to fixed names.
pub(crate) fn run(workspace: &Path) -> Result<(), String> {
    let folder = workspace.join("target/reproducible");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    let first = build(workspace, &folder.join("a"))?;
    let second = build(workspace, &folder.join("another-folder"))?;
    let read = |path: &Path| fs::read(path).map_err(at(path));
    let (one, other) = (read(&first)?, read(&second)?);
    if one != other {
        let place = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
        return Err(format!("{} and {} differ from byte {place}", first.display(), second.display()));
    }
    let kept =
        one.windows(folder.as_os_str().len()).any(|bytes| bytes == folder.as_os_str().as_encoded_bytes());
    if kept {
        return Err(format!("{} names the folder that it was built in", first.display()));
    }
    println!("two builds of sofi are the same, {} bytes: {}", one.len(), first.display());
    Ok(())
}

fn build(workspace: &Path, folder: &Path) -> Result<PathBuf, String> {
    let sources = folder.join("workspace");
    super::copy_sources(workspace, &sources)?;
    let home = cargo_home().ok_or("neither CARGO_HOME nor HOME says where packages are")?;
    let remap = |path: &Path, name: &str| format!("--remap-path-prefix={}={name}", path.display());
    let flags = [remap(&home, "/cargo"), remap(&sources, "/sofi")].join("\u{1f}");
    let target = folder.join("target");
    super::run(
        Command::new(super::cargo())
            .args(["build", "--release", "--locked", "--offline", "-p", "sofi-cli", "--bin", "sofi"])
            .current_dir(&sources)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_ENCODED_RUSTFLAGS", flags),
    )?;
    Ok(target.join("release").join(format!("sofi{}", std::env::consts::EXE_SUFFIX)))
}

fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}
