//! Who says no is out at once: of today's list, of every campaign that was begun before, of every one that could be begun,
//! and of calls; through random histories of saying no, yes, and taking it back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use cartera::domain::Day;
use cartera::domain::change::{Change, Stamp};
use cartera::domain::people::{
    Channel, Consent, ContactDraft, CustomerDraft, CustomerId, Direction, Outcome,
};
use cartera::domain::trade::PurchaseDraft;
use cartera::domain::work::campaign::{CampaignDraft, USUAL_DAYS};
use cartera::domain::{Money, people::customer::NextContact};
use cartera::store::ask::{Answer, Audience, CampaignPage, Question, TodayList};
use cartera::store::db::{Db, NewSettings};
use cartera::store::read::Reader;
use proptest::prelude::*;

const PEOPLE: i64 = 6;
const CHANNELS: [Channel; 3] = [Channel::Phone, Channel::Email, Channel::Post];

/// What happens to one of them.
#[derive(Clone, Debug)]
enum Step {
    Says(usize, Consent),
    Never(bool),
    Robinson,
    Complains,
    Contacted(Outcome),
    Planned(i32),
    Undo,
}

fn step() -> impl Strategy<Value = (i64, Step)> {
    let consent = prop_oneof![Just(Consent::Unknown), Just(Consent::Yes), Just(Consent::No)];
    let what = prop_oneof![
        4 => (0..3_usize, consent).prop_map(|(at, said)| Step::Says(at, said)),
        2 => any::<bool>().prop_map(Step::Never),
        1 => Just(Step::Robinson),
        1 => Just(Step::Complains),
        2 => (0..Outcome::ALL.len()).prop_map(|n| Step::Contacted(Outcome::ALL[n])),
        1 => (-3..3_i32).prop_map(Step::Planned),
        2 => Just(Step::Undo),
    ];
    (1..=PEOPLE, what)
}

fn draft(id: CustomerId) -> CustomerDraft {
    CustomerDraft {
        name: format!("Cliente {id}"),
        phone: format!("60000000{id}"),
        email: format!("c{id}@example.org"),
        address: format!("Sol {id}"),
        ..CustomerDraft::default()
    }
}

fn said(draft: &mut CustomerDraft, at: usize) -> &mut Consent {
    match at {
        0 => &mut draft.consent_phone,
        1 => &mut draft.consent_email,
        _ => &mut draft.consent_post,
    }
}

fn answer<T>(reader: &mut Reader, question: Question, read: impl Fn(Answer) -> Option<T>) -> T {
    read(reader.answer(question).unwrap()).unwrap()
}

fn audience(reader: &mut Reader, channel: Channel) -> Audience {
    let customers = (1..=PEOPLE).collect();
    answer(reader, Question::Audience { customers, channel }, |a| match a {
        Answer::Audience(audience) => Some(*audience),
        _ => None,
    })
}

fn page(reader: &mut Reader, id: i64) -> CampaignPage {
    answer(reader, Question::CampaignPage(id), |a| match a {
        Answer::CampaignPage(page) => page.map(|page| *page),
        _ => None,
    })
}

