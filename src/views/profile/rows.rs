//! What the tabs of the page show: titles, columns, cells, and where each row comes from.

use super::Tab;
use crate::domain::people::CustomerId;
use crate::domain::people::custom::FieldType;
use crate::domain::{Day, Money};
use crate::store::ask::{BenefitSegment, Segmentation, Serving};
use crate::ui::Look;
use crate::ui::table::Column;
use crate::views::customer::profile::months;
use crate::views::exports::{GridCell, Offer};

/// A group of the second tab.
pub(super) struct Group {
    pub kind: String,
    pub name: String,
    pub members: Vec<CustomerId>,
    /// Text key of the rule it follows from.
    pub rule: &'static str,
}

pub(super) const fn title(tab: Tab) -> &'static str {
    match tab {
        Tab::Birthdays => "profiles-birthdays",
        Tab::Groups => "profiles-groups",
        Tab::Occasions => "profiles-occasions",
        Tab::Benefits => "profiles-benefits",
        Tab::Fields => "profiles-fields",
        Tab::Scales => "profiles-scales",
    }
}

pub(super) const fn hint(tab: Tab) -> &'static str {
    match tab {
        Tab::Birthdays => "profiles-birthdays-hint",
        Tab::Groups => "profiles-groups-hint",
        Tab::Occasions => "profiles-occasions-hint",
        Tab::Benefits => "profiles-benefits-hint",
        Tab::Fields => "profiles-fields-hint",
        Tab::Scales => "profiles-scales-hint",
    }
}

pub(super) const fn nothing(tab: Tab) -> &'static str {
    match tab {
        Tab::Birthdays => "profiles-birthdays-none",
        Tab::Groups => "profiles-groups-none",
        Tab::Occasions => "profiles-occasions-none",
        Tab::Benefits => "profiles-benefits-none",
        Tab::Fields | Tab::Scales => "profiles-fields-none",
    }
}

pub(super) fn groups(all: &Segmentation, look: &Look) -> Vec<Group> {
    let group = |kind: &str, name: &str, members: &[CustomerId], rule| Group {
        kind: look.t(kind),
        name: name.to_owned(),
        members: members.to_vec(),
        rule,
    };
    let mut found = Vec::new();
    for (name, members) in &all.generations {
        found.push(group("profiles-generation", name, members, "profile-why-age"));
    }
    if !all.generations.is_empty() && !all.ageless.is_empty() {
        let unknown = look.t("profile-unknown");
        found.push(group("profiles-generation", &unknown, &all.ageless, "profile-why-age"));
    }
    for (usage, members) in &all.usage {
        let name = look.t(&format!("usage-{}", usage.key()));
        found.push(group("profile-usage", &name, members, "profile-why-usage"));
    }
    for (province, members) in &all.provinces {
        found.push(group("form-f-region", province.name, members, "profile-why-place"));
    }
    for (income, members) in &all.incomes {
        found.push(group("form-f-income", income, members, "profile-why-income"));
    }
    found
}

pub(super) fn columns(tab: Tab, look: &Look) -> Vec<Column> {
    let count = || Column::fixed(look.t("profiles-c-customers"), 9).right();
    let end = || Column::fixed("", 0);
    match tab {
        Tab::Birthdays => vec![
            Column::fixed(look.t("profiles-c-day"), 16),
            Column::wide(look.t("profiles-c-name"), 20),
            Column::fixed(look.t("profiles-c-turns"), 10).right(),
            end(),
        ],
        Tab::Groups => vec![
            Column::fixed(look.t("profiles-c-kind"), 12),
            Column::wide(look.t("profiles-c-name"), 20),
            count(),
            end(),
        ],
        Tab::Occasions => vec![
            Column::wide(look.t("profiles-c-occasion"), 16),
            count(),
            Column::fixed(look.t("profiles-c-purchases"), 8).right(),
            Column::fixed(look.t("profiles-c-next"), 16),
            Column::wide(look.t("profiles-c-season"), 22).drop(1),
        ],
        Tab::Benefits => vec![
            Column::fixed(look.t("profiles-c-benefit"), 18),
            count(),
            Column::fixed(look.t("profiles-c-evidence"), 8).right(),
            Column::wide(look.t("profiles-c-serves"), 24),
        ],
        Tab::Fields => vec![
            Column::wide(look.t("profiles-c-name"), 16),
            Column::fixed(look.t("profiles-c-key"), 24).drop(1),
            Column::fixed(look.t("profiles-c-type"), 12),
            Column::wide(look.t("form-f-choices"), 12).drop(2),
            count(),
            end(),
        ],
        Tab::Scales => vec![
            Column::wide(look.t("profiles-c-name"), 20),
            Column::fixed(look.t("profiles-c-version"), 8).right(),
            Column::fixed(look.t("profiles-c-since"), 12),
            Column::wide(look.t("profiles-c-criteria"), 20).drop(1),
        ],
    }
}

