//! A customer's page and the forms, over a real portfolio file: what is on screen, and what keys do to the records.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, and says where")]

mod common;

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cartera::app::backend::Backend;
use cartera::app::msg::{Msg, Opened};
use cartera::domain::change::{Change, Stamp};
use cartera::domain::people::contact::NextStep;
use cartera::domain::people::customer::NextContact;
use cartera::domain::people::{Channel, Consent, ContactDraft, CustomerDraft, Direction, Label, Outcome};
use cartera::domain::trade::{Line, PurchaseDraft};
use cartera::domain::{Day, Money};
use cartera::store::ask::{Answer, Card, ChangeWords, Order, Question, Reply, Ticket};
use cartera::store::db::{Db, NewSettings};
use cartera::store::read::Reader;
use cartera::ui::texts::Lang;
use cartera::views::{ImportRequest, NewPortfolio, ViewId, customer, forms};
use common::{App, now};
use rstest::rstest;
use tempfile::TempDir;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// A portfolio file that answers at once, in the thread of the test.
struct Shop {
    out: Sender<Msg>,
    db: Arc<Mutex<Db>>,
    reader: Reader,
    refuse: Arc<Mutex<bool>>,
}

impl Shop {
    fn say(&self, ticket: Ticket, result: Result<Answer, ChangeWords>) {
        let _ = self.out.send(Msg::Reply(Reply { ticket, result }));
    }
}

impl Backend for Shop {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        let mut result = self.reader.answer(question);
        // The same on every machine.
        if let Ok(Answer::Portfolio(info)) = &mut result {
            info.path = "alamos.db".into();
        }
        self.say(ticket, result);
    }

    fn order(&mut self, ticket: Ticket, order: Order) {
        if *self.refuse.lock().unwrap() && matches!(order, Order::Change(..)) {
            let why = ChangeWords { key: "error-name-required".into(), args: Vec::new() };
            return self.say(ticket, Err(why));
        }
        let result = self.db.lock().unwrap().carry_out(order);
        match result {
            Ok(Some(answer)) => self.say(ticket, Ok(answer)),
            // The store says nothing to this; the test goes on at once with an answer that nobody asked for.
            Ok(None) => self.say(ticket, Ok(Answer::Backups(Vec::new()))),
            Err(why) => self.say(ticket, Err(why.words())),
        }
    }

    fn preview(&mut self, _ticket: Ticket, _request: ImportRequest) {}
    fn import(&mut self, _ticket: Ticket, _request: ImportRequest) {}
    fn cancel_import(&mut self) {}
    fn folder(&mut self, _ticket: Ticket, _path: PathBuf) {}
    fn open(&mut self, _path: Option<PathBuf>, _create: Option<NewPortfolio>) {}
    fn open_sample(&mut self) {}
    fn restore(&mut self, _path: PathBuf) {}
    fn settle(&mut self, _within: Duration) -> bool {
        true
    }
    fn file(&self) -> Option<PathBuf> {
        None
    }
}

/// A portfolio with a handful of customers, and the program over it.
struct World {
    _folder: TempDir,
    path: PathBuf,
    db: Arc<Mutex<Db>>,
    refuse: Arc<Mutex<bool>>,
}

/// Talleres Ibáñez, mature; Bar Lola, lost; Nuria, who never bought.
const IBANEZ: i64 = 1;
const LOLA: i64 = 2;
const NURIA: i64 = 3;

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let mut db = Db::create(&path, &NewSettings::default()).unwrap();
        fill(&mut db);
        Self { path, _folder: folder, db: Arc::new(Mutex::new(db)), refuse: Arc::default() }
    }

    fn app(&self, size: (u16, u16), lang: Lang) -> App {
        let (db, refuse, path) = (Arc::clone(&self.db), Arc::clone(&self.refuse), self.path.clone());
        let mut app = App::over(size, lang, |out| {
            let reader = Reader::open(&path, now().date().into()).unwrap();
            Box::new(Shop { out, db, reader, refuse })
        });
        app.send(Msg::Opened(Opened::Portfolio));
        app
    }

    /// The program on the page of a customer.
    fn page(&self, id: i64, size: (u16, u16), lang: Lang) -> App {
        let mut app = self.app(size, lang);
        app.model.views = vec![(ViewId::Customers, customer::page(id, Arc::from([IBANEZ, LOLA, NURIA])))];
        app.model.current = 0;
        app.keys("2");
        app
    }

    fn card(&self, id: i64) -> Card {
        match self.ask(Question::Card(id)) {
            Answer::Card(Some(card)) => *card,
            other => panic!("{other:?}"),
        }
    }

    fn ask(&self, question: Question) -> Answer {
        ask(&self.path, question)
    }
}

