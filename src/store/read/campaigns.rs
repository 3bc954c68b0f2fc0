//! Campaigns: whom one would reach, and what came of those that were begun.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension, Row};

use super::rows::history_of;
use super::{At, Outcome};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::history::revenue_between;
use crate::domain::people::{Channel, CustomerId};
use crate::domain::roster::WinbackState;
use crate::domain::work::campaign::{CampaignDraft, CampaignFigures, CampaignId, Did, Part, Response};
use crate::domain::{Day, Money};
use crate::store::ask::{Audience, CampaignMember, CampaignPage, CampaignRow, Mailing};
use crate::store::roster_load::Board;

const CAMPAIGN: &str = "SELECT id, name, channel, audience, stage, offer, script, control, cost, days, made_on, \
     sent_on, closed_on, verdict FROM campaign";

const MEMBERS: &str = "SELECT customer_id, part, why, stage, response, responded_on FROM campaign_member \
     WHERE campaign_id = ?1 ORDER BY customer_id";

/// Contacts since a campaign began, to its last day: whether one by its channel was ours, and whether one was an answer
/// that was wanted.
const CONTACTS: &str = "SELECT min(CASE WHEN direction = 'outbound' AND channel = ?4 THEN day END), \
     max(direction = 'inbound' OR channel = ?4 AND outcome IN ('interested', 'sale')) \
     FROM contact WHERE customer_id = ?1 AND day >= ?2 AND day <= ?3";

/// Everybody treated in a campaign that goes on and was begun within days, and was not contacted yet.
const WAITING: &str = "SELECT m.customer_id FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id \
     WHERE m.part = 0 AND c.made_on <= ?1 AND c.made_on > ?2 AND (c.closed_on IS NULL OR c.closed_on > ?1) \
     AND NOT EXISTS (SELECT 1 FROM contact t WHERE t.customer_id = m.customer_id AND t.day >= c.made_on \
                     AND t.day <= ?1 AND t.direction = 'outbound' AND t.channel = c.channel)";

/// Whom of these a campaign by `channel` reaches, and why not the others. Whoever waits in another campaign counts as
/// sought out enough.
pub(super) fn audience(
    at: &At<'_>,
    board: &Board,
    customers: &[CustomerId],
    channel: Channel,
) -> Outcome<Audience> {
    let waiting: HashSet<CustomerId> = at
        .db
        .prepare_cached(WAITING)?
        .query_map((at.day().0, at.day().0 - board.pressure_days()), |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Audience { channel, ..Audience::default() };
    let mut seen = HashSet::new();
    for &id in customers {
        if !seen.insert(id) {
            continue;
        }
        let Some(member) = board.roster.row(id) else { continue };
        let stage = member.facts.stage;
        match barred(at, board, id, channel) {
            Some(why) => found.left_out.push((id, stage, why)),
            None if waiting.contains(&id) => found.left_out.push((id, stage, "pressure")),
            None => found.reached.push((id, stage)),
        }
    }
    Ok(found)
}

/// Why a campaign by `channel` may not contact a customer today; hours of calls are looked at when they are called.
fn barred(at: &At<'_>, board: &Board, id: CustomerId, channel: Channel) -> Option<&'static str> {
    let member = board.roster.row(id)?;
    if member.archived {
        Some("archived")
    } else if member.do_not_call {
        Some("do_not_call")
    } else if member.winback == WinbackState::Definitive {
        Some("definitive")
    } else {
        board.bar_for(at, &member, channel).map(crate::domain::work::reach::Bar::key)
    }
}

fn campaign(row: &Row<'_>) -> rusqlite::Result<CampaignRow> {
    let day = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i32>>(column)?.map(Day));
    let verdict: String = row.get(13)?;
    Ok(CampaignRow {
        id: row.get(0)?,
        draft: CampaignDraft {
            name: row.get(1)?,
            channel: Channel::from_code(row.get_ref(2)?.as_str()?).unwrap_or_default(),
            audience: row.get(3)?,
            stage: Stage::from_key(row.get_ref(4)?.as_str()?),
            offer: row.get(5)?,
            script: row.get(6)?,
            control: row.get(7)?,
            cost: Money(row.get(8)?),
            days: row.get(9)?,
        },
        made_on: Day(row.get(10)?),
        sent_on: day(11)?,
        closed: day(12)?.map(|on| (on, verdict)),
        audience: 0,
        excluded: Vec::new(),
        figures: CampaignFigures::default(),
    })
}

/// All campaigns begun up to the as-of day, newest first.
pub(super) fn all(at: &At<'_>, board: &Board) -> Outcome<Vec<CampaignRow>> {
    let sql = format!("{CAMPAIGN} WHERE made_on <= ?1 ORDER BY made_on DESC, id DESC");
    let mut found = at
        .db
        .prepare_cached(&sql)?
        .query_map([at.day().0], campaign)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for campaign in &mut found {
        let mut excluded: BTreeMap<String, u64> = BTreeMap::new();
        let mut did = Vec::new();
        for member in members(at, campaign.id)? {
            campaign.audience += 1;
            if member.part == Part::LeftOut {
                *excluded.entry(member.why.clone()).or_default() += 1;
            } else {
                did.push(what_they_did(at, board, campaign, &member)?);
            }
        }
        campaign.excluded = excluded.into_iter().collect();
        campaign.figures = CampaignFigures::of(did.into_iter(), campaign.draft.cost);
        // Not known yet on a day before.
        campaign.closed = campaign.closed.take().filter(|(on, _)| *on <= at.day());
        campaign.sent_on = campaign.sent_on.filter(|on| *on <= at.day());
    }
    Ok(found)
}

/// A member as frozen.
struct Frozen {
    customer: CustomerId,
    part: Part,
    why: String,
    stage: Option<Stage>,
    response: Option<Response>,
}

fn members(at: &At<'_>, id: CampaignId) -> Outcome<Vec<Frozen>> {
    let mut statement = at.db.prepare_cached(MEMBERS)?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(part) = Part::from_number(row.get(1)?) else { continue };
        let known = row.get::<_, Option<i32>>(5)?.is_none_or(|on| on <= at.day().0);
        found.push(Frozen {
            customer: row.get(0)?,
            part,
            why: row.get(2)?,
            stage: Stage::from_key(&row.get::<_, String>(3)?),
            response: Response::from_key(&row.get::<_, String>(4)?).filter(|_| known),
        });
    }
    Ok(found)
}

