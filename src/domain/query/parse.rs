//! From text to meaning. What is still being typed is read as far as it goes: an open quote or parenthesis ends
//! with the text.

use std::ops::Range;

use super::values::{Raw, is_period, read};
use super::words::{field, field_names, nearest};
use super::{Condition, Expr, Field, Op, ParseContext, Query, QueryError, Value};
use crate::domain::base::names::fold;

/// Nobody writes a longer filter.
const LONGEST: usize = 4096;
const DEEPEST: usize = 48;

/// Reads a filter. Parts beside each other must all hold (`y` or `and` may stand between); `o`, `or`, `|` stand
/// between alternatives; `-`, `!`, `no ` and `not ` deny; `@name` is a saved segment.
pub fn parse(text: &str, cx: &ParseContext) -> Result<Query, QueryError> {
    let (expr, _) = read_all(text, Some(cx))?;
    Ok(Query { text: text.to_owned(), expr })
}

/// The saved segments a filter names, each with the place of its `@name` in the text. None where the text is too
/// long or too deep to be a filter.
pub fn mentions(text: &str) -> Vec<(Range<usize>, String)> {
    let mut parser = Parser::new(text, None);
    if text.len() > LONGEST || parser.any(0).is_err() {
        return Vec::new();
    }
    parser.saved
}

/// Where each top-level condition stands in the text, whatever its values mean.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
    read_all(text, None).map(|(_, spans)| spans).unwrap_or_default()
}

fn read_all(text: &str, cx: Option<&ParseContext>) -> Result<(Expr, Vec<Range<usize>>), QueryError> {
    if text.len() > LONGEST {
        return Err(QueryError::TooLong { limit: LONGEST });
    }
    Parser::new(text, cx).any(0)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Without it, only the shape is read.
    cx: Option<&'a ParseContext>,
    /// Saved segments named so far.
    saved: Vec<(Range<usize>, String)>,
}

impl<'a> Parser<'a> {
    const fn new(text: &'a str, cx: Option<&'a ParseContext>) -> Self {
        Self { text, at: 0, cx, saved: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes characters while they are wanted.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Nothing more to read at this depth.
    fn is_done(&self, depth: usize) -> bool {
        match self.peek() {
            None => true,
            Some(c) => c == ')' && depth > 0,
        }
    }

    /// The word ahead, up to white space or a parenthesis.
    fn word_ahead(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')').unwrap_or(rest.len())]
    }

    /// Length of the "or" ahead. At the end of the text `o` is a word still being typed.
    fn or_ahead(&self, depth: usize, something_before: bool) -> Option<usize> {
        if self.peek() == Some('|') {
            return Some(1);
        }
        self.between(depth, something_before, &["o", "or"])
    }

    /// Length of the word ahead where it is one of these and stands between two parts.
    fn between(&self, depth: usize, something_before: bool, words: &[&str]) -> Option<usize> {
        let word = self.word_ahead();
        let next = self.text[self.at + word.len()..].trim_start();
        let closes = depth > 0 && next.starts_with(')');
        let is_one = words.iter().any(|w| word.eq_ignore_ascii_case(w));
        (something_before && is_one && !next.is_empty() && !closes).then_some(word.len())
    }

    fn any(&mut self, depth: usize) -> Result<(Expr, Vec<Range<usize>>), QueryError> {
        if depth > DEEPEST {
            return Err(QueryError::TooDeep { at: self.at });
        }
        let mut branches = Vec::new();
        loop {
            let parts = self.all(depth)?;
            if !parts.is_empty() {
                branches.push(parts);
            }
            match self.or_ahead(depth, true) {
                Some(length) => self.at += length,
                None => break,
            }
        }
        if branches.len() <= 1 {
            let (parts, spans) = branches.pop().unwrap_or_default().into_iter().unzip();
            return Ok((joined(parts, Expr::And), spans));
        }
        let begin = branches.first().and_then(|b| b.first()).map_or(0, |(_, span)| span.start);
        let end = branches.last().and_then(|b| b.last()).map_or(0, |(_, span)| span.end);
        let branches =
            branches.into_iter().map(|b| joined(b.into_iter().map(|(e, _)| e).collect(), Expr::And));
        let whole = Range { start: begin, end };
        Ok((joined(branches.collect(), Expr::Or), Vec::from([whole])))
    }

