//! Which bytes are which letters: detection from a sample and decoding as a stream.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The upper half of code page 850 (DOS, Western Europe), which the WHATWG does not know.
const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö',
    'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®',
    '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥',
    '┐', '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë',
    'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ',
    'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{AD}', '±', '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³',
    '²', '■', '\u{A0}',
];

/// Where windows-1252 has signs and a few letters and ISO 8859-1 nothing.
const WINDOWS_C1: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// How the bytes of a file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// An encoding of the WHATWG list.
    Known(&'static Encoding),
    /// Code page 850.
    Cp850,
}

impl Charset {
    /// The WHATWG name, or `cp850`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Cp850 => "cp850",
        }
    }
}

/// What the first bytes say: the charset and the length of a byte order mark. `None` for bytes that are no text.
pub fn detect(sample: &[u8]) -> Option<(Charset, usize)> {
    if sample.starts_with(&[0xFF, 0xFE, 0, 0]) || sample.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return None;
    }
    if let Some((encoding, length)) = Encoding::for_bom(sample) {
        return Some((Charset::Known(encoding), length));
    }
    let pairs = sample.len() / 2;
    let nul_at = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    if pairs >= 4 {
        // Western text in UTF-16 has a zero in nearly every pair, always on the same side.
        if odd * 10 > pairs * 7 && even * 20 < pairs {
            return Some((Charset::Known(UTF_16LE), 0));
        }
        if even * 10 > pairs * 7 && odd * 20 < pairs {
            return Some((Charset::Known(UTF_16BE), 0));
        }
    }
    if (even + odd) * 20 > sample.len() {
        return None;
    }
    Some((single_bytes(sample), 0))
}

/// UTF-8 where it is valid or nearly so; else the single-byte code page with the better evidence.
fn single_bytes(sample: &[u8]) -> Charset {
    let (mut sequences, mut invalid) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // A sample may end inside a letter; and letters that are valid UTF-8 hardly occur by chance.
    if invalid == 0 || (invalid == 1 && sample.utf8_chunks().last().is_some_and(|c| cut_letter(c.invalid())))
    {
        return Charset::Known(UTF_8);
    }
    if sequences * 4 >= invalid {
        return Charset::Known(UTF_8);
    }
    let (mut dos, mut windows, mut c1, mut euro) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (i, &byte) in sample.iter().enumerate().filter(|(_, b)| **b >= 0x80) {
        let beside = |at: Option<usize>| at.and_then(|at| sample.get(at)).copied().unwrap_or(b' ');
        let (before, after) = (beside(i.checked_sub(1)), beside(Some(i + 1)));
        let of_windows = if byte < 0xA0 { WINDOWS_C1[usize::from(byte - 0x80)] } else { char::from(byte) };
        dos += likeness(CP850[usize::from(byte - 0x80)], before, after);
        windows += likeness(of_windows, before, after);
        euro += usize::from(byte == 0xA4);
        c1 += usize::from(byte < 0xA0);
    }
    if dos > windows {
        return Charset::Cp850;
    }
    if windows == 0 || sample.iter().filter(|b| **b >= 0x80).count() > 200 {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(sample, true);
        let guess = detector.guess(Some(b"es"), chardetng::Utf8Detection::Deny);
        if !guess.is_single_byte() || matches!(guess.name(), "windows-1251" | "windows-1253" | "KOI8-U") {
            return Charset::Known(guess);
        }
    }
    // 0xA4 is the euro sign in ISO-8859-15 and a sign nobody writes in windows-1252.
    if euro > 0 && c1 == 0 { Charset::Known(encoding_rs::ISO_8859_15) } else { Charset::Known(WINDOWS_1252) }
}

/// How much a character looks like the one that was written between these two: nothing where it is no letter, or large
/// among small ones or the other way round.
fn likeness(c: char, before: u8, after: u8) -> usize {
    let fits = if c.is_uppercase() {
        !before.is_ascii_lowercase() && (before.is_ascii_uppercase() || after.is_ascii_alphabetic())
    } else {
        before.is_ascii_lowercase() || after.is_ascii_lowercase()
    };
    let small = c.to_lowercase().next().unwrap_or(c);
    match small {
        _ if !fits => 0,
        'á' | 'é' | 'í' | 'ó' | 'ú' | 'ñ' | 'ü' => 3,
        'à' | 'è' | 'ò' | 'ã' | 'õ' | 'ê' | 'ô' | 'ä' | 'ö' | 'ç' => 2,
        'ß'..='ö' | 'ø'..='ÿ' | 'š' | 'œ' | 'ž' => 1,
        _ => 0,
    }
}

/// Whether these are the first bytes of a letter whose rest the sample has cut off.
fn cut_letter(bytes: &[u8]) -> bool {
    matches!(bytes, [0xC2..=0xEF] | [0xE0..=0xEF, _] | [0xF0..=0xF4, ..]) && bytes.len() < 4
}

/// Bytes in, UTF-8 out. Bytes that are no letters become U+FFFD and are counted.
pub struct Transcode<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    out: Vec<u8>,
    sent: usize,
    finished: bool,
    replaced: Rc<Cell<u64>>,
}

