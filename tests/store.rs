//! The file: nothing acknowledged is lost, nothing is half done, everything can be taken back exactly.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use cartera::domain::change::{Change, Stamp, WinbackStep};
use cartera::domain::lifecycle::recovery::{Finding, LossReason};
use cartera::domain::people::contact::NextStep;
use cartera::domain::people::customer::NextContact;
use cartera::domain::people::quality::Datum;
use cartera::domain::people::{
    Channel, ContactDraft, CustomerDraft, Direction, FieldDef, FieldType, Label, Outcome, StatementDraft,
    StatementKind,
};
use cartera::domain::trade::{Line, PurchaseDraft};
use cartera::domain::value::score::example;
use cartera::domain::{Currency, Day, Money};
use cartera::store::ask::Applied;
use cartera::store::backup;
use cartera::store::db::{Db, Mode, NewSettings};
use cartera::store::error::{OpenError, StoreError};
use cartera::store::file::look;
use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use tempfile::TempDir;

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(10, 30, 0).unwrap()
}

fn stamp() -> Stamp {
    Stamp { now: now(), author: "Ana".into() }
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

struct Shop {
    folder: TempDir,
    db: Db,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::create(&folder.path().join("shop.db"), &NewSettings::default()).unwrap();
        Self { folder, db }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    fn apply(&mut self, change: &Change) -> Result<Applied, StoreError> {
        self.db.apply(change, &stamp())
    }

    /// Applies a change that must succeed; the first record it created.
    fn make(&mut self, change: &Change) -> i64 {
        self.apply(change).unwrap().created.first().copied().unwrap_or(0)
    }

    fn customer(&mut self, name: &str) -> i64 {
        self.make(&add(name))
    }

    fn label(&mut self, name: &str) -> i64 {
        self.make(&label(name))
    }

    fn print(&self) -> u64 {
        self.db.fingerprint().unwrap()
    }

    fn refusal(&mut self, change: &Change) -> String {
        let before = self.print();
        let error = self.apply(change).unwrap_err();
        assert_eq!(self.print(), before, "a refused change left something");
        assert_eq!(error.exit_code(), 1);
        error.words().key
    }

    /// The change and, taken back and made again, the same file as before and after.
    fn exact(&mut self, change: &Change) -> Applied {
        let before = self.print();
        let applied = self.apply(change).unwrap();
        let after = self.print();
        assert_ne!(before, after, "{change:?} changed nothing");
        assert_eq!(self.db.verify().unwrap(), []);
        let undone = self.db.undo(&stamp()).unwrap().unwrap();
        assert_eq!((self.print(), undone.undone, &undone.what), (before, true, &applied.what), "{change:?}");
        assert_eq!(undone.customers, applied.customers);
        assert_eq!(self.db.verify().unwrap(), []);
        self.db.redo(&stamp()).unwrap().unwrap();
        assert_eq!(self.print(), after, "{change:?} made again");
        assert_eq!(self.db.verify().unwrap(), []);
        applied
    }
}

fn draft(name: &str) -> CustomerDraft {
    CustomerDraft { name: name.into(), ..CustomerDraft::default() }
}

fn add(name: &str) -> Change {
    Change::AddCustomer { draft: draft(name), labels: vec![], next: None, note: String::new() }
}

fn label(name: &str) -> Change {
    Change::SaveLabel(Label { id: 0, name: name.into(), code: String::new(), colour: Some(2), rank: 0 })
}

fn line(product: &str, quantity: i64, cents: i64) -> Line {
    Line {
        code: String::new(),
        product: product.into(),
        category: String::new(),
        quantity: quantity.into(),
        unit_price: rust_decimal::Decimal::new(cents, 2),
        discount: 0.into(),
        amount: Money(quantity * cents),
        cost: None,
    }
}

fn purchase(customer: Option<i64>, on: &str, lines: Vec<Line>) -> PurchaseDraft {
    PurchaseDraft {
        customer,
        number: String::new(),
        day: day(on),
        amount: Money(1000),
        lines,
        channel: String::new(),
        seller: String::new(),
        note: String::new(),
        occasion: String::new(),
    }
}

fn contact(customer: i64, outcome: Outcome, next: Option<NextStep>) -> ContactDraft {
    ContactDraft {
        customer,
        at: now(),
        channel: Channel::Phone,
        direction: Direction::Outbound,
        outcome,
        note: "said so".into(),
        author: "Ana".into(),
        reason: None,
        next,
    }
}

fn next(on: &str) -> NextContact {
    NextContact { day: day(on), minute: Some(600), note: "offer".into() }
}

#[test]
fn every_change_is_taken_back_exactly() {
    let mut shop = Shop::new();
    let (vip, trade) = (shop.label("VIP"), shop.label("Gremio"));
    let ana = shop
        .exact(&Change::AddCustomer {
            draft: draft("Ana"),
            labels: vec![vip],
            next: Some(next("2026-12-01")),
            note: String::new(),
        })
        .created[0];
    let luis = shop.customer("Luis");
    let mut edited = draft("Ana María");
    edited.code = "ANA".into();
    edited.phone = "600 11 22 33".into();
    shop.exact(&Change::EditCustomer { id: ana, draft: edited, labels: vec![trade] });
    let verify = |on: &str, source: &str| Change::VerifyField {
        customer: ana,
        field: Datum::Phone,
        on: day(on),
        source: source.into(),
    };
    shop.exact(&verify("2026-11-19", "her card"));
    shop.exact(&verify("2026-11-20", "asked her"));
    shop.exact(&Change::Archive { customers: vec![ana, luis], archived: true });
    shop.exact(&Change::Archive { customers: vec![ana], archived: false });
    shop.exact(&Change::Tag { customers: vec![ana, luis], add: vec![vip], remove: vec![trade] });
    shop.exact(&Change::SaveLabel(Label {
        id: trade,
        name: "Obra".into(),
        code: "O".into(),
        colour: None,
        rank: 0,
    }));
    shop.exact(&Change::DeleteLabel(vip));
    let first = shop
        .exact(&Change::AddPurchase(purchase(
            Some(ana),
            "2026-11-01",
            vec![line("Clavos", 3, 250), line("Cola", 1, 999)],
        )))
        .created[0];
    let changed = purchase(Some(luis), "2026-10-31", vec![line("Clavos", 2, 250)]);
    shop.exact(&Change::EditPurchase { id: first, draft: changed });
    shop.exact(&Change::VoidPurchase { id: first, void: true });
    shop.exact(&Change::VoidPurchase { id: first, void: false });
    shop.exact(&Change::AddPurchase(purchase(None, "2026-11-02", vec![])));
    let call = shop
        .exact(&Change::LogContact(contact(ana, Outcome::Interested, Some(NextStep::On(next("2026-11-25"))))))
        .created[0];
    shop.exact(&Change::EditContact { id: call, draft: contact(ana, Outcome::Refused, None) });
    shop.exact(&Change::LogContact(contact(ana, Outcome::Never, None)));
    shop.exact(&Change::DeleteContact(call));
    let note =
        shop.exact(&Change::Note { id: None, customer: ana, text: "Prefers mornings".into() }).created[0];
    shop.exact(&Change::Note { id: Some(note), customer: ana, text: "Prefers evenings".into() });
    shop.exact(&Change::Note { id: Some(note), customer: ana, text: String::new() });
    shop.exact(&Change::SetNext { customers: vec![luis], next: Some(next("2026-11-24")) });
    shop.exact(&Change::SetNext { customers: vec![luis], next: None });
    shop.exact(&Change::Seasonal { customer: luis, since: Some(day("2026-01-01")) });
    shop.exact(&Change::DoNotCall { customer: luis, since: Some(day("2026-01-01")) });
    shop.exact(&Change::DoNotCall { customer: luis, since: None });
    let step = |step| Change::Winback { customer: luis, step };
    shop.exact(&step(WinbackStep::Verify {
        finding: Finding::TrulyLost,
        on: day("2026-11-20"),
        note: "phoned".into(),
    }));
    shop.exact(&step(WinbackStep::Reason {
        reason: LossReason::Price,
        detail: "Bricomart".into(),
        back_on: None,
    }));
    shop.exact(&step(WinbackStep::Definitive { on: day("2026-11-20") }));
    shop.exact(&step(WinbackStep::Reopen));
    shop.exact(&step(WinbackStep::Unverify));
    shop.exact(&Change::Setting { key: "lifecycle".into(), value: Some(r#"{"lost_tenths":30}"#.into()) });
    shop.exact(&Change::Setting { key: "lifecycle".into(), value: None });
    shop.exact(&Change::Batch(vec![add("Eva"), label("Zona norte"), add("Iván")]));
}

#[test]
fn a_change_that_changes_nothing_leaves_no_trace() {
    let mut shop = Shop::new();
    let ana = shop.customer("Ana");
    let applied = shop.apply(&Change::Archive { customers: vec![ana], archived: false }).unwrap();
    assert_eq!(applied.change, 0);
    shop.db.undo(&stamp()).unwrap();
    assert!(!shop.db.can_undo().unwrap());
}

#[test]
fn codes_go_on_after_the_greatest_in_use() {
    let mut shop = Shop::new();
    let mut given = |code: &str| {
        shop.make(&Change::AddCustomer {
            draft: CustomerDraft { code: code.into(), ..draft("Ana") },
            labels: vec![],
            next: None,
            note: String::new(),
        })
    };
    for code in ["C-0007", "C-x9", "C-99a", "D-0500", "C-", "C-9999999999999999999"] {
        given(code);
    }
    given("");
    for code in ["C-0009", "C-9999", "C-10000", "C-10001"] {
        given(code);
    }
    given("");
    let taken = |shop: &mut Shop, code: &str| {
        let draft = CustomerDraft { code: code.into(), ..draft("Luis") };
        shop.refusal(&Change::AddCustomer { draft, labels: vec![], next: None, note: String::new() })
    };
    for code in ["C-0008", "C-10002"] {
        assert_eq!(taken(&mut shop, code), "error-code-taken", "{code}");
    }
}

#[test]
fn a_new_change_forgets_those_taken_back() {
    let mut shop = Shop::new();
    shop.customer("Ana");
    shop.db.undo(&stamp()).unwrap();
    assert!(shop.db.can_redo().unwrap());
    shop.customer("Luis");
    assert!(!shop.db.can_redo().unwrap());
    assert_eq!(shop.db.redo(&stamp()).unwrap(), None);
    assert_eq!(shop.db.verify().unwrap(), []);
}

#[test]
fn a_batch_is_one_change_and_refused_as_a_whole() {
    let mut shop = Shop::new();
    let batch = Change::Batch(vec![add("Ana"), add("")]);
    assert_eq!(shop.refusal(&batch), "error-name-required");
    shop.exact(&Change::Batch(vec![add("Ana"), add("Luis")]));
    shop.db.undo(&stamp()).unwrap();
    assert!(!shop.db.can_undo().unwrap());
}

#[test]
fn what_makes_no_sense_is_refused_with_a_reason() {
    let mut shop = Shop::new();
    let (ana, vip) = (shop.customer("Ana"), shop.label("VIP"));
    let ticket = shop.make(&Change::AddPurchase(purchase(Some(ana), "2026-11-01", vec![])));
    shop.make(&Change::VoidPurchase { id: ticket, void: true });
    let mut taken = draft("Luis");
    taken.code = "C-0001".into();
    let mut numbered = purchase(Some(ana), "2026-11-02", vec![]);
    numbered.number = "V-0001".into();
    let mut tomorrow = contact(ana, Outcome::Sale, None);
    tomorrow.at = now() + chrono::Days::new(1);
    let coded = |name: &str, code: &str| {
        Change::SaveLabel(Label { id: 0, name: name.into(), code: code.into(), colour: None, rank: 0 })
    };
    for (change, key) in [
        (add("  "), "error-name-required"),
        (
            Change::AddCustomer { draft: taken, labels: vec![], next: None, note: String::new() },
            "error-code-taken",
        ),
        (
            Change::AddCustomer { draft: draft("Luis"), labels: vec![99], next: None, note: String::new() },
            "error-unknown-label",
        ),
        (Change::Archive { customers: vec![ana, 99], archived: true }, "error-unknown-customer"),
        (Change::Tag { customers: vec![ana, 99], add: vec![vip], remove: vec![] }, "error-unknown-customer"),
        (coded("vip", ""), "error-label-name-taken"),
        (coded("Obra", "v"), "error-label-code-taken"),
        (coded("Obra", "OBR"), "error-label-code-long"),
        (Change::AddPurchase(numbered), "error-number-taken"),
        (Change::AddPurchase(purchase(Some(ana), "2036-11-02", vec![])), "error-purchase-future"),
        (Change::AddPurchase(purchase(Some(ana), "2026-11-02", vec![line("", 1, 1)])), "error-line-product"),
        (Change::AddPurchase(purchase(Some(99), "2026-11-02", vec![])), "error-unknown-customer"),
        (Change::VoidPurchase { id: ticket, void: true }, "error-already-void"),
        (Change::VoidPurchase { id: 99, void: true }, "error-unknown-purchase"),
        (Change::LogContact(tomorrow), "error-contact-future"),
        (Change::DeleteContact(99), "error-unknown-contact"),
        (Change::Note { id: None, customer: ana, text: " ".into() }, "error-note-empty"),
        (
            Change::Winback { customer: ana, step: WinbackStep::Definitive { on: day("2026-11-20") } },
            "error-definitive-needs-reason",
        ),
        (Change::Setting { key: "lifecycle".into(), value: Some("7".into()) }, "error-setting-value"),
        (Change::Setting { key: "currency".into(), value: Some("\"USD\"".into()) }, "error-currency-fixed"),
    ] {
        assert_eq!(shop.refusal(&change), key, "{change:?}");
    }
    let mut phoned = draft("Ana");
    phoned.phone = "600112233".into();
    shop.make(&Change::EditCustomer { id: ana, draft: phoned, labels: vec![] });
    let verify =
        |field, on: &str| Change::VerifyField { customer: ana, field, on: day(on), source: String::new() };
    assert_eq!(shop.refusal(&verify(Datum::Email, "2026-11-20")), "error-verify-empty");
    assert_eq!(shop.refusal(&verify(Datum::Phone, "2026-11-21")), "error-statement-future");
}

#[test]
fn every_sentence_stands_in_both_languages() {
    let keys = |text: &str| -> Vec<String> {
        text.lines().filter_map(|l| l.split_once(" = ").map(|(k, _)| k.to_owned())).collect()
    };
    let (es, en) =
        (include_str!("../assets/locales/es/changes.ftl"), include_str!("../assets/locales/en/changes.ftl"));
    assert_eq!(keys(es), keys(en));
    let known = keys(es);
    let mut wanted = 0;
    for file in walk(Path::new("src/store")) {
        let source = fs::read_to_string(file).unwrap();
        for part in source.split('"').filter(|p| {
            ["change-", "error-", "verify-"].iter().any(|k| p.starts_with(k))
                && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        }) {
            let found = known.iter().any(|k| k == part || k.strip_suffix("-one") == Some(part));
            assert!(found, "no text for {part}");
            wanted += 1;
        }
    }
    assert!(wanted > 80);
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn a_purchase_brings_a_lost_customer_back() {
    let mut shop = Shop::new();
    let ana = shop.customer("Ana");
    let mut recovered =
        |on| shop.apply(&Change::AddPurchase(purchase(Some(ana), on, vec![]))).unwrap().recovered;
    assert!(recovered("2024-01-10").is_empty());
    assert!(recovered("2024-02-10").is_empty());
    assert_eq!(recovered("2026-11-10"), [ana]);
    assert!(recovered("2026-11-11").is_empty());
}

#[test]
fn an_edited_document_keeps_its_lines_and_its_sum_together() {
    let mut shop = Shop::new();
    let lines = |n: i64| (1..=n).map(|i| line(&format!("P{i}"), i, 100)).collect::<Vec<_>>();
    let id = shop.make(&Change::AddPurchase(purchase(None, "2026-11-01", lines(3))));
    for n in [5, 1, 4, 0] {
        shop.exact(&Change::EditPurchase { id, draft: purchase(None, "2026-11-01", lines(n)) });
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_crash() {
    let mut shop = Shop::new();
    for n in 0..20 {
        shop.customer(&format!("Customer {n}"));
    }
    shop.db.undo(&stamp()).unwrap();
    // What a process that dies now leaves on the disk: the file and its log.
    let other = tempfile::tempdir().unwrap();
    for name in ["shop.db", "shop.db-wal"] {
        fs::copy(shop.folder.path().join(name), other.path().join(name)).unwrap();
    }
    let mut db = Db::open(&other.path().join("shop.db"), Mode::Write).unwrap();
    assert_eq!(db.fingerprint().unwrap(), shop.print());
    db.redo(&stamp()).unwrap().unwrap();
    shop.db.redo(&stamp()).unwrap().unwrap();
    assert_eq!(db.fingerprint().unwrap(), shop.print());
    assert_eq!(db.verify().unwrap(), []);
}

#[test]
fn a_file_of_another_kind_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::new();
    let path = shop.path();
    drop(shop.db);
    let whole = fs::read(&path).unwrap();
    let patched = |at: usize, bytes: &[u8]| {
        let mut copy = whole.clone();
        copy[at..at + bytes.len()].copy_from_slice(bytes);
        copy
    };
    let cases: Vec<(&str, Vec<u8>, u8)> = vec![
        ("empty", vec![], 5),
        ("tiny", b"x".to_vec(), 5),
        ("text", b"name,phone\n".repeat(100), 5),
        ("header only", whole[..60].to_vec(), 4),
        ("half a page", whole[..whole.len() - 100].to_vec(), 4),
        ("a page short", whole[..whole.len() - 4096].to_vec(), 4),
        ("page size", patched(16, &[3, 3]), 4),
        ("application", patched(68, &[0, 0, 0, 0]), 5),
        ("newer", patched(60, &[0, 0, 0, 200]), 6),
    ];
    for (name, bytes, code) in cases {
        let path = folder.path().join("case.db");
        fs::write(&path, &bytes).unwrap();
        for mode in [Mode::Write, Mode::Read] {
            let error = Db::open(&path, mode).unwrap_err();
            assert_eq!(error.exit_code(), code, "{name}: {error}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["case.db"], "{name}");
    }
    assert_eq!(Db::open(folder.path(), Mode::Write).unwrap_err().exit_code(), 5);
    assert_eq!(Db::open(&folder.path().join("none.db"), Mode::Write).unwrap_err().exit_code(), 3);
}

#[test]
fn only_one_may_write_and_the_other_is_told_who() {
    let mut shop = Shop::new();
    shop.customer("Ana");
    let error = Db::open(&shop.path(), Mode::Write).unwrap_err();
    assert!(
        matches!(error, OpenError::Locked { pid: Some(pid), .. } if pid == std::process::id()),
        "{error}"
    );
    assert_eq!(error.exit_code(), 7);
    let (mut second, reason) = Db::open_or_read(&shop.path()).unwrap();
    assert!(reason.is_some() && !second.can_write());
    assert_eq!(second.fingerprint().unwrap(), shop.print());
    let refused = second.apply(&add("Luis"), &stamp()).unwrap_err();
    assert_eq!((refused.exit_code(), refused.words().key.as_str()), (7, "error-read-only-held"));
    assert_eq!(second.save_draft("a", "{}").unwrap_err().exit_code(), 7);
    let path = shop.path();
    drop(shop.db);
    Db::open(&path, Mode::Write).unwrap();
}

#[test]
fn a_new_file_is_for_its_owner_only_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/cartera/shop.db");
    let new = NewSettings {
        business: "Ferretería".into(),
        currency: Currency::from_code("JPY").unwrap(),
        ..NewSettings::default()
    };
    let db = Db::create(&path, &new).unwrap();
    assert_eq!(db.currency().unwrap().decimals, 0);
    assert_eq!(db.setting("business").unwrap(), Some("Ferretería".into()));
    let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    assert!(look(&path).is_ok());
    drop(db);
    assert!(matches!(Db::create(&path, &new), Err(OpenError::Exists(_))));
}

#[test]
fn a_portfolio_in_a_folder_that_cannot_be_written_is_read() {
    let mut shop = Shop::new();
    shop.customer("Ana");
    let (path, print) = (shop.path(), shop.print());
    drop(shop.db);
    let set = |mode| fs::set_permissions(shop.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    fs::remove_file(path.with_extension("db.lock")).unwrap();
    set(0o500);
    let opened = Db::open_or_read(&path).map(|(db, reason)| (db.fingerprint().unwrap(), reason.is_some()));
    set(0o700);
    let opened = opened.unwrap();
    assert_eq!(opened.0, print);
}

#[test]
fn a_backup_is_brought_back_and_the_present_file_kept() {
    let mut shop = Shop::new();
    shop.customer("Ana");
    let saved = shop.print();
    assert!(backup::needs_daily(&shop.path(), now()));
    let info = shop.db.backup(None, now()).unwrap();
    assert_eq!((info.customers, info.at), (1, now()));
    assert_eq!(fs::metadata(&info.path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!backup::needs_daily(&shop.path(), now() + chrono::TimeDelta::hours(23)));
    assert!(backup::needs_daily(&shop.path(), now() + chrono::TimeDelta::hours(25)));
    shop.customer("Luis");
    let present = shop.print();
    let path = shop.path();
    assert_eq!(backup::restore(&path, &info.path, now()).unwrap_err().exit_code(), 7, "open elsewhere");
    drop(shop.db);
    let kept = backup::restore(&path, &info.path, now()).unwrap().unwrap();
    assert!(kept.file_name().unwrap().to_str().unwrap().starts_with("before-restore-"));
    let mut db = Db::open(&path, Mode::Write).unwrap();
    assert_eq!(db.fingerprint().unwrap(), saved);
    assert_eq!(db.verify().unwrap(), []);
    db.apply(&add("Eva"), &stamp()).unwrap();
    drop(db);
    assert_eq!(backup::list(&path).len(), 2);
    let beside: Vec<_> = fs::read_dir(backup::folder(&path)).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(beside.len(), 2, "{beside:?}");
    backup::restore(&path, &kept, now()).unwrap();
    assert_eq!(Db::open(&path, Mode::Read).unwrap().fingerprint().unwrap(), present);
    assert_eq!(backup::list(&path).len(), 3);
}

#[test]
fn a_damaged_portfolio_is_replaced_by_its_backup_and_kept() {
    let mut shop = Shop::new();
    shop.customer("Ana");
    let (path, saved) = (shop.path(), shop.print());
    let info = shop.db.backup(None, now()).unwrap();
    drop(shop.db);
    fs::write(&path, b"scribbled over").unwrap();
    assert!(Db::open(&path, Mode::Write).is_err());
    let kept = backup::restore(&path, &info.path, now()).unwrap().unwrap();
    assert_eq!(fs::read(kept).unwrap(), b"scribbled over");
    assert_eq!(Db::open(&path, Mode::Write).unwrap().fingerprint().unwrap(), saved);
}

#[test]
fn a_damaged_backup_is_refused_and_the_portfolio_stays() {
    let mut shop = Shop::new();
    for n in 0..200 {
        shop.customer(&format!("Customer {n}"));
    }
    let (path, present) = (shop.path(), shop.print());
    let info = shop.db.backup(None, now()).unwrap();
    drop(shop.db);
    let mut bytes = fs::read(&info.path).unwrap();
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 200].fill(0xAA);
    fs::write(&info.path, bytes).unwrap();
    assert_eq!(backup::restore(&path, &info.path, now()).unwrap_err().exit_code(), 4);
    assert_eq!(Db::open(&path, Mode::Write).unwrap().fingerprint().unwrap(), present);
}

#[test]
fn what_a_killed_backup_left_is_swept_and_nothing_else() {
    let shop = Shop::new();
    let folder = backup::folder(&shop.path());
    fs::create_dir(&folder).unwrap();
    let (left, busy, mine) =
        (folder.join(".cartera-making-a.tmp"), folder.join(".cartera-making-b.tmp"), folder.join("mine.tmp"));
    for file in [&left, &busy, &mine] {
        fs::write(file, b"x").unwrap();
    }
    let writing = fs::File::open(&busy).unwrap();
    writing.lock().unwrap();
    let info = shop.db.backup(None, now()).unwrap();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    assert_eq!(names, [busy, mine, info.path]);
}

#[test]
fn a_change_of_many_stands_in_the_facts_of_each() {
    let mut shop = Shop::new();
    let vip = shop.label("VIP");
    shop.apply(&Change::Batch((0..30).map(|n| add(&format!("Customer {n}"))).collect())).unwrap();
    let ids: Vec<i64> = (1..=30).collect();
    let applied = shop.exact(&Change::Tag { customers: ids.clone(), add: vec![vip], remove: vec![] });
    assert_eq!(applied.customers, ids);
}

#[test]
fn a_backup_is_never_written_over_a_file() {
    let shop = Shop::new();
    let to = shop.folder.path().join("copy.db");
    fs::write(&to, b"mine").unwrap();
    assert_eq!(shop.db.backup(Some(&to), now()).unwrap_err().exit_code(), 1);
    assert_eq!(fs::read(&to).unwrap(), b"mine");
    assert_eq!(shop.db.backup(Some(&shop.path()), now()).unwrap_err().exit_code(), 1);
}

#[test]
fn old_backups_go_and_strangers_stay() {
    let shop = Shop::new();
    let folder = backup::folder(&shop.path());
    for n in 0..12 {
        shop.db.backup(None, now() + chrono::Days::new(n)).unwrap();
        if n == 0 {
            for stranger in ["other.db", "shop-notes.db", "shop-20200101-000000.db.txt"] {
                fs::write(folder.join(stranger), b"x").unwrap();
            }
        }
    }
    assert!(folder.join("other.db").exists() && folder.join("shop-notes.db").exists());
    assert!(folder.join("shop-20200101-000000.db.txt").exists());
    // 7 days; their weeks' newest but one is older than those; November's newest too.
    assert_eq!(backup::list(&shop.path()).len(), 8);
}

#[test]
fn a_draft_is_kept_and_is_no_change() {
    let mut shop = Shop::new();
    let print = shop.print();
    shop.db.save_draft("customer/new", r#"{"name":"A"}"#).unwrap();
    shop.db.save_draft("customer/new", r#"{"name":"An"}"#).unwrap();
    assert_eq!(shop.db.drafts().unwrap(), [("customer/new".into(), r#"{"name":"An"}"#.into())]);
    assert_eq!((shop.print(), shop.db.can_undo().unwrap()), (print, false));
    shop.db.drop_draft("customer/new").unwrap();
    assert_eq!(shop.db.drafts().unwrap(), []);
}

/// A change over small numbers of records, so that many of them meet; some are refused.
fn any_change() -> impl Strategy<Value = Change> {
    let id = || 1_i64..6;
    let ids = || prop::collection::vec(1_i64..6, 1..4);
    let labels = || prop::collection::vec(1_i64..4, 0..3);
    let name = || "[A-Za-zñÁ ]{0,6}";
    let on = || (20_000_i32..20_800).prop_map(Day);
    let lines = || {
        prop::collection::vec(("[a-c]", -3_i64..9, 0_i64..5000), 0..4)
            .prop_map(|l| l.into_iter().map(|(p, q, c)| line(&p, q, c)).collect::<Vec<_>>())
    };
    let bought = move || {
        (prop::option::of(id()), on(), lines(), -500_i64..5000).prop_map(|(customer, day, lines, amount)| {
            PurchaseDraft { day, amount: Money(amount), ..purchase(customer, "2026-01-01", lines) }
        })
    };
    let outcome = || prop::sample::select(Outcome::ALL.to_vec());
    let step = prop_oneof![
        on().prop_map(|on| WinbackStep::Verify { finding: Finding::Closed, on, note: "n".into() }),
        Just(WinbackStep::Unverify),
        Just(WinbackStep::Reason { reason: LossReason::Stock, detail: "d".into(), back_on: None }),
        on().prop_map(|on| WinbackStep::Definitive { on }),
        Just(WinbackStep::Reopen),
    ];
    prop_oneof![
        (name(), labels()).prop_map(|(n, labels)| Change::AddCustomer {
            draft: draft(&n),
            labels,
            next: None,
            note: String::new()
        }),
        (id(), name(), labels()).prop_map(|(id, n, labels)| Change::EditCustomer {
            id,
            draft: draft(&n),
            labels
        }),
        (ids(), any::<bool>()).prop_map(|(customers, archived)| Change::Archive { customers, archived }),
        (ids(), labels(), labels()).prop_map(|(customers, add, remove)| Change::Tag {
            customers,
            add,
            remove
        }),
        (0_i64..4, name(), 0_u32..4).prop_map(|(id, name, rank)| Change::SaveLabel(Label {
            id,
            name,
            code: String::new(),
            colour: None,
            rank
        })),
        (1_i64..4).prop_map(Change::DeleteLabel),
        bought().prop_map(Change::AddPurchase),
        (id(), bought()).prop_map(|(id, draft)| Change::EditPurchase { id, draft }),
        (id(), any::<bool>()).prop_map(|(id, void)| Change::VoidPurchase { id, void }),
        (id(), outcome()).prop_map(|(id, o)| Change::LogContact(contact(id, o, Some(NextStep::Clear)))),
        (id(), id(), outcome()).prop_map(|(id, c, o)| Change::EditContact { id, draft: contact(c, o, None) }),
        id().prop_map(Change::DeleteContact),
        (prop::option::of(id()), id(), name()).prop_map(|(id, customer, text)| Change::Note {
            id,
            customer,
            text
        }),
        (ids(), on()).prop_map(|(customers, day)| Change::SetNext {
            customers,
            next: Some(NextContact { day, minute: None, note: "n".into() })
        }),
        (id(), prop::option::of(on())).prop_map(|(customer, since)| Change::DoNotCall { customer, since }),
        (id(), step).prop_map(|(customer, step)| Change::Winback { customer, step }),
        (0_u32..50).prop_map(|n| Change::Setting { key: "goal".into(), value: Some(n.to_string()) }),
        any_knowledge(),
    ]
}

/// A change to what is known beside the fixed fields.
fn any_knowledge() -> impl Strategy<Value = Change> {
    let id = || 1_i64..5;
    let on = || (20_000_i32..20_800).prop_map(Day);
    let kind = prop::sample::select(StatementKind::ALL.to_vec());
    let field = prop::sample::select(FieldType::ALL.to_vec());
    prop_oneof![
        (
            prop::option::of(id()),
            id(),
            kind,
            "[a-zñ]{0,4}",
            prop::option::of(id()),
            prop::option::of(id()),
            on()
        )
            .prop_map(|(statement, customer, kind, text, note, contact, day)| Change::State {
                id: statement,
                draft: StatementDraft { customer, kind, text, source: "s".into(), note, contact, day },
            }),
        id().prop_map(Change::DeleteStatement),
        (0_i64..3, "[ab]", field).prop_map(|(id, name, kind)| Change::SaveField(FieldDef {
            id,
            key: String::new(),
            name,
            kind,
            choices: vec!["1".into(), "2".into()],
        })),
        (1_i64..3).prop_map(Change::DeleteField),
        (id(), "[ab]", 1_i64..3, 0_i64..9999, on()).prop_map(|(id, key, value, wallet, day)| {
            Change::EditCustomer {
                id,
                draft: CustomerDraft {
                    birth_day: Some(day),
                    wallet: Some(Money(wallet)),
                    custom: [(key, value.to_string())].into(),
                    ..draft("Ana")
                },
                labels: Vec::new(),
            }
        }),
        ("[xy]", any::<bool>())
            .prop_map(|(name, there)| Change::SaveScale { name, scale: there.then(example) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_history_is_taken_back_and_made_again_across_restarts(
        changes in prop::collection::vec(any_change(), 50)
    ) {
        let mut shop = Shop::new();
        let start = shop.print();
        let mut done = 0;
        let seed = [add("Ana"), add("Luis"), add("Eva"), label("VIP"), label("Obra")].into_iter().chain(
            (1..4).map(|id| Change::AddPurchase(purchase(Some(id), "2024-05-01", vec![line("a", 1, 100)]))),
        );
        for change in seed {
            shop.make(&change);
            done += 1;
        }
        for (n, change) in changes.iter().enumerate() {
            match shop.apply(change) {
                Ok(applied) => done += u32::from(applied.change != 0),
                Err(StoreError::Refused(_)) => {}
                Err(other) => panic!("{change:?}: {other}"),
            }
            if n % 10 == 9 && shop.db.undo(&stamp()).unwrap().is_some() {
                shop.db.redo(&stamp()).unwrap();
            }
        }
        let end = shop.print();
        prop_assert_eq!(shop.db.verify().unwrap(), []);
        let path = shop.path();
        let Shop { folder, db } = shop;
        drop(db);
        let mut db = Db::open(&path, Mode::Write).unwrap();
        let mut undone = 0;
        while db.undo(&stamp()).unwrap().is_some() {
            undone += 1;
        }
        prop_assert_eq!((db.fingerprint().unwrap(), undone), (start, done));
        prop_assert_eq!(db.verify().unwrap(), []);
        drop(db);
        let mut db = Db::open(&path, Mode::Write).unwrap();
        while db.redo(&stamp()).unwrap().is_some() {}
        prop_assert_eq!(db.fingerprint().unwrap(), end);
        prop_assert_eq!(db.verify().unwrap(), []);
        drop(folder);
    }
}
