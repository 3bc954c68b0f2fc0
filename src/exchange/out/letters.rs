//! Letters and labels: a text with placeholders, filled in for one customer after the other.

use crate::domain::people::CustomerDraft;

use super::markdown;

/// Bytes a template may have.
pub const LIMIT: usize = 1 << 20;

/// What can stand between braces.
pub const PLACEHOLDERS: [&str; 14] = [
    "name",
    "company",
    "contact",
    "address",
    "postal_code",
    "city",
    "region",
    "country",
    "place",
    "code",
    "email",
    "phone",
    "owner",
    "date",
];

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is known by this name. Line from 1.
    Unknown {
        /// Line of the template.
        line: usize,
        /// What stands between the braces.
        name: String,
    },
    /// A brace that is not closed on its line, or not opened.
    Brace {
        /// Line of the template.
        line: usize,
    },
}

/// A template that can be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Value(&'static str),
}

impl Template {
    /// Reads a template. `{name}` is a placeholder; `{{` and `}}` are braces.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let number = at + 1;
            let mut rest = line;
            while let Some(brace) = rest.find(['{', '}']) {
                words.push_str(&rest[..brace]);
                let open = rest.as_bytes()[brace] == b'{';
                let after = &rest[brace + 1..];
                if let Some(doubled) = after.strip_prefix(if open { '{' } else { '}' }) {
                    words.push(if open { '{' } else { '}' });
                    rest = doubled;
                    continue;
                }
                let end = if open { after.find('}') } else { None };
                let Some(end) = end else { return Err(Fault::Brace { line: number }) };
                let name = after[..end].trim();
                let Some(known) = PLACEHOLDERS.iter().find(|p| **p == name) else {
                    return Err(Fault::Unknown { line: number, name: name.to_owned() });
                };
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                pieces.push(Piece::Value(known));
                rest = &after[end + 1..];
            }
            words.push_str(rest);
        }
        pieces.push(Piece::Words(words));
        Ok(Self(pieces))
    }

    /// The text for one customer. In Markdown their words cannot become markup. A line of which nothing but unknown
    /// values would stand is left out.
    pub fn fill(&self, person: &CustomerDraft, date: &str, in_markdown: bool) -> String {
        let mut whole = String::new();
        let mut line = Line::default();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => {
                    for part in words.split_inclusive('\n') {
                        line.text.push_str(part);
                        line.words |= !part.trim().is_empty();
                        if part.ends_with('\n') {
                            line.end(&mut whole);
                        }
                    }
                }
                Piece::Value(name) => {
                    let value = value(person, date, name);
                    line.values = true;
                    line.words |= !value.is_empty();
                    line.text.push_str(&if in_markdown { markdown::inline(&value) } else { value });
                }
            }
        }
        line.end(&mut whole);
        whole
    }
}

/// The line that is being filled in.
#[derive(Default)]
struct Line {
    text: String,
    /// Something stands on it.
    words: bool,
    /// A placeholder stands on it.
    values: bool,
}

impl Line {
    fn end(&mut self, whole: &mut String) {
        let line = std::mem::take(self);
        if line.words || !line.values {
            whole.push_str(&line.text);
        }
    }
}

fn value(person: &CustomerDraft, date: &str, name: &str) -> String {
    match name {
        "name" => person.name.clone(),
        "company" => person.company.clone(),
        "contact" => person.contact.clone(),
        "address" => person.address.clone(),
        "postal_code" => person.postal_code.clone(),
        "city" => person.city.clone(),
        "region" => person.region.clone(),
        "country" => person.country.clone(),
        "place" => {
            let parts = [person.postal_code.as_str(), person.city.as_str()];
            parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
        }
        "code" => person.code.clone(),
        "email" => person.email.clone(),
        "phone" => if person.phone.is_empty() { &person.mobile } else { &person.phone }.clone(),
        "owner" => person.owner.clone(),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> CustomerDraft {
        CustomerDraft {
            name: "Ana *Sol*".into(),
            address: "Mayor, 1".into(),
            postal_code: "08001".into(),
            city: "Barcelona".into(),
            ..CustomerDraft::default()
        }
    }

    #[test]
    fn placeholders_are_filled_and_lines_without_a_value_left_out() {
        let template =
            Template::parse("{name}\n{company}\n{address}\n{ place }\n\n{{Dear}} {name},\n").unwrap();
        assert_eq!(
            template.fill(&ana(), "", false),
            "Ana *Sol*\nMayor, 1\n08001 Barcelona\n\n{Dear} Ana *Sol*,\n"
        );
        assert!(template.fill(&ana(), "", true).starts_with("Ana \\*Sol\\*\n"));
    }

    #[test]
    fn a_placeholder_nobody_knows_is_told_with_its_line() {
        assert_eq!(Template::parse("a\n{nombre}"), Err(Fault::Unknown { line: 2, name: "nombre".into() }));
        assert_eq!(Template::parse("{name"), Err(Fault::Brace { line: 1 }));
        assert_eq!(Template::parse("a }"), Err(Fault::Brace { line: 1 }));
    }
}
