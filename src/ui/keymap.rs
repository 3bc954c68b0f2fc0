//! Which key does what where: the bindings of `config.example.toml` with the user's laid over them. With
//! [`super::text_input`] the only place, besides the terminal, that knows key codes.

use std::collections::HashMap;

use crokey::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, KeyScope};
use super::text_input::TextKey;
use super::texts::Texts;
use crate::config::{Config, ConfigError};

/// A key as bound: a character as typed, or a named key with Ctrl or Shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    shift: bool,
}

/// Something wrong with a binding: where and why, in words for the author of the file (English, as all of the file).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyError {
    /// `keys.list.mark`.
    pub place: String,
    /// Why.
    pub why: String,
}

/// The bindings.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    keys: HashMap<(KeyScope, Key), Action>,
    by_action: Vec<(KeyScope, Action, Vec<Key>)>,
}

/// What a key event means before any scope is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The key, for [`Keymap::resolve`].
    pub key: Key,
    /// What it does while text is typed; `None` where it is no business of a field.
    pub text: Option<TextKey>,
}

impl Pressed {
    /// Reads an event of the terminal; `None` for releases and keys nobody can bind.
    pub fn read(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        // Windows reports AltGr as Ctrl+Alt: then the character is meant, and no binding.
        if let (KeyCode::Char(c), true) = (event.code, alt) {
            let text = (ctrl && !c.is_ascii_alphanumeric()).then_some(TextKey::Char(c));
            let key = Key { code: KeyCode::Null, ctrl: false, shift: false };
            return text.map(|text| Self { key, text: Some(text) });
        }
        if alt {
            return None;
        }
        let key = match event.code {
            KeyCode::Char(c) if ctrl => {
                Key { code: KeyCode::Char(c.to_ascii_lowercase()), ctrl, shift: false }
            }
            KeyCode::Char(c) if shift && c.is_lowercase() => {
                let upper = c.to_uppercase().next().unwrap_or(c);
                Key { code: KeyCode::Char(upper), ctrl, shift: false }
            }
            KeyCode::Char(_) => Key { code: event.code, ctrl, shift: false },
            KeyCode::Tab if shift => Key { code: KeyCode::BackTab, ctrl, shift: false },
            KeyCode::BackTab => Key { code: KeyCode::BackTab, ctrl, shift: false },
            code => Key { code, ctrl, shift },
        };
        Some(Self { key, text: text_key(key) })
    }

    /// The plain character, where it is one.
    pub const fn character(&self) -> Option<char> {
        match self.key {
            Key { code: KeyCode::Char(c), ctrl: false, .. } => Some(c),
            _ => None,
        }
    }

    /// Ctrl+C.
    pub fn is_interrupt(&self) -> bool {
        self.key == Key { code: KeyCode::Char('c'), ctrl: true, shift: false }
    }

    /// From a name as in the configuration; for scripts of keys.
    pub fn named(name: &str) -> Option<Self> {
        let key = Key::parse(name).ok()?;
        Some(Self { key, text: text_key(key) })
    }
}

fn text_key(key: Key) -> Option<TextKey> {
    Some(match (key.code, key.ctrl) {
        (KeyCode::Char(c), false) => TextKey::Char(c),
        (KeyCode::Char('u'), true) => TextKey::KillToStart,
        (KeyCode::Char('k'), true) => TextKey::KillToEnd,
        (KeyCode::Char('w') | KeyCode::Backspace, true) => TextKey::KillWord,
        // What many terminals send for Ctrl+Backspace and for Backspace.
        (KeyCode::Char('h'), true) | (KeyCode::Backspace, false) => TextKey::Backspace,
        (KeyCode::Delete, _) => TextKey::Delete,
        (KeyCode::Left, false) => TextKey::Left,
        (KeyCode::Right, false) => TextKey::Right,
        (KeyCode::Left, true) => TextKey::WordLeft,
        (KeyCode::Right, true) => TextKey::WordRight,
        (KeyCode::Home, _) => TextKey::Home,
        (KeyCode::End, _) => TextKey::End,
        (KeyCode::Enter, _) => TextKey::Enter,
        (KeyCode::Tab, _) => TextKey::Tab,
        (KeyCode::BackTab, _) => TextKey::BackTab,
        (KeyCode::Up, _) => TextKey::Up,
        (KeyCode::Down, _) => TextKey::Down,
        (KeyCode::Esc, _) => TextKey::Esc,
        _ => return None,
    })
}

