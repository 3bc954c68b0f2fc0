//! The profile: what is known of the customer beside the fixed fields, what follows from it, and where each is known
//! from.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::overview::Item;
use super::{Page, ROWS, Spot, words};
use crate::domain::people::custom::FieldType;
use crate::domain::people::habits::Seasonality;
use crate::domain::people::holidays::HolidayName;
use crate::domain::people::point::Point;
use crate::domain::people::quality::Check;
use crate::domain::people::{IncomeSource, Statement};
use crate::domain::value::score::{Part, Score};
use crate::domain::{Day, Money};
use crate::store::ask::{Card, NamedScore, Profile};
use crate::ui::Look;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::fit;
use crate::views::exports::GridCell;

/// What a row of the profile is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Place,
    Holiday,
    Age,
    Income,
    Business,
    Occasions,
    Season,
    Benefits,
    Usage,
    Loyalty,
    Custom,
    Score(usize),
    Statement(usize),
    Point,
    Checks,
}

/// Rows before those of the user's own fields.
const FIXED: usize = 10;

struct Known {
    topic: Topic,
    label: String,
    value: String,
}

/// Text key of a field of a scale; the name of a field of the user's own.
pub(crate) fn field_name(field: &str, own: &[(String, String)], look: &Look) -> String {
    match field.strip_prefix("custom.") {
        Some(key) => own.iter().find(|(k, _)| k == key).map_or(key, |(_, name)| name).to_owned(),
        None => look.t(&format!("score-f-{}", field.replace('_', "-"))),
    }
}

/// Tenths as `7,3`; whole points without decimals.
pub(crate) fn points(tenths: u64, look: &Look) -> String {
    look.format.decimal(tenths as f64 / 10.0, u32::from(!tenths.is_multiple_of(10)))
}

/// Thousandths as a percentage.
fn percent(thousandths: u32, look: &Look) -> String {
    look.format.percent(f64::from(thousandths) / 1000.0)
}

/// A value of a field of the user's own, in words.
pub(crate) fn own_value(kind: FieldType, value: &str, look: &Look) -> String {
    match kind {
        FieldType::YesNo => look.t(if value == "yes" { "yes" } else { "no" }),
        FieldType::Date => Day::parse_iso(value).map_or_else(|| value.to_owned(), |d| look.format.day(d)),
        FieldType::Money => value
            .replace('.', "")
            .parse()
            .map_or_else(|_| value.to_owned(), |minor| look.format.money(Money(minor))),
        FieldType::Number => {
            let mark = look.format.numbers.decimal_mark().to_string();
            value.replace('.', &mark)
        }
        FieldType::Text | FieldType::Choice => value.to_owned(),
    }
}

/// The months that hold most of a year, largest first: `dic 75 %, jun 25 %`.
pub(crate) fn months(season: &Seasonality, most: usize, look: &Look) -> String {
    let mut all: Vec<(usize, u32)> =
        season.shares.iter().copied().enumerate().filter(|(_, s)| *s > 0).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let shown: Vec<String> = all
        .into_iter()
        .take(most)
        .map(|(month, share)| {
            format!("{} {}", look.format.month_short(month as u32 + 1), percent(share, look))
        })
        .collect();
    shown.join(", ")
}

