//! What colours and weights mean: roles, four themes from `assets/themes`, and the twelve label colours.
//! Text is never given a colour of its own: the terminal's is the one its owner can read.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use super::visible::{pad_right, width};
use crate::domain::people::Label;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark or light as the terminal is; dark where it does not say.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// The terminal's own colours, bold and reverse.
    HighContrast,
    /// No colour.
    Mono,
}

impl ThemeName {
    /// All, in the order the user goes through them.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// Name in the configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    /// From the name in the configuration.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.key() == text)
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|name| *name == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourDepth {
    /// None, or none wanted (`NO_COLOR`, `TERM=dumb`).
    None,
    /// The sixteen of the user's palette.
    Sixteen,
    /// xterm's 256; true colour shows the same.
    Full,
}

impl ColourDepth {
    /// From the environment, given as a look-up so that tests need not change the real one.
    pub fn detect(var: impl Fn(&str) -> Option<String>) -> Self {
        let term = var("TERM").unwrap_or_default();
        if var("NO_COLOR").is_some_and(|v| !v.is_empty()) || term == "dumb" {
            return Self::None;
        }
        let rich = var("COLORTERM").is_some_and(|v| !v.is_empty())
            || term.contains("256")
            || term.contains("direct")
            || ["xterm-kitty", "xterm-ghostty", "alacritty", "foot"].contains(&term.as_str())
            || var("WT_SESSION").is_some();
        if rich { Self::Full } else { Self::Sixteen }
    }
}

/// The styles of all roles.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Which one it is, `Auto` resolved.
    pub name: ThemeName,
    /// Plain text.
    pub text: Style,
    /// Less important text.
    pub dim: Style,
    /// Headings of panels and tables.
    pub heading: Style,
    /// Lines of panels.
    pub border: Style,
    /// Lines of the panel in focus.
    pub border_focus: Style,
    /// The cursor row.
    pub cursor: Style,
    /// Marks.
    pub mark: Style,
    /// Keys, links, the thing to do next.
    pub accent: Style,
    /// Good news.
    pub good: Style,
    /// Attention.
    pub warn: Style,
    /// Trouble.
    pub bad: Style,
    /// The chosen tab or button.
    pub selected: Style,
    /// A field that can be typed in.
    pub field: Style,
    chips: Option<&'static [Chip; 12]>,
    depth: ColourDepth,
}

/// Background and text of a label colour: xterm-256 indices, then of sixteen.
type Chip = (u8, u8, u8, u8);

const BLACK: u8 = 16;
const BRIGHT: u8 = 231;

/// Twelve label colours on dark backgrounds, all at least 5.9:1 inside the chip.
const DARK_CHIPS: [Chip; 12] = [
    (203, BLACK, 9, 0),
    (172, BLACK, 3, 0),
    (226, BLACK, 11, 0),
    (149, BLACK, 10, 0),
    (35, BLACK, 2, 0),
    (50, BLACK, 6, 0),
    (45, BLACK, 14, 0),
    (33, BLACK, 12, 15),
    (140, BLACK, 5, 15),
    (199, BLACK, 13, 0),
    (223, BLACK, 1, 15),
    (249, BLACK, 8, 15),
];

