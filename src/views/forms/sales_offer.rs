//! The form of an offer to a customer: lines or a total, how long it holds, its chance.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use super::lines::{Known, Product, offer_products, total};
use super::values::{read_coming_day, typed_money};
use super::{Sheet, choice, coded, judge, text};
use crate::domain::Money;
use crate::domain::base::names::tidy;
use crate::domain::change::Change;
use crate::domain::trade::offer::{OfferDraft, OfferId, VALID_DAYS};
use crate::store::ask::{Answer, Question, Vocabulary};
use crate::ui::Look;
use crate::ui::form::Form;
use crate::views::Cx;

/// Fields after the lines.
const AFTER: usize = 0;

/// To whom, and which where there is one already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OfferSheet {
    name: String,
    existing: Option<OfferId>,
    /// It was sent: other words are its next version.
    sent: bool,
    before: OfferDraft,
    /// The most that may be given away, for an offer to win somebody back.
    ceiling: Option<Money>,
    #[serde(skip)]
    asked: bool,
    /// What the lines gave away when they were looked at last.
    #[serde(skip)]
    given: std::cell::Cell<Option<Money>>,
    #[serde(skip)]
    products: RefCell<Vec<Product>>,
}

/// Whether an offer is to win somebody back, as a choice.
#[derive(Clone, Copy)]
enum Aim {
    Sell,
    Winback,
}

impl Aim {
    const ALL: [Self; 2] = [Self::Sell, Self::Winback];

    const fn key(self) -> &'static str {
        match self {
            Self::Sell => "sell",
            Self::Winback => "winback",
        }
    }
}

impl OfferSheet {
    pub(super) fn new(
        name: &str,
        existing: Option<(OfferId, bool)>,
        before: OfferDraft,
        ceiling: Option<Money>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            existing: existing.map(|(id, _)| id),
            sent: existing.is_some_and(|(_, sent)| sent),
            before,
            ceiling,
            asked: false,
            given: std::cell::Cell::default(),
            products: RefCell::default(),
        }
    }

    fn with_known<T>(&self, work: impl FnOnce(Known<'_>) -> T) -> T {
        let products = self.products.borrow();
        work(Known { products: &products, before: &self.before.lines })
    }

    /// What the lines give away: list prices less what is asked.
    fn given_away(&self, form: &Form, cx: &Cx<'_>) -> Option<Money> {
        let decimals = cx.currency().decimals;
        let lines = self.with_known(|known| known.read(form, cx))?;
        let mut sum = Money::ZERO;
        for line in lines {
            let full = Money::of_line(line.quantity, line.unit_price, rust_decimal::Decimal::ZERO, decimals)?;
            sum += full - line.amount;
        }
        Some(sum)
    }
}

impl Sheet for OfferSheet {
    fn key(&self) -> String {
        match self.existing {
            Some(id) => format!("form:offer:{id}"),
            None => format!("form:offer:new:{}", self.before.customer),
        }
    }

    fn needs_vocabulary(&self) -> bool {
        true
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        let old = &self.before;
        let alone = old.lines.is_empty() && self.existing.is_some();
        let typed_total = if alone { typed_money(old.amount, &cx.currency(), look) } else { String::new() };
        let until = match (old.valid_until, self.existing) {
            (Some(day), _) => day.to_string(),
            (None, None) => cx.today.plus(VALID_DAYS).to_string(),
            (None, Some(_)) => String::new(),
        };
        let chance = old.chance.map(|c| c.to_string()).unwrap_or_default();
        let aim = if old.winback { Aim::Winback } else { Aim::Sell };
        let mut fields = vec![
            text("total", look).hint(look.t("form-hint-total")).value(&typed_total),
            text("valid_until", look).hint(look.t("form-hint-deadline")).value(&until),
            text("chance", look).hint(look.t("form-hint-chance")).value(&chance),
            text("number", look).hint(look.t("form-hint-number")).value(&old.number),
            choice("seller", look).hint(look.t("form-hint-list")).value(&old.seller),
            coded("aim", look, &Aim::ALL, Aim::key, "offer-aim", aim),
            text("remark", look).hint(look.t("form-optional")).value(&old.note),
        ];
        fields.extend(self.with_known(|known| known.all_fields(look)));
        let title = match (self.existing, self.sent) {
            (None, _) => "form-offer-new",
            (Some(_), false) => "form-offer-edit",
            (Some(_), true) => "form-offer-version",
        };
        Form::new(format!("{} · {}", look.t(title), self.name), fields)
    }

