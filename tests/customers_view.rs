//! The list of customers over a real portfolio: filter, marks, labels, and how it looks.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cartera::app::backend::Backend;
use cartera::app::msg::{Msg, Opened};
use cartera::domain::change::{Change, Stamp};
use cartera::domain::lifecycle::{Facts, Stage};
use cartera::domain::people::contact::NextStep;
use cartera::domain::people::customer::NextContact;
use cartera::domain::people::{Channel, ContactDraft, CustomerDraft, CustomerId, Direction, Label, Outcome};
use cartera::domain::roster::{Scope, Sort, WinbackState};
use cartera::domain::trade::PurchaseDraft;
use cartera::domain::{Day, Money};
use cartera::store::ask::{Answer, CustomerRow, ListSpec, Listing, Order, Question, Reply, Ticket};
use cartera::store::db::{Db, NewSettings};
use cartera::store::lanes::{Store, Writer, Written};
use cartera::ui::Look;
use cartera::ui::action::{Action, KeyScope};
use cartera::ui::hits::Hits;
use cartera::ui::texts::Lang;
use cartera::ui::visible::width;
use cartera::views::{Cx, Go, ImportRequest, NewPortfolio, View};
use common::App;
use ratatui::Frame;
use ratatui::layout::Rect;
use rstest::rstest;

struct Clerk(Db);

impl Writer for Clerk {
    fn carry_out(&mut self, order: Order, _progress: &mut dyn FnMut(u64, u64)) -> Written {
        self.0.carry_out(order).map_err(|error| error.words())
    }
}

/// The store of a portfolio in a folder of its own.
struct World {
    store: Arc<Mutex<Store<Clerk>>>,
    _folder: tempfile::TempDir,
    _stop: Sender<()>,
}

fn forward(store: &Arc<Mutex<Store<Clerk>>>, out: &Sender<Msg>, stopped: &Receiver<()>) {
    while stopped.recv_timeout(Duration::from_millis(1)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
        while let Ok(reply) = store.lock().unwrap().replies().try_recv() {
            if out.send(Msg::Reply(reply)).is_err() {
                return;
            }
        }
    }
}

impl World {
    fn open(out: Sender<Msg>, fill: impl FnOnce(&mut Db)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("alamos.db");
        let mut db = Db::create(&path, &NewSettings::default()).unwrap();
        fill(&mut db);
        let clerk = Clerk(db);
        let today = Day::from_ymd(2026, 11, 20).unwrap();
        let store = Arc::new(Mutex::new(Store::start(&path, today, None, clerk).unwrap()));
        let (stop, stopped) = channel();
        let shared = Arc::clone(&store);
        std::thread::spawn(move || forward(&shared, &out, &stopped));
        Self { store, _folder: folder, _stop: stop }
    }
}

