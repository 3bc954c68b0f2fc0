use std::fmt::Write as _;

use super::*;
use crate::domain::Day;
use crate::store::db::NewSettings;

fn stamp() -> Stamp {
    let now = Day::parse_iso("2026-11-20").unwrap().date().and_hms_opt(9, 30, 0).unwrap();
    Stamp { now, author: "Marta".into() }
}

struct Place {
    folder: tempfile::TempDir,
    db: Db,
}

impl Place {
    fn new(currency: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = NewSettings { currency: Currency::from_code(currency).unwrap(), ..NewSettings::default() };
        let db = Db::create(&folder.path().join("a.db"), &new).unwrap();
        Self { folder, db }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn import(&mut self, job: &Job) -> Result<Report, Failure> {
        run(&mut self.db, job, &|words| words.key.clone(), &mut |_| ControlFlow::Continue(()))
    }
}

fn job(path: &Path) -> Job {
    let request = ImportRequest { path: path.to_owned(), ..ImportRequest::default() };
    Job { request, dry_run: false, rejects: None, stamp: stamp() }
}

const SALES: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom
536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom
536366,22633,WARMER,2,12/13/2010 8:28,1.85,,United Kingdom
C536379,D,Discount,-1,12/14/2010 9:41,27.5,17850,United Kingdom
";

#[test]
fn a_file_comes_in_once_and_every_cent_is_accounted_for() {
    let mut place = Place::new("GBP");
    let path = place.file("sales.csv", SALES);
    let report = place.import(&job(&path)).unwrap();
    assert_eq!(report.preset, "online_retail");
    assert_eq!(report.customers, CustomerCounts { new: 1, ..CustomerCounts::default() });
    assert_eq!(report.purchases, PurchaseCounts { new: 2, cancelled: 1, ..PurchaseCounts::default() });
    assert_eq!((report.rows, report.lines), (4, 4));
    assert_eq!(report.anonymous, Anonymous { lines: 1, amount: "3.70".into() });
    assert_eq!((report.total_in_file.as_str(), report.total_imported.as_str()), ("11.84", "11.84"));
    let again = place.import(&job(&path)).unwrap();
    assert_eq!(again.customers, CustomerCounts { unchanged: 1, ..CustomerCounts::default() });
    assert_eq!(again.purchases, PurchaseCounts { unchanged: 3, ..PurchaseCounts::default() });
    assert_eq!((again.batch, again.total_imported.as_str()), (None, "11.84"));
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let mut place = Place::new("GBP");
    let path = place.file("sales.csv", SALES);
    let before = place.db.fingerprint().unwrap();
    let tried = place.import(&Job { dry_run: true, ..job(&path) }).unwrap();
    assert_eq!(place.db.fingerprint().unwrap(), before);
    let done = place.import(&job(&path)).unwrap();
    assert_eq!(Report { dry_run: false, batch: done.batch, ..tried }, done);
}

#[test]
fn one_bad_row_stops_the_file_unless_it_may_be_skipped() {
    let mut place = Place::new("GBP");
    let bad = SALES.replace("12/13/2010", "13/33/2010");
    let path = place.file("bad.csv", &bad);
    let before = place.db.fingerprint().unwrap();
    let rejects = place.folder.path().join("rejects.csv");
    let stopped = place.import(&Job { rejects: Some(rejects.clone()), ..job(&path) }).unwrap();
    assert!(stopped.refused);
    assert_eq!(place.db.fingerprint().unwrap(), before);
    assert_eq!(stopped.total_imported, "0.00");
    let mut skipping = job(&path);
    skipping.request.skip_bad = true;
    let report = place.import(&skipping).unwrap();
    assert_eq!((report.rejected_count, report.rejected[0].row), (1, 4));
    assert_eq!(report.rejected[0].column, "InvoiceDate");
    assert_eq!(report.purchases.new, 1);
    assert_eq!(report.difference, Difference { rejected: "3.70".into(), refused: "0.00".into() });
    assert_eq!((report.total_in_file.as_str(), report.total_imported.as_str()), ("11.84", "8.14"));
    let kept = std::fs::read_to_string(rejects).unwrap();
    assert_eq!(kept.lines().count(), 2);
    assert!(
        kept.lines()
            .nth(1)
            .unwrap()
            .starts_with("536366,22633,WARMER,2,13/33/2010 8:28,1.85,,United Kingdom,")
    );
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let mut place = Place::new("GBP");
    let path = place.file("sales.csv", SALES);
    let before = place.db.fingerprint().unwrap();
    let stopped = run(&mut place.db, &job(&path), &|_| String::new(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(Failure::Stopped)));
    assert_eq!(place.db.fingerprint().unwrap(), before);
}

#[test]
fn a_long_import_is_preceded_by_a_backup() {
    let mut place = Place::new("GBP");
    let mut long = String::from(SALES);
    for n in 0..200 {
        writeln!(long, "5{n:05},85123A,HOLDER,1,12/15/2010 8:26,1.00,17850,United Kingdom").unwrap();
    }
    let (short, long) = (place.file("sales.csv", SALES), place.file("long.csv", &long));
    place.import(&job(&short)).unwrap();
    let backups = |place: &Place| crate::store::backup::list(&place.folder.path().join("a.db"));
    assert!(backups(&place).is_empty());
    place.import(&job(&long)).unwrap();
    let found = backups(&place);
    assert_eq!((found.len(), found[0].customers), (1, 1));
}

#[test]
#[cfg(target_os = "linux")]
fn a_long_import_comes_into_a_portfolio_whose_name_is_no_utf_8_after_a_backup() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"clientes-\xf1.db"));
    let new = NewSettings { currency: Currency::from_code("GBP").unwrap(), ..NewSettings::default() };
    let mut place = Place { db: Db::create(&path, &new).unwrap(), folder };
    let mut long = String::from(SALES);
    for n in 0..200 {
        writeln!(long, "5{n:05},85123A,HOLDER,1,12/15/2010 8:26,1.00,17850,United Kingdom").unwrap();
    }
    let long = place.file("long.csv", &long);
    assert_eq!(place.import(&job(&long)).unwrap().purchases.new, 202);
    assert_eq!(crate::store::backup::list(&path).len(), 1);
}

