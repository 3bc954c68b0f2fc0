//! The dialog of an export: in which form, to which file. The work is done behind it, and it says how far that is; a file
//! that is there already is replaced only when asked a second time.

use std::path::{Path, PathBuf};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::exports::{ExportFormat, ExportRequest, Offer};
use super::{Cx, Effect, FileNews, Go, ToastKind, View};
use crate::store::ask::{Answer, Question, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, FieldKind, Form, FormEvent};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::ui::visible::wrap;

const FORMAT: &str = "format";
const FILE: &str = "file";
/// Letters of a title that a file's name keeps.
const NAME: usize = 40;

/// Columns of what stands below the fields.
const ROOM: usize = 70;

/// The dialog; files are proposed in `folder`.
pub fn view(offer: Offer, folder: PathBuf) -> Box<dyn View> {
    Box::new(Sheet {
        offer,
        folder,
        form: Form::new("", Vec::new()),
        built: false,
        running: 0,
        never: None,
        asked: 0,
        replace: false,
    })
}

struct Sheet {
    offer: Offer,
    folder: PathBuf,
    form: Form,
    built: bool,
    running: Ticket,
    /// How many of a list are never to be contacted, once it is known: they are left out.
    never: Option<usize>,
    asked: Ticket,
    /// The file is there, and that was said.
    replace: bool,
}

impl Sheet {
    fn build(&mut self, look: &Look) {
        let formats = self.offer.formats();
        let options =
            formats.iter().map(|f| (f.key().to_owned(), look.t(&format!("export-format-{}", f.key()))));
        let kind = FieldKind::Choice { options: options.collect(), free: false };
        let first = formats.first().copied().unwrap_or_default();
        let fields = vec![
            Field::of(FORMAT, look.t("export-format"), kind)
                .value(first.key())
                .hint(look.t("form-hint-choose")),
            Field::text(FILE, look.t("export-file"))
                .required()
                .hint(look.t("export-file-where"))
                .value(&self.proposed(first, look)),
        ];
        self.form = Form::new(look.t("export-title"), fields);
        self.form.notice = self.notice(look);
        self.built = true;
    }

    /// What is exported, and who is left out.
    fn notice(&self, look: &Look) -> Vec<Line<'static>> {
        let mut words = vec![self.said(look)];
        if matches!(self.offer, Offer::List { .. }) {
            match self.never {
                None => words.push(look.t("export-never-out")),
                Some(0) => {}
                Some(n) => words.push(look.tf("export-left-out-do-not-call", &[("count", n.into())])),
            }
        }
        words.iter().flat_map(|words| wrap(words, ROOM)).map(Line::from).collect()
    }

    /// What is exported, in words.
    fn said(&self, look: &Look) -> String {
        match &self.offer {
            Offer::List { title, whom, .. } => {
                // Exactly as many as will be written.
                let n = whom.len().saturating_sub(self.never.unwrap_or(0));
                let args = [
                    ("title", title.as_str().into()),
                    ("n", n.into()),
                    ("count", look.format.int(n as i64).into()),
                ];
                look.tf("export-of-list", &args)
            }
            Offer::Statement { title, .. } => {
                look.tf("export-of-statement", &[("title", title.as_str().into())])
            }
            Offer::Report { title, .. } => look.tf("export-of-report", &[("title", title.as_str().into())]),
            Offer::Table(grid) => {
                let args = [
                    ("title", grid.title.as_str().into()),
                    ("n", grid.rows.len().into()),
                    ("count", look.format.int(grid.rows.len() as i64).into()),
                ];
                look.tf("export-of-table", &args)
            }
            Offer::Tables { title, grids } => {
                let rows: usize = grids.iter().map(|grid| grid.rows.len()).sum();
                let args = [
                    ("title", title.as_str().into()),
                    ("tables", grids.len().into()),
                    ("count", look.format.int(rows as i64).into()),
                ];
                look.tf("export-of-tables", &args)
            }
            Offer::Rejects { values, .. } => look.tf("export-of-rejects", &[("n", (*values).into())]),
            Offer::All => look.t("export-of-all"),
            Offer::Bundle => look.t("export-of-bundle"),
        }
    }

    fn proposed(&self, format: ExportFormat, look: &Look) -> String {
        let title = match &self.offer {
            Offer::List { title, .. }
            | Offer::Report { title, .. }
            | Offer::Statement { title, .. }
            | Offer::Rejects { title, .. }
            | Offer::Tables { title, .. } => title.clone(),
            Offer::Table(grid) => grid.title.clone(),
            Offer::All => look.t("export-name-all"),
            Offer::Bundle => look.t("export-name-bundle"),
        };
        // In the user's folder, unless another one is typed.
        format!("{}.{}", file_name(&title), self.offer.ending(format))
    }

    fn format(&self) -> ExportFormat {
        let key = self.form.get(FORMAT);
        self.offer.formats().iter().copied().find(|f| f.key() == key).unwrap_or_default()
    }

    fn save(&mut self, cx: &mut Cx<'_>) {
        if self.running != 0 {
            return;
        }
        let typed = self.form.get(FILE);
        if typed.is_empty() {
            self.form.set_error(FILE, Some(cx.look.t("export-file-required")));
            self.form.focus_error();
            return;
        }
        let to = Path::new(&typed);
        // `~` is the user's own folder already.
        let to = if to.is_absolute() || to.starts_with("~") { to.to_owned() } else { self.folder.join(to) };
        let (offer, format, manner) = (self.offer.clone(), self.format(), cx.look.manner());
        let request = ExportRequest { offer, format, to, replace: self.replace, manner };
        self.running = cx.ticket();
        self.form.set_error(FILE, None);
        cx.effect(Effect::Export(self.running, Box::new(request)));
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => {
                if self.running != 0 {
                    cx.effect(Effect::CancelImport);
                }
                cx.go(Go::Pop);
            }
            FormEvent::Save | FormEvent::SaveAnother => self.save(cx),
            FormEvent::Changed(field) => {
                self.replace = false;
                self.form.set_error(FILE, None);
                // The ending follows the form; the rest of the name is the user's.
                if field == FORMAT {
                    let path = PathBuf::from(self.form.get(FILE));
                    let ending = self.offer.ending(self.format());
                    let renamed = path.with_extension(ending).display().to_string();
                    self.form.set(FILE, &renamed);
                }
            }
            _ => {}
        }
    }
}

