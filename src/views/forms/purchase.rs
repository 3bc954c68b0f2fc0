//! The form of a purchase: a total alone, or lines that add up to it. Filling the last line brings another.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::values::{read_day, read_money, read_number, typed, typed_money};
use super::{Sheet, choice, judge, text};
use crate::domain::base::names::{fold, tidy};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::custom::several;
use crate::domain::trade::{Line, Purchase, PurchaseDraft, PurchaseId};
use crate::domain::{Currency, Day, Money};
use crate::store::ask::Vocabulary;
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// A product that is known: code, name, category, last price in minor units.
type Product = (String, String, String, Money);

/// Whose purchase, and which where it is known already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PurchaseSheet {
    customer: CustomerId,
    name: String,
    existing: Option<PurchaseId>,
    draft: Option<PurchaseDraft>,
    #[serde(skip)]
    products: std::cell::RefCell<Vec<Product>>,
}

/// Lines a form has at most.
const MOST_LINES: usize = 200;

impl PurchaseSheet {
    pub(super) fn new(customer: CustomerId, name: &str) -> Self {
        Self { customer, name: name.to_owned(), existing: None, draft: None, products: Vec::new().into() }
    }

    pub(super) fn edit(customer: CustomerId, name: &str, purchase: &Purchase, lines: &[Line]) -> Self {
        let draft = PurchaseDraft {
            customer: Some(customer),
            number: purchase.number.clone(),
            day: purchase.day,
            amount: purchase.amount,
            lines: lines.to_vec(),
            channel: purchase.channel.clone(),
            seller: purchase.seller.clone(),
            note: purchase.note.clone(),
            occasion: purchase.occasion.clone(),
        };
        Self { existing: Some(purchase.id), draft: Some(draft), ..Self::new(customer, name) }
    }

    /// The four fields of line `n`, counted from 1.
    fn line_fields(&self, n: usize, line: Option<&Line>, look: &Look) -> Vec<Field> {
        let number = |d: Decimal| typed(d, look);
        let options =
            self.products.borrow().iter().map(|(_, name, _, _)| (name.clone(), name.clone())).collect();
        let label = |key: &str| look.tf(&format!("form-f-{key}"), &[("n", n.into())]);
        let percent = |l: &Line| l.discount * Decimal::ONE_HUNDRED;
        vec![
            Field::of(&key("product", n), label("product"), FieldKind::Choice { options, free: true })
                .hint(if n == 1 { look.t("form-hint-lines") } else { String::new() })
                .value(line.map_or("", |l| &l.product)),
            Field::text(&key("quantity", n), label("quantity"))
                .value(&line.map(|l| number(l.quantity)).unwrap_or_default()),
            Field::text(&key("price", n), label("price"))
                .value(&line.map(|l| number(l.unit_price)).unwrap_or_default()),
            Field::text(&key("discount", n), label("discount"))
                .hint(look.t("form-optional"))
                .value(&line.map(percent).filter(|d| !d.is_zero()).map(number).unwrap_or_default()),
        ]
    }

