//! A home of one's own for the program: a folder with (or without) a portfolio, at a clock that stands still, with the
//! real store and importer behind the screen.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::OnceLock;

use cartera::app::demo;
use cartera::app::world::{Places, World};
use cartera::domain::Day;
use cartera::domain::change::Stamp;
use cartera::store::db::{Db, Mode};
use cartera::ui::texts::Lang;

use super::{App, now};

/// A folder that lasts as long as somebody holds it.
#[derive(Clone)]
pub struct Home {
    folder: Rc<tempfile::TempDir>,
    as_of: Option<Day>,
}

/// The day of every test.
pub fn today() -> Day {
    now().date().into()
}

/// The sample's file, made once for all tests of one program.
fn sample_file() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.db");
        demo::prepare(&path, today(), &Stamp { now: now(), author: String::new() }).unwrap();
        std::fs::read(path).unwrap()
    })
}

impl Home {
    /// With nothing in it.
    pub fn empty() -> Self {
        Self { folder: Rc::new(tempfile::tempdir().unwrap()), as_of: None }
    }

    /// The same home, looked at as it was on a day in the past: `--as-of`.
    #[must_use]
    pub fn as_of(&self, day: &str) -> Self {
        Self { as_of: Some(Day::parse_iso(day).unwrap()), ..self.clone() }
    }

    /// Where the portfolio is, or will be.
    pub fn portfolio(&self) -> PathBuf {
        self.folder.path().join("cartera.db")
    }

    /// Where the sample is, or will be.
    pub fn sample(&self) -> PathBuf {
        self.folder.path().join("sample.db")
    }

    /// A file in the folder.
    pub fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program as started without arguments.
    pub fn start(&self, size: (u16, u16), lang: Lang) -> App {
        self.run(size, lang, false)
    }

    /// The program as started with `cartera demo`.
    pub fn start_sample(&self, size: (u16, u16), lang: Lang) -> App {
        self.put_sample();
        self.run(size, lang, true)
    }

    /// Has the sample of the day lie where the program would make it.
    pub fn put_sample(&self) {
        if !self.sample().exists() {
            std::fs::write(self.sample(), sample_file()).unwrap();
        }
    }

    fn run(&self, size: (u16, u16), lang: Lang, sample: bool) -> App {
        let places = Places {
            portfolio: self.portfolio(),
            sample: self.sample(),
            sample_first: sample,
            as_of: self.as_of,
            read_only: false,
            lang,
            clock: now,
        };
        let mut app = App::opening(size, lang, |out| {
            let mut world = World::new(out, places);
            world.begin().unwrap();
            Box::new(world)
        });
        self.folder.path().clone_into(&mut app.model.home);
        app.home = Some(self.clone());
        app.settle();
        app
    }

    /// A hash of everything the portfolio holds.
    pub fn fingerprint(&self) -> u64 {
        Db::open(&self.portfolio(), Mode::Read).unwrap().fingerprint().unwrap()
    }
}
