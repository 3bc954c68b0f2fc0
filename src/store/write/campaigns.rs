//! Campaigns: begun with a frozen audience, sent, answered, ended.

use rusqlite::OptionalExtension;

use super::{contacts, day, int, text};
use crate::domain::Day;
use crate::domain::base::names::{fold, tidy};
use crate::domain::people::{ContactDraft, CustomerId, Direction, Outcome};
use crate::domain::work::campaign::{CHANNELS, CampaignDraft, CampaignId, CampaignStep, MemberDraft, Part};
use crate::store::ask::ChangeWords;
use crate::store::error::{StoreError, refused, words};
use crate::store::journal::{Table, Tx, Value};

pub(super) fn begin(
    tx: &mut Tx<'_>,
    draft: &CampaignDraft,
    members: &[MemberDraft],
) -> Result<ChangeWords, StoreError> {
    let mut columns = columns(tx, draft, 0)?;
    if !members.iter().any(|m| m.part == Part::Treated) {
        return Err(refused("error-campaign-nobody", []));
    }
    if !CHANNELS.contains(&draft.channel) {
        return Err(refused("error-campaign-channel", []));
    }
    let (on, author) = (tx.stamp().today(), tx.stamp().author.clone());
    columns.extend([
        ("channel", text(draft.channel.code())),
        ("control", int(draft.control.min(50))),
        ("made_on", day(Some(on))),
        ("author", text(author)),
    ]);
    let id = tx.insert(Table::Campaign, &columns)?;
    tx.created.push(id);
    for member in members {
        tx.insert(
            Table::CampaignMember,
            &[
                ("campaign_id", int(id)),
                ("customer_id", int(member.customer)),
                ("part", int(member.part as i64)),
                ("why", text(member.why.as_str())),
                ("stage", text(member.stage.key())),
            ],
        )?;
        tx.touch(member.customer);
    }
    Ok(words("change-campaign-begin", [("campaign", tidy(&draft.name))]))
}

pub(super) fn edit(
    tx: &mut Tx<'_>,
    id: CampaignId,
    draft: &CampaignDraft,
) -> Result<ChangeWords, StoreError> {
    name_of(tx, id)?;
    let columns = columns(tx, draft, id)?;
    tx.update(Table::Campaign, &[int(id)], &columns)?;
    Ok(words("change-campaign-edit", [("campaign", tidy(&draft.name))]))
}

pub(super) fn step(tx: &mut Tx<'_>, id: CampaignId, step: &CampaignStep) -> Result<ChangeWords, StoreError> {
    let (name, channel) = name_of(tx, id)?;
    match step {
        CampaignStep::Send { on, customers } => {
            let author = tx.stamp().author.clone();
            let at = match tx.stamp().now {
                now if Day::from(now.date()) == *on => now,
                _ => on.date().and_hms_opt(12, 0, 0).unwrap_or(tx.stamp().now),
            };
            for &customer in customers {
                member(tx, id, customer)?;
                contacts::log(
                    tx,
                    &ContactDraft {
                        customer,
                        at,
                        channel: crate::domain::people::Channel::from_code(&channel).unwrap_or_default(),
                        direction: Direction::Outbound,
                        outcome: Outcome::Message,
                        note: name.clone(),
                        author: author.clone(),
                        reason: None,
                        next: None,
                    },
                )?;
            }
            tx.update(Table::Campaign, &[int(id)], &[("sent_on", day(Some(*on)))])?;
            let n = customers.len().to_string();
            Ok(words("change-campaign-send", [("campaign", name), ("n", n)]))
        }
        CampaignStep::Respond { customer, response, on } => {
            member(tx, id, *customer)?;
            let columns = [
                ("response", text(response.map_or("", |r| r.key()))),
                ("responded_on", day(response.map(|_| *on))),
            ];
            tx.update(Table::CampaignMember, &[int(id), int(*customer)], &columns)?;
            tx.touch(*customer);
            let who = super::name_of(tx, *customer)?;
            let key =
                if response.is_some() { "change-campaign-respond" } else { "change-campaign-unrespond" };
            Ok(words(key, [("campaign", name), ("name", who)]))
        }
        CampaignStep::Close { on, verdict } => {
            let columns = [("closed_on", day(Some(*on))), ("verdict", text(tidy(verdict)))];
            tx.update(Table::Campaign, &[int(id)], &columns)?;
            Ok(words("change-campaign-close", [("campaign", name)]))
        }
        CampaignStep::Reopen => {
            tx.update(Table::Campaign, &[int(id)], &[("closed_on", Value::Null)])?;
            Ok(words("change-campaign-reopen", [("campaign", name)]))
        }
    }
}

pub(super) fn delete(tx: &mut Tx<'_>, id: CampaignId) -> Result<ChangeWords, StoreError> {
    let (name, _) = name_of(tx, id)?;
    let members: Vec<i64> = tx
        .connection()
        .prepare("SELECT customer_id FROM campaign_member WHERE campaign_id = ?1 ORDER BY customer_id")?
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for customer in members {
        tx.touch(customer);
        tx.delete(Table::CampaignMember, &[int(id), int(customer)])?;
    }
    tx.delete(Table::Campaign, &[int(id)])?;
    Ok(words("change-campaign-delete", [("campaign", name)]))
}

/// Columns both a new campaign and other words about one have; refused where the name is none or another one's.
fn columns(
    tx: &Tx<'_>,
    draft: &CampaignDraft,
    but: CampaignId,
) -> Result<Vec<(&'static str, Value)>, StoreError> {
    let name = tidy(&draft.name);
    if name.is_empty() {
        return Err(refused("error-campaign-name", []));
    }
    let folded = fold(&name);
    let taken = tx
        .connection()
        .prepare_cached("SELECT 1 FROM campaign WHERE folded = ?1 AND id <> ?2")?
        .exists((&folded, but))?;
    if taken {
        return Err(refused("error-campaign-taken", [("campaign", name)]));
    }
    Ok(vec![
        ("name", text(name)),
        ("folded", text(folded)),
        ("audience", text(tidy(&draft.audience))),
        ("stage", text(draft.stage.map_or("", crate::domain::lifecycle::Stage::key))),
        ("offer", text(tidy(&draft.offer))),
        ("script", text(draft.script.trim())),
        ("cost", int(draft.cost.0.max(0))),
        ("days", int(draft.days.max(1))),
    ])
}

/// Name and channel of a campaign.
fn name_of(tx: &Tx<'_>, id: CampaignId) -> Result<(String, String), StoreError> {
    tx.connection()
        .prepare_cached("SELECT name, channel FROM campaign WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?
        .ok_or_else(|| refused("error-unknown-campaign", [("id", id.to_string())]))
}

/// Refused where the customer is not one whom the campaign contacts.
fn member(tx: &Tx<'_>, id: CampaignId, customer: CustomerId) -> Result<(), StoreError> {
    let treated = tx
        .connection()
        .prepare_cached(
            "SELECT 1 FROM campaign_member WHERE campaign_id = ?1 AND customer_id = ?2 AND part = 0",
        )?
        .exists((id, customer))?;
    if treated {
        return Ok(());
    }
    Err(refused("error-campaign-member", [("name", super::name_of(tx, customer)?)]))
}