fn ask(path: &Path, question: Question) -> Answer {
    Reader::open(path, now().date().into()).unwrap().answer(question).unwrap()
}

fn fill(db: &mut Db) {
    let at = |text: &str| {
        let date = day(text).date();
        date.and_hms_opt(9, 12, 0).unwrap()
    };
    let mut make = |change: Change, when: &str| {
        db.apply(&change, &Stamp { now: at(when), author: "Marta".into() }).unwrap().created
    };
    for (name, code, colour) in [("Mayorista", "M", 2), ("Paga tarde", "D", 9)] {
        let label = Label { id: 0, name: name.into(), code: code.into(), colour: Some(colour), rank: 0 };
        make(Change::SaveLabel(label), "2023-03-14");
    }
    let ibanez = CustomerDraft {
        name: "Talleres Ibáñez, S. L.".into(),
        contact: "Luis Ibáñez (encargado)".into(),
        phone: "947 206 118".into(),
        mobile: "612 345 678".into(),
        email: "taller@ibanez.example".into(),
        zone: "Norte".into(),
        address: "C/ Vitoria 214".into(),
        postal_code: "09007".into(),
        city: "Burgos".into(),
        owner: "Marta".into(),
        source: "Referido".into(),
        since: Some(day("2023-03-14")),
        consent_phone: Consent::Yes,
        consent_email: Consent::Yes,
        consent_sms: Consent::No,
        ..CustomerDraft::default()
    };
    let next = NextContact { day: day("2026-11-30"), minute: Some(600), note: "pide precio".into() };
    make(
        Change::AddCustomer { draft: ibanez, labels: vec![1, 2], next: Some(next), note: String::new() },
        "2023-03-14",
    );
    let lola =
        CustomerDraft { name: "Bar Lola".into(), phone: "947 111 222".into(), ..CustomerDraft::default() };
    make(Change::AddCustomer { draft: lola, labels: vec![], next: None, note: String::new() }, "2024-01-10");
    let nuria = CustomerDraft { name: "Nuria Peña".into(), ..CustomerDraft::default() };
    make(Change::AddCustomer { draft: nuria, labels: vec![], next: None, note: String::new() }, "2026-11-02");

    let line = |product: &str, quantity: i64, cents: i64| Line {
        code: String::new(),
        product: product.into(),
        category: String::new(),
        quantity: quantity.into(),
        unit_price: rust_decimal::Decimal::new(cents, 2),
        discount: rust_decimal::Decimal::ZERO,
        amount: Money(quantity * cents),
        cost: None,
    };
    let buy = |customer: i64, number: &str, on: &str, lines: Vec<Line>, seller: &str| {
        let amount = lines.iter().map(|l| l.amount).sum();
        let seller = seller.to_owned();
        Change::AddPurchase(PurchaseDraft {
            customer: Some(customer),
            number: number.into(),
            day: day(on),
            amount,
            lines,
            channel: String::new(),
            seller,
            note: String::new(),
            occasion: String::new(),
        })
    };
    // Every month on the 9th, three years, the last two in doubles of discs and electrodes.
    let first = day("2023-11-09");
    for n in 0..37 {
        let on = first.plus_months(n);
        let lines = if n % 3 == 0 {
            vec![line("Disco 115", 40 + i64::from(n), 510), line("Electrodo 2,5", 3, 6280)]
        } else {
            vec![line("Hilo de soldar 0,8", 12 + i64::from(n % 5), 2000)]
        };
        let seller = if n % 4 == 1 { "Pablo" } else { "Marta" };
        make(buy(IBANEZ, &(1701 + n).to_string(), &on.to_string(), lines, seller), &on.to_string());
    }
    make(buy(IBANEZ, "1750", "2026-11-12", vec![line("Disco 115", -10, 510)], "Marta"), "2026-11-12");
    make(buy(LOLA, "1900", "2024-02-01", vec![line("Guantes", 10, 450)], "Pablo"), "2024-02-01");
    make(buy(LOLA, "1901", "2024-05-01", vec![line("Guantes", 20, 450)], "Pablo"), "2024-05-01");

    let contact = |customer: i64, on: &str, direction, outcome, note: &str, next| {
        Change::LogContact(ContactDraft {
            customer,
            at: at(on),
            channel: Channel::Phone,
            direction,
            outcome,
            note: note.into(),
            author: "Marta".into(),
            reason: None,
            next,
        })
    };
    let next = NextContact { day: day("2026-11-30"), minute: Some(600), note: "pide precio".into() };
    let said = "Pide precio de la amoladora 230 y plazo de entrega";
    make(
        contact(
            IBANEZ,
            "2026-11-11",
            Direction::Outbound,
            Outcome::Interested,
            said,
            Some(NextStep::On(next)),
        ),
        "2026-11-11",
    );
    make(
        contact(IBANEZ, "2026-10-21", Direction::Inbound, Outcome::Fault, "Albarán equivocado", None),
        "2026-10-21",
    );
    make(contact(LOLA, "2026-09-01", Direction::Outbound, Outcome::NoAnswer, "", None), "2026-09-01");
    let note = "Prefiere que se le llame antes de las diez.\nLa puerta de atrás es la del almacén.";
    make(Change::Note { id: None, customer: IBANEZ, text: note.into() }, "2026-06-02");
}

