//! A colleague's bundle on screen: choose the file, see what it would change, bring it in. Nothing is written before that;
//! what both wrote leads to the page on which it is chosen.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::conflicts;
use super::importing::chooser::{Chooser, Chosen};
use super::{Cx, Effect, FileNews, Go, ToastKind, View, result_is_gone};
use crate::domain::Day;
use crate::store::ask::{Answer, ChangeWords, Gone, Merged, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::table::ListState;
use crate::ui::text_input::TextKey;
use crate::ui::visible::{pad_right, width, wrap};

/// How a bundle's name ends.
const ENDINGS: &[&str] = &[".bundle"];

/// What a bundle holds, or what it brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BundleNews {
    /// Whose it is.
    pub author: String,
    /// When it was made, `2026-11-23T10:30:00`.
    pub made_at: String,
    /// The day since which it holds what was touched; empty where it holds everything.
    pub since: String,
    /// What it changes.
    pub merged: Merged,
}

/// Begins with the choice of a file in `folder`.
pub fn view(folder: PathBuf) -> Box<dyn View> {
    Box::new(Bundling {
        step: Step::File,
        chooser: Chooser::new(folder, ENDINGS),
        path: PathBuf::new(),
        news: None,
        why: None,
        list: ListState::default(),
        progress: (0, 0),
        asked: 0,
        change: 0,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    File,
    /// The bundle is read, and what it would change is found out.
    Reading,
    Preview,
    Running,
    Done,
}

struct Bundling {
    step: Step,
    chooser: Chooser,
    path: PathBuf,
    news: Option<Box<BundleNews>>,
    why: Option<ChangeWords>,
    /// What both wrote.
    list: ListState,
    progress: (u64, u64),
    asked: Ticket,
    /// What brought it in, for the day it is taken back; 0 until it is known.
    change: i64,
}

impl Bundling {
    fn choose_file(&mut self, chosen: Chosen, cx: &mut Cx<'_>) {
        match chosen {
            Chosen::None => {}
            Chosen::Cancelled => cx.go(Go::Pop),
            Chosen::File(path) => {
                self.path = path;
                (self.news, self.why) = (None, None);
                self.start(Step::Reading, cx);
            }
        }
    }

    /// Has the bundle read, or brought in.
    fn start(&mut self, step: Step, cx: &mut Cx<'_>) {
        self.step = step;
        self.progress = (0, 0);
        self.asked = cx.ticket();
        cx.effect(Effect::Bundle(self.asked, self.path.clone(), step == Step::Running));
    }

    fn back_to_files(&mut self, cx: &mut Cx<'_>) {
        self.step = Step::File;
        self.chooser.ask(cx);
    }

    fn changes_nothing(&self) -> bool {
        self.news.as_ref().is_some_and(|news| news.merged.is_nothing())
    }

    /// On from what came in: to what both wrote, where there is any.
    fn go_on(&self, cx: &mut Cx<'_>) {
        cx.go(Go::Pop);
        if self.news.as_ref().is_some_and(|news| !news.merged.conflicts.is_empty()) {
            cx.go(Go::Push(conflicts::view()));
        }
    }

    fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| Path::new(name).display().to_string())
    }
}

impl View for Bundling {
    fn scopes(&self) -> Vec<KeyScope> {
        let inner = if self.step == Step::File { KeyScope::Text } else { KeyScope::Dialog };
        vec![inner, KeyScope::Form]
    }

    fn is_asking(&self) -> bool {
        self.step != Step::Done
    }

    fn is_typing(&self) -> bool {
        self.step == Step::File
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if self.step == Step::File {
            self.chooser.ask(cx);
        }
    }

