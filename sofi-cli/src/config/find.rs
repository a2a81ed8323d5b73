//! Which `sofi.toml` holds for a file.

use std::{
    io,
    path::{Path, PathBuf},
};

/// The name of the file.
const NAME: &str = "sofi.toml";

/// The nearest `sofi.toml`, from this folder upwards. Its path is told from the current folder when it is below.
pub(crate) fn find(folder: &Path) -> io::Result<Option<PathBuf>> {
    // An empty path is the current folder.
    let here = std::path::absolute(".")?;
    let start = if folder.as_os_str().is_empty() { here.clone() } else { std::path::absolute(folder)? };
    let found = start.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file());
    Ok(found.map(|path| path.strip_prefix(&here).map(Path::to_path_buf).unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_one_wins() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join(NAME), "").unwrap();
        assert_eq!(find(&deep).unwrap(), Some(folder.path().join(NAME)));
        fs::write(folder.path().join("a/sofi.toml"), "").unwrap();
        assert_eq!(find(&deep).unwrap(), Some(folder.path().join("a/sofi.toml")));
        fs::create_dir(deep.join(NAME)).unwrap();
        assert_eq!(find(&deep).unwrap(), Some(folder.path().join("a/sofi.toml")), "a folder is no file");
    }
}