impl Page {
    fn known(&self, look: &Look) -> Vec<Known> {
        let (Some(card), Some(profile)) = (&self.card, &self.profile) else { return Vec::new() };
        let d = &card.customer.draft;
        let mut rows = Vec::new();
        let mut put = |topic, key: &str, parts: &[String]| {
            let said: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
            let value = if said.is_empty() { look.t("profile-unknown") } else { said.join(" · ") };
            rows.push(Known { topic, label: look.t(key), value });
        };
        let language = match d.language.as_str() {
            "" => String::new(),
            language => look.tf("profile-language", &[("language", language.into())]),
        };
        let province = profile.province.map_or_else(|| d.region.clone(), |p| p.name.to_owned());
        put(
            Topic::Place,
            "profile-place",
            &[
                d.zone.clone(),
                if province == d.zone { String::new() } else { province },
                d.city.clone(),
                d.postal_code.clone(),
                d.country.clone(),
                profile.time_zone.clone(),
                language,
            ],
        );
        put(Topic::Holiday, "profile-holiday", &[holiday(profile, look)]);
        put(Topic::Age, "profile-age", &age(profile, look));
        let source = match d.income_source {
            IncomeSource::Unknown => String::new(),
            source => look.t(&format!("income-{}", source.code())),
        };
        let since = |day: Option<Day>| {
            day.map(|d| look.tf("profile-since", &[("day", look.format.day(d).into())])).unwrap_or_default()
        };
        let income =
            if d.income.is_empty() { Vec::new() } else { vec![d.income.clone(), source, since(d.income_on)] };
        put(Topic::Income, "profile-income", &income);
        let turnover =
            d.turnover.map(|m| look.tf("profile-turnover", &[("amount", look.format.money_whole(m).into())]));
        let employees = d.employees.map(|n| look.tf("profile-employees", &[("n", n.into())]));
        let business = [turnover.unwrap_or_default(), employees.unwrap_or_default(), d.activity.clone()];
        put(Topic::Business, "profile-business", &business);
        let occasions: Vec<String> = profile
            .occasions
            .iter()
            .map(|(name, n)| match n {
                0 => name.clone(),
                n => look.tf("profile-occasion", &[("name", name.into()), ("n", (*n).into())]),
            })
            .collect();
        put(Topic::Occasions, "profile-occasions", &occasions);
        let season = profile.season.map(|s| {
            vec![
                months(&s, 3, look),
                look.tf("profile-next-peak", &[("month", look.format.month(s.next_peak(self.today)).into())]),
            ]
        });
        put(Topic::Season, "profile-season", &season.unwrap_or_default());
        let benefits: Vec<String> = profile
            .benefits
            .iter()
            .map(|(name, n)| look.tf("profile-benefit", &[("name", name.into()), ("n", (*n).into())]))
            .collect();
        put(Topic::Benefits, "profile-benefits", &benefits);
        put(Topic::Usage, "profile-usage", &[usage(profile, look)]);
        put(Topic::Loyalty, "profile-loyalty", &[loyalty(profile, look)]);
        for (field, value) in &profile.fields {
            let value =
                if value.is_empty() { look.t("profile-unknown") } else { own_value(field.kind, value, look) };
            rows.push(Known { topic: Topic::Custom, label: field.name.clone(), value });
        }
        for (at, score) in profile.scores.iter().enumerate() {
            let version = look.tf("profile-version", &[("n", score.version.into())]);
            let value = format!("{} · {version}", self.score_words(score, look));
            rows.push(Known { topic: Topic::Score(at), label: score.name.clone(), value });
        }
        for (at, statement) in profile.statements.iter().enumerate() {
            let label = look.t(&format!("statement-{}", statement.draft.kind.code()));
            let source = &statement.draft.source;
            let day = look.format.day_short(statement.draft.day, self.today);
            let parts =
                [words::one_line(&statement.draft.text), source.clone(), day, statement.author.clone()];
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
            rows.push(Known { topic: Topic::Statement(at), label, value: parts.join(" · ") });
        }
        for point in &profile.points {
            let d = point.told();
            let label = look.t(&format!("point-{}", d.kind.code()));
            let day = |key: &str, on: Option<Day>| {
                on.map(|on| look.tf(key, &[("day", look.format.day_short(on, self.today).into())]))
                    .unwrap_or_default()
            };
            let preferred = if d.preferred { look.t("point-preferred") } else { String::new() };
            let parts = [
                d.value.clone(),
                d.label.clone(),
                d.hours.clone(),
                preferred,
                day("point-invalid", d.invalid_on),
                day("point-verified", d.verified_on),
            ];
            let said: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            rows.push(Known { topic: Topic::Point, label, value: said.join(" · ") });
        }
        if !profile.checks.is_empty() {
            let one = |check: &Check| {
                let field = look.t(&format!("quality-field-{}", check.field.key().replace('_', "-")));
                format!("{field} {}", look.format.day_short(check.day, self.today))
            };
            let value = profile.checks.iter().map(one).collect::<Vec<_>>().join(" · ");
            rows.push(Known { topic: Topic::Checks, label: look.t("quality-profile"), value });
        }
        rows
    }

