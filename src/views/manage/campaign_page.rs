//! The audience of a campaign: who is contacted, who is kept apart, who was left out and why, and how each answered.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::work::campaign::{CampaignId, CampaignStep, Part, Response};
use crate::store::ask::{Answer, CampaignMember, CampaignPage, ChangeWords, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Menu, MenuEntry, Prompt};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::fit;
use crate::views::{Cx, Go, ToastKind, View, line};

/// Targets of the menu's entries; below them the rows.
const POPUP: usize = 1 << 32;

/// The audience of a campaign.
pub(super) fn page(page: CampaignPage) -> Box<dyn View> {
    let list = ListState::new(page.members.len());
    Box::new(Members { page, list, menu: None, asked: 0, saving: 0, today: None })
}

/// Asks what was learned, and ends it.
pub(super) fn verdict(id: CampaignId, name: &str, look: &Look) -> Box<dyn View> {
    let title = look.tf("campaigns-close-title", &[("name", fit(name, 30).into())]);
    let mut prompt = Prompt::new(title, look.t("campaigns-close-what"), "");
    prompt.echo = look.t("campaigns-close-how");
    line::open(prompt, Verdict(id))
}

struct Verdict(CampaignId);

impl line::About for Verdict {
    fn save(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) -> Option<Ticket> {
        let step = CampaignStep::Close { on: cx.today, verdict: prompt.text().trim().to_owned() };
        Some(cx.change(Change::StepCampaign { id: self.0, step }))
    }
}

struct Members {
    page: CampaignPage,
    list: ListState,
    menu: Option<Menu>,
    asked: Ticket,
    saving: Ticket,
    today: Option<Day>,
}

impl Members {
    fn current(&self) -> Option<&CampaignMember> {
        self.page.members.get(self.list.cursor)
    }

    fn ask_response(&mut self, look: &Look) {
        let Some(member) = self.current().filter(|m| m.part == Part::Treated) else { return };
        let entries = Response::ALL
            .into_iter()
            .map(|r| MenuEntry::new(look.t(&format!("response-{}", r.key()))))
            .chain([MenuEntry::new(look.t("response-none")).key('0')])
            .collect();
        let title = look.tf("campaigns-response-title", &[("name", fit(&member.name, 30).into())]);
        self.menu = Some(Menu::new(title, entries));
    }

    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(at) => {
                self.menu = None;
                let Some(customer) = self.current().map(|m| m.id) else { return };
                let response = Response::ALL.get(at).copied();
                let step = CampaignStep::Respond { customer, response, on: cx.today };
                self.saving = cx.change(Change::StepCampaign { id: self.page.id, step });
                self.list.act(Action::Down);
            }
            DialogEvent::Cancelled => self.menu = None,
            _ => {}
        }
    }
}

impl View for Members {
    fn scopes(&self) -> Vec<KeyScope> {
        match self.menu {
            Some(_) => vec![KeyScope::Dialog],
            None => vec![KeyScope::Manage, KeyScope::Record, KeyScope::List],
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::CampaignPage(self.page.id));
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Respond => self.current().is_some_and(|m| m.part == Part::Treated),
            Action::Open | Action::LogContact | Action::DoNotCall => self.current().is_some(),
            Action::Back => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        if let Some(menu) = &mut self.menu {
            if action == Action::Help {
                return false;
            }
            let event = menu.act(action);
            self.chosen(event, cx);
            return true;
        }
        match action {
            Action::Back | Action::Quit => cx.go(Go::Pop),
            Action::Respond if self.can(action) => self.ask_response(cx.look),
            Action::Open => {
                let Some(id) = self.current().map(|m| m.id) else { return false };
                let ids: Arc<[i64]> = self.page.members.iter().map(|m| m.id).collect();
                cx.go(Go::Push(crate::views::customer::page(id, ids)));
            }
            Action::LogContact => {
                let Some(member) = self.current() else { return false };
                cx.go(Go::Push(crate::views::forms::contact(member.id, &member.name)));
            }
            Action::DoNotCall => {
                let Some(member) = self.current() else { return false };
                let change = Change::DoNotCall { customer: member.id, since: Some(cx.today) };
                let title = cx.look.tf("winback-do-not-call-title", &[("name", member.name.as_str().into())]);
                let text = cx.look.t("winback-do-not-call-text");
                let layer =
                    crate::views::winback::question(title, &text, "winback-do-not-call-yes", change, cx.look);
                cx.go(Go::Push(layer));
            }
            other => return self.list.act(other),
        }
        true
    }

