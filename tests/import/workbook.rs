//! Workbooks: the sheet that is meant, numbers and days as the workbook has them, and hostile archives.

use std::io::Write;

use cartera::exchange::{ImportError, Options};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::support::{Reading, read_bytes};

fn reading(mut book: Workbook) -> Reading {
    read_bytes(&book.save_to_buffer().unwrap(), Options::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// A cover, a title above the table, typed numbers, days, and texts that look like numbers.
fn invoices() -> Workbook {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Portada").unwrap();
    cover.write(0, 0, "Ferretería Inventada").unwrap();
    let sheet = book.add_worksheet().set_name("Facturas").unwrap();
    sheet.write(0, 0, "Libro de facturas 2026").unwrap();
    for (column, name) in
        ["Nº Factura", "Fecha", "Cliente", "NIF", "Base imponible", "Total"].iter().enumerate()
    {
        sheet.write(3, column as u16, *name).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, (number, date, name, base)) in [
        (1.0, "2026-04-03", "Ana Peña", 1.12),
        (2.0, "2026-04-05", "Bar Núñez", 1000.0),
        (3.0, "2026-12-31", "Ana Peña", 0.1 + 0.2),
    ]
    .into_iter()
    .enumerate()
    {
        let row = row as u32 + 4;
        sheet.write(row, 0, number).unwrap();
        sheet.write_with_format(row, 1, ExcelDateTime::parse_from_str(date).unwrap(), &day).unwrap();
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 4, base).unwrap();
        sheet.write(row, 5, base * 1.21).unwrap();
    }
    sheet.write(9, 0, "Total").unwrap();
    sheet.write(9, 4, 1001.42).unwrap();
    book
}

#[test]
fn numbers_and_days_are_what_the_workbook_says() {
    let reading = reading(invoices());
    assert_eq!(reading.plan.sniffed.encoding(), "xlsx: Facturas");
    assert_eq!(reading.plan.preset.unwrap().name, "factura_es");
    assert_eq!(
        (reading.total().as_str(), reading.documents.len(), reading.customers.len()),
        ("1001.42", 3, 2)
    );
    let first = reading.document("1");
    assert_eq!((first.day.to_string().as_str(), first.amount.plain(2).as_str()), ("2026-04-03", "1.12"));
    assert_eq!((first.row, reading.document("3").amount.plain(2)), (5, "0.30".to_owned()));
    assert_eq!((reading.outcome.notes.total_rows, reading.outcome.notes.short_rows), (1, 0));
    assert!(reading.rejects.is_empty(), "{:?}", reading.rejects);
}

#[test]
fn words_that_look_like_numbers_keep_their_evidence() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["factura", "fecha", "cliente", "importe"], ["1", "03/04/05", "Ana", "1.000"]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let error = read_bytes(&bytes, Options::default()).map(|r| r.outcome).unwrap_err();
    assert!(matches!(error, ImportError::Undecided(_)), "{error}");
}

#[test]
fn a_damaged_workbook_is_told() {
    let bytes = invoices().save_to_buffer().unwrap();
    for cut in [10, bytes.len() / 2, bytes.len() - 30] {
        let error = read_bytes(&bytes[..cut], Options::default()).map(|r| r.outcome).unwrap_err();
        assert!(
            matches!(error, ImportError::BrokenWorkbook | ImportError::NotATable { .. }),
            "{cut}: {error}"
        );
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_few_bytes_never_unpack_to_anything_they_like() {
    let error = |sheet: &[u8], texts: &[u8]| {
        let bytes = archive(&[
            ("xl/workbook.xml", b"<workbook/>"),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/sharedStrings.xml", texts),
        ]);
        read_bytes(&bytes, Options::default()).map(|r| r.outcome).unwrap_err()
    };
    let blank = vec![b' '; 300 << 20];
    assert!(matches!(error(&blank, b""), ImportError::Bomb { .. } | ImportError::BrokenWorkbook));
    let cells = b"<c></c>".repeat(40 << 20);
    assert!(matches!(error(&cells, b""), ImportError::Bomb { .. }));
    let many = b"<sst count=\"1\" uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>";
    assert!(matches!(error(b"<worksheet/>", many), ImportError::BrokenWorkbook));
}

#[test]
fn one_row_holds_no_more_than_a_row_may() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in ["nombre", "email"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    for column in 0..200 {
        sheet.write(1, column, "x".repeat(30_000)).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let error = read_bytes(&bytes, Options::default()).map(|r| r.outcome).unwrap_err();
    assert!(matches!(error, ImportError::RowTooLong { row: 2, .. }), "{error}");
}
