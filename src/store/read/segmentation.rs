//! The segments of all customers: who is of which generation, province, use, occasion; which products serve which
//! benefit. Archived customers are left out.

use std::collections::BTreeMap;

use super::habits::ORDERS;
use super::profile::{fields_defined, rules, scales, thirds};
use super::{At, Fault, Outcome, count};
use crate::domain::base::names::fold;
use crate::domain::people::CustomerId;
use crate::domain::people::age::{Birth, generation};
use crate::domain::people::custom::several;
use crate::domain::people::habits::{Usage, UsageRule, seasonality, usage};
use crate::domain::people::place::{Province, province};
use crate::domain::trade::ProductId;
use crate::domain::{Day, Money};
use crate::store::ask::{BenefitSegment, OccasionSegment, Segmentation, Serving};

/// Birthdays are told this many days ahead, today included.
const AHEAD: i32 = 30;

/// Products told of a benefit.
const SERVING: usize = 5;

/// Fewest buyers among those who seek a benefit: one alone is no habit.
const FEWEST: u32 = 2;

const PEOPLE: &str = "SELECT id, name, birth_day, birth_year, country, postal_code, region, income, occasion, benefit \
     FROM customer WHERE archived = 0 ORDER BY id";

const MARKED: &str = "SELECT p.customer_id, p.occasion, p.day, p.amount, p.status FROM purchase p \
     WHERE p.occasion <> '' AND p.status < 2 AND p.day <= ?1 ORDER BY p.id";

const DATED: &str = "SELECT day, amount FROM purchase WHERE customer_id = ?1 AND status < 2 AND day <= ?2";

const EVIDENCED: &str = "SELECT customer_id, text FROM statement WHERE kind = 'benefit' AND day <= ?1";

/// Buyers of each product: all of them, each once.
const BUYERS: &str = "SELECT DISTINCT pr.id, pr.name, p.customer_id FROM purchase p JOIN line l ON l.purchase_id = p.id \
     JOIN product pr ON pr.id = l.product_id JOIN customer c ON c.id = p.customer_id AND c.archived = 0 \
     WHERE p.status = 0 AND p.day <= ?1 AND (p.reversed_on IS NULL OR p.reversed_on > ?1) \
     ORDER BY pr.id, p.customer_id";

/// Members of groups by folded name: the name as first written, and who.
type Groups = BTreeMap<String, (String, Vec<CustomerId>)>;

fn put(groups: &mut Groups, name: &str, id: CustomerId) {
    let members = &mut groups.entry(fold(name)).or_insert_with(|| (name.to_owned(), Vec::new())).1;
    if members.last() != Some(&id) {
        members.push(id);
    }
}

/// Everything at once.
pub(super) fn segmentation(at: &At<'_>) -> Outcome<Segmentation> {
    let day = at.day();
    let (generations, rule, holidays) = rules(at)?;
    let thirds = thirds(at)?;
    let cuts = match rule {
        UsageRule::Cuts(cuts) => cuts,
        UsageRule::Terciles => thirds.unwrap_or_default(),
    };
    let mut all = Segmentation { cuts, thirds, usage_rule: rule, holidays, ..Segmentation::default() };
    let mut by_generation: BTreeMap<i32, (String, Vec<CustomerId>)> = BTreeMap::new();
    let mut by_province: BTreeMap<u8, Vec<CustomerId>> = BTreeMap::new();
    let (mut incomes, mut occasions, mut benefits) = (Groups::new(), Groups::new(), Groups::new());
    {
        let mut select = at.db.prepare_cached(PEOPLE)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id: CustomerId = row.get(0)?;
            let birth = Birth::of(row.get::<_, Option<i32>>(2)?.map(Day), row.get(3)?);
            let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            match birth.filter(|b| b.age(day).is_some()) {
                Some(birth) => {
                    if let Some(found) = generation(birth.year(), &generations) {
                        let group = by_generation.entry(found.from);
                        group.or_insert_with(|| (found.name.clone(), Vec::new())).1.push(id);
                    }
                    if let Some(next) = birth.next_birthday(day).filter(|d| d.0 <= day.0 + AHEAD) {
                        all.birthdays.push((id, row.get(1)?, next, birth.age(next).unwrap_or_default()));
                    }
                }
                None => all.ageless.push(id),
            }
            if let Some(found) = province(text(4)?, text(5)?, text(6)?) {
                by_province.entry(found.code).or_default().push(id);
            }
            let income = text(7)?;
            if !income.is_empty() {
                put(&mut incomes, income, id);
            }
            for occasion in several(text(8)?) {
                put(&mut occasions, &occasion, id);
            }
            for benefit in several(text(9)?) {
                put(&mut benefits, &benefit, id);
            }
        }
    }
    all.birthdays.sort_by_key(|(id, _, day, _)| (*day, *id));
    all.generations = by_generation.into_values().collect();
    all.provinces =
        by_province.into_iter().filter_map(|(code, ids)| Some((Province::from_code(code)?, ids))).collect();
    all.incomes = incomes.into_values().collect();
    all.usage = used(at, cuts)?;
    all.occasions = occasions_of(at, occasions)?;
    all.benefits = benefits_of(at, benefits)?;
    all.fields = fields_defined(at.db)?
        .into_iter()
        .map(|f| {
            let n = at
                .db
                .prepare_cached("SELECT count(*) FROM field_value WHERE field_id = ?1")?
                .query_row([f.id], |r| count(r, 0))?;
            Ok((f, n as u64))
        })
        .collect::<Outcome<_>>()?;
    all.scales = scales(at)?;
    all.generation_rules = generations;
    Ok(all)
}

