//! `cargo xtask codegen`: from the schema files of sofi-lheo to its Rust tables and to the views of Python.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

mod emit;
mod names;
pub mod parse;
mod python;
pub mod schema;
pub mod validate;
mod views;

pub use parse::SchemaError;
pub use schema::Schema;

/// The schema files, in the order of `Dialect::ALL`.
pub const FILES: [&str; 5] = ["lheo-2.0", "lheo-2.1", "lheo-2.2", "lheo-2.3", "edof"];

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A schema file is wrong.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// The names of the elements cannot be turned into Rust or into a table.
    #[error("{0}")]
    Names(String),
}

/// A generated file: its path in the workspace and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct Generated {
    /// Path from the root of the workspace.
    pub path: PathBuf,
    /// Text.
    pub text: String,
}

/// Reads and validates the schema files of the workspace.
pub fn load(workspace: &Path) -> Result<Vec<Schema>, Error> {
    FILES.into_iter().map(|name| load_one(workspace, name, &[])).collect()
}

/// `heirs` are the schemas that inherit from this one, directly or not.
fn load_one(workspace: &Path, name: &str, heirs: &[&str]) -> Result<Schema, Error> {
    let file = format!("sofi-lheo/schema/{name}.schema");
    let path = workspace.join(&file);
    let text = fs::read_to_string(&path).map_err(|source| Error::Io { path, source })?;
    let chain = [heirs, &[name]].concat();
    let base = match parse::inherited(&text) {
        Some((line, base)) if chain.contains(&base) => {
            return Err(SchemaError::new(&file, line, format!("`{base}` would inherit from itself")).into());
        }
        Some((_, base)) => Some(load_one(workspace, base, &chain)?),
        None => None,
    };
    let schema = parse::parse(&file, &text, base)?;
    validate::validate(&schema)?;
    Ok(schema)
}

/// What the generated files should hold.
pub fn generate(workspace: &Path) -> Result<Vec<Generated>, Error> {
    let schemas = load(workspace)?;
    let names = names::Names::new(&schemas)?;
    let folder = Path::new("sofi-lheo/src/generated");
    let mut files = vec![
        Generated { path: folder.join("mod.rs"), text: emit::module(&FILES) },
        Generated { path: folder.join("names.rs"), text: names.emit() },
        Generated { path: folder.join("views.rs"), text: views::emit(&schemas)? },
        Generated { path: PathBuf::from("sofi-py/python/sofi_lheo/views.py"), text: python::emit(&schemas)? },
    ];
    for (file, schema) in FILES.iter().zip(&schemas) {
        let path = folder.join(format!("{}.rs", emit::module_name(file)));
        files.push(Generated { path, text: emit::dialect(file, schema) });
    }
    Ok(files)
}

/// The generated files that are missing or differ from what they should hold.
pub fn stale(workspace: &Path) -> Result<Vec<Generated>, Error> {
    let mut files = generate(workspace)?;
    files.retain(|file| fs::read_to_string(workspace.join(&file.path)).ok().as_deref() != Some(&file.text));
    Ok(files)
}

/// Writes the generated files, or with `check` only says which are stale.
pub fn run(workspace: &Path, check: bool) -> ExitCode {
    match stale(workspace).and_then(|files| if check { Ok(files) } else { write(workspace, files) }) {
        Ok(files) if files.is_empty() => {
            println!("the generated tables are up to date");
            ExitCode::SUCCESS
        }
        Ok(files) => {
            for file in &files {
                println!("{} {}", if check { "stale:" } else { "written:" }, file.path.display());
            }
            if check { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(workspace: &Path, files: Vec<Generated>) -> Result<Vec<Generated>, Error> {
    for file in &files {
        let path = workspace.join(&file.path);
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, &file.text))
            .map_err(|source| Error::Io { path, source })?;
    }
    Ok(files)
}