impl Backend for World {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        self.store.lock().unwrap().ask(ticket, question);
    }
    fn order(&mut self, ticket: Ticket, order: Order) {
        self.store.lock().unwrap().order(ticket, order);
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

/// The screen without the path of the portfolio, which is another one each time.
fn stable(app: &mut App) -> String {
    let screen = app.screen();
    let lines = screen.lines().map(|line| match line.find(" · datos en ").or(line.find(" · data in ")) {
        Some(at) => line.split_at(at).0,
        None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn make(db: &mut Db, change: &Change) -> i64 {
    let stamp = Stamp { now: common::now(), author: "Marta".into() };
    db.apply(change, &stamp).unwrap().created.first().copied().unwrap_or(0)
}

fn today() -> Day {
    Day::from_ymd(2026, 11, 20).unwrap()
}

/// Name, zone, phone, labels by number, purchases as (days ago, cents).
type Somebody<'a> = (&'a str, &'a str, &'a str, &'a [usize], &'a [(i32, i64)]);

const PEOPLE: &[Somebody<'_>] = &[
    ("José Núñez Ávila", "Norte", "947 111 222", &[2], &[(2, 31_800)]),
    ("Hotel Mirasol", "Norte", "947 300 400", &[0, 1, 3], &[(2100, 90_000), (33, 990_600), (3, 500_000)]),
    ("Viveros La Encina", "Sur", "", &[2, 3], &[(6, 73_000)]),
    (
        "Talleres Ibáñez, S. L.",
        "Norte",
        "947 206 118",
        &[1, 4],
        &[
            (1300, 40_000),
            (900, 52_000),
            (400, 300_000),
            (300, 120_000),
            (200, 130_000),
            (60, 90_000),
            (9, 271_250),
        ],
    ),
    ("Cafetería Plaza Mayor", "Centro", "947 201 202", &[2], &[(11, 9_600)]),
    (
        "Panadería Molina e Hijos",
        "Norte",
        "947 555 010",
        &[0, 1],
        &[(1000, 50_000), (30, 400_000), (12, 442_000)],
    ),
    ("Bar El Rincón de Lola", "Centro", "", &[], &[(900, 10_000), (45, 120_000), (18, 104_400)]),
    ("Cerrajería Bárcena", "Norte", "600 112 233", &[1], &[(800, 20_000), (22, 165_500)]),
    ("Colegio San Martín", "Sur", "947 000 999", &[0, 1, 3, 4], &[(2200, 10_000), (120, 276_000)]),
    ("Peluquería Íñigo", "Centro", "", &[4], &[(402, 12_000)]),
    ("Imprenta Rápida Ñandú", "Norte", "", &[], &[(511, 8_000)]),
    ("Ana Sofía Güell", "Sur", "", &[4], &[]),
];

const LABELS: [(&str, &str, u8); 5] = [
    ("VIP", "V", 2),
    ("Mayorista", "M", 5),
    ("Nuevo 2026", "N", 7),
    ("Ruta norte", "R", 9),
    ("Paga tarde", "D", 1),
];

fn shop(db: &mut Db) {
    let labels: Vec<i64> = (0..)
        .zip(LABELS)
        .map(|(rank, (name, code, colour))| {
            let label = Label { id: 0, name: name.into(), code: code.into(), colour: Some(colour), rank };
            make(db, &Change::SaveLabel(label))
        })
        .collect();
    for (name, zone, phone, tags, purchases) in PEOPLE {
        let draft = CustomerDraft {
            name: (*name).into(),
            zone: (*zone).into(),
            phone: (*phone).into(),
            owner: "Marta".into(),
            ..CustomerDraft::default()
        };
        let labels = tags.iter().map(|at| labels[*at]).collect();
        let id = make(db, &Change::AddCustomer { draft, labels, next: None, note: String::new() });
        for (ago, cents) in *purchases {
            let draft = PurchaseDraft {
                customer: Some(id),
                number: String::new(),
                day: today().plus(-ago),
                amount: Money(*cents),
                lines: Vec::new(),
                channel: String::new(),
                seller: String::new(),
                note: String::new(),
                occasion: String::new(),
            };
            make(db, &Change::AddPurchase(draft));
        }
        if *name == "Talleres Ibáñez, S. L." {
            let next =
                NextContact { day: today(), minute: Some(570), note: "Pide precio de amoladora 230".into() };
            let contact = ContactDraft {
                customer: id,
                at: common::now(),
                channel: Channel::Phone,
                direction: Direction::Outbound,
                outcome: Outcome::Interested,
                note: "Pide precio de amoladora 230, dos unidades, y que se le llame antes de las diez"
                    .into(),
                author: "Marta".into(),
                reason: None,
                next: Some(NextStep::On(next)),
            };
            make(db, &Change::LogContact(contact));
        }
    }
}

fn app(size: (u16, u16), lang: Lang, fill: impl FnOnce(&mut Db) + 'static) -> App {
    let mut app = App::over(size, lang, |out| Box::new(World::open(out, fill)));
    app.send(Msg::Opened(Opened::Portfolio));
    app.keys("2");
    app
}

fn open(size: (u16, u16), lang: Lang) -> App {
    app(size, lang, shop)
}

#[rstest]
#[case(100, 30)]
#[case(80, 24)]
fn the_list_in_both_languages(#[case] columns: u16, #[case] rows: u16) {
    for lang in Lang::ALL {
        let name = |what: &str| format!("customers-{what}-{}-{columns}x{rows}", lang.code());
        let mut app = open((columns, rows), lang);
        app.keys("<down> <down> <down> <down> <down> <down> <down> <down> <down> <down>");
        insta::assert_snapshot!(name("list"), stable(&mut app));
        app.keys("<home> <space> <down> <space> /").text("zona:norte etapa:maduro,veterano");
        insta::assert_snapshot!(name("filter"), stable(&mut app));
        app.keys("<enter> <esc> <esc> /").text("zona:norte gasto>9000 etapa:nuevo");
        app.keys("<enter>");
        insta::assert_snapshot!(name("none"), stable(&mut app));
        app.keys("<esc> /").text("tag:");
        insta::assert_snapshot!(name("completion"), stable(&mut app));
        app.keys("<esc> s");
        insta::assert_snapshot!(name("sort"), stable(&mut app));
    }
}

#[test]
fn narrow_and_low_windows_are_neat() {
    for (columns, rows) in [(60, 16), (70, 20), (95, 24), (140, 40)] {
        let mut app = open((columns, rows), Lang::Es);
        insta::assert_snapshot!(format!("customers-{columns}x{rows}"), stable(&mut app));
    }
}

#[test]
fn an_empty_portfolio_says_what_to_do() {
    for lang in Lang::ALL {
        let mut app = app((80, 24), lang, |_| {});
        insta::assert_snapshot!(format!("customers-nobody-{}", lang.code()), stable(&mut app));
    }
}

#[test]
fn hostile_names_keep_the_columns() {
    let names = [
        "Muñoz con tilde",
        "Mun\u{303}oz compuesto",
        "👨\u{200d}👩\u{200d}👧 Familia",
        "山田太郎商店 東京支店",
        "مكتبة النور",
        "\u{202e}invertido",
        "\u{1b}[31mrojo\u{7}",
        "tab\there",
        "zero\u{200b}width",
        "Zalgo a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ];
    let mut app = app((80, 24), Lang::Es, move |db| {
        for name in names {
            let draft = CustomerDraft { name: name.into(), zone: name.into(), ..CustomerDraft::default() };
            make(db, &Change::AddCustomer { draft, labels: vec![], next: None, note: String::new() });
        }
    });
    let screen = app.screen();
    insta::assert_snapshot!("customers-hostile", stable(&mut app));
    assert!(!screen.chars().any(|c| c.is_control() && c != '\n'), "{screen}");
    for line in screen.lines().filter(|line| line.starts_with('│')) {
        assert_eq!(width(line), 80, "{line}");
    }
}

#[rstest]
#[case(100, 30)]
#[case(80, 24)]
fn labels_in_both_languages(#[case] columns: u16, #[case] rows: u16) {
    for lang in Lang::ALL {
        let name = |what: &str| format!("labels-{what}-{}-{columns}x{rows}", lang.code());
        let mut app = open((columns, rows), lang);
        app.keys("<space> <space> <space> <space> /").text("zona:norte").keys("<enter> t");
        insta::assert_snapshot!(name("picker"), stable(&mut app));
        app.keys("<down> <enter>");
        insta::assert_snapshot!(name("confirm"), stable(&mut app));
        app.keys("<esc> <esc>");
        go(&mut app, Go::Push(cartera::views::labels::manager()));
        insta::assert_snapshot!(name("manager"), stable(&mut app));
        app.keys("n").text("Moroso");
        insta::assert_snapshot!(name("editor"), stable(&mut app));
    }
}

#[test]
fn a_new_label_is_made_and_put_on_and_one_undo_takes_it_off() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("Ibáñez").keys("<enter> t").text("Moroso").keys("<enter>");
    assert!(app.model.layers.is_empty(), "{}", app.screen());
    assert!(app.screen().contains("[O Moroso]"), "{}", app.screen());
    app.keys("u");
    assert!(!app.screen().contains("[O Moroso]"), "{}", app.screen());
}

#[test]
fn marks_survive_the_filter_and_the_bulk_promise_is_kept() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("* /").text("zona:norte").keys("<enter>");
    let screen = app.screen();
    assert!(screen.contains("● 12 marcados") && screen.contains("6 no a la vista"), "{screen}");
    app.keys("t <down> <enter>");
    let screen = app.screen();
    for words in ["6 a la vista", "6 marcados que el filtro oculta", "5 ya la tienen", "7 cambiarán"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    app.keys("<enter> <esc> <esc> /").text("tag:mayorista").keys("<enter>");
    assert!(app.screen().contains("12 de 12"), "{}", app.screen());
    app.keys("u");
    assert!(app.screen().contains("5 de 12"), "{}", app.screen());
}

#[test]
fn only_those_in_sight_are_changed_where_that_was_chosen() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("* /").text("zona:norte").keys("<enter> t <down> <enter> <right> <enter>");
    app.keys("<esc> <esc> /").text("tag:mayorista").keys("<enter>");
    // Four of the north had it; the six of the north and one of the south have it now.
    assert!(app.screen().contains("7 de 12"), "{}", app.screen());
}

#[test]
fn enter_drops_the_condition_that_takes_most_away() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("zona:norte gasto>90000").keys("<enter>");
    assert!(app.screen().contains("Ningún cliente cumple las 2 condiciones."), "{}", app.screen());
    app.keys("<enter>");
    assert!(app.screen().contains("6 de 12"), "{}", app.screen());
}

#[test]
fn the_cursor_follows_its_customer_through_orders_and_esc_goes_back_layer_by_layer() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("viveros").keys("<enter> <space> <esc>");
    assert!(app.screen().contains("1 de 12"), "marks first: {}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("12 clientes"), "{}", app.screen());
    assert!(app.screen().contains("▶ Viveros"), "{}", app.screen());
    app.keys("s 4");
    let screen = app.screen();
    assert!(screen.contains("ingresos de 12 meses ↓") && screen.contains("▶ Viveros"), "{screen}");
}

#[test]
fn a_figures_customers_stand_under_its_heading_and_esc_brings_everybody_back() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("zona:norte").keys("<enter>");
    let spec = ListSpec { scope: Scope::Stage(Stage::Lost), ..ListSpec::default() };
    let sort = Sort::default();
    go(&mut app, Go::List(ListSpec { sort, ..spec }, "Perdidos en noviembre 2026".into()));
    let screen = app.screen();
    assert!(screen.contains("Perdidos en noviembre 2026") && screen.contains("Imprenta"), "{screen}");
    insta::assert_snapshot!("customers-scope-es-100x30", stable(&mut app));
    app.keys("<esc>");
    let screen = app.screen();
    assert!(!screen.contains("Perdidos en noviembre") && screen.contains("zona:norte"), "{screen}");
}

