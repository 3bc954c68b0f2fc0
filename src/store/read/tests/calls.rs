//! Whom today's list holds: nobody who said no, by no channel they refused, and the same to the list as to whoever
//! calls from it.

use super::*;
use crate::domain::people::Channel;
use crate::store::ask::{CallCard, TodayList};

fn today(reader: &mut Reader) -> TodayList {
    match reader.answer(Question::Today).unwrap() {
        Answer::Today(list) => *list,
        other => panic!("{other:?}"),
    }
}

fn cards(reader: &mut Reader, ids: Vec<CustomerId>) -> Vec<CallCard> {
    match reader.answer(Question::CallCards(ids)).unwrap() {
        Answer::CallCards(cards) => cards,
        other => panic!("{other:?}"),
    }
}

/// What is known of one customer: ways, consents for phone, e-mail and letters, never again, on a list of exclusion, a
/// planned contact so many days from today, a complaint, contacts so many days ago.
type Known = ((bool, bool, bool), [u8; 3], bool, bool, Option<i32>, bool, Vec<(i32, u8)>);

fn known() -> impl Strategy<Value = Known> {
    (
        any::<(bool, bool, bool)>(),
        [0..3_u8, 0..3_u8, 0..3_u8],
        proptest::bool::weighted(0.15),
        proptest::bool::weighted(0.15),
        proptest::option::weighted(0.3, -5..6_i32),
        proptest::bool::weighted(0.1),
        proptest::collection::vec((0..100_i32, 0..10_u8), 0..6),
    )
}

fn write(sample: &Sample, id: CustomerId, known: &Known) {
    let ((phone, email, address), consents, never, robinson, next, complaint, contacts) = known;
    let text = |on: &bool, text: &'static str| if *on { text } else { "" };
    sample
        .db
        .execute(
            "UPDATE customer SET phone = ?2, email = ?3, address = ?4, consent_phone = ?5, consent_email = ?6, \
             consent_post = ?7, do_not_call = ?8, robinson = ?9, next_day = ?10 WHERE id = ?1",
            (
                id,
                text(phone, "600112233"),
                text(email, "a@b.es"),
                text(address, "Calle 1"),
                consents[0],
                consents[1],
                consents[2],
                never.then_some(TODAY.0 - 3),
                robinson.then_some(TODAY.0 - 3),
                next.map(|n| TODAY.0 + n),
            ),
        )
        .unwrap();
    if *complaint {
        sample
            .db
            .execute(
                "INSERT INTO support_case (customer_id, opened_at, day, channel) VALUES (?1, '', ?2, 'phone')",
                (id, TODAY.0 - 1),
            )
            .unwrap();
    }
    for (ago, how) in contacts {
        let day = TODAY.plus(-ago);
        let outcome = crate::domain::people::Outcome::ALL[usize::from(*how)].code();
        sample
            .db
            .execute(
                "INSERT INTO contact (customer_id, at, day, channel, direction, outcome) \
                 VALUES (?1, ?2, ?3, 'phone', 'outbound', ?4)",
                (id, format!("{day}T10:00:00"), day.0, outcome),
            )
            .unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nobody_is_listed_who_said_no_and_the_card_says_the_same_as_the_list(
        all in histories(), facts in proptest::collection::vec(known(), 25),
    ) {
        let sample = portfolio_of(&all);
        for (id, known) in (1..).zip(&facts).take(all.len()) {
            write(&sample, id, known);
        }
        let mut reader = sample.ready();
        let list = today(&mut reader);
        let ids: Vec<CustomerId> = list.items.iter().map(|item| item.customer).collect();
        let left_out: Vec<(CustomerId, &str)> = reader.today_excluded().unwrap();
        for (id, _) in &left_out {
            prop_assert!(!ids.contains(id));
        }
        for (item, card) in list.items.iter().zip(cards(&mut reader, ids.clone())) {
            let ((phone, email, address), consents, never, ..) = facts[item.customer as usize - 1].clone();
            prop_assert!(!never, "{item:?}");
            let used = match item.channel {
                Channel::Phone => Some((phone, consents[0])),
                Channel::Email => Some((email, consents[1])),
                Channel::Post => Some((address, consents[2])),
                _ => None,
            };
            prop_assert!(used.is_none_or(|(there, said)| there && said != 2), "{item:?}");
            prop_assert_eq!(card.channel, Ok(item.channel));
        }
        // The reason they are left out for is the one their card gives.
        let cards = cards(&mut reader, left_out.iter().map(|(id, _)| *id).collect());
        for ((id, why), card) in left_out.iter().zip(cards) {
            if !["archived", "definitive", "passive"].contains(why) {
                prop_assert_eq!(card.channel.map_err(crate::domain::work::reach::Bar::key), Err(*why), "customer {}", id);
            }
        }
        // Whoever says no now is out at once.
        if let Some(first) = ids.first() {
            sample.db.execute("UPDATE customer SET do_not_call = ?2 WHERE id = ?1", (first, TODAY.0)).unwrap();
            reader.changed(&[*first], false).unwrap();
            prop_assert!(today(&mut reader).items.iter().all(|item| item.customer != *first));
            prop_assert!(cards_of(&mut reader, *first).channel.is_err());
        }
        // Or takes back every consent.
        if let Some(second) = ids.get(1) {
            sample
                .db
                .execute(
                    "UPDATE customer SET consent_phone = 2, consent_email = 2, consent_post = 2 WHERE id = ?1",
                    [second],
                )
                .unwrap();
            reader.changed(&[*second], false).unwrap();
            let listed = today(&mut reader).items.iter().find(|item| item.customer == *second).copied();
            // A visit is no message: it is what is left where no channel is known at all.
            prop_assert!(listed.is_none_or(|item| item.channel == Channel::Visit), "{listed:?}");
        }
    }
}

fn cards_of(reader: &mut Reader, id: CustomerId) -> CallCard {
    cards(reader, vec![id]).remove(0)
}

#[test]
fn whose_own_numbers_are_wrong_is_called_by_a_further_one() {
    let sample = Sample::new();
    let id = sample.customer("Bar Sol, S. L.");
    sample.buys(Some(id), TODAY.plus(-100), 9000, 0, None);
    let phones = "UPDATE customer SET phone = '947111222', mobile = '600999888' WHERE id = ?1";
    sample.db.execute(phones, [id]).unwrap();
    for phone in ["947111222", "600999888"] {
        let wrong = "INSERT INTO wrong_phone (customer_id, phone, day) VALUES (?1, ?2, ?3)";
        sample.db.execute(wrong, (id, phone, TODAY.0 - 1)).unwrap();
    }
    let reached = |sample: &Sample| {
        let mut reader = sample.ready();
        let listed = today(&mut reader).items.iter().any(|item| item.customer == id);
        let card = cards(&mut reader, vec![id]).remove(0);
        (listed, card.channel.is_ok(), card.phone().to_owned())
    };
    // Wrong numbers are known ones: a portfolio where none works is not one that knows no way to reach anybody.
    assert_eq!(reached(&sample), (false, false, String::new()));
    let other = sample.customer("Bar Luna");
    sample.db.execute("UPDATE customer SET phone = '947555666' WHERE id = ?1", [other]).unwrap();
    assert_eq!(reached(&sample), (false, false, String::new()));
    let point = "INSERT INTO point (customer_id, kind, value) VALUES (?1, 'phone', '947333444')";
    sample.db.execute(point, [id]).unwrap();
    assert_eq!(reached(&sample), (true, true, "947333444".to_owned()));
}
