//! The file of a bundle: gzip'd JSON lines. The first says what it is, the last seals what stands between with its hash;
//! a file that is cut, altered, too large or of a later version is refused before a line of it is used. Knows nothing of
//! what the lines mean.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Version of the lines this program writes; it reads earlier ones too. 2 brought offers; 3 knows a record whose code became
/// another one, and what belongs to the whole business; 4 says of everybody what they said by themselves, and who is one; 5
/// tells which labels and own fields were deleted.
pub const VERSION: u32 = 5;
/// Bytes a line may have.
const LINE: u64 = 64 << 20;
/// Bytes a bundle may unpack to, and how much more that may be than the file.
const UNPACKED: u64 = 4 << 30;
const BOMB: u64 = 64 << 20;
const RATIO: u64 = 400;

/// What a bundle is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the lines.
    pub cartera_bundle: u32,
    /// Which portfolio it came from; copies share it.
    pub portfolio: String,
    /// ISO code of its amounts.
    pub currency: String,
    /// Who made it.
    pub author: String,
    /// When, local time.
    pub made_at: String,
    /// Only what was touched since this day; empty is everything.
    #[serde(default)]
    pub since: String,
    /// Settings of that portfolio that change figures, by key; none in bundles of before.
    #[serde(default)]
    pub settings: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Seal {
    lines: u64,
    sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    seal: Seal,
}

/// Why a bundle cannot be read.
#[derive(Debug)]
pub enum Fault {
    /// The file cannot be read.
    Io(io::Error),
    /// It is no bundle.
    NotABundle,
    /// Made by a later version of the program.
    Newer(u32),
    /// Cut or altered: what does not fit.
    Damaged(&'static str),
    /// Larger than any bundle: megabytes unpacked.
    TooLarge(u64),
}

/// Writes a bundle.
pub struct Writer<W: Write> {
    out: GzEncoder<W>,
    hash: Sha256,
    lines: u64,
}

impl<W: Write> Writer<W> {
    /// Begins with the header.
    pub fn new(out: W, header: &Header) -> io::Result<Self> {
        // The same content gives the same bytes: no moment of packing stands in the file.
        let mut writer =
            Self { out: GzEncoder::new(out, Compression::default()), hash: Sha256::new(), lines: 0 };
        writer.line(header)?;
        writer.lines = 0;
        Ok(writer)
    }

    /// One line.
    pub fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(value)?;
        bytes.push(b'\n');
        self.hash.update(&bytes);
        self.lines += 1;
        self.out.write_all(&bytes)
    }

    /// Seals it; answers how many lines there are and where it was written to.
    pub fn finish(mut self) -> io::Result<(u64, W)> {
        let seal = Sealed { seal: Seal { lines: self.lines, sha256: hex(self.hash) } };
        let mut bytes = serde_json::to_vec(&seal)?;
        bytes.push(b'\n');
        self.out.write_all(&bytes)?;
        Ok((self.lines, self.out.finish()?))
    }
}

/// Reads a bundle that was looked at whole before.
pub struct Reader {
    /// What it is.
    pub header: Header,
    /// Lines between the header and the seal.
    pub lines: u64,
    from: Lines,
    read: u64,
}

impl Reader {
    /// Looks at the whole file, and stands before its first line.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let (header, lines) = check(path)?;
        let mut from = Lines::open(path)?;
        from.advance()?;
        Ok(Self { header, lines, from, read: 0 })
    }

    /// The next line; none at the end.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, Fault> {
        if self.read == self.lines {
            return Ok(None);
        }
        self.read += 1;
        if self.from.advance()? { Ok(Some(&self.from.line)) } else { Err(Fault::Damaged("end")) }
    }
}