const SIZES: [(u16, u16); 2] = [(100, 30), (80, 24)];

#[test]
fn the_page_of_a_customer_in_both_languages_and_sizes() {
    let world = World::new();
    for lang in Lang::ALL {
        for size in SIZES {
            let name = |tab: &str| format!("customer-{tab}-{}-{}x{}", lang.code(), size.0, size.1);
            let mut app = world.page(IBANEZ, size, lang);
            insta::assert_snapshot!(name("overview"), app.screen());
            app.keys("<right>");
            insta::assert_snapshot!(name("purchases"), app.screen());
            app.keys("<enter>");
            insta::assert_snapshot!(name("document"), app.screen());
            app.keys("<esc> <right>");
            insta::assert_snapshot!(name("contacts"), app.screen());
            app.keys("<right>");
            insta::assert_snapshot!(name("notes"), app.screen());
            app.keys("<right>");
            insta::assert_snapshot!(name("history"), app.screen());
            let mut app = world.page(LOLA, size, lang);
            insta::assert_snapshot!(name("lost"), app.screen());
            let mut app = world.page(NURIA, size, lang);
            insta::assert_snapshot!(name("prospect"), app.screen());
        }
    }
}

#[test]
fn the_forms_in_both_languages_and_sizes() {
    for lang in Lang::ALL {
        for size in SIZES {
            let name = |form: &str| format!("form-{form}-{}-{}x{}", lang.code(), size.0, size.1);
            let world = World::new();
            let mut app = world.page(NURIA, size, lang);
            app.keys("n").text("Talleres Ibañez").keys("<tab> <tab>").text("947 30 1");
            app.keys("<tab> <tab>").send(Msg::Paste("luis@guito.example".into()));
            app.keys("<tab> <tab> <tab>").text("+3d").keys("<up>");
            insta::assert_snapshot!(name("customer"), app.screen());
            let world = World::new();
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("p <tab> <tab> <tab> <tab> <tab> <tab>").text("Disco 115").keys("<tab>");
            insta::assert_snapshot!(name("purchase"), app.screen());
            let world = World::new();
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("c <tab> <tab> <tab>").text("Quiere dos cajas").keys("<tab>").text("31/2");
            app.keys("<up> <tab>");
            insta::assert_snapshot!(name("contact"), app.screen());
            let world = World::new();
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("N").text("Cierra en agosto");
            insta::assert_snapshot!(name("note"), app.screen());
            let world = World::new();
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("a").text("+3d");
            insta::assert_snapshot!(name("agenda"), app.screen());
        }
    }
}