    /// What line `n` says; `None` where it is empty, an error with its field where it cannot be read.
    fn line(&self, form: &Form, n: usize, cx: &Cx<'_>) -> Option<Result<Line, (String, String)>> {
        let look = cx.look;
        let product = tidy(&form.get(&key("product", n)));
        let texts = ["quantity", "price", "discount"].map(|k| form.get(&key(k, n)));
        if product.is_empty() && texts.iter().all(String::is_empty) {
            return None;
        }
        let wrong = |field: &str, why: String| Some(Err((key(field, n), why)));
        if product.is_empty() {
            return wrong("product", look.t("form-required"));
        }
        let quantity = match texts[0].as_str() {
            "" => Ok(Decimal::ONE),
            text => read_number(text, look),
        };
        let quantity = match quantity {
            Ok(quantity) => quantity,
            Err(why) => return wrong("quantity", why),
        };
        if texts[1].is_empty() {
            return wrong("price", look.t("form-required"));
        }
        let unit_price = match read_number(&texts[1], look) {
            Ok(price) if price >= Decimal::ZERO => price,
            Ok(_) => return wrong("price", look.t("form-bad-price")),
            Err(why) => return wrong("price", why),
        };
        let percent = match texts[2].trim().trim_end_matches('%') {
            "" => Ok(Decimal::ZERO),
            text => read_number(text, look),
        };
        let discount = match percent {
            Ok(p) if (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&p) => p / Decimal::ONE_HUNDRED,
            _ => return wrong("discount", look.t("form-bad-discount")),
        };
        let Some(amount) = Money::of_line(quantity, unit_price, discount, cx.currency().decimals) else {
            return wrong("price", look.t("form-bad-large"));
        };
        let products = self.products.borrow();
        let known = products.iter().find(|(_, name, _, _)| fold(name) == fold(&product));
        // What the form does not show stays with a line whose product stays.
        let before = self.draft.as_ref().and_then(|d| d.lines.get(n - 1)).filter(|l| l.product == product);
        let cost = before.filter(|l| l.quantity == quantity).and_then(|l| l.cost);
        let code = before.map(|l| l.code.clone()).or_else(|| known.map(|k| k.0.clone())).unwrap_or_default();
        let category =
            before.map(|l| l.category.clone()).or_else(|| known.map(|k| k.2.clone())).unwrap_or_default();
        Some(Ok(Line { code, product, category, quantity, unit_price, discount, amount, cost }))
    }

    fn lines(&self, form: &Form, cx: &Cx<'_>) -> Vec<Result<Line, (String, String)>> {
        (1..=count(form)).filter_map(|n| self.line(form, n, cx)).collect()
    }

    /// The total as typed, where one is.
    fn total(form: &Form, look: &Look, currency: &Currency) -> Option<Result<Money, String>> {
        let text = form.get("total");
        (!text.is_empty()).then(|| read_money(&text, look, currency))
    }
}

fn key(field: &str, n: usize) -> String {
    format!("{field}{n}")
}

/// Lines the form has room for.
fn count(form: &Form) -> usize {
    form.fields.iter().filter(|f| f.key.starts_with("product")).count()
}

impl Sheet for PurchaseSheet {
    fn key(&self) -> String {
        match self.existing {
            Some(id) => format!("form:purchase:{}:{id}", self.customer),
            None => format!("form:purchase:{}", self.customer),
        }
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = self.draft.as_ref();
        let day = old.map_or_else(|| look.t("date-today"), |d| d.day.to_string());
        let alone = old.filter(|d| d.lines.is_empty());
        let total = alone.map(|d| typed_money(d.amount, &cx.currency(), look)).unwrap_or_default();
        let word = |of: fn(&PurchaseDraft) -> &String| old.map(|d| of(d).clone()).unwrap_or_default();
        let mut fields = vec![
            text("day", look).required().hint(look.t("form-hint-since")).value(&day),
            text("total", look).hint(look.t("form-hint-total")).value(&total),
            text("number", look).hint(look.t("form-hint-number")).value(&word(|d| &d.number)),
            text("way", look).hint(look.t("form-optional")).value(&word(|d| &d.channel)),
            choice("seller", look).hint(look.t("form-hint-list")).value(&word(|d| &d.seller)),
            text("remark", look).hint(look.t("form-optional")).value(&word(|d| &d.note)),
        ];
        let lines = old.map_or(&[][..], |d| &d.lines);
        for n in 1..=lines.len() + 1 {
            fields.extend(self.line_fields(n, lines.get(n - 1), look));
        }
        fields.push(text("occasion", look).hint(look.t("form-hint-several")).value(&word(|d| &d.occasion)));
        let title = if old.is_some() { "form-purchase-edit" } else { "form-purchase-new" };
        let form = Form::new(format!("{} · {}", look.t(title), self.name), fields);
        if old.is_some() { form } else { form.with_another() }
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        self.products.borrow_mut().clone_from(&vocabulary.products);
        super::offer(form, "seller", vocabulary.owners.iter().map(|(w, _)| w.clone()));
        let names: Vec<String> = vocabulary.products.iter().map(|(_, name, _, _)| name.clone()).collect();
        for n in 1..=count(form) {
            super::offer(form, &key("product", n), names.iter().cloned());
        }
    }

