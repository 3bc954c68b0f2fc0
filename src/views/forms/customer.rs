//! The form of a customer, new or known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::values::{
    email, next_typed, next_words, phone, read_day, read_money, read_number, read_when, typed_money,
};
use super::{Sheet, choice, coded, judge, offer, required, text};
use crate::domain::base::names::{digits, tidy};
use crate::domain::change::Change;
use crate::domain::people::age::Birth;
use crate::domain::people::customer::NextContact;
use crate::domain::people::{Consent, CustomerDraft, CustomerId, FieldDef, FieldType, IncomeSource, LabelId};
use crate::domain::{Day, Money};
use crate::store::ask::{Card, Question, Vocabulary};
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// What the form is about: nobody yet, or a customer as they stood when it was opened.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct CustomerSheet {
    id: Option<CustomerId>,
    draft: CustomerDraft,
    labels: Vec<LabelId>,
    next: Option<NextContact>,
}

/// Ticks of the field of consents.
const CHANNELS: [&str; 4] = ["phone", "email", "sms", "post"];

/// Fields that decide who may be meant already.
const TELLING: [&str; 6] = ["name", "company", "tax_id", "phone", "mobile", "email"];

impl CustomerSheet {
    pub(super) fn new(existing: Option<&Card>) -> Self {
        existing.map_or_else(Self::default, |card| Self {
            id: Some(card.customer.id),
            draft: card.customer.draft.clone(),
            labels: card.customer.labels.clone(),
            next: card.customer.next.clone(),
        })
    }

    /// A new one, of whom a phone or a name is known.
    pub(super) fn called(typed: &str) -> Self {
        let is_phone = typed.chars().all(|c| c.is_ascii_digit() || " +-.()".contains(c));
        let mut sheet = Self::default();
        let field = if is_phone { &mut sheet.draft.phone } else { &mut sheet.draft.name };
        typed.clone_into(field);
        sheet
    }

    /// The customer as typed; what cannot be read stays as it was (saving is refused before that).
    fn typed(&self, form: &Form, cx: &Cx<'_>) -> CustomerDraft {
        let get = |key: &str| tidy(&form.get(key));
        let ticked = form.get("consents");
        let consent = |channel: &str, was: Consent| match (ticked.split(',').any(|c| c == channel), was) {
            (true, _) => Consent::Yes,
            // A tick taken away is a no; nothing said stays nothing said.
            (false, Consent::Yes) => Consent::No,
            (false, was) => was,
        };
        let birth = read_birth(&form.get("birth_year"), cx).ok().flatten();
        let day = |key: &str| read_day(&form.get(key), cx.today, cx.look).ok();
        let amount = |key: &str| read_money(&form.get(key), cx.look, &cx.currency()).ok();
        CustomerDraft {
            code: self.draft.code.clone(),
            fax: self.draft.fax.clone(),
            name: get("name"),
            contact: get("contact"),
            company: get("company"),
            tax_id: get("tax_id"),
            phone: get("phone"),
            mobile: get("mobile"),
            email: get("email"),
            address: get("address"),
            city: get("city"),
            region: get("region"),
            postal_code: get("postal_code"),
            country: get("country"),
            zone: get("zone"),
            birth_year: birth.map(Birth::year),
            income: get("income"),
            occasion: get("occasion"),
            benefit: get("benefit"),
            owner: get("owner"),
            source: get("source"),
            since: read_day(&form.get("since"), cx.today, cx.look).ok(),
            consent_phone: consent("phone", self.draft.consent_phone),
            consent_email: consent("email", self.draft.consent_email),
            consent_sms: consent("sms", self.draft.consent_sms),
            consent_post: consent("post", self.draft.consent_post),
            language: get("language"),
            timezone: get("timezone"),
            birth_day: birth.and_then(|b| match b {
                Birth::Day(day) => Some(day),
                Birth::Year(_) => None,
            }),
            income_source: IncomeSource::from_code(&form.get("income_source")).unwrap_or_default(),
            income_on: day("income_on"),
            turnover: amount("turnover"),
            employees: form.get("employees").trim().parse().ok(),
            activity: get("activity"),
            wallet: amount("wallet"),
            wallet_on: day("wallet_on"),
            custom: Self::typed_custom(form, cx),
        }
    }

