//! The daily scenes: winning back, today's list, a customer's page, the palette, labels, limits, the journal.

use super::*;
use crate::domain::change::{Change, Stamp, WinbackStep};
use crate::domain::lifecycle::recovery::{Finding, LossReason};
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Channel, ContactDraft, CustomerDraft, Direction, LabelId, Outcome as Held};
use crate::domain::roster::WinbackState;
use crate::domain::trade::PurchaseDraft;

/// Hands changes to the writing half, as the program does.
struct Shop {
    sample: Sample,
    db: Db,
}

impl Shop {
    fn new(fill: impl FnOnce(&Sample)) -> Self {
        let sample = Sample::new();
        fill(&sample);
        facts::rebuild(&sample.db).unwrap();
        let db = Db::open(&sample.path(), Mode::Write).unwrap();
        Self { sample, db }
    }

    fn change(&mut self, change: &Change) -> crate::store::ask::Applied {
        let now = TODAY.date().and_hms_opt(9, 30, 0).unwrap();
        self.db.apply(change, &Stamp { now, author: "Marta".into() }).unwrap()
    }

    fn contact(&mut self, customer: CustomerId, ago: i32, outcome: Held) {
        let at = TODAY.plus(-ago).date().and_hms_opt(11, 0, 0).unwrap();
        self.change(&Change::LogContact(ContactDraft {
            customer,
            at,
            channel: Channel::Phone,
            direction: Direction::Outbound,
            outcome,
            note: String::new(),
            author: "Marta".into(),
            reason: None,
            next: None,
        }));
    }

    fn winback(&mut self, customer: CustomerId, step: WinbackStep) {
        self.change(&Change::Winback { customer, step });
    }

    fn reader(&self) -> Reader {
        Reader::open(&self.sample.path(), TODAY).unwrap()
    }
}

/// A customer of some years who bought every thirty days until so many days ago.
fn regular(sample: &Sample, name: &str, ago: i32) -> CustomerId {
    let id = sample.customer(name);
    (0..20).for_each(|n| sample.buys(Some(id), TODAY.plus(-ago - 30 * n), 10_000, 0, None));
    id
}

#[test]
fn winning_back_goes_from_unverified_to_recovered() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla", "Dora", "Eva"] {
            regular(s, n, 300);
        }
    });
    shop.winback(
        2,
        WinbackStep::Verify { finding: Finding::TrulyLost, on: TODAY.plus(-9), note: "llamé".into() },
    );
    shop.winback(
        3,
        WinbackStep::Verify { finding: Finding::Duplicate, on: TODAY.plus(-9), note: String::new() },
    );
    let reason = WinbackStep::Reason { reason: LossReason::Price, detail: "más caro".into(), back_on: None };
    shop.winback(2, reason.clone());
    shop.winback(4, reason);
    shop.winback(4, WinbackStep::Definitive { on: TODAY.plus(-5) });
    shop.contact(2, 8, Held::Interested);
    shop.contact(5, 40, Held::NoAnswer);
    shop.contact(5, 20, Held::Interested);
    // Eva comes back ten days ago, twenty days after the last call.
    shop.sample.buys(Some(5), TODAY.plus(-10), 4_500, 0, None);
    let mut reader = shop.reader();
    let Answer::Winback(summary) = reader.answer(Question::Winback).unwrap() else { panic!() };
    assert_eq!(summary.states.map(|(n, _)| n), [1, 1, 1, 1, 0]);
    assert_eq!(summary.states[0].1, Money(130_000), "thirteen purchases in the year up to the last");
    assert_eq!(summary.reasons, [(LossReason::Price, 2, Money(260_000))]);
    assert_eq!(summary.recovered, [(5, TODAY.plus(-10), Money(4_500), true)]);
    assert_eq!((summary.attempts_90d, summary.contacted_90d), (3, 2));
    for (state, id) in [
        (WinbackState::Unverified, 1),
        (WinbackState::Verified, 2),
        (WinbackState::Explained, 3),
        (WinbackState::Definitive, 4),
    ] {
        assert_eq!(scope(&mut reader, Scope::Winback(Some(state))), [id]);
    }
    assert_eq!(scope(&mut reader, Scope::LostFor(LossReason::Price)), [2, 4]);

    let Answer::Card(Some(berta)) = reader.answer(Question::Card(2)).unwrap() else { panic!() };
    assert_eq!(berta.winback.state, WinbackState::Verified);
    assert_eq!(
        berta.winback.finding,
        Some((Finding::TrulyLost, TODAY.plus(-9), "Marta".into(), "llamé".into()))
    );
    assert_eq!((berta.winback.attempts.len(), berta.winback.recovered), (1, None));
    let Answer::Card(Some(eva)) = reader.answer(Question::Card(5)).unwrap() else { panic!() };
    assert_eq!(eva.winback.recovered, Some((TODAY.plus(-10), Money(4_500), true)));
    assert_eq!(eva.winback.attempts.len(), 2, "those of the loss that ended");
    assert_eq!(eva.winback.attempts[0].draft.outcome, Held::NoAnswer, "oldest first");

    // What was found before a customer came back says nothing about a later loss.
    shop.sample.buys(Some(2), TODAY.plus(-7), 1_000, 0, None);
    let mut later = shop.reader();
    later.set_as_of(TODAY.plus(400));
    let Answer::Rows(rows) = later.answer(Question::Rows(vec![2])).unwrap() else { panic!() };
    assert_eq!(
        (rows[0].facts.stage, rows[0].winback, rows[0].reason),
        (Stage::Lost, WinbackState::Unverified, None)
    );
}

