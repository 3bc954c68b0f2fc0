//! The swap that takes a change back or makes it again.

use rusqlite::{Connection, TransactionBehavior};

use super::image::{Image, RowKey, Value};
use super::rows::{Table, delete_row, insert_row, owner_of, read_columns, read_row, write_columns};
use super::touched::{Touched, refresh, touch_range};
use super::tx::words_of;
use crate::store::ask::Applied;
use crate::store::error::StoreError;

/// Key values of a range that share one image: an import of a million is taken back in little memory.
pub(in crate::store) const CHUNK: i64 = 1000;

/// Swaps the rows of a change: taken back where `undo`, made again otherwise.
pub(in crate::store) fn swap(
    connection: &mut Connection,
    change: i64,
    undo: bool,
) -> Result<Applied, StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let what = words_of(&tx, change)?;
    split_ranges(&tx, change)?;
    let seqs: Vec<i64> = {
        let order = if undo { "DESC" } else { "ASC" };
        let sql = format!("SELECT seq FROM change_row WHERE change_id = ?1 ORDER BY seq {order}");
        tx.prepare_cached(&sql)?.query_map([change], |r| r.get(0))?.collect::<Result<_, _>>()?
    };
    let mut touched = Touched::few();
    let mut stale = Touched::few();
    for seq in seqs {
        let (table, key, image): (String, Vec<u8>, Option<Vec<u8>>) = tx
            .prepare_cached("SELECT tbl, row_key, image FROM change_row WHERE change_id = ?1 AND seq = ?2")?
            .query_row((change, seq), |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let table = Table::from_name(&table)?;
        let image = image.map(|bytes| Image::decode(&bytes)).transpose()?;
        let swapped = match RowKey::decode(&key)? {
            RowKey::One(key) => {
                let owner = |tx: &Connection| match key.first() {
                    Some(Value::Integer(first)) => owner_of(tx, table, *first),
                    _ => Ok(None),
                };
                let before = owner(&tx)?;
                let swapped = swap_row(&tx, table, &key, image)?;
                for id in before.into_iter().chain(owner(&tx)?) {
                    touched.add(id);
                    if table.decides_facts() {
                        stale.add(id);
                    }
                }
                swapped
            }
            RowKey::Range(from, to) => {
                touch_range(&tx, table, from, to, &mut touched, &mut stale)?;
                let swapped = swap_range(&tx, table, from, to, image)?;
                touch_range(&tx, table, from, to, &mut touched, &mut stale)?;
                swapped
            }
        };
        tx.prepare_cached("UPDATE change_row SET image = ?3 WHERE change_id = ?1 AND seq = ?2")?
            .execute((change, seq, swapped.as_ref().map(Image::encode)))?;
    }
    tx.execute("UPDATE change SET undone = ?2 WHERE id = ?1", (change, undo))?;
    refresh(&tx, &stale)?;
    tx.commit()?;
    let customers = touched.ids.into_iter().collect();
    Ok(Applied { change, what, customers, undone: undo, ..Applied::default() })
}

