//! What to offer whom, and when: cross-sell, what is due to be bought again, whom to call about a new product
//! (mission rows 23–25).
//!
//! The rules of the whole portfolio are found in one pass over the lines of twelve months and kept until the file or
//! the day changes; then what to offer one customer is a look-up.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::OptionalExtension;

use super::baskets::{self, Items};
use super::{At, Outcome, Reader};
use crate::domain::base::names::fold;
use crate::domain::people::custom::several;
use crate::domain::people::{CustomerId, LabelId};
use crate::domain::trade::ProductId;
use crate::domain::trade::rhythm::{self, Next};
use crate::domain::value::Window;
use crate::domain::value::basket::{Baskets, Fraction, Product, Rule, mine};
use crate::domain::value::offer::{FEWEST_TOGETHER, recommend, sound, whom_to_call};
use crate::domain::{Day, Money};
use crate::store::ask::{
    Answer, DueRow, Habit, LaunchLike, LaunchList, LaunchRow, LeftOutWhy, Offer, Offers, ProductRow,
    Question, Replenishment,
};

/// Offers named for one customer.
const OFFERS: usize = 6;

/// Purchase lines as [`baskets::LINES`] has them, with money: what the rules and what they may bring are counted from.
const PRICED_LINES: &str = "SELECT p.customer_id, l.product_id, l.amount, l.cost \
     FROM purchase p NOT INDEXED CROSS JOIN line l ON l.purchase_id = p.id \
     WHERE p.customer_id > 0 AND p.status = 0 AND p.day <= ?1 AND p.day > ?2 \
     AND (p.reversed_on IS NULL OR p.reversed_on > ?1) AND l.quantity + 0 > 0 AND l.unit_price + 0 > 0";

/// First label of a customer in the user's order.
const FIRST_LABEL: &str = "SELECT l.id FROM customer_label cl JOIN label l ON l.id = cl.label_id \
     WHERE cl.customer_id = ?1 ORDER BY l.rank, l.id LIMIT 1";

/// The rules of the whole portfolio and what they were found in.
pub(super) struct Shelf {
    day: Day,
    items: Items,
    /// Rows of the file by number of the item.
    rows: Vec<Vec<ProductId>>,
    /// Customers with a basket, ascending, and their baskets in that order.
    customers: Vec<CustomerId>,
    baskets: Baskets,
    /// What each customer spent on each item of their basket, in the order of the baskets.
    spent: Vec<Money>,
    /// Revenue, and revenue and cost of the lines whose cost is known, by item.
    turnover: Vec<(Money, Money, Money)>,
    sound: Vec<Rule>,
    discontinued: Vec<Option<Day>>,
    launched: Vec<Option<Day>>,
}

impl Shelf {
    fn load(at: &At<'_>) -> Outcome<Self> {
        let items = Items::all(at)?;
        let count = items.catalogue.products.len();
        let mut turnover = vec![(Money::ZERO, Money::ZERO, Money::ZERO); count];
        let mut bought: Vec<(CustomerId, u32, Money)> = Vec::new();
        let after = Window::Year.after(at.day()).map_or(i32::MIN, |day| day.0);
        let mut statement = at.db.prepare_cached(PRICED_LINES)?;
        let mut rows = statement.query([at.day().0, after])?;
        while let Some(row) = rows.next()? {
            let Some(item) = items.number(row.get(1)?) else { continue };
            let amount = Money(row.get(2)?);
            bought.push((row.get(0)?, item, amount));
            let (all, costed, cost) = &mut turnover[item as usize];
            *all += amount;
            if let Some(known) = row.get::<_, Option<i64>>(3)? {
                *costed += amount;
                *cost += Money(known);
            }
        }
        bought.sort_unstable_by_key(|(customer, item, _)| (*customer, *item));
        let (mut customers, mut baskets, mut spent) = (Vec::new(), Baskets::default(), Vec::new());
        let mut basket = Vec::new();
        for own in bought.chunk_by(|x, y| x.0 == y.0) {
            customers.push(own[0].0);
            basket.clear();
            for lines in own.chunk_by(|x, y| x.1 == y.1) {
                basket.push(lines[0].1);
                spent.push(lines.iter().map(|(.., amount)| *amount).sum());
            }
            baskets.push(&mut basket);
        }
        let mined = mine(&baskets, count, FEWEST_TOGETHER, Fraction::ZERO);
        let rows = items.rows();
        let mut shelf = Self {
            day: at.day(),
            sound: sound(&mined.rules),
            items,
            rows,
            customers,
            baskets,
            spent,
            turnover,
            discontinued: vec![None; count],
            launched: vec![None; count],
        };
        shelf.read_marks(at)?;
        Ok(shelf)
    }

