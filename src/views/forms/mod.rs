//! Forms for customers, purchases, contacts, notes and the next contact, with drafts. What is common to them is here:
//! building the fields, saying what is wrong, keeping what was typed, saving and leaving. Each kind of form knows its
//! fields and the change they mean; none knows how a change is stored.

mod action;
mod agenda;
mod calls;
mod campaign;
mod contact;
mod customer;
mod decision;
mod effort;
mod field;
mod handover;
mod lift;
mod lines;
mod note;
mod point;
mod profile_rules;
mod purchase;
mod sales_offer;
mod scale;
mod statement;
pub(crate) mod values;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use super::{Cx, Go, ToastKind, View};
use crate::domain::change::{Change, LiftDraft};
use crate::domain::lifecycle::Stage;
use crate::domain::lifecycle::corrective::ActionDraft;
use crate::domain::people::point::Point;
use crate::domain::people::{Contact, CustomerId, FieldDef, Statement};
use crate::domain::trade;
use crate::domain::trade::offer::{OfferDraft, OfferId};
use crate::domain::value::score::Scale;
use crate::domain::value::{EffortRules, ValueRules};
use crate::domain::work::calls::CallRules;
use crate::domain::work::campaign::{CampaignDraft, CampaignId};
use crate::domain::{Day, Money};
use crate::store::ask::{
    Answer, Card, ChangeWords, CustomerRow, Note, Order, Question, Segmentation, Ticket,
};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, FieldKind, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::ui::texts::Lang;
use crate::ui::visible::wrap;

/// A new customer (`None`), or other words about one.
pub fn customer(existing: Option<&Card>) -> Box<dyn View> {
    Editor::open(customer::CustomerSheet::new(existing))
}

/// A new purchase of a customer.
pub fn purchase(customer: CustomerId, name: &str) -> Box<dyn View> {
    Editor::open(purchase::PurchaseSheet::new(customer, name))
}

/// Other words about a purchase that was typed; its lines as they stand.
pub fn edit_purchase(
    customer: CustomerId,
    name: &str,
    purchase: &trade::Purchase,
    lines: &[trade::Line],
) -> Box<dyn View> {
    Editor::open(purchase::PurchaseSheet::edit(customer, name, purchase, lines))
}

/// A contact held with a customer.
pub fn contact(customer: CustomerId, name: &str) -> Box<dyn View> {
    Editor::open(contact::ContactSheet::new(customer, name, None))
}

/// A contact that the customer began.
pub fn inbound(customer: CustomerId, name: &str) -> Box<dyn View> {
    Editor::open(contact::ContactSheet::inbound(customer, name))
}

/// A new customer who calls: what was typed to find them is their phone or their name.
pub fn customer_called(typed: &str) -> Box<dyn View> {
    Editor::open(customer::CustomerSheet::called(typed))
}

/// Other words about a contact.
pub fn edit_contact(name: &str, contact: &Contact) -> Box<dyn View> {
    Editor::open(contact::ContactSheet::new(contact.draft.customer, name, Some(contact.clone())))
}

/// A note about a customer: new (`None`) or changed.
pub fn note(customer: CustomerId, name: &str, existing: Option<&Note>) -> Box<dyn View> {
    Editor::open(note::NoteSheet::new(customer, name, existing))
}

/// The next contact of one or several customers.
pub fn agenda(customers: Vec<CustomerId>, name: &str) -> Box<dyn View> {
    Editor::open(agenda::AgendaSheet::new(customers, name))
}

/// An incentive for a customer who costs more than they bring; `revenue` is that of the last 12 months.
pub fn incentive(customer: CustomerId, name: &str, revenue: Money) -> Box<dyn View> {
    Editor::open(decision::IncentiveSheet::new(customer, name, revenue))
}

/// What became of a decision about value; `result` says how it went in words.
pub fn review(decision: i64, name: &str, result: &str) -> Box<dyn View> {
    Editor::open(decision::ReviewSheet::new(decision, name, result))
}

/// A plan to make somebody one of the best: new, or other words about the one with this id and first day.
pub fn lift(name: &str, proposed: LiftDraft, existing: Option<(i64, Day)>) -> Box<dyn View> {
    Editor::open(lift::LiftSheet::new(name, proposed, existing))
}