#[rstest]
#[case(60, 16)]
#[case(76, 20)]
#[case(80, 40)]
#[case(120, 50)]
fn the_page_is_neat_at_any_size(#[case] columns: u16, #[case] rows: u16) {
    let world = World::new();
    let mut app = world.page(IBANEZ, (columns, rows), Lang::Es);
    insta::assert_snapshot!(format!("customer-size-{columns}x{rows}"), app.screen());
    let mut app = world.page(LOLA, (columns, rows), Lang::Es);
    insta::assert_snapshot!(format!("customer-size-lost-{columns}x{rows}"), app.screen());
}

#[test]
fn a_new_customer_is_saved_as_typed() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("<right> <left> n").text("Ferretería Güito").keys("<tab> <tab>").text("947 301 220");
    app.keys("<ctrl-s>");
    let Answer::Found(found) = world.ask(Question::Find { text: "guito".into(), limit: 5 }) else { panic!() };
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].name.as_str(), found[0].phone.as_str()), ("Ferretería Güito", "947 301 220"));
    assert!(app.model.layers.is_empty(), "the form is gone");
    assert!(world.db.lock().unwrap().drafts().unwrap().is_empty());
}

#[test]
fn somebody_who_is_there_already_is_pointed_out_and_opened() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 40), Lang::Es);
    app.keys("n").text("Taller").keys("<tab> <tab>").text("947206118");
    assert!(app.screen().contains("Puede ser el mismo: Talleres Ibáñez, S. L."), "{}", app.screen());
    // Back from the first field: three buttons, then the notice.
    app.keys("<up> <up> <backtab> <backtab> <backtab> <backtab> <enter>");
    assert!(app.screen().contains("Clientes › Talleres Ibáñez, S. L."), "{}", app.screen());
    assert_eq!(
        world.db.lock().unwrap().drafts().unwrap()[0].0,
        "form:customer:new",
        "what was typed is kept"
    );
}

#[test]
fn save_and_another_begins_anew() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 40), Lang::Es);
    app.keys("n").text("Uno").keys("<backtab> <backtab> <enter>");
    assert_eq!(app.model.layers.len(), 1);
    assert!(!app.screen().contains("Nombre *        Uno"), "{}", app.screen());
    app.text("Dos").keys("<ctrl-s>");
    for name in ["Uno", "Dos"] {
        let Answer::Found(found) = world.ask(Question::Find { text: name.into(), limit: 5 }) else {
            panic!()
        };
        assert_eq!(found.len(), 1, "{name}");
    }
}

#[test]
fn a_typed_purchase_is_edited_with_its_lines() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 40), Lang::Es);
    app.keys("<right> <down> e");
    assert!(app.screen().contains("Editar compra"), "{}", app.screen());
    app.keys("<tab> <tab> <ctrl-u>").text("1999").keys("<ctrl-s>");
    assert!(app.model.layers.is_empty(), "{}", app.screen());
    let card = world.card(IBANEZ);
    let edited = card.purchases.iter().find(|p| p.number == "1999").unwrap();
    assert_eq!((edited.amount, edited.line_count), (Money(57_600), 2));
}

#[test]
fn a_contact_is_edited_and_its_next_date_stays() {
    let world = World::new();
    let next = world.card(IBANEZ).customer.next;
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys(". . e <tab> <tab> <right> <ctrl-s>");
    let card = world.card(IBANEZ);
    assert_eq!(card.contacts[0].draft.outcome, Outcome::Sale);
    assert_eq!(card.customer.next, next);
}

