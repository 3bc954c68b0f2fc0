//! The file before SQLite touches it: what it is, whether it may be opened, who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::store::error::OpenError;
use crate::store::schema::{APPLICATION_ID, MIGRATIONS};

/// What a look at the header showed: a portfolio of this version or an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// `user_version` of the header; a log beside the file may hold a newer one.
    pub version: u32,
    /// Bytes.
    pub size: u64,
    /// A log with something in it lies beside the file: a session was cut off, or another one is open.
    pub has_log: bool,
}

/// How the names of temporary files begin.
const TEMPORARY: &str = ".cartera-making-";

const HEADER: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Reads the header by hand and says what the file is. Writes nothing, so that a file of another program stays as
/// it is to the byte. Not for a file that this process has open: closing it here would let go of SQLite's locks.
pub fn look(path: &Path) -> Result<Looked, OpenError> {
    let unreadable = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => OpenError::Missing(path.into()),
        _ => OpenError::Unwritable { path: path.into(), source },
    };
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(OpenError::NotAFile(path.into()));
    }
    let size = meta.len();
    if size == 0 {
        return Err(OpenError::Empty(path.into()));
    }
    let mut header = Vec::with_capacity(HEADER);
    File::open(path).map_err(unreadable)?.take(HEADER as u64).read_to_end(&mut header).map_err(unreadable)?;
    if header.len() < MAGIC.len() || &header[..MAGIC.len()] != MAGIC {
        return Err(OpenError::NotAPortfolio(path.into()));
    }
    let damaged = |what: &str| OpenError::Damaged(path.into(), what.to_owned());
    if header.len() < HEADER {
        return Err(damaged("header cut short"));
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if number(68) != APPLICATION_ID as u32 {
        return Err(OpenError::NotAPortfolio(path.into()));
    }
    let version = number(60);
    let ours = MIGRATIONS.len() as u32;
    if version > ours {
        return Err(OpenError::Newer { path: path.into(), theirs: version, ours });
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        n if n >= 512 && n.is_power_of_two() => u64::from(n),
        _ => return Err(damaged("page size")),
    };
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|m| m.len() > 0);
    // A power cut while the log was copied into the file may leave half a page; the log still holds all of it.
    if !has_log {
        if size % page != 0 {
            return Err(damaged("size is no multiple of the page"));
        }
        // The header's page count is valid only where these two counters agree (file format, 1.3.7).
        if number(24) == number(92) && u64::from(number(28)) > size / page {
            return Err(damaged("cut short"));
        }
    }
    Ok(Looked { version, size, has_log })
}

/// Whether a file of another kind may be written under this name: nothing is there, or a file that is neither one of
/// `never` (nor what lies beside them) nor any portfolio, sound or not. A device or a folder is not replaced either.
pub fn may_replace(target: &Path, never: &[&Path]) -> Result<(), OpenError> {
    let Ok(there) = fs::metadata(target) else { return Ok(()) };
    let is_there = |path: &Path| {
        fs::metadata(path).is_ok_and(|meta| (meta.dev(), meta.ino()) == (there.dev(), there.ino()))
    };
    let kept = never.iter().any(|path| {
        is_there(path) || ["-wal", "-shm", ".lock"].iter().any(|ending| is_there(&beside(path, ending)))
    });
    // The order matters: a portfolio that is open here must not be opened and closed by a look at it.
    if there.is_file()
        && !kept
        && matches!(look(target), Err(OpenError::Empty(_) | OpenError::NotAPortfolio(_)))
    {
        return Ok(());
    }
    Err(OpenError::Exists(target.into()))
}

/// The path with something appended to the file name: `-wal`, `.lock`.
pub(in crate::store) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The folder a file is in; `.` for a bare name.
pub(in crate::store) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder that only its owner may enter, with those above it. One that exists is left as it is.
pub(in crate::store) fn make_folder(folder: &Path) -> Result<(), OpenError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| OpenError::Unwritable { path: folder.into(), source })
}

/// Makes a rename or a new name in this folder durable.
pub(in crate::store) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A new file under a name that nothing else uses, readable by its owner only and locked while it is being written,
/// so that [`sweep`] can tell it from one that a killed process left.
pub(in crate::store) fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let made = tempfile::Builder::new().prefix(TEMPORARY).suffix(".tmp").tempfile_in(folder)?;
    // Where the file system knows no locks, nothing is swept either.
    let _ = made.as_file().try_lock();
    Ok(made)
}