/// A corrective action: new (`None`) or another one.
pub fn action(existing: Option<i64>, proposed: ActionDraft) -> Box<dyn View> {
    Editor::open(action::ActionSheet::new(existing, proposed))
}

/// An offer to a customer: new (`None`), or another one (whether it was sent, so that this is its next version).
/// `ceiling` is the most that may be given away to win them back.
pub fn sales_offer(
    name: &str,
    existing: Option<(OfferId, bool)>,
    before: OfferDraft,
    ceiling: Option<Money>,
) -> Box<dyn View> {
    Editor::open(sales_offer::OfferSheet::new(name, existing, before, ceiling))
}

/// An empty offer to a customer.
pub fn new_offer(customer: CustomerId, name: &str, seller: &str, winback: bool) -> Box<dyn View> {
    let before = OfferDraft {
        customer,
        number: String::new(),
        amount: Money::ZERO,
        lines: Vec::new(),
        valid_until: None,
        chance: None,
        seller: seller.to_owned(),
        note: String::new(),
        winback,
    };
    sales_offer(name, None, before, None)
}

/// A new campaign with these customers, told in words, about a stage where they all stand in one.
pub fn campaign(customers: Vec<CustomerId>, audience: &str, stage: Option<Stage>) -> Box<dyn View> {
    Editor::open(campaign::CampaignSheet::new(customers, audience, stage))
}

/// Other words about a campaign.
pub fn edit_campaign(id: CampaignId, before: CampaignDraft) -> Box<dyn View> {
    Editor::open(campaign::CampaignSheet::edit(id, before))
}

/// Customers handed to another seller.
pub fn handover(customers: Vec<CustomerId>, name: &str) -> Box<dyn View> {
    Editor::open(handover::HandoverSheet::new(customers, name))
}

/// A lost customer who sleeps until a day.
pub fn dormant(customer: CustomerId, name: &str) -> Box<dyn View> {
    Editor::open(handover::DormantSheet::new(customer, name))
}

/// The settings of calls: hours, goal of the day, how much is too much.
pub fn calls(rules: CallRules) -> Box<dyn View> {
    Editor::open(calls::CallsSheet::new(rules))
}

/// The settings of effort: cadence by class, goal of variety, minutes of a contact.
pub fn effort(rules: EffortRules, value: ValueRules) -> Box<dyn View> {
    Editor::open(effort::EffortSheet::new(rules, value))
}

/// Something known of a customer with its source: new (`None`) or changed. `citable` are notes and contacts that may be
/// its evidence (key, words), `cites` the one chosen at first.
pub fn statement(
    customer: CustomerId,
    name: &str,
    citable: Vec<(String, String)>,
    cites: Option<String>,
    existing: Option<&Statement>,
) -> Box<dyn View> {
    Editor::open(statement::StatementSheet::new(customer, name, citable, cites, existing))
}

/// A further way to reach a customer: new (`None`) or changed.
pub fn point(customer: CustomerId, name: &str, at_home: bool, existing: Option<&Point>) -> Box<dyn View> {
    Editor::open(point::PointSheet::new(customer, name, at_home, existing))
}

/// A field of the user's own: new (`None`) or changed.
pub fn field(existing: Option<&FieldDef>) -> Box<dyn View> {
    Editor::open(field::FieldSheet::new(existing))
}

/// A scorecard: a new one, an example to accept, or the next version of one.
pub fn scale(name: &str, scale: Option<&Scale>, is_new: bool) -> Box<dyn View> {
    Editor::open(scale::ScaleSheet::new(name, scale, is_new))
}

/// Generations, cuts of use and holidays.
pub fn profile_rules(segments: &Segmentation) -> Box<dyn View> {
    Editor::open(profile_rules::ProfileRulesSheet::new(segments))
}

