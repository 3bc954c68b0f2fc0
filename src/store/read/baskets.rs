//! What was bought together, by whom and when: passes over the lines of purchases as known on the day. Only lines with
//! quantity and price above zero, of customers with a name; adjustments of a document (no code) are no product.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Row;

use super::{At, Outcome, Reader};
use crate::domain::people::CustomerId;
use crate::domain::trade::rhythm::{self, ProductRhythm, ProductUse};
use crate::domain::value::Window;
use crate::domain::value::basket::{Baskets, Catalogue, Product};
use crate::domain::value::kind::{KindLine, PurchaseKind};
use crate::domain::{Day, Money};
use crate::store::ask::ChangeWords;

/// Every purchase line known on day ?1 and after day ?2, document by document. `quantity` and `price` are numbers or
/// decimal texts: adding 0 makes numbers of both.
pub(super) const LINES: &str = "SELECT p.customer_id, p.id, p.day, l.product_id \
     FROM purchase p NOT INDEXED CROSS JOIN line l ON l.purchase_id = p.id \
     WHERE p.customer_id > 0 AND p.status = 0 AND p.day <= ?1 AND p.day > ?2 \
     AND (p.reversed_on IS NULL OR p.reversed_on > ?1) AND l.quantity + 0 > 0 AND l.unit_price + 0 > 0 \
     ORDER BY p.id";

const PRODUCTS: &str = "SELECT pr.id, pr.code, pr.name, pr.category, s.name \
     FROM product pr JOIN source s ON s.id = pr.source_id WHERE trim(pr.code) <> ''";

/// Purchase lines of customer ?3, as [`LINES`] has them.
pub(super) const OWN_LINES: &str = "SELECT l.product_id, p.day, pr.category, p.channel, l.amount, \
     l.discount + 0 > 0, l.cost, pr.code, pr.name, s.name \
     FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN product pr ON pr.id = l.product_id \
     JOIN source s ON s.id = pr.source_id \
     WHERE p.customer_id = ?3 AND p.status = 0 AND p.day <= ?1 AND p.day > ?2 \
     AND (p.reversed_on IS NULL OR p.reversed_on > ?1) AND l.quantity + 0 > 0 AND l.unit_price + 0 > 0";

/// A line of [`LINES`].
pub(super) struct BoughtLine {
    pub customer: CustomerId,
    pub purchase: i64,
    pub day: Day,
    pub product: i64,
}

/// Products by row id, numbered in the order of their codes.
pub(super) struct Items {
    /// What the numbers stand for.
    pub catalogue: Catalogue,
    numbers: HashMap<i64, u32>,
}

impl Items {
    /// All products.
    pub fn all(at: &At<'_>) -> Outcome<Self> {
        let mut statement = at.db.prepare_cached(PRODUCTS)?;
        let rows = statement.query_map([], |r| product(r, 0, [1, 2, 3, 4]))?;
        Ok(Self::of(rows.collect::<rusqlite::Result<Vec<_>>>()?))
    }

    /// These products: rows whose codes are the same but for capitals and blanks become one, under the first name and
    /// category of theirs in the order of the alphabet that say something.
    fn of(rows: Vec<(i64, Product)>) -> Self {
        let mut by_code: BTreeMap<(String, String), (Product, Vec<i64>)> = BTreeMap::new();
        for (id, product) in rows {
            let code = Product::normal_code(&product.code);
            if code.is_empty() {
                continue;
            }
            let key = (code.clone(), product.source.clone());
            let (kept, ids) =
                by_code.entry(key).or_insert_with(|| (Product { code, ..product.clone() }, Vec::new()));
            ids.push(id);
            for (kept, new) in [(&mut kept.name, product.name), (&mut kept.category, product.category)] {
                if kept.is_empty() || (!new.is_empty() && new < *kept) {
                    *kept = new;
                }
            }
        }
        let mut items = Self { catalogue: Catalogue::default(), numbers: HashMap::new() };
        for ((_, (product, ids)), number) in by_code.into_iter().zip(0..) {
            items.catalogue.products.push(product);
            items.numbers.extend(ids.into_iter().map(|id| (id, number)));
        }
        items
    }

    /// Number of a product; `None` for what is no product.
    pub fn number(&self, product: i64) -> Option<u32> {
        self.numbers.get(&product).copied()
    }
}

fn product(
    row: &Row<'_>,
    id: usize,
    [code, name, category, source]: [usize; 4],
) -> rusqlite::Result<(i64, Product)> {
    let product = Product {
        code: row.get(code)?,
        name: row.get(name)?,
        category: row.get(category)?,
        source: row.get(source)?,
        last_sold: None,
    };
    Ok((row.get(id)?, product))
}

/// Shows every purchase line of the period, document by document.
pub(super) fn each_line(at: &At<'_>, window: Window, mut visit: impl FnMut(BoughtLine)) -> Outcome<()> {
    let mut statement = at.db.prepare_cached(LINES)?;
    let mut rows = statement.query([at.day().0, after(at, window)])?;
    while let Some(row) = rows.next()? {
        visit(BoughtLine {
            customer: row.get(0)?,
            purchase: row.get(1)?,
            day: Day(row.get(2)?),
            product: row.get(3)?,
        });
    }
    Ok(())
}

/// Last day before the window.
fn after(at: &At<'_>, window: Window) -> i32 {
    window.after(at.day()).map_or(i32::MIN, |day| day.0)
}

