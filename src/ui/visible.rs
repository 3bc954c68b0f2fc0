//! The exit of foreign text: what cannot be seen is made visible, and widths are those the screen will use.
//! Stored values are never changed here.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// At most this many marks on one letter are shown; more would grow over the lines above and below.
const MARKS: usize = 6;

/// Text safe to be shown: control characters in caret form (`^[`), bidi controls, zero-width and tag characters by
/// number (`‹U+202E›`). A joiner between two emoji, and a variation mark after one, stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    let mut previous: Option<char> = None;
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let good = match c {
            '\u{200d}' => previous.is_some_and(joins) && next.is_some_and(is_emoji),
            '\u{fe0e}' | '\u{fe0f}' => {
                previous.is_some_and(|p| is_emoji(p) || matches!(p, '#' | '*' | '0'..='9'))
            }
            c if is_mark(c) => previous.is_some() && marks <= MARKS,
            c => !c.is_control() && !is_invisible(c),
        };
        if good {
            if let Some(out) = &mut out {
                out.push(c);
            }
        } else {
            let out = out.get_or_insert_with(|| text[..at].to_owned());
            match c {
                '\0'..='\u{1f}' => {
                    out.push('^');
                    out.push(char::from(c as u8 + 0x40));
                }
                '\u{7f}' => out.push_str("^?"),
                c if is_mark(c) && previous.is_some() => {}
                c => {
                    let _ = write!(out, "‹U+{:04X}›", c as u32);
                }
            }
        }
        previous = Some(c);
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Columns a text takes on the screen once made [`visible`].
pub fn width(text: &str) -> usize {
    visible(text).graphemes(true).map(|g| usize::from(g.cell_width())).sum()
}

/// A path in at most so many columns: the home folder as `~`, and folders in the middle left out before the file's
/// name is: `~/…/cartera/sample.db`.
pub fn short_path(path: &Path, home: &Path, columns: usize) -> String {
    let shown = match path.strip_prefix(home) {
        Ok(rest) if !home.as_os_str().is_empty() => Path::new("~").join(rest),
        _ => path.to_owned(),
    };
    let text = shown.display().to_string();
    if width(&text) <= columns {
        return text;
    }
    let parts: Vec<String> =
        shown.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let first = parts.first().filter(|first| *first == "~").map_or("…", |_| "~/…");
    (1..parts.len())
        .map(|skipped| format!("{first}/{}", parts[skipped..].join("/")))
        .find(|short| width(short) <= columns)
        .unwrap_or_else(|| fit(parts.last().map_or("", String::as_str), columns))
}

/// The text made [`visible`], cut to at most `columns` columns, the last one `…` where something was cut.
pub fn fit(text: &str, columns: usize) -> String {
    let text = visible(text);
    if text.is_ascii() && text.len() <= columns {
        return text.into_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut used = 0;
    let mut cut = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let columns_of = usize::from(grapheme.cell_width());
        // The place where the mark would still fit, in case the rest does not.
        if cut.is_none() && used + columns_of > columns - 1 {
            cut = Some(at);
        }
        used += columns_of;
        if used > columns {
            return format!("{}…", &text[..cut.unwrap_or(0)]);
        }
    }
    text.into_owned()
}

/// [`fit`], then blanks after it up to exactly `columns` columns.
pub fn pad_right(text: &str, columns: usize) -> String {
    let mut fitted = fit(text, columns);
    let used = width(&fitted);
    fitted.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    fitted
}

/// [`fit`], with blanks before it up to exactly `columns` columns.
pub fn pad_left(text: &str, columns: usize) -> String {
    let fitted = fit(text, columns);
    let used = width(&fitted);
    let mut padded = " ".repeat(columns.saturating_sub(used));
    padded.push_str(&fitted);
    padded
}

/// Lines of at most `columns` columns, broken at blanks; line feeds break too. Nothing is lost: a longer word is
/// broken where it must be.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = visible(paragraph.strip_suffix('\r').unwrap_or(paragraph));
        let (mut line, mut used) = (String::new(), 0);
        for word in paragraph.split_word_bounds() {
            let columns_of = width(word);
            if used + columns_of <= columns {
                line.push_str(word);
                used += columns_of;
                continue;
            }
            if word.trim().is_empty() {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
                continue;
            }
            if columns_of <= columns {
                // Punctuation stays with its word: everything after the last blank moves along.
                let tail = line.rfind(' ').map_or_else(|| line.clone(), |at| line[at + 1..].to_owned());
                let keep = line.len() - tail.len();
                if keep > 0 && width(&tail) + columns_of <= columns {
                    line.truncate(keep);
                    lines.push(std::mem::take(&mut line).trim_end().to_owned());
                    used = width(&tail) + columns_of;
                    line = tail + word;
                    continue;
                }
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line.push_str(word);
                used = columns_of;
                continue;
            }
            for grapheme in word.graphemes(true) {
                let columns_of = usize::from(grapheme.cell_width());
                if used + columns_of > columns && used > 0 {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += columns_of;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Format, bidi, filler and tag characters: nothing to see, or able to move what is seen.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// What a joiner may follow: an emoji, its variation mark, or its skin tone.
fn joins(c: char) -> bool {
    is_emoji(c) || c == '\u{fe0f}'
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn escape_sequences_bidi_and_tags_are_seen_and_do_nothing() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\t\u{7f}"), "a^[[31mb^G^I^?");
        assert_eq!(visible("ab\u{202e}cd"), "ab‹U+202E›cd");
        assert_eq!(visible("x\u{200b}y\u{e0041}\u{9b}"), "x‹U+200B›y‹U+E0041›‹U+009B›");
        assert_eq!(visible("José Núñez"), "José Núñez");
        assert_eq!(visible("👩\u{200d}🔧 a\u{200d}b"), "👩\u{200d}🔧 a‹U+200D›b");
    }

    #[test]
    fn cut_text_ends_in_a_mark_and_keeps_letters_whole() {
        assert_eq!(fit("Talleres Ibáñez", 8), "Tallere…");
        assert_eq!(fit("Talleres", 8), "Talleres");
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("abc", 0), "");
        assert_eq!(pad_left("7", 3), "  7");
    }

    #[test]
    fn wrapping_loses_no_word() {
        assert_eq!(wrap("uno dos tres\ncuatro", 8), ["uno dos", "tres", "cuatro"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    proptest! {
        #[test]
        fn any_text_fills_its_column_exactly(text in "\\PC{0,20}|.{0,20}", columns in 0_usize..40) {
            for padded in [pad_right(&text, columns), pad_left(&text, columns)] {
                prop_assert_eq!(width(&padded), columns);
                prop_assert!(!padded.chars().any(char::is_control));
                let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 1));
                let (end, _) = buffer.set_stringn(0, 0, &padded, 60, Style::new());
                prop_assert_eq!(usize::from(end), columns);
            }
        }

        #[test]
        fn wrapped_lines_fit(text in "(\\PC|[ \n]){0,60}", columns in 2_usize..30) {
            for line in wrap(&text, columns) {
                // One letter may be wider than the lines are; then it stands alone.
                prop_assert!(width(&line) <= columns || line.graphemes(true).count() == 1, "{line:?}");
            }
        }
    }
}
