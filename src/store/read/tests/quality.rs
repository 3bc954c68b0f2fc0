//! Quality of data as the file tells it: a confirmation counts for its value only, the queue is by money, filters and
//! measures agree.

use super::{ListSpec, Sample, TODAY, list};
use crate::domain::people::CustomerId;
use crate::domain::people::quality::{Datum, Problem, Share};
use crate::domain::query::{ParseContext, parse};
use crate::store::ask::{Answer, LISTED, QualityBoard, Question};
use crate::store::read::Reader;

fn set(sample: &Sample, id: CustomerId, column: &str, value: &str) {
    sample.db.execute(&format!("UPDATE customer SET {column} = ?2 WHERE id = ?1"), (id, value)).unwrap();
}

fn confirm(sample: &Sample, id: CustomerId, field: &str, value: &str, day: i32) {
    let sql = "INSERT INTO field_check (customer_id, field, value, day) VALUES (?1, ?2, ?3, ?4)";
    sample.db.execute(sql, (id, field, value, day)).unwrap();
}

fn board(reader: &mut Reader) -> QualityBoard {
    match reader.answer(Question::Quality).unwrap() {
        Answer::Quality(board) => *board,
        other => panic!("{other:?}"),
    }
}

fn found(reader: &mut Reader, text: &str) -> Vec<CustomerId> {
    let query = parse(text, &ParseContext { today: TODAY, month_first: false, decimals: 2 }).unwrap();
    let mut ids = list(reader, ListSpec { query, ..ListSpec::default() }).order.to_vec();
    ids.sort_unstable();
    ids
}

#[test]
fn a_confirmation_counts_for_its_value_and_its_day_only() {
    let sample = Sample::new();
    let id = sample.customer("Ana");
    set(&sample, id, "phone", "12345");
    let wrong = |sample: &Sample| {
        let board = board(&mut sample.ready());
        (board.wrong, board.measures.contrast)
    };
    assert_eq!(wrong(&sample), (1, Share { met: 0, of: 1 }));
    confirm(&sample, id, "phone", "12345", TODAY.0);
    assert_eq!(wrong(&sample), (0, Share { met: 1, of: 1 }));
    set(&sample, id, "phone", "54321");
    assert_eq!(wrong(&sample), (1, Share { met: 0, of: 1 }), "another value");
    set(&sample, id, "phone", "12345");
    assert_eq!(wrong(&sample).0, 0, "the value is back");
    sample.db.execute("UPDATE field_check SET day = day + 1", []).unwrap();
    assert_eq!(wrong(&sample).0, 1, "not known yet");
    // A number that is not theirs, and archived customers, who are nobody's work.
    set(&sample, id, "phone", "600112233");
    sample.db.execute("INSERT INTO wrong_phone VALUES (?1, '600112233', ?2)", (id, TODAY.0)).unwrap();
    let told = board(&mut sample.ready());
    assert_eq!(told.to_fix[0].problem, Some(Problem::WrongNumber));
    set(&sample, id, "archived", "1");
    let told = board(&mut sample.ready());
    assert_eq!((told.customers, told.to_fix.len()), (0, 0));
}

#[test]
fn the_queue_is_by_money_and_every_fault_stands_in_it_whatever_is_missing() {
    let sample = Sample::new();
    let n = LISTED as i64 + 10;
    for at in 0..n {
        let id = sample.customer(&format!("Cliente {at:05}"));
        sample.buys(Some(id), TODAY.plus(-3), 100 * (at + 1), 0, None);
        if at % 1000 == 0 {
            set(&sample, id, "tax_id", "12345678A");
        }
    }
    let told = board(&mut sample.ready());
    assert_eq!((told.wrong, told.customers), (3, n as u64));
    assert_eq!(told.missing, 6 * n as u64 - 3);
    assert_eq!(told.to_fix.iter().filter(|row| row.problem == Some(Problem::TaxControl)).count(), 3);
    assert_eq!(told.to_fix.len(), LISTED + 3);
    assert!(told.to_fix.is_sorted_by_key(|row| std::cmp::Reverse(row.at_stake)));
    assert_eq!(told.to_fix[0].at_stake.0, 100 * n);
    assert_eq!(
        (told.to_confirm.len(), told.unconfirmed),
        (0, 0),
        "what is wrong is mended before it is confirmed"
    );
}

#[test]
fn filters_find_whom_the_measures_count() {
    let sample = Sample::new();
    let [good, wrong, bare] = ["Buena", "Mala", "Nada"].map(|name| sample.customer(name));
    for (field, value) in [
        ("tax_id", "12345678Z"),
        ("phone", "600112233"),
        ("email", "a@x.example"),
        ("address", "Mayor 1"),
        ("postal_code", "28013"),
        ("city", "Madrid"),
        ("birth_year", "1980"),
        ("income", "altos"),
        ("occasion", "casa"),
        ("benefit", "precio"),
        ("consent_phone", "1"),
    ] {
        set(&sample, good, field, value);
        if Datum::from_key(field).is_some() {
            confirm(&sample, good, field, value, TODAY.0);
        }
    }
    set(&sample, wrong, "email", "a@@x");
    let mut reader = sample.ready();
    for (text, expected) in [
        ("quality:invalid", vec![wrong]),
        ("calidad:inválido", vec![wrong]),
        ("calidad:incompleto", vec![wrong, bare]),
        ("quality:100", vec![good]),
        ("quality<50", vec![wrong, bare]),
        ("quality>=50", vec![good]),
        ("quality!=100", vec![wrong, bare]),
        ("quality:0..20", vec![wrong, bare]),
        ("quality:*", vec![good, wrong, bare]),
        ("-quality:invalid quality:unverified", vec![]),
    ] {
        assert_eq!(found(&mut reader, text), expected, "{text}");
    }
    let context = ParseContext { today: TODAY, month_first: false, decimals: 2 };
    assert!(parse("quality:nonsense", &context).is_err());
}