    fn offer(&self, form: &mut Form, vocabulary: &Vocabulary, _cx: &Cx<'_>) {
        self.products.borrow_mut().clone_from(&vocabulary.products);
        super::offer(form, "seller", vocabulary.owners.iter().map(|(w, _)| w.clone()));
        offer_products(form, &vocabulary.products);
    }

    fn changed(&mut self, form: &mut Form, field: &str, cx: &Cx<'_>) {
        self.with_known(|known| known.changed(form, field, AFTER, cx));
    }

    fn wants(&mut self, form: &Form, _cx: &Cx<'_>) -> Vec<Question> {
        if self.asked || self.ceiling.is_some() || form.get("aim") != Aim::Winback.key() {
            return Vec::new();
        }
        self.asked = true;
        vec![Question::Ceiling(self.before.customer)]
    }

    fn take(&mut self, answer: &Answer) {
        if let Answer::Ceiling(_, ceiling) = answer {
            self.ceiling = *ceiling;
        }
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        let look = cx.look;
        let until = form.get("valid_until");
        let verdict = if until.trim().is_empty() {
            Ok(look.t("form-offer-no-end"))
        } else {
            read_coming_day(&until, cx.today, look).map(|day| format!("→ {}", look.format.day_words(day)))
        };
        judge(form, "valid_until", all, verdict);
        let verdict =
            chance_of(&form.get("chance")).map(|_| String::new()).map_err(|()| look.t("form-bad-percent"));
        judge(form, "chance", all, verdict);
        self.with_known(|known| known.check(form, cx, all));
        if let Some(Ok(amount)) = total(form, look, &cx.currency())
            && amount < Money::ZERO
        {
            form.set_error("total", Some(look.t("error-offer-negative")));
        }
        let over = form.get("aim") == Aim::Winback.key()
            && self.ceiling.zip(self.given_away(form, cx)).is_some_and(|(most, given)| given > most);
        form.set_error("aim", over.then(|| look.t("form-offer-over")));
        self.given.set(self.given_away(form, cx));
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        if form.get("aim") != Aim::Winback.key() {
            return Vec::new();
        }
        let Some(ceiling) = self.ceiling else { return vec![(look.t("form-offer-no-ceiling"), false)] };
        let given = self.given.get().unwrap_or(Money::ZERO);
        let args =
            [("ceiling", look.format.money(ceiling).into()), ("given", look.format.money(given).into())];
        let over = given > ceiling;
        let key = if over { "form-offer-over-ceiling" } else { "form-offer-ceiling" };
        vec![(look.tf(key, &args), over)]
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let lines = self.with_known(|known| known.read(form, cx))?;
        let amount = if lines.is_empty() {
            total(form, cx.look, &cx.currency())?.ok()?
        } else {
            lines.iter().map(|l| l.amount).sum()
        };
        let until = form.get("valid_until");
        let valid_until = match until.trim() {
            "" => None,
            typed => Some(read_coming_day(typed, cx.today, cx.look).ok()?),
        };
        let draft = OfferDraft {
            customer: self.before.customer,
            number: tidy(&form.get("number")),
            amount,
            lines,
            valid_until,
            chance: chance_of(&form.get("chance")).ok()?,
            seller: tidy(&form.get("seller")),
            note: tidy(&form.get("remark")),
            winback: form.get("aim") == Aim::Winback.key(),
        };
        if self.existing.is_some() && draft == self.before {
            return None;
        }
        Some(Change::SaveOffer { id: self.existing, draft: Box::new(draft) })
    }
}

/// A chance in percent, none where nothing is said.
fn chance_of(text: &str) -> Result<Option<u8>, ()> {
    match text.trim().trim_end_matches('%').trim() {
        "" => Ok(None),
        text => text.parse::<u8>().ok().filter(|c| *c <= 100).map(Some).ok_or(()),
    }
}