fn check(path: &Path) -> Result<(Header, u64), Fault> {
    let mut from = Lines::open(path)?;
    if !from.advance()? {
        return Err(Fault::NotABundle);
    }
    let version: Option<u64> = serde_json::from_slice::<serde_json::Value>(&from.line)
        .ok()
        .and_then(|head| head.get("cartera_bundle").and_then(serde_json::Value::as_u64));
    match version {
        None => return Err(Fault::NotABundle),
        Some(version) if version > u64::from(VERSION) => return Err(Fault::Newer(version as u32)),
        Some(_) => {}
    }
    let header: Header = serde_json::from_slice(&from.line).map_err(|_| Fault::Damaged("header"))?;
    let mut hash = Sha256::new();
    hash.update(&from.line);
    let mut lines = 0;
    // The last line is known only when no other follows: one is held back.
    let mut held: Option<Vec<u8>> = None;
    while from.advance()? {
        if let Some(line) = held.replace(from.line.clone()) {
            hash.update(&line);
            lines += 1;
        }
    }
    let last = held.ok_or(Fault::Damaged("end"))?;
    let Sealed { seal } = serde_json::from_slice(&last).map_err(|_| Fault::Damaged("end"))?;
    if seal.lines != lines || seal.sha256 != hex(hash) {
        return Err(Fault::Damaged("content"));
    }
    Ok((header, lines))
}

/// Lines of a gzip'd file, within bounds.
struct Lines {
    input: BufReader<GzDecoder<BufReader<File>>>,
    line: Vec<u8>,
    packed: u64,
    unpacked: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, Fault> {
        let mut file = File::open(path).map_err(Fault::Io)?;
        let packed = file.metadata().map_err(Fault::Io)?.len();
        let mut magic = [0; 2];
        if file.read_exact(&mut magic).is_err() || magic != [0x1f, 0x8b] {
            return Err(Fault::NotABundle);
        }
        let file = File::open(path).map_err(Fault::Io)?;
        Ok(Self {
            input: BufReader::with_capacity(1 << 16, GzDecoder::new(BufReader::new(file))),
            line: Vec::new(),
            packed,
            unpacked: 0,
        })
    }

    /// Reads a line with its end; false where there is none.
    fn advance(&mut self) -> Result<bool, Fault> {
        self.line.clear();
        let read = (&mut self.input).take(LINE).read_until(b'\n', &mut self.line);
        match read {
            Ok(0) => return Ok(false),
            Ok(count) => self.unpacked += count as u64,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Fault::Io(error)),
            Err(_) => return Err(Fault::Damaged("gzip")),
        }
        let bomb = self.unpacked > BOMB && self.unpacked / self.packed.max(1) > RATIO;
        if bomb || self.unpacked > UNPACKED || self.line.len() as u64 >= LINE {
            return Err(Fault::TooLarge(self.unpacked >> 20));
        }
        if self.line.last() != Some(&b'\n') {
            return Err(Fault::Damaged("end"));
        }
        Ok(true)
    }
}

fn hex(hash: Sha256) -> String {
    use std::fmt::Write as _;
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("a.bundle");
        let header = Header { cartera_bundle: VERSION, author: "ana".into(), ..Header::default() };
        let mut writer = Writer::new(File::create(&path).unwrap(), &header).unwrap();
        for n in 0..50 {
            writer.line(&serde_json::json!({ "n": n, "text": "x".repeat(n) })).unwrap();
        }
        writer.finish().unwrap();
        path
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut reader = Reader::open(&bundle(folder.path())).unwrap();
        assert_eq!((reader.header.author.as_str(), reader.lines), ("ana", 50));
        let mut count = 0;
        while let Some(line) = reader.next_line().unwrap() {
            assert!(line.starts_with(b"{\"n\":"));
            count += 1;
        }
        assert_eq!(count, 50);
    }

    #[test]
    fn a_cut_or_altered_bundle_is_refused_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = bundle(folder.path());
        let bytes = std::fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(7) {
            let mut altered = bytes.clone();
            altered[at] ^= 0x55;
            std::fs::write(&path, &altered).unwrap();
            // A few bytes of gzip's own header mean nothing.
            assert!(Reader::open(&path).is_err() || (3..10).contains(&at), "byte {at}");
            std::fs::write(&path, &bytes[..at]).unwrap();
            assert!(Reader::open(&path).is_err(), "cut at {at}");
        }
    }
}
