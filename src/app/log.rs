//! The log: a file per day, seven kept, in the folder of the program's state. Holds ids, counts and causes; never a name, a phone
//! number or anything else typed or imported.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Logs into `folder`, which is made (for its owner only) with the first line: who only looks at the first card and
/// leaves finds no file afterwards. What is logged is chosen by `CARTERA_LOG` (as `debug`), else `info`. The log is
/// written out when the guard is dropped. `None` where something logs already.
pub fn start(folder: &Path) -> Option<WorkerGuard> {
    let (writer, guard) = tracing_appender::non_blocking(Late { folder: folder.to_owned(), file: None });
    let filter = EnvFilter::try_from_env("CARTERA_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer).try_init().ok()?;
    Some(guard)
}

/// Files that are made when the first line comes. Where they cannot be made the lines are lost: the program goes on.
struct Late {
    folder: PathBuf,
    file: Option<RollingFileAppender>,
}

impl Late {
    fn open(&self) -> io::Result<RollingFileAppender> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        Builder::new()
            .rotation(Rotation::DAILY)
            .filename_prefix("cartera")
            .filename_suffix("log")
            .max_log_files(7)
            .build(&self.folder)
            .map_err(io::Error::other)
    }
}

impl Write for Late {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.file.is_none() {
            self.file = Some(self.open()?);
        }
        self.file.as_mut().map_or(Ok(line.len()), |file| file.write(line))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_without_lines_leaves_no_file() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("log");
        let mut late = Late { folder: folder.clone(), file: None };
        late.flush().unwrap();
        assert!(!folder.exists());
        late.write_all(b"one\n").unwrap();
        late.flush().unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    }
}