pub(super) fn cells(tab: Tab, all: &Segmentation, today: Day, look: &Look) -> Vec<Vec<String>> {
    let int = |n: usize| look.format.int(n);
    match tab {
        Tab::Birthdays => all
            .birthdays
            .iter()
            .map(|(_, name, day, turns)| {
                let when = look.format.day_near(*day, today);
                vec![when, name.clone(), look.tf("form-age", &[("n", (*turns).into())]), String::new()]
            })
            .collect(),
        Tab::Groups => groups(all, look)
            .into_iter()
            .map(|g| vec![g.kind, g.name, int(g.members.len()), String::new()])
            .collect(),
        Tab::Occasions => all
            .occasions
            .iter()
            .map(|o| {
                let next = o.next.map(|m| look.format.month(m)).unwrap_or_default();
                let season = o.season.map(|s| months(&s, 3, look)).unwrap_or_default();
                vec![o.name.clone(), int(o.customers.len()), look.format.int(o.purchases), next, season]
            })
            .collect(),
        Tab::Benefits => all
            .benefits
            .iter()
            .map(|b| {
                let served: Vec<String> =
                    b.products.iter().map(|p| format!("{} ×{}", p.product, lift(p, look))).collect();
                let served =
                    if served.is_empty() { look.t("profiles-no-product") } else { served.join(", ") };
                vec![b.name.clone(), int(b.customers.len()), look.format.int(b.evidenced), served]
            })
            .collect(),
        Tab::Fields => all
            .fields
            .iter()
            .map(|(field, n)| {
                let kind = look.t(&format!("field-{}", field.kind.code().replace('_', "-")));
                let choices =
                    if field.kind == FieldType::Choice { field.choices.join(", ") } else { String::new() };
                vec![
                    field.name.clone(),
                    format!("custom.{}", field.key),
                    kind,
                    choices,
                    look.format.int(*n),
                    String::new(),
                ]
            })
            .collect(),
        Tab::Scales if all.scales.is_empty() => vec![vec![
            look.t("profiles-example"),
            String::new(),
            String::new(),
            look.t("profiles-example-how"),
        ]],
        Tab::Scales => all
            .scales
            .iter()
            .map(|s| {
                let fields: Vec<String> = s
                    .scale
                    .criteria
                    .iter()
                    .map(|c| {
                        let names: Vec<(String, String)> =
                            all.fields.iter().map(|(f, _)| (f.key.clone(), f.name.clone())).collect();
                        let name = crate::views::customer::profile::field_name(&c.field, &names, look);
                        format!("{name} ×{}", c.weight)
                    })
                    .collect();
                vec![s.name.clone(), s.version.to_string(), look.format.day(s.day), fields.join(", ")]
            })
            .collect(),
    }
}

/// The tab as a table: counts, days and months as what they are.
pub(super) fn table(tab: Tab, all: &Segmentation, look: &Look) -> Option<Offer> {
    let heads = |keys: &[&str]| -> Vec<String> { keys.iter().map(|key| look.t(key)).collect() };
    let count = |ids: &[CustomerId]| GridCell::count(ids.len());
    let (headings, rows): (Vec<String>, Vec<Vec<GridCell>>) = match tab {
        Tab::Birthdays => {
            let row = |(_, name, day, turns): &(CustomerId, String, Day, u32)| {
                vec![GridCell::Day(*day), GridCell::text(name), GridCell::count(*turns)]
            };
            let headings = heads(&["profiles-c-day", "profiles-c-name", "profiles-c-turns"]);
            (headings, all.birthdays.iter().map(row).collect())
        }
        Tab::Groups => {
            let row = |g: Group| vec![GridCell::text(g.kind), GridCell::text(g.name), count(&g.members)];
            let headings = heads(&["profiles-c-kind", "profiles-c-name", "profiles-c-customers"]);
            (headings, groups(all, look).into_iter().map(row).collect())
        }
        Tab::Occasions => {
            let rows = all.occasions.iter().map(|o| {
                let next = o.next.map(|m| look.format.month(m)).unwrap_or_default();
                let season = o.season.map(|s| months(&s, 12, look)).unwrap_or_default();
                vec![
                    GridCell::text(&o.name),
                    count(&o.customers),
                    GridCell::count(o.purchases),
                    GridCell::text(next),
                    GridCell::text(season),
                ]
            });
            let headings = heads(&[
                "profiles-c-occasion",
                "profiles-c-customers",
                "profiles-c-purchases",
                "profiles-c-next",
                "profiles-c-season",
            ]);
            (headings, rows.collect())
        }
        Tab::Benefits => {
            // A product a row: each has a lift of its own.
            let rows = all.benefits.iter().flat_map(|b| {
                let lead =
                    move || vec![GridCell::text(&b.name), count(&b.customers), GridCell::count(b.evidenced)];
                let served = b.products.iter().map(move |p| {
                    let lift = GridCell::decimal(Some(p.lift() as f64 / 100.0), 2);
                    [lead(), vec![GridCell::text(&p.product), lift]].concat()
                });
                let nothing = b
                    .products
                    .is_empty()
                    .then(|| [lead(), vec![GridCell::blank(), GridCell::blank()]].concat());
                nothing.into_iter().chain(served)
            });
            let headings = heads(&[
                "profiles-c-benefit",
                "profiles-c-customers",
                "profiles-c-evidence",
                "profiles-c-serves",
                "cli-column-rule-lift",
            ]);
            (headings, rows.collect())
        }
        Tab::Fields => {
            let rows = all.fields.iter().map(|(field, n)| {
                let kind = look.t(&format!("field-{}", field.kind.code().replace('_', "-")));
                let choices =
                    if field.kind == FieldType::Choice { field.choices.join(", ") } else { String::new() };
                vec![
                    GridCell::text(&field.name),
                    GridCell::text(format!("custom.{}", field.key)),
                    GridCell::text(kind),
                    GridCell::text(choices),
                    GridCell::count(*n),
                ]
            });
            let headings = heads(&[
                "profiles-c-name",
                "profiles-c-key",
                "profiles-c-type",
                "form-f-choices",
                "profiles-c-customers",
            ]);
            (headings, rows.collect())
        }
        Tab::Scales => {
            let names: Vec<(String, String)> =
                all.fields.iter().map(|(f, _)| (f.key.clone(), f.name.clone())).collect();
            // A criterion a row, with its weight.
            let rows = all.scales.iter().flat_map(|s| {
                let names = &names;
                s.scale.criteria.iter().map(move |c| {
                    vec![
                        GridCell::text(&s.name),
                        GridCell::count(s.version),
                        GridCell::Day(s.day),
                        GridCell::text(crate::views::customer::profile::field_name(&c.field, names, look)),
                        GridCell::count(c.weight),
                    ]
                })
            });
            let headings = heads(&[
                "profiles-c-name",
                "profiles-c-version",
                "profiles-c-since",
                "profiles-c-criteria",
                "export-column-weight",
            ]);
            (headings, rows.collect())
        }
    };
    Offer::table(look.t(title(tab)), headings, rows)
}

