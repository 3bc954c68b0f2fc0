//! Win-back, the card of an empty home, import and portfolio layers on screen, over a small made-up portfolio.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;

use cartera::app::backend::Backend;
use cartera::app::msg::{Msg, Opened};

use cartera::domain::lifecycle::recovery::{Finding, LossReason};
use cartera::domain::lifecycle::{Facts, Rhythm, Stage};
use cartera::domain::people::customer::NextContact;
use cartera::domain::people::{Channel, Contact, ContactDraft, Customer, CustomerDraft, Direction, Outcome};
use cartera::domain::roster::WinbackState;
use cartera::domain::{Day, Money};
use cartera::store::ask::*;
use cartera::ui::texts::Lang;
use cartera::views::{FileNews, ImportPreview, ImportRequest, ImportSummary, NewPortfolio};
use common::{App, now, portfolio};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

#[allow(clippy::type_complexity, reason = "a table of cases")]
const PEOPLE: [(&str, i32, i64, WinbackState, Option<LossReason>, u32); 7] = [
    ("Mesón del Cid", 213, 748_000, WinbackState::Verified, Some(LossReason::Service), 2),
    (
        "Reformas Aguirre e Hijos de la Vega",
        188,
        695_000,
        WinbackState::Verified,
        Some(LossReason::CompetitorOffer),
        1,
    ),
    ("Granja Valdés", 241, 412_000, WinbackState::Verified, Some(LossReason::Stock), 3),
    ("Lavandería Güemes", 377, 301_000, WinbackState::Unverified, None, 0),
    ("Imprenta Rápida Ñandú", 1511, 231_000, WinbackState::Unverified, None, 0),
    ("Escuela Infantil Sol", 391, 174_000, WinbackState::Explained, None, 0),
    ("Garaje Núñez", 366, 64_000, WinbackState::Definitive, Some(LossReason::ClosedDown), 4),
];

fn row(number: usize) -> CustomerRow {
    let (name, silent, money, winback, reason, attempts) = PEOPLE[number];
    let today = day("2026-11-20");
    CustomerRow {
        id: number as i64 + 1,
        code: format!("C-{number:04}"),
        name: name.into(),
        labels: Vec::new(),
        phone: if number == 3 { String::new() } else { format!("947 118 20{number}") },
        zone: String::new(),
        owner: String::new(),
        facts: Facts {
            stage: Stage::Lost,
            rhythm: Some(Rhythm::Lost),
            first: Some(day("2022-03-01")),
            last: Some(today.plus(-silent)),
            mean_gap_tenths: 240,
            ..Facts::prospect()
        },
        next: (attempts > 0).then(|| NextContact {
            day: today.plus(number as i32 * 30),
            minute: None,
            note: "Visita".into(),
        }),
        last_contact: None,
        attempts,
        winback,
        reason,
        at_stake: Money(money),
        archived: false,
        do_not_call: false,
    }
}

fn card(number: usize) -> Card {
    let row = row(number);
    let contact = |n: u32| Contact {
        id: i64::from(n),
        draft: ContactDraft {
            customer: row.id,
            at: now() - chrono::TimeDelta::days(i64::from(20 - n)),
            channel: Channel::default(),
            direction: Direction::default(),
            outcome: Outcome::default(),
            note: String::new(),
            author: "Marta".into(),
            reason: None,
            next: None,
        },
    };
    let verified = row.winback == WinbackState::Verified;
    Card {
        customer: Customer {
            id: row.id,
            draft: CustomerDraft { name: row.name.clone(), ..CustomerDraft::default() },
            next: row.next.clone(),
            ..Customer::default()
        },
        facts: row.facts,
        revenue_previous_12m: Money::ZERO,
        orders_12m: 0,
        months: [Money::ZERO; 12],
        products: Vec::new(),
        contacts: Vec::new(),
        purchases: Vec::new(),
        counts: CardCounts::default(),
        winback: WinbackCase {
            state: row.winback,
            finding: verified.then(|| (Finding::TrulyLost, day("2026-11-02"), "Marta".into(), String::new())),
            reason: row.reason.map(|r| (r, "dos entregas tarde en marzo".into())),
            attempts: (0..row.attempts).map(contact).collect(),
            ..WinbackCase::default()
        },
        seasonal_proposal: None,
    }
}

fn summary() -> WinbackSummary {
    let mut summary = WinbackSummary::default();
    for (_, _, money, state, reason, _) in PEOPLE {
        summary.states[state as usize].0 += 1;
        summary.states[state as usize].1 += Money(money);
        if let Some(reason) = reason {
            summary.reasons.push((reason, 1, Money(money)));
        }
    }
    summary.recovered =
        vec![(1, day("2026-11-18"), Money(38_600), true), (2, day("2026-10-02"), Money(9_950), false)];
    summary.contacted_90d = 8;
    summary.attempts_90d = 11;
    summary
}

