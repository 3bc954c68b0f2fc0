//! Two customers side by side: who stays, and whose word stands field by field; then they are one.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::{Cx, Go, View};
use crate::domain::Money;
use crate::domain::change::Change;
use crate::domain::people::merge::{FIELDS, Values, consent, is_same, taken, values};
use crate::domain::people::{Consent, CustomerId};
use crate::store::ask::{Answer, Card, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::{fit, width};
use crate::views::exports::{GridCell, Offer};

/// Two customers, the first of whom stays unless somebody swaps them.
pub(super) fn view(first: CustomerId, second: CustomerId) -> Box<dyn View> {
    Box::new(Compare {
        ids: [first, second],
        cards: None,
        keep: 0,
        take: BTreeSet::new(),
        state: ListState::default(),
        asked: 0,
        joining: None,
    })
}

struct Compare {
    /// The two, in the order of their columns.
    ids: [CustomerId; 2],
    cards: Option<Box<[Card; 2]>>,
    /// Column of the one who stays.
    keep: usize,
    /// Fields in which a person chose the one who goes.
    take: BTreeSet<String>,
    state: ListState,
    asked: Ticket,
    /// The order that makes them one, while it runs.
    joining: Option<Ticket>,
}

/// A line of the comparison.
struct Field {
    /// Key of [`FIELDS`] or `custom:KEY`; empty for what is no matter of choice.
    key: String,
    label: String,
    /// What each says, as shown.
    said: [String; 2],
    /// The same as what it is, where it is no text: a count, an amount, a day.
    is: Option<[GridCell; 2]>,
    /// Column whose word stands; `None` where both stand.
    stands: Option<usize>,
}

impl Field {
    /// What a column says, as a value.
    fn cell(&self, at: usize) -> GridCell {
        self.is.as_ref().map_or_else(|| GridCell::text(&self.said[at]), |is| is[at].clone())
    }
}

impl Compare {
    fn values(&self) -> Option<[Values; 2]> {
        let cards = self.cards.as_ref()?;
        Some(cards.each_ref().map(|card| values(&card.customer.draft, card.customer.seasonal)))
    }

    /// Fields where there is something to see, then consents and what is counted.
    fn fields(&self, look: &Look) -> Vec<Field> {
        let Some(values) = self.values() else { return Vec::new() };
        let gone = 1 - self.keep;
        let theirs = taken(&values[self.keep], &values[gone], &self.take);
        let said = |at: usize, key: &str| values[at].get(key).cloned().unwrap_or_default();
        let own = values.iter().flat_map(|v| v.keys().filter(|key| key.starts_with("custom:")));
        let own: BTreeSet<String> = own.cloned().collect();
        let mut fields = Vec::new();
        for key in FIELDS.iter().map(|(key, _)| (*key).to_owned()).chain(own) {
            let both = [said(0, &key), said(1, &key)];
            if both.iter().all(String::is_empty) {
                continue;
            }
            let stands = if is_same(&key, &both[0], &both[1]) {
                None
            } else {
                Some(if theirs.contains(&key) { gone } else { self.keep })
            };
            fields.push(Field {
                label: label(&key, look),
                is: Some(both.each_ref().map(|text| value(&key, text, look))),
                said: both.map(|text| shown(&key, &text, look)),
                key,
                stands,
            });
        }
        fields.extend(self.fixed(look));
        fields
    }

    /// What no choice changes: an objection of either stands, and everything that was bought and said comes together.
    fn fixed(&self, look: &Look) -> Vec<Field> {
        let Some([one, other]) = self.cards.as_deref() else { return Vec::new() };
        let drafts = [&one.customer.draft, &other.customer.draft];
        let mut fields = Vec::new();
        let word = |said: Consent| match said {
            Consent::Unknown => String::new(),
            Consent::Yes => look.t("merge-yes"),
            Consent::No => look.t("merge-no"),
        };
        for (channel, said) in [
            ("phone", drafts.map(|d| d.consent_phone)),
            ("email", drafts.map(|d| d.consent_email)),
            ("sms", drafts.map(|d| d.consent_sms)),
            ("post", drafts.map(|d| d.consent_post)),
        ] {
            if said != [Consent::Unknown; 2] {
                let stands = consent(said[0], said[1]);
                let at = if said[0] == said[1] { None } else { Some(usize::from(said[0] != stands)) };
                let label = look.t(&format!("merge-consent-{channel}"));
                fields.push(Field { key: String::new(), label, said: said.map(word), is: None, stands: at });
            }
        }
        let never = [one, other].map(|card| card.customer.do_not_call.is_some());
        if never.contains(&true) {
            let said = never.map(|never| if never { look.t("merge-no") } else { String::new() });
            let at = if never[0] == never[1] { None } else { Some(usize::from(!never[0])) };
            fields.push(Field {
                key: String::new(),
                label: look.t("merge-contacts-allowed"),
                said,
                is: None,
                stands: at,
            });
        }
        let counts =
            [one, other].map(|card| [card.counts.purchases, card.counts.contacts, card.counts.notes]);
        for (at, key) in ["merge-purchases", "merge-contacts", "merge-notes"].into_iter().enumerate() {
            let both = counts.map(|of| of[at]);
            if both != [0, 0] {
                let said = both.map(|n| look.format.int(i64::from(n)));
                let is = Some(both.map(GridCell::count));
                fields.push(Field { key: String::new(), label: look.t(key), said, is, stands: None });
            }
        }
        fields
    }

    /// The word of a column stands in the field under the cursor.
    fn choose(&mut self, column: Option<usize>, look: &Look) -> bool {
        let fields = self.fields(look);
        let Some(field) = fields.get(self.state.cursor) else { return false };
        let Some(stands) = field.stands.filter(|_| !field.key.is_empty()) else { return false };
        let column = column.unwrap_or(1 - stands);
        if column == self.keep {
            self.take.remove(&field.key);
        } else {
            self.take.insert(field.key.clone());
        }
        true
    }

    fn join(&mut self, cx: &mut Cx<'_>) {
        if self.values().is_none() || self.joining.is_some() {
            return;
        }
        let (keep, gone) = (self.ids[self.keep], self.ids[1 - self.keep]);
        let take = self.take.iter().cloned().collect();
        self.joining = Some(cx.change(Change::Merge { keep, gone, take }));
        cx.go(Go::Pop);
    }

    /// Code and what becomes of them, in so many columns: a long code gives way.
    fn heading(&self, at: usize, room: usize, look: &Look) -> String {
        let Some(card) = self.cards.as_ref().map(|cards| &cards[at]) else { return String::new() };
        let stays = look.t(if at == self.keep { "merge-stays" } else { "merge-goes" });
        let room = room.saturating_sub(width(&stays) + 3).max(6);
        format!("{} · {stays}", fit(&card.customer.draft.code, room))
    }
}

/// Columns of the names of fields.
const LABEL: usize = 16;
/// Letters before the first that differs, where all of a text does not fit.
const BEFORE: usize = 12;

/// Two texts in so many columns each: where one is longer, both begin shortly before they differ.
fn differing(texts: &[String; 2], room: usize) -> [String; 2] {
    if texts.iter().all(|text| width(text) <= room) {
        return texts.clone();
    }
    let alike = texts[0].chars().zip(texts[1].chars()).take_while(|(a, b)| a == b).count();
    let skipped = alike.saturating_sub(BEFORE);
    texts.each_ref().map(|text| {
        let rest: String = text.chars().skip(skipped).collect();
        fit(&if skipped > 0 { format!("…{rest}") } else { rest }, room)
    })
}

/// What a field is called.
fn label(key: &str, look: &Look) -> String {
    if let Some(own) = key.strip_prefix("custom:") {
        return own.to_owned();
    }
    let plain = key.replace('_', "-");
    let names = [format!("merge-field-{plain}"), format!("form-f-{plain}")];
    names.iter().find(|name| look.texts.has(name)).map_or_else(|| key.to_owned(), |name| look.t(name))
}

fn shown(key: &str, text: &str, look: &Look) -> String {
    match (key, text.parse::<i64>()) {
        ("turnover" | "wallet", Ok(minor)) => look.format.money(Money(minor)),
        _ => crate::domain::Day::parse_iso(text).map_or_else(|| text.to_owned(), |day| look.format.day(day)),
    }
}

/// What a field says as a value: amounts and days are no words.
fn value(key: &str, text: &str, look: &Look) -> GridCell {
    match (key, text.parse::<i64>()) {
        ("turnover" | "wallet", Ok(minor)) => GridCell::money(Money(minor), look.format.currency.decimals),
        _ => crate::domain::Day::parse_iso(text).map_or_else(|| GridCell::text(text), GridCell::Day),
    }
}

impl View for Compare {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Pairs, KeyScope::Dialog]
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.asked = cx.ask(Question::Pair(self.ids));
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Back | Action::Quit => true,
            Action::Save | Action::Swap | Action::Choose | Action::Different => self.values().is_some(),
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Save => self.join(cx),
            Action::Choose => return self.choose(None, cx.look),
            Action::Left => return self.choose(Some(0), cx.look),
            Action::Right => return self.choose(Some(1), cx.look),
            Action::Swap => {
                // What was chosen of the other is theirs by default now, and stands as before.
                self.keep = 1 - self.keep;
                self.take.clear();
            }
            Action::Different => {
                cx.change(Change::Different { one: self.ids[0], other: self.ids[1], are: true });
                cx.go(Go::Pop);
            }
            Action::Back | Action::Quit => cx.go(Go::Pop),
            other => return self.state.act(other),
        }
        true
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.state.select(target) && double {
            self.choose(None, cx.look);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let Answer::Pair(cards) = answer else { return };
        if ticket != self.asked {
            return;
        }
        // Where somebody else's change took one of them away, there is no pair any more.
        if cards.is_none() {
            cx.go(Go::Pop);
        }
        self.cards.clone_from(cards);
        let rows = self.fields(cx.look).len();
        self.state.set_len(rows);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner =
            Panel::new(look.t("merge-title")).right(look.t("key-esc")).focused(true).draw(frame, area, look);
        let fields = self.fields(look);
        if fields.is_empty() {
            return;
        }
        let room = usize::from(inner.width).saturating_sub(LABEL + 4) / 2;
        let columns = [
            Column::fixed(look.t("merge-column-field"), LABEL as u16),
            Column::wide(self.heading(0, room, look), 20),
            Column::wide(self.heading(1, room, look), 20),
        ];
        let foot = 3.min(inner.height);
        let body = Rect { height: inner.height - foot, ..inner };
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(body);
        let rows: Vec<Row<'_>> = fields[window]
            .iter()
            .map(|field| {
                let cell = |at: usize| {
                    let said =
                        if field.said[at].is_empty() { look.t("none") } else { field.said[at].clone() };
                    match field.stands {
                        None => Line::from(format!("  {said}")),
                        Some(stands) if stands == at => Line::from(format!("● {said}")),
                        Some(_) => Line::from(Span::styled(format!("○ {said}"), look.theme.dim)),
                    }
                };
                Row::new([Line::from(field.label.clone()), cell(0), cell(1)])
            })
            .collect();
        table.draw(frame, body, &rows, look, hits);
        let note = Rect { y: inner.bottom().saturating_sub(foot), height: foot, ..inner };
        let say = |text: String| Line::from(Span::styled(format!(" {text}"), look.theme.dim));
        let choice = say(look.t("merge-note-choice"));
        let here = fields.get(self.state.cursor).filter(|field| {
            // Two columns before a value say which one stands.
            field.said[0] != field.said[1] && field.said.iter().any(|said| width(said) + 2 > room)
        });
        match here {
            // What the columns cut is told below, where both differ.
            Some(field) => {
                let [one, other] = differing(&field.said, usize::from(inner.width).saturating_sub(3));
                let plain = |text: String| Line::from(Span::styled(format!(" {text}"), look.theme.text));
                look.put_lines(frame, note, [plain(one), plain(other), choice]);
            }
            None => {
                look.put_lines(frame, note, [Line::default(), choice, say(look.t("merge-note-kept"))]);
            }
        }
    }

    fn export(&self, look: &Look) -> Option<Offer> {
        self.cards.as_ref()?;
        let row = |field: &Field| {
            let stands = match field.stands {
                Some(at) => self.heading(at, usize::MAX, look),
                None => look.t("export-cell-both"),
            };
            let [one, other] = [0, 1].map(|at| field.cell(at));
            vec![GridCell::text(&field.label), one, other, GridCell::text(stands)]
        };
        let headings = vec![
            look.t("merge-column-field"),
            self.heading(0, usize::MAX, look),
            self.heading(1, usize::MAX, look),
            look.t("export-column-stands"),
        ];
        Offer::table(look.t("merge-title"), headings, self.fields(look).iter().map(row).collect())
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Save, Action::Choose, Action::Swap, Action::Different, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Save => Some("merge-do-join"),
            Action::Choose => Some("merge-do-choose"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_seen_however_late_it_comes() {
        let of = |a: &str, b: &str, room| differing(&[a.to_owned(), b.to_owned()], room);
        assert_eq!(of("Calle Sol 1", "Calle Sol 2", 20), ["Calle Sol 1", "Calle Sol 2"]);
        let long = "Avenida de la Constitución 123, portal";
        let [one, other] = of(&format!("{long} A"), &format!("{long} B"), 20);
        assert!(one.ends_with(" A") && other.ends_with(" B") && one.starts_with('…'), "{one} {other}");
        let [one, other] = of(&format!("A {long}"), "B", 20);
        assert!(one.starts_with("A Avenida") && one.ends_with('…') && other == "B", "{one}");
    }
}