    fn press(&mut self, c: char, cx: &mut Cx<'_>) -> bool {
        let Some(menu) = &mut self.menu else { return false };
        let (event, mine) = menu.press(c);
        self.chosen(event, cx);
        mine
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        match (&mut self.menu, target.checked_sub(POPUP)) {
            (Some(menu), Some(entry)) => {
                let event = menu.click(entry);
                self.chosen(event, cx);
            }
            (None, None) if self.list.select(target) && double => {
                self.act(Action::Open, cx);
            }
            _ => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::CampaignPage(Some(page)) if ticket == self.asked => {
                let here = self.current().map(|m| m.id);
                let ids: Vec<i64> = page.members.iter().map(|m| m.id).collect();
                self.page = (**page).clone();
                self.list.follow(here.as_ref(), &ids);
            }
            Answer::CampaignPage(None) if ticket == self.asked => cx.go(Go::Pop),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.asked || ticket == self.saving {
            cx.toast(ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let members = &self.page.members;
        let count = |part| members.iter().filter(|m| m.part == part).count();
        let right = look.tf(
            "campaigns-parts",
            &[
                ("treated", count(Part::Treated).into()),
                ("control", count(Part::Control).into()),
                ("left", count(Part::LeftOut).into()),
            ],
        );
        let bottom = if members.is_empty() {
            String::new()
        } else {
            look.tf("list-position", &[("at", (self.list.cursor + 1).into()), ("all", members.len().into())])
        };
        let inner = Panel::new(fit(&self.page.draft.name, usize::from(area.width / 2)))
            .right(Span::styled(right, look.theme.dim))
            .bottom(bottom)
            .focused(true)
            .draw(frame, area, look);
        let today = self.today.unwrap_or(Day(0));
        let columns = [
            Column::wide(look.t("calls-column-customer"), 20),
            Column::fixed(look.t("cli-campaign-part"), 10),
            Column::fixed(look.t("cli-campaign-why"), 22),
            Column::fixed(look.t("campaigns-c-when"), 11).right(),
            Column::fixed(look.t("cli-campaign-response"), 12),
        ];
        let table = Table::new(&columns, &self.list, 0);
        let rows: Vec<Row<'_>> = members[table.window(inner)]
            .iter()
            .map(|m| {
                let why = if m.why.is_empty() {
                    String::new()
                } else {
                    look.t(&format!("left-out-{}", m.why.replace('_', "-")))
                };
                let style = if m.part == Part::Treated && !m.why.is_empty() {
                    look.theme.warn
                } else {
                    look.theme.text
                };
                Row::new([
                    Line::from(m.name.clone()),
                    Line::from(look.t(&format!("campaign-part-{}", m.part.key().replace('_', "-")))),
                    Line::from(Span::styled(why, style)),
                    Line::from(m.contacted.map_or_else(String::new, |d| look.format.day_short(d, today))),
                    Line::from(
                        m.response.map_or_else(String::new, |r| look.t(&format!("response-{}", r.key()))),
                    ),
                ])
                .dim(m.part == Part::LeftOut)
            })
            .collect();
        table.draw(frame, inner, &rows, look, hits);
        if let Some(menu) = &self.menu {
            menu.draw(frame, area, look, hits, POPUP);
        }
    }

    fn footer(&self) -> Vec<Action> {
        if self.menu.is_some() {
            return vec![Action::Open, Action::Back];
        }
        let wanted = [Action::Respond, Action::LogContact, Action::Open, Action::DoNotCall];
        wanted.into_iter().filter(|a| self.can(*a)).chain([Action::Back]).collect()
    }

    fn export(&self, _look: &Look) -> Option<crate::views::exports::Offer> {
        let whom: Vec<_> = self.page.members.iter().map(|m| m.id).collect();
        let title = self.page.draft.name.clone();
        crate::views::exports::Offer::list(title, whom).filter(|_| self.menu.is_none())
    }
}
