//! Letters, labels and e-mails of a campaign: which, into which file.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::base::names::fold;
use crate::domain::work::campaign::Sheet;
use crate::store::ask::{CampaignPage, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Prompt};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::views::{Cx, Effect, FileNews, Go, SheetRequest, ToastKind, View};

/// Asks for the file of a sheet; the folder proposed is the one the program began in.
pub(super) fn ask(page: &CampaignPage, sheet: Sheet, look: &Look) -> Box<dyn View> {
    let name: String = fold(&page.draft.name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .trim_matches('-')
        .to_owned();
    let file =
        format!("{name}-{}.{}", look.t(&format!("campaign-sheet-{}-file", sheet.key())), sheet.extension());
    let title = look.t(&format!("campaign-sheet-{}", sheet.key()));
    let mut prompt = Prompt::new(title, look.t("campaign-sheet-where"), &file);
    prompt.echo = look.tf("campaign-sheet-count", &[("n", page.mailing.len().into())]);
    Box::new(Ask { page: page.clone(), sheet, prompt, saving: 0 })
}

/// Says what became of a file that was written.
pub(super) fn told(_ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
    if let FileNews::Written(words) = news {
        cx.toast(ToastKind::Done, cx.look.texts.words(&words.key, &words.args));
    }
}

struct Ask {
    page: CampaignPage,
    sheet: Sheet,
    prompt: Prompt,
    saving: Ticket,
}

impl View for Ask {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Text, KeyScope::Dialog]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn refresh(&mut self, _cx: &mut Cx<'_>) {}

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Open | Action::Back)
    }

    fn act(&mut self, _action: Action, _cx: &mut Cx<'_>) -> bool {
        false
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match self.prompt.key(key) {
            DialogEvent::Chosen(_) if !self.prompt.text().trim().is_empty() => {
                let look = cx.look;
                let headings =
                    self.sheet.headings().iter().map(|key| look.t(&format!("sheet-{key}"))).collect();
                let request = SheetRequest {
                    path: PathBuf::from(self.prompt.text().trim()),
                    sheet: self.sheet,
                    campaign: self.page.draft.clone(),
                    people: self.page.mailing.clone(),
                    business: cx.portfolio.map(|p| p.business.clone()).unwrap_or_default(),
                    headings,
                };
                self.saving = cx.ticket();
                cx.effect(Effect::WriteSheet(self.saving, Box::new(request)));
            }
            DialogEvent::Cancelled => cx.go(Go::Pop),
            _ => {}
        }
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        if ticket != self.saving {
            return;
        }
        match news {
            FileNews::Written(_) => cx.go(Go::Pop),
            FileNews::Failed(why) => {
                self.prompt.error = Some(cx.look.texts.words(&why.key, &why.args));
            }
            _ => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        self.prompt.draw(frame, area, look);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }
}