    /// What is known, one thing a row; what is not known is blank.
    pub(super) fn profile_rows(&self, look: &Look) -> Vec<Vec<GridCell>> {
        let unknown = look.t("profile-unknown");
        let value =
            |known: &Known| if known.value == unknown { GridCell::blank() } else { self.known_cell(known) };
        self.known(look).iter().map(|known| vec![GridCell::text(&known.label), value(known)]).collect()
    }

    /// A value of the profile as what it is: numbers, amounts and days of the user's own fields are no words.
    fn known_cell(&self, known: &Known) -> GridCell {
        let own = self.profile.iter().flat_map(|profile| &profile.fields);
        let own = own.filter(|_| known.topic == Topic::Custom).find(|(field, _)| field.name == known.label);
        match own {
            Some((field, value)) => match field.kind {
                FieldType::Number | FieldType::Money => GridCell::typed(value, '.'),
                FieldType::Date => Day::parse_iso(value).map_or_else(|| GridCell::text(value), GridCell::Day),
                _ => GridCell::text(&known.value),
            },
            None => GridCell::text(&known.value),
        }
    }

    /// Rows of the tab.
    pub(super) fn profile_len(&self) -> usize {
        let profile = self.profile.as_ref().filter(|_| self.card.is_some());
        profile.map_or(0, |p| {
            let listed = p.fields.len() + p.scores.len() + p.statements.len() + p.points.len();
            FIXED + listed + usize::from(!p.checks.is_empty())
        })
    }

    /// What stands under the cursor.
    pub(super) fn topic_here(&self, look: &Look) -> Option<Topic> {
        self.known(look).get(self.at().cursor).map(|k| k.topic)
    }

    /// The statement under the cursor.
    pub(super) fn statement_here(&self) -> Option<&Statement> {
        let profile = self.profile.as_ref()?;
        let before = FIXED + profile.fields.len() + profile.scores.len();
        profile.statements.get(self.at().cursor.checked_sub(before)?)
    }

    /// The way to reach them under the cursor.
    pub(super) fn point_here(&self) -> Option<&Point> {
        let profile = self.profile.as_ref()?;
        let before = FIXED + profile.fields.len() + profile.scores.len() + profile.statements.len();
        profile.points.get(self.at().cursor.checked_sub(before)?)
    }

    pub(super) fn draw_profile(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let rows = self.known(look);
        let right = look.t("profile-hint");
        let inner = Panel::new(look.t("page-profile")).right(right).focused(true).draw(frame, area, look);
        if rows.is_empty() {
            look.put(frame, inner, Span::styled(format!(" {}", look.t("page-wait")), look.theme.dim));
            return;
        }
        let columns =
            [Column::fixed(look.t("profile-c-what"), 17), Column::wide(look.t("profile-c-known"), 20)];
        let table = Table::new(&columns, self.at(), ROWS);
        let unknown = look.t("profile-unknown");
        let shown: Vec<Row<'_>> = rows[table.window(inner)]
            .iter()
            .map(|row| {
                let dim = row.value == unknown;
                Row::new([Line::from(row.label.as_str()), Line::from(row.value.as_str())]).dim(dim)
            })
            .collect();
        table.draw(frame, inner, &shown, look, hits);
    }

    /// `7,3 / 10 · lealtad 9, pago 5`.
    fn score_words(&self, named: &NamedScore, look: &Look) -> String {
        let Some(score) = &named.score else { return look.t("profile-no-score") };
        let whole = look.tf("profile-score", &[("points", points(score.tenths.into(), look).into())]);
        let own = self.own_names();
        let parts: Vec<String> = score
            .parts
            .iter()
            .filter_map(|p| {
                let name = field_name(&p.field, &own, look).to_lowercase();
                Some(format!("{name} {}", points(p.points?.into(), look)))
            })
            .collect();
        format!("{whole} · {}", parts.join(", "))
    }

