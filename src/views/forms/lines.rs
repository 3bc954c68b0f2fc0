//! The lines of a document in a form: product, quantity, price and discount each, one more whenever the last is filled.

use rust_decimal::Decimal;

use super::judge;
use super::values::{read_money, read_number, typed, typed_money};
use crate::domain::base::names::{fold, tidy};
use crate::domain::trade::Line;
use crate::domain::{Currency, Money};
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// A product that is known: code, name, category, last price in minor units.
pub(super) type Product = (String, String, String, Money);

/// Lines a form has at most.
const MOST_LINES: usize = 200;

/// What is known when lines are read: the products there are, and the lines as they were.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub products: &'a [Product],
    pub before: &'a [Line],
}

impl Known<'_> {
    /// The four fields of line `n`, counted from 1.
    pub fn fields(&self, n: usize, line: Option<&Line>, look: &Look) -> Vec<Field> {
        let number = |d: Decimal| typed(d, look);
        let options = self.products.iter().map(|(_, name, _, _)| (name.clone(), name.clone())).collect();
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

    /// Fields of all lines there were, and of an empty one.
    pub fn all_fields(&self, look: &Look) -> Vec<Field> {
        (1..=self.before.len() + 1).flat_map(|n| self.fields(n, self.before.get(n - 1), look)).collect()
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
        let known = self.products.iter().find(|(_, name, _, _)| fold(name) == fold(&product));
        // What the form does not show stays with a line whose product stays.
        let before = self.before.get(n - 1).filter(|l| l.product == product);
        let cost = before.filter(|l| l.quantity == quantity).and_then(|l| l.cost);
        let code = before.map(|l| l.code.clone()).or_else(|| known.map(|k| k.0.clone())).unwrap_or_default();
        let category =
            before.map(|l| l.category.clone()).or_else(|| known.map(|k| k.2.clone())).unwrap_or_default();
        Some(Ok(Line { code, product, category, quantity, unit_price, discount, amount, cost }))
    }

    /// Every line that is not empty; `None` where one cannot be read.
    pub fn read(&self, form: &Form, cx: &Cx<'_>) -> Option<Vec<Line>> {
        let all: Result<Vec<Line>, _> = (1..=count(form)).filter_map(|n| self.line(form, n, cx)).collect();
        all.ok()
    }

    /// After a field changed: another line after the last one, before the `after` fields at the end; price and quantity
    /// of a known product.
    pub fn changed(&self, form: &mut Form, field: &str, after: usize, cx: &Cx<'_>) {
        let Some(n) = field.strip_prefix("product").and_then(|n| n.parse::<usize>().ok()) else { return };
        if n > MOST_LINES {
            return;
        }
        // The last line is being filled: another one after it. A draft may name lines that are not there yet.
        for missing in count(form) + 1..=n + 1 {
            let at = form.fields.len().saturating_sub(after);
            form.fields.splice(at..at, self.fields(missing, None, cx.look));
        }
        let product = form.get(field);
        let Some((_, _, _, price)) = self.products.iter().find(|(_, name, _, _)| *name == product) else {
            return;
        };
        if form.get(&key("price", n)).is_empty() && *price > Money::ZERO {
            form.set(&key("price", n), &typed_money(*price, &cx.currency(), cx.look));
        }
        if form.get(&key("quantity", n)).is_empty() {
            form.set(&key("quantity", n), "1");
        }
    }

    /// Says what every line and the field `total` come to; an amount that differs is an error.
    pub fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
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
        let verdict = match (filled, total(form, look, &cx.currency())) {
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
}

/// Offers the names of products in every line.
pub(super) fn offer_products(form: &mut Form, products: &[Product]) {
    let names: Vec<String> = products.iter().map(|(_, name, _, _)| name.clone()).collect();
    for n in 1..=count(form) {
        super::offer(form, &key("product", n), names.iter().cloned());
    }
}

/// The total as typed, where one is.
pub(super) fn total(form: &Form, look: &Look, currency: &Currency) -> Option<Result<Money, String>> {
    let text = form.get("total");
    (!text.is_empty()).then(|| read_money(&text, look, currency))
}

fn key(field: &str, n: usize) -> String {
    format!("{field}{n}")
}

/// Lines the form has room for.
fn count(form: &Form) -> usize {
    form.fields.iter().filter(|f| f.key.starts_with("product")).count()
}
