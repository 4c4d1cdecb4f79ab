//! A package that was unpacked on the disk: its files are read, and nothing outside it.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{DiskError, Explanation, IoOperation, UserError};
use crate::i18n::Sentence;

/// The largest file that is read; the method's own are far smaller.
const LARGEST: u64 = 8 * 1024 * 1024;
/// How many folders are looked into, where each stands for a language.
const MAX_FOLDERS: usize = 100;

/// The folder of a package.
#[derive(Clone, Debug)]
pub struct Package {
    /// As it was named.
    folder: PathBuf,
    /// The same without links.
    real: PathBuf,
}

/// Why a package cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// The folder holds no such file, which every package has at its root.
    #[error("no {file} in {}", folder.display())]
    NoPackage {
        /// The folder.
        folder: PathBuf,
        /// The file.
        file: &'static str,
        /// The folder that was probably meant.
        nearest: Option<PathBuf>,
    },
    /// A link leads out of the package, or a name is that of something else than a file.
    #[error("{} is no file of the package", .0.display())]
    NoFile(PathBuf),
    /// A file is larger than any of them may be.
    #[error("{} is too large", .0.display())]
    TooLarge(PathBuf),
    /// The disk said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl UserError for PackageError {
    fn explain(&self) -> Explanation {
        let path = |key, path: &Path| Sentence::new(key).with("path", path.display());
        match self {
            Self::NoPackage { folder, file, nearest } => Explanation::new(
                path(key!("error.no-package.what"), folder).with("file", file),
                match nearest {
                    Some(nearest) => path(key!("error.no-package.nearest"), nearest),
                    None => sentence!("error.no-package.help"),
                },
            ),
            Self::NoFile(file) => {
                Explanation::new(path(key!("error.package-file.what"), file), sentence!("error.package-file.help"))
            }
            Self::TooLarge(file) => Explanation::new(
                path(key!("error.package-size.what"), file).with("limit", LARGEST / (1024 * 1024)),
                sentence!("error.package-size.help"),
            ),
            Self::Disk(error) => error.explain(),
        }
    }
}

impl Package {
    /// The package at `folder`, whose root holds the file `head`.
    ///
    /// # Errors
    /// Where the folder is not there, or holds no such file.
    pub fn open(folder: &Path, head: &'static str) -> Result<Self, PackageError> {
        let real = fs::canonicalize(folder).map_err(DiskError::at(IoOperation::Read, folder))?;
        if fs::symlink_metadata(real.join(head)).is_err() {
            // An archive of npm holds everything in a folder of this name.
            let below = folder.join("package");
            let above =
                folder.ancestors().skip(1).find(|above| !above.as_os_str().is_empty() && above.join(head).is_file());
            let nearest = if below.join(head).is_file() { Some(below) } else { above.map(Path::to_owned) };
            return Err(PackageError::NoPackage { folder: folder.to_owned(), file: head, nearest });
        }
        Ok(Self { folder: folder.to_owned(), real })
    }

    /// The bytes of a file of the package, by its path in it; nothing where there is no such file.
    ///
    /// # Errors
    /// Where it leads out of the package, is no file, is too large, or cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PackageError> {
        let shown = self.folder.join(path);
        let real = match fs::canonicalize(self.real.join(path)) {
            Ok(real) => real,
            Err(_) if fs::symlink_metadata(self.real.join(path)).is_err() => return Ok(None),
            Err(error) => return Err(DiskError::new(IoOperation::Read, &shown, &error).into()),
        };
        let is_file = fs::metadata(&real).map_err(DiskError::at(IoOperation::Read, &shown))?.is_file();
        if !is_file || !real.starts_with(&self.real) {
            return Err(PackageError::NoFile(shown));
        }
        let file = File::open(&real).map_err(DiskError::at(IoOperation::Read, &shown))?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(DiskError::at(IoOperation::Read, &shown))?;
        if bytes.len() as u64 > LARGEST {
            return Err(PackageError::TooLarge(shown));
        }
        Ok(Some(bytes))
    }

    /// The names of the folders in a folder of the package, sorted; none where it is not there.
    #[must_use]
    pub fn folders(&self, path: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.real.join(path)) else { return Vec::new() };
        let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut names: Vec<String> =
            folders.filter_map(|entry| entry.file_name().into_string().ok()).take(MAX_FOLDERS).collect();
        names.sort();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::tests::assert_tellable;
    use super::*;

    #[test]
    fn only_the_files_of_the_package_are_read() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("package");
        fs::create_dir_all(folder.join("src/en")).expect("made");
        fs::write(folder.join("package.json"), "{}").expect("written");
        fs::write(home.path().join("secret"), "x").expect("written");
        fs::write(folder.join("src/large"), vec![b' '; usize::try_from(LARGEST).expect("small") + 1]).expect("written");
        let package = Package::open(&folder, "package.json").expect("opened");
        assert_eq!(package.read("package.json").expect("read").as_deref(), Some(b"{}".as_slice()));
        assert_eq!(package.read("src/none.json").expect("none"), None);
        assert_eq!(package.folders("src"), ["en"]);
        assert_eq!(package.folders("none"), Vec::<String>::new());
        let mut errors =
            vec![package.read("src/en").expect_err("a folder"), package.read("src/large").expect_err("large")];
        errors.push(package.read("../secret").expect_err("outside"));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../../secret", folder.join("src/link")).expect("linked");
            std::os::unix::fs::symlink("nowhere", folder.join("src/dangling")).expect("linked");
            std::os::unix::fs::symlink("../package.json", folder.join("src/fine")).expect("linked");
            errors.push(package.read("src/link").expect_err("outside"));
            errors.push(package.read("src/dangling").expect_err("nowhere"));
            assert_eq!(package.read("src/fine").expect("read").as_deref(), Some(b"{}".as_slice()));
        }
        let elsewhere = [home.path().to_owned(), folder.join("src"), home.path().join("none")];
        errors.extend(elsewhere.map(|folder| Package::open(&folder, "package.json").expect_err("none")));
        for error in &errors {
            assert_tellable(error);
        }
        let nearest = |error: &PackageError| match error {
            PackageError::NoPackage { nearest, .. } => nearest.clone(),
            _ => None,
        };
        let found: Vec<PathBuf> = errors.iter().filter_map(nearest).collect();
        assert_eq!(found, [folder.clone(), folder]);
    }
}
