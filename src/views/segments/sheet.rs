//! Name and kind of a segment, or its name and filter once it is there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Present;
use crate::domain::change::{Change, SegmentDraft};
use crate::domain::query::{ParseContext, parse};
use crate::store::ask::{Answer, ChangeWords, SegmentInfo, Ticket};
use crate::ui::Look;
use crate::ui::action::{Action, KeyScope};
use crate::ui::form::{Field, FieldKind, Form, FormEvent};
use crate::ui::format::DateOrder;
use crate::ui::hits::Hits;
use crate::ui::text_input::TextKey;
use crate::views::{Cx, Go, View};

const NAME: &str = "name";
const KIND: &str = "kind";
const QUERY: &str = "query";

enum About {
    Present(Present),
    Standing(SegmentInfo),
}

/// The form.
pub(super) struct Sheet {
    about: About,
    form: Form,
    built: bool,
    saving: Ticket,
}

impl Sheet {
    /// For what is on screen.
    pub fn save(present: Present) -> Self {
        Self::about(About::Present(present))
    }

    /// For a segment there is.
    pub fn edit(segment: SegmentInfo) -> Self {
        Self::about(About::Standing(segment))
    }

    fn about(about: About) -> Self {
        Self { about, form: Form::new("", Vec::new()), built: false, saving: 0 }
    }

    fn build(&mut self, look: &Look) {
        let name = Field::text(NAME, look.t("segment-name")).required();
        let (title, fields, notice) = match &self.about {
            About::Present(present) => {
                let mut options = Vec::new();
                if present.from_everybody && !present.query.trim().is_empty() {
                    options.push(("living".to_owned(), look.t("segment-kind-living")));
                }
                options.push(("frozen".to_owned(), look.t("segment-kind-frozen")));
                let first = options[0].0.clone();
                let kind = FieldKind::Choice { options, free: false };
                let kind = Field::of(KIND, look.t("segment-kind"), kind).value(&first);
                let n = present.members.len();
                let count =
                    look.tf("segment-now", &[("n", n.into()), ("count", look.format.int(n as i64).into())]);
                let mut notice = vec![Line::from(count)];
                if !present.query.trim().is_empty() {
                    notice.push(Line::from(
                        look.tf("segment-filter", &[("query", present.query.as_str().into())]),
                    ));
                }
                let why = match (present.from_everybody, present.query.trim().is_empty()) {
                    (false, _) => Some("segment-only-frozen-scope"),
                    (true, true) => Some("segment-only-frozen-empty"),
                    _ => None,
                };
                notice.extend(why.map(|key| Line::from(look.t(key))));
                (look.t("segment-save-title"), vec![name, kind], notice)
            }
            About::Standing(segment) => {
                let query = Field::text(QUERY, look.t("segment-query")).value(&segment.query);
                let mut notice = Vec::new();
                let mut fields = vec![name.value(&segment.name)];
                if segment.frozen {
                    notice.push(Line::from(look.t("segment-frozen-stays")));
                } else {
                    fields.push(query);
                }
                (look.t("segment-edit-title"), fields, notice)
            }
        };
        self.form = Form::new(title, fields);
        self.form.notice = notice;
        self.built = true;
    }

    fn save_now(&mut self, cx: &mut Cx<'_>) {
        if self.saving != 0 {
            return;
        }
        let name = self.form.get(NAME);
        if name.is_empty() {
            self.form.set_error(NAME, Some(cx.look.t("error-segment-name-required")));
            self.form.focus_error();
            return;
        }
        let mut draft = match &self.about {
            About::Present(present) => SegmentDraft {
                id: 0,
                name,
                query: present.query.clone(),
                month_first: month_first(cx.look),
                members: (self.form.get(KIND) != "living").then(|| present.members.clone()),
            },
            About::Standing(segment) => SegmentDraft {
                id: segment.id,
                name,
                query: segment.query.clone(),
                month_first: segment.month_first,
                members: None,
            },
        };
        if let About::Standing(segment) = &self.about
            && !segment.frozen
        {
            let query = self.form.get(QUERY);
            if query != segment.query {
                draft.month_first = month_first(cx.look);
            }
            let context = ParseContext {
                today: cx.today,
                month_first: draft.month_first,
                decimals: cx.currency().decimals,
            };
            if let Err(error) = parse(&query, &context) {
                let why = crate::views::filter::trouble(&error, cx.look);
                self.form.set_error(QUERY, Some(why.unwrap_or_else(|| cx.look.t("error-segment-query"))));
                self.form.focus_error();
                return;
            }
            draft.query = query;
        }
        self.saving = cx.change(Change::SaveSegment(draft));
    }

    fn event(&mut self, event: &FormEvent, cx: &mut Cx<'_>) {
        match event {
            FormEvent::Cancel => cx.go(Go::Pop),
            FormEvent::Save | FormEvent::SaveAnother => self.save_now(cx),
            _ => {}
        }
    }
}

fn month_first(look: &Look) -> bool {
    look.format.date_order == DateOrder::Mdy
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

    fn receive(&mut self, ticket: Ticket, answer: &Answer, cx: &mut Cx<'_>) {
        if let (Answer::Done(_), true) = (answer, ticket == self.saving) {
            cx.go(Go::Pop);
        }
    }

    fn failed(&mut self, ticket: Ticket, why: &ChangeWords, cx: &mut Cx<'_>) {
        if self.saving != 0 && ticket == self.saving {
            self.saving = 0;
            let said = cx.look.texts.words(&why.key, &why.args);
            let field =
                if why.key.contains("-name-") || self.form.field_mut(QUERY).is_none() { NAME } else { QUERY };
            self.form.set_error(field, Some(said));
            self.form.focus_error();
            // Said beside the field: nothing more is to be said.
            cx.toast(crate::views::ToastKind::Trouble, cx.look.texts.words(&why.key, &why.args));
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
