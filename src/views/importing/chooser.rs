//! Choosing a file: a path typed with completion, over the entries of its folder. Knows which endings are wanted, not
//! what becomes of the file.

use std::path::{Path, PathBuf};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::store::ask::Ticket;
use crate::ui::Look;
use crate::ui::action::Action;
use crate::ui::hits::Hits;
use crate::ui::panel::Panel;
use crate::ui::table::{Column, ListState, Row, Table};
use crate::ui::text_input::{TextField, TextKey};
use crate::ui::visible::{width, wrap};
use crate::views::{Cx, Effect, FileNews};

const SEPARATORS: [char; 2] = ['/', std::path::MAIN_SEPARATOR];

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing to be told.
    None,
    /// This file.
    File(PathBuf),
    /// Left.
    Cancelled,
}

/// A path and the entries of its folder. The view that holds it is always typing.
pub struct Chooser {
    endings: &'static [&'static str],
    folder: PathBuf,
    path: TextField,
    /// The folder asked for: the one there is, or the one that is being typed.
    asked_of: PathBuf,
    /// The same as it was found: what is shown is in it.
    listed: PathBuf,
    /// Name, is a folder, bytes; folders first.
    entries: Vec<(String, bool, u64)>,
    /// Numbers of entries that begin with what is typed.
    shown: Vec<usize>,
    state: ListState,
    asked: Ticket,
    known: bool,
    /// Enter was pressed before the entries were there.
    opening: bool,
}