fn used(
    at: &At<'_>,
    cuts: crate::domain::people::habits::UsageCuts,
) -> Outcome<Vec<(Usage, Vec<CustomerId>)>> {
    let mut found: Vec<(Usage, Vec<CustomerId>)> = Usage::ALL.map(|u| (u, Vec::new())).into();
    let mut select = at.db.prepare_cached(ORDERS)?;
    let mut rows = select.query((at.cut.year_ago.0, at.day().0))?;
    let mut archived = at.db.prepare_cached("SELECT archived FROM customer WHERE id = ?1")?;
    while let Some(row) = rows.next()? {
        let (id, orders): (CustomerId, u32) = (row.get(0)?, row.get(1)?);
        if let Some(used) = usage(orders, cuts)
            && !archived.query_row([id], |r| r.get::<_, bool>(0))?
        {
            found[used as usize].1.push(id);
        }
    }
    Ok(found)
}

fn occasions_of(at: &At<'_>, mut groups: Groups) -> Outcome<Vec<OccasionSegment>> {
    let mut marked: BTreeMap<String, (u32, Vec<(Day, Money)>)> = BTreeMap::new();
    {
        let mut select = at.db.prepare_cached(MARKED)?;
        let mut rows = select.query([at.day().0])?;
        while let Some(row) = rows.next()? {
            let customer: Option<CustomerId> = row.get(0)?;
            for occasion in several(&row.get::<_, String>(1)?) {
                if let Some(id) = customer {
                    put(&mut groups, &occasion, id);
                } else {
                    groups.entry(fold(&occasion)).or_insert_with(|| (occasion.clone(), Vec::new()));
                }
                let (purchases, dated) = marked.entry(fold(&occasion)).or_default();
                *purchases += u32::from(row.get::<_, u8>(4)? == 0);
                dated.push((Day(row.get(2)?), Money(row.get(3)?)));
            }
        }
    }
    let mut found = Vec::new();
    for (folded, (name, mut customers)) in groups {
        customers.sort_unstable();
        customers.dedup();
        let (purchases, mut dated) = marked.remove(&folded).unwrap_or_default();
        if dated.is_empty() {
            let mut select = at.db.prepare_cached(DATED)?;
            for id in &customers {
                if at.is_stopped() {
                    return Err(Fault::Stopped);
                }
                let rows = select.query_map((id, at.day().0), |r| Ok((Day(r.get(0)?), Money(r.get(1)?))))?;
                for row in rows {
                    dated.push(row?);
                }
            }
        }
        let season = seasonality(dated);
        let next = season.map(|s| s.next_peak(at.day()));
        found.push(OccasionSegment { name, customers, purchases, season, next });
    }
    // The next one first; those without a season last, by name.
    found.sort_by_key(|o| (o.next.is_none(), o.next, fold(&o.name)));
    Ok(found)
}

fn benefits_of(at: &At<'_>, groups: Groups) -> Outcome<Vec<BenefitSegment>> {
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let mut evidenced: BTreeMap<String, Vec<CustomerId>> = BTreeMap::new();
    {
        let mut select = at.db.prepare_cached(EVIDENCED)?;
        let mut rows = select.query([at.day().0])?;
        while let Some(row) = rows.next()? {
            for benefit in several(&row.get::<_, String>(1)?) {
                evidenced.entry(fold(&benefit)).or_default().push(row.get(0)?);
            }
        }
    }
    let mut buyers: Vec<(ProductId, String, Vec<CustomerId>)> = Vec::new();
    {
        let mut select = at.db.prepare_cached(BUYERS)?;
        let mut rows = select.query([at.day().0])?;
        let mut here = None;
        while let Some(row) = rows.next()? {
            let product: ProductId = row.get(0)?;
            if here != Some(product) {
                here = Some(product);
                buyers.push((product, row.get(1)?, Vec::new()));
            }
            if let Some((.., ids)) = buyers.last_mut() {
                ids.push(row.get(2)?);
            }
        }
    }
    let mut everybody: Vec<CustomerId> = buyers.iter().flat_map(|(.., ids)| ids.iter().copied()).collect();
    everybody.sort_unstable();
    everybody.dedup();
    let among = |ids: &[CustomerId], members: &[CustomerId]| {
        ids.iter().filter(|id| members.binary_search(id).is_ok()).count() as u32
    };
    let mut found: Vec<BenefitSegment> = groups
        .into_iter()
        .map(|(folded, (name, customers))| {
            let of_seekers = among(&customers, &everybody);
            let mut products: Vec<Serving> = buyers
                .iter()
                .map(|(id, product, ids)| Serving {
                    id: *id,
                    product: product.clone(),
                    seekers: among(ids, &customers),
                    of_seekers,
                    buyers: ids.len() as u32,
                    of_all: everybody.len() as u32,
                })
                .filter(|s| s.seekers >= FEWEST && s.lift() > 100)
                .collect();
            products.sort_by(|a, b| {
                let ordered = b.lift().cmp(&a.lift()).then_with(|| b.seekers.cmp(&a.seekers));
                ordered.then_with(|| a.product.cmp(&b.product))
            });
            products.truncate(SERVING);
            let mut proven = evidenced.remove(&folded).unwrap_or_default();
            proven.sort_unstable();
            proven.dedup();
            let evidenced = among(&proven, &customers);
            BenefitSegment { name, customers, evidenced, products }
        })
        .collect();
    found.sort_by(|a, b| {
        b.customers.len().cmp(&a.customers.len()).then_with(|| fold(&a.name).cmp(&fold(&b.name)))
    });
    Ok(found)
}