/// Cuts the ranges of a change that are longer than [`CHUNK`], keeping the order of its rows.
fn split_ranges(tx: &Connection, change: i64) -> Result<(), StoreError> {
    let mut long = Vec::new();
    {
        let mut select = tx.prepare_cached(
            "SELECT seq, tbl, row_key FROM change_row
             WHERE change_id = ?1 AND image IS NULL AND substr(row_key, 1, 1) = x'01'",
        )?;
        let mut rows = select.query([change])?;
        while let Some(row) = rows.next()? {
            if let RowKey::Range(first, last) = RowKey::decode(&row.get::<_, Vec<u8>>(2)?)?
                && last - first >= CHUNK
            {
                long.push((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, first, last));
            }
        }
    }
    let Some(most) = long.iter().map(|(_, _, first, last)| (last - first) / CHUNK + 2).max() else {
        return Ok(());
    };
    // Room for the pieces after each row; through negative numbers, so that no two are ever alike.
    tx.execute("UPDATE change_row SET seq = -seq * ?2 WHERE change_id = ?1", (change, most))?;
    tx.execute("UPDATE change_row SET seq = -seq WHERE change_id = ?1", [change])?;
    for (seq, table, first, last) in long {
        tx.execute("DELETE FROM change_row WHERE change_id = ?1 AND seq = ?2", (change, seq * most))?;
        for (piece, from) in (first..=last).step_by(CHUNK as usize).enumerate() {
            let key = RowKey::Range(from, (from + CHUNK - 1).min(last));
            tx.prepare_cached(
                "INSERT INTO change_row (change_id, seq, tbl, row_key) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((change, seq * most + piece as i64, &table, key.encode()))?;
        }
    }
    Ok(())
}

fn swap_row(
    tx: &Connection,
    table: Table,
    key: &[Value],
    image: Option<Image>,
) -> Result<Option<Image>, StoreError> {
    let gone = || StoreError::Journal(format!("a row of {} is not as it was left", table.name()));
    match image {
        None => {
            let row = read_row(tx, table, key)?.ok_or_else(gone)?;
            delete_row(tx, table, key)?;
            Ok(Some(Image::Row(row)))
        }
        Some(Image::Row(columns)) => {
            insert_row(tx, table, columns.iter().map(|(n, v)| (n.as_str(), v)))?;
            Ok(None)
        }
        Some(Image::Part(columns)) => {
            let names: Vec<&str> = columns.iter().map(|(n, _)| n.as_str()).collect();
            let present = read_columns(tx, table, key, &names)?.ok_or_else(gone)?;
            write_columns(tx, table, key, columns.iter().map(|(n, v)| (n.as_str(), v)))?;
            let names = columns.into_iter().map(|(n, _)| n);
            Ok(Some(Image::Part(names.zip(present).collect())))
        }
        Some(Image::Rows(..)) => Err(gone()),
    }
}

fn swap_range(
    tx: &Connection,
    table: Table,
    from: i64,
    to: i64,
    image: Option<Image>,
) -> Result<Option<Image>, StoreError> {
    let (name, first) = (table.name(), table.key()[0]);
    match image {
        None => {
            let order = table.key().join(", ");
            let sql = format!("SELECT * FROM {name} WHERE {first} BETWEEN ?1 AND ?2 ORDER BY {order}");
            let mut select = tx.prepare_cached(&sql)?;
            let names: Vec<String> = select.column_names().map(str::to_owned).collect();
            let rows = select
                .query_map((from, to), |r| (0..names.len()).map(|i| r.get(i)).collect())?
                .collect::<Result<Vec<Vec<Value>>, _>>()?;
            tx.prepare_cached(&format!("DELETE FROM {name} WHERE {first} BETWEEN ?1 AND ?2"))?
                .execute((from, to))?;
            Ok(Some(Image::Rows(names, rows)))
        }
        Some(Image::Rows(names, rows)) => {
            for row in &rows {
                insert_row(tx, table, names.iter().map(String::as_str).zip(row))?;
            }
            Ok(None)
        }
        Some(_) => Err(StoreError::Journal(format!("a range of {name} with the image of one row"))),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::domain::change::Stamp;
    use crate::store::db::{Db, Mode, NewSettings};
    use crate::store::facts;
    use crate::store::verify::fingerprint;

    #[test]
    fn an_import_of_thousands_is_taken_back_and_made_again_in_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut db = Db::create(&path, &NewSettings::default()).unwrap();
        let start = db.fingerprint().unwrap();
        {
            let c = db.connection();
            c.execute_batch(
                "INSERT INTO change (at, key, args) VALUES ('', 'change-import', '{\"customers\": 3500}');
                 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3500)
                 INSERT INTO customer (id, source_id, code, name, name_key) SELECT i, 1, 'K' || i, 'N' || i, x'00' FROM n;
                 INSERT INTO product (id, source_id, code, name) VALUES (1, 1, 'P', 'P');
                 INSERT INTO purchase (id, customer_id, source_id, number, day, amount, status)
                     SELECT id, id, 1, 'F' || id, 20000 + id % 9, 100, 0 FROM customer;
                 INSERT INTO line (purchase_id, n, product_id, quantity, unit_price, amount)
                     SELECT id, 1, 1, 1, '1.00', 100 FROM purchase;",
            )
            .unwrap();
            let put = |seq: i64, table: &str, key: RowKey, image: Option<Image>| {
                c.execute(
                    "INSERT INTO change_row VALUES (1, ?1, ?2, ?3, ?4)",
                    (seq, table, key.encode(), image.map(|i| i.encode())),
                )
                .unwrap();
            };
            put(1, "product", RowKey::Range(1, 1), None);
            put(2, "customer", RowKey::Range(1, 3500), None);
            put(3, "purchase", RowKey::Range(1, 3500), None);
            put(4, "line", RowKey::Range(1, 3500), None);
            // A row of the range changed later in the same import: swapped back before the range goes.
            c.execute("UPDATE purchase SET reversed_on = 20050 WHERE id = 2500", []).unwrap();
            let none = Image::Part(vec![("reversed_on".into(), Value::Null)]);
            put(5, "purchase", RowKey::One(vec![Value::Integer(2500)]), Some(none));
            facts::rebuild(c).unwrap();
        }
        let end = db.fingerprint().unwrap();
        let stamp = Stamp { now: NaiveDateTime::default(), author: String::new() };
        for _ in 0..2 {
            let undone = db.undo(&stamp).unwrap().unwrap();
            assert_eq!(undone.what.args, [("customers".to_owned(), "3500".to_owned())]);
            assert_eq!(db.fingerprint().unwrap(), start);
            drop(db);
            db = Db::open(&path, Mode::Write).unwrap();
            db.redo(&stamp).unwrap().unwrap();
            assert_eq!(fingerprint(db.connection()).unwrap(), end);
            assert_eq!(facts::wrong(db.connection(), 5).unwrap(), Vec::<i64>::new());
        }
        let rows: i64 =
            db.connection().query_row("SELECT count(*) FROM change_row", [], |r| r.get(0)).unwrap();
        assert_eq!(rows, 1 + 3 * 4 + 1);
    }
}
