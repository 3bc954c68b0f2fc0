//! Derived facts of each customer: first and last purchase day, distinct days, documents, revenue, last contact.
//! They follow from purchases and contacts alone, whatever the day, and are rebuilt in the transaction that changes
//! those. Who has none of it has no row. Definitions: a purchase is a valid document not reversed in full; voided documents count for nothing;
//! revenue is net of credit notes.

use rusqlite::Connection;

/// More stale customers than this are cheaper to rebuild all at once.
pub(in crate::store) const MANY: usize = 5000;

/// What the facts of the customers `{}` should be; the columns of `fact` in order. Covered by `purchase_history`.
const FACTS: &str = "
    SELECT c.id, p.first_day, p.last_day, coalesce(p.days, 0), coalesce(p.orders, 0), coalesce(p.revenue, 0),
           (SELECT max(day) FROM contact WHERE customer_id = c.id)
    FROM customer c LEFT JOIN (
        SELECT customer_id,
               min(day) FILTER (WHERE status = 0 AND reversed_on IS NULL) AS first_day,
               max(day) FILTER (WHERE status = 0 AND reversed_on IS NULL) AS last_day,
               count(DISTINCT day) FILTER (WHERE status = 0 AND reversed_on IS NULL) AS days,
               count(*) FILTER (WHERE status = 0 AND reversed_on IS NULL) AS orders,
               sum(amount) FILTER (WHERE status <> 2) AS revenue
        FROM purchase WHERE customer_id {range} GROUP BY customer_id
    ) p ON p.customer_id = c.id
    WHERE c.id {range}
      AND (p.orders > 0 OR p.revenue <> 0 OR EXISTS (SELECT 1 FROM contact WHERE customer_id = c.id))";

fn select(range: &str) -> String {
    FACTS.replace("{range}", range)
}

/// Rebuilds the facts of these customers; those who are gone lose theirs.
pub(in crate::store) fn refresh(
    connection: &Connection,
    customers: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<()> {
    let mut drop = connection.prepare_cached("DELETE FROM fact WHERE customer_id = ?1")?;
    let mut make = connection.prepare_cached(&format!("INSERT INTO fact {}", select("= ?1")))?;
    for id in customers {
        drop.execute([id])?;
        make.execute([id])?;
    }
    Ok(())
}

/// Rebuilds the facts of everybody.
pub(in crate::store) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM fact", [])?;
    connection.execute(&format!("INSERT INTO fact {}", select("IS NOT NULL")), [])?;
    Ok(())
}

/// Customers whose facts are not what they should be; at most `limit`.
pub(in crate::store) fn wrong(connection: &Connection, limit: usize) -> rusqlite::Result<Vec<i64>> {
    let should = select("IS NOT NULL");
    let sql = format!(
        "SELECT customer_id FROM (SELECT * FROM fact EXCEPT {should})
         UNION SELECT id FROM (SELECT * FROM ({should}) EXCEPT SELECT * FROM fact) LIMIT ?1"
    );
    connection.prepare(&sql)?.query_map([limit as i64], |r| r.get(0))?.collect()
}