/// Lift with two decimals.
fn lift(serving: &Serving, look: &Look) -> String {
    look.format.decimal(serving.lift() as f64 / 100.0, 2)
}

/// Where the row comes from.
pub(super) fn explain(
    tab: Tab,
    all: &Segmentation,
    at: usize,
    look: &Look,
) -> Option<(String, Vec<(String, String)>)> {
    let formula = |key: &str| (look.t("explain-formula"), look.t(key));
    match tab {
        Tab::Groups => {
            let group = groups(all, look).into_iter().nth(at)?;
            let mut rows = vec![formula(group.rule)];
            if group.rule == "profile-why-usage" {
                let cuts = look.tf(
                    "profile-cuts",
                    &[("medium", all.cuts.medium.into()), ("intensive", all.cuts.intensive.into())],
                );
                rows.push((look.t("explain-inputs"), cuts));
            }
            if group.rule == "profile-why-age" {
                let named: Vec<String> =
                    all.generation_rules.iter().map(|g| format!("{} {}", g.from, g.name)).collect();
                rows.push((look.t("explain-inputs"), named.join(", ")));
            }
            Some((group.name, rows))
        }
        Tab::Occasions => {
            let occasion = all.occasions.get(at)?;
            let mut rows = vec![formula("profiles-why-occasion")];
            if let Some(season) = occasion.season {
                let amounts: Vec<String> = (0..12)
                    .filter(|m| season.months[*m] != Money::ZERO)
                    .map(|m| {
                        let name = look.format.month_name(m as u32 + 1);
                        format!("{name} {}", look.format.money(season.months[m]))
                    })
                    .collect();
                rows.push((look.t("explain-inputs"), amounts.join(", ")));
            }
            Some((occasion.name.clone(), rows))
        }
        Tab::Benefits => Some(explain_benefit(all.benefits.get(at)?, look)),
        Tab::Scales => {
            let scale = all.scales.get(at)?;
            let mut rows = vec![formula("profile-why-score")];
            rows.extend(scale.scale.criteria.iter().map(|c| (c.field.clone(), c.line())));
            Some((scale.name.clone(), rows))
        }
        Tab::Birthdays | Tab::Fields => None,
    }
}

fn explain_benefit(benefit: &BenefitSegment, look: &Look) -> (String, Vec<(String, String)>) {
    let mut rows = vec![(look.t("explain-formula"), look.t("profiles-why-benefit"))];
    for p in &benefit.products {
        let words = look.tf(
            "profiles-serving",
            &[
                ("lift", lift(p, look).into()),
                ("seekers", p.seekers.into()),
                ("of", p.of_seekers.into()),
                ("buyers", p.buyers.into()),
                ("all", p.of_all.into()),
            ],
        );
        rows.push((p.product.clone(), words));
    }
    (benefit.name.clone(), rows)
}