struct World {
    out: Sender<Msg>,
    empty: bool,
}

impl World {
    fn news(&self, ticket: Ticket, news: FileNews) {
        let _ = self.out.send(Msg::FileNews(ticket, news));
    }
}

impl Backend for World {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        let answer = match question {
            Question::List(spec) => {
                let open = spec.query.text.contains("-state:definitive");
                let all = if self.empty { 0 } else { PEOPLE.len() };
                let order: Vec<i64> = (0..all)
                    .filter(|n| !open || PEOPLE[*n].3 != WinbackState::Definitive)
                    .map(|n| n as i64 + 1)
                    .collect();
                let at_stake = order.iter().map(|id| Money(PEOPLE[*id as usize - 1].2)).sum();
                Answer::Listing(Box::new(Listing {
                    spec,
                    order: order.into(),
                    complete: true,
                    total: all,
                    at_stake,
                    ..Listing::default()
                }))
            }
            Question::Rows(ids) => Answer::Rows(ids.iter().map(|id| row(*id as usize - 1)).collect()),
            Question::Card(id) => Answer::Card(Some(Box::new(card(id as usize - 1)))),
            Question::Winback if self.empty => Answer::Winback(Box::default()),
            Question::Winback => Answer::Winback(Box::new(summary())),
            Question::Labels => Answer::Labels(Vec::new()),
            Question::Drafts => Answer::Drafts(Vec::new()),
            Question::Portfolio => Answer::Portfolio(Box::new(portfolio())),
            Question::Today => Answer::Today(Box::default()),
            Question::Backups => Answer::Backups(vec![BackupInfo {
                path: "/b/alamos-2026-11-19.db".into(),
                at: now() - chrono::TimeDelta::hours(16),
                size: 2_340_000,
                customers: 1284,
            }]),
            Question::Journal { .. } => Answer::Journal(vec![JournalEntry {
                id: 1,
                at: now(),
                author: "Marta".into(),
                what: ChangeWords {
                    key: "change-winback-verify".into(),
                    args: vec![("name".into(), "Mesón del Cid".into())],
                },
                undone: true,
                fields: vec![("phone".into(), String::new(), "947".into())],
            }]),
            _ => return,
        };
        let _ = self.out.send(Msg::Reply(Reply { ticket, result: Ok(answer) }));
    }

    fn order(&mut self, ticket: Ticket, order: Order) {
        if let Order::Change(..) = order {
            let done = Answer::Done(Box::new(Applied {
                change: 1,
                what: ChangeWords { key: "change-batch".into(), args: vec![("n".into(), "1".into())] },
                ..Applied::default()
            }));
            let _ = self.out.send(Msg::Reply(Reply { ticket, result: Ok(done) }));
        }
    }

    fn preview(&mut self, ticket: Ticket, request: ImportRequest) {
        let preview = ImportPreview {
            request,
            preset: "generic".into(),
            encoding: "UTF-8".into(),
            delimiter: ";".into(),
            decimal: ",".into(),
            date_order: "dmy".into(),
            rows: 1312,
            backed_up: true,
            columns: vec![
                ("CLIENTE".into(), vec!["Panadería Molina".into()], "customer.name".into()),
                ("F_ALTA".into(), vec!["14/03/2023".into()], "customer.since".into()),
                ("COD2".into(), vec!["00417".into()], String::new()),
            ],
            customers: 1287,
            purchases: 1300,
            anonymous_lines: 0,
            total: "98.120,50 €".into(),
            presets: vec!["generic".into(), "northwind".into()],
            fields: vec!["customer.name".into(), "customer.since".into()],
            ..ImportPreview::default()
        };
        self.news(ticket, FileNews::Preview(Box::new(preview)));
    }

    fn import(&mut self, ticket: Ticket, _request: ImportRequest) {
        self.news(ticket, FileNews::Progress(500_000, 1_000_000, 656));
        let summary = ImportSummary {
            rows: 1312,
            customers: (1226, 61, 0),
            purchases: (1300, 0, 0, 4),
            offers: (0, 0, 0),
            anonymous: (0, String::new()),
            rejected: 0,
            totals: ("98.120,50 €".into(), "98.120,50 €".into()),
            recovered: 3,
            ..ImportSummary::default()
        };
        self.news(ticket, FileNews::Imported(Box::new(summary)));
    }

    fn cancel_import(&mut self) {}

    fn folder(&mut self, ticket: Ticket, _path: PathBuf) {
        let entries = vec![
            ("Ventas".into(), true, 0),
            ("clientes_2026.csv".into(), false, 84_000),
            ("foto.jpg".into(), false, 3_400_000),
        ];
        self.news(ticket, FileNews::Folder("/home/marta".into(), entries));
    }

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

