//! The program without a terminal: keys in, screen text out. For tests of whole screens and of missions.
#![allow(dead_code, clippy::unwrap_used, reason = "for tests; every test file uses its own part of it")]

pub mod home;

use std::collections::HashMap;
use std::mem::Discriminant;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use cartera::app::backend::Backend;
use cartera::app::draw;
use cartera::app::event_loop::Runner;
use cartera::app::model::Model;
use cartera::app::msg::{Msg, Opened};
use cartera::app::update;
use cartera::config::Config;
use cartera::domain::value::{ValueRules, Window};
use cartera::domain::{Currency, Day};
use cartera::store::ask::{
    Answer, Applied, Listing, Order, PortfolioInfo, Question, Reply, Ticket, TodayList, WinbackSummary,
};
use cartera::ui::Look;
use cartera::ui::action::{Action, KeyScope};
use cartera::ui::format::DateOrder;
use cartera::ui::hits::Hits;
use cartera::ui::keymap::{Keymap, Pressed};
use cartera::ui::text_input::TextKey;
use cartera::ui::texts::Lang;
use cartera::ui::theme::{ColourDepth, ThemeName};
use cartera::views::{Cx, Effect, FileNews, Go, ImportRequest, NewPortfolio, View};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

/// The moment all tests run at: Friday, 20 November 2026, 10:42.
pub fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(10, 42, 0).unwrap()
}

/// The program without a terminal.
pub struct App {
    /// Its state.
    pub model: Model,
    runner: Runner,
    incoming: Receiver<Msg>,
    terminal: Terminal<TestBackend>,
    waiting: HashMap<Ticket, Option<Discriminant<Question>>>,
    opening: bool,
    /// The folder it works in, where it has a real one.
    pub home: Option<home::Home>,
    /// How long a question may stay unanswered before it counts as overtaken by a newer one.
    patience: Duration,
    /// Effects that leave the program: copied text, kept preferences, leaving.
    pub effects: Vec<String>,
}

impl App {
    /// Over a world that knows an empty portfolio.
    pub fn fake(size: (u16, u16), lang: Lang) -> Self {
        let mut app = Self::over(size, lang, |out| Box::new(Fake { out, drafts: Vec::new() }));
        // It answers at once or never.
        app.patience = Duration::ZERO;
        app.send(Msg::Opened(Opened::Portfolio));
        app
    }

    /// Over a world that knows an empty portfolio, with views that show nothing.
    pub fn blank(size: (u16, u16), lang: Lang) -> Self {
        let mut app = Self::fake(size, lang);
        for (_, view) in &mut app.model.views {
            *view = Box::new(Blank::default());
        }
        app.send(Msg::Key(Pressed::named("2").unwrap(), now()));
        app
    }

    /// Over the real world, from an empty home: the card of the first run.
    pub fn real(size: (u16, u16), lang: Lang) -> Self {
        home::Home::empty().start(size, lang)
    }

    /// Over the real world, in the sample portfolio.
    pub fn sample(size: (u16, u16), lang: Lang) -> Self {
        home::Home::empty().start_sample(size, lang)
    }

    /// The program gone and started anew over what it left.
    pub fn restart(self) -> Self {
        let (size, lang) = (self.model.size, self.model.look.lang());
        let home = self.home.clone().expect("a real home");
        drop(self);
        home.start(size, lang)
    }

    /// The program started anew over what it left, looking at it from a day in the past.
    pub fn restart_as_of(self, day: &str) -> Self {
        let (size, lang) = (self.model.size, self.model.look.lang());
        let home = self.home.clone().expect("a real home").as_of(day);
        drop(self);
        home.start(size, lang)
    }

    /// Over a world that is opening something and says so with [`Msg::Opened`].
    pub fn opening(
        size: (u16, u16),
        lang: Lang,
        backend: impl FnOnce(Sender<Msg>) -> Box<dyn Backend>,
    ) -> Self {
        let mut app = Self::still(size, lang, backend);
        app.opening = true;
        app.settle();
        app
    }

    /// Over any world; it opens the portfolio and says so with [`Msg::Opened`].
    pub fn over(size: (u16, u16), lang: Lang, backend: impl FnOnce(Sender<Msg>) -> Box<dyn Backend>) -> Self {
        let mut app = Self::still(size, lang, backend);
        app.settle();
        app
    }