    fn changed(&mut self, form: &mut Form, field: &str, cx: &Cx<'_>) {
        let Some(n) = field.strip_prefix("product").and_then(|n| n.parse::<usize>().ok()) else { return };
        if n > MOST_LINES {
            return;
        }
        // The last line is being filled: another one after it. A draft may name lines that are not there yet.
        for missing in count(form) + 1..=n + 1 {
            // Before the occasion, which is the last field.
            let at = form.fields.len().saturating_sub(1);
            form.fields.splice(at..at, self.line_fields(missing, None, cx.look));
        }
        let product = form.get(field);
        let products = self.products.borrow();
        let Some((_, _, _, price)) = products.iter().find(|(_, name, _, _)| *name == product) else { return };
        if form.get(&key("price", n)).is_empty() && *price > Money::ZERO {
            form.set(&key("price", n), &typed_money(*price, &cx.currency(), cx.look));
        }
        if form.get(&key("quantity", n)).is_empty() {
            form.set(&key("quantity", n), "1");
        }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let currency = cx.currency();
        let verdict = read_day(&form.get("day"), cx.today, look);
        let verdict = match verdict {
            Ok(day) if day > cx.today => Err(look.t("form-not-yet")),
            other => other.map(|day: Day| format!("→ {}", look.format.day_words(day))),
        };
        judge(form, "day", all, verdict);

        let mut sum = Money::ZERO;
        let mut filled = false;
        for n in 1..=count(form) {
            for field in ["product", "quantity", "price", "discount"] {
                form.set_error(&key(field, n), None);
                form.set_echo(&key(field, n), "");
            }
            match self.line(form, n, cx) {
                None => {}
                Some(Ok(line)) => {
                    filled = true;
                    sum = Money(sum.0.saturating_add(line.amount.0));
                    form.set_echo(&key("product", n), look.format.money(line.amount));
                }
                Some(Err((field, why))) => {
                    filled = true;
                    judge(form, &field, all, Err(why));
                }
            }
        }
        let total = Self::total(form, look, &currency);
        let verdict = match (filled, total) {
            (_, Some(Err(why))) => Err(why),
            (true, Some(Ok(total))) if total != sum => {
                Err(look.tf("form-total-differs", &[("sum", look.format.money(sum).into())]))
            }
            (true, _) => Ok(look.tf("form-total-sum", &[("sum", look.format.money(sum).into())])),
            (false, Some(Ok(total))) if total < Money::ZERO => {
                Ok(look.tf("form-total-credit", &[("sum", look.format.money(total).into())]))
            }
            (false, Some(Ok(total))) => Ok(format!("→ {}", look.format.money(total))),
            (false, None) if all => Err(look.t("form-required")),
            (false, None) => Ok(String::new()),
        };
        judge(form, "total", all, verdict);
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let lines: Vec<Line> = self.lines(form, cx).into_iter().collect::<Result<_, _>>().ok()?;
        let amount = if lines.is_empty() {
            Self::total(form, cx.look, &cx.currency())?.ok()?
        } else {
            lines.iter().map(|l| l.amount).sum()
        };
        let draft = PurchaseDraft {
            customer: Some(self.customer),
            number: tidy(&form.get("number")),
            day: read_day(&form.get("day"), cx.today, cx.look).ok()?,
            amount,
            lines,
            channel: tidy(&form.get("way")),
            seller: tidy(&form.get("seller")),
            note: tidy(&form.get("remark")),
            occasion: several(&form.get("occasion")).join(", "),
        };
        match self.existing {
            Some(_) if self.draft.as_ref() == Some(&draft) => None,
            Some(id) => Some(Change::EditPurchase { id, draft }),
            None => Some(Change::AddPurchase(draft)),
        }
    }
}