    fn read_marks(&mut self, at: &At<'_>) -> Outcome<()> {
        let mut statement = at.db.prepare_cached(
            "SELECT id, discontinued, launched FROM product WHERE discontinued IS NOT NULL OR launched IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(item) = self.items.number(row.get(0)?) else { continue };
            let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
            let item = item as usize;
            self.discontinued[item] = self.discontinued[item].or(day(1)?);
            self.launched[item] = self.launched[item].or(day(2)?);
        }
        Ok(())
    }

    fn product(&self, item: u32) -> &Product {
        &self.items.catalogue.products[item as usize]
    }

    /// What a product is called: its name, or its code where it has none.
    fn name(&self, item: u32) -> String {
        let product = self.product(item);
        if product.name.is_empty() { product.code.clone() } else { product.name.clone() }
    }

    fn margin(&self, item: u32) -> Option<f64> {
        let (_, costed, cost) = self.turnover[item as usize];
        (costed > Money::ZERO).then(|| (costed - cost).0 as f64 / costed.0 as f64)
    }

    /// Which items are no longer sold on the day.
    fn gone(&self) -> Vec<bool> {
        self.discontinued.iter().map(|since| since.is_some_and(|day| day <= self.day)).collect()
    }

    fn offers(&self, at: &At<'_>, id: CustomerId) -> Outcome<Offers> {
        let owned = owned(at, id, &self.items)?;
        let rules = recommend(&owned, &self.sound, &self.gone(), OFFERS);
        let group: Option<LabelId> =
            at.db.prepare_cached(FIRST_LABEL)?.query_row([id], |r| r.get(0)).optional()?;
        let members = match group {
            Some(label) => Some(with_label(at, label)?),
            None => None,
        };
        let mut in_group: BTreeMap<u32, u64> = rules.iter().map(|rule| (rule.b, 0)).collect();
        let mut size = 0;
        for (customer, basket) in self.customers.iter().zip(self.baskets.iter()) {
            if members.as_ref().is_some_and(|members| !members.contains(customer)) {
                continue;
            }
            size += 1;
            for (item, n) in &mut in_group {
                *n += u64::from(basket.binary_search(item).is_ok());
            }
        }
        let offers = rules
            .into_iter()
            .map(|rule| Offer {
                product: self.name(rule.b),
                code: self.product(rule.b).code.clone(),
                because: self.name(rule.a),
                rule,
                margin: self.margin(rule.b),
                in_group: (in_group[&rule.b], size),
            })
            .collect();
        Ok(Offers { customer: id, group, offers, customers: self.baskets.len() as u32 })
    }

    fn products(&self, at: &At<'_>) -> Outcome<Vec<ProductRow>> {
        let (_, uses) = baskets::product_uses(at, Window::All)?;
        let uses: HashMap<u32, rhythm::ProductUse> = uses.into_iter().map(|u| (u.product, u)).collect();
        let mut rows: Vec<ProductRow> = (0..self.rows.len() as u32)
            .map(|item| {
                let product = self.product(item);
                let known = uses.get(&item);
                ProductRow {
                    ids: self.rows[item as usize].clone(),
                    code: product.code.clone(),
                    name: self.name(item),
                    category: product.category.clone(),
                    buyers: known.map_or(0, |u| u64::from(u.customers)),
                    revenue_12m: self.turnover[item as usize].0,
                    gaps: known.and_then(|u| u.gaps),
                    last: known.map(|u| u.last),
                    discontinued: self.discontinued[item as usize],
                    launched: self.launched[item as usize],
                }
            })
            .collect();
        rows.sort_by(|a, b| {
            b.revenue_12m.cmp(&a.revenue_12m).then_with(|| (&a.name, &a.code).cmp(&(&b.name, &b.code)))
        });
        Ok(rows)
    }