/// Opens the form a draft was written in, filled as it was; `None` for a key of another version.
pub fn reopen(key: &str, content: &str) -> Option<Box<dyn View>> {
    let kind = key.strip_prefix("form:")?.split(':').next()?;
    match kind {
        "customer" => Editor::<customer::CustomerSheet>::restore(key, content),
        "purchase" => Editor::<purchase::PurchaseSheet>::restore(key, content),
        "contact" => Editor::<contact::ContactSheet>::restore(key, content),
        "call" => super::calls::reopen(content),
        "note" => Editor::<note::NoteSheet>::restore(key, content),
        "label" => super::labels::reopen(content),
        "incentive" => Editor::<decision::IncentiveSheet>::restore(key, content),
        "review" => Editor::<decision::ReviewSheet>::restore(key, content),
        "lift" => Editor::<lift::LiftSheet>::restore(key, content),
        "action" => Editor::<action::ActionSheet>::restore(key, content),
        "calls" => Editor::<calls::CallsSheet>::restore(key, content),
        "offer" => Editor::<sales_offer::OfferSheet>::restore(key, content),
        "campaign" => Editor::<campaign::CampaignSheet>::restore(key, content),
        "handover" => Editor::<handover::HandoverSheet>::restore(key, content),
        "dormant" => Editor::<handover::DormantSheet>::restore(key, content),
        "effort" => Editor::<effort::EffortSheet>::restore(key, content),
        "point" => Editor::<point::PointSheet>::restore(key, content),
        "statement" => Editor::<statement::StatementSheet>::restore(key, content),
        "field" => Editor::<field::FieldSheet>::restore(key, content),
        "scale" => Editor::<scale::ScaleSheet>::restore(key, content),
        "profile-rules" => Editor::<profile_rules::ProfileRulesSheet>::restore(key, content),
        "agenda" => Editor::<agenda::AgendaSheet>::restore(key, content),
        _ => None,
    }
}

/// One kind of form: what it is about (kept in the draft, so that it can be opened again), its fields, and the change
/// they mean.
trait Sheet: Serialize + for<'a> Deserialize<'a> + 'static {
    /// Where its draft is kept.
    fn key(&self) -> String;

    /// Its fields, filled with what is known.
    fn build(&self, cx: &Cx<'_>) -> Form;

    /// Says how each value was understood and what is wrong; of the field in focus and of empty required ones only
    /// where `all` is set. Called after every key.
    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool);

    /// What saving means; `None` where an error is set or (with none) nothing has to be changed.
    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change>;

    /// Puts the values there are (zones, owners, products) into its lists of choices.
    fn offer(&self, form: &mut Form, vocabulary: &crate::store::ask::Vocabulary, cx: &Cx<'_>) {
        let _ = (form, vocabulary, cx);
    }

    /// Whether lists of choices are needed.
    fn needs_vocabulary(&self) -> bool {
        false
    }

    /// Called after this field changed, before [`Sheet::check`].
    fn changed(&mut self, form: &mut Form, field: &str, cx: &Cx<'_>) {
        let _ = (form, field, cx);
    }

    /// Who could be meant already; asked again after these fields changed.
    fn similar(&self, form: &Form, field: Option<&str>, cx: &Cx<'_>) -> Option<Question> {
        let _ = (form, field, cx);
        None
    }

    /// What else it has to know now; asked when it opens and after every change.
    fn wants(&mut self, form: &Form, cx: &Cx<'_>) -> Vec<Question> {
        let _ = (form, cx);
        Vec::new()
    }

    /// An answer to what it wanted.
    fn take(&mut self, answer: &Answer) {
        let _ = answer;
    }

    /// Sentences under the fields that depend on what is typed; true for those that call for care.
    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        let _ = (form, look);
        Vec::new()
    }

    /// Whether this customer is the one of the form itself.
    fn is_self(&self, id: CustomerId) -> bool {
        let _ = id;
        false
    }

    /// Whether it holds settings, which can be written out as they stand.
    fn is_settings(&self) -> bool {
        false
    }

    /// Whether it is a page of its own rather than a popup.
    fn covers(&self) -> bool {
        false
    }

    /// The line over a page that says where it belongs.
    fn crumb(&self, look: &Look) -> Option<String> {
        let _ = look;
        None
    }
}

/// A draft: what the form is about, and what is typed.
#[derive(Debug, Serialize, Deserialize)]
struct Draft<S> {
    about: S,
    form: String,
}