    fn own_names(&self) -> Vec<(String, String)> {
        let fields = self.profile.iter().flat_map(|p| &p.fields);
        fields.map(|(f, _)| (f.key.clone(), f.name.clone())).collect()
    }

    /// Lines of the overview: one for each scale in use.
    pub(super) fn score_items(&self, columns: usize, look: &Look) -> Vec<Item> {
        let scores = self.profile.iter().flat_map(|p| p.scores.iter().enumerate());
        scores
            .map(|(at, score)| {
                let label = if at == 0 { look.t("page-v-score") } else { score.name.clone() };
                let value = fit(&self.score_words(score, look), columns.saturating_sub(13));
                (look.pair(&fit(&label, 12), &value, 13), Some(Spot::Score(at)))
            })
            .collect()
    }

    /// Where a row of the profile comes from; `None` where it is just written down.
    pub(super) fn explain_topic(&self, topic: Topic, look: &Look) -> Option<(String, Vec<(String, String)>)> {
        let (card, profile) = (self.card.as_deref()?, self.profile.as_deref()?);
        let pair = |key: &str, value: String| (look.t(key), value);
        let formula = |key: &str| pair("explain-formula", look.t(key));
        let rows = match topic {
            Topic::Place => vec![formula("profile-why-place")],
            Topic::Holiday => {
                vec![formula("profile-why-holiday"), pair("explain-now", holiday(profile, look))]
            }
            Topic::Age => {
                vec![formula("profile-why-age"), pair("explain-now", age(profile, look).join(" · "))]
            }
            Topic::Season => {
                let season = profile.season?;
                let amounts: Vec<String> = (0..12)
                    .filter(|m| season.months[*m] != Money::ZERO)
                    .map(|m| {
                        format!(
                            "{} {} ({})",
                            look.format.month_name(m as u32 + 1),
                            look.format.money(season.months[m]),
                            percent(season.shares[m], look)
                        )
                    })
                    .collect();
                vec![formula("profile-why-season"), pair("explain-inputs", amounts.join(", "))]
            }
            Topic::Usage => {
                let cuts = look.tf(
                    "profile-cuts",
                    &[("medium", profile.cuts.medium.into()), ("intensive", profile.cuts.intensive.into())],
                );
                let by = look.t(if profile.terciles { "profile-by-terciles" } else { "profile-by-cuts" });
                vec![
                    formula("profile-why-usage"),
                    pair("explain-inputs", format!("{cuts} · {by}")),
                    pair("explain-now", usage(profile, look)),
                ]
            }
            Topic::Checks => {
                let one = |check: &Check| {
                    let parts = [check.source.as_str(), check.author.as_str()];
                    let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                    let field = look.t(&format!("quality-field-{}", check.field.key().replace('_', "-")));
                    (field, [&[look.format.day(check.day).as_str()], known.as_slice()].concat().join(" · "))
                };
                profile.checks.iter().map(one).collect()
            }
            Topic::Loyalty => loyalty_rows(card, profile, look),
            Topic::Score(at) => return self.explain_score(at, look),
            _ => return None,
        };
        let label = self.known(look).into_iter().find(|k| k.topic == topic)?.label;
        Some((label, rows))
    }

    /// Every part of a score with value, points and weight.
    pub(super) fn explain_score(&self, at: usize, look: &Look) -> Option<(String, Vec<(String, String)>)> {
        let named = self.profile.as_ref()?.scores.get(at)?;
        let own = self.own_names();
        let title = look.tf(
            "profile-scale-title",
            &[
                ("name", (&named.name).into()),
                ("n", named.version.into()),
                ("day", look.format.day(named.day).into()),
            ],
        );
        let mut rows = vec![(look.t("explain-formula"), look.t("profile-why-score"))];
        if let Some(Score { tenths, sum, weights, parts }) = &named.score {
            for part in parts {
                rows.push((field_name(&part.field, &own, look), part_words(part, look)));
            }
            rows.push((
                look.t("explain-now"),
                look.tf(
                    "profile-score-sum",
                    &[
                        ("sum", points(*sum, look).into()),
                        ("weights", (*weights).into()),
                        ("points", points((*tenths).into(), look).into()),
                    ],
                ),
            ));
        } else {
            rows.push((look.t("explain-now"), look.t("profile-no-score")));
        }
        Some((title, rows))
    }
}

