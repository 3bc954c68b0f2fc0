//! Rows that a spreadsheet wrote as one cell: the whole row in quotes, with its own quotes doubled.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The bytes and the ends of the cells of a row that stands in one cell; `None` where it holds no delimiter or more than
/// one row.
pub fn cells(text: &[u8], delimiter: u8) -> Option<(Vec<u8>, Vec<usize>)> {
    let most = memchr::memchr_iter(delimiter, text).count() + 1;
    if most == 1 {
        return None;
    }
    let mut core = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut data, mut ends) = (vec![0; text.len() + 1], vec![0; most + 1]);
    let (result, read, written, count) = core.read_record(text, &mut data, &mut ends);
    let (written, count) = match result {
        ReadRecordResult::InputEmpty => {
            let (result, _, more, further) = core.read_record(&[], &mut data[written..], &mut ends[count..]);
            if result != ReadRecordResult::Record {
                return None;
            }
            (written + more, count + further)
        }
        ReadRecordResult::Record if text[read..].trim_ascii().is_empty() => (written, count),
        _ => return None,
    };
    data.truncate(written);
    ends.truncate(count);
    Some((data, ends))
}

/// The same as texts.
pub fn texts(text: &str, delimiter: u8) -> Option<Vec<String>> {
    let (data, ends) = cells(text.as_bytes(), delimiter)?;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let cell = |(start, end): (usize, &usize)| String::from_utf8_lossy(&data[start..*end]).trim().to_owned();
    Some(starts.zip(&ends).map(cell).collect())
}

/// Puts rows that stand in one cell apart, where they then have as many cells as the widest row of the table; where all do,
/// as the first of them.
pub fn put_apart(rows: &mut [(u64, Vec<String>)], delimiter: u8) {
    let alone = |cells: &[String]| !cells.is_empty() && cells[1..].iter().all(String::is_empty);
    let widest = |rows: &[(u64, Vec<String>)]| {
        rows.iter().filter(|(_, cells)| !alone(cells)).map(|(_, cells)| cells.len()).max()
    };
    let first = || texts(rows.first()?.1.first()?, delimiter).map(|cells| cells.len()).filter(|n| *n > 2);
    let Some(width) = widest(rows).or_else(first) else { return };
    for (_, cells) in rows.iter_mut().filter(|(_, cells)| alone(cells)) {
        if let Some(apart) = texts(&cells[0], delimiter).filter(|apart| apart.len() >= width) {
            *cells = apart;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_in_one_cell_is_a_row() {
        let found = texts("12/03/2026,\"Bar Nou, SCP\",Café,\"12,50\"", b',').unwrap();
        assert_eq!(found, ["12/03/2026", "Bar Nou, SCP", "Café", "12,50"]);
        assert_eq!(texts("a,b,", b',').unwrap(), ["a", "b", ""]);
        assert_eq!(texts("Nota al pie", b','), None);
        assert_eq!(texts("a,b\nc,d", b','), None);
    }
}