/// A form on screen.
struct Editor<S> {
    sheet: S,
    form: Option<Form>,
    lang: Option<Lang>,
    /// Typed before, to be put into the fields once they are there.
    typed: Option<String>,
    restored: bool,
    similar: Vec<CustomerRow>,
    similar_ticket: Option<Ticket>,
    vocabulary_ticket: Option<Ticket>,
    drafts_ticket: Option<Ticket>,
    wanted: Vec<Ticket>,
    saving: Option<Ticket>,
    another: bool,
    trouble: Option<String>,
}

impl<S: Sheet> Editor<S> {
    fn of(sheet: S) -> Self {
        Self {
            sheet,
            form: None,
            lang: None,
            typed: None,
            restored: false,
            similar: Vec::new(),
            similar_ticket: None,
            vocabulary_ticket: None,
            drafts_ticket: None,
            wanted: Vec::new(),
            saving: None,
            another: false,
            trouble: None,
        }
    }

    fn open(sheet: S) -> Box<dyn View> {
        Box::new(Self::of(sheet))
    }

    fn restore(key: &str, content: &str) -> Option<Box<dyn View>> {
        let draft: Draft<S> = serde_json::from_str(content).ok()?;
        if draft.about.key() != key {
            return None;
        }
        let mut editor = Self::of(draft.about);
        editor.typed = Some(draft.form);
        editor.restored = true;
        Some(Box::new(editor))
    }

    /// Makes the fields, and puts in what was typed before.
    fn make(&mut self, cx: &mut Cx<'_>) {
        let mut form = self.sheet.build(cx);
        if let Some(typed) = self.typed.take() {
            for key in keys_of(&typed) {
                self.sheet.changed(&mut form, &key, cx);
            }
            form.restore(&typed);
        }
        self.want(&form, cx);
        self.sheet.check(&mut form, cx, false);
        self.form = Some(form);
        self.lang = Some(cx.look.lang());
        self.notice(cx.look);
    }

    fn want(&mut self, form: &Form, cx: &mut Cx<'_>) {
        for question in self.sheet.wants(form, cx) {
            self.wanted.push(cx.ask(question));
        }
    }

    /// Lines under the fields: what went wrong, what was brought back, who it may be already.
    fn notice(&mut self, look: &Look) {
        let Some(form) = &mut self.form else { return };
        form.notice.clear();
        for (sentence, care) in self.sheet.notices(form, look) {
            let style = if care { look.theme.warn } else { look.theme.dim };
            form.notice.extend(wrap(&sentence, 72).into_iter().map(|line| Line::styled(line, style)));
        }
        if let Some(trouble) = &self.trouble {
            form.notice.push(Line::styled(format!("! {trouble}"), look.theme.bad));
        }
        if let Some(row) = self.similar.first() {
            let who = [row.name.as_str(), row.phone.as_str(), row.zone.as_str()];
            let who: Vec<&str> = who.into_iter().filter(|t| !t.is_empty()).collect();
            form.notice.push(Line::from(vec![
                Span::styled(format!("{} ", look.t("form-similar")), look.theme.warn),
                Span::raw(who.join(" · ")),
            ]));
            let more = self.similar.len() - 1;
            form.notice
                .push(Line::styled(look.tf("form-similar-how", &[("more", more.into())]), look.theme.dim));
        } else if self.restored && self.trouble.is_none() {
            form.notice.push(Line::styled(look.t("form-restored"), look.theme.dim));
        }
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::None => self.look_over(None, cx),
            FormEvent::Changed(field) => {
                if let Some(form) = &mut self.form {
                    self.sheet.changed(form, field, cx);
                }
                self.look_over(Some(field), cx);
            }
            FormEvent::Save => self.save(false, cx),
            FormEvent::SaveAnother => self.save(true, cx),
            FormEvent::Cancel => {
                cx.order(Order::DropDraft { key: self.sheet.key() });
                cx.go(Go::Pop);
            }
            FormEvent::Notice => {
                if let Some(row) = self.similar.first() {
                    let id = row.id;
                    self.keep(cx);
                    cx.go(Go::Pop);
                    cx.go(Go::Push(super::customer::page(id, std::sync::Arc::from([id]))));
                }
            }
        }
    }

    /// Esc: what was typed is kept, and it is said how to come back to it.
    fn leave(&mut self, cx: &mut Cx<'_>) {
        if self.keep(cx) {
            cx.toast(ToastKind::Note, cx.look.t("form-kept"));
        }
        cx.go(Go::Pop);
    }

    /// Has the store keep the draft; true where there is something to keep.
    fn keep(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some((key, content)) = self.content() else { return false };
        cx.order(Order::SaveDraft { key, content });
        true
    }

    fn content(&self) -> Option<(String, String)> {
        let form = self.form.as_ref().filter(|form| form.is_changed())?;
        let about = serde_json::to_value(&self.sheet).ok()?;
        let draft = serde_json::json!({ "about": about, "form": form.to_json() });
        Some((self.sheet.key(), draft.to_string()))
    }

    fn look_over(&mut self, changed: Option<&str>, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.form else { return };
        self.sheet.check(form, cx, false);
        if changed.is_some()
            && let Some(question) = self.sheet.similar(form, changed, cx)
        {
            self.similar_ticket = Some(cx.ask(question));
        }
        if changed.is_some() {
            for question in self.sheet.wants(form, cx) {
                self.wanted.push(cx.ask(question));
            }
            self.trouble = None;
            self.notice(cx.look);
        }
    }

    fn save(&mut self, another: bool, cx: &mut Cx<'_>) {
        if self.saving.is_some() {
            return;
        }
        let Some(form) = &mut self.form else { return };
        self.sheet.check(form, cx, true);
        if form.focus_error() {
            cx.toast(ToastKind::Trouble, cx.look.t("form-look-over"));
            return;
        }
        if let Some(change) = self.sheet.change(form, cx) {
            self.another = another;
            self.saving = Some(cx.change(change));
        } else {
            // Nothing differs from what is stored.
            cx.order(Order::DropDraft { key: self.sheet.key() });
            cx.go(Go::Pop);
        }
    }

    fn saved(&mut self, cx: &mut Cx<'_>) {
        self.saving = None;
        cx.order(Order::DropDraft { key: self.sheet.key() });
        if !self.another {
            cx.go(Go::Pop);
            return;
        }
        self.similar.clear();
        self.trouble = None;
        self.restored = false;
        self.make(cx);
        self.vocabulary_ticket = self.sheet.needs_vocabulary().then(|| cx.ask(Question::Vocabulary));
    }
}