    /// Values of the user's own fields, those without one left out.
    fn typed_custom(form: &Form, cx: &Cx<'_>) -> BTreeMap<String, String> {
        let fields = cx.portfolio.map_or(&[][..], |p| &p.fields);
        let decimals = cx.currency().decimals;
        let typed = fields.iter().filter_map(|f| {
            let value = read_own(f, &form.get(&own_key(f)), decimals, cx).ok()?;
            (!value.is_empty()).then(|| (f.key.clone(), value))
        });
        typed.collect()
    }

    /// Next contact as typed; `None` where there is none or the text says none.
    fn typed_next(&self, form: &Form, cx: &Cx<'_>) -> Option<NextContact> {
        let note = form.get("next_note");
        let typed = form.get("next");
        // Untouched it stays, even where its day has passed meanwhile.
        match &self.next {
            Some(next) if typed == next_typed(next) => Some(NextContact { note, ..next.clone() }),
            _ => read_when(&typed, cx.now, &note, cx.look).ok().flatten(),
        }
    }
}

impl CustomerSheet {
    /// Verdicts on days, amounts, numbers and fields of the user's own.
    fn check_more(form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        for key in ["income_on", "wallet_on"] {
            let typed = form.get(key);
            let verdict = match read_day(&typed, cx.today, look) {
                _ if typed.is_empty() => Ok(String::new()),
                Ok(day) if day > cx.today => Err(look.t("form-not-yet")),
                other => other.map(|day| format!("→ {}", look.format.day_words(day))),
            };
            judge(form, key, all, verdict);
        }
        for key in ["wallet", "turnover"] {
            let typed = form.get(key);
            let verdict = match read_money(&typed, look, &cx.currency()) {
                _ if typed.is_empty() => Ok(String::new()),
                Ok(amount) if amount < Money::ZERO => Err(look.t("form-bad-price")),
                other => other.map(|amount| format!("→ {}", look.format.money(amount))),
            };
            judge(form, key, all, verdict);
        }
        let typed = form.get("employees");
        let good = typed.is_empty() || typed.trim().parse::<u32>().is_ok();
        judge(form, "employees", all, if good { Ok(String::new()) } else { Err(look.t("form-bad-number")) });
        let decimals = cx.currency().decimals;
        for field in cx.portfolio.map_or(&[][..], |p| &p.fields) {
            let key = own_key(field);
            let verdict = read_own(field, &form.get(&key), decimals, cx).map(|value| match field.kind {
                _ if value.is_empty() => String::new(),
                FieldType::Date | FieldType::Money => {
                    format!("→ {}", crate::views::customer::profile::own_value(field.kind, &value, look))
                }
                _ => String::new(),
            });
            judge(form, &key, all, verdict);
        }
    }
}

/// Key in the form of a field of the user's own.
fn own_key(field: &FieldDef) -> String {
    format!("custom.{}", field.key)
}

/// A field of the user's own: a list for yes and no and for choices, else a text.
fn own_field(field: &FieldDef, value: &str, look: &Look) -> Field {
    let options = match field.kind {
        FieldType::YesNo => ["yes", "no"].map(|k| (k.to_owned(), look.t(k))).to_vec(),
        FieldType::Choice => field.choices.iter().map(|c| (c.clone(), c.clone())).collect(),
        _ => {
            let mark = look.format.numbers.decimal_mark().to_string();
            let numeric = matches!(field.kind, FieldType::Number | FieldType::Money);
            let typed = if numeric { value.replace('.', &mark) } else { value.to_owned() };
            return Field::text(&own_key(field), field.name.clone())
                .hint(look.t(&format!("field-{}", field.kind.code().replace('_', "-"))))
                .value(&typed);
        }
    };
    let options = std::iter::once((String::new(), look.t("none"))).chain(options).collect();
    Field::of(&own_key(field), field.name.clone(), FieldKind::Choice { options, free: false }).value(value)
}

/// A value of a field of the user's own as typed, in the form it is kept in.
fn read_own(field: &FieldDef, typed: &str, decimals: u32, cx: &Cx<'_>) -> Result<String, String> {
    let look = cx.look;
    if typed.is_empty() {
        return Ok(String::new());
    }
    let plain = match field.kind {
        FieldType::Number => read_number(typed, look)?.to_string(),
        FieldType::Money => read_money(typed, look, &cx.currency())?.plain(decimals),
        FieldType::Date => read_day(typed, cx.today, look)?.to_string(),
        _ => typed.to_owned(),
    };
    field.canonical(&plain, decimals).ok_or_else(|| look.t("form-bad-value"))
}

