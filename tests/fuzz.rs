//! Mutated files, a target for each form: reading one never panics, never hangs, and never takes more memory than is
//! promised. Seconds by default; `CARTERA_FUZZ_SECONDS=600` goes on for longer, `CARTERA_FUZZ_SEED` begins elsewhere.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use cartera::exchange::{Options, Plan};
use rust_xlsxwriter::{Format, Workbook};

/// Time that one file may take, and memory that all of them may.
const SLOWEST: Duration = Duration::from_secs(10);
const MOST_KB: u64 = 256 << 10;

/// Xorshift: the same seed makes the same files for ever.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// Pieces that have hurt readers before.
const PIECES: [&[u8]; 36] = [
    b"\"",
    b"\"\"",
    b";",
    b",",
    b"\t",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\x1B[2J",
    b"9999999999999999999999",
    b"-1",
    b"1e308",
    b"NaN",
    b"31/02/2026",
    b"0/0/00",
    b"1.000,00.0",
    b"=cmd|'/c calc'!A1",
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"N;ENCODING=QUOTED-PRINTABLE:=",
    b"TEL;TYPE=\"CELL:+34",
    b"PHOTO;ENCODING=b:",
    b"item1.X-ABLabel:",
    b"FN;CHARSET=UTF-16:\xD8\x00",
    b"<c r=\"XFD1048576\" t=\"s\"><v>99999</v></c>",
    b"<row r=\"4294967295\">",
    b"<c t=\"d\"><v>0000-00-00</v></c>",
    b"<c s=\"99999\"><v>-1e300</v></c>",
    b"uniqueCount=\"18446744073709551615\"",
    b"<si><t>",
    b"</sheetData>",
    b"&#x0;&bogus;",
    b"]]>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
];

fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(out.len() + 1);
        let length = chance.below(64).min(out.len() - at);
        match chance.below(7) {
            0 if at < out.len() => out[at] ^= 1 << chance.below(8),
            1 if at < out.len() => out[at] = chance.next() as u8,
            2 => {
                let piece = PIECES[chance.below(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
            3 => {
                out.drain(at..at + length);
            }
            4 => {
                let part = out[at..at + length].repeat(1 + chance.below(200));
                out.splice(at..at, part);
            }
            5 => out.truncate(at),
            _ => {
                let piece = PIECES[chance.below(PIECES.len())];
                let end = (at + piece.len()).min(out.len());
                out.splice(at..end, piece.iter().copied());
            }
        }
    }
    out
}

/// A workbook with one of its parts mutated, packed anew so that the check sums hold.
fn repacked(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let chosen = chance.below(archive.len());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let sheet = name.contains("worksheets/sheet") || name.contains("sharedStrings");
        if index == chosen || (sheet && chance.below(2) == 0) {
            content = mutated(&content, chance);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Portada").unwrap();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, name) in ["factura", "fecha", "cliente", "importe"].into_iter().enumerate() {
        sheet.write(1, column as u16, name).unwrap();
    }
    for row in 2..30 {
        sheet.write(row, 0, row).unwrap();
        sheet.write_with_format(row, 1, 46_000.0 + f64::from(row), &day).unwrap();
        sheet.write(row, 2, format!("Cliente {}", row % 7)).unwrap();
        sheet.write(row, 3, f64::from(row) * 1.1).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Golden files of the import, by their endings.
fn seeds(is_wanted: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let ending = |name: &Path| name.extension().unwrap_or_default().to_string_lossy().into_owned();
    let found: Vec<Vec<u8>> = (names.iter().filter(|name| is_wanted(&ending(name))))
        .map(|name| std::fs::read(name).unwrap())
        .collect();
    assert!(!found.is_empty());
    found
}

/// Most memory this process has held, where the system says it.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

fn read(path: &Path) -> bool {
    let Ok(mut plan) = Plan::open(path, Options::default()) else { return false };
    plan.questions.clear();
    plan.for_each(&mut |_| ControlFlow::Continue(()), &mut |_| ControlFlow::Continue(())).is_ok()
}

#[test]
fn no_text_hurts() {
    let seeds = seeds(|ending| !["vcf", "xlsx"].contains(&ending));
    fuzz("text", |chance| mutated(&seeds[chance.below(seeds.len())], chance));
}

#[test]
fn no_card_hurts() {
    let seeds = seeds(|ending| ending == "vcf");
    fuzz("card", |chance| mutated(&seeds[chance.below(seeds.len())], chance));
}

#[test]
fn no_workbook_hurts() {
    let mut seeds = seeds(|ending| ending == "xlsx");
    seeds.push(workbook());
    fuzz("workbook", |chance| {
        let seed = &seeds[chance.below(seeds.len())];
        // The archive damaged, or a sheet in an archive that is whole.
        if chance.below(3) == 0 { mutated(seed, chance) } else { repacked(seed, chance) }
    });
}

/// Reads what `make` makes, until time is up.
fn fuzz(what: &str, make: impl Fn(&mut Chance) -> Vec<u8>) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let until = Instant::now() + Duration::from_secs(number("CARTERA_FUZZ_SECONDS").unwrap_or(3));
    let seed = number("CARTERA_FUZZ_SEED").unwrap_or(20_261_126);
    let mut chance = Chance(seed | 1);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let (mut files, mut understood) = (0_u64, 0_u64);
    while Instant::now() < until {
        let bytes = make(&mut chance);
        std::fs::write(&path, &bytes).unwrap();
        let begun = Instant::now();
        let read = std::panic::catch_unwind(|| read(&path));
        let kept = || {
            let kept = std::env::temp_dir().join(format!("cartera-fuzz-{what}-{seed}-{files}"));
            std::fs::write(&kept, &bytes).unwrap();
            kept.display().to_string()
        };
        let Ok(fine) = read else { panic!("a panic; the file is kept as {}", kept()) };
        understood += u64::from(fine);
        assert!(begun.elapsed() < SLOWEST, "{:?}; the file is kept as {}", begun.elapsed(), kept());
        assert!(peak_kb() < MOST_KB, "{} KB; the file is kept as {}", peak_kb(), kept());
        files += 1;
    }
    eprintln!("{what}: {files} files, {understood} of them read to the end, {} KB at most", peak_kb());
    assert!(understood > 0);
}