impl Key {
    /// From its name in the configuration; refuses keys some terminal or keyboard cannot send.
    pub fn parse(name: &str) -> Result<Self, String> {
        let mut chars = name.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            if "@#\\|[]{}~".contains(c) {
                return Err(format!("“{c}” needs AltGr on some keyboards"));
            }
            return Ok(Self { code: KeyCode::Char(c), ctrl: false, shift: false });
        }
        let combination = crokey::parse(name).map_err(|_| format!("“{name}” is not the name of a key"))?;
        let crokey::OneToThree::One(code) = combination.codes else {
            return Err(format!("“{name}” is more than one key at once"));
        };
        let modifiers = combination.modifiers;
        if modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER) {
            return Err(format!("“{name}”: Alt and Cmd belong to the terminal"));
        }
        let (ctrl, shift) =
            (modifiers.contains(KeyModifiers::CONTROL), modifiers.contains(KeyModifiers::SHIFT));
        match code {
            KeyCode::F(n) if n > 8 => return Err(format!("“{name}”: F9 to F12 belong to the system")),
            KeyCode::Char(c) if ctrl && "hijm[".contains(c.to_ascii_lowercase()) => {
                return Err(format!("“{name}” cannot be told from another key by terminals"));
            }
            KeyCode::Char(c) if ctrl => {
                return Ok(Self { code: KeyCode::Char(c.to_ascii_lowercase()), ctrl, shift: false });
            }
            _ => {}
        }
        let shift = shift && !matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
        Ok(Self { code, ctrl, shift })
    }

    /// Whether it writes a character in a field.
    const fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_) | KeyCode::Delete | KeyCode::Backspace) && !self.ctrl
    }

    /// How the key is called on the user's keyboard: `Intro`, `Re Pág`, `Ctrl+F`, `Mayús+↑`.
    pub fn name(self, texts: &Texts) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => texts.t("key-space"),
            KeyCode::Char(c) if self.ctrl => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => texts.t("key-enter"),
            KeyCode::Esc => texts.t("key-esc"),
            KeyCode::Tab => texts.t("key-tab"),
            KeyCode::BackTab => format!("{}+{}", texts.t("key-shift"), texts.t("key-tab")),
            KeyCode::PageUp => texts.t("key-page-up"),
            KeyCode::PageDown => texts.t("key-page-down"),
            KeyCode::Home => texts.t("key-home"),
            KeyCode::End => texts.t("key-end"),
            KeyCode::Delete => texts.t("key-delete"),
            KeyCode::Insert => texts.t("key-insert"),
            KeyCode::Backspace => texts.t("key-backspace"),
            KeyCode::Up => "↑".into(),
            KeyCode::Down => "↓".into(),
            KeyCode::Left => "←".into(),
            KeyCode::Right => "→".into(),
            KeyCode::F(n) => format!("F{n}"),
            _ => "?".into(),
        };
        let shift = if self.shift { format!("{}+", texts.t("key-shift")) } else { String::new() };
        let ctrl = if self.ctrl { format!("{}+", texts.t("key-ctrl")) } else { String::new() };
        format!("{ctrl}{shift}{name}")
    }
}

impl Keymap {
    /// The bindings of a configuration; all that is wrong with them, by line.
    pub fn of(config: &Config) -> Result<Self, Vec<ConfigError>> {
        Self::load(&[&config.defaults, &config.own]).map_err(|errors| {
            let told = |e: KeyError| ConfigError {
                line: config.line_of(&e.place),
                what: format!("{}: {}", e.place, e.why),
            };
            errors.into_iter().map(told).collect()
        })
    }

    /// The bindings of the `[keys]` tables of `files`, later ones laid over earlier ones action by action.
    /// All that is wrong is told at once.
    pub fn load(files: &[&toml::Table]) -> Result<Self, Vec<KeyError>> {
        let mut errors = Vec::new();
        let mut wanted: Vec<(KeyScope, Action, Vec<Key>)> = Vec::new();
        for file in files {
            let Some(tables) = file.get("keys").and_then(toml::Value::as_table) else { continue };
            for (scope_name, table) in tables {
                let Some(scope) = KeyScope::ALL.into_iter().find(|s| s.key() == *scope_name) else {
                    errors
                        .push(KeyError { place: format!("keys.{scope_name}"), why: "no such place".into() });
                    continue;
                };
                for (action_name, value) in table.as_table().into_iter().flatten() {
                    let place = format!("keys.{scope_name}.{action_name}");
                    let Some(action) = Action::parse(action_name) else {
                        errors.push(KeyError { place, why: "no such action".into() });
                        continue;
                    };
                    let names: Option<Vec<&str>> = match value {
                        toml::Value::String(one) => Some(vec![one]),
                        toml::Value::Array(many) => many.iter().map(toml::Value::as_str).collect(),
                        _ => None,
                    };
                    let Some(names) = names else {
                        errors.push(KeyError { place, why: "a list of key names is needed".into() });
                        continue;
                    };
                    let mut keys = Vec::new();
                    for name in names {
                        match Key::parse(name) {
                            Ok(key) => keys.push(key),
                            Err(why) => errors.push(KeyError { place: place.clone(), why }),
                        }
                    }
                    match wanted.iter_mut().find(|(s, a, _)| (*s, *a) == (scope, action)) {
                        Some((_, _, old)) => *old = keys,
                        None => wanted.push((scope, action, keys)),
                    }
                }
            }
        }
        let mut map: HashMap<(KeyScope, Key), Action> = HashMap::new();
        for (scope, action, keys) in &wanted {
            for key in keys {
                if let Some(other) = map.insert((*scope, *key), *action).filter(|other| other != action) {
                    errors.push(KeyError {
                        place: format!("keys.{}.{}", scope.key(), action.key()),
                        why: format!("its key is also that of {}", other.key()),
                    });
                }
            }
        }
        errors.sort_by(|a, b| a.place.cmp(&b.place));
        if errors.is_empty() { Ok(Self { keys: map, by_action: wanted }) } else { Err(errors) }
    }