fn app(size: (u16, u16), lang: Lang) -> App {
    let mut app = App::over(size, lang, |out| Box::new(World { out, empty: false }));
    app.send(Msg::Opened(Opened::Portfolio));
    app
}

#[test]
fn each_screen_in_both_languages_and_sizes() {
    for (columns, rows) in [(80, 24), (100, 30)] {
        for lang in Lang::ALL {
            let name = |what: &str| format!("{what}-{}-{columns}x{rows}", lang.code());
            let mut app = app((columns, rows), lang);
            app.keys("4");
            insta::assert_snapshot!(name("winback-queue"), app.screen());
            app.keys("<tab>");
            insta::assert_snapshot!(name("winback-situation"), app.screen());
            app.keys("<esc> .");
            insta::assert_snapshot!(name("winback-reasons"), app.screen());
            app.keys(".");
            insta::assert_snapshot!(name("winback-actions"), app.screen());
            app.keys(".");
            insta::assert_snapshot!(name("winback-returned"), app.screen());
            app.keys(". v 2");
            insta::assert_snapshot!(name("winback-verify"), app.screen());
            app.keys("<esc> <esc> r");
            insta::assert_snapshot!(name("winback-reason"), app.screen());
            app.keys("<esc> i");
            insta::assert_snapshot!(name("importing-file"), app.screen());
            app.keys("<enter>");
            insta::assert_snapshot!(name("importing-columns"), app.screen());
            app.keys("<ctrl-s>");
            insta::assert_snapshot!(name("importing-done"), app.screen());
            app.keys("<esc>");
            let mut card = App::over((columns, rows), lang, |out| Box::new(World { out, empty: true }));
            card.send(Msg::Opened(Opened::Nothing));
            insta::assert_snapshot!(name("first-run"), card.screen());
        }
    }
}

#[test]
fn the_loss_of_a_seasonal_customer_is_verified_and_marked_in_one_change() {
    let mut app = app((80, 24), Lang::Es);
    app.keys("4 v 3 <enter>");
    let order = app.effects.iter().find(|e| e.contains("Verify")).unwrap();
    assert!(order.contains("Batch") && order.contains("Seasonal {"), "{order}");
    assert!(app.model.layers.is_empty(), "the dialog closes when it is done");
}

#[test]
fn giving_up_somebody_without_a_reason_asks_for_the_reason_first() {
    let mut app = app((80, 24), Lang::Es);
    app.keys("4 <down> <down> <down> d 3 2").text("se fue").keys("<enter>");
    let order = app.effects.iter().find(|e| e.contains("Definitive")).unwrap();
    assert!(order.contains("Moved") && order.contains("se fue") && order.contains("customer: 4"), "{order}");
}

#[test]
fn a_temporary_loss_takes_a_day_to_come_back_in_words() {
    let mut app = app((80, 24), Lang::En);
    app.keys("4 r 2 1").text("Brico Norte").keys("<enter> 1").text("15 mar").keys("<enter>");
    let order = app.effects.iter().find(|e| e.contains("Reason")).unwrap();
    assert!(order.contains("CompetitorPrice") && order.contains("Brico Norte"), "{order}");
    assert!(order.contains(&format!("{:?}", day("2027-03-15"))), "{order}");
}

#[test]
fn a_line_of_the_situation_opens_exactly_those_in_the_queue() {
    let mut app = app((100, 30), Lang::Es);
    app.keys("4 <tab> <down> <down> <down> <enter>");
    assert!(app.effects.iter().rev().any(|e| e.contains("Winback(Some(Definitive))")));
}

#[test]
fn the_card_makes_a_portfolio_with_the_names_typed_and_switches_language_live() {
    let mut app = App::over((80, 24), Lang::Es, |out| Box::new(World { out, empty: true }));
    app.send(Msg::Opened(Opened::Nothing));
    app.keys("<up> <enter>");
    assert_eq!(app.model.look.lang(), Lang::En);
    app.keys("<down> <down> <down> <down> <down>")
        .text("Los Álamos")
        .keys("<enter>")
        .text("Marta")
        .keys("<esc> 3");
    let open = app.effects.iter().find(|e| e.contains("OpenPortfolio")).unwrap();
    assert!(open.contains("Los Álamos") && open.contains("Marta") && open.contains("EUR"), "{open}");
}

#[test]
fn a_restore_says_that_it_cannot_be_undone_and_waits_for_a_yes() {
    let mut app = app((80, 24), Lang::Es);
    app.keys("g b <enter>");
    assert!(app.screen().contains("no se deshace"), "{}", app.screen());
    app.keys("<enter>");
    assert!(!app.effects.iter().any(|e| e.starts_with("Restore")), "the focus is on the button that cancels");
    app.keys("<enter> <left> <enter>");
    assert!(app.effects.iter().any(|e| e.starts_with("Restore")));
}