/// Has a layer of the test's own go somewhere.
fn go(app: &mut App, wanted: Go) {
    struct Opener(Option<Go>);
    impl View for Opener {
        fn scopes(&self) -> Vec<KeyScope> {
            Vec::new()
        }
        fn refresh(&mut self, _cx: &mut Cx<'_>) {}
        fn can(&self, _action: Action) -> bool {
            true
        }
        fn act(&mut self, _action: Action, cx: &mut Cx<'_>) -> bool {
            if let Some(wanted) = self.0.take() {
                cx.go(Go::Pop);
                cx.go(wanted);
            }
            true
        }
        fn draw(&self, _frame: &mut Frame<'_>, _area: Rect, _look: &Look, _hits: &mut Hits) {}
        fn footer(&self) -> Vec<Action> {
            Vec::new()
        }
    }
    app.model.layers.push(Box::new(Opener(Some(wanted))));
    app.keys("<down>");
}

#[test]
fn an_unknown_field_is_named_with_the_nearest_and_a_contradiction_too() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("etpaa:nuevo");
    let screen = app.screen();
    assert!(screen.contains("¿quería decir «etapa»?") && screen.contains("12 clientes"), "{screen}");
    app.keys("<ctrl-u>").text("etapa:perdido ultima<30d");
    assert!(app.screen().contains("nadie se pierde antes de 60 d."), "{}", app.screen());
}

#[rstest]
#[case(100, 30)]
#[case(80, 24)]
fn the_filter_language_in_both_languages(#[case] columns: u16, #[case] rows: u16) {
    for lang in Lang::ALL {
        let spanish = lang == Lang::Es;
        let name = |what: &str| format!("filter-{what}-{}-{columns}x{rows}", lang.code());
        let mut app = open((columns, rows), lang);
        let example = "rfm>=44* and province=28 and not consent.phone=no and last_contact>60d";
        app.keys("/").text(example);
        insta::assert_snapshot!(name("example"), stable(&mut app));
        app.keys("<ctrl-u>").text(if spanish { "color:azul o etapa:" } else { "colour:blue or stage:" });
        insta::assert_snapshot!(name("values"), stable(&mut app));
        app.keys("<ctrl-u>").text("p");
        app.text(if spanish { "e" } else { "a" });
        insta::assert_snapshot!(name("fields"), stable(&mut app));
        app.keys("<ctrl-u>").text(if spanish { "gasto>" } else { "spent>" });
        insta::assert_snapshot!(name("marks"), stable(&mut app));
        app.keys("<ctrl-u>").text("stage:prospect pareto:A");
        insta::assert_snapshot!(name("clash"), stable(&mut app));
        app.keys("<ctrl-u>").text(if spanish { "campaña:verano" } else { "campaign:summer" });
        insta::assert_snapshot!(name("to-come"), stable(&mut app));
        app.keys("<ctrl-u>").text("tag:vip pareto:A").keys("<enter> S");
        insta::assert_snapshot!(name("save"), stable(&mut app));
        app.text(if spanish { "Mejores" } else { "The best" }).keys("<ctrl-s> S");
        app.text(if spanish { "Los de hoy" } else { "Those of today" }).keys("<tab> <right> <ctrl-s>");
        app.keys("<esc> / <ctrl-u>");
        insta::assert_snapshot!(name("empty"), stable(&mut app));
        app.text(if spanish { "@mejroes zona:*" } else { "@the zone:*" });
        insta::assert_snapshot!(name("no-segment"), stable(&mut app));
        app.keys("<esc> g s");
        insta::assert_snapshot!(name("segments"), stable(&mut app));
    }
}

#[test]
fn completion_takes_a_value_and_history_brings_a_filter_back() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("/").text("tag:may").keys("<tab> <enter>");
    assert!(app.screen().contains("etiqueta «Mayorista»"), "{}", app.screen());
    assert!(app.screen().contains("5 de 12"), "{}", app.screen());
    app.keys("<esc> / <up>");
    assert!(app.screen().contains("tag:Mayorista"), "{}", app.screen());
}