#[test]
fn today_lists_each_customer_once_and_counts_who_is_left_out() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla", "Dora", "Eva"] {
            regular(s, n, 35);
        }
        regular(s, "Perdida", 300);
    });
    let next = |ahead: i32, minute| Some(NextContact { day: TODAY.plus(ahead), minute, note: String::new() });
    shop.change(&Change::SetNext { customers: vec![1], next: next(0, Some(570)) });
    shop.change(&Change::SetNext { customers: vec![2], next: next(-2, None) });
    shop.change(&Change::SetNext { customers: vec![3], next: next(1, None) });
    shop.change(&Change::Archive { customers: vec![4], archived: true });
    shop.change(&Change::DoNotCall { customer: 5, since: Some(TODAY) });
    let mut reader = shop.reader();
    let Answer::Today(today) = reader.answer(Question::Today).unwrap() else { panic!() };
    let listed: Vec<_> = today.items.iter().map(|i| (i.customer, i.reason)).collect();
    assert_eq!(listed, [(1, TodayReason::Promised), (2, TodayReason::Overdue), (6, TodayReason::Winback)]);
    assert_eq!(today.excluded, [("archived".to_owned(), 1), ("do_not_call".to_owned(), 1)]);
    assert_eq!(today.tomorrow, 1);
    assert_eq!(scope(&mut reader, Scope::Today(Some(TodayReason::Overdue))), [2]);
    let Answer::Portfolio(info) = reader.answer(Question::Portfolio).unwrap() else { panic!() };
    assert_eq!((info.to_contact, info.to_verify, info.customers), (Some(3), Some(1), 5));
    assert_eq!(info.data_until, Some(TODAY.plus(-35)));
}

#[test]
fn a_page_shows_twelve_months_documents_products_and_changes() {
    let mut shop = Shop::new(|s| {
        regular(s, "Ana", 10);
    });
    let line = |product: &str, units: i64| crate::domain::trade::Line {
        code: String::new(),
        product: product.into(),
        category: String::new(),
        quantity: units.into(),
        unit_price: "2.50".parse().unwrap(),
        discount: 0.into(),
        amount: Money(250 * units),
        cost: None,
    };
    let bought = shop.change(&Change::AddPurchase(PurchaseDraft {
        customer: Some(1),
        number: String::new(),
        day: TODAY,
        amount: Money(1_250),
        lines: vec![line("Tornillos", 4), line("Cola", 1)],
        channel: String::new(),
        seller: String::new(),
        note: String::new(),
        occasion: String::new(),
    }));
    let mut reader = shop.reader();
    let Answer::Card(Some(card)) = reader.answer(Question::Card(1)).unwrap() else { panic!() };
    assert_eq!(card.months.iter().copied().sum::<Money>(), Money(10_000 * 12 + 1_250));
    assert_eq!(card.months[11], Money(10_000 * i64::from(TODAY.plus(-10).month() == TODAY.month()) + 1_250));
    assert_eq!((card.orders_12m, card.counts.purchases, card.counts.changes), (13, 21, 1));
    assert_eq!(card.revenue_previous_12m, Money(80_000));
    assert_eq!(card.products[0].product, "Tornillos");
    assert_eq!((card.purchases.len(), card.purchases[0].line_count), (5, 2));
    assert_eq!(card.purchases[0].summary, "Tornillos, Cola");
    let Answer::Document(Some(document)) = reader.answer(Question::Document(bought.created[0])).unwrap()
    else {
        panic!()
    };
    assert_eq!(document.1, [line("Tornillos", 4), line("Cola", 1)]);
    let Answer::Journal(journal) = reader.answer(Question::CustomerJournal(1)).unwrap() else { panic!() };
    assert_eq!((journal.len(), journal[0].author.as_str(), journal[0].undone), (1, "Marta", false));
    reader.set_as_of(TODAY.plus(-1));
    let Answer::Purchases(_, documents) = reader.answer(Question::Purchases(1)).unwrap() else { panic!() };
    assert_eq!(documents.len(), 20, "tomorrow's document is not known today");
}

