//! What keys do on a customer's page: opening, adding, editing, taking away, asking before what matters.

use super::dialogs::{Ask, CopyMenu, Details};
use super::document::{Document, TYPED, ask_void};
use super::{Page, Spot, Tab, figures, lists, words};
use crate::domain::change::Change;
use crate::domain::people::Contact;
use crate::domain::people::contact::NextStep;
use crate::domain::trade::Status;
use crate::store::ask::{Card, JournalEntry, Question};
use crate::ui::Look;
use crate::ui::table::ListState;
use crate::views::{Cx, Go, ToastKind, View, forms};

impl Page {
    /// Opens what stands under the cursor.
    pub(super) fn open(&mut self, cx: &mut Cx<'_>) -> bool {
        let name = self.name().to_owned();
        match self.tab {
            Tab::Overview => {
                let Some(spot) = self.spot else { return false };
                self.open_spot(spot, cx);
            }
            Tab::Purchases => {
                let Some(purchase) = self.purchase_here() else { return false };
                cx.go(Go::Push(Document::open(purchase.id, self.id, &name)));
            }
            Tab::Contacts => {
                let Some(contact) = self.contact_here() else { return false };
                cx.go(Go::Push(self.contact_details(contact, cx.look)));
            }
            Tab::Notes => {
                let Some(note) = self.note_here() else { return false };
                let title = cx.look.tf("page-note-of", &[("author", (&note.author).into())]);
                let at = cx.look.format.moment(note.at, self.today);
                let pairs = vec![(at, note.text.clone())];
                cx.go(Go::Push(Details::open(title, pairs)));
            }
            Tab::History => {
                let Some(entry) = self.entry_here() else { return false };
                cx.go(Go::Push(self.entry_details(entry, cx.look)));
            }
            Tab::Profile => return self.open_known(cx),
        }
        true
    }

    /// A statement in full; where a figure comes from; the form for what is just written down.
    fn open_known(&mut self, cx: &mut Cx<'_>) -> bool {
        if let Some(statement) = self.statement_here() {
            let d = &statement.draft;
            let cited = self.cited(d.note, d.contact, cx.look);
            let pairs = vec![
                (cx.look.t("form-f-kind"), cx.look.t(&format!("statement-{}", d.kind.code()))),
                (cx.look.t("form-f-text"), d.text.clone()),
                (cx.look.t("form-f-evidence"), d.source.clone()),
                (cx.look.t("form-f-cites"), cited),
                (cx.look.t("form-f-day"), cx.look.format.day(d.day)),
                (cx.look.t("page-c-author"), statement.author.clone()),
            ];
            cx.go(Go::Push(Details::open(cx.look.t("page-profile"), pairs)));
            return true;
        }
        self.explain_here(cx) || self.edit(cx)
    }

    /// Where the row under the cursor of the profile comes from.
    pub(super) fn explain_here(&self, cx: &mut Cx<'_>) -> bool {
        let Some(topic) = self.topic_here(cx.look) else { return false };
        let Some((title, rows)) = self.explain_topic(topic, cx.look) else { return false };
        cx.go(Go::Push(crate::views::explain::view(title, rows)));
        true
    }

    /// The note or contact that a statement cites, in words.
    fn cited(&self, note: Option<i64>, contact: Option<i64>, look: &Look) -> String {
        let key = match (note, contact) {
            (Some(note), _) => format!("note:{note}"),
            (None, Some(contact)) => format!("contact:{contact}"),
            (None, None) => return String::new(),
        };
        let found = self.citable(look).into_iter().find(|(k, _)| *k == key).map(|(_, words)| words);
        found.unwrap_or_else(|| look.t("form-cites-older"))
    }

    /// Notes and contacts at hand that may be cited as evidence: key and words.
    fn citable(&self, look: &Look) -> Vec<(String, String)> {
        let said =
            |at, text: &str| format!("{} {}", look.format.moment(at, self.today), words::one_line(text));
        let notes = self.notes.iter().flatten().map(|n| (format!("note:{}", n.id), said(n.at, &n.text)));
        let contacts = match &self.contacts {
            Some(all) => all.as_slice(),
            None => self.card.as_ref().map_or(&[][..], |c| &c.contacts),
        };
        let contacts = contacts.iter().map(|c| {
            let heard = format!("{}: {}", words::channel(&c.draft, look), c.draft.note);
            (format!("contact:{}", c.id), said(c.draft.at, &heard))
        });
        notes.chain(contacts).collect()
    }

    /// The form of a further way to reach them.
    pub(super) fn point_form(&self, existing: Option<&crate::domain::people::point::Point>) -> Box<dyn View> {
        let at_home = self.card.as_ref().is_none_or(|card| {
            let draft = &card.customer.draft;
            crate::domain::roster::province::is_spanish(&draft.region, &draft.country)
        });
        forms::point(self.id, self.name(), at_home, existing)
    }

