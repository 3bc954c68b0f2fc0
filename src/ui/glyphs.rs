//! ASCII instead of lines, blocks and arrows, for terminals and readers that lack them. Applied to the finished
//! drawing, so that no view can forget it; letters of names are left alone.

use ratatui::buffer::Buffer;

/// What stands in for a symbol; `None` where it is not one of ours.
pub const fn ascii(symbol: char) -> Option<char> {
    Some(match symbol {
        '─' | '━' | '═' | '—' | '–' | '▔' | '▁' | '−' => '-',
        '│' | '┃' | '║' | '▌' | '▐' | '┤' | '├' => '|',
        '┌' | '┐' | '└' | '┘' | '┬' | '┴' | '┼' | '╭' | '╮' | '╰' | '╯' | '╞' | '╡' | '▓' | '▆' => {
            '+'
        }
        '█' | '▇' => '#',
        '▒' | '▅' | '▄' => ':',
        '░' | '▃' | '▂' | '·' => '.',
        '▶' | '›' | '»' | '→' | '▸' | '≥' => '>',
        '◀' | '‹' | '«' | '←' | '≤' => '<',
        '▲' | '△' | '↑' => '^',
        '▼' | '▽' | '↓' | '▾' | '✓' => 'v',
        '●' | '■' | '★' | '☆' | '◆' | '◇' | '×' => '*',
        '○' | '□' => 'o',
        '✗' => 'x',
        '…' => '~',
        '€' => 'E',
        '¿' => '?',
        '¡' => '!',
        _ => return None,
    })
}

/// Replaces every symbol of ours in a finished drawing by ASCII of the same width.
pub fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut chars = cell.symbol().chars();
        if let (Some(symbol), None) = (chars.next(), chars.next())
            && let Some(plain) = ascii(symbol)
        {
            cell.set_char(plain);
        }
    }
}

/// Whether a terminal of this kind is better served with ASCII (no UTF-8, or no terminal to speak of).
pub fn wanted(var: impl Fn(&str) -> Option<String>) -> bool {
    let term = var("TERM").unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| var(name).filter(|v| !v.is_empty()));
    let utf8 = locale.is_none_or(|l| l.to_ascii_lowercase().replace('-', "").contains("utf8"));
    term == "dumb" || term == "linux" || !utf8
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn lines_become_ascii_and_names_stay() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "┌─▶ Ibáñez █", Style::new());
        to_ascii(&mut buffer);
        let line: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(line, "+-> Ibáñez #");
    }
}