#[test]
fn the_agenda_plans_and_clears() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("a").text("31/2").keys("<tab>");
    assert!(app.screen().contains("! febrero tiene 28 días"), "{}", app.screen());
    app.keys("<up> <ctrl-u> - <ctrl-s>");
    assert_eq!(world.card(IBANEZ).customer.next, None);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_saved() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("n <tab> <tab>").text("947 30 1").keys("<tab>");
    assert!(app.screen().contains("! faltan 3 cifras"), "{}", app.screen());
    app.keys("<ctrl-s>");
    assert!(app.screen().contains("! falta este dato"), "{}", app.screen());
    assert_eq!(app.model.layers.len(), 1);
}

#[test]
fn a_refusal_of_the_store_is_shown_in_the_form_and_nothing_is_lost() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    *world.refuse.lock().unwrap() = true;
    app.keys("N").text("algo largo").keys("<ctrl-s>");
    assert!(app.screen().contains("algo largo"), "{}", app.screen());
    assert!(app.screen().contains("! Falta el nombre."), "{}", app.screen());
    *world.refuse.lock().unwrap() = false;
    app.keys("<ctrl-s>");
    assert!(app.model.layers.is_empty());
    assert_eq!(world.card(IBANEZ).counts.notes, 2);
}

#[test]
fn esc_keeps_a_draft_that_comes_back_and_the_cancel_button_drops_it() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("c <tab> <tab> <tab>").text("a medias").keys("<esc>");
    assert!(app.screen().contains("Queda como borrador"), "{}", app.screen());
    assert_eq!(world.db.lock().unwrap().drafts().unwrap()[0].0, "form:contact:1");
    app.keys("c");
    assert!(app.screen().contains("a medias"), "{}", app.screen());
    app.keys("<backtab> <enter>");
    assert!(app.model.layers.is_empty());
    assert!(world.db.lock().unwrap().drafts().unwrap().is_empty());
    app.keys("c");
    assert!(!app.screen().contains("a medias"), "{}", app.screen());
}

#[test]
fn every_draft_opens_its_form_again() {
    let world = World::new();
    for (keys, typed) in [
        ("e", "Ibáñez bis"),
        ("n", "Casa Rosa"),
        ("p", "/1"),
        ("c <tab> <tab> <tab>", "hablamos"),
        ("N", "una nota"),
        ("a", "+5d"),
    ] {
        let mut app = world.page(IBANEZ, (100, 40), Lang::En);
        app.keys(keys).text(typed);
        let (key, content) = app.model.layers[0].draft().unwrap();
        let before = app.screen();
        let mut fresh = world.page(IBANEZ, (100, 40), Lang::En);
        let layer = forms::reopen(&key, &content).unwrap();
        assert!(fresh.model.layers.is_empty());
        fresh.model.layers.push(layer);
        // A layer is refreshed with every change: the simplest way to wake one that a test pushed.
        fresh.send(Msg::Reply(Reply { ticket: 0, result: Ok(Answer::Done(Box::default())) }));
        assert!(fresh.screen().contains(typed), "{key}\n{before}\n{}", fresh.screen());
    }
    assert!(forms::reopen("form:later:1", "{}").is_none());
    assert!(forms::reopen("form:note:1", "no json").is_none());
}

#[test]
fn lines_of_a_purchase_add_up_and_are_saved() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 40), Lang::Es);
    app.keys("p <tab> <tab> <tab> <tab> <tab> <tab>").text("Disco 115").keys("<tab>");
    // The price comes from the last purchase.
    assert!(app.screen().contains("5,1"), "{}", app.screen());
    app.keys("<backspace>").text("4").keys("<tab> <tab>").text("10").keys("<tab>").text("Broca");
    app.keys("<tab>").text("2").keys("<tab>").text("1.000,50");
    assert!(app.screen().contains("→ líneas: 2.019,36 €"), "{}", app.screen());
    app.keys("<ctrl-s>");
    assert!(app.model.layers.is_empty(), "{}", app.screen());
    let card = world.card(IBANEZ);
    assert_eq!(card.purchases[0].amount, Money(201_936));
    let Answer::Document(Some(found)) = world.ask(Question::Document(card.purchases[0].id)) else { panic!() };
    assert_eq!(found.1.len(), 2);
}

