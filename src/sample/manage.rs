//! Offers made in the last months, a campaign by letter and one by phone, and customers that changed hands: each a
//! change of the day on which it was made.

use rust_decimal::Decimal;

use super::Draft;
use super::days::entries;
use super::people::STAFF;
use super::rng::Rng;
use crate::domain::change::{Change, WinbackStep};
use crate::domain::lifecycle::recovery::Finding;
use crate::domain::lifecycle::{Facts, LifecycleRules, Stage};
use crate::domain::people::{Channel, Consent, CustomerId};
use crate::domain::trade::Line;
use crate::domain::trade::offer::{OfferDraft, OfferLoss, OfferStep};
use crate::domain::work::campaign::{CampaignDraft, CampaignStep, MemberDraft, Part, Response, split};
use crate::domain::{Day, Money};

/// What is offered: product, category, price in cents.
const GOODS: [(&str, &str, i64); 6] = [
    ("Taladro percutor 850 W", "Herramienta eléctrica", 12_900),
    ("Juego de llaves 40 piezas", "Herramienta manual", 6_450),
    ("Pintura exterior 15 l", "Pintura", 7_990),
    ("Compresor 50 l", "Herramienta eléctrica", 18_900),
    ("Andamio 2 m", "Construcción", 24_500),
    ("Cerradura de seguridad", "Cerrajería", 8_700),
];

/// Offers: made so many days ago, whole or partial quantity, what became of them and so many days later.
const OFFERS: [(i32, i64, Became); 18] = [
    (320, 4, Became::Invoiced(9)),
    (288, 1, Became::Lost(12, OfferLoss::Price)),
    (251, 2, Became::Invoiced(4)),
    (214, 6, Became::Lost(21, OfferLoss::Competitor)),
    (190, 1, Became::Invoiced(7)),
    (163, 3, Became::Lost(8, OfferLoss::Price)),
    (141, 2, Became::Invoiced(3)),
    (122, 1, Became::Lost(30, OfferLoss::Silence)),
    (96, 5, Became::Invoiced(11)),
    (84, 2, Became::Lost(6, OfferLoss::Timing)),
    (63, 1, Became::Invoiced(5)),
    (52, 3, Became::Nothing),
    (27, 2, Became::Nothing),
    (25, 8, Became::Nothing),
    (19, 1, Became::Accepted(12)),
    (11, 4, Became::Nothing),
    (6, 2, Became::Accepted(5)),
    (1, 3, Became::Draft),
];

#[derive(Clone, Copy)]
enum Became {
    Draft,
    Nothing,
    Accepted(i32),
    Invoiced(i32),
    Lost(i32, OfferLoss),
}

/// A change and the day on which it was made.
pub type Dated = (Day, Change);

fn facts_of(draft: &Draft, day: Day, rules: &LifecycleRules) -> Facts {
    Facts::at(&entries(&draft.days), day, draft.invented.work.seasonal, rules)
}

/// What was done on the mornings before `today`. A customer's row id is their place among the drafts, from 1.
pub(super) fn changes(drafts: &[Draft], rng: &mut Rng, today: Day, rules: &LifecycleRules) -> Vec<Dated> {
    let yesterday = today.plus(-1);
    let people: Vec<(CustomerId, Facts, &Draft)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| !d.invented.work.archived && d.invented.work.do_not_call.is_none())
        .map(|(n, d)| (n as i64 + 1, facts_of(d, yesterday, rules), d))
        .collect();
    let mut all = Vec::new();
    let buyers: Vec<CustomerId> = people
        .iter()
        .filter(|(_, facts, d)| {
            matches!(facts.stage, Stage::Mature | Stage::Adolescent) && !d.days.is_empty()
        })
        .map(|(id, ..)| *id)
        .collect();
    for (n, (ago, quantity, became)) in OFFERS.into_iter().enumerate() {
        let Some(&customer) = rng.choose(&buyers) else { break };
        offer(&mut all, n, customer, today.plus(-ago), quantity, became);
    }
    let of = |stage: Stage, most: usize| -> Vec<CustomerId> {
        people
            .iter()
            .filter(|(_, facts, d)| facts.stage == stage && willing(d))
            .map(|(id, ..)| *id)
            .take(most)
            .collect()
    };
    let autumn = campaign(
        "Vuelta de otoño",
        (Channel::Post, Some(Stage::New), 60),
        "Hola, {nombre}: en {negocio} tiene {oferta} hasta fin de mes.",
    );
    begin(&mut all, autumn, &of(Stage::New, 90), today.plus(-60));
    let phone = campaign(
        "Maduros sin pintura",
        (Channel::Phone, Some(Stage::Mature), 30),
        "Preguntar por la fachada; ofrecer {oferta}.",
    );
    begin(&mut all, phone, &of(Stage::Mature, 40), today.plus(-3));
    // A few of the lost, looked at and left alone until spring.
    let looked_at = people.iter().filter(|(_, facts, d)| {
        facts.stage == Stage::Lost
            && facts.lost_on.is_some_and(|on| on < today.plus(-20))
            && d.invented.work.next.is_none()
            && matches!(
                d.invented.work.winback.as_slice(),
                [(_, WinbackStep::Verify { finding: Finding::TrulyLost, .. })]
            )
    });
    for (id, ..) in looked_at.take(7) {
        let step = WinbackStep::Dormant { on: today.plus(-10), review: today.plus(120) };
        all.push((today.plus(-10), Change::Winback { customer: *id, step }));
    }
    let moved: Vec<CustomerId> = of(Stage::Adolescent, 6);
    all.push((today.plus(-20), Change::Handover { customers: moved, owner: STAFF[2].into() }));
    all.sort_by_key(|(day, _)| *day);
    all
}