    /// The form of a statement; what stands under the cursor of notes or contacts is cited at once.
    pub(super) fn statement_form(
        &self,
        existing: Option<&crate::domain::people::Statement>,
        look: &Look,
    ) -> Box<dyn View> {
        let here = match self.tab {
            Tab::Notes => self.note_here().map(|n| format!("note:{}", n.id)),
            Tab::Contacts => self.contact_here().map(|c| format!("contact:{}", c.id)),
            _ => None,
        };
        forms::statement(self.id, self.name(), self.citable(look), here, existing)
    }

    pub(super) fn open_spot(&mut self, spot: Spot, cx: &mut Cx<'_>) {
        match spot {
            // The figure is a sum or a count of documents: exactly those.
            Spot::Revenue | Spot::Orders | Spot::Total => {
                self.last_year_only = spot != Spot::Total;
                self.rows[Tab::Purchases as usize] = ListState::default();
                self.purchases = None;
                self.show(Tab::Purchases, cx);
            }
            Spot::Purchase(id) => {
                let name = self.name().to_owned();
                cx.go(Go::Push(Document::open(id, self.id, &name)));
            }
            Spot::Contact(id) => {
                let card = self.card.as_deref();
                if let Some(contact) = card.and_then(|c| c.contacts.iter().find(|c| c.id == id)) {
                    cx.go(Go::Push(self.contact_details(contact, cx.look)));
                }
            }
            Spot::Offer(_) => self.plan_offer(cx),
            Spot::Gap
            | Spot::Standing
            | Spot::Months
            | Spot::Winback
            | Spot::Rfm
            | Spot::Pareto
            | Spot::Clv
            | Spot::Next
            | Spot::Score(_)
            | Spot::Product(_) => {
                self.explain(spot, cx);
            }
        }
    }

    /// Puts the offer under the cursor on their next call.
    pub(super) fn plan_offer(&mut self, cx: &mut Cx<'_>) {
        let (Some(card), Some(offer)) = (&self.card, self.offer_here()) else { return };
        let note = cx.look.tf(
            "products-note-offer",
            &[("product", offer.product.as_str().into()), ("because", offer.because.as_str().into())],
        );
        if card.customer.do_not_call.is_some() {
            cx.toast(ToastKind::Note, cx.look.t("page-offer-do-not-call"));
            return;
        }
        let next = card.customer.next.clone();
        match crate::views::products::on_next_call(&[(self.id, next, note)], cx.today) {
            Some(change) => self.changing = Some(cx.change(change)),
            None => cx.toast(ToastKind::Note, cx.look.t("products-planned-already")),
        }
    }

    pub(super) fn explain(&self, spot: Spot, cx: &mut Cx<'_>) {
        if let Some((title, rows)) = super::worth::explain(self, spot, cx.look) {
            cx.go(Go::Push(crate::views::explain::view(title, rows)));
            return;
        }
        if let Spot::Score(at) = spot {
            if let Some((title, rows)) = self.explain_score(at, cx.look) {
                cx.go(Go::Push(crate::views::explain::view(title, rows)));
            }
        } else if let Some(card) = &self.card {
            let (title, rows) = figures::explain(spot, card, &self.rules, self.today, cx.look);
            cx.go(Go::Push(crate::views::explain::view(title, rows)));
        }
    }

    pub(super) fn contact_details(&self, contact: &Contact, look: &Look) -> Box<dyn View> {
        let d = &contact.draft;
        let next = match &d.next {
            Some(NextStep::On(next)) => words::next(next, self.today, look),
            Some(NextStep::Clear) => look.t("form-next-none"),
            None => String::new(),
        };
        let pairs = [
            ("page-c-when", look.format.moment(d.at, self.today)),
            ("page-c-how", words::channel(d, look)),
            ("page-c-outcome", words::outcome(d, look)),
            ("page-c-note", d.note.clone()),
            ("page-c-author", d.author.clone()),
            ("page-c-next", next),
        ];
        let pairs = pairs.into_iter().map(|(key, value)| (look.t(key), value)).collect();
        Details::open(look.tf("page-contact-with", &[("name", self.name().into())]), pairs)
    }

    pub(super) fn entry_details(&self, entry: &JournalEntry, look: &Look) -> Box<dyn View> {
        let mut pairs = vec![
            (look.t("page-c-when"), look.format.moment(entry.at, self.today)),
            (look.t("page-c-author"), entry.author.clone()),
            (look.t("page-c-what"), look.texts.words(&entry.what.key, &entry.what.args)),
        ];
        if entry.undone {
            pairs.push((look.t("page-c-state"), look.t("page-undone")));
        }
        for (field, before, after) in &entry.fields {
            let value = |text: &str| lists::field_value(field, text, look);
            pairs.push((lists::field_name(field, look), format!("{} → {}", value(before), value(after))));
        }
        Details::open(look.t("page-change"), pairs)
    }

    /// Another entry of the tab in sight.
    pub(super) fn new_entry(&self, cx: &mut Cx<'_>) {
        let name = self.name();
        let form = match self.tab {
            Tab::Overview | Tab::History => forms::customer(None),
            Tab::Purchases => forms::purchase(self.id, name),
            Tab::Contacts => forms::contact(self.id, name),
            Tab::Notes => forms::note(self.id, name, None),
            Tab::Profile => self.statement_form(None, cx.look),
        };
        cx.go(Go::Push(form));
    }

