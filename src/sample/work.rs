//! What people have done with the customers: contacts held, promises made, lost ones looked into.

use chrono::NaiveDateTime;

use super::Draft;
use super::days::{entries, open_day};
use super::people::STAFF;
use super::rng::Rng;
use super::words::Words;
use crate::domain::Day;
use crate::domain::change::WinbackStep;
use crate::domain::intake::CustomerWork;
use crate::domain::lifecycle::recovery::{Finding, LossReason};
use crate::domain::lifecycle::{Facts, LifecycleRules, Stage};
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Channel, ContactDraft, Direction, Outcome};

/// Promises: days from today (negative: overdue), minute of the day, how many.
const PROMISES: [(i32, Option<u16>, usize); 12] = [
    (0, Some(9 * 60 + 30), 1),
    (0, Some(11 * 60), 1),
    (0, Some(17 * 60 + 15), 1),
    (0, None, 5),
    (-1, None, 3),
    (-2, None, 2),
    (-6, None, 1),
    (1, None, 9),
    (2, Some(10 * 60), 4),
    (4, None, 11),
    (8, None, 14),
    (15, None, 18),
];

/// Reasons of a loss, the frequent ones more than once.
const REASONS: [LossReason; 20] = [
    LossReason::Price,
    LossReason::Price,
    LossReason::Price,
    LossReason::CompetitorPrice,
    LossReason::CompetitorPrice,
    LossReason::CompetitorPrice,
    LossReason::CompetitorNearer,
    LossReason::CompetitorOffer,
    LossReason::Service,
    LossReason::Service,
    LossReason::Service,
    LossReason::Delay,
    LossReason::Stock,
    LossReason::Stock,
    LossReason::Quality,
    LossReason::Error,
    LossReason::ClosedDown,
    LossReason::Moved,
    LossReason::NoNeed,
    LossReason::Unknown,
];

/// Fills in contacts, promises and win-back cases as they stand on the morning of `today`.
pub(super) fn fill(drafts: &mut [Draft], words: &Words, rng: &mut Rng, today: Day, rules: &LifecycleRules) {
    let facts: Vec<Facts> =
        drafts.iter().map(|d| Facts::at(&entries(&d.days), today, d.invented.work.seasonal, rules)).collect();
    for (draft, facts) in drafts.iter_mut().zip(&facts) {
        let Draft { invented, person, rng, .. } = draft;
        let work = &mut invented.work;
        let owner = person.owner;
        match facts.stage {
            Stage::Lost => lost(work, owner, words, rng, facts, today),
            Stage::Prospect => talk(work, owner, words, rng, today, 240, 2),
            _ if rng.percent(52) => talk(work, owner, words, rng, today, 420, 4),
            _ => {}
        }
        work.contacts.sort_by_key(|c| c.at);
    }
    let mut free: Vec<usize> = (0..drafts.len())
        .filter(|n| facts[*n].stage != Stage::Lost && drafts[*n].invented.work.do_not_call.is_none())
        .collect();
    for (days, minute, count) in PROMISES {
        for _ in 0..count {
            let at = free.swap_remove(rng.below(free.len()));
            let work = &mut drafts[at].invented.work;
            let note = said(rng, words, &words.talk.promised);
            work.next = Some(NextContact { day: today.plus(days), minute, note });
        }
    }
}

/// Ordinary contacts of the last `span` days, at most `most`.
fn talk(
    work: &mut CustomerWork,
    owner: &'static str,
    words: &Words,
    rng: &mut Rng,
    today: Day,
    span: i32,
    most: usize,
) {
    for _ in 0..=rng.below(most) {
        let day = today.plus(-rng.between(1, span));
        let (direction, outcome, list) = match rng.below(100) {
            0..14 => (Direction::Inbound, Outcome::Interested, &words.talk.inbound),
            14..40 => (Direction::Outbound, Outcome::Interested, &words.talk.interested),
            40..54 => (Direction::Outbound, Outcome::Sale, &words.talk.sale),
            54..74 => (Direction::Outbound, Outcome::NoAnswer, &words.talk.no_answer),
            74..80 => (Direction::Outbound, Outcome::Message, &words.talk.message),
            80..88 => (Direction::Outbound, Outcome::Postpone, &words.talk.postpone),
            88..95 => (Direction::Outbound, Outcome::Refused, &words.talk.refused),
            _ => (Direction::Inbound, Outcome::Fault, &words.talk.fault),
        };
        let note = said(rng, words, list);
        contact(work, owner, rng, open_day(day), direction, outcome, note);
    }
    if rng.below(220) == 0 {
        let day = open_day(today.plus(-rng.between(5, span)));
        contact(work, owner, rng, day, Direction::Outbound, Outcome::Never, String::new());
        work.do_not_call = Some(day);
    }
}