/// Objects neither to letters nor to calls.
fn willing(draft: &Draft) -> bool {
    let draft = &draft.invented.record.draft;
    draft.consent_post != Consent::No && draft.consent_phone != Consent::No
}

fn offer(all: &mut Vec<Dated>, n: usize, customer: CustomerId, made: Day, quantity: i64, became: Became) {
    let lines: Vec<Line> = (0..=n % 2)
        .map(|k| {
            let (product, category, price) = GOODS[(n + 2 * k) % GOODS.len()];
            let discount = if n.is_multiple_of(3) { Decimal::new(10, 2) } else { Decimal::ZERO };
            let unit_price = Decimal::new(price, 2);
            let quantity = Decimal::from(quantity);
            let amount = Money::of_line(quantity, unit_price, discount, 2).unwrap_or_default();
            let (product, category) = (product.to_owned(), category.to_owned());
            Line {
                code: String::new(),
                product,
                category,
                quantity,
                unit_price,
                discount,
                amount,
                cost: None,
            }
        })
        .collect();
    let draft = OfferDraft {
        customer,
        number: String::new(),
        amount: lines.iter().map(|line| line.amount).sum(),
        lines,
        valid_until: Some(made.plus(30)),
        chance: if n.is_multiple_of(5) { Some(70) } else { None },
        seller: STAFF[n % STAFF.len()].to_owned(),
        note: String::new(),
        winback: false,
    };
    let mut changes = vec![Change::SaveOffer { id: None, draft: Box::new(draft) }];
    let mut step = |step| changes.push(Change::StepOffer { id: n as i64 + 1, step });
    let mut later = Vec::new();
    match became {
        Became::Draft => {}
        Became::Nothing => step(OfferStep::Send(made)),
        Became::Accepted(days) => {
            step(OfferStep::Send(made));
            later.push((made.plus(days), OfferStep::Accept(made.plus(days))));
        }
        Became::Invoiced(days) => {
            step(OfferStep::Send(made));
            later.push((made.plus(days), OfferStep::Accept(made.plus(days))));
            later.push((made.plus(days + 1), OfferStep::Invoice(made.plus(days + 1))));
        }
        Became::Lost(days, why) => {
            step(OfferStep::Send(made));
            let on = made.plus(days);
            later.push((on, OfferStep::Lose { on, why, detail: String::new() }));
        }
    }
    all.push((made, Change::Batch(changes)));
    let id = n as i64 + 1;
    all.extend(later.into_iter().map(|(day, step)| (day, Change::StepOffer { id, step })));
}

fn campaign(
    name: &str,
    (channel, stage, days): (Channel, Option<Stage>, i32),
    script: &str,
) -> CampaignDraft {
    CampaignDraft {
        name: name.to_owned(),
        channel,
        audience: stage.map_or_else(String::new, |stage| format!("stage:{}", stage.key())),
        stage,
        offer: "10 % en pintura".to_owned(),
        script: script.to_owned(),
        control: 20,
        cost: if channel == Channel::Post { Money(48_000) } else { Money::ZERO },
        days,
    }
}

/// Begins a campaign, and sends it where it goes by letter.
fn begin(all: &mut Vec<Dated>, draft: CampaignDraft, customers: &[CustomerId], on: Day) {
    let stage = draft.stage.unwrap_or(Stage::New);
    let apart = split(customers, draft.control, on.0 as u64);
    let part = |apart: bool| if apart { Part::Control } else { Part::Treated };
    let members = customers.iter().zip(&apart).map(|(customer, apart)| MemberDraft {
        customer: *customer,
        part: part(*apart),
        why: String::new(),
        stage,
    });
    let id = if draft.channel == Channel::Post { 1 } else { 2 };
    let letters = draft.channel == Channel::Post;
    all.push((on, Change::BeginCampaign { draft: Box::new(draft), members: members.collect() }));
    if letters {
        let treated: Vec<CustomerId> =
            customers.iter().zip(&apart).filter(|(_, apart)| !**apart).map(|(id, _)| *id).collect();
        let answered: Vec<CustomerId> = treated.iter().copied().step_by(9).collect();
        let step = CampaignStep::Send { on: on.plus(2), customers: treated };
        all.push((on.plus(2), Change::StepCampaign { id, step }));
        for customer in answered {
            let on = on.plus(9);
            let step = CampaignStep::Respond { customer, response: Some(Response::Interested), on };
            all.push((on, Change::StepCampaign { id, step }));
        }
    }
}
