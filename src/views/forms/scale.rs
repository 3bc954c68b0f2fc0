//! The form of a scorecard: one line a field, with its weight and how its values become points.

use serde::{Deserialize, Serialize};

use super::{Sheet, coded, required, text};
use crate::domain::base::names::{fold, tidy};
use crate::domain::change::Change;
use crate::domain::lifecycle::Stage;
use crate::domain::people::FieldDef;
use crate::domain::people::habits::Usage;
use crate::domain::value::score::{Criterion, FIELDS, Missing, Scale, ScaleError, When};
use crate::ui::Look;
use crate::ui::form::{Field, FieldKind, Form};
use crate::views::Cx;

/// Which scale; its fields as the portfolio has them when the form is built.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ScaleSheet {
    name: String,
    scale: Option<Scale>,
    is_new: bool,
    #[serde(skip)]
    own: std::cell::RefCell<Vec<FieldDef>>,
}

impl ScaleSheet {
    pub(super) fn new(name: &str, scale: Option<&Scale>, is_new: bool) -> Self {
        Self { name: name.to_owned(), scale: scale.cloned(), is_new, own: Vec::new().into() }
    }

    /// Key of a field by what it was called: its key, its name in either form, or the name of one of the user's own.
    fn field_key(&self, called: &str, look: &Look) -> Option<String> {
        let wanted = fold(called.trim());
        let named = |f: &&&str| fold(&look.t(&format!("score-f-{}", f.replace('_', "-")))) == wanted;
        if let Some(field) = FIELDS.iter().find(|f| **f == wanted).or_else(|| FIELDS.iter().find(named)) {
            return Some((*field).to_owned());
        }
        let own = self.own.borrow();
        let found = own.iter().find(|f| format!("custom.{}", f.key) == wanted || fold(&f.name) == wanted);
        found.map(|f| format!("custom.{}", f.key))
    }

    /// A criterion as a line in the user's words.
    fn line(&self, criterion: &Criterion, look: &Look) -> String {
        let own = self.own.borrow();
        let names: Vec<(String, String)> = own.iter().map(|f| (f.key.clone(), f.name.clone())).collect();
        let mut said = criterion.clone();
        said.field = crate::views::customer::profile::field_name(&criterion.field, &names, look);
        for piece in &mut said.pieces {
            if let When::Is(word) = &mut piece.when
                && let Some((_, words)) =
                    codes(&criterion.field, look).into_iter().find(|(code, _)| code == word)
            {
                *word = words;
            }
        }
        said.line()
    }

    /// The criteria as typed, or the number of the first line that is none, and why.
    fn criteria(&self, form: &Form, look: &Look) -> Result<Vec<Criterion>, (usize, ScaleError)> {
        let mut all = Vec::new();
        for (n, line) in form.get("criteria").lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let mut criterion =
                Criterion::parse(line, |called| self.field_key(called, look)).map_err(|e| (n + 1, e))?;
            for piece in &mut criterion.pieces {
                if let When::Is(word) = &mut piece.when {
                    let known = codes(&criterion.field, look);
                    if let Some((code, _)) = known.into_iter().find(|(_, words)| fold(words) == fold(word)) {
                        *word = code;
                    }
                }
            }
            all.push(criterion);
        }
        Ok(all)
    }
}

/// Codes of a field's values with their words, where it has any.
fn codes(field: &str, look: &Look) -> Vec<(String, String)> {
    let of = |codes: Vec<&str>, prefix: &str| {
        codes
            .into_iter()
            .map(|c| (c.to_owned(), look.t(&format!("{prefix}-{}", c.replace('_', "-")))))
            .collect()
    };
    match field {
        "usage" => of(Usage::ALL.map(Usage::key).to_vec(), "usage"),
        "stage" => of(Stage::ALL.map(Stage::key).to_vec(), "stage"),
        _ => Vec::new(),
    }
}

impl Sheet for ScaleSheet {
    fn key(&self) -> String {
        if self.is_new { "form:scale:new".to_owned() } else { format!("form:scale:{}", self.name) }
    }

    fn build(&self, cx: &Cx<'_>) -> Form {
        let look = cx.look;
        *self.own.borrow_mut() = cx.portfolio.map(|p| p.fields.clone()).unwrap_or_default();
        let lines: Vec<String> =
            self.scale.iter().flat_map(|s| &s.criteria).map(|c| self.line(c, look)).collect();
        let missing = self.scale.as_ref().map(|s| s.missing).unwrap_or_default();
        let code = |m: Missing| if m == Missing::Zero { "zero" } else { "skip" };
        let mut fields = Vec::new();
        // A scale keeps its name: its versions hang on it.
        if self.is_new {
            fields.push(text("name", look).required().value(&self.name));
        }
        fields.extend([
            Field::of("criteria", look.t("form-f-criteria"), FieldKind::Note(6))
                .required()
                .value(&lines.join("\n")),
            coded("missing", look, &[Missing::Skip, Missing::Zero], code, "missing", missing)
                .hint(look.t("form-hint-choose")),
        ]);
        let title = if self.is_new {
            look.t("form-scale-new")
        } else {
            look.tf("form-scale-edit", &[("name", (&self.name).into())])
        };
        Form::new(title, fields)
    }

    fn check(&self, form: &mut Form, cx: &Cx<'_>, all: bool) {
        required(form, "name", all, cx.look);
        let wrong = match self.criteria(form, cx.look) {
            Ok(criteria) => criteria.is_empty().then(|| cx.look.t("form-required")),
            Err((line, error)) => Some(said(line, error, cx.look)),
        };
        form.set_error("criteria", wrong.filter(|_| all));
    }

    fn notices(&self, form: &Form, look: &Look) -> Vec<(String, bool)> {
        let mut lines = Vec::new();
        if let Err((line, error)) = self.criteria(form, look) {
            lines.push((format!("! {}", said(line, error, look)), true));
        }
        lines.push((look.t("scale-how"), false));
        let own = self.own.borrow();
        let names: Vec<String> = FIELDS
            .iter()
            .map(|f| look.t(&format!("score-f-{}", f.replace('_', "-"))))
            .chain(own.iter().map(|f| f.name.clone()))
            .collect();
        lines.push((look.tf("scale-fields", &[("fields", names.join(", ").into())]), false));
        lines
    }

    fn change(&self, form: &Form, cx: &Cx<'_>) -> Option<Change> {
        let criteria = self.criteria(form, cx.look).ok()?;
        let missing = if form.get("missing") == "zero" { Missing::Zero } else { Missing::Skip };
        let scale = Scale { criteria, missing };
        let name = if self.is_new { tidy(&form.get("name")) } else { self.name.clone() };
        if !self.is_new && self.scale.as_ref() == Some(&scale) {
            return None;
        }
        Some(Change::SaveScale { name, scale: Some(scale) })
    }
}

fn said(line: usize, error: ScaleError, look: &Look) -> String {
    let key = match error {
        ScaleError::Shape => "scale-bad-shape",
        ScaleError::Field => "scale-bad-field",
        ScaleError::Weight => "scale-bad-weight",
        ScaleError::Piece => "scale-bad-piece",
    };
    look.tf(key, &[("line", line.into())])
}