#[test]
fn archiving_one_is_at_once_and_undone_and_many_are_asked_about() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("<delete>");
    assert!(app.screen().contains("11 clientes"), "{}", app.screen());
    app.keys("u");
    assert!(app.screen().contains("12 clientes"), "{}", app.screen());
    app.keys("<space> <space> <delete>");
    assert!(app.screen().contains("Archivar 2 clientes"), "{}", app.screen());
    app.keys("<esc>");
    assert!(app.screen().contains("12 clientes"), "{}", app.screen());
    app.keys("<delete> <enter>");
    assert!(app.screen().contains("10 clientes"), "{}", app.screen());
}

/// So many customers, known by number only; says how many rows it was asked for at once.
struct Crowd {
    out: Sender<Msg>,
    order: Arc<[CustomerId]>,
    most: Arc<AtomicUsize>,
}

impl Backend for Crowd {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        let answer = match question {
            Question::List(spec) => Answer::Listing(Box::new(Listing {
                spec,
                order: Arc::clone(&self.order),
                complete: true,
                total: self.order.len(),
                ..Listing::default()
            })),
            Question::Rows(ids) => {
                self.most.fetch_max(ids.len(), Ordering::Relaxed);
                Answer::Rows(ids.into_iter().map(row).collect())
            }
            Question::Portfolio => Answer::Portfolio(Box::new(common::portfolio())),
            Question::Labels => Answer::Labels(Vec::new()),
            Question::Drafts => Answer::Drafts(Vec::new()),
            Question::Card(_) => Answer::Card(None),
            _ => return,
        };
        let _ = self.out.send(Msg::Reply(Reply { ticket, result: Ok(answer) }));
    }
    fn order(&mut self, _ticket: Ticket, _order: Order) {}
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