/// A name that every file system takes: letters and figures of the title, `-` for the rest.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().take(NAME) {
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "cartera".to_owned() } else { name.to_owned() }
}

impl View for Sheet {
    fn scopes(&self) -> Vec<KeyScope> {
        vec![KeyScope::Form]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) {
        if !self.built {
            self.build(cx.look);
        }
        if let Offer::List { whom, .. } = &self.offer {
            self.asked = cx.ask(Question::Never(std::sync::Arc::clone(whom)));
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Never(n), true) = (answer, ticket == self.asked) {
            self.never = Some(*n);
            if self.running == 0 && !self.replace {
                self.form.notice = self.notice(cx.look);
            }
        }
    }

    fn can(&self, action: Action) -> bool {
        matches!(action, Action::Save | Action::Back | Action::NextPanel | Action::PreviousPanel)
    }

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let event = self.form.act(action);
        self.event(&event, cx);
        true
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        let event = self.form.key(key);
        self.event(&event, cx);
    }

    fn click(&mut self, target: usize, _double: bool, cx: &mut Cx<'_>) {
        let event = self.form.click(target);
        self.event(&event, cx);
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        if self.running == 0 || ticket != self.running {
            return;
        }
        match news {
            FileNews::Exported { path, records, left_out } => {
                let args = [("file", path.display().to_string().into()), ("records", (*records).into())];
                let mut said = cx.look.tf("export-done", &args);
                for (reason, count) in left_out {
                    let key = format!("export-left-out-{}", reason.replace('_', "-"));
                    said = format!("{said} {}", cx.look.tf(&key, &[("count", (*count).into())]));
                }
                cx.toast(ToastKind::Done, said);
                cx.go(Go::Pop);
            }
            FileNews::Progress(done, total, _) => {
                let format = &cx.look.format;
                let args =
                    [("done", format.int(*done as i64).into()), ("total", format.int(*total as i64).into())];
                self.form.notice = vec![Line::from(cx.look.tf("export-progress", &args))];
            }
            FileNews::Failed(why) => {
                self.running = 0;
                self.replace = why.key == "export-exists";
                // There is little room beside a field: the whole sentence stands below.
                let beside = if self.replace { "export-exists-here" } else { "export-file-not" };
                let words = wrap(&cx.look.texts.words(&why.key, &why.args), ROOM);
                self.form.notice = words.into_iter().map(Line::from).collect();
                self.form.set_error(FILE, Some(cx.look.t(beside)));
                self.form.focus_on(FILE);
            }
            _ => {}
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        self.form.draw(frame, area, look, hits, 0);
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Save, Action::NextPanel, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        (action == Action::NextPanel).then_some("form-next-field")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_of_a_file() {
        assert_eq!(file_name("Clientes: zona norte / VIP"), "clientes-zona-norte-vip");
        assert_eq!(file_name("../../etc"), "etc");
        assert_eq!(file_name("…"), "cartera");
    }
}
