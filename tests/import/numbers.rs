//! Documents whose numbers begin anew, their rows in whatever order: each is one, with all of its lines.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use super::support::read;

/// Number, year, customer (none is anonymous) and amounts of the lines.
type Document = (u32, i32, Option<u8>, Vec<u32>);

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let lines = proptest::collection::vec(1..9_999_u32, 1..4);
    let one = (1..6_u32, 2021..2026_i32, proptest::option::of(0..3_u8), lines);
    proptest::collection::vec(one, 1..14).prop_map(|all| {
        let by_key: BTreeMap<(u32, i32), Document> = all.into_iter().map(|d| ((d.0, d.1), d)).collect();
        by_key.into_values().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order_make_the_same_documents((all, order) in documents().prop_flat_map(|all| {
        let rows: usize = all.iter().map(|d| d.3.len()).sum();
        (Just(all), Just((0..rows).collect::<Vec<_>>()).prop_shuffle())
    })) {
        let mut rows = Vec::new();
        for (number, year, customer, lines) in &all {
            let who = customer.map_or("", |c| ["Ana Gil", "Bar Sol", "Luis Paz"][usize::from(c)]);
            for amount in lines {
                rows.push(format!("{number};{year}-03-{:02};{who};{},{:02}", number * 3, amount / 100, amount % 100));
            }
        }
        let mut text = String::from("Factura;Fecha;Cliente;Importe\n");
        for at in order {
            writeln!(text, "{}", rows[at]).unwrap();
        }
        let reading = read(&text);
        let mut found: Vec<(String, i64)> =
            reading.documents.iter().map(|d| (format!("{}/{}", d.number, d.day), d.amount.0)).collect();
        let mut wanted: Vec<(String, i64)> = all
            .iter()
            .map(|(number, year, _, lines)| {
                let sum: u32 = lines.iter().sum();
                (format!("{number}/{year}-03-{:02}", number * 3), i64::from(sum))
            })
            .collect();
        found.sort();
        wanted.sort();
        prop_assert_eq!(found, wanted);
    }
}