    fn all(&mut self, depth: usize) -> Result<Vec<(Expr, Range<usize>)>, QueryError> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.is_done(depth) || self.or_ahead(depth, !parts.is_empty()).is_some() {
                return Ok(parts);
            }
            if let Some(length) = self.between(depth, !parts.is_empty(), &["y", "and"]) {
                self.at += length;
                continue;
            }
            let begin = self.at;
            if let Some(expr) = self.not(depth)? {
                parts.push((expr, begin..self.at));
            }
        }
    }

    fn not(&mut self, depth: usize) -> Result<Option<Expr>, QueryError> {
        if depth > DEEPEST {
            return Err(QueryError::TooDeep { at: self.at });
        }
        let rest = self.rest();
        let denied = if let Some(after) = rest.strip_prefix(['-', '!']) {
            after.starts_with(|c: char| !c.is_whitespace() && !"|)-!".contains(c)).then_some(1)
        } else {
            let word = self.word_ahead();
            let after = &rest[word.len()..];
            let follows = after.starts_with(char::is_whitespace) && {
                let next = after.trim_start();
                !next.is_empty() && !next.starts_with(['|', ')'])
            };
            let denies = word.eq_ignore_ascii_case("no") || word.eq_ignore_ascii_case("not");
            (denies && follows).then_some(word.len())
        };
        let Some(length) = denied else { return self.atom(depth) };
        self.at += length;
        self.skip_space();
        Ok(self.not(depth + 1)?.map(|inner| Expr::Not(Box::new(inner))))
    }

    fn atom(&mut self, depth: usize) -> Result<Option<Expr>, QueryError> {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let (inner, spans) = self.any(depth + 1)?;
                self.skip_space();
                if self.peek() == Some(')') {
                    self.at += 1;
                }
                Ok((!spans.is_empty()).then_some(inner))
            }
            Some('"') => Ok(text_of(self.quoted())),
            Some('@') if self.names_a_segment() => Ok(self.segment(depth)),
            _ => match self.condition(depth)? {
                Some(condition) => Ok(Some(Expr::Is(condition))),
                None => Ok(self.words(depth)),
            },
        }
    }

    /// The inside of quotes that begin here.
    fn quoted(&mut self) -> &'a str {
        self.at += 1;
        let inside = self.take(|c| c != '"');
        if self.peek() == Some('"') {
            self.at += 1;
        }
        inside
    }

    /// `@name`, `@"two words"`, or an `@` after which a name may still come. The end of an e-mail address has a dot.
    fn names_a_segment(&self) -> bool {
        self.rest().starts_with("@\"") || !self.word_ahead().contains('.')
    }

    fn segment(&mut self, depth: usize) -> Option<Expr> {
        let begin = self.at;
        self.at += 1;
        let name = if self.peek() == Some('"') {
            self.quoted()
        } else {
            self.take(|c| !c.is_whitespace() && c != '|' && c != '"' && (c != ')' || depth == 0))
        };
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        self.saved.push((begin..self.at, name.to_owned()));
        Some(Expr::Saved(name.to_owned()))
    }

    fn condition(&mut self, depth: usize) -> Result<Option<Condition>, QueryError> {
        let begin = self.at;
        let name = self.take(|c| c.is_alphabetic() || c == '_' || is_accent(c));
        let known = field(&fold(name));
        let key = if known.is_some_and(Field::has_key) { self.key() } else { "" };
        let op_at = {
            let direct = self.at;
            // `gasto > 500`: only after a field that is known, and never before a colon.
            if known.is_some() && self.peek().is_some_and(char::is_whitespace) {
                self.skip_space();
                if !self.rest().starts_with(['<', '>', '=']) && !self.rest().starts_with("!=") {
                    self.at = direct;
                }
            }
            self.at
        };
        let Some(op) = self.op().filter(|_| !name.is_empty()) else {
            self.at = begin;
            return Ok(None);
        };
        let Some(field) = known else {
            // An address, not a field.
            if self.rest().starts_with("//") {
                self.at = begin;
                return Ok(None);
            }
            let suggestion = nearest(name, field_names().map(|(known, _)| known));
            return Err(QueryError::UnknownField { name: name.to_owned(), at: begin, suggestion });
        };
        let raws = self.values(field, depth);
        let end = self.at;
        if (raws.is_empty() || key.is_empty() && field.needs_key()) && self.cx.is_some() {
            return Err(QueryError::MissingValue { field, at: end });
        }
        if self.cx.is_some() && !field.is_comparable() && !matches!(op, Op::Equal | Op::NotEqual) {
            return Err(QueryError::NotComparable { field, at: op_at });
        }
        let values = match self.cx {
            Some(cx) => read(field, key, op, &raws, cx)?,
            None => raws.iter().map(|raw| Value::Word(raw.text.to_owned())).collect(),
        };
        let key = if field.needs_key() { fold(key) } else { String::new() };
        Ok(Some(Condition { field, key, op, values, text: self.text[begin..end].to_owned() }))
    }

    /// The name after a dot; empty where there is none.
    fn key(&mut self) -> &'a str {
        if self.peek() != Some('.') {
            return "";
        }
        self.at += 1;
        if self.peek() == Some('"') {
            return self.quoted().trim();
        }
        self.take(|c| c.is_alphanumeric() || c == '_' || c == '-' || is_accent(c))
    }

    /// The comparison here, with the space around those that are not a colon.
    fn op(&mut self) -> Option<Op> {
        const OPS: [(&str, Op); 9] = [
            ("!=", Op::NotEqual),
            (">=", Op::AtLeast),
            ("<=", Op::AtMost),
            ("≥", Op::AtLeast),
            ("≤", Op::AtMost),
            (">", Op::Greater),
            ("<", Op::Less),
            ("=", Op::Equal),
            (":", Op::Equal),
        ];
        let (sign, op) = OPS.iter().find(|(sign, _)| self.rest().starts_with(sign))?;
        self.at += sign.len();
        if *sign == ":" {
            // `last:<90d` is written, too.
            let more = OPS.iter().find(|(sign, _)| *sign != ":" && self.rest().starts_with(sign));
            let Some((sign, op)) = more else { return Some(*op) };
            self.at += sign.len();
            return Some(*op);
        }
        self.skip_space();
        Some(*op)
    }

    fn values(&mut self, field: Field, depth: usize) -> Vec<Raw<'a>> {
        let mut raws = Vec::new();
        loop {
            let at = self.at;
            if self.peek() == Some('"') {
                let text = self.quoted();
                raws.push(Raw { text, quoted: true, at });
            } else {
                let text =
                    self.take(|c| !c.is_whitespace() && c != ',' && c != '|' && (c != ')' || depth == 0));
                if !text.is_empty() {
                    if field.is_date() {
                        self.second_word(text);
                    }
                    raws.push(Raw { text: &self.text[at..self.at], quoted: false, at });
                }
            }
            if self.peek() != Some(',') {
                return raws;
            }
            self.at += 1;
        }
    }

    /// `mes actual`, `last year`: a date in two words.
    fn second_word(&mut self, first: &str) {
        let rest = self.rest();
        let next = rest.trim_start();
        let word = &next[..next.find(|c: char| c.is_whitespace() || ",)|".contains(c)).unwrap_or(next.len())];
        if next.len() < rest.len() && is_period(&fold(&format!("{first} {word}"))) {
            self.at += rest.len() - next.len() + word.len();
        }
    }

    /// A word, or the groups of a phone number written apart.
    fn words(&mut self, depth: usize) -> Option<Expr> {
        let begin = self.at;
        let word = |parser: &mut Self| {
            let first = parser.peek().map_or(0, char::len_utf8);
            let from = parser.at;
            parser.at += first;
            parser.take(|c| !c.is_whitespace() && c != '|' && c != '"' && (c != ')' || depth == 0));
            &parser.text[from..parser.at]
        };
        let first = word(self);
        if is_phone_group(first) {
            let alone = self.at;
            let mut end = self.at;
            loop {
                self.skip_space();
                if !self.peek().is_some_and(|c| c.is_ascii_digit()) || !is_phone_group(word(self)) {
                    break;
                }
                end = self.at;
            }
            let number = &self.text[begin..end];
            let whole = number.bytes().filter(u8::is_ascii_digit).count() >= 6;
            self.at = if whole { end } else { alone };
        }
        text_of(&self.text[begin..self.at])
    }
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_phone_group(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b))
}

fn text_of(word: &str) -> Option<Expr> {
    let folded = fold(word.trim());
    let folded = folded.trim();
    (!folded.is_empty()).then(|| Expr::Text(folded.to_owned()))
}

/// One expression of several; one alone is itself.
fn joined(mut parts: Vec<Expr>, join: impl Fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        0 => Expr::All,
        1 => parts.pop().unwrap_or_default(),
        _ => join(parts),
    }
}
