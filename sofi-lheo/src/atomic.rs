//! Files that are either the old one or the new one, never half of it.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

/// A file that is written aside, and takes its place once it is whole.
///
/// What is written goes to a temporary file of the same folder; [`commit`](Self::commit) puts it in the place of the old file,
/// whose permissions it takes. Dropped without that, or stopped at any moment, it leaves the old file as it was. A symbolic link
/// stays, and the file that it names is replaced.
///
/// ```
/// use std::io::Write;
/// use sofi_lheo::AtomicFile;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("flux.xml");
/// std::fs::write(&path, "old")?;
/// let mut file = AtomicFile::create(&path)?;
/// file.write_all(b"new")?;
/// assert_eq!(std::fs::read_to_string(&path)?, "old");
/// file.commit()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "new");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct AtomicFile {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
    folder: PathBuf,
}

impl AtomicFile {
    /// Starts to write what is to become this file.
    ///
    /// # Errors
    /// When its folder cannot be written to, or when the path names something that cannot be replaced: a folder, a device, a
    /// pipe.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let existing = fs::metadata(&path).ok();
        if let Some(metadata) = &existing
            && !metadata.is_file()
        {
            let kind =
                if metadata.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::Unsupported };
            return Err(kind.into());
        }
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut builder = Builder::new();
        builder.prefix(".sofi-");
        // Temporary files are private by default; a result is as readable as any file of the user.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(&folder)?;
        if let Some(metadata) = existing {
            file.as_file().set_permissions(metadata.permissions())?;
        }
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), path, folder })
    }

    /// Puts the new file in the place of the old one, once its bytes are on the disk.
    ///
    /// # Errors
    /// When something cannot be written; the old file is then left as it was.
    pub fn commit(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        // That the name stands for the new file is written in the folder. Some systems cannot open one: nothing is lost there.
        if let Ok(folder) = File::open(&self.folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfinished_file_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xml");
        fs::write(&path, "old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(AtomicFile::create(folder.path()).is_err());
        assert!(AtomicFile::create(folder.path().join("missing/a.xml")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.xml"), folder.path().join("link.xml"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        let mut file = AtomicFile::create(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
