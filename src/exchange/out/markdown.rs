//! Markdown: a heading and a table of pipes for each table. Whatever a value holds, it stays in its cell.

use std::io::{self, Write};

use super::{Cell, Tables};

/// Writes tables; a title stands above each that has a name.
pub struct Markdown<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> Markdown<W> {
    /// Nothing written yet.
    pub fn new(out: W) -> Self {
        Self { out, begun: false }
    }

    /// A table whose columns at the right edge are known.
    pub fn headed(&mut self, name: &str, headings: &[String], right: &[bool]) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.out)?;
        }
        if !name.is_empty() {
            writeln!(self.out, "## {}\n", inline(name))?;
        }
        self.line(headings.iter().map(String::as_str))?;
        let rule = right.iter().map(|right| if *right { "---:" } else { "---" });
        self.line(rule)
    }

    /// A row of texts.
    pub fn texts<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> io::Result<()> {
        self.line(cells)
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.out)?;
        }
        writeln!(self.out, "{}", inline(text))
    }

    /// Everything is out.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn line<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> io::Result<()> {
        for cell in cells {
            // The rule of a table is of our own making; words are not.
            let text = if cell == "---" || cell == "---:" { cell.to_owned() } else { inline(cell) };
            write!(self.out, "| {text} ")?;
        }
        writeln!(self.out, "|")
    }
}

impl<W: Write> Tables for Markdown<W> {
    fn table(&mut self, name: &str, headings: &[String]) -> io::Result<()> {
        self.headed(name, headings, &vec![false; headings.len()])
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let texts: Vec<String> = cells.iter().map(Cell::plain).collect();
        self.line(texts.iter().map(String::as_str))
    }
}

/// Text that means itself: no pipe ends its cell, no line end its row, nothing is emphasis, a link or HTML.
pub fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' if is_markup(text, at, c) => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A `#` is a heading at the very beginning only, and a `_` inside a word is a letter.
fn is_markup(text: &str, at: usize, c: char) -> bool {
    match c {
        '#' => at == 0,
        '_' => {
            let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = text[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
            !(before && after)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_in_its_cell() {
        let mut out = Vec::new();
        let mut markdown = Markdown::new(&mut out);
        markdown.headed("A|B", &["x".into(), "n".into()], &[false, true]).unwrap();
        markdown.row(&[Cell::text("a|b\n<b>*c* d_e"), Cell::Int(3)]).unwrap();
        markdown.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "## A\\|B\n\n| x | n |\n| --- | ---: |\n| a\\|b \\<b\\>\\*c\\* d_e | 3 |\n");
    }
}