#[test]
fn a_preview_says_what_the_file_holds() {
    let place = Place::new("GBP");
    let path = place.file("sales.csv", SALES);
    let gbp = Currency::from_code("GBP").unwrap();
    let preview = preview(&job(&path).request, &gbp, &|m| m.plain(2)).unwrap();
    assert_eq!((preview.rows, preview.customers, preview.purchases, preview.anonymous_lines), (4, 1, 3, 1));
    assert_eq!(preview.total, "11.84");
    assert_eq!(preview.columns[4].2, "purchase.date");
    assert_eq!(preview.question, None);
}

#[test]
fn a_row_that_is_rejected_is_written_with_the_rest_of_its_document_so_that_it_comes_in_whole_when_mended() {
    let mut place = Place::new("EUR");
    let path = place.file(
        "ventas.csv",
        "Factura;Fecha;Cliente;Teléfono;Producto;Cantidad;Precio\n\
         F1;13/01/2025;Ana;600111222;Té;1;10,00\n\
         F1;13/01/2025;Ana;600111222;Café;1;abc\n\
         F2;14/01/2025;Luis;6,28123E+12;Té;1;10,00\n\
         F2;14/01/2025;Luis;6,28123E+12;Pan;1;1,00\n\
         F3;15/01/2025;Bea;600111223;Té;1;10,00\n\
         ;;;;Vino;1;x\n\
         F4;16/01/2025;Eva;600111224;Té;1;2,00\n",
    );
    let rejects = place.folder.path().join("rechazos.csv");
    let mut wanted = job(&path);
    wanted.request.skip_bad = true;
    wanted.rejects = Some(rejects.clone());
    let report = place.import(&wanted).unwrap();
    assert_eq!((report.rejected_count, report.total_imported.as_str()), (3, "33.00"));
    let kept = std::fs::read_to_string(&rejects).unwrap();
    assert_eq!(kept.lines().count(), 7, "{kept}");
    assert!(!kept.contains("F4"), "{kept}");
    let mended = kept.replace("abc", "5,50").replace("6,28123E+12", "628123000").replace(";x;", ";7,00;");
    let mended = place.file("corregido.csv", &mended);
    let report = place.import(&job(&mended)).unwrap();
    assert_eq!((report.rejected_count, report.total_imported.as_str()), (0, "43.50"));
    assert_eq!(report.purchases, PurchaseCounts { updated: 2, unchanged: 1, ..PurchaseCounts::default() });
}