impl<R: Read> Transcode<R> {
    /// A stream over `inner`, which stands after any byte order mark. `replaced` counts as reading goes on.
    pub fn new(inner: R, charset: Charset, replaced: Rc<Cell<u64>>) -> Self {
        let decoder = match charset {
            Charset::Known(encoding) => Some(encoding.new_decoder_without_bom_handling()),
            Charset::Cp850 => None,
        };
        Self {
            inner,
            decoder,
            raw: vec![0; 1 << 15],
            start: 0,
            end: 0,
            out: Vec::with_capacity(1 << 17),
            sent: 0,
            finished: false,
            replaced,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.sent = 0;
        while self.out.is_empty() && !self.finished {
            if self.start == self.end {
                self.end = self.inner.read(&mut self.raw)?;
                self.start = 0;
            }
            let last = self.end == 0;
            if let Some(decoder) = &mut self.decoder {
                let mut scratch = [0_u8; 1 << 14];
                let input = &self.raw[self.start..self.end];
                let (result, read, written) =
                    decoder.decode_to_utf8_without_replacement(input, &mut scratch, last);
                self.start += read;
                self.out.extend_from_slice(&scratch[..written]);
                match result {
                    DecoderResult::Malformed(..) => {
                        self.replaced.set(self.replaced.get() + 1);
                        self.out.extend_from_slice("\u{FFFD}".as_bytes());
                    }
                    DecoderResult::InputEmpty => self.finished = last,
                    DecoderResult::OutputFull => {}
                }
            } else {
                for &byte in &self.raw[self.start..self.end] {
                    let letter = if byte < 0x80 { char::from(byte) } else { CP850[usize::from(byte - 0x80)] };
                    self.out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
                self.start = self.end;
                self.finished = last;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcode<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.sent == self.out.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.out.len() - self.sent);
        buffer[..count].copy_from_slice(&self.out[self.sent..self.sent + count]);
        self.sent += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Muñoz;Ñandú;café;corazón\r\nNúñez;Peña;José;Íñigo\r\n";

    fn cp850(text: &str) -> Vec<u8> {
        text.chars()
            .map(|c| match u8::try_from(c) {
                Ok(b) if b < 0x80 => b,
                _ => 0x80 + CP850.iter().position(|x| *x == c).unwrap() as u8,
            })
            .collect()
    }

    fn decoded(bytes: &[u8]) -> (String, &'static str, u64) {
        let (charset, bom) = detect(bytes).unwrap();
        let replaced = Rc::new(Cell::new(0));
        let mut text = String::new();
        Transcode::new(&bytes[bom..], charset, replaced.clone()).read_to_string(&mut text).unwrap();
        (text, charset.name(), replaced.get())
    }

    #[test]
    fn each_encoding_is_told_and_read() {
        let utf16 = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let windows = WINDOWS_1252.encode(TEXT).0.into_owned();
        let mut marked = b"\xEF\xBB\xBF".to_vec();
        marked.extend(TEXT.as_bytes());
        let mut le = vec![0xFF, 0xFE];
        le.extend(utf16(false));
        let mut be = vec![0xFE, 0xFF];
        be.extend(utf16(true));
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (marked, "UTF-8"),
            (windows, "windows-1252"),
            (utf16(false), "UTF-16LE"),
            (utf16(true), "UTF-16BE"),
            (le, "UTF-16LE"),
            (be, "UTF-16BE"),
            (cp850(TEXT), "cp850"),
        ] {
            assert_eq!(decoded(&bytes), (TEXT.to_owned(), name, 0), "{name}");
        }
    }

    #[test]
    fn the_euro_of_iso_8859_15_is_told_from_windows() {
        let (text, name, _) = decoded(b"Mu\xF1oz;12 \xA4\n");
        assert_eq!((text.as_str(), name), ("Muñoz;12 €\n", "ISO-8859-15"));
        let (text, name, _) = decoded(b"Mu\xF1oz;12 \x80\n");
        assert_eq!((text.as_str(), name), ("Muñoz;12 €\n", "windows-1252"));
    }

    #[test]
    fn one_word_tells_the_code_page_of_dos_from_that_of_windows() {
        let dos = |text: &str| -> Vec<u8> {
            let byte = |c| CP850.iter().position(|letter| *letter == c).map_or(c as u8, |at| at as u8 + 0x80);
            text.chars().map(byte).collect()
        };
        for word in [
            "JOSÉ",
            "GARCÍA",
            "LÓPEZ",
            "ÁVILA",
            "Álvaro",
            "MUÑOZ",
            "Muñoz",
            "RAÚL",
            "Raúl",
            "Número",
            "NÚMERO",
            "Düsseldorf",
            "MÜLLER",
            "São",
            "Conceição",
            "garçon",
            "Município",
            "Útil",
        ] {
            let text = format!("{word};12\n");
            let (read, name, _) = decoded(&WINDOWS_1252.encode(&text).0);
            assert_eq!((read.as_str(), name), (text.as_str(), "windows-1252"), "{word}");
            if word != "Útil" {
                // Alone it could be étil.
                let (read, name, _) = decoded(&dos(&text));
                assert_eq!((read.as_str(), name), (text.as_str(), "cp850"), "{word}");
            }
        }
        // A blank that does not break beside a word is no letter.
        let (read, _, _) = decoded(b"Compa\xF1\xEDa;4403,55\xA0EUR\n1,10\xA0EUR\n");
        assert!(read.starts_with("Compañía;4403,55\u{A0}EUR"), "{read}");
    }

    #[test]
    fn bytes_without_meaning_are_replaced_and_counted() {
        let (text, name, replaced) = decoded(
            "Pérez;Núñez;á\n".as_bytes().iter().copied().chain(*b"x\xFFy\n").collect::<Vec<_>>().as_slice(),
        );
        assert_eq!((text.as_str(), name, replaced), ("Pérez;Núñez;á\nx\u{FFFD}y\n", "UTF-8", 1));
    }

    #[test]
    fn a_file_of_zeros_is_no_text() {
        assert_eq!(detect(&[0; 100]), None);
        assert_eq!(detect(&[0xFF, 0xFE, 0, 0, 65, 0, 0, 0]), None);
    }
}