#[test]
fn a_total_alone_is_enough_and_a_thousand_is_a_thousand() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 30), Lang::Es);
    app.keys("p <tab>").text("1.000");
    assert!(app.screen().contains("→ 1.000,00 €"), "{}", app.screen());
    app.keys("<ctrl-s>");
    assert_eq!(world.card(NURIA).facts.revenue_total, Money(100_000));
}

#[test]
fn a_contact_is_logged_with_its_next_date() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 30), Lang::Es);
    app.keys("c <tab> <tab> <tab>").text("Que la llamemos").keys("<tab>").text("lun 10").keys("<tab>");
    app.text("ver catálogo");
    assert!(app.screen().contains("→ lun 23 nov 2026 10:00"), "{}", app.screen());
    app.keys("<ctrl-s>");
    let card = world.card(NURIA);
    assert_eq!(card.contacts[0].draft.note, "Que la llamemos");
    assert_eq!(card.contacts[0].draft.at, now().with_time_of_minute());
    let next = card.customer.next.unwrap();
    assert_eq!((next.day, next.minute, next.note.as_str()), (day("2026-11-23"), Some(600), "ver catálogo"));
}

trait Minute {
    fn with_time_of_minute(self) -> Self;
}

impl Minute for chrono::NaiveDateTime {
    fn with_time_of_minute(self) -> Self {
        use chrono::Timelike;
        self.with_second(0).unwrap().with_nanosecond(0).unwrap()
    }
}

#[test]
fn editing_changes_what_was_changed_and_nothing_else() {
    let world = World::new();
    let before = world.card(IBANEZ).customer;
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("e <tab> <tab> <ctrl-u>").text("947 000 111").keys("<ctrl-s>");
    let after = world.card(IBANEZ).customer;
    assert_eq!(after.draft.phone, "947 000 111");
    let mut expected = before.clone();
    expected.draft.phone = "947 000 111".into();
    assert_eq!(after, expected);
    app.keys("<right> <right> <right> <right> <enter>");
    assert!(app.screen().contains("947 206 118 → 947 000 111"), "{}", app.screen());
}

#[test]
fn saving_with_nothing_changed_writes_nothing() {
    let world = World::new();
    let changes = world.card(IBANEZ).counts.changes;
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("e <ctrl-s>");
    assert!(app.model.layers.is_empty());
    assert_eq!(world.card(IBANEZ).counts.changes, changes);
}

#[test]
fn a_purchase_is_voided_after_a_question_and_brought_back() {
    let world = World::new();
    let total = world.card(IBANEZ).facts.revenue_total;
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("<right> <delete>");
    assert_eq!(world.card(IBANEZ).facts.revenue_total, total, "asked first");
    app.keys("<enter>");
    assert_eq!(world.card(IBANEZ).facts.revenue_total, total + Money(5_100));
    assert!(app.screen().contains("anulada"), "{}", app.screen());
    app.keys("X <enter>");
    assert_eq!(world.card(IBANEZ).facts.revenue_total, total);
    app.keys("u");
    assert_eq!(world.card(IBANEZ).facts.revenue_total, total + Money(5_100));
}

#[test]
fn a_figure_opens_exactly_the_documents_it_counts() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 60), Lang::Es);
    app.keys("<backtab> <backtab>");
    for _ in 0..30 {
        if app.screen().contains("▶Compras 12 m") {
            break;
        }
        app.keys("<tab>");
    }
    app.keys("<enter>");
    // Twelve purchases and one credit note.
    assert!(app.screen().contains("Compras de los últimos 12 meses: 13"), "{}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("total "), "{}", app.screen());
}

#[test]
fn archiving_is_one_key_and_undone_by_another() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 30), Lang::Es);
    app.keys("<delete>");
    assert!(world.card(NURIA).customer.archived);
    assert!(app.screen().contains("Archivado: no sale en las listas"), "{}", app.screen());
    app.keys("u");
    assert!(!world.card(NURIA).customer.archived);
}

