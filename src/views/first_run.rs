//! The card of an empty home: sample, import, from nothing, open a file; language, names, currency and looks beside it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Cx, Effect, Go, NewPortfolio, Then, ToastKind, View};
use crate::domain::Currency;
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::texts::Lang;
use crate::ui::theme::ThemeName;
use crate::ui::visible::{pad_right, width, wrap};

/// Proposed currencies; any other ISO code can be typed.
const CURRENCIES: [&str; 10] = ["EUR", "USD", "MXN", "ARS", "COP", "GBP", "CLP", "PEN", "UYU", "CHF"];
/// Themes on the card.
const THEMES: [ThemeName; 5] =
    [ThemeName::Auto, ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast, ThemeName::Mono];
const ORDERS: [(&str, DateOrder); 3] =
    [("dmy", DateOrder::Dmy), ("mdy", DateOrder::Mdy), ("ymd", DateOrder::Ymd)];

/// The card.
pub fn view() -> Box<dyn View> {
    Box::new(Card {
        focus: Place::Choice(0),
        business: TextField::default(),
        user: TextField::default(),
        currency: TextField::new(CURRENCIES[0]),
        wrong_currency: false,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Language,
    Choice(usize),
    Business,
    User,
    Currency,
    Dates,
    Theme,
    Ascii,
}

/// In the order of the arrows.
const PLACES: [Place; 11] = [
    Place::Choice(0),
    Place::Choice(1),
    Place::Choice(2),
    Place::Choice(3),
    Place::Business,
    Place::User,
    Place::Currency,
    Place::Dates,
    Place::Theme,
    Place::Ascii,
    Place::Language,
];

struct Card {
    focus: Place,
    business: TextField,
    user: TextField,
    currency: TextField,
    wrong_currency: bool,
}

impl Card {
    fn field(&mut self) -> Option<&mut TextField> {
        match self.focus {
            Place::Business => Some(&mut self.business),
            Place::User => Some(&mut self.user),
            Place::Currency => Some(&mut self.currency),
            _ => None,
        }
    }

    fn step(&mut self, by: usize) {
        let here = PLACES.iter().position(|p| *p == self.focus).unwrap_or(0);
        self.focus = PLACES[(here + by) % PLACES.len()];
    }

    fn new_portfolio(&self, then: Then) -> Option<NewPortfolio> {
        let currency = Currency::from_code(self.currency.text().trim())?.code;
        let text = |field: &TextField| field.text().trim().to_owned();
        Some(NewPortfolio { business: text(&self.business), user: text(&self.user), currency, then })
    }

    fn choose(&mut self, choice: usize, cx: &mut Cx<'_>) {
        self.focus = Place::Choice(choice);
        match choice {
            0 => cx.effect(Effect::OpenSample),
            1 | 2 => {
                if let Some(create) =
                    self.new_portfolio(if choice == 1 { Then::Import } else { Then::FirstCustomer })
                {
                    cx.effect(Effect::OpenPortfolio { path: None, create: Some(create) });
                } else {
                    self.wrong_currency = true;
                    self.focus = Place::Currency;
                    cx.toast(ToastKind::Trouble, cx.look.t("first-run-currency-wrong"));
                }
            }
            _ => cx.go(Go::Push(super::portfolio::open("~".into()))),
        }
    }

    /// The next or previous value of a field of choices; true where the focus stands on one.
    fn turn(&mut self, forward: bool, cx: &mut Cx<'_>) -> bool {
        let next = |here: usize, len: usize| if forward { (here + 1) % len } else { (here + len - 1) % len };
        match self.focus {
            // The four choices have nothing of their own to change.
            Place::Language | Place::Choice(_) => {
                let lang = cx.look.lang().other();
                cx.effect(Effect::Prefer { key: "language", value: lang.code().into() });
            }
            Place::Dates => {
                let here = ORDERS.iter().position(|(_, o)| *o == cx.look.format.date_order).unwrap_or(0);
                cx.effect(Effect::Prefer { key: "dates", value: ORDERS[next(here, ORDERS.len())].0.into() });
            }
            Place::Theme => {
                let here = THEMES.iter().position(|t| *t == cx.look.theme_wanted).unwrap_or(0);
                let theme = THEMES[next(here, THEMES.len())];
                cx.effect(Effect::Prefer { key: "theme", value: theme.key().into() });
            }
            Place::Ascii => {
                let value = if cx.look.ascii { "no" } else { "yes" };
                cx.effect(Effect::Prefer { key: "ascii", value: value.into() });
            }
            Place::Currency => self.turn_currency(forward),
            _ => return false,
        }
        true
    }

    fn turn_currency(&mut self, forward: bool) {
        let typed = self.currency.text().trim().to_ascii_uppercase();
        let len = CURRENCIES.len();
        let next = match CURRENCIES.iter().position(|c| *c == typed) {
            None => 0,
            Some(here) if forward => (here + 1) % len,
            Some(here) => (here + len - 1) % len,
        };
        self.currency.set(CURRENCIES[next]);
        self.wrong_currency = false;
    }
}

impl View for Card {
    fn scopes(&self) -> Vec<KeyScope> {
        let text = matches!(self.focus, Place::Business | Place::User | Place::Currency);
        if text { vec![KeyScope::Text, KeyScope::Dialog] } else { vec![KeyScope::Dialog] }
    }

    fn is_typing(&self) -> bool {
        matches!(self.focus, Place::Business | Place::User | Place::Currency)
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(
            action,
            Action::Open | Action::OpenSample | Action::Import | Action::OpenPortfolio | Action::Language
        )
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Up | Action::PreviousPanel => self.step(PLACES.len() - 1),
            Action::Down | Action::NextPanel => self.step(1),
            Action::First => self.focus = Place::Choice(0),
            Action::Left => drop(self.turn(false, cx)),
            Action::Right => drop(self.turn(true, cx)),
            Action::Choose if !matches!(self.focus, Place::Choice(_)) => {
                self.turn(true, cx);
            }
            Action::Open | Action::Choose => {
                if let Place::Choice(choice) = self.focus {
                    self.choose(choice, cx);
                } else {
                    self.turn(true, cx);
                }
            }
            Action::OpenSample => self.choose(0, cx),
            Action::Import => self.choose(1, cx),
            Action::OpenPortfolio => self.choose(3, cx),
            // The card stays until something is chosen.
            Action::Back => {}
            _ => return false,
        }
        true
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let choice = c.to_digit(10).and_then(|d| d.checked_sub(1)).filter(|d| *d < 4);
        if let Some(choice) = choice {
            self.choose(choice as usize, cx);
        }
        choice.is_some()
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match key {
            TextKey::Up | TextKey::BackTab => self.step(PLACES.len() - 1),
            TextKey::Down | TextKey::Tab | TextKey::Enter => self.step(1),
            TextKey::Esc => self.focus = Place::Choice(0),
            TextKey::Char(' ') | TextKey::Left | TextKey::Right if self.focus == Place::Currency => {
                self.turn(*key != TextKey::Left, cx);
            }
            key => {
                self.wrong_currency = false;
                if let Some(field) = self.field() {
                    field.key(key);
                }
            }
        }
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        let Some(place) = PLACES.get(target).copied() else { return };
        let again = self.focus == place;
        self.focus = place;
        match place {
            Place::Choice(choice) if double => self.choose(choice, cx),
            Place::Language => drop(self.turn(true, cx)),
            Place::Dates | Place::Theme | Place::Ascii if again => drop(self.turn(true, cx)),
            _ => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let area = centred(area, 72, 23);
        let (es, en) = ("Español", "English");
        let marked = |name: &str, lang: Lang| {
            let style = if look.lang() == lang { look.theme.selected } else { look.theme.text };
            Span::styled(if look.lang() == lang { format!("▐{name}▌") } else { format!(" {name} ") }, style)
        };
        let pointer = if self.focus == Place::Language { "▶ " } else { "" };
        let right =
            Line::from(vec![Span::raw(pointer), marked(es, Lang::Es), Span::raw("/"), marked(en, Lang::En)]);
        let inner = Panel::new("cartera").right(right).popup().draw(frame, area, look);
        hits.add(
            Rect { x: area.right().saturating_sub(26), width: 24.min(area.width), height: 1, ..area },
            10,
        );
        // Blank lines between the parts go first where there is little room.
        let text = usize::from(inner.width.saturating_sub(4)).max(1);
        let welcome = wrap(&look.t("first-run-welcome"), text);
        let needed = welcome.len() as u16 + 14;
        let spare = inner.height.saturating_sub(needed);
        let mut blanks = spare.saturating_sub(u16::from(spare > 5));
        let mut y = inner.y + u16::from(spare > 5);
        let mut line =
            |frame: &mut Frame<'_>, line: Line<'_>, place: Option<Place>, blank: bool, hits: &mut Hits| {
                if y < inner.bottom() {
                    let row = Rect::new(inner.x, y, inner.width, 1);
                    look.put(frame, row, line);
                    if let Some(at) = place.and_then(|place| PLACES.iter().position(|p| *p == place)) {
                        hits.add(row, at);
                    }
                }
                y += 1 + u16::from(blank && blanks > 0);
                if blank {
                    blanks = blanks.saturating_sub(1);
                }
            };
        let head = welcome.len() as u16 + 5;
        let last = welcome.len().saturating_sub(1);
        for (number, words) in welcome.into_iter().enumerate() {
            line(frame, Line::from(format!("  {words}")), None, number == last, hits);
        }
        let safe = Span::styled(format!("  {}", look.t("first-run-safe")), look.theme.dim);
        line(frame, Line::from(safe), None, true, hits);
        for (choice, key) in ["sample", "import", "new", "open"].into_iter().enumerate() {
            let here = self.focus == Place::Choice(choice);
            let style = if here { look.theme.cursor } else { look.theme.text };
            let name = pad_right(&look.t(&format!("first-run-{key}")), 25);
            let note = look.t(&format!("first-run-{key}-note"));
            let words = Line::from(vec![
                Span::styled(if here { "▶ " } else { "  " }, style),
                Span::styled(format!("{}  ", choice + 1), style.patch(look.theme.accent)),
                Span::styled(format!("{name} "), style),
                Span::styled(note, if here { style } else { look.theme.dim }),
            ]);
            line(frame, words, Some(Place::Choice(choice)), choice == 3, hits);
        }
        let label_room = ["business", "user", "currency", "theme"]
            .map(|key| width(&look.t(&format!("first-run-{key}"))))
            .into_iter()
            .max()
            .unwrap_or(0)
            + 4;
        let label = |place: Place, key: &str| {
            let here = self.focus == place;
            let style = if here { look.theme.heading } else { look.theme.text };
            let pointer = if here { "▶ " } else { "  " };
            Span::styled(
                format!("{pointer}{}", pad_right(&look.t(&format!("first-run-{key}")), label_room)),
                style,
            )
        };
        let picked = |place: Place, words: String| {
            let style = if self.focus == place { look.theme.field } else { look.theme.text };
            Span::styled(format!("{words} ▾"), style)
        };
        // Under the welcome, the promise and the four choices, with the blank lines there was room for.
        let first = inner.y + u16::from(spare > 5) + head + spare.saturating_sub(u16::from(spare > 5)).min(3);
        line(frame, Line::from(label(Place::Business, "business")), Some(Place::Business), false, hits);
        line(frame, Line::from(label(Place::User, "user")), Some(Place::User), false, hits);
        let dates = ORDERS.iter().find(|(_, o)| *o == look.format.date_order).map_or("dmy", |(key, _)| key);
        let mut money = vec![label(Place::Currency, "currency"), Span::raw(" ".repeat(8))];
        money.push(Span::styled(pad_right(&self.currency_words(look), 16), look.theme.dim));
        let pointer = if self.focus == Place::Dates { "▶ " } else { "  " };
        money.push(Span::raw(format!("{pointer}{}  ", look.t("first-run-dates"))));
        money.push(picked(Place::Dates, look.t(&format!("first-run-dates-{dates}"))));
        line(frame, Line::from(money), Some(Place::Currency), false, hits);
        let theme = vec![
            label(Place::Theme, "theme"),
            picked(Place::Theme, look.t(&format!("theme-{}", look.theme_wanted.key()))),
            Span::styled(format!("   {}", look.t("first-run-theme-note")), look.theme.dim),
        ];
        line(frame, Line::from(theme), Some(Place::Theme), true, hits);
        let pointer = if self.focus == Place::Ascii { "▶ " } else { "  " };
        let ask = format!("{pointer}{}   ┌─┐ █▓▒░ ñ á € ✓", look.t("first-run-ascii"));
        line(frame, Line::from(ask), Some(Place::Ascii), false, hits);
        let answer = look.t(if look.ascii { "first-run-ascii-no" } else { "first-run-ascii-yes" });
        let note = Span::styled(format!("   {}", look.t("first-run-ascii-note")), look.theme.dim);
        line(
            frame,
            Line::from(vec![Span::raw("  "), picked(Place::Ascii, answer), note]),
            Some(Place::Ascii),
            true,
            hits,
        );
        line(
            frame,
            Line::from(Span::styled(format!("  {}", look.t("first-run-keys")), look.theme.dim)),
            None,
            false,
            hits,
        );
        line(
            frame,
            Line::from(Span::styled(format!("  {}", look.t("first-run-apart")), look.theme.dim)),
            None,
            false,
            hits,
        );
        let x = inner.x + 2 + label_room as u16;
        for (number, (place, field, columns)) in [
            (Place::Business, &self.business, 40),
            (Place::User, &self.user, 40),
            (Place::Currency, &self.currency, 6),
        ]
        .into_iter()
        .enumerate()
        {
            let here = self.focus == place;
            let wrong = place == Place::Currency && self.wrong_currency;
            let style = if wrong { look.theme.bad } else { look.theme.field };
            let y = first + number as u16;
            if y < inner.bottom() {
                field.draw(frame, Rect::new(x, y, columns, 1), style, here);
            }
        }
    }

    fn is_popup(&self) -> bool {
        false
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Language, Action::Quit]
    }
}

impl Card {
    /// What the code typed means.
    fn currency_words(&self, look: &Look) -> String {
        match Currency::from_code(self.currency.text().trim()) {
            Some(currency) if currency.symbol != currency.code => currency.symbol,
            Some(_) => String::new(),
            None => look.t("first-run-currency-iso"),
        }
    }
}