    fn can(&self, action: Action) -> bool {
        match action {
            Action::Save => self.step == Step::Preview && self.news.is_some() && !self.changes_nothing(),
            Action::Open | Action::Back | Action::Quit => true,
            _ => false,
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        match (self.step, action) {
            (_, Action::Help | Action::Redraw | Action::Language) => return false,
            (Step::File, action) => return self.chooser.act(action),
            (Step::Preview, Action::Save | Action::Open | Action::Choose) => {
                if self.can(Action::Save) {
                    self.start(Step::Running, cx);
                } else {
                    let key = if self.news.is_some() { "bundling-nothing" } else { "importing-another-file" };
                    cx.toast(ToastKind::Note, cx.look.t(key));
                }
            }
            (Step::Preview, Action::Back | Action::Quit) => self.back_to_files(cx),
            (Step::Preview, action) => return self.list.act(action),
            (Step::Reading | Step::Running, Action::Back | Action::Quit) => cx.effect(Effect::CancelImport),
            // Leaving the screen would not stop the work: it has to be stopped or awaited.
            (Step::Reading | Step::Running, _) => {}
            (Step::Done, Action::Open | Action::Choose) => self.go_on(cx),
            (Step::Done, Action::Back | Action::Quit) => cx.go(Go::Pop),
            (Step::Done, _) => return false,
        }
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let chosen = self.chooser.key(key, cx);
        self.choose_file(chosen, cx);
    }

    fn click(&mut self, target: usize, double: bool, cx: &mut Cx<'_>) {
        if self.step == Step::File {
            let chosen = self.chooser.click(target, double, cx);
            self.choose_file(chosen, cx);
        } else {
            self.list.select(target);
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        let Answer::Done(applied) = answer else { return };
        if self.step != Step::Done {
            return;
        }
        if result_is_gone(applied, ticket == self.asked, &mut self.change) {
            cx.go(Go::Pop);
        }
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        let chosen = self.chooser.news(ticket, news, cx);
        self.choose_file(chosen, cx);
        if ticket != self.asked {
            return;
        }
        match news {
            FileNews::Bundle(news) => {
                self.list.set_len(news.merged.conflicts.len());
                self.news = Some(news.clone());
                self.why = None;
                self.step = if self.step == Step::Running { Step::Done } else { Step::Preview };
            }
            FileNews::Progress(done, all, _) => self.progress = (*done, *all),
            FileNews::Failed(why) => {
                self.why = Some(why.clone());
                self.step = Step::Preview;
            }
            _ => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        if area.height < 6 {
            return;
        }
        match self.step {
            Step::File => self.chooser.draw(look.t("bundling-choose"), frame, area, look, hits),
            Step::Reading | Step::Running => self.draw_progress(frame, area, look),
            Step::Preview | Step::Done => self.draw_news(frame, area, look, hits),
        }
    }

    fn footer(&self) -> Vec<Action> {
        match self.step {
            Step::Preview if self.can(Action::Save) => vec![Action::Save, Action::Back],
            Step::Preview | Step::Reading | Step::Running => vec![Action::Back],
            Step::File => vec![Action::Open, Action::Back],
            Step::Done => vec![Action::Open, Action::Undo, Action::Back],
        }
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        match (self.step, action) {
            (Step::File, Action::Open) => Some("action-open"),
            (Step::Preview, Action::Save) => Some("bundling-do"),
            (Step::Reading | Step::Running, Action::Back) => Some("importing-stop"),
            (Step::Done, Action::Open) => {
                let waits = self.news.as_ref().is_some_and(|news| !news.merged.conflicts.is_empty());
                Some(if waits { "bundling-choose-word" } else { "bundling-close-word" })
            }
            _ => None,
        }
    }
}

impl Bundling {
    fn draw_progress(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = if self.step == Step::Running { "bundling-running" } else { "bundling-reading" };
        let inner = Panel::new(look.t(title)).focused(true).draw(frame, centred(area, 70, 7), look);
        let (done, all) = self.progress;
        let share = if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) };
        let percent = look.format.percent_with(share, 0);
        let columns = usize::from(inner.width.saturating_sub(4)).saturating_sub(width(&percent) + 1);
        let lines = [
            Line::default(),
            Line::from(format!("  {} {percent}", bar(share, columns))),
            Line::default(),
            Line::styled(format!("  {}", look.t("bundling-cancel")), look.theme.dim),
        ];
        look.put_lines(frame, inner, lines);
    }

    fn draw_news(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let title = if self.step == Step::Done { "bundling-done" } else { "bundling-preview" };
        let inner = Panel::new(look.t(title)).right(self.name()).focused(true).draw(frame, area, look);
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        if let Some(why) = &self.why {
            let lines = wrap(&look.texts.words(&why.key, &why.args), usize::from(text.width).max(1));
            look.put_lines(frame, text, lines.into_iter().map(|line| Line::styled(line, look.theme.bad)));
            return;
        }
        let Some(news) = &self.news else { return };
        let facts = Self::facts(news, look);
        let label = facts.iter().map(|(label, ..)| width(label)).max().unwrap_or(0) + 2;
        let room = usize::from(text.width).saturating_sub(label).max(1);
        let mut lines = Vec::new();
        for (name, value, style) in facts {
            for (at, part) in wrap(&value, room).into_iter().enumerate() {
                let name = pad_right(if at == 0 { &name } else { "" }, label);
                lines.push(Line::from(vec![Span::styled(name, look.theme.dim), Span::styled(part, style)]));
            }
        }
        lines.push(Line::default());
        let last = match (self.step, self.changes_nothing(), news.merged.conflicts.is_empty()) {
            (Step::Done, _, true) => "bundling-undo",
            (Step::Done, _, false) => "bundling-choose-now",
            (_, true, _) => "bundling-nothing",
            (_, false, _) => "bundling-enter",
        };
        let shown = wrap(&look.t(last), usize::from(text.width).max(1));
        lines.extend(shown.into_iter().map(|line| Line::styled(line, look.theme.accent)));
        let used = lines.len() as u16 + 1;
        look.put_lines(frame, text, lines);
        if !news.merged.conflicts.is_empty() && inner.height > used + 1 {
            let below = Rect { y: inner.y + used, height: inner.height - used, ..inner };
            conflicts::table(frame, below, (&news.merged.conflicts, &self.list), look, hits);
        }
    }

    /// What the bundle is and brings: label, words, style.
    fn facts(news: &BundleNews, look: &Look) -> Vec<(String, String, Style)> {
        let merged = &news.merged;
        let author = if news.author.is_empty() { look.t("stats-nobody") } else { news.author.clone() };
        let holds = if news.since.is_empty() {
            look.t("bundling-holds-all")
        } else {
            let day = Day::parse_iso(&news.since);
            let day = day.map_or_else(|| news.since.clone(), |day| look.format.day(day));
            look.tf("bundling-holds-since", &[("day", day.into())])
        };
        let customers = [
            ("new", merged.new.into()),
            ("updated", merged.updated.into()),
            ("unchanged", merged.unchanged.into()),
        ];
        // What another laptop wrote in its header may be no moment.
        let made = news.made_at.parse::<NaiveDateTime>().map_or_else(
            |_| news.made_at.clone(),
            |at| format!("{} {}", look.format.day(at.date().into()), look.format.minute(at)),
        );
        let plain = look.theme.text;
        let mut facts = vec![
            (look.t("bundling-from"), format!("{author}, {made}"), plain),
            (look.t("bundling-holds"), holds, plain),
            (look.t("importing-label-customers"), look.tf("bundling-customers", &customers), plain),
            (look.t("importing-label-purchases"), look.format.int(merged.purchases), plain),
        ];
        if merged.offers > 0 {
            facts.push((look.t("importing-label-offers"), look.format.int(merged.offers), plain));
        }
        if merged.actions > 0 {
            facts.push((look.t("bundling-label-actions"), look.format.int(merged.actions), plain));
        }
        if merged.shared > 0 {
            facts.push((look.t("bundling-label-shared"), look.format.int(merged.shared), plain));
        }
        if !merged.erased.is_empty() {
            let words = look.tf("bundle-erased", &[("who", erased(&merged.erased, look).into())]);
            facts.push((look.t("bundling-label-erased"), words, look.theme.warn));
        }
        if merged.objections > 0 {
            let words = look.tf("bundling-objections", &[("n", merged.objections.into())]);
            facts.push((look.t("bundling-label-objections"), words, look.theme.warn));
        }
        if !merged.conflicts.is_empty() {
            let words = look.tf("bundling-conflicts", &[("n", merged.conflicts.len().into())]);
            facts.push((look.t("bundling-label-conflicts"), words, look.theme.warn));
        }
        if merged.apart {
            facts.push((look.t("bundling-label-apart"), look.t("bundle-apart"), look.theme.warn));
        }
        if !merged.settings.is_empty() {
            let names: Vec<String> =
                merged.settings.iter().map(|key| look.t(&format!("bundle-setting-{key}"))).collect();
            let words = look.tf("bundle-settings", &[("names", names.join(", ").into())]);
            facts.push((look.t("bundling-label-settings"), words, look.theme.warn));
        }
        facts
    }
}
/// Whose data a bundle erases, in words: those who go along with another are told as such.
pub fn erased(all: &[Gone], look: &Look) -> String {
    let one = |gone: &Gone| {
        let who = format!("{} {}", gone.code, gone.name);
        if gone.along { look.tf("bundle-erased-along", &[("who", who.into())]) } else { who }
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}