    fn launch(&self, at: &At<'_>, like: &LaunchLike) -> Outcome<LaunchList> {
        let mut items: Vec<u32> = like.products.iter().filter_map(|id| self.items.number(*id)).collect();
        items.sort_unstable();
        items.dedup();
        let seekers = if like.benefit.is_empty() { Vec::new() } else { seekers(at, &like.benefit)? };
        let seeks = |id: CustomerId| seekers.binary_search(&id).is_ok();
        let mut buyers: HashMap<u32, (i64, i64)> = HashMap::new();
        // What those who seek the benefit spent on the like products, and how many of them bought anything.
        let mut sought = (0i64, 0i64);
        let mut own = Vec::with_capacity(self.customers.len());
        let mut from = 0;
        for (customer, basket) in self.customers.iter().zip(self.baskets.iter()) {
            let mut sum = Money::ZERO;
            for (item, spent) in basket.iter().zip(&self.spent[from..]) {
                if items.binary_search(item).is_ok() {
                    sum += *spent;
                    let (money, heads) = buyers.entry(*item).or_default();
                    *money += spent.0;
                    *heads += 1;
                }
            }
            if seeks(*customer) {
                sought = (sought.0 + sum.0, sought.1 + 1);
            }
            from += basket.len();
            own.push(sum);
        }
        let by_rule = |rule: &Rule| {
            let (money, heads) = buyers.get(&rule.b).copied().unwrap_or((0, 1));
            let part = i128::from(money) * i128::from(rule.n_ab);
            let whole = i128::from(heads.max(1)) * i128::from(rule.n_a.max(1));
            Money((part / whole) as i64)
        };
        let by_seeking = Money(sought.0 / sought.1.max(1));
        let mut rows = Vec::new();
        for call in whom_to_call(&items, self.baskets.iter(), &self.sound) {
            let customer = self.customers[call.customer];
            let seeks = seeks(customer);
            let or_seeking = if seeks { by_seeking } else { Money::ZERO };
            let expected =
                call.rule.as_ref().map_or(own[call.customer], |rule| by_rule(rule).max(or_seeking));
            let because = call.rule.map(|rule| (self.name(rule.a), rule));
            rows.push(LaunchRow { customer, has: call.has, seeks, because, expected });
        }
        let mut found: Vec<CustomerId> = rows.iter().map(|row| row.customer).collect();
        found.sort_unstable();
        let others = seekers.iter().filter(|id| found.binary_search(id).is_err());
        rows.extend(others.map(|id| LaunchRow {
            customer: *id,
            has: 0,
            seeks: true,
            because: None,
            expected: by_seeking,
        }));
        let barred = barred(at)?;
        let mut left_out: BTreeMap<LeftOutWhy, u64> = BTreeMap::new();
        rows.retain(|row| match barred.get(&row.customer) {
            Some(why) => {
                *left_out.entry(*why).or_default() += 1;
                false
            }
            None => true,
        });
        // Of those who may bring as much, who has more of the like products stays first, as they came.
        rows.sort_by_key(|row| std::cmp::Reverse(row.expected));
        Ok(LaunchList { like: like.clone(), rows, left_out: left_out.into_iter().collect() })
    }
}

