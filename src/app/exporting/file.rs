//! A file that appears whole or not at all, for its owner only.

use std::fs::File;
use std::io;
use std::path::Path;

use super::Failure;

/// Has a file filled beside its place (mode 0600), makes it durable, and puts it there.
pub fn whole_file<T>(
    path: &Path,
    fill: impl FnOnce(&mut File, &Path) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let unwritable = |cause: io::Error| Failure::file(path, cause);
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A temporary file of this crate is made with mode 0600.
    let mut file = tempfile::Builder::new().prefix(".export-").tempfile_in(folder).map_err(unwritable)?;
    let filled = fill(file.as_file_mut(), folder).map_err(|failure| match failure {
        Failure::Out(cause) => unwritable(cause),
        other => other,
    })?;
    file.as_file().sync_all().map_err(unwritable)?;
    file.persist(path).map_err(|e| unwritable(e.error))?;
    File::open(folder).and_then(|f| f.sync_all()).map_err(unwritable)?;
    Ok(filled)
}