#[test]
fn the_palette_finds_names_that_begin_with_the_text_first() {
    let sample = Sample::new();
    for n in ["Talleres Ana", "Mariana", "Ana Güell", "Susana"] {
        sample.customer(n);
    }
    let mut reader = sample.ready();
    let found = |reader: &mut Reader, text: &str, limit| -> Vec<String> {
        let question = Question::Find { text: text.into(), limit };
        let Answer::Found(rows) = reader.answer(question).unwrap() else { panic!() };
        rows.into_iter().map(|r| r.name).collect()
    };
    assert_eq!(found(&mut reader, "ANA", 9), ["Ana Güell", "Talleres Ana", "Mariana", "Susana"]);
    assert_eq!(found(&mut reader, "ana guell", 9), ["Ana Güell"]);
    assert_eq!(found(&mut reader, "ana", 1), ["Ana Güell"]);
    assert_eq!(found(&mut reader, " ", 9), [""; 0]);
}

#[test]
fn the_same_person_is_recognised_by_tax_id_phone_mail_and_name() {
    let sample = Sample::new();
    for n in ["Ana", "Berta", "Carla", "Dora Núñez", "Eva"] {
        sample.customer(n);
    }
    sample.db.execute("UPDATE customer SET tax_id = '12345678Z' WHERE id = 1", []).unwrap();
    sample.db.execute("UPDATE customer SET mobile = '600 11 22 33' WHERE id = 2", []).unwrap();
    sample.db.execute("UPDATE customer SET email = 'carla@example.com' WHERE id = 3", []).unwrap();
    let mut reader = sample.ready();
    let mut similar = |draft: CustomerDraft| -> Vec<CustomerId> {
        let Answer::Found(rows) = reader.answer(Question::Similar(Box::new(draft))).unwrap() else {
            panic!()
        };
        rows.into_iter().map(|r| r.id).collect()
    };
    let empty = CustomerDraft::default;
    assert_eq!(similar(CustomerDraft { tax_id: "12.345.678-z".into(), ..empty() }), [1]);
    assert_eq!(similar(CustomerDraft { phone: "+34 600112233".into(), ..empty() }), [2]);
    assert_eq!(similar(CustomerDraft { email: "Carla@Example.com".into(), ..empty() }), [3]);
    assert_eq!(similar(CustomerDraft { email: "arla@example.com".into(), ..empty() }), [0; 0]);
    assert_eq!(similar(CustomerDraft { name: "dora nunez".into(), ..empty() }), [4]);
    assert_eq!(similar(CustomerDraft { name: "Dora".into(), ..empty() }), [0; 0]);
}