impl<S: Sheet> View for Editor<S> {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text, KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        !self.sheet.covers()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.form.is_some() && self.lang == Some(cx.look.lang()) {
            return;
        }
        if let Some(form) = &self.form {
            self.typed = Some(form.to_json());
        } else if !self.restored {
            self.drafts_ticket = Some(cx.ask(Question::Drafts));
        }
        self.make(cx);
        if self.sheet.needs_vocabulary() {
            self.vocabulary_ticket = Some(cx.ask(Question::Vocabulary));
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Save | Action::Back | Action::NextPanel | Action::PreviousPanel)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if matches!(action, Action::Back | Action::Quit) {
            self.leave(cx);
            return true;
        }
        if !self.can(action) {
            return false;
        }
        let Some(form) = &mut self.form else { return false };
        let event = form.act(action);
        self.event(&event, cx);
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        if *key == TextKey::Esc {
            self.leave(cx);
            return;
        }
        let Some(form) = &mut self.form else { return };
        let event = form.key(key);
        self.event(&event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.form else { return };
        let event = form.click(target);
        self.event(&event, cx);
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Done(_) if self.saving == Some(ticket) => self.saved(cx),
            answer if self.wanted.contains(&ticket) => {
                self.wanted.retain(|wanted| *wanted != ticket);
                self.sheet.take(answer);
                if let Some(form) = &mut self.form {
                    self.sheet.check(form, cx, false);
                }
                self.notice(cx.look);
            }
            Answer::Found(rows) if self.similar_ticket == Some(ticket) => {
                self.similar = rows.iter().filter(|r| !self.sheet.is_self(r.id)).cloned().collect();
                self.notice(cx.look);
            }
            Answer::Vocabulary(words) if self.vocabulary_ticket == Some(ticket) => {
                if let Some(form) = &mut self.form {
                    self.sheet.offer(form, words, cx);
                }
            }
            Answer::Drafts(drafts) if self.drafts_ticket == Some(ticket) => {
                let untouched = self.form.as_ref().is_some_and(|form| !form.is_changed());
                let key = self.sheet.key();
                let kept = drafts.iter().find(|(k, _)| *k == key).map(|(_, content)| content);
                let draft = kept.and_then(|content| serde_json::from_str::<Draft<S>>(content).ok());
                if let (true, Some(draft)) = (untouched, draft) {
                    self.sheet = draft.about;
                    self.typed = Some(draft.form);
                    self.restored = true;
                    self.make(cx);
                }
            }
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if self.saving == Some(ticket) {
            self.saving = None;
            self.trouble = Some(cx.look.texts.words(&why.key, &why.args));
            self.notice(cx.look);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let Some(form) = &self.form else { return };
        let mut rest = area;
        if let Some(crumb) = self.sheet.crumb(look)
            && area.height > 12
        {
            look.put(frame, area, Span::styled(format!(" {crumb}"), look.theme.dim));
            rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
        }
        form.draw(frame, rest, look, hits, 0);
    }

    fn export(&self, look: &Look) -> Option<super::exports::Offer> {
        let form = self.form.as_ref().filter(|_| self.sheet.is_settings())?;
        super::exports::Offer::form(form, look)
    }

    fn footer(&self) -> Vec<Action> {
        let export = self.sheet.is_settings().then_some(Action::Export);
        [Action::Save, Action::NextPanel].into_iter().chain(export).chain([Action::Back]).collect()
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::NextPanel).then_some("form-next-field")
    }