/// Who seeks a benefit, in the order of ids.
fn seekers(at: &At<'_>, benefit: &str) -> Outcome<Vec<CustomerId>> {
    let wanted = fold(benefit);
    let mut statement =
        at.db.prepare_cached("SELECT id, benefit FROM customer WHERE benefit <> '' ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let sought: String = row.get(1)?;
        if several(&sought).iter().any(|name| fold(name) == wanted) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Everything a customer ever bought, by number, sorted.
fn owned(at: &At<'_>, id: CustomerId, items: &Items) -> Outcome<Vec<u32>> {
    let mut statement = at.db.prepare_cached(
        "SELECT DISTINCT l.product_id FROM purchase p JOIN line l ON l.purchase_id = p.id \
         WHERE p.customer_id = ?1 AND p.status = 0 AND p.day <= ?2 \
         AND (p.reversed_on IS NULL OR p.reversed_on > ?2) AND l.quantity + 0 > 0 AND l.unit_price + 0 > 0",
    )?;
    let rows = statement.query_map((id, at.day().0), |r| r.get::<_, ProductId>(0))?;
    let mut owned: Vec<u32> = Vec::new();
    for row in rows {
        owned.extend(items.number(row?));
    }
    owned.sort_unstable();
    owned.dedup();
    Ok(owned)
}

fn with_label(at: &At<'_>, label: LabelId) -> Outcome<HashSet<CustomerId>> {
    let mut statement = at.db.prepare_cached("SELECT customer_id FROM customer_label WHERE label_id = ?1")?;
    let ids = statement.query_map([label], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Customers that nobody may call on the day, each under the first reason.
fn barred(at: &At<'_>) -> Outcome<HashMap<CustomerId, LeftOutWhy>> {
    let mut statement = at.db.prepare_cached(
        "SELECT id, archived, do_not_call IS NOT NULL AND do_not_call <= ?1 FROM customer \
         WHERE archived = 1 OR do_not_call <= ?1 OR consent_phone = 2",
    )?;
    let why = |archived: bool, never: bool| match (archived, never) {
        (true, _) => LeftOutWhy::Archived,
        (_, true) => LeftOutWhy::DoNotCall,
        _ => LeftOutWhy::NoConsent,
    };
    let rows = statement.query_map([at.day().0], |r| Ok((r.get(0)?, why(r.get(1)?, r.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What everybody should be buying again, from the purchases of twenty-four months.
fn replenishment(at: &At<'_>) -> Outcome<Replenishment> {
    let items = Items::all(at)?;
    let mut bought: Vec<(CustomerId, u32, Day)> = Vec::new();
    baskets::each_line(at, Window::TwoYears, |line| {
        if let Some(item) = items.number(line.product) {
            bought.push((line.customer, item, line.day));
        }
    })?;
    bought.sort_unstable();
    let barred = barred(at)?;
    let mut left_out: BTreeMap<LeftOutWhy, u64> = BTreeMap::new();
    let mut rows = Vec::new();
    for own in bought.chunk_by(|x, y| x.0 == y.0) {
        let customer = own[0].0;
        let pairs: Vec<(u32, Day)> = own.iter().map(|(_, item, day)| (*item, *day)).collect();
        for due in rhythm::replenishment(&rhythm::of_customer(&pairs, at.day())) {
            let (Some((first, _, last)), Some(next)) = (due.window, due.next) else { continue };
            // Calls that nobody may make are counted, not listed.
            match barred.get(&customer) {
                Some(why) => *left_out.entry(*why).or_default() += 1,
                None => rows.push(DueRow { customer, product: due.product, window: (first, last), next }),
            }
        }
    }
    // Who is due comes first, then who has just become late: the longer ago, the less there is to be hoped for.
    let late = |row: &DueRow| if let Next::Late(days) = row.next { days } else { 0 };
    rows.sort_by_key(|row| (late(row), row.window.1, row.customer, row.product));
    let products = items
        .catalogue
        .products
        .into_iter()
        .map(|p| if p.name.is_empty() { p.code } else { p.name })
        .collect();
    Ok(Replenishment { products, rows, left_out: left_out.into_iter().collect() })
}

/// How one customer uses each product, most purchase days first.
fn habits(at: &At<'_>, id: CustomerId) -> Outcome<Vec<Habit>> {
    let (catalogue, rhythms) = baskets::product_rhythm(at, id)?;
    let mut habits: Vec<Habit> = rhythms
        .into_iter()
        .map(|rhythm| {
            let product = &catalogue.products[rhythm.product as usize];
            let name = if product.name.is_empty() { &product.code } else { &product.name };
            Habit { product: name.clone(), rhythm }
        })
        .collect();
    habits.sort_by(|a, b| {
        let key = |h: &Habit| (std::cmp::Reverse(h.rhythm.days), std::cmp::Reverse(h.rhythm.last));
        key(a).cmp(&key(b)).then_with(|| a.product.cmp(&b.product))
    });
    Ok(habits)
}

/// Who ever bought one of these products, in the order of ids.
pub(super) fn buyers(at: &At<'_>, products: &[ProductId]) -> Outcome<Vec<CustomerId>> {
    let wanted: HashSet<ProductId> = products.iter().copied().collect();
    let mut ids = Vec::new();
    baskets::each_line(at, Window::All, |line| {
        if wanted.contains(&line.product) {
            ids.push(line.customer);
        }
    })?;
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

impl Reader {
    /// Answers what is asked about products; `None` for any other question.
    pub(super) fn about_products(&mut self, question: &Question) -> Outcome<Option<Answer>> {
        Ok(Some(match question {
            Question::Habits(id) => Answer::Habits(*id, habits(&self.at(), *id)?),
            Question::Replenishment => Answer::Replenishment(Box::new(replenishment(&self.at())?)),
            Question::Offers(_) | Question::Products | Question::Launch(_) => {
                let kept = self.shelf.take().filter(|shelf| shelf.day == self.as_of);
                let shelf = match kept {
                    Some(shelf) => shelf,
                    None => Shelf::load(&self.at())?,
                };
                let at = self.at();
                let answer = match question {
                    Question::Offers(id) => Answer::Offers(Box::new(shelf.offers(&at, *id)?)),
                    Question::Launch(like) => Answer::Launch(Box::new(shelf.launch(&at, like)?)),
                    _ => Answer::Products(shelf.products(&at)?),
                };
                self.shelf = Some(shelf);
                answer
            }
            _ => return Ok(None),
        }))
    }
}