/// The same on light backgrounds, at least 4.95:1 inside the chip.
const LIGHT_CHIPS: [Chip; 12] = [
    (124, BRIGHT, 9, 0),
    (166, BLACK, 3, 0),
    (136, BLACK, 11, 0),
    (64, BLACK, 10, 0),
    (22, BRIGHT, 2, 0),
    (23, BRIGHT, 6, 0),
    (31, BLACK, 14, 0),
    (69, BLACK, 12, 15),
    (93, BRIGHT, 5, 15),
    (200, BLACK, 13, 0),
    (94, BRIGHT, 1, 15),
    (241, BRIGHT, 8, 15),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Role {
    fg: Option<u8>,
    bg: Option<u8>,
    fg16: Option<u8>,
    bg16: Option<u8>,
    bold: bool,
    dim: bool,
    underline: bool,
    reverse: bool,
    underline16: bool,
    reverse16: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    #[serde(default)]
    plain_chips: bool,
    text: Role,
    dim: Role,
    heading: Role,
    border: Role,
    border_focus: Role,
    cursor: Role,
    mark: Role,
    accent: Role,
    good: Role,
    warn: Role,
    bad: Role,
    selected: Role,
    field: Role,
}

impl Role {
    fn style(&self, depth: ColourDepth) -> Style {
        let (fg, bg) = match depth {
            ColourDepth::None => (None, None),
            ColourDepth::Sixteen => (self.fg16, self.bg16),
            ColourDepth::Full => (self.fg, self.bg),
        };
        let poor = depth != ColourDepth::Full;
        let mut style = Style::new();
        style.fg = fg.map(Color::Indexed);
        style.bg = bg.map(Color::Indexed);
        for (on, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.underline || (poor && self.underline16), Modifier::UNDERLINED),
            (self.reverse || (poor && self.reverse16), Modifier::REVERSED),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

impl Theme {
    /// A theme for a terminal of this depth; `light` says how its background was found to be, for [`ThemeName::Auto`].
    pub fn new(name: ThemeName, depth: ColourDepth, light: bool) -> Self {
        let name = match name {
            _ if depth == ColourDepth::None && name != ThemeName::HighContrast => ThemeName::Mono,
            ThemeName::Auto if light => ThemeName::Light,
            ThemeName::Auto => ThemeName::Dark,
            other => other,
        };
        let source = match name {
            ThemeName::Light => include_str!("../../assets/themes/light.toml"),
            ThemeName::HighContrast => include_str!("../../assets/themes/high-contrast.toml"),
            ThemeName::Mono => include_str!("../../assets/themes/mono.toml"),
            ThemeName::Dark | ThemeName::Auto => include_str!("../../assets/themes/dark.toml"),
        };
        #[expect(clippy::expect_used, reason = "embedded, and read by a test")]
        let roles: Roles = toml::from_str(source).expect("the themes are part of the program");
        let chips = match name {
            _ if roles.plain_chips => None,
            ThemeName::Light => Some(&LIGHT_CHIPS),
            _ => Some(&DARK_CHIPS),
        };
        Self {
            name,
            text: roles.text.style(depth),
            dim: roles.dim.style(depth),
            heading: roles.heading.style(depth),
            border: roles.border.style(depth),
            border_focus: roles.border_focus.style(depth),
            cursor: roles.cursor.style(depth),
            mark: roles.mark.style(depth),
            accent: roles.accent.style(depth),
            good: roles.good.style(depth),
            warn: roles.warn.style(depth),
            bad: roles.bad.style(depth),
            selected: roles.selected.style(depth),
            field: roles.field.style(depth),
            chips,
            depth,
        }
    }

    /// Style of label colour 1–12; plain for others and where there is no colour.
    pub fn label(&self, colour: Option<u8>) -> Style {
        let chip =
            colour.and_then(|c| self.chips.and_then(|chips| chips.get(usize::from(c).checked_sub(1)?)));
        let pair = match (chip, self.depth) {
            (Some((bg, fg, _, _)), ColourDepth::Full) | (Some((_, _, bg, fg)), ColourDepth::Sixteen) => {
                Some((*bg, *fg))
            }
            _ => None,
        };
        match pair {
            Some((bg, fg)) => Style::new().bg(Color::Indexed(bg)).fg(Color::Indexed(fg)),
            None => Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// A label as three columns in every theme: ` V ` on its colour, `[V]` without colour; codes of two characters
    /// are `VI ` and `VI·`.
    pub fn chip(&self, label: &Label) -> Span<'static> {
        let coloured = self.chips.is_some() && self.depth != ColourDepth::None && label.colour.is_some();
        let code = &label.code;
        let text = match (width(code), coloured) {
            (0 | 1, true) => format!(" {} ", pad_right(code, 1)),
            (0 | 1, false) => format!("[{}]", pad_right(code, 1)),
            (2, true) => format!("{} ", pad_right(code, 2)),
            _ => format!("{}·", pad_right(code, 2)),
        };
        Span::styled(text, self.label(label.colour))
    }

    /// Chips of a row: up to `most`, then `+n`.
    pub fn chips<'a>(&self, labels: impl IntoIterator<Item = &'a Label>, most: usize) -> Vec<Span<'static>> {
        let labels: Vec<&Label> = labels.into_iter().collect();
        let mut spans: Vec<_> = labels.iter().take(most).map(|label| self.chip(label)).collect();
        if labels.len() > most {
            spans.push(Span::styled(format!("+{}", labels.len() - most), self.dim));
        }
        spans
    }

    /// A label in full, as `[V VIP]`.
    pub fn chip_full(&self, label: &Label) -> Span<'static> {
        let name = super::visible::visible(&label.name);
        let code: String = label.code.graphemes(true).take(2).collect();
        Span::styled(format!("[{} {name}]", super::visible::visible(&code)), self.label(label.colour))
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;
    use rstest::rstest;

    use super::*;

    fn label(code: &str, colour: Option<u8>) -> Label {
        Label { id: 1, name: "VIP".into(), code: code.into(), colour, rank: 0 }
    }

    #[rstest]
    fn a_chip_is_three_columns_in_every_theme(
        #[values(ColourDepth::None, ColourDepth::Sixteen, ColourDepth::Full)] depth: ColourDepth,
        #[values("V", "VI", "Ñ", "", "日", "too long")] code: &str,
        #[values(None, Some(1), Some(12), Some(13))] colour: Option<u8>,
    ) {
        for name in ThemeName::ALL {
            let theme = Theme::new(name, depth, false);
            assert_eq!(width(&theme.chip(&label(code, colour)).content), 3, "{name:?}");
        }
    }

    #[test]
    fn without_colour_nothing_is_coloured() {
        let theme = Theme::new(ThemeName::Dark, ColourDepth::None, false);
        for style in [theme.bad, theme.good, theme.cursor, theme.label(Some(3))] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert_eq!(theme.chip(&label("V", Some(1))).content, "[V]");
    }

    #[test]
    fn text_keeps_the_terminals_own_colour() {
        for name in ThemeName::ALL {
            let theme = Theme::new(name, ColourDepth::Full, true);
            assert_eq!(theme.text.fg, None);
            assert_ne!(theme.cursor.fg, Some(Color::White));
        }
    }

    #[test]
    fn the_environment_says_how_many_colours() {
        let depth = |vars: &[(&str, &str)]| {
            ColourDepth::detect(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
        };
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), ColourDepth::None);
        assert_eq!(depth(&[("TERM", "linux")]), ColourDepth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]), ColourDepth::Full);
    }
}
