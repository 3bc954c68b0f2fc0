//! Popups of the list: order by, copy, questions before work on many.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Customers, POPUP};
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::roster::{Sort, SortBy};
use crate::store::ask::Card;
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::dialog::{Confirm, DialogEvent, Menu, MenuEntry};
use crate::ui::hits::Hits;
use crate::ui::visible::fit;
use crate::views::{Cx, Effect, ToastKind};

/// Orders on offer.
const SORTS: [SortBy; 10] = [
    SortBy::Name,
    SortBy::Stage,
    SortBy::LastPurchase,
    SortBy::Revenue12m,
    SortBy::RevenueTotal,
    SortBy::Orders,
    SortBy::LastContact,
    SortBy::Next,
    SortBy::Due,
    SortBy::AtStake,
];

/// A popup over the list.
#[derive(Debug)]
pub(super) enum Layer {
    Sort(Menu),
    /// What each entry puts on the clipboard.
    Copy(Menu, Vec<String>),
    Ask(Confirm, Bulk),
}

/// What is done to many once it is confirmed.
#[derive(Debug)]
pub(super) struct Bulk {
    customers: Vec<CustomerId>,
    /// How many of them, at the end, the filter hides.
    hidden: usize,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Archive(bool),
    Never,
}

/// Text key of an order.
pub(super) const fn sort_key(by: SortBy) -> &'static str {
    match by {
        SortBy::Name => "customers-sort-name",
        SortBy::Stage => "customers-sort-stage",
        SortBy::LastPurchase => "customers-sort-last",
        SortBy::Revenue12m => "customers-sort-revenue",
        SortBy::RevenueTotal => "customers-sort-total",
        SortBy::Orders => "customers-sort-orders",
        SortBy::LastContact => "customers-sort-contact",
        SortBy::Next => "customers-sort-next",
        SortBy::AtStake => "customers-sort-stake",
        SortBy::Due => "customers-sort-due",
        SortBy::Age => "customers-sort-age",
        SortBy::Rfm => "customers-sort-rfm",
        SortBy::Pareto => "customers-sort-pareto",
        SortBy::PAlive => "customers-sort-p-alive",
        SortBy::Clv => "customers-sort-clv",
        SortBy::Silence => "customers-sort-silence",
        SortBy::Given => "customers-sort-given",
    }
}

/// Whether an order begins with the greatest when it is chosen for the first time.
pub(super) const fn first_direction(by: SortBy) -> bool {
    !matches!(by, SortBy::Name | SortBy::Stage | SortBy::Next | SortBy::Due | SortBy::Pareto | SortBy::Given)
}

/// The orders, the present one under the cursor; choosing it again turns it round.
pub(super) fn sort_menu(now: Sort, look: &Look) -> Layer {
    let entries = SORTS
        .iter()
        .map(|by| {
            let descending = if *by == now.by { now.descending } else { first_direction(*by) };
            let arrow = if descending { "↓" } else { "↑" };
            let note = if *by == now.by { format!("● {arrow}") } else { arrow.to_owned() };
            MenuEntry::new(look.t(sort_key(*by))).note(note)
        })
        .collect();
    let mut menu = Menu::new(look.t("customers-sort-title"), entries);
    menu.state.cursor = SORTS.iter().position(|by| *by == now.by).unwrap_or(0);
    Layer::Sort(menu)
}

/// What can be copied of a customer.
pub(super) fn copy_menu(card: &Card, look: &Look) -> Layer {
    let draft = &card.customer.draft;
    let values = [
        ("customers-copy-phone", &draft.phone),
        ("customers-copy-mobile", &draft.mobile),
        ("customers-copy-email", &draft.email),
        ("customers-copy-name", &draft.name),
        ("customers-copy-code", &draft.code),
    ];
    let entries = values
        .iter()
        .map(|(key, value)| {
            let note = if value.is_empty() { look.t("customers-copy-nothing") } else { fit(value, 30) };
            MenuEntry::new(look.t(key)).note(note)
        })
        .collect();
    let title = look.tf("customers-copy-title", &[("name", fit(&draft.name, 30).into())]);
    Layer::Copy(Menu::new(title, entries), values.iter().map(|(_, v)| (*v).clone()).collect())
}

/// The question before many are archived or brought back.
pub(super) fn archive_question(
    customers: Vec<CustomerId>,
    hidden: usize,
    archived: bool,
    look: &Look,
) -> Layer {
    let verb = if archived { "archive" } else { "unarchive" };
    let title = counted(&format!("customers-{verb}-title"), customers.len(), look);
    let what = look.t(&format!("customers-{verb}-what"));
    let go = counted(&format!("customers-{verb}-do"), customers.len(), look);
    ask(title, &what, go, Bulk { customers, hidden, what: What::Archive(archived) }, look)
}