#[test]
fn other_limits_move_as_many_customers_as_their_preview_says() {
    let mut shop = Shop::new(|s| {
        for n in 0..60 {
            regular(s, &format!("C{n}"), n * 3);
        }
    });
    let rules = LifecycleRules { lost_tenths: 15, ..LifecycleRules::default() };
    let mut reader = shop.reader();
    let Answer::RulesPreview(preview) = reader.answer(Question::RulesPreview(rules)).unwrap() else {
        panic!()
    };
    let before = cycle(&mut reader, Span::Month, 0);
    assert_eq!(preview.proposed_prior_gap, Some(30));
    let moved: u64 = preview.moved.iter().map(|(.., n)| n).sum();
    let lost = Stage::Lost as usize;
    assert!(moved > 0);
    assert_eq!(preview.funnel.stages[lost].0 - before.funnel.stages[lost].0, moved);
    let value = serde_json::to_string(&rules).unwrap();
    shop.change(&Change::Setting { key: setting::LIFECYCLE.into(), value: Some(value) });
    let after = cycle(&mut reader, Span::Month, 0);
    assert_eq!((after.rules, &after.funnel), (rules, &preview.funnel));
    assert_eq!(scope(&mut reader, Scope::Stage(Stage::Lost)).len() as u64, after.funnel.stages[lost].0);
}

#[test]
fn a_label_is_counted_shown_and_filtered_by() {
    let mut shop = Shop::new(|s| {
        for n in ["Ana", "Berta", "Carla"] {
            s.customer(n);
        }
    });
    let label = |name: &str, code: &str| crate::domain::people::Label {
        id: 0,
        name: name.into(),
        code: code.into(),
        colour: None,
        rank: 0,
    };
    let vip: LabelId = shop.change(&Change::SaveLabel(label("VIP", "V"))).created[0];
    let late: LabelId = shop.change(&Change::SaveLabel(label("Moroso", "M"))).created[0];
    shop.change(&Change::Tag { customers: vec![1, 3], add: vec![vip], remove: vec![] });
    let mut reader = shop.reader();
    let Answer::LabelCounts(counts) = reader.answer(Question::LabelCounts(vec![1, 2])).unwrap() else {
        panic!()
    };
    assert_eq!(counts, [(vip, 1), (late, 0)]);
    let Answer::Labels(labels) = reader.answer(Question::Labels).unwrap() else { panic!() };
    assert_eq!(
        labels.iter().map(|(l, n)| (l.name.as_str(), *n)).collect::<Vec<_>>(),
        [("VIP", 2), ("Moroso", 0)]
    );
    let Answer::Vocabulary(words) = reader.answer(Question::Vocabulary).unwrap() else { panic!() };
    assert_eq!(words.labels, [("VIP".to_owned(), 2)]);
    assert_eq!(words.stages, [(Stage::Prospect, 3)]);
}

#[test]
fn a_file_that_is_not_there_is_said_in_words() {
    let Err(words) = Reader::open(Path::new("/nowhere/a.db"), TODAY) else { panic!() };
    assert_eq!(words.key, "error-read");
}

#[test]
fn the_journal_tells_each_field_before_and_after_also_when_taken_back() {
    let mut shop = Shop::new(|s| {
        s.customer("Ana");
    });
    let draft = |phone: &str, since| CustomerDraft {
        code: "c0".into(),
        name: "Ana".into(),
        phone: phone.into(),
        since,
        ..CustomerDraft::default()
    };
    let edit = |draft| Change::EditCustomer { id: 1, draft, labels: vec![] };
    shop.change(&edit(draft("111", None)));
    shop.change(&edit(draft("222", Some(Day(20_000)))));
    shop.change(&edit(draft("333", Some(Day(20_000)))));
    let stamp = Stamp { now: TODAY.date().and_hms_opt(9, 30, 0).unwrap(), author: "Marta".into() };
    for undone in 0..3 {
        let fields: Vec<_> = [Question::Journal { limit: 9 }, Question::CustomerJournal(1)]
            .into_iter()
            .map(|question| {
                let Answer::Journal(entries) = shop.reader().answer(question).unwrap() else { panic!() };
                assert_eq!(entries.iter().filter(|e| e.undone).count(), undone);
                entries.into_iter().map(|e| e.fields).collect::<Vec<_>>()
            })
            .collect();
        let field =
            |name: &str, from: &str, to: &str| (format!("customer.{name}"), from.to_owned(), to.to_owned());
        let mut second = fields[0][1].clone();
        second.sort();
        assert_eq!(fields[0][0], [field("phone", "222", "333")]);
        assert_eq!(second, [field("phone", "111", "222"), field("since", "", &Day(20_000).to_string())]);
        assert_eq!(fields[0][2], [field("phone", "", "111")]);
        assert_eq!(fields[0], fields[1]);
        shop.db.undo(&stamp).unwrap().unwrap();
    }
}