fn part_words(part: &Part, look: &Look) -> String {
    let value = if part.value.is_empty() { look.t("profile-unknown") } else { part.value.clone() };
    match part.points {
        Some(tenths) => look.tf(
            "profile-part",
            &[
                ("value", value.into()),
                ("points", points(tenths.into(), look).into()),
                ("weight", part.weight.into()),
            ],
        ),
        None => look.tf("profile-part-out", &[("value", value.into())]),
    }
}

fn holiday(profile: &Profile, look: &Look) -> String {
    profile.holiday.as_ref().map_or_else(String::new, |h| {
        let name = match &h.name {
            HolidayName::National(key) => look.t(&format!("holiday-{key}")),
            HolidayName::Local(name) => name.clone(),
        };
        format!("{} · {name}", look.format.day_words(h.day))
    })
}

fn age(profile: &Profile, look: &Look) -> Vec<String> {
    let Some(age) = profile.age else { return Vec::new() };
    let mut parts = vec![look.tf("form-age", &[("n", age.into())])];
    parts.extend(profile.generation.as_ref().map(|g| look.tf("profile-generation", &[("name", g.into())])));
    parts.extend(
        profile.birthday.map(|b| look.tf("profile-birthday", &[("day", look.format.day_words(b).into())])),
    );
    parts
}

fn usage(profile: &Profile, look: &Look) -> String {
    let word = match profile.usage {
        Some(usage) => look.t(&format!("usage-{}", usage.key())),
        None => look.t("usage-none"),
    };
    look.tf(
        "profile-usage-words",
        &[
            ("usage", word.into()),
            ("n", profile.orders_12m.into()),
            ("medium", profile.cuts.medium.into()),
            ("intensive", profile.cuts.intensive.into()),
        ],
    )
}

fn loyalty(profile: &Profile, look: &Look) -> String {
    let l = &profile.loyalty;
    let (Some(index), Some(class)) = (l.index, l.class) else { return look.t("profile-loyalty-untold") };
    let class = look.t(&format!("loyalty-{}", class.key()));
    let parts =
        [("profile-breadth", l.breadth), ("profile-regularity", l.regularity), ("profile-share", l.share)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(key, part)| Some(format!("{} {}", look.t(key), percent(part?, look))))
        .collect();
    let head = look.tf(
        "profile-loyalty-words",
        &[("class", class.into()), ("points", look.format.decimal(f64::from(index) / 100.0, 1).into())],
    );
    if parts.is_empty() { head } else { format!("{head} · {}", parts.join(" × ")) }
}

fn loyalty_rows(card: &Card, profile: &Profile, look: &Look) -> Vec<(String, String)> {
    let (l, input) = (&profile.loyalty, &profile.loyalty_input);
    let part = |part: Option<u32>| part.map_or_else(|| look.t("profile-part-unknown"), |p| percent(p, look));
    let wallet = match input.wallet {
        Some(wallet) => {
            let on = card.customer.draft.wallet_on.map(|d| look.format.day(d)).unwrap_or_default();
            look.tf(
                "profile-wallet",
                &[
                    ("revenue", look.format.money(input.revenue).into()),
                    ("wallet", look.format.money(wallet).into()),
                    ("day", on.into()),
                ],
            )
        }
        None => look.t("profile-no-wallet"),
    };
    vec![
        (look.t("explain-formula"), look.t("profile-why-loyalty")),
        (
            look.t("profile-breadth-long"),
            format!(
                "{} · {}",
                part(l.breadth),
                look.tf(
                    "profile-categories",
                    &[("bought", input.categories.into()), ("sold", input.sold.into())]
                )
            ),
        ),
        (
            look.t("profile-regularity-long"),
            format!(
                "{} · {}",
                part(l.regularity),
                look.tf("profile-days", &[("n", input.days.len().into())])
            ),
        ),
        (look.t("profile-share-long"), format!("{} · {wallet}", part(l.share))),
        (look.t("explain-now"), loyalty(profile, look)),
    ]
}
