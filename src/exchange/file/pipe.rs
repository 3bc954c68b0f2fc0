//! A file that is no text made text on the way: another thread turns workbook or cards into lines of CSV, this end
//! reads them. Memory holds a few chunks, whatever the file holds.
//!
//! Each line begins with the number of the row in its file. A cell that was a number in its file, not words, begins
//! with [`TYPED`], so that no decimal mark is guessed for it.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::exchange::error::ImportError;

/// First byte of a cell that the file holds as a number.
pub const TYPED: u8 = 0x1F;
/// Name of the threads that read what is no text. A panic in one is a damaged file, and said as such.
pub const CONVERTS: &str = "convert";
/// Bytes of a chunk, and how many may wait.
const CHUNK: usize = 1 << 16;
const WAITING: usize = 8;
/// Bytes that one file may become: cells far to the right are mostly blanks between commas.
const MOST: u64 = 512 << 20;

/// Where the number of the sheet stands in that of the row.
const SHEET: u32 = 32;

/// Sheet and row that the number of a line means.
pub fn place(number: u64) -> (usize, u64) {
    ((number >> SHEET) as usize, number & ((1 << SHEET) - 1))
}

/// What the other thread stumbled over, on its way through [`io::Error`].
#[derive(Debug)]
pub struct Trouble(pub ImportError);

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
impl std::error::Error for Trouble {}

/// Where lines are written.
pub struct Lines {
    send: Option<SyncSender<Result<Vec<u8>, ImportError>>>,
    chunk: Vec<u8>,
    written: u64,
    sheet: u64,
}

/// Nobody reads any more, or there is too much to read.
#[derive(Debug)]
pub enum Stop {
    /// The reader is gone.
    Unread,
    /// More than any table holds; in megabytes.
    TooMuch(u64),
}

impl Lines {
    /// Lines kept at hand, for a look at the first ones.
    pub fn at_hand() -> Self {
        Self { send: None, chunk: Vec::new(), written: 0, sheet: 0 }
    }

    /// What has been written at hand.
    pub fn into_bytes(self) -> Vec<u8> {
        self.chunk
    }

    /// Begins a line.
    pub fn begin(&mut self, row: u64) {
        self.chunk.extend_from_slice((row | self.sheet << SHEET).to_string().as_bytes());
    }

    /// What follows stands in this sheet, from 0.
    pub fn turn_to(&mut self, sheet: usize) {
        self.sheet = sheet as u64;
    }

    /// A cell of words; control characters that would look like a number's mark are left out.
    pub fn text(&mut self, text: &str) {
        self.chunk.extend_from_slice(b",\"");
        let text = text.trim_start_matches(char::from(TYPED));
        for (i, part) in text.split('"').enumerate() {
            if i > 0 {
                self.chunk.extend_from_slice(b"\"\"");
            }
            self.chunk.extend_from_slice(part.as_bytes());
        }
        self.chunk.push(b'"');
    }

    /// A cell that is a number: digits, a point, a sign.
    pub fn number(&mut self, digits: &str) {
        self.chunk.extend_from_slice(&[b',', TYPED]);
        self.chunk.extend_from_slice(digits.as_bytes());
    }

    /// Cells with nothing in them.
    pub fn blanks(&mut self, count: usize) {
        self.chunk.resize(self.chunk.len() + count, b',');
    }

    /// Ends a line.
    pub fn end(&mut self) -> Result<(), Stop> {
        self.chunk.push(b'\n');
        if self.send.is_some() && self.chunk.len() >= CHUNK {
            return self.flush();
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stop> {
        let Some(send) = &self.send else { return Ok(()) };
        self.written += self.chunk.len() as u64;
        if self.written > MOST {
            return Err(Stop::TooMuch(self.written >> 20));
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK + 4096));
        send.send(Ok(chunk)).map_err(|_| Stop::Unread)
    }
}

/// The reading end.
pub struct Pipe {
    receive: Receiver<Result<Vec<u8>, ImportError>>,
    chunk: Vec<u8>,
    at: usize,
}

/// Starts `make` in a thread of its own and gives what it writes. It ends when the pipe is dropped. A panic in it (of
/// a reader that a damaged file confuses) is the error that `broken` says.
pub fn pipe(
    make: impl FnOnce(&mut Lines) -> Result<(), ImportError> + Send + 'static,
    broken: fn() -> ImportError,
) -> io::Result<Pipe> {
    let (send, receive) = sync_channel(WAITING);
    std::thread::Builder::new().name(CONVERTS.to_owned()).spawn(move || {
        let mut lines =
            Lines { send: Some(send.clone()), chunk: Vec::with_capacity(CHUNK), written: 0, sheet: 0 };
        let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| make(&mut lines)));
        let made = made.unwrap_or_else(|_| Err(broken()));
        let made = made.and_then(|()| lines.flush().or_else(|stop| stopped(&stop)));
        if let Err(error) = made {
            // Nobody may be there to hear it.
            let _ = send.send(Err(error));
        }
    })?;
    Ok(Pipe { receive, chunk: Vec::new(), at: 0 })
}

/// What a stop means for the one who writes.
pub fn stopped(stop: &Stop) -> Result<(), ImportError> {
    match stop {
        Stop::Unread => Ok(()),
        Stop::TooMuch(megabytes) => Err(ImportError::Bomb { megabytes: *megabytes }),
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            match self.receive.recv() {
                Ok(Ok(chunk)) => (self.chunk, self.at) = (chunk, 0),
                Ok(Err(error)) => return Err(io::Error::other(Trouble(error))),
                Err(_) => return Ok(0),
            }
        }
        let count = buffer.len().min(self.chunk.len() - self.at);
        buffer[..count].copy_from_slice(&self.chunk[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