/// The question before somebody is never contacted again.
pub(super) fn never_question(customers: Vec<CustomerId>, hidden: usize, name: &str, look: &Look) -> Layer {
    let many = customers.len() > 1;
    let title = if many {
        counted("customers-never-title-many", customers.len(), look)
    } else {
        look.tf("customers-never-title", &[("name", fit(name, 40).into())])
    };
    let what = look.t(if many { "customers-never-what-many" } else { "customers-never-what" });
    let go = look.t("customers-never-do");
    ask(title, &what, go, Bulk { customers, hidden, what: What::Never }, look)
}

fn counted(key: &str, n: usize, look: &Look) -> String {
    look.tf(key, &[("n", n.into()), ("count", look.format.int(n as i64).into())])
}

fn ask(title: String, what: &str, go: String, bulk: Bulk, look: &Look) -> Layer {
    let visible = bulk.customers.len() - bulk.hidden;
    let mut lines: Vec<Line<'static>> = Vec::new();
    if bulk.customers.len() > 1 {
        lines.push(Line::from(counted("customers-visible", visible, look)));
        if bulk.hidden > 0 {
            lines.push(Line::from(counted("customers-hidden", bulk.hidden, look)));
        }
        lines.push(Line::default());
    }
    lines.extend(crate::ui::visible::wrap(what, 56).into_iter().map(Line::from));
    lines.push(Line::default());
    lines.extend(crate::ui::visible::wrap(&look.t("customers-undo-hint"), 56).into_iter().map(Line::from));
    let mut buttons = vec![go];
    if bulk.hidden > 0 && visible > 0 {
        buttons.push(counted("customers-only-visible", visible, look));
    }
    buttons.push(look.t("cancel"));
    Layer::Ask(Confirm::new(title, lines, buttons), bulk)
}

impl Layer {
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        match self {
            Self::Sort(menu) | Self::Copy(menu, _) => menu.draw(frame, area, look, hits, POPUP),
            Self::Ask(confirm, _) => confirm.draw(frame, area, look, hits, POPUP),
        }
    }
}

impl Customers {
    pub(super) fn act_on_layer(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let event = match &mut self.layer {
            Some(Layer::Sort(menu) | Layer::Copy(menu, _)) => menu.act(action),
            Some(Layer::Ask(confirm, _)) => confirm.act(action),
            None => return false,
        };
        self.chosen(event, cx);
        true
    }

    /// A letter or digit of a menu's entry; true where it was one.
    pub(super) fn press_on_layer(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let Some(Layer::Sort(menu) | Layer::Copy(menu, _)) = &mut self.layer else { return false };
        let (event, known) = menu.press(c);
        self.chosen(event, cx);
        known
    }

    pub(super) fn click_on_layer(&mut self, target: usize, cx: &mut Cx<'_>) {
        let event = match &mut self.layer {
            Some(Layer::Sort(menu) | Layer::Copy(menu, _)) => menu.click(target),
            Some(Layer::Ask(confirm, _)) => confirm.click(target),
            None => return,
        };
        self.chosen(event, cx);
    }

    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        let at = match event {
            DialogEvent::Chosen(at) => at,
            DialogEvent::Cancelled => {
                self.layer = None;
                return;
            }
            DialogEvent::None | DialogEvent::Changed => return,
        };
        match self.layer.take() {
            Some(Layer::Sort(_)) => {
                if let Some(by) = SORTS.get(at) {
                    self.sort_by(*by, cx);
                }
            }
            Some(Layer::Copy(_, values)) => {
                if let Some(text) = values.into_iter().nth(at) {
                    // Whoever wants what is not there is told so.
                    if text.is_empty() {
                        return cx.toast(ToastKind::Note, cx.look.t("customers-copy-none"));
                    }
                    cx.toast(
                        ToastKind::Note,
                        cx.look.tf("customers-copied", &[("text", fit(&text, 60).into())]),
                    );
                    cx.effect(Effect::Copy(text));
                }
            }
            Some(Layer::Ask(_, bulk)) => carry_out(bulk, at, cx),
            None => {}
        }
    }
}

/// Button 1 is all, button 2 those in sight only.
fn carry_out(bulk: Bulk, button: usize, cx: &mut Cx<'_>) {
    let mut customers = bulk.customers;
    if button == 1 {
        customers.truncate(customers.len() - bulk.hidden);
    }
    let change = match bulk.what {
        What::Archive(archived) => Change::Archive { customers, archived },
        What::Never => {
            let since = Some(cx.today);
            let mut all: Vec<Change> =
                customers.into_iter().map(|customer| Change::DoNotCall { customer, since }).collect();
            match (all.len(), all.pop()) {
                (1, Some(one)) => one,
                (_, last) => {
                    all.extend(last);
                    Change::Batch(all)
                }
            }
        }
    };
    cx.change(change);
}