fn row(id: CustomerId) -> CustomerRow {
    CustomerRow {
        id,
        code: id.to_string(),
        name: format!("Cliente {id}"),
        labels: Vec::new(),
        phone: String::new(),
        zone: String::new(),
        owner: String::new(),
        facts: Facts::prospect(),
        next: None,
        last_contact: None,
        attempts: 0,
        winback: WinbackState::default(),
        reason: None,
        at_stake: Money(0),
        archived: false,
        do_not_call: false,
    }
}

#[test]
fn a_million_are_walked_and_marked_with_a_window_of_rows() {
    let most = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&most);
    let order: Arc<[CustomerId]> = (1..=1_000_000).collect();
    let mut app = App::over((100, 30), Lang::Es, |out| Box::new(Crowd { out, order, most: seen }));
    app.send(Msg::Opened(Opened::Portfolio));
    app.keys("2 G");
    let screen = app.screen();
    assert!(screen.contains("▶ Cliente 1000000") && screen.contains("1.000.000 de 1.000.000"), "{screen}");
    app.keys("<home> <pagedown> *");
    let screen = app.screen();
    assert!(screen.contains("● 1.000.000 marcados") && screen.contains("▶●Cliente 22 "), "{screen}");
    app.keys("<esc>");
    assert!(!app.screen().contains('●'), "{}", app.screen());
    assert!(most.load(Ordering::Relaxed) <= 200, "rows around the cursor only");
}

#[test]
fn where_the_figures_come_from_and_what_can_be_copied() {
    let mut app = open((100, 30), Lang::Es);
    app.keys("w");
    assert!(app.screen().contains("del 21 nov 2025 al 20 nov 2026"), "{}", app.screen());
    app.keys("<esc> / ").text("ibáñez").keys("<enter> y 1");
    assert!(app.effects.iter().any(|e| e.contains("947 206 118")), "{:?}", app.effects);
}