    /// The action of a key in these scopes, innermost first.
    pub fn resolve(&self, key: Key, scopes: &[KeyScope]) -> Option<Action> {
        scopes.iter().find_map(|scope| self.keys.get(&(*scope, key)).copied())
    }

    /// Keys of an action in these scopes, as they are called; keys that an inner scope takes for something else are
    /// left out.
    pub fn keys_of(&self, action: Action, scopes: &[KeyScope], texts: &Texts) -> Vec<String> {
        scopes
            .iter()
            .filter_map(|scope| self.by_action.iter().find(|(s, a, _)| (s, a) == (scope, &action)))
            .flat_map(|(_, _, keys)| keys)
            .filter(|key| self.resolve(**key, scopes) == Some(action))
            .map(|key| key.name(texts))
            .collect()
    }

    /// The key to show for an action where there is room for one; while typing, one that is no text.
    pub fn key_of(&self, action: Action, scopes: &[KeyScope], typing: bool, texts: &Texts) -> Option<String> {
        scopes
            .iter()
            .filter_map(|scope| self.by_action.iter().find(|(s, a, _)| (s, a) == (scope, &action)))
            .flat_map(|(_, _, keys)| keys)
            .find(|key| self.resolve(**key, scopes) == Some(action) && !(typing && key.is_text()))
            .map(|key| key.name(texts))
    }

    /// Scopes an action is bound in.
    pub fn scopes_of(&self, action: Action) -> impl Iterator<Item = KeyScope> {
        self.by_action.iter().filter(move |(_, a, keys)| *a == action && !keys.is_empty()).map(|(s, _, _)| *s)
    }

    /// Number of actions that have a key.
    pub fn len(&self) -> usize {
        self.by_action.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_action.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::format::NumberStyle;
    use crate::ui::texts::Lang;

    fn map() -> Keymap {
        Keymap::of(&Config::default()).unwrap()
    }

    #[test]
    fn no_key_is_one_that_some_terminal_cannot_send() {
        for name in [
            "alt-x", "f9", "f12", "ctrl-h", "ctrl-i", "ctrl-j", "ctrl-m", "ctrl-[", "@", "#", "\\", "|",
            "a-b", "x1",
        ] {
            assert!(Key::parse(name).is_err(), "{name}");
        }
        for name in ["f1", "f8", "ctrl-f", "G", "shift-up", "+", "-", ":", "space", "delete"] {
            assert!(Key::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn duplicates_and_mistakes_are_all_told_with_their_lines() {
        let (config, _) =
            Config::parse("[keys.list]\nmark = [\"alt-x\"]\nsort = [\"z\"]\nfly = [\"f\"]\n[keys.moon]\n");
        let lines: Vec<usize> = Keymap::of(&config).unwrap_err().iter().map(|e| e.line).collect();
        for line in [2, 4, 5] {
            assert!(lines.contains(&line), "{lines:?}");
        }
        assert_eq!(lines.len(), 4, "the key z twice, told once: {lines:?}");
    }

    #[test]
    fn a_users_line_replaces_the_keys_of_that_action_only() {
        let (config, _) = Config::parse("[keys.list]\nsort = \"o\"\n");
        let map = Keymap::of(&config).unwrap();
        let key = |name: &str| map.resolve(Key::parse(name).unwrap(), &[KeyScope::List, KeyScope::Global]);
        assert_eq!((key("o"), key("s"), key("y")), (Some(Action::Sort), None, Some(Action::Copy)));
    }

    #[test]
    fn inner_places_win_and_help_shows_what_holds() {
        let (map, texts) = (map(), Texts::new(Lang::Es, &NumberStyle::of_lang(Lang::Es)));
        let key = Key::parse("e").unwrap();
        let scopes = [KeyScope::Lifecycle, KeyScope::Record, KeyScope::Global];
        assert_eq!(map.resolve(key, &scopes), Some(Action::Rules));
        assert_eq!(map.keys_of(Action::Edit, &scopes, &texts), ["F4"]);
        assert_eq!(map.keys_of(Action::PageUp, &[KeyScope::Global], &texts), ["Re Pág"]);
        assert_eq!(map.key_of(Action::Help, &[KeyScope::Global], true, &texts), Some("F1".into()));
    }

    #[test]
    fn releases_do_nothing_and_altgr_types_its_character() {
        let release = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(KeyCode::Char('q')) };
        assert_eq!(Pressed::read(&release), None);
        let at = KeyEvent::new(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        let pressed = Pressed::read(&at).unwrap();
        assert_eq!(pressed.text, Some(TextKey::Char('@')));
        assert_eq!(map().resolve(pressed.key, &KeyScope::ALL), None);
        assert_eq!(Pressed::read(&KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT)), None);
    }
}
