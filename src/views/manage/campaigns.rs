//! Campaigns: whom each reached, who was left out and why, what it brought beside its control group.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{ON_LIST, ON_MENU, Page, TARGETS, campaign_page, say, share};
use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::people::Channel;
use crate::domain::query::Query;
use crate::domain::roster::{Scope, Sort};
use crate::domain::work::campaign::{CampaignStep, Part, Sheet};
use crate::store::ask::{Answer, CampaignPage, CampaignRow, ListSpec, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::dialog::{DialogEvent, Menu, MenuEntry};
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::visible::fit;
use crate::views::{Cx, Go, ToastKind};

/// Rows of what is told of the one under the cursor.
const DETAIL: u16 = 9;

/// What an entry of the menu does.
#[derive(Clone, Debug)]
enum Pick {
    Call,
    Send,
    Sheet(Sheet),
    Close,
    Reopen,
    Delete,
}

/// What the page of a campaign is asked for.
#[derive(Clone, Debug)]
enum For {
    Open,
    Pick(Pick),
}

#[derive(Default)]
pub(super) struct Campaigns {
    rows: Option<Vec<CampaignRow>>,
    list: ListState,
    menu: Option<(Menu, Vec<Pick>)>,
    asked: Ticket,
    asked_page: Ticket,
    asked_everybody: Ticket,
    wanted: Option<For>,
    saving: Ticket,
    today: Option<Day>,
}

impl Campaigns {
    fn all(&self) -> &[CampaignRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn current(&self) -> Option<&CampaignRow> {
        self.all().get(self.list.cursor)
    }

    fn want(&mut self, wanted: For, cx: &mut Cx<'_>) {
        if let Some(id) = self.current().map(|row| row.id) {
            self.wanted = Some(wanted);
            self.asked_page = cx.ask(Question::CampaignPage(id));
        }
    }

    fn ask_step(&mut self, cx: &Cx<'_>) {
        let Some(row) = self.current() else { return };
        let look = cx.look;
        let mut picks: Vec<(&str, char, Pick)> = Vec::new();
        match row.draft.channel {
            Channel::Phone => picks.push(("campaigns-step-call", 'l', Pick::Call)),
            Channel::Email => picks.extend([
                ("campaign-sheet-emails", 'x', Pick::Sheet(Sheet::Emails)),
                ("campaigns-step-send", 's', Pick::Send),
            ]),
            _ => picks.extend([
                ("campaign-sheet-letters", 'x', Pick::Sheet(Sheet::Letters)),
                ("campaign-sheet-labels", 'e', Pick::Sheet(Sheet::Labels)),
                ("campaigns-step-send", 's', Pick::Send),
            ]),
        }
        picks.push(match row.closed {
            Some(_) => ("campaigns-step-reopen", 'm', Pick::Reopen),
            None => ("campaigns-step-close", 'd', Pick::Close),
        });
        picks.push(("campaigns-step-delete", 'z', Pick::Delete));
        let entries = picks.iter().map(|(key, c, _)| MenuEntry::new(look.t(key)).key(*c)).collect();
        let title = fit(&row.draft.name, 40);
        self.menu = Some((Menu::new(title, entries), picks.into_iter().map(|(.., pick)| pick).collect()));
    }

    fn do_pick(&mut self, pick: Pick, cx: &mut Cx<'_>) {
        let Some(row) = self.current() else { return };
        let id = row.id;
        match pick {
            Pick::Close => {
                cx.go(Go::Push(campaign_page::verdict(id, &row.draft.name, cx.look)));
            }
            Pick::Reopen => {
                self.saving = cx.change(Change::StepCampaign { id, step: CampaignStep::Reopen });
            }
            Pick::Delete => {
                let title =
                    cx.look.tf("campaigns-delete-title", &[("name", fit(&row.draft.name, 30).into())]);
                let text = cx.look.t("campaigns-delete-text");
                let change = Change::DeleteCampaign(id);
                let layer =
                    crate::views::winback::question(title, &text, "campaigns-delete-yes", change, cx.look);
                cx.go(Go::Push(layer));
            }
            Pick::Call | Pick::Send | Pick::Sheet(_) => self.want(For::Pick(pick), cx),
        }
    }

    fn with_page(wanted: &For, page: &CampaignPage, cx: &mut Cx<'_>) {
        let look = cx.look;
        match wanted {
            For::Open => cx.go(Go::Push(campaign_page::page(page.clone()))),
            For::Pick(_) if page.mailing.is_empty() => {
                cx.toast(ToastKind::Note, look.t("campaigns-nobody-left"));
            }
            For::Pick(Pick::Sheet(sheet)) => cx.go(Go::Push(super::sheet::ask(page, *sheet, look))),
            For::Pick(Pick::Send) => {
                let customers: Vec<_> = page.mailing.iter().map(|m| m.id).collect();
                let args = [("name", fit(&page.draft.name, 30).into())];
                let title = look.tf("campaigns-send-title", &args);
                let text = look.tf("campaigns-send-text", &[("n", customers.len().into())]);
                let step = CampaignStep::Send { on: cx.today, customers };
                let change = Change::StepCampaign { id: page.id, step };
                cx.go(Go::Push(crate::views::winback::question(
                    title,
                    &text,
                    "campaigns-send-yes",
                    change,
                    look,
                )));
            }
            For::Pick(_) => {
                // Who was called already is not called again for it.
                let ids: Vec<_> = page
                    .members
                    .iter()
                    .filter(|m| m.part == Part::Treated && m.why.is_empty() && m.contacted.is_none())
                    .map(|m| m.id)
                    .collect();
                let Some(first) = ids.first().copied() else {
                    cx.toast(ToastKind::Note, look.t("campaigns-nobody-left"));
                    return;
                };
                let title = look.tf("calls-title-list", &[("what", page.draft.name.as_str().into())]);
                cx.go(Go::Push(crate::views::calls::list(title, &ids, first)));
            }
        }
    }

    fn explain(&self, cx: &mut Cx<'_>) {
        let Some(row) = self.current() else { return };
        let (look, figures) = (cx.look, &row.figures);
        let money = |m| look.format.money(m);
        let mut rows = vec![
            (look.t("campaigns-explain-incremental"), look.t("campaigns-explain-incremental-text")),
            (
                look.t("campaigns-explain-arms"),
                look.tf(
                    "campaigns-explain-arms-text",
                    &[
                        ("treated", figures.treated.n.into()),
                        ("revenue", money(figures.treated.revenue).into()),
                        ("control", figures.control.n.into()),
                        ("other", money(figures.control.revenue).into()),
                    ],
                ),
            ),
            (look.t("campaigns-explain-response"), look.t("campaigns-explain-response-text")),
            (
                look.t("campaigns-explain-period"),
                look.tf(
                    "campaigns-explain-period-text",
                    &[
                        ("first", look.format.day(row.made_on.plus(1)).into()),
                        ("last", look.format.day(row.made_on.plus(row.draft.days)).into()),
                    ],
                ),
            ),
        ];
        if let Some(stage) = row.draft.stage {
            let [treated, control] = figures.moved_on();
            rows.push((
                look.t("campaigns-explain-moved"),
                look.tf(
                    "campaigns-explain-moved-text",
                    &[
                        ("stage", look.t(&format!("stage-{}", stage.key())).into()),
                        ("treated", share(treated, figures.treated.n, look).into()),
                        ("control", share(control, figures.control.n, look).into()),
                    ],
                ),
            ));
        }
        cx.go(Go::Push(crate::views::explain::view(row.draft.name.clone(), rows)));
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(row) = self.current() else { return };
        let right = match &row.closed {
            Some((day, _)) => look.tf("campaigns-closed-on", &[("day", look.format.day(*day).into())]),
            None => look.tf("campaigns-since", &[("day", look.format.day(row.made_on).into())]),
        };
        let inner = Panel::new(fit(&row.draft.name, usize::from(area.width / 2)))
            .right(Span::styled(right, look.theme.dim))
            .draw(frame, area, look);
        let room = usize::from(inner.width.saturating_sub(2));
        let figures = &row.figures;
        let mut pairs = vec![(
            look.t("campaigns-d-audience"),
            look.tf(
                "campaigns-d-audience-text",
                &[
                    ("all", row.audience.into()),
                    ("treated", figures.treated.n.into()),
                    ("control", figures.control.n.into()),
                    ("what", row.draft.audience.as_str().into()),
                ],
            ),
        )];
        let left_out: Vec<String> = row
            .excluded
            .iter()
            .map(|(why, n)| {
                format!("{} {}", look.t(&format!("left-out-{}", why.replace('_', "-"))), look.format.int(*n))
            })
            .collect();
        if !left_out.is_empty() {
            pairs.push((look.t("campaigns-d-left-out"), left_out.join(", ")));
        }
        let bought = |n: u64, of: u64| share((of > 0).then(|| n as f64 / of as f64), of, look);
        pairs.push((
            look.t("campaigns-d-bought"),
            look.tf(
                "campaigns-d-bought-text",
                &[
                    ("treated", bought(figures.treated.buyers, figures.treated.n).into()),
                    ("control", bought(figures.control.buyers, figures.control.n).into()),
                ],
            ),
        ));
        if let Some(stage) = row.draft.stage {
            let [treated, control] = figures.moved_on();
            let args = [
                ("treated", share(treated, figures.treated.n, look).into()),
                ("control", share(control, figures.control.n, look).into()),
            ];
            let label =
                look.tf("campaigns-d-moved", &[("stage", look.t(&format!("stage-{}", stage.key())).into())]);
            pairs.push((label, look.tf("campaigns-d-bought-text", &args)));
        }
        for (key, text) in
            [("campaigns-d-offer", &row.draft.offer), ("campaigns-d-script", &row.draft.script)]
        {
            if !text.is_empty() {
                pairs.push((look.t(key), text.clone()));
            }
        }
        if let Some((_, verdict)) = row.closed.as_ref().filter(|(_, verdict)| !verdict.is_empty()) {
            pairs.push((look.t("campaigns-d-verdict"), verdict.clone()));
        }
        let label = pairs.iter().map(|(label, _)| crate::ui::visible::width(label)).max().unwrap_or(0);
        let lines = pairs.into_iter().map(|(name, text)| {
            Line::from(vec![
                Span::styled(crate::ui::visible::pad_right(&name, label + 2), look.theme.dim),
                Span::raw(fit(&text, room.saturating_sub(label + 2))),
            ])
        });
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        look.put_lines(frame, text, lines);
    }
}

impl Page for Campaigns {
    fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.today = Some(cx.today);
        self.asked = cx.ask(Question::Campaigns);
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Open | Action::Edit | Action::MoveTo | Action::Explain => self.current().is_some(),
            Action::CallList => self.current().is_some_and(|row| row.draft.channel == Channel::Phone),
            Action::New => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::New => {
                let spec = ListSpec { scope: Scope::All, query: Query::default(), sort: Sort::default() };
                self.asked_everybody = cx.ask(Question::List(spec));
            }
            Action::Open => self.want(For::Open, cx),
            Action::Edit if self.can(action) => {
                let Some(row) = self.current() else { return false };
                cx.go(Go::Push(crate::views::forms::edit_campaign(row.id, row.draft.clone())));
            }
            Action::MoveTo if self.can(action) => self.ask_step(cx),
            Action::CallList if self.can(action) => self.want(For::Pick(Pick::Call), cx),
            Action::Explain => self.explain(cx),
            other => return self.list.act(other),
        }
        true
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        match answer {
            Answer::Campaigns(rows) if ticket == self.asked => {
                let here = self.current().map(|row| row.id);
                let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
                self.rows = Some(rows.clone());
                self.list.follow(here.as_ref(), &ids);
            }
            Answer::CampaignPage(Some(page)) if ticket == self.asked_page => {
                if let Some(wanted) = self.wanted.take() {
                    Self::with_page(&wanted, page, cx);
                }
            }
            Answer::Listing(listing) if ticket == self.asked_everybody && listing.complete => {
                self.asked_everybody = 0;
                let audience = cx.look.t("campaigns-everybody");
                cx.go(Go::Push(crate::views::forms::campaign(listing.order.to_vec(), &audience, None)));
            }
            _ => {}
        }
    }

    fn asked(&self, ticket: Ticket) -> bool {
        [self.asked, self.asked_page, self.asked_everybody, self.saving].contains(&ticket)
    }

    fn click(&mut self, _kind: usize, number: usize, double: bool, cx: &mut Cx<'_>) {
        if self.list.select(number) && double {
            self.act(Action::Open, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let detail = if area.height >= DETAIL + 7 && self.current().is_some() { DETAIL } else { 0 };
        let list = Rect { height: area.height - detail, ..area };
        let inner = Panel::new(look.t("manage-tab-campaigns")).focused(true).draw(frame, list, look);
        if self.rows.is_some() && self.all().is_empty() {
            say(frame, inner, &look.t("campaigns-none"), look);
        } else {
            let columns = [
                Column::wide(look.t("cli-campaign-name"), 16),
                Column::fixed(look.t("cli-campaign-channel"), 8).drop(2),
                Column::fixed(look.t("campaigns-c-treated"), 8).right(),
                Column::fixed(look.t("campaigns-c-control"), 8).right().drop(1),
                Column::fixed(look.t("campaigns-c-contacted"), 9).right(),
                Column::fixed(look.t("campaigns-c-rate"), 9).right(),
                Column::fixed(look.t("campaigns-c-incremental"), 11).right(),
                Column::fixed(look.t("campaigns-c-roi"), 9).right().drop(3),
                Column::fixed("", 0),
            ];
            let table = Table::new(&columns, &self.list, ON_LIST * TARGETS);
            let rows: Vec<Row<'_>> = self.all()[table.window(inner)]
                .iter()
                .map(|row| {
                    let figures = &row.figures;
                    let percent =
                        |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |s| look.format.percent(s));
                    Row::new([
                        Line::from(row.draft.name.clone()),
                        Line::from(look.t(&format!("channel-{}", row.draft.channel.code()))),
                        Line::from(look.format.int(figures.treated.n)),
                        Line::from(look.format.int(figures.control.n)),
                        Line::from(look.format.int(figures.contacted)),
                        Line::from(percent(figures.response_rate())),
                        Line::from(
                            figures.incremental().map_or_else(|| "—".to_owned(), |m| look.format.amount(m)),
                        ),
                        Line::from(percent(figures.roi())),
                        Line::default(),
                    ])
                    .dim(row.closed.is_some())
                })
                .collect();
            table.draw(frame, inner, &rows, look, hits);
        }
        if detail > 0 {
            self.draw_detail(frame, Rect { y: list.bottom(), height: detail, ..area }, look);
        }
        if let Some((menu, _)) = &self.menu {
            menu.draw(frame, area, look, hits, ON_MENU * TARGETS);
        }
    }

    fn footer(&self) -> Vec<Action> {
        let wanted =
            [Action::New, Action::CallList, Action::MoveTo, Action::Edit, Action::Open, Action::Explain];
        wanted.into_iter().filter(|action| self.can(*action)).collect()
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::New => Some("campaigns-key-new"),
            Action::Open => Some("campaigns-key-members"),
            Action::MoveTo => Some("campaigns-key-do"),
            _ => None,
        }
    }

    fn menu(&mut self) -> Option<&mut Menu> {
        self.menu.as_mut().map(|(menu, _)| menu)
    }

    fn has_menu(&self) -> bool {
        self.menu.is_some()
    }

    fn chosen(&mut self, event: DialogEvent, cx: &mut Cx<'_>) {
        match event {
            DialogEvent::Chosen(at) => {
                let pick = self.menu.take().and_then(|(_, picks)| picks.into_iter().nth(at));
                if let Some(pick) = pick {
                    self.do_pick(pick, cx);
                }
            }
            DialogEvent::Cancelled => self.menu = None,
            _ => {}
        }
    }
}
