//! Letters, labels and e-mails of a campaign: which, into which file.

use std::path::PathBuf;

use crate::domain::base::names::fold;
use crate::domain::work::campaign::Sheet;
use crate::store::ask::{CampaignPage, Ticket};
use crate::ui::Look;
use crate::ui::dialog::Prompt;
use crate::views::{Cx, Effect, FileNews, SheetRequest, ToastKind, View, line};

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
    line::open(prompt, Ask { page: page.clone(), sheet })
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
}

impl line::About for Ask {
    fn save(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) -> Option<Ticket> {
        if prompt.text().trim().is_empty() {
            return None;
        }
        let look = cx.look;
        let headings = self.sheet.headings().iter().map(|key| look.t(&format!("sheet-{key}"))).collect();
        let request = SheetRequest {
            path: PathBuf::from(prompt.text().trim()),
            sheet: self.sheet,
            campaign: self.page.draft.clone(),
            people: self.page.mailing.clone(),
            business: cx.portfolio.map(|p| p.business.clone()).unwrap_or_default(),
            headings,
        };
        let ticket = cx.ticket();
        cx.effect(Effect::WriteSheet(ticket, Box::new(request)));
        Some(ticket)
    }
}