/// Takes away the temporary files that killed processes left in a folder. What is still being written stays.
pub(in crate::store) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.starts_with(TEMPORARY)
            && entry.path().extension().is_some_and(|e| e == "tmp")
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            for ending in ["-wal", "-shm", "-journal", ""] {
                let _ = fs::remove_file(beside(&entry.path(), ending));
            }
        }
    }
}

/// How long a lock of this very process is waited for: let go already, it may live on for a moment in a copy that a
/// program being started inherits.
const OWN_PATIENCE: Duration = Duration::from_millis(500);

/// The right to write, held through a locked file beside the portfolio. The kernel lets go of it when the process
/// ends, however it ends; the file itself stays, because taking it away would be a race.
#[derive(Debug)]
pub struct Lock {
    // Closing the file lets go of the lock.
    _file: File,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    pub fn take(path: &Path) -> Result<Self, OpenError> {
        let lock_path = beside(path, ".lock");
        let unwritable = |source| OpenError::Unwritable { path: lock_path.clone(), source };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&lock_path)
            .map_err(unwritable)?;
        let until = Instant::now() + OWN_PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    let mut text = String::new();
                    let _ = file.seek(SeekFrom::Start(0));
                    let _ = (&file).take(20).read_to_string(&mut text);
                    let pid = text.trim().parse().ok();
                    if pid != Some(std::process::id()) || Instant::now() >= until {
                        return Err(OpenError::Locked { path: path.into(), pid });
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(TryLockError::Error(source)) => return Err(unwritable(source)),
            }
        }
        // The number is only for people; a lock without it holds as well, so a full disk is no reason to refuse.
        let _ = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| writeln!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

/// Refuses network file systems: their locks and shared memory cannot be trusted.
pub(in crate::store) fn refuse_network(path: &Path) -> Result<(), OpenError> {
    match network_kind(folder_of(path)) {
        Some(kind) => Err(OpenError::Network(path.into(), kind)),
        None => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn network_kind(folder: &Path) -> Option<String> {
    let found = rustix::fs::statfs(folder).ok()?;
    // statfs(2): the kernel's numbers, of which only the lower half counts.
    let kind = match found.f_type as u32 {
        0x6969 => "NFS",
        0x517B | 0xFE53_4D42 => "SMB",
        0xFF53_4D42 => "CIFS",
        0x5346_414F => "AFS",
        0x7375_7245 => "Coda",
        0x0000_564C => "NCP",
        // FUSE may be a local disk (NTFS, encrypted folders) or a far one: the mount table tells.
        0x6573_5546 => return far_fuse(&fs::read_to_string("/proc/self/mountinfo").ok()?, folder),
        _ => return None,
    };
    Some(kind.to_owned())
}

#[cfg(not(target_os = "linux"))]
fn network_kind(_: &Path) -> Option<String> {
    None
}

/// The FUSE file system that holds `folder`, where it is one of those that live on another machine.
#[cfg(target_os = "linux")]
fn far_fuse(mounts: &str, folder: &Path) -> Option<String> {
    let folder = fs::canonicalize(folder).ok()?;
    let (_, kind) = mounts
        .lines()
        .filter_map(|line| {
            let (place, kind) = line.split_once(" - ")?;
            Some((place.split(' ').nth(4)?, kind.split(' ').next()?))
        })
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.len())?;
    ["sshfs", "rclone", "s3fs", "davfs", "curlftpfs"]
        .iter()
        .any(|far| kind.strip_prefix("fuse.").is_some_and(|k| k.starts_with(far)))
        .then(|| kind.to_owned())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_far_fuse_mounts_are_network_file_systems() {
        let mounts = "1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 0:5 / /tmp rw shared:1 - fuse.sshfs me@far: rw";
        assert_eq!(far_fuse(mounts, Path::new("/tmp")).as_deref(), Some("fuse.sshfs"));
        assert_eq!(far_fuse(&mounts.replace("fuse.sshfs", "fuseblk"), Path::new("/tmp")), None);
        assert_eq!(far_fuse(mounts, Path::new("/")), None);
    }
}