/// A lost customer: not looked at yet, looked at, explained or given up.
fn lost(
    work: &mut CustomerWork,
    owner: &'static str,
    words: &Words,
    rng: &mut Rng,
    facts: &Facts,
    today: Day,
) {
    let Some(lost_on) = facts.lost_on else { return };
    let since = today.0 - lost_on.0;
    if work.archived || since < 3 || rng.percent(34) {
        return;
    }
    let looked = lost_on.plus(1 + rng.between(0, since.min(60) - 2));
    let verify = |finding, note: &str| {
        (owner.to_owned(), WinbackStep::Verify { finding, on: looked, note: note.to_owned() })
    };
    let share = rng.below(100);
    if share < 16 {
        let (finding, note) = [
            (Finding::Duplicate, "Está dos veces, compra con la otra ficha"),
            (Finding::Seasonal, "Solo compra en temporada"),
            (Finding::OtherName, "Ahora factura a nombre de la sociedad"),
            (Finding::Closed, "Cerrado, lo confirma un vecino"),
        ][rng.below(4)];
        work.winback.push(verify(finding, note));
        if finding == Finding::Closed {
            work.winback.push((owner.to_owned(), reason(rng, words, LossReason::ClosedDown, None)));
        }
        return;
    }
    work.winback.push(verify(Finding::TrulyLost, ""));
    let why = rng.choose(&REASONS).copied().unwrap_or(LossReason::Unknown);
    let given_up = share > 78 || why.is_final();
    let known = given_up || rng.percent(85);
    let mut at = looked;
    for _ in 0..rng.below(4) {
        at = at.plus(rng.between(2, 40));
        if at >= today {
            break;
        }
        let (outcome, list) = match rng.below(10) {
            0..4 => (Outcome::NoAnswer, &words.talk.no_answer),
            4..7 => (Outcome::Interested, &words.talk.winback["attempts"]),
            _ => (Outcome::Refused, &words.talk.refused),
        };
        let note = said(rng, words, list);
        contact(work, owner, rng, open_day(at), Direction::Outbound, outcome, note);
    }
    if known {
        let back_on = (!given_up && rng.percent(12)).then(|| today.plus(rng.between(20, 120)));
        work.winback.push((owner.to_owned(), reason(rng, words, why, back_on)));
    }
    if given_up {
        let on = looked.plus(rng.between(0, today.0 - looked.0 - 1));
        work.winback.push((owner.to_owned(), WinbackStep::Definitive { on }));
    } else if rng.percent(22) {
        let day = today.plus([0, 0, -2, 1, 3, 7, 12][rng.below(7)]);
        let note = "oferta de vuelta".to_owned();
        work.next = Some(NextContact { day, minute: None, note });
    }
}

fn reason(rng: &mut Rng, words: &Words, reason: LossReason, back_on: Option<Day>) -> WinbackStep {
    let detail = words.talk.winback.get(reason.key()).map_or("", |list| rng.word(list)).to_owned();
    WinbackStep::Reason { reason, detail, back_on }
}

fn contact(
    work: &mut CustomerWork,
    owner: &'static str,
    rng: &mut Rng,
    day: Day,
    direction: Direction,
    outcome: Outcome,
    note: String,
) {
    let channel = match (direction, rng.below(10)) {
        (_, 0..6) => Channel::Phone,
        (_, 6..8) => Channel::Email,
        (Direction::Inbound, _) | (_, 8) => Channel::Visit,
        _ => Channel::Sms,
    };
    let channel =
        if matches!(outcome, Outcome::NoAnswer | Outcome::Message) { Channel::Phone } else { channel };
    let minute = if rng.percent(60) {
        rng.between(9 * 60, 13 * 60 + 55)
    } else {
        rng.between(16 * 60 + 30, 19 * 60 + 55)
    };
    let midnight: NaiveDateTime = day.date().into();
    let author = if rng.percent(80) { owner } else { STAFF[rng.below(3)] };
    work.contacts.push(ContactDraft {
        customer: 0,
        at: midnight + chrono::TimeDelta::minutes(i64::from(minute)),
        channel,
        direction,
        outcome,
        note,
        author: author.into(),
        reason: None,
        next: None,
    });
}

/// A sentence of a list, with a product in it where one belongs there.
fn said(rng: &mut Rng, words: &Words, list: &[String]) -> String {
    let text = rng.word(list);
    if !text.contains("{p}") {
        return text.to_owned();
    }
    let product =
        rng.choose(&words.categories).and_then(|c| rng.choose(&c.products)).map_or("", |p| p.1.as_str());
    let mut letters = product.chars();
    let product: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    let text = text.replace("{p}", &product);
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
