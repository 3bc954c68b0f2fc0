//! A popup with one line to type, which saves it: what is typed and what becomes of it is for whoever opens it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Cx, FileNews, Go, View};
use crate::store::ask::{Answer, ChangeWords, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::dialog::{DialogEvent, Prompt};
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;

/// What a line is about.
pub trait About: 'static {
    /// Enter: begins to save and answers under which ticket. `None` where nothing is saved: what is wrong stands in the
    /// prompt, or the popup was told to go.
    fn save(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) -> Option<Ticket>;

    /// Another letter was typed.
    fn changed(&mut self, prompt: &mut Prompt, cx: &mut Cx<'_>) {
        let _ = (prompt, cx);
    }

    /// It is saved, and the popup goes.
    fn saved(&mut self) {}

    /// What Enter is called in the footer, where it has a word of its own.
    fn enter(&self) -> Option<&'static str> {
        None
    }
}

/// The popup.
pub fn open(prompt: Prompt, about: impl About) -> Box<dyn View> {
    Box::new(Line { prompt, about, saving: 0 })
}

struct Line<T> {
    prompt: Prompt,
    about: T,
    saving: Ticket,
}

impl<T: About> Line<T> {
    fn done(&mut self, cx: &mut Cx<'_>) {
        self.about.saved();
        cx.go(Go::Pop);
    }

    fn trouble(&mut self, why: &ChangeWords, cx: &Cx<'_>) {
        self.saving = 0;
        self.prompt.error = Some(cx.look.texts.words(&why.key, &why.args));
    }
}

impl<T: About> View for Line<T> {
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

    fn act(&mut self, action: Action, cx: &mut Cx<'_>) -> bool {
        let leaves = matches!(action, Action::Back | Action::Quit);
        if leaves {
            cx.go(Go::Pop);
        }
        leaves
    }

    fn type_text(&mut self, key: &TextKey, cx: &mut Cx<'_>) {
        match self.prompt.key(key) {
            DialogEvent::Chosen(_) if self.saving == 0 => {
                self.saving = self.about.save(&mut self.prompt, cx).unwrap_or(0);
            }
            DialogEvent::Cancelled => cx.go(Go::Pop),
            DialogEvent::Changed => self.about.changed(&mut self.prompt, cx),
            DialogEvent::Chosen(_) | DialogEvent::None => {}
        }
    }

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if matches!(answer, Answer::Done(_)) && ticket == self.saving {
            self.done(cx);
        }
    }

    fn file_news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) {
        match news {
            FileNews::Written(_) if ticket == self.saving => self.done(cx),
            FileNews::Failed(why) if ticket == self.saving => self.trouble(why, cx),
            _ => {}
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if ticket == self.saving {
            self.trouble(why, cx);
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look, _hits: &mut Hits) {
        self.prompt.draw(frame, area, look);
    }

    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn footer_word(&self, action: Action) -> Option<&'static str> {
        self.about.enter().filter(|_| action == Action::Open)
    }
}
