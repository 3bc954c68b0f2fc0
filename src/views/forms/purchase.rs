//! The form of a purchase: a total alone, or lines that add up to it. Filling the last line brings another.

use serde::{Deserialize, Serialize};

use super::lines::{Known, Product, offer_products, total};
use super::values::{read_day, typed_money};
use super::{Sheet, choice, judge, text};
use crate::domain::Day;
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::custom::several;
use crate::domain::trade::{Line, Purchase, PurchaseDraft, PurchaseId};
use crate::store::ask::Vocabulary;
use crate::ui::form::Form;
use crate::views::Cx;

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

    /// Does something with what is known of products and lines.
    fn with_known<T>(&self, work: impl FnOnce(Known<'_>) -> T) -> T {
        let products = self.products.borrow();
        let before = self.draft.as_ref().map_or(&[][..], |d| &d.lines);
        work(Known { products: &products, before })
    }
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
        fields.extend(self.with_known(|known| known.all_fields(look)));
        fields.push(text("occasion", look).hint(look.t("form-hint-several")).value(&word(|d| &d.occasion)));
        let title = if old.is_some() { "form-purchase-edit" } else { "form-purchase-new" };
        let form = Form::new(format!("{} · {}", look.t(title), self.name), fields);
        if old.is_some() { form } else { form.with_another() }
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        self.products.borrow_mut().clone_from(&vocabulary.products);
        super::offer(form, "seller", vocabulary.owners.iter().map(|(w, _)| w.clone()));
        offer_products(form, &vocabulary.products);
    }

    fn changed(&mut self, form: &mut Form, field: &str, cx: &Cx<'_>) {
        // Before the occasion, which is the last field.
        self.with_known(|known| known.changed(form, field, 1, cx));
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let verdict = read_day(&form.get("day"), cx.today, look);
        let verdict = match verdict {
            Ok(day) if day > cx.today => Err(look.t("form-not-yet")),
            other => other.map(|day: Day| format!("→ {}", look.format.day_words(day))),
        };
        judge(form, "day", all, verdict);
        self.with_known(|known| known.check(form, cx, all));
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let lines = self.with_known(|known| known.read(form, cx))?;
        let amount = if lines.is_empty() {
            total(form, cx.look, &cx.currency())?.ok()?
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