/// The last day that counts.
fn last_day(campaign: &CampaignRow, at: Day) -> Day {
    campaign.made_on.plus(campaign.draft.days).min(at)
}

fn what_they_did(at: &At<'_>, board: &Board, campaign: &CampaignRow, member: &Frozen) -> Outcome<Did> {
    let to = last_day(campaign, at.day());
    let (contacted, answered) = contacts(at, member.customer, campaign, to)?;
    let mut history = Vec::new();
    history_of(at, member.customer, &mut history)?;
    let bought = history.iter().any(|e| e.day > campaign.made_on && e.day <= to && e.is_purchase(at.day()));
    let stage = board.roster.row(member.customer).map(|m| m.facts.stage);
    let moved = campaign.draft.stage.is_some_and(|about| {
        member.stage == Some(about) && stage.is_some_and(|now| now != about && is_onward(about, now))
    });
    Ok(Did {
        part: member.part,
        contacted: contacted.is_some(),
        responded: match member.response {
            Some(response) => response.is_wanted(),
            None => answered,
        },
        bought,
        // On the day it began they bought without it.
        revenue: revenue_between(&history, campaign.made_on, to),
        moved,
    })
}

/// Whether going from one stage to another is what a campaign about the first one is for: the next ages, or any active
/// one for those lost and for prospects.
const fn is_onward(about: Stage, now: Stage) -> bool {
    match about {
        Stage::Prospect | Stage::Lost => !matches!(now, Stage::Prospect | Stage::Lost),
        Stage::New | Stage::Adolescent | Stage::Mature | Stage::Veteran => {
            now as u8 > about as u8 && !matches!(now, Stage::Lost)
        }
    }
}

/// The first contact of ours by the campaign's channel since it began, and whether they answered as was wanted.
fn contacts(at: &At<'_>, id: CustomerId, campaign: &CampaignRow, to: Day) -> Outcome<(Option<Day>, bool)> {
    let channel = campaign.draft.channel.code();
    let found = at.db.prepare_cached(CONTACTS)?.query_row((id, campaign.made_on.0, to.0, channel), |r| {
        Ok((r.get::<_, Option<i32>>(0)?.map(Day), r.get::<_, Option<bool>>(1)?.unwrap_or(false)))
    })?;
    Ok(found)
}

/// One campaign with its audience; those treated who may not be contacted any more say why.
pub(super) fn page(at: &At<'_>, board: &Board, id: CampaignId) -> Outcome<Option<CampaignPage>> {
    let sql = format!("{CAMPAIGN} WHERE id = ?1");
    let Some(campaign) = at.db.prepare_cached(&sql)?.query_row([id], campaign).optional()? else {
        return Ok(None);
    };
    let to = last_day(&campaign, at.day());
    let mut shown: Vec<CampaignMember> = Vec::new();
    let mut mailing: HashMap<CustomerId, Mailing> = HashMap::new();
    for member in members(at, id)? {
        let Some(who) = address(at, member.customer)? else { continue };
        let (contacted, _) = contacts(at, member.customer, &campaign, to)?;
        let why = match member.part {
            Part::LeftOut => member.why.clone(),
            // Who was contacted by it may be too often sought out because of it.
            Part::Treated => barred(at, board, member.customer, campaign.draft.channel)
                .filter(|why| !(contacted.is_some() && *why == "pressure"))
                .unwrap_or_default()
                .to_owned(),
            Part::Control => String::new(),
        };
        shown.push(CampaignMember {
            id: member.customer,
            code: who.code.clone(),
            name: who.name.clone(),
            part: member.part,
            why: why.clone(),
            contacted: contacted.filter(|_| member.part == Part::Treated),
            response: member.response,
        });
        if member.part == Part::Treated && why.is_empty() {
            mailing.insert(member.customer, who);
        }
    }
    shown.sort_by_cached_key(|m| (m.part, crate::domain::base::names::fold(&m.name), m.id));
    let mailing = shown.iter().filter_map(|m| mailing.remove(&m.id)).collect();
    Ok(Some(CampaignPage { id, draft: campaign.draft, members: shown, mailing }))
}

/// What letters and labels say of a customer.
fn address(at: &At<'_>, id: CustomerId) -> Outcome<Option<Mailing>> {
    let found = at
        .db
        .prepare_cached(
            "SELECT code, name, contact, company, address, postal_code, city, region, country, email, owner \
             FROM customer WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Mailing {
                id,
                code: r.get(0)?,
                name: r.get(1)?,
                contact: r.get(2)?,
                company: r.get(3)?,
                address: r.get(4)?,
                postal_code: r.get(5)?,
                city: r.get(6)?,
                region: r.get(7)?,
                country: r.get(8)?,
                email: r.get(9)?,
                owner: r.get(10)?,
            })
        })
        .optional()?;
    Ok(found)
}