#[test]
fn do_not_contact_asks_first() {
    let world = World::new();
    let mut app = world.page(NURIA, (100, 30), Lang::Es);
    app.keys("Z <esc>");
    assert_eq!(world.card(NURIA).customer.do_not_call, None);
    app.keys("Z <enter>");
    assert_eq!(world.card(NURIA).customer.do_not_call, Some(now().date().into()));
    assert!(app.screen().contains("No contactar desde 20 nov 2026"), "{}", app.screen());
}

#[test]
fn copying_offers_what_there_is() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("y 2");
    assert!(app.effects.iter().any(|e| e == "Copy(\"612 345 678\")"), "{:?}", app.effects.last());
    assert!(app.screen().contains("Copiado: 612 345 678"), "{}", app.screen());
}

#[test]
fn up_and_down_turn_to_the_next_customer_of_the_list() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys("<down>");
    assert!(app.screen().contains("Bar Lola"), "{}", app.screen());
    assert!(app.screen().contains("2 de 3"), "{}", app.screen());
    app.keys("<up> <up>");
    assert!(app.screen().contains("1 de 3"), "{}", app.screen());
}

#[test]
fn contacts_and_notes_are_deleted_and_come_back() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.keys(". . <delete>");
    assert_eq!(world.card(IBANEZ).counts.contacts, 1);
    app.keys("u . <delete>");
    assert_eq!((world.card(IBANEZ).counts.contacts, world.card(IBANEZ).counts.notes), (2, 0));
    app.keys("u");
    assert_eq!(world.card(IBANEZ).counts.notes, 1);
}

#[test]
fn hostile_text_stays_inside_its_columns() {
    let world = World::new();
    let draft = CustomerDraft {
        name: "a\u{1b}[31m\u{202e}b\tc".into(),
        contact: "日本語".repeat(40),
        city: "x".repeat(500),
        ..CustomerDraft::default()
    };
    let stamp = Stamp { now: now(), author: "\u{7}".into() };
    let change = Change::AddCustomer { draft, labels: vec![], next: None, note: String::new() };
    world.db.lock().unwrap().apply(&change, &stamp).unwrap();
    for size in [(60, 16), (80, 24), (100, 30)] {
        let mut app = world.page(4, size, Lang::Es);
        let screen = app.screen();
        assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{screen}");
        for line in screen.lines() {
            assert!(cartera::ui::visible::width(line) <= usize::from(size.0), "{line}");
        }
    }
}

#[test]
fn a_figure_says_where_it_comes_from() {
    let world = World::new();
    for lang in Lang::ALL {
        for size in SIZES {
            let name = |what: &str| format!("customer-{what}-{}-{}x{}", lang.code(), size.0, size.1);
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("<right> w");
            insta::assert_snapshot!(name("explain-total"), app.screen());
            let mut app = world.page(LOLA, size, lang);
            app.keys("<tab>");
            for _ in 0..12 {
                if app.screen().contains("▶cada") || app.screen().contains("▶every") {
                    break;
                }
                app.keys("<tab>");
            }
            app.keys("w");
            insta::assert_snapshot!(name("explain-gap"), app.screen());
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("<right> <right> <enter>");
            insta::assert_snapshot!(name("contact"), app.screen());
            let mut app = world.page(IBANEZ, size, lang);
            app.keys("<right> X");
            insta::assert_snapshot!(name("void"), app.screen());
            // A tab is copied as the table it is; who they are and how they are reached, on the overview.
            app.keys("<esc> y");
            insta::assert_snapshot!(name("copied"), app.screen());
            app.keys("<left> y");
            insta::assert_snapshot!(name("copy"), app.screen());
        }
    }
}

#[test]
fn a_click_on_a_tab_and_a_double_click_on_a_row_open_them() {
    let world = World::new();
    let mut app = world.page(IBANEZ, (100, 30), Lang::Es);
    app.screen();
    app.send(Msg::Click(14, 2, false));
    assert!(app.screen().contains("▐Compras 38▌"), "{}", app.screen());
    app.send(Msg::Click(20, 8, false));
    app.screen();
    app.send(Msg::Click(20, 8, true));
    assert!(app.screen().contains("Doc. 1736"), "{}", app.screen());
}