impl Reader {
    /// The baskets of the documents of the period: products that `wanted` takes by their code. Documents with none
    /// are no basket.
    pub fn baskets(
        &mut self,
        window: Window,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(Catalogue, Baskets), ChangeWords> {
        self.read_tables(|at| by_document(at, window, wanted))
    }

    /// What each customer with a purchase in the period bought in it, one basket a customer, and who they are, in the
    /// order of ids. Customers who bought no product are left out.
    pub fn customer_baskets(
        &mut self,
        window: Window,
    ) -> Result<(Catalogue, Vec<CustomerId>, Baskets), ChangeWords> {
        self.read_tables(|at| by_customer(at, window))
    }

    /// What a customer's purchases of the period are like.
    pub fn purchase_kind(&mut self, id: CustomerId, window: Window) -> Result<PurchaseKind, ChangeWords> {
        self.read_tables(|at| purchase_kind(at, id, window))
    }

    /// The rhythm of each product of a customer, as of the day, and what their numbers stand for.
    pub fn product_rhythm(&mut self, id: CustomerId) -> Result<(Catalogue, Vec<ProductRhythm>), ChangeWords> {
        self.read_tables(|at| product_rhythm(at, id))
    }

    /// The rhythm of each product over all customers in the period, and what their numbers stand for.
    pub fn product_uses(&mut self, window: Window) -> Result<(Catalogue, Vec<ProductUse>), ChangeWords> {
        self.read_tables(|at| product_uses(at, window))
    }
}

fn by_document(at: &At<'_>, window: Window, wanted: impl Fn(&str) -> bool) -> Outcome<(Catalogue, Baskets)> {
    let mut items = Items::all(at)?;
    let is_wanted: Vec<bool> = items.catalogue.products.iter().map(|p| wanted(&p.code)).collect();
    let (mut baskets, mut basket, mut document) = (Baskets::default(), Vec::new(), None);
    let mut last_sold = vec![None; is_wanted.len()];
    each_line(at, window, |line| {
        if document != Some(line.purchase) {
            document = Some(line.purchase);
            baskets.push(&mut basket);
            basket.clear();
        }
        if let Some(item) = items.number(line.product) {
            last_sold[item as usize] = last_sold[item as usize].max(Some(line.day));
            if is_wanted[item as usize] {
                basket.push(item);
            }
        }
    })?;
    baskets.push(&mut basket);
    items.sold(last_sold);
    Ok((items.catalogue, baskets))
}

impl Items {
    fn sold(&mut self, last_sold: Vec<Option<Day>>) {
        for (product, day) in self.catalogue.products.iter_mut().zip(last_sold) {
            product.last_sold = day;
        }
    }
}

pub(super) fn by_customer(at: &At<'_>, window: Window) -> Outcome<(Catalogue, Vec<CustomerId>, Baskets)> {
    let mut items = Items::all(at)?;
    let mut last_sold = vec![None; items.catalogue.products.len()];
    let mut pairs: Vec<(CustomerId, u32)> = Vec::new();
    each_line(at, window, |line| {
        if let Some(item) = items.number(line.product) {
            last_sold[item as usize] = last_sold[item as usize].max(Some(line.day));
            pairs.push((line.customer, item));
        }
    })?;
    items.sold(last_sold);
    pairs.sort_unstable();
    pairs.dedup();
    let (mut customers, mut baskets, mut basket) = (Vec::new(), Baskets::default(), Vec::new());
    for all in pairs.chunk_by(|x, y| x.0 == y.0) {
        customers.push(all[0].0);
        basket.clear();
        basket.extend(all.iter().map(|(_, item)| *item));
        baskets.push(&mut basket);
    }
    Ok((items.catalogue, customers, baskets))
}

pub(super) fn purchase_kind(at: &At<'_>, id: CustomerId, window: Window) -> Outcome<PurchaseKind> {
    let mut statement = at.db.prepare_cached(OWN_LINES)?;
    let mut rows = statement.query((at.day().0, after(at, window), id))?;
    let mut read: Vec<(String, String, Money, bool, Option<Money>)> = Vec::new();
    while let Some(r) = rows.next()? {
        let cost = r.get::<_, Option<i64>>(6)?.map(Money);
        read.push((r.get(2)?, r.get(3)?, Money(r.get(4)?), r.get(5)?, cost));
    }
    let lines: Vec<KindLine<'_>> = read
        .iter()
        .map(|(category, channel, amount, promoted, cost)| KindLine {
            category,
            channel,
            amount: *amount,
            promoted: *promoted,
            cost: *cost,
        })
        .collect();
    Ok(PurchaseKind::of(&lines))
}

pub(super) fn product_rhythm(at: &At<'_>, id: CustomerId) -> Outcome<(Catalogue, Vec<ProductRhythm>)> {
    let mut statement = at.db.prepare_cached(OWN_LINES)?;
    let mut rows = statement.query((at.day().0, i32::MIN, id))?;
    let (mut products, mut days) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (id, product) = product(row, 0, [7, 8, 2, 9])?;
        products.push((id, product));
        days.push((id, Day(row.get(1)?)));
    }
    let mut items = Items::of(products);
    let bought: Vec<(u32, Day)> =
        days.iter().filter_map(|(id, day)| Some((items.number(*id)?, *day))).collect();
    let rhythms = rhythm::of_customer(&bought, at.day());
    for known in &rhythms {
        items.catalogue.products[known.product as usize].last_sold = Some(known.last);
    }
    Ok((items.catalogue, rhythms))
}

pub(super) fn product_uses(at: &At<'_>, window: Window) -> Outcome<(Catalogue, Vec<ProductUse>)> {
    let mut items = Items::all(at)?;
    let mut bought = Vec::new();
    each_line(at, window, |line| {
        if let Some(item) = items.number(line.product) {
            bought.push((line.customer, item, line.day));
        }
    })?;
    let uses = rhythm::of_portfolio(&bought, at.day());
    for known in &uses {
        items.catalogue.products[known.product as usize].last_sold = Some(known.last);
    }
    Ok((items.catalogue, uses))
}
