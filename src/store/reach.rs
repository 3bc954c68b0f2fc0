//! By what ways each customer can be reached and what stands against it, at two bytes a customer: it may be a million of
//! them. The rule itself is [`Person::channel`].

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row};

use super::read::{At, Outcome, setting, setting_value};
use crate::domain::Day;
use crate::domain::base::names::phone_key;
use crate::domain::people::holidays::{LocalHoliday, national};
use crate::domain::people::{Channel, Consent, CustomerId, Outcome as Held, place};
use crate::domain::work::calls::{CallRules, is_pressed};
use crate::domain::work::hours::{Home, zone_named};
use crate::domain::work::reach::{Bar, Person, is_business};

/// Ids share a block by their upper bits.
const BLOCK: i64 = 1 << 12;

/// Days looked back for what was tried: the longest of the limits, and never less than this.
const LOOK_BACK: u32 = 90;

const PHONE: u16 = 1;
const EMAIL: u16 = 1 << 1;
const POST: u16 = 1 << 2;
const TOWN: u16 = 1 << 3;
const BUSINESS: u16 = 1 << 4;
const ROBINSON: u16 = 1 << 5;
const CALLING_DAY: u16 = 1 << 6;
/// Two bits each from here on: what they said of phone, e-mail and letters.
const CONSENTS: u16 = 7;
/// A way to reach them is written down, though it may be wrong.
const KNOWN: u16 = 1 << 13;

const TRIES: &str = "SELECT customer_id, day, direction, outcome FROM contact WHERE day > ?1 AND day <= ?2 \
     AND customer_id = ?3 ORDER BY at, id";
const ALL_TRIES: &str = "SELECT customer_id, day, direction, outcome FROM contact WHERE day > ?1 AND day <= ?2 \
     ORDER BY at, id";
const WRONG: &str = "SELECT phone FROM wrong_phone WHERE customer_id = ?1 AND day <= ?2";
const ALL_WRONG: &str = "SELECT customer_id, phone FROM wrong_phone WHERE day <= ?1";
const CASE: &str = "SELECT 1 FROM support_case WHERE customer_id = ?1 AND day <= ?2 \
     AND (resolved_on IS NULL OR resolved_on > ?2) LIMIT 1";
const ALL_CASES: &str = "SELECT DISTINCT customer_id FROM support_case WHERE day <= ?1 \
     AND (resolved_on IS NULL OR resolved_on > ?1)";

/// What was tried with somebody: day, whether we began it, how it went.
type Try = (Day, bool, Held);

/// Settings of calls, holidays of one's own, the user's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CallSettings {
    pub rules: CallRules,
    pub local: Vec<LocalHoliday>,
    pub own: chrono_tz::Tz,
}

impl CallSettings {
    pub fn read(db: &Connection) -> Outcome<Self> {
        let rules: CallRules = setting_value(db, setting::CALLS)?.unwrap_or_default();
        let own = zone_named(&rules.zone).unwrap_or(chrono_tz::Tz::Europe__Madrid);
        Ok(Self { rules, local: setting_value(db, setting::HOLIDAYS)?.unwrap_or_default(), own })
    }

    /// First day that is looked at for what was tried, less one.
    pub fn after(&self, today: Day) -> Day {
        let rules = &self.rules;
        let longest = LOOK_BACK.max(rules.cooldown_days).max(rules.rest_days).max(rules.pressure_days);
        today.plus(-i32::try_from(longest).unwrap_or(i32::MAX))
    }
}

/// What a customer's row says of how they are reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    pub name: &'a str,
    pub company: &'a str,
    pub tax_id: &'a str,
    /// Every number they are called by, further ones too.
    pub phones: &'a [&'a str],
    pub email: &'a str,
    pub street: &'a str,
    pub city: &'a str,
    pub region: &'a str,
    pub postal_code: &'a str,
    pub country: &'a str,
    pub zone: &'a str,
    pub robinson: bool,
    /// What they said of phone, e-mail and letters.
    pub consents: [Consent; 3],
}

/// The ways by customer, and what was tried with whom.
#[derive(Debug)]
pub(super) struct Reach {
    settings: CallSettings,
    /// Holidays of the day: of the country, and of whose places.
    weekend: bool,
    holiday: bool,
    places: Vec<LocalHoliday>,
    ways: BTreeMap<i64, Vec<u16>>,
    /// How many have anything written down by which they might be reached.
    known: usize,
    tries: HashMap<CustomerId, Vec<Try>>,
    wrong: HashMap<CustomerId, HashSet<String>>,
    cases: HashSet<CustomerId>,
}

