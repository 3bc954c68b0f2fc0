//! How things look and read, handed to every view: texts, formats, theme, keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::action::{Action, KeyScope};
use super::format::{DateOrder, Format, Manner, NumberStyle};
use super::keymap::Keymap;
use super::texts::{Lang, TextArg, Texts};
use super::theme::{ColourDepth, Theme, ThemeName};
use super::visible::visible;
use crate::config::Config;
use crate::domain::Currency;

/// Texts, formats, theme and keys.
#[derive(Debug)]
pub struct Look {
    /// Words.
    pub texts: Texts,
    /// Numbers, money, days.
    pub format: Format,
    /// Styles.
    pub theme: Theme,
    /// Theme asked for (`Auto` unresolved).
    pub theme_wanted: ThemeName,
    /// Bindings.
    pub keymap: Keymap,
    /// Lines and blocks in ASCII; applied to the finished drawing, views need not care.
    pub ascii: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    numbers: Option<String>,
    depth: ColourDepth,
    light: bool,
}

impl Look {
    /// A look; `numbers` is a place as `es-ES`, or none to follow the language; `light` how the terminal's background
    /// was found to be.
    pub fn new(
        lang: Lang,
        numbers: Option<&str>,
        date_order: DateOrder,
        theme: ThemeName,
        depth: ColourDepth,
        light: bool,
        keymap: Keymap,
    ) -> Self {
        let style = numbers.map_or_else(|| NumberStyle::of_lang(lang), NumberStyle::of);
        let texts = Texts::new(lang, &style);
        let format = Format::new(&texts, style, date_order, Currency::default());
        Self {
            texts,
            format,
            theme: Theme::new(theme, depth, light),
            theme_wanted: theme,
            keymap,
            ascii: false,
            mouse: true,
            numbers: numbers.map(str::to_owned),
            depth,
            light,
        }
    }

    /// As the configuration wants it on this terminal; `system` is the system's locale, `var` looks up the environment.
    pub fn of(
        config: &Config,
        keymap: Keymap,
        system: &str,
        light: bool,
        var: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let wanted = config.language.as_deref().unwrap_or(system);
        let lang = Lang::parse(wanted).unwrap_or(Lang::En);
        let order = DateOrder::parse(&config.dates).unwrap_or_default();
        let theme = ThemeName::parse(&config.theme).unwrap_or_default();
        let depth = ColourDepth::detect(&var);
        let mut look = Self::new(lang, config.numbers.as_deref(), order, theme, depth, light, keymap);
        look.ascii = config.ascii.unwrap_or_else(|| super::glyphs::wanted(&var));
        look.mouse = config.mouse;
        look
    }

    /// For tests: no colour, the default keys, numbers as the language has them.
    pub fn plain(lang: Lang) -> Self {
        let keymap = Keymap::of(&Config::default()).unwrap_or_default();
        Self::new(lang, None, DateOrder::Dmy, ThemeName::Mono, ColourDepth::None, false, keymap)
    }

    /// How days and numbers are written, for whoever writes them elsewhere.
    pub fn manner(&self) -> Manner {
        Manner { lang: self.lang(), dates: self.format.date_order, numbers: self.numbers.clone() }
    }

    /// The language.
    pub const fn lang(&self) -> Lang {
        self.texts.lang()
    }

    /// Goes on in another language.
    pub fn set_lang(&mut self, lang: Lang) {
        let style = self.numbers.as_deref().map_or_else(|| NumberStyle::of_lang(lang), NumberStyle::of);
        self.texts = Texts::new(lang, &style);
        self.format = Format::new(&self.texts, style, self.format.date_order, self.format.currency.clone());
    }

    /// Goes on with another style of numbers, or with that of the language.
    pub fn set_numbers(&mut self, numbers: Option<&str>) {
        self.numbers = numbers.map(str::to_owned);
        self.set_lang(self.lang());
    }

    /// Goes on with another theme.
    pub fn set_theme(&mut self, theme: ThemeName) {
        self.theme_wanted = theme;
        self.theme = Theme::new(theme, self.depth, self.light);
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// The text of a key with arguments: `look.tf("list-position", &[("at", 4.into()), ("all", all.into())])`.
    pub fn tf(&self, key: &str, args: &[(&str, TextArg)]) -> String {
        self.texts.tf(key, args)
    }

    /// A text in the quotes of the language.
    pub fn quoted(&self, text: &str) -> String {
        self.tf("quoted", &[("text", text.into())])
    }

    /// What an action is called.
    pub fn action(&self, action: Action) -> String {
        self.t(&action.text_key())
    }

    /// What an action is called where there is little room.
    pub fn action_short(&self, action: Action) -> String {
        self.texts.attribute(&action.text_key(), "short").unwrap_or_else(|| self.action(action))
    }

    /// Keys of an action in these scopes, as they are called on the user's keyboard.
    pub fn keys_of(&self, action: Action, scopes: &[KeyScope]) -> Vec<String> {
        self.keymap.keys_of(action, scopes, &self.texts)
    }

    /// Draws a line (made visible, cut at the right) into the first row of `area`.
    pub fn put<'a>(&self, frame: &mut Frame<'_>, area: Rect, line: impl Into<Line<'a>>) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return;
        }
        let line = line.into();
        let mut x = area.x;
        for span in &line.spans {
            let room = usize::from(area.right().saturating_sub(x));
            let style = self.theme.text.patch(line.style).patch(span.style);
            (x, _) = frame.buffer_mut().set_stringn(x, area.y, visible(&span.content), room, style);
        }
    }

    /// Draws a line ending at the right edge of `area`.
    pub fn put_right<'a>(&self, frame: &mut Frame<'_>, area: Rect, line: impl Into<Line<'a>>) {
        let line = line.into();
        let needed: usize = line.spans.iter().map(|s| super::visible::width(&s.content)).sum();
        let columns = (needed as u16).min(area.width);
        self.put(frame, Rect { x: area.right() - columns, width: columns, ..area }, line);
    }

    /// Draws lines one below the other, as many as fit.
    pub fn put_lines<'a>(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: impl IntoIterator<Item = Line<'a>>,
    ) {
        for (row, line) in area.rows().zip(lines) {
            self.put(frame, row, line);
        }
    }

    /// A label and its value, the label in a column of `columns`.
    pub fn pair(&self, label: &str, value: &str, columns: usize) -> Line<'static> {
        Line::from(vec![
            Span::styled(super::visible::pad_right(label, columns), self.theme.dim),
            Span::styled(visible(value).into_owned(), Style::new()),
        ])
    }
}
