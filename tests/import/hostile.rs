//! Files that want to hurt: never a panic, one clear refusal, bounded memory.

use std::io::Write;
use std::ops::ControlFlow;

use cartera::exchange::{ImportError, Options, Plan, Reason};
use proptest::prelude::*;

use super::support::{read, read_bytes};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn many_rows() -> String {
    (0..20_000).map(|i| format!("{i};A;2026-01-02;{i}")).collect::<Vec<_>>().join("\n")
}

fn error(bytes: &[u8]) -> ImportError {
    read_bytes(bytes, Options::default()).map(|r| r.outcome).unwrap_err()
}

#[test]
fn what_is_no_table_is_named() {
    let what = |bytes: &[u8]| match error(bytes) {
        ImportError::NotATable { what } => what,
        other => panic!("{other}"),
    };
    assert_eq!(what(b"PK\x03\x04 hello"), "zip");
    assert!(matches!(error(b"PK\x03\x04 xl/workbook.xml"), ImportError::BrokenWorkbook));
    assert_eq!(what(b"%PDF-1.7"), "pdf");
    assert_eq!(what(b"\xD0\xCF\x11\xE0\xA1\xB1"), "ole");
    assert_eq!(what(b"MZ\0\0\0\0\0"), "program");
    assert_eq!(what(b"<html><body>404</body></html>"), "html");
    assert_eq!(what(b"{\"a\": 1}"), "json");
    assert!(matches!(error(b"BEGIN:VCARD\r\nVERSION:3.0\r\n"), ImportError::OpenCard { row: 1 }));
    assert_eq!(what(&[0; 5000]), "binary");
}

#[test]
fn nothing_and_only_a_header_are_told_apart() {
    assert!(matches!(error(b""), ImportError::Empty));
    assert!(matches!(error(b"\n \n"), ImportError::Empty));
    assert!(matches!(error(b"\xEF\xBB\xBF"), ImportError::Empty));
    assert!(matches!(error(b"nombre;telefono;email;notas\r\n"), ImportError::NoRows));
    assert!(matches!(error(b"foo;bar\n1;2\n"), ImportError::UnknownColumns { .. }));
}

#[test]
fn a_compressed_file_is_read_and_a_cut_one_refused() {
    let rows = many_rows();
    let packed = gzip(format!("factura;cliente;fecha;importe\n{rows}").as_bytes());
    assert_eq!(read_bytes(&packed, Options::default()).unwrap().documents.len(), 20_000);
    assert!(matches!(error(&packed[..packed.len() / 2]), ImportError::BrokenGzip { .. }));
    assert!(matches!(
        error(b"\x1F\x8B\x08 and nothing that can be unpacked"),
        ImportError::BrokenGzip { .. }
    ));
}

#[test]
fn an_open_quote_is_refused_with_its_line() {
    let text = format!("nombre;telefono\nAna;600111222\n\"Eva;600111222\n{}", "Luz;600111222\n".repeat(2000));
    assert!(matches!(error(text.as_bytes()), ImportError::OpenQuote { row: 3, .. }));
}

#[test]
fn a_huge_value_is_rejected_and_its_row_kept() {
    let text =
        format!("nombre;email;notas\nAna;ana@example.es;{}\nEva;eva@example.es;x\n", "A".repeat(5 << 20));
    let r = read(&text);
    assert_eq!(r.customers.len(), 2);
    assert_eq!(
        (r.rejects[0].row, r.rejects[0].column.as_str(), &r.rejects[0].reason),
        (2, "notas", &Reason::TooLong)
    );
    assert!(r.rejects[0].cells[2].len() < 5000);
    let endless = format!("nombre;notas\nAna;{}", "A".repeat(17 << 20));
    assert!(matches!(error(endless.as_bytes()), ImportError::RowTooLong { row: 2, column: 2, .. }));
}