/// When somebody was born as typed: a year, or a day.
fn read_birth(typed: &str, cx: &Cx<'_>) -> Result<Option<Birth>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let this_year = cx.today.ymd().0;
    let birth = match typed.parse::<i32>() {
        Ok(year) => Birth::Year(year),
        Err(_) => Birth::Day(read_day(typed, cx.today, cx.look)?),
    };
    let plausible = (this_year - 130..=this_year).contains(&birth.year()) && birth.age(cx.today).is_some();
    if plausible { Ok(Some(birth)) } else { Err(cx.look.t("form-bad-year")) }
}

impl Sheet for CustomerSheet {
    fn key(&self) -> String {
        self.id.map_or_else(|| "form:customer:new".to_owned(), |id| format!("form:customer:{id}"))
    }

    fn covers(&self) -> bool {
        true
    }

    fn crumb(&self, look: &Look) -> Option<String> {
        let here = if self.id.is_some() { self.draft.name.clone() } else { look.t("form-customer-new") };
        Some(format!("{} › {here}", look.t("page-customers")))
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }

    fn is_self(&self, id: CustomerId) -> bool {
        self.id == Some(id)
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let d = &self.draft;
        let optional = look.t("form-optional");
        let ticked = [d.consent_phone, d.consent_email, d.consent_sms, d.consent_post];
        let ticked: Vec<&str> =
            CHANNELS.into_iter().zip(ticked).filter(|(_, c)| *c == Consent::Yes).map(|(c, _)| c).collect();
        let consents = CHANNELS.map(|c| (c.to_owned(), look.t(&format!("form-consent-{c}")))).to_vec();
        let labels: Vec<String> = self.labels.iter().map(ToString::to_string).collect();
        let since = d.since.map(|day| day.to_string()).unwrap_or_default();
        let written = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let money = |m: Option<Money>| m.map(|m| typed_money(m, &cx.currency(), look)).unwrap_or_default();
        let mut fields = vec![
            text("name", look).required().value(&d.name),
            text("contact", look).value(&d.contact),
            text("phone", look).value(&d.phone),
            text("mobile", look).value(&d.mobile),
            text("email", look).value(&d.email),
            choice("zone", look).hint(look.t("form-hint-list")).value(&d.zone),
            Field::of("labels", look.t("form-f-labels"), FieldKind::Labels(cx.labels.to_vec()))
                .hint(if cx.labels.is_empty() {
                    look.t("form-hint-no-labels")
                } else {
                    look.t("form-hint-labels")
                })
                .value(&labels.join(",")),
            text("next", look)
                .hint(look.t("form-hint-next"))
                .value(&self.next.as_ref().map(next_typed).unwrap_or_default()),
            text("next_note", look)
                .hint(look.t("form-hint-next-note"))
                .value(self.next.as_ref().map_or("", |n| &n.note)),
            choice("owner", look).hint(look.t("form-hint-list")).value(&d.owner),
            choice("source", look).hint(look.t("form-hint-list")).value(&d.source),
            text("since", look).hint(look.t("form-hint-since")).value(&since),
            Field::of("consents", look.t("form-f-consents"), FieldKind::Multi(consents))
                .value(&ticked.join(",")),
            text("company", look).value(&d.company),
            text("tax_id", look).value(&d.tax_id),
            text("address", look).value(&d.address),
            text("postal_code", look).value(&d.postal_code),
            text("city", look).value(&d.city),
            text("region", look).value(&d.region),
            text("country", look).value(&d.country),
            text("birth_year", look).hint(optional.clone()).value(&match d.birth() {
                Some(Birth::Day(day)) => day.to_string(),
                Some(Birth::Year(year)) => year.to_string(),
                None => String::new(),
            }),
            text("income", look).hint(optional.clone()).value(&d.income),
            text("occasion", look).hint(look.t("form-hint-several")).value(&d.occasion),
            text("benefit", look).hint(look.t("form-hint-several")).value(&d.benefit),
            coded("income_source", look, &IncomeSource::ALL, IncomeSource::code, "income", d.income_source),
            text("income_on", look).hint(optional.clone()).value(&written(d.income_on)),
            text("wallet", look).hint(look.t("form-hint-wallet")).value(&money(d.wallet)),
            text("wallet_on", look).hint(optional.clone()).value(&written(d.wallet_on)),
            text("turnover", look).hint(optional.clone()).value(&money(d.turnover)),
            text("employees", look)
                .hint(optional.clone())
                .value(&d.employees.map(|n| n.to_string()).unwrap_or_default()),
            text("activity", look).hint(look.t("form-hint-activity")).value(&d.activity),
            text("language", look).hint(optional.clone()).value(&d.language),
            text("timezone", look).hint(look.t("form-hint-timezone")).value(&d.timezone),
        ];
        let own = cx.portfolio.map_or(&[][..], |p| &p.fields);
        fields
            .extend(own.iter().map(|f| own_field(f, d.custom.get(&f.key).map_or("", String::as_str), look)));
        match self.id {
            Some(_) => Form::new(look.t("form-customer-edit"), fields),
            None => Form::new(look.t("form-customer-new"), fields).with_another(),
        }
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        let words = |list: &[(String, usize)]| list.iter().map(|(w, _)| w.clone()).collect::<Vec<_>>();
        offer(form, "zone", words(&vocabulary.zones));
        offer(form, "owner", words(&vocabulary.owners));
        offer(form, "source", words(&vocabulary.sources));
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        required(form, "name", all, look);
        for key in ["phone", "mobile"] {
            let verdict = phone(&form.get(key), look);
            judge(form, key, all, verdict);
        }
        let verdict = email(&form.get("email"), look);
        judge(form, "email", all, verdict);

        let since = form.get("since");
        let verdict = if since.is_empty() {
            Ok(String::new())
        } else {
            read_day(&since, cx.today, look).map(|day| format!("→ {}", look.format.day_words(day)))
        };
        judge(form, "since", all, verdict);

        let next = form.get("next");
        let stands = self.next.as_ref().filter(|n| next_typed(n) == next);
        let verdict = match (next.is_empty(), stands) {
            (true, _) => Ok(String::new()),
            (_, Some(next)) => Ok(format!("→ {}", next_words(next, look))),
            _ => read_when(&next, cx.now, "", look).map(|next| {
                next.map_or_else(|| look.t("form-next-none"), |n| format!("→ {}", next_words(&n, look)))
            }),
        };
        judge(form, "next", all, verdict);

        let verdict = read_birth(&form.get("birth_year"), cx).map(|birth| {
            birth
                .and_then(|b| b.age(cx.today))
                .map_or(String::new(), |n| look.tf("form-age", &[("n", n.into())]))
        });
        judge(form, "birth_year", all, verdict);
        Self::check_more(form, cx, all);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let draft = self.typed(form, cx);
        let labels: Vec<LabelId> = form.get("labels").split(',').filter_map(|id| id.parse().ok()).collect();
        let next = self.typed_next(form, cx);
        let Some(id) = self.id else {
            return Some(Change::AddCustomer { draft, labels, next, note: String::new() });
        };
        let mut changes = Vec::new();
        if draft != self.draft || labels != self.labels {
            changes.push(Change::EditCustomer { id, draft, labels });
        }
        if next != self.next {
            changes.push(Change::SetNext { customers: vec![id], next });
        }
        match changes.len() {
            0 => None,
            1 => changes.pop(),
            _ => Some(Change::Batch(changes)),
        }
    }

    fn similar(&self, form: &Form, field: Option<&str>, cx: &Cx<'_>) -> Option<Question> {
        if !field.is_none_or(|f| TELLING.contains(&f)) {
            return None;
        }
        let draft = self.typed(form, cx);
        let enough = draft.name.chars().count() >= 3
            || [&draft.phone, &draft.mobile].iter().any(|p| digits(p).len() >= 6)
            || draft.email.contains('@')
            || draft.tax_id.len() >= 6;
        let unchanged = self.id.is_some()
            && (&draft.name, &draft.phone, &draft.mobile, &draft.email, &draft.tax_id)
                == (
                    &self.draft.name,
                    &self.draft.phone,
                    &self.draft.mobile,
                    &self.draft.email,
                    &self.draft.tax_id,
                );
        (enough && !unchanged).then(|| Question::Similar(Box::new(draft)))
    }
}