impl Reach {
    /// Everything but the ways, which come with [`Reach::put`].
    pub fn load(at: &At<'_>) -> Outcome<Self> {
        let settings = CallSettings::read(at.db)?;
        let day = at.day();
        let mut reach = Self {
            weekend: matches!(day.weekday(), chrono::Weekday::Sat | chrono::Weekday::Sun),
            holiday: national(day.ymd().0).iter().any(|h| h.day == day),
            places: on(day, &settings.local),
            settings,
            ways: BTreeMap::new(),
            known: 0,
            tries: HashMap::new(),
            wrong: HashMap::new(),
            cases: HashSet::new(),
        };
        let mut statement = at.db.prepare_cached(ALL_TRIES)?;
        let mut rows = statement.query([reach.settings.after(day).0, day.0])?;
        while let Some(row) = rows.next()? {
            if let Some(attempt) = attempt(row)? {
                reach.tries.entry(row.get(0)?).or_default().push(attempt);
            }
        }
        let mut statement = at.db.prepare_cached(ALL_WRONG)?;
        let mut rows = statement.query([day.0])?;
        while let Some(row) = rows.next()? {
            reach.wrong.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        let mut statement = at.db.prepare_cached(ALL_CASES)?;
        reach.cases = statement.query_map([day.0], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(reach)
    }

    /// Whether the settings are other ones than those everybody was judged by.
    pub fn is_stale(&self, at: &At<'_>) -> Outcome<bool> {
        Ok(CallSettings::read(at.db)? != self.settings)
    }

    /// Reads anew what was tried with one customer.
    pub fn reread(&mut self, at: &At<'_>, id: CustomerId) -> Outcome<()> {
        self.set(id, 0);
        let tries = tries_of(at, id, &self.settings)?;
        self.tries.remove(&id);
        if !tries.is_empty() {
            self.tries.insert(id, tries);
        }
        let wrong = wrong_of(at, id)?;
        self.wrong.remove(&id);
        if !wrong.is_empty() {
            self.wrong.insert(id, wrong);
        }
        if at.db.prepare_cached(CASE)?.exists((id, at.day().0))? {
            self.cases.insert(id);
        } else {
            self.cases.remove(&id);
        }
        Ok(())
    }

    /// Takes in how a customer is reached.
    pub fn put(&mut self, id: CustomerId, address: &Address<'_>) {
        let wrong = self.wrong.get(&id);
        let mut bits = ways(address, wrong);
        let closed = self.weekend
            || self.holiday && place::is_spain(address.country)
            || !self.places.is_empty() && {
                let at = (address.country, address.postal_code, address.region);
                let home = Home::of(at, address.zone, "", self.settings.own);
                self.places.iter().any(|h| home.holiday(day_of(h), std::slice::from_ref(h)).is_some())
            };
        if !closed {
            bits |= CALLING_DAY;
        }
        self.set(id, bits);
    }

    fn set(&mut self, id: CustomerId, bits: u16) {
        let numbers = self.ways.entry(id.div_euclid(BLOCK)).or_insert_with(|| vec![0; BLOCK as usize]);
        let was = std::mem::replace(&mut numbers[id.rem_euclid(BLOCK) as usize], bits);
        self.known -= usize::from(was & KNOWN != 0);
        self.known += usize::from(bits & KNOWN != 0);
    }

    /// The channel for somebody, or why there is none. Where the portfolio knows no way to reach
    /// anybody, nobody is left out for that: they are met, not called.
    pub fn channel(&self, id: CustomerId, (bought, asked): (bool, bool), today: Day) -> Result<Channel, Bar> {
        if !asked && self.cases.contains(&id) {
            return Err(Bar::Complaint);
        }
        if !asked && self.tries.get(&id).is_some_and(|tries| is_pressed(tries, today, &self.settings.rules)) {
            return Err(Bar::Pressure);
        }
        let bits = self.ways.get(&id.div_euclid(BLOCK)).map_or(0, |b| b[id.rem_euclid(BLOCK) as usize]);
        match person(bits, bought, asked).channel() {
            Err(Bar::Unreachable) if self.known == 0 => Ok(Channel::Visit),
            found => found,
        }
    }
}

impl Reach {
    /// Why a campaign by this channel may not seek somebody out; `None` where it may.
    pub fn bar_for(&self, id: CustomerId, bought: bool, channel: Channel, today: Day) -> Option<Bar> {
        if self.cases.contains(&id) {
            return Some(Bar::Complaint);
        }
        let bits = self.ways.get(&id.div_euclid(BLOCK)).map_or(0, |b| b[id.rem_euclid(BLOCK) as usize]);
        let bar = person(bits, bought, false).bar_for(channel);
        bar.or_else(|| {
            let pressed =
                self.tries.get(&id).is_some_and(|tries| is_pressed(tries, today, &self.settings.rules));
            pressed.then_some(Bar::Pressure)
        })
    }

    /// Days within which contacts that reached somebody are counted.
    pub fn pressure_days(&self) -> i32 {
        i32::try_from(self.settings.rules.pressure_days).unwrap_or(i32::MAX)
    }
}

/// Whom the rule looks at, from the bits of [`ways`].
fn person(bits: u16, bought: bool, asked: bool) -> Person {
    let said = |at: u16| match bits >> (CONSENTS + 2 * at) & 3 {
        1 => Consent::Yes,
        2 => Consent::No,
        _ => Consent::Unknown,
    };
    Person {
        consents: [said(0), said(1), said(2)],
        has: [bits & PHONE != 0, bits & EMAIL != 0, bits & POST != 0, bits & TOWN != 0],
        bought,
        asked,
        business: bits & BUSINESS != 0,
        robinson: bits & ROBINSON != 0,
        calling_day: bits & CALLING_DAY != 0,
    }
}

fn ways(address: &Address<'_>, wrong: Option<&HashSet<String>>) -> u16 {
    let works = |phone: &&str| !phone.is_empty() && wrong.is_none_or(|w| !w.contains(&phone_key(phone)));
    let bit = |on: bool, bit: u16| if on { bit } else { 0 };
    let said = |at: u16, consent: Consent| match consent {
        Consent::Unknown => 0,
        Consent::Yes => 1 << (CONSENTS + 2 * at),
        Consent::No => 2 << (CONSENTS + 2 * at),
    };
    let others = [address.email, address.street, address.city];
    let known = others.iter().chain(address.phones).any(|way| !way.is_empty());
    let [phone, email, post] = address.consents;
    said(0, phone)
        | said(1, email)
        | said(2, post)
        | bit(address.phones.iter().any(works), PHONE)
        | bit(!address.email.is_empty(), EMAIL)
        | bit(!address.street.is_empty(), POST)
        | bit(!address.city.is_empty(), TOWN)
        | bit(is_business(address.name, address.company, address.tax_id), BUSINESS)
        | bit(address.robinson, ROBINSON)
        | bit(known, KNOWN)
}

/// Holidays of one's own on a day.
fn on(day: Day, local: &[LocalHoliday]) -> Vec<LocalHoliday> {
    let (year, month, number) = day.ymd();
    let same =
        |h: &&LocalHoliday| h.month == month && h.day == number && h.year.is_none_or(|wanted| wanted == year);
    local.iter().filter(same).map(|h| LocalHoliday { year: Some(year), ..h.clone() }).collect()
}

/// The day of a holiday whose year is known.
fn day_of(holiday: &LocalHoliday) -> Day {
    Day::from_ymd(holiday.year.unwrap_or(1970), holiday.month, holiday.day).unwrap_or(Day(0))
}

fn attempt(row: &Row<'_>) -> rusqlite::Result<Option<Try>> {
    let ours = row.get_ref(2)?.as_str()? == "outbound";
    Ok(Held::from_code(row.get_ref(3)?.as_str()?).map(|how| (Day(row.get(1).unwrap_or(0)), ours, how)))
}

/// What was tried with one customer, newest last.
pub(super) fn tries_of(at: &At<'_>, id: CustomerId, settings: &CallSettings) -> Outcome<Vec<Try>> {
    let mut statement = at.db.prepare_cached(TRIES)?;
    let mut rows = statement.query((settings.after(at.day()).0, at.day().0, id))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.extend(attempt(row)?);
    }
    Ok(found)
}

/// Figures of the numbers of a customer that are wrong.
pub(super) fn wrong_of(at: &At<'_>, id: CustomerId) -> Outcome<HashSet<String>> {
    let mut statement = at.db.prepare_cached(WRONG)?;
    let wrong = statement.query_map((id, at.day().0), |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(wrong)
}

/// Whether a complaint of theirs waits for us.
pub(super) fn complains(at: &At<'_>, id: CustomerId) -> Outcome<bool> {
    Ok(at.db.prepare_cached(CASE)?.exists((id, at.day().0))?)
}

/// Whom [`Person::channel`] looks at, of one customer, by their record; `asked` is whether a contact is planned.
pub(super) fn person_of(
    at: &At<'_>,
    id: CustomerId,
    address: &Address<'_>,
    (bought, asked): (bool, bool),
    calling_day: bool,
) -> Outcome<Person> {
    let wrong = wrong_of(at, id)?;
    let bits = ways(address, Some(&wrong));
    Ok(Person { calling_day, ..person(bits, bought, asked) })
}

/// Whether of anybody at all something is written down by which they might be reached.
pub(super) fn knows_ways(at: &At<'_>) -> Outcome<bool> {
    let sql = "SELECT 1 FROM customer WHERE phone <> '' OR mobile <> '' OR email <> '' OR address <> '' OR city <> '' \
               UNION ALL SELECT 1 FROM point WHERE kind IN ('phone', 'mobile') AND invalid_on IS NULL LIMIT 1";
    Ok(at.db.prepare_cached(sql)?.query_row([], |_| Ok(())).optional()?.is_some())
}