fn today(reader: &mut Reader) -> TodayList {
    answer(reader, Question::Today, |a| match a {
        Answer::Today(list) => Some(*list),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_no_holds_at_once_everywhere(steps in proptest::collection::vec(step(), 1..25)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut db = Db::create(&path, &NewSettings::default()).unwrap();
        let on: Day = Day::parse_iso("2026-11-20").unwrap();
        let stamp = Stamp { now: on.date().and_hms_opt(10, 0, 0).unwrap(), author: "Marta".into() };
        for id in 1..=PEOPLE {
            let add = Change::AddCustomer { draft: draft(id), labels: vec![], next: None, note: String::new() };
            db.apply(&add, &stamp).unwrap();
            // Half of them bought long enough ago to be called for it.
            if id % 2 == 0 {
                db.apply(
                    &Change::AddPurchase(PurchaseDraft {
                        customer: Some(id),
                        number: String::new(),
                        day: on.plus(-80),
                        amount: Money(10_000),
                        lines: vec![],
                        channel: String::new(),
                        seller: String::new(),
                        note: String::new(),
                        occasion: String::new(),
                    }),
                    &stamp,
                )
                .unwrap();
            }
        }
        let mut reader = Reader::open(&path, on).unwrap();
        let mut campaigns = Vec::new();
        for channel in CHANNELS {
            let draft = CampaignDraft {
                name: channel.code().to_owned(),
                channel,
                audience: String::new(),
                stage: None,
                offer: String::new(),
                script: String::new(),
                control: 0,
                cost: Money::ZERO,
                days: USUAL_DAYS,
            };
            let members = audience(&mut reader, channel).members(0, 7);
            let begun = db.apply(&Change::BeginCampaign { draft: Box::new(draft), members }, &stamp);
            // Whoever waits in one campaign is left in peace by the next.
            if let Ok(begun) = begun {
                campaigns.push((channel, begun.created[0]));
            }
        }
        prop_assert!(!campaigns.is_empty());
        let mut changes = 0_i64;
        let mut drafts: Vec<CustomerDraft> = (1..=PEOPLE).map(draft).collect();
        let mut never = vec![false; PEOPLE as usize];
        let mut history: Vec<(Vec<CustomerDraft>, Vec<bool>)> = Vec::new();
        for (id, step) in steps {
            let at = id as usize - 1;
            let before = (drafts.clone(), never.clone());
            let change = match step {
                Step::Undo => {
                    if changes > 0 {
                        db.undo(&stamp).unwrap();
                        changes -= 1;
                        (drafts, never) = history.pop().unwrap();
                    }
                    None
                }
                Step::Says(which, consent) => {
                    *said(&mut drafts[at], which) = consent;
                    Some(Change::EditCustomer { id, draft: drafts[at].clone(), labels: vec![] })
                }
                Step::Never(no) => {
                    never[at] = no;
                    Some(Change::DoNotCall { customer: id, since: no.then_some(on) })
                }
                Step::Robinson => Some(Change::Robinson { customers: vec![id], on }),
                Step::Complains => Some(Change::OpenCase {
                    customer: id,
                    text: "tarde".into(),
                    channel: Channel::Phone,
                }),
                Step::Contacted(outcome) => {
                    never[at] |= outcome == Outcome::Never;
                    Some(Change::LogContact(ContactDraft {
                        customer: id,
                        at: stamp.now,
                        channel: Channel::Phone,
                        direction: Direction::Outbound,
                        outcome,
                        note: String::new(),
                        author: String::new(),
                        reason: None,
                        next: None,
                    }))
                }
                Step::Planned(days) if !never[at] => Some(Change::SetNext {
                    customers: vec![id],
                    next: Some(NextContact { day: on.plus(days), minute: None, note: String::new() }),
                }),
                Step::Planned(_) => None,
            };
            if let Some(change) = change
                && db.apply(&change, &stamp).unwrap().change > 0
            {
                changes += 1;
                history.push(before);
            }
            let list = today(&mut reader);
            for (channel, campaign) in &campaigns {
                let which = CHANNELS.iter().position(|c| c == channel).unwrap();
                let page = page(&mut reader, *campaign);
                let fresh = audience(&mut reader, *channel);
                for id in 1..=PEOPLE {
                    let at = id as usize - 1;
                    let no = never[at] || *said(&mut drafts[at].clone(), which) == Consent::No;
                    if no {
                        prop_assert!(page.mailing.iter().all(|m| m.id != id), "{channel:?} {id}");
                        prop_assert!(fresh.reached.iter().all(|(reached, _)| *reached != id), "{channel:?} {id}");
                    }
                    let listed = list.items.iter().find(|item| item.customer == id);
                    prop_assert!(!never[at] || listed.is_none(), "{id} is listed");
                    prop_assert!(!no || listed.is_none_or(|item| item.channel != *channel), "{id} {channel:?}");
                }
            }
        }
    }
}
