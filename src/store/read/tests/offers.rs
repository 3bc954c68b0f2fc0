//! What is said of products on random purchases: nobody is offered what they have, and every figure lists whom it
//! counts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Sample, TODAY, scope};
use crate::domain::people::CustomerId;
use crate::domain::roster::Scope;
use crate::domain::trade::rhythm::Next;
use crate::store::ask::{Answer, LaunchLike, Question};

const PRODUCTS: i64 = 6;

/// Customers with purchases: (days ago, product).
fn shop(all: &[Vec<(i32, i64)>]) -> Sample {
    let sample = Sample::new();
    for n in 1..=PRODUCTS {
        sample
            .db
            .execute(
                "INSERT INTO product (id, source_id, code, name) VALUES (?1, 1, 'p' || ?1, 'P' || ?1)",
                [n],
            )
            .unwrap();
    }
    for (n, bought) in all.iter().enumerate() {
        let id = sample.customer(&format!("Cliente {n:03}"));
        for (ago, product) in bought {
            sample.buys(Some(id), TODAY.plus(-ago), 1000, 0, None);
            sample
                .db
                .execute(
                    "INSERT INTO line (purchase_id, n, product_id, quantity, unit_price, amount, cost) \
                     VALUES (last_insert_rowid(), 1, ?1, 1, 10, 1000, 600)",
                    [product],
                )
                .unwrap();
        }
    }
    sample
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn offers_are_never_owned_nor_gone_and_products_list_their_buyers(
        all in proptest::collection::vec(
            proptest::collection::vec((0..700_i32, 1..=PRODUCTS), 0..7), 20..60,
        ),
        gone in 1..=PRODUCTS,
    ) {
        let sample = shop(&all);
        let since = TODAY.plus(-3).0;
        sample.db.execute("UPDATE product SET discontinued = ?2 WHERE id = ?1", (gone, since)).unwrap();
        sample.db.execute("UPDATE customer SET do_not_call = ?1 WHERE id % 5 = 0", [since]).unwrap();
        let mut reader = sample.ready();
        let mut owned: BTreeMap<CustomerId, BTreeSet<i64>> = BTreeMap::new();
        for (id, bought) in (1..).zip(&all) {
            owned.insert(id, bought.iter().map(|(_, product)| *product).collect());
        }
        for (id, has) in &owned {
            let Answer::Offers(offers) = reader.answer(Question::Offers(*id)).unwrap() else { unreachable!() };
            for offer in &offers.offers {
                let number: i64 = offer.code[1..].parse().unwrap();
                prop_assert!(!has.contains(&number) && number != gone, "{offer:?}");
                prop_assert!(offer.rule.n_ab >= 5 && offer.rule.is_lifted());
                prop_assert_eq!(offer.margin, Some(0.4));
            }
        }
        let Answer::Products(rows) = reader.answer(Question::Products).unwrap() else { unreachable!() };
        prop_assert_eq!(rows.len() as i64, PRODUCTS);
        for row in &rows {
            let buyers = scope(&mut reader, Scope::Bought(row.ids.clone()));
            prop_assert_eq!(buyers.len() as u64, row.buyers);
            prop_assert_eq!(row.discontinued.is_some(), row.ids == [gone]);
        }
        let like = LaunchLike { products: vec![1, 2], benefit: String::new() };
        let Answer::Launch(launch) = reader.answer(Question::Launch(like)).unwrap() else { unreachable!() };
        prop_assert!(launch.rows.iter().all(|row| row.customer % 5 != 0));
        prop_assert!(launch.rows.windows(2).all(|pair| pair[0].expected >= pair[1].expected));
        let Answer::Replenishment(due) = reader.answer(Question::Replenishment).unwrap()
        else { unreachable!() };
        for row in &due.rows {
            prop_assert!(row.customer % 5 != 0 && matches!(row.next, Next::Due | Next::Late(_)));
            prop_assert!(row.window.0 <= TODAY);
        }
    }
}