    fn draft(&self) -> Option<(String, String)> {
        self.content()
    }
}

/// Names of the fields a draft holds values for, those without a value left out.
fn keys_of(typed: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct Values {
        values: Vec<(String, String)>,
    }
    serde_json::from_str::<Values>(typed)
        .map(|v| v.values.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, _)| key).collect())
        .unwrap_or_default()
}

/// A field of free text with the label of its key: `form-f-phone`.
fn text(key: &str, look: &Look) -> Field {
    Field::text(key, look.t(&label_key(key)))
}

/// A field with choices that may also be typed; the choices come later.
fn choice(key: &str, look: &Look) -> Field {
    Field::of(key, look.t(&label_key(key)), FieldKind::Choice { options: Vec::new(), free: true })
}

/// A field with choices only.
fn strict(key: &str, look: &Look, options: Vec<(String, String)>, value: &str) -> Field {
    Field::of(key, look.t(&label_key(key)), FieldKind::Choice { options, free: false }).value(value)
}

fn label_key(key: &str) -> String {
    format!("form-f-{}", key.replace('_', "-"))
}

/// Puts choices into a field, keeping what is typed.
fn offer(form: &mut Form, key: &str, words: impl IntoIterator<Item = String>) {
    if let Some(field) = form.field_mut(key) {
        let options = words.into_iter().filter(|w| !w.is_empty()).map(|w| (w.clone(), w)).collect();
        field.kind = FieldKind::Choice { options, free: true };
    }
}

/// Says what became of a field: its echo where the value is good, the reason where it is not. The field in focus is
/// spared its error while it is typed, unless `all` is set.
fn judge(form: &mut Form, key: &str, all: bool, verdict: Result<String, String>) {
    let here = form.focused() == Some(key);
    match verdict {
        Ok(echo) => {
            form.set_error(key, None);
            form.set_echo(key, echo);
        }
        Err(why) => {
            form.set_echo(key, "");
            form.set_error(key, (all || !here).then_some(why));
        }
    }
}

/// The error of a required field that is empty; asked for on saving only.
fn required(form: &mut Form, key: &str, all: bool, look: &Look) {
    let empty = form.get(key).is_empty();
    if empty && all {
        form.set_error(key, Some(look.t("form-required")));
    } else if !empty {
        form.set_error(key, None);
    }
}

/// A field of choices over the values of an enumeration with codes; words are `prefix-code`.
fn coded<T: Copy>(
    key: &str,
    look: &Look,
    all: &[T],
    code: impl Fn(T) -> &'static str,
    prefix: &str,
    value: T,
) -> Field {
    let words = |t: T| look.t(&format!("{prefix}-{}", code(t).replace('_', "-")));
    let options = all.iter().map(|t| (code(*t).to_owned(), words(*t))).collect();
    strict(key, look, options, code(value))
}