#[test]
fn nuls_and_broken_letters_are_shown_and_counted() {
    let r = read_bytes(
        "nombre;telefono\nNúñez\0;600111222\nPe"
            .bytes()
            .chain(*b"\xFFa;600111222\n")
            .collect::<Vec<_>>()
            .as_slice(),
        Options::default(),
    )
    .unwrap();
    assert_eq!(r.customers[0].draft.name, "Núñez\u{FFFD}");
    assert_eq!(r.customers[1].draft.name, "Pe\u{FFFD}a");
    assert_eq!(r.outcome.notes.replaced, 2);
}

#[test]
fn control_characters_are_kept_for_the_exits_to_show() {
    let r = read("nombre;telefono\n\"\u{1B}[2JAna\";600111222\n");
    assert_eq!(r.customers[0].draft.name, "\u{1B}[2JAna");
}

#[test]
fn a_reading_stops_when_asked() {
    let rows = many_rows();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("factura;cliente;fecha;importe\n{rows}")).unwrap();
    let plan = Plan::open(file.path(), Options::default()).unwrap();
    let mut sent = 0;
    let outcome = plan
        .for_each(
            &mut |p| if p.rows > 8000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) },
            &mut |_| {
                sent += 1;
                ControlFlow::Continue(())
            },
        )
        .unwrap();
    assert!(outcome.stopped && sent < 10_000, "{sent}");
}

#[test]
fn many_columns_and_one_cell_tables_do_no_harm() {
    let wide = "c;".repeat(20_000);
    let _ = read_bytes(format!("{wide}\n{wide}\n").as_bytes(), Options::default()).map(|r| r.outcome);
    let _ = read_bytes(&b";".repeat(100_000), Options::default()).map(|r| r.outcome);
    let _ = read_bytes(&b"A".repeat(3 << 20), Options::default()).map(|r| r.outcome);
    let _ = read_bytes(format!("nombre;telefono\n{}", "\"".repeat(300_001)).as_bytes(), Options::default())
        .map(|r| r.outcome);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes, Options::default()).map(|r| r.outcome);
        let mut below = b"factura;cliente;fecha;importe;iva;cantidad;precio;telefono;email;estado\n".to_vec();
        below.extend(&bytes);
        let _ = read_bytes(&below, Options::default()).map(|r| r.outcome);
    }

    #[test]
    fn odd_cells_never_panic_and_always_add_up(
        cells in proptest::collection::vec(
            prop_oneof![
                "[0-9.,€() -]{0,14}", "[0-3]?[0-9]/[0-1]?[0-9]/[0-9]{2,4}", "\\PC{0,8}", "[\"';\\n\\r]{0,4}",
                Just("9".repeat(30)), Just("-0".to_owned()), Just("1e999".to_owned()), Just("refund".to_owned()),
                Just("total".to_owned()), Just("1".to_owned()), Just("2026-01-02".to_owned()),
            ], 0..90),
        decimal in proptest::option::of(prop_oneof![Just(cartera::exchange::Mark::Point), Just(cartera::exchange::Mark::Comma)]),
    ) {
        let mut text = "factura;cliente;fecha;importe;iva;cantidad;precio;% dto;estado\n".to_owned();
        for row in cells.chunks(9) {
            text.push_str(&row.join(";"));
            text.push('\n');
        }
        let options = Options { decimal, date_order: Some(cartera::exchange::DateOrder::Dmy), ..Options::default() };
        if let Ok(reading) = read_bytes(text.as_bytes(), options) {
            let sum: i64 = reading.documents.iter().filter(|d| d.status != cartera::domain::trade::Status::Void).map(|d| d.amount.0).sum();
            prop_assert_eq!(sum, reading.outcome.totals.imported.0);
            for document in reading.documents.iter().filter(|d| !d.lines.is_empty()) {
                prop_assert_eq!(document.lines.iter().map(|l| l.amount.0).sum::<i64>(), document.amount.0);
            }
        }
    }
}