    fn still(size: (u16, u16), lang: Lang, backend: impl FnOnce(Sender<Msg>) -> Box<dyn Backend>) -> Self {
        let (out, incoming) = mpsc::channel();
        let keymap = Keymap::of(&Config::default()).unwrap();
        let look = Look::new(lang, None, DateOrder::Dmy, ThemeName::Mono, ColourDepth::None, false, keymap);
        let model = Model::new(look, update::main_views(), now(), size);
        let runner = Runner::headless(backend(out));
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        Self {
            model,
            runner,
            incoming,
            terminal,
            waiting: HashMap::new(),
            opening: false,
            home: None,
            patience: Duration::from_secs(2),
            effects: Vec::new(),
        }
    }

    /// Types keys: words parted by blanks; `<enter>`, `<ctrl-s>`, `<space>` by name, everything else letter by letter.
    /// Everything is answered before the next key.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        for word in script.split_whitespace() {
            match word.strip_prefix('<').and_then(|w| w.strip_suffix('>')) {
                Some(name) if !name.is_empty() => self.key(name),
                _ => word.chars().for_each(|c| self.key(&c.to_string())),
            }
        }
        self
    }

    /// Types keys faster than anything is answered, written as for [`App::keys`].
    pub fn burst(&mut self, script: &str) -> &mut Self {
        let press = |app: &mut Self, name: &str| {
            let now = app.model.now + TimeDelta::milliseconds(5);
            app.step(Msg::Key(Pressed::named(name).unwrap(), now));
        };
        for word in script.split_whitespace() {
            match word.strip_prefix('<').and_then(|w| w.strip_suffix('>')) {
                Some(name) if !name.is_empty() => press(self, name),
                _ => word.chars().for_each(|c| press(self, &c.to_string())),
            }
        }
        self.settle();
        self
    }

    /// Types a text as it is, blanks included. What only `AltGr` types, and no binding can name, is pasted.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let name = if c == ' ' { "space".to_owned() } else { c.to_string() };
            match Pressed::named(&name) {
                Some(_) => self.key(&name),
                None => drop(self.send(Msg::Paste(name))),
            }
        }
        self
    }

    /// One key by its name in the configuration.
    pub fn key(&mut self, name: &str) {
        let pressed = Pressed::named(name).unwrap_or_else(|| panic!("no key is called {name}"));
        let now = self.model.now + TimeDelta::milliseconds(50);
        self.send(Msg::Key(pressed, now));
    }

    /// Gives the program a message and waits until all that followed from it is answered.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        self.step(msg);
        self.settle();
        self
    }

    /// Time goes on.
    pub fn wait(&mut self, milliseconds: i64) -> &mut Self {
        let now = self.model.now + TimeDelta::milliseconds(milliseconds);
        self.send(Msg::Tick(now))
    }

    /// Another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.send(Msg::Resize(columns, rows));
        self.terminal.backend_mut().resize(columns.min(1000), rows.min(300));
        self
    }

    /// What the screen shows, line by line, blanks at the ends of lines cut.
    pub fn screen(&mut self) -> String {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut text = String::new();
        for row in buffer.content.chunks(width) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                line.push_str(cell.symbol());
                skip = cartera::ui::visible::width(cell.symbol()).saturating_sub(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The screen as drawn, styles included.
    pub fn buffer(&mut self) -> ratatui::buffer::Buffer {
        self.terminal.draw(|frame| draw::draw(&self.model, frame)).unwrap();
        self.terminal.backend().buffer().clone()
    }

    /// The screen without the path of the portfolio, which is another one each time.
    pub fn stable(&mut self) -> String {
        let screen = self.screen();
        let lines = screen.lines().map(|line| match line.find(" · datos en ").or(line.find(" · data in ")) {
            Some(at) => line.split_at(at).0,
            None => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Fails with the screen where it does not show all of this.
    #[track_caller]
    pub fn shows(&mut self, words: &[&str]) -> &mut Self {
        let screen = self.screen();
        for word in words {
            assert!(screen.contains(word), "«{word}» is not on screen:\n{screen}");
        }
        self
    }

    /// Waits until nothing is asked that is not answered.
    pub fn settle(&mut self) {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            while let Ok(msg) = self.incoming.try_recv() {
                self.step(msg);
            }
            if self.opening {
                let msg = self.incoming.recv_timeout(Duration::from_secs(60));
                self.step(msg.expect("a portfolio is opened, or it is said why not"));
                continue;
            }
            // The figures of the tabs come by themselves, once the customers have been gone through.
            let figures = self.model.portfolio.as_ref().is_some_and(|p| p.to_contact.is_none());
            if self.waiting.is_empty() && self.home.is_some() && figures {
                match self.incoming.recv_timeout(Duration::from_secs(20)) {
                    Ok(msg) => self.step(msg),
                    Err(_) => return,
                }
                continue;
            }
            if self.waiting.is_empty() {
                return;
            }
            // Figures of value fit models, which takes a while without optimisation.
            let slow = [
                Question::Value(Window::All),
                Question::ValuePreview(ValueRules::default()),
                Question::Worth(Vec::new()),
                Question::WorthIn(Window::All, Vec::new()),
            ]
            .map(|question| Some(std::mem::discriminant(&question)));
            let fitting = !self.patience.is_zero() && self.waiting.values().any(|kind| slow.contains(kind));
            let patience = if fitting { Duration::from_secs(20) } else { self.patience };
            match self.incoming.recv_timeout(patience) {
                Ok(msg) => self.step(msg),
                // A question overtaken by a newer one of its kind is never answered.
                Err(_)
                    if !self.patience.is_zero()
                        && Instant::now() < end
                        && self.waiting.values().any(Option::is_none) => {}
                Err(_) => self.waiting.clear(),
            }
        }
    }

    fn step(&mut self, msg: Msg) {
        match &msg {
            Msg::Reply(Reply { result: Ok(Answer::Listing(listing)), .. }) if !listing.complete => {}
            Msg::Reply(Reply { result: Ok(Answer::Progress { .. }), .. })
            | Msg::FileNews(_, FileNews::Progress(..)) => {}
            Msg::Reply(reply) => drop(self.waiting.remove(&reply.ticket)),
            Msg::FileNews(ticket, _) => drop(self.waiting.remove(ticket)),
            Msg::Opened(_) => {
                // The portfolio before is closed: it answers no more.
                self.waiting.clear();
                self.opening = false;
            }
            _ => {}
        }
        let imported = matches!(msg, Msg::FileNews(_, FileNews::Imported(_)));
        let effects = update::update(&mut self.model, msg);
        // What came in is also told as a change, unless nothing was new.
        let change =
            if imported { self.incoming.recv_timeout(Duration::from_millis(200)).ok() } else { None };
        for effect in effects {
            match &effect {
                Effect::Ask(ticket, question) => {
                    let kind = std::mem::discriminant(question);
                    self.waiting.retain(|_, other| *other != Some(kind));
                    self.waiting.insert(*ticket, Some(kind));
                }
                // A world made up for a test may never say that it is done.
                Effect::OpenPortfolio { .. } | Effect::OpenSample | Effect::Restore(_) => {
                    self.opening = self.home.is_some();
                }
                // Keeping a draft or a filter is never answered.
                Effect::Order(
                    _,
                    Order::SaveDraft { .. }
                    | Order::DropDraft { .. }
                    | Order::RememberFilter(_)
                    | Order::BeginCalls { .. }
                    | Order::MoreCalls { .. }
                    | Order::MoveCalls { .. }
                    | Order::CountSegments { .. },
                ) => {}
                Effect::Order(ticket, _) if *ticket != 0 => drop(self.waiting.insert(*ticket, None)),
                Effect::Preview(ticket, _)
                | Effect::Import(ticket, _)
                | Effect::Export(ticket, _)
                | Effect::Tables(ticket, _)
                | Effect::Bundle(ticket, ..)
                | Effect::Folder(ticket, _) => {
                    self.waiting.insert(*ticket, None);
                }
                _ => {}
            }
            self.effects.push(format!("{effect:?}"));
            self.runner.carry_out(&mut self.model, effect);
        }
        if let Some(change) = change {
            self.step(change);
        }
    }
}

/// A view that shows nothing and can do what lists and records can: for what stands around views.
#[derive(Default)]
pub struct Blank {
    /// Actions done.
    pub done: Vec<Action>,
    /// What is typed, where it is a form.
    pub form: Option<String>,
    /// Whether it goes when there is news about a file.
    pub closes_on_news: bool,
}

impl View for Blank {
    fn scopes(&self) -> Vec<KeyScope> {
        if self.form.is_some() { vec![KeyScope::Form] } else { vec![KeyScope::List, KeyScope::Record] }
    }
    fn is_typing(&self) -> bool {
        self.form.is_some()
    }
    fn refresh(&mut self, _cx: &mut Cx<'_>) {}
    fn can(&self, action: Action) -> bool {
        matches!(
            action,
            Action::Open | Action::Mark | Action::Edit | Action::Tag | Action::Sort | Action::Archive
        )
    }
    fn act(&mut self, action: Action, _cx: &mut Cx<'_>) -> bool {
        self.done.push(action);
        self.can(action)
    }
    fn type_text(&mut self, key: &TextKey, _cx: &mut Cx<'_>) {
        if let (Some(form), TextKey::Char(c)) = (&mut self.form, key) {
            form.push(*c);
        }
    }
    fn file_news(&mut self, _ticket: Ticket, _news: &FileNews, cx: &mut Cx<'_>) {
        if self.closes_on_news {
            cx.go(Go::Pop);
        }
    }
    fn draw(&self, _frame: &mut Frame<'_>, _area: Rect, _look: &Look, _hits: &mut Hits) {}
    fn footer(&self) -> Vec<Action> {
        vec![Action::Open, Action::Mark, Action::Edit, Action::Tag, Action::Seasonal]
    }
    fn draft(&self) -> Option<(String, String)> {
        self.form.clone().filter(|text| !text.is_empty()).map(|text| ("blank".to_owned(), text))
    }
}

/// A world with one empty portfolio, answered at once.
pub struct Fake {
    /// Where answers go.
    pub out: Sender<Msg>,
    /// Drafts it has.
    pub drafts: Vec<(String, String)>,
}

impl Fake {
    fn say(&self, ticket: Ticket, answer: Answer) {
        let _ = self.out.send(Msg::Reply(Reply { ticket, result: Ok(answer) }));
    }
}

/// Facts of the fake portfolio.
pub fn portfolio() -> PortfolioInfo {
    PortfolioInfo {
        path: "alamos.db".into(),
        business: "Ferretería Los Álamos".into(),
        user: "Marta".into(),
        currency: Currency::default(),
        is_sample: false,
        as_of: Day::from_ymd(2026, 11, 20).unwrap(),
        customers: 1284,
        to_contact: Some(16),
        to_verify: Some(96),
        data_until: None,
        last_backup: now().checked_sub_signed(TimeDelta::hours(16)),
        rules: cartera::domain::lifecycle::LifecycleRules::default(),
        read_only: None,
        segments: Vec::new(),
        settings: Vec::new(),
        fields: Vec::new(),
    }
}

impl Backend for Fake {
    fn ask(&mut self, ticket: Ticket, question: Question) {
        let answer = match question {
            Question::List(spec) => {
                Answer::Listing(Box::new(Listing { spec, complete: true, ..Listing::default() }))
            }
            Question::Rows(_) => Answer::Rows(Vec::new()),
            Question::Find { .. } | Question::Similar(_) => Answer::Found(Vec::new()),
            Question::Card(_) => Answer::Card(None),
            Question::Today => Answer::Today(Box::<TodayList>::default()),
            Question::Winback => Answer::Winback(Box::<WinbackSummary>::default()),
            Question::Labels => Answer::Labels(Vec::new()),
            Question::Portfolio => Answer::Portfolio(Box::new(portfolio())),
            Question::Drafts => Answer::Drafts(self.drafts.clone()),
            Question::Backups => Answer::Backups(Vec::new()),
            Question::Journal { .. } | Question::CustomerJournal(_) => Answer::Journal(Vec::new()),
            // The rest is never answered: a store may be slow.
            _ => return,
        };
        self.say(ticket, answer);
    }

    fn order(&mut self, ticket: Ticket, order: Order) {
        match order {
            Order::Undo(_) | Order::Redo(_) => self.say(ticket, Answer::NothingToUndo),
            Order::Change(..) => {
                self.say(ticket, Answer::Done(Box::new(Applied { change: 1, ..Applied::default() })));
            }
            _ => {}
        }
    }

    fn preview(&mut self, _ticket: Ticket, _request: ImportRequest) {}
    fn import(&mut self, _ticket: Ticket, _request: ImportRequest) {}
    fn cancel_import(&mut self) {}
    fn folder(&mut self, _ticket: Ticket, _path: PathBuf) {}
    fn open(&mut self, _path: Option<PathBuf>, _create: Option<NewPortfolio>) {}
    fn open_sample(&mut self) {}
    fn restore(&mut self, _path: PathBuf) {}
    fn settle(&mut self, _within: Duration) -> bool {
        true
    }
    fn file(&self) -> Option<PathBuf> {
        None
    }
}

/// The cells of the first line that begins with this word, borders left out; what follows the word.
pub fn cells(screen: &str, word: &str) -> Vec<String> {
    let bare = |line: &str| line.trim_start_matches([' ', '│', '▶']).to_owned();
    let line = screen.lines().map(bare).find(|line| line.starts_with(word));
    let line = line.unwrap_or_else(|| panic!("no line begins with «{word}»:\n{screen}"));
    let rest = line[word.len()..].split(['│', '║']).next().unwrap_or_default().to_owned();
    rest.split_whitespace().map(str::to_owned).collect()
}