impl Chooser {
    /// Begins in `folder`; files with other endings are shown, less important, and cannot be chosen from the list.
    pub fn new(folder: PathBuf, endings: &'static [&'static str]) -> Self {
        Self {
            endings,
            asked_of: folder.clone(),
            listed: folder.clone(),
            folder,
            path: TextField::default(),
            entries: Vec::new(),
            shown: Vec::new(),
            state: ListState::default(),
            asked: 0,
            known: false,
            opening: false,
        }
    }

    /// Asks for the entries of the folder.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked_of = self.meant();
        self.asked = cx.ticket();
        cx.effect(Effect::Folder(self.asked, self.asked_of.clone()));
    }

    /// The folder that what is typed leads to.
    fn meant(&self) -> PathBuf {
        let text = self.path.text().trim_start();
        text.rfind(SEPARATORS).map_or_else(|| self.folder.clone(), |at| self.path_of(&text[..=at]))
    }

    /// A path as typed; `~` is the user's own folder, wherever one is.
    fn path_of(&self, typed: &str) -> PathBuf {
        if typed == "~" || typed.starts_with("~/") { PathBuf::from(typed) } else { self.folder.join(typed) }
    }

    /// The entries came, or the folder cannot be read. Opens what Enter was pressed for before.
    pub fn news(&mut self, ticket: Ticket, news: &FileNews, cx: &mut Cx<'_>) -> Chosen {
        if ticket != self.asked {
            return Chosen::None;
        }
        if let FileNews::Folder(folder, entries) = news {
            // A path that is being typed is read from where it began.
            if self.asked_of == self.folder {
                self.folder.clone_from(folder);
            }
            self.listed.clone_from(folder);
            self.entries.clone_from(entries);
            self.entries.retain(|(name, ..)| !name.starts_with('.'));
        } else {
            self.entries.clear();
        }
        self.known = true;
        self.filter();
        if std::mem::take(&mut self.opening) { self.open(cx) } else { Chosen::None }
    }

    fn wanted(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.endings.iter().any(|ending| name.ends_with(ending))
    }

    /// The part typed after the last separator.
    fn typed(&self) -> &str {
        self.path.text().rsplit(SEPARATORS).next().unwrap_or_default()
    }

    fn filter(&mut self) {
        let typed = self.typed().to_lowercase();
        self.shown = (0..self.entries.len())
            .filter(|at| self.entries[*at].0.to_lowercase().starts_with(&typed))
            .collect();
        self.state.set_len(self.shown.len());
        self.state.cursor = 0;
        // The first file that can be opened, where nothing is typed; folders stand above it.
        if typed.is_empty() {
            let first =
                self.shown.iter().position(|at| !self.entries[*at].1 && self.wanted(&self.entries[*at].0));
            self.state.cursor = first.unwrap_or(0);
        }
    }

    fn enter(&mut self, folder: PathBuf, cx: &mut Cx<'_>) {
        self.folder = folder;
        self.path.set("");
        self.known = false;
        self.ask(cx);
    }

    /// The entry under the cursor, as a path.
    fn here(&self) -> Option<(PathBuf, bool)> {
        let (name, is_folder, _) = self.entries.get(*self.shown.get(self.state.cursor)?)?;
        Some((self.listed.join(name), *is_folder))
    }

    fn open(&mut self, cx: &mut Cx<'_>) -> Chosen {
        let typed = self.path.text().trim().to_owned();
        if typed == "~" || typed.ends_with(SEPARATORS) {
            self.enter(self.path_of(&typed), cx);
            return Chosen::None;
        }
        if !self.known {
            self.opening = true;
            return Chosen::None;
        }
        match self.here() {
            Some((folder, true)) => {
                self.enter(folder, cx);
                Chosen::None
            }
            Some((file, false)) if self.wanted(&file.to_string_lossy()) || !typed.is_empty() => {
                Chosen::File(file)
            }
            Some(_) => Chosen::None,
            None if typed.is_empty() => Chosen::None,
            None => Chosen::File(self.path_of(&typed)),
        }
    }

    /// A key.
    pub fn key(&mut self, key: &TextKey, cx: &mut Cx<'_>) -> Chosen {
        match key {
            TextKey::Esc => return Chosen::Cancelled,
            TextKey::Enter => return self.open(cx),
            TextKey::Up => drop(self.state.act(Action::Up)),
            TextKey::Down => drop(self.state.act(Action::Down)),
            TextKey::Tab => {
                if let Some((path, is_folder)) = self.here() {
                    if is_folder {
                        self.enter(path, cx);
                    } else if let Some(name) = path.file_name() {
                        let before = self.path.text().rfind(SEPARATORS).map_or(0, |at| at + 1);
                        let whole = format!("{}{}", &self.path.text()[..before], name.to_string_lossy());
                        self.path.set(&whole);
                        self.filter();
                    }
                }
            }
            TextKey::Backspace | TextKey::Left if self.path.is_empty() => {
                if let Some(parent) = self.folder.parent().map(Path::to_path_buf) {
                    self.enter(parent, cx);
                }
            }
            TextKey::Right if self.path.is_empty() => {
                if let Some((folder, true)) = self.here() {
                    self.enter(folder, cx);
                }
            }
            key => {
                if self.path.key(key) {
                    if self.meant() != self.asked_of {
                        self.known = false;
                        self.entries.clear();
                        self.ask(cx);
                    }
                    self.filter();
                }
            }
        }
        Chosen::None
    }

    /// An action of keys that are no text (paging).
    pub fn act(&mut self, action: Action) -> bool {
        self.state.act(action)
    }

    /// A click on a row.
    pub fn click(&mut self, row: usize, double: bool, cx: &mut Cx<'_>) -> Chosen {
        if self.state.select(row) && double { self.open(cx) } else { Chosen::None }
    }

    /// Draws the field and the list into `area`; rows are clickable from 0.
    pub fn draw(&self, title: String, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
        let inner = Panel::new(title)
            .right(Span::styled(
                look.tf("importing-endings", &[("endings", self.endings.join(" ").into())]),
                look.theme.dim,
            ))
            .bottom(look.t("importing-chooser-keys"))
            .popup()
            .draw(frame, area, look);
        if inner.height < 5 {
            return;
        }
        let row = |y: u16| Rect::new(inner.x + 1, inner.y + y, inner.width.saturating_sub(2), 1);
        let folder = self.folder.display().to_string();
        // The end of a long path tells more than its beginning.
        let room = usize::from(row(0).width);
        let skip = folder.chars().count().saturating_sub(room.saturating_sub(1));
        let folder =
            if skip > 0 { format!("…{}", folder.chars().skip(skip).collect::<String>()) } else { folder };
        look.put(frame, row(0), Span::styled(folder, look.theme.heading));
        let label = look.t("importing-path");
        let start = width(&label) as u16 + 1;
        look.put(frame, row(1), Span::raw(label));
        let field = Rect { x: row(1).x + start, width: row(1).width.saturating_sub(start), ..row(1) };
        self.path.draw(frame, field, look.theme.field, true);
        let list = Rect { y: inner.y + 3, height: inner.height - 3, ..inner };
        if self.shown.is_empty() {
            let key = match (self.known, self.typed().is_empty()) {
                (false, _) => "importing-reading",
                (true, true) => "importing-folder-none",
                (true, false) => "importing-folder-empty",
            };
            let place = Rect { x: list.x + 2, width: list.width.saturating_sub(4), ..list };
            let lines = wrap(&look.t(key), usize::from(place.width).max(1));
            let dim = |words| Line::from(Span::styled(words, look.theme.dim));
            look.put_lines(frame, place, lines.into_iter().map(dim));
            return;
        }
        let columns = [Column::wide("", 20), Column::fixed("", 12).right()];
        let table = Table::new(&columns, &self.state, 0);
        let window = table.window(list);
        let rows: Vec<Row<'_>> = self.shown[window]
            .iter()
            .map(|at| {
                let (name, is_folder, bytes) = &self.entries[*at];
                let size = if *is_folder { look.t("importing-folder") } else { size(*bytes, look) };
                let name = if *is_folder { format!("{name}/") } else { name.clone() };
                let wanted = *is_folder || self.wanted(&name);
                Row::new([Line::from(name), Line::from(Span::styled(size, look.theme.dim))]).dim(!wanted)
            })
            .collect();
        table.draw(frame, list, &rows, look, hits);
    }
}

/// `12 kB`, `3,4 MB`.
pub fn size(bytes: u64, look: &Look) -> String {
    match bytes {
        0..1_000 => look.tf("importing-bytes", &[("n", bytes.into())]),
        1_000..1_000_000 => format!("{} kB", look.format.int((bytes / 1_000) as i64)),
        _ => format!("{} MB", look.format.decimal(bytes as f64 / 1_000_000.0, 1)),
    }
}