    /// Edits what stands under the cursor of the tab, or the customer.
    pub(super) fn edit(&mut self, cx: &mut Cx<'_>) -> bool {
        let name = self.name().to_owned();
        let form = match self.tab {
            Tab::Profile if self.statement_here().is_some() => {
                self.statement_form(self.statement_here(), cx.look)
            }
            Tab::Profile if self.point_here().is_some() => self.point_form(self.point_here()),
            Tab::Overview | Tab::History | Tab::Profile => match &self.card {
                Some(card) => forms::customer(Some(card)),
                None => return false,
            },
            Tab::Purchases => {
                let Some(purchase) = self.purchase_here() else { return false };
                if purchase.source != TYPED {
                    cx.toast(ToastKind::Note, cx.look.t("page-imported"));
                    return true;
                }
                if purchase.status == Status::Void {
                    cx.toast(ToastKind::Note, cx.look.t("page-voided-first"));
                    return true;
                }
                // The form needs the lines.
                let id = purchase.id;
                self.editing = Some(cx.ask(Question::Document(id)));
                return true;
            }
            Tab::Contacts => match self.contact_here() {
                Some(contact) => forms::edit_contact(&name, contact),
                None => return false,
            },
            Tab::Notes => match self.note_here() {
                Some(note) => forms::note(self.id, &name, Some(note)),
                None => return false,
            },
        };
        cx.go(Go::Push(form));
        true
    }

    /// `Supr`: takes away what stands under the cursor of the tab, or archives the customer.
    pub(super) fn take_away(&mut self, cx: &mut Cx<'_>) -> bool {
        let change = match self.tab {
            Tab::Profile if self.statement_here().is_some() => match self.statement_here() {
                Some(statement) => Change::DeleteStatement(statement.id),
                None => return false,
            },
            Tab::Profile => match self.point_here() {
                Some(point) => Change::DeletePoint(point.id),
                None => return false,
            },
            Tab::Overview | Tab::History => match &self.card {
                Some(card) => Change::Archive { customers: vec![self.id], archived: !card.customer.archived },
                None => return false,
            },
            Tab::Purchases => return self.void(cx),
            Tab::Contacts => match self.contact_here() {
                Some(contact) => Change::DeleteContact(contact.id),
                None => return false,
            },
            Tab::Notes => match self.note_here() {
                Some(note) => Change::Note { id: Some(note.id), customer: self.id, text: String::new() },
                None => return false,
            },
        };
        self.changing = Some(cx.change(change));
        true
    }

    pub(super) fn void(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(purchase) = self.purchase_here() else { return false };
        cx.go(Go::Push(ask_void(purchase, cx.look)));
        true
    }

    pub(super) fn ask_do_not_call(&self, card: &Card, cx: &mut Cx<'_>) {
        let look = cx.look;
        let name = &card.customer.draft.name;
        let since = if card.customer.do_not_call.is_some() { None } else { Some(cx.today) };
        let key = if since.is_some() { "page-dnc" } else { "page-may-call" };
        let lines =
            vec![look.tf(&format!("{key}-ask"), &[("name", name.into())]), look.t(&format!("{key}-more"))];
        let change = Change::DoNotCall { customer: self.id, since };
        let (title, yes) = (look.t(&format!("{key}-title")), look.t(&format!("{key}-yes")));
        cx.go(Go::Push(Ask::open(title, lines, yes, change, look)));
    }

    pub(super) fn ask_seasonal(&self, card: &Card, cx: &mut Cx<'_>) {
        let look = cx.look;
        let name = &card.customer.draft.name;
        let since = if card.customer.seasonal.is_some() { None } else { Some(cx.today) };
        let key = if since.is_some() { "page-seasonal" } else { "page-not-seasonal" };
        let gap = self.rules.seasonal_gap;
        let mut lines = vec![
            look.tf(&format!("{key}-ask"), &[("name", name.into())]),
            look.tf(&format!("{key}-more"), &[("days", gap.into())]),
        ];
        if since.is_some() {
            lines.push(match card.seasonal_proposal {
                Some(months) => look.tf(
                    "page-seasonal-proposed",
                    &[("months", months.map(|m| look.format.month_name(m).to_owned()).join(", ").into())],
                ),
                None => look.t("page-seasonal-unproposed"),
            });
        }
        let change = Change::Seasonal { customer: self.id, since };
        let (title, yes) = (look.t(&format!("{key}-title")), look.t(&format!("{key}-yes")));
        cx.go(Go::Push(Ask::open(title, lines, yes, change, look)));
    }

    pub(super) fn copy(card: &Card, cx: &mut Cx<'_>) {
        let d = &card.customer.draft;
        let pairs = [
            ("form-f-phone", &d.phone),
            ("form-f-mobile", &d.mobile),
            ("form-f-email", &d.email),
            ("form-f-name", &d.name),
        ];
        let pairs = pairs.into_iter().map(|(key, value)| (cx.look.t(key), value.clone())).collect();
        cx.go(Go::Push(CopyMenu::open(pairs, cx.look)));
    }
}
