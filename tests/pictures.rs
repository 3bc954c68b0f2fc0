//! The pictures of the README: drawn from what the program really shows, over the sample of one day. A picture that is
//! no longer what the program shows fails the test; `CARTERA_PICTURES=write cargo test --test pictures` draws anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fmt::Write;
use std::path::Path;

use cartera::config::Config;
use cartera::ui::Look;
use cartera::ui::format::DateOrder;
use cartera::ui::keymap::Keymap;
use cartera::ui::texts::Lang;
use cartera::ui::theme::{ColourDepth, ThemeName};
use cartera::ui::visible::width;
use common::App;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of a cell, and how far below its top the letters stand, in pixels.
const CELL: (f32, f32) = (8.4, 18.0);
const BASE: f32 = 13.5;
const MARGIN: f32 = 12.0;
const BACKGROUND: &str = "#1e1e1e";
const TEXT: &str = "#d4d4d4";

#[test]
fn the_pictures_of_the_readme_are_what_the_program_shows() {
    let large = (100, 30);
    check("hoy", large, Lang::Es, "1");
    check("clientes", large, Lang::Es, "2 <down> <down> <space> <down> <down> <space>");
    check("ficha", large, Lang::Es, "1 <down> <down> <down> <enter> <enter>");
    check("llamadas", large, Lang::Es, "1 <enter>");
    check("ciclo", large, Lang::Es, "3");
    check("recuperar", large, Lang::Es, "4");
    check("valor", large, Lang::Es, "5");
    check("today-80x24", (80, 24), Lang::En, "1");
}

fn check(name: &str, size: (u16, u16), lang: Lang, keys: &str) {
    let mut app = App::sample(size, lang);
    let keymap = Keymap::of(&Config::default()).unwrap();
    app.model.look = Look::new(lang, None, DateOrder::Dmy, ThemeName::Dark, ColourDepth::Full, false, keymap);
    app.keys(keys);
    let mut buffer = app.buffer();
    hide_path(&mut buffer);
    let drawn = svg(&buffer);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/screens/{name}.svg"));
    if std::env::var_os("CARTERA_PICTURES").is_some_and(|wish| wish == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, drawn).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == drawn,
        "{} is not what the program shows any more; draw it anew with\n  CARTERA_PICTURES=write cargo test --test pictures",
        path.display()
    );
}

/// Writes the sample's usual path where the test has a folder of its own.
fn hide_path(buffer: &mut Buffer) {
    let columns = buffer.area.width;
    for y in 0..buffer.area.height {
        let line: String = (0..columns).map(|x| buffer[(x, y)].symbol()).collect();
        let found = [" · datos en ", " · data in "].into_iter().find_map(|words| line.find(words));
        let Some(at) = found else { continue };
        // What stands before it may be wider than its bytes: counted in cells.
        let from = width(&line[..at]) as u16;
        for x in from..columns {
            buffer[(x, y)].set_symbol(" ");
        }
    }
}

/// A buffer as a picture: rectangles for backgrounds, one text for each run of one style.
fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (f32::from(buffer.area.width), f32::from(buffer.area.height));
    let (wide, high) = (columns * CELL.0 + 2.0 * MARGIN, rows * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide:.0}\" height=\"{high:.0}\" \
         viewBox=\"0 0 {wide:.0} {high:.0}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace\" font-size=\"14\" \
         fill=\"{TEXT}\" xml:space=\"preserve\">\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = Style::of(&buffer[(x, y)]);
            let (from, mut text) = (x, String::new());
            while x < buffer.area.width && Style::of(&buffer[(x, y)]) == style {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += (width(symbol) as u16).max(1);
            }
            run(&mut out, &style, from, y, x - from, &text);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn run(out: &mut String, style: &Style, x: u16, y: u16, cells: u16, text: &str) {
    let (left, top) = (MARGIN + f32::from(x) * CELL.0, MARGIN + f32::from(y) * CELL.1);
    let wide = f32::from(cells) * CELL.0;
    if let Some(background) = &style.background {
        let high = CELL.1;
        writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{background}\"/>"
        )
        .unwrap();
    }
    if text.trim().is_empty() {
        return;
    }
    // Blanks before the text are left out: its length is what keeps letters in their cells.
    let lead = text.len() - text.trim_start().len();
    let text = text.trim();
    let left = left + lead as f32 * CELL.0;
    let long = width(text) as f32 * CELL.0;
    let mut look = String::new();
    if let Some(colour) = &style.text {
        write!(look, " fill=\"{colour}\"").unwrap();
    }
    if style.bold {
        look.push_str(" font-weight=\"bold\"");
    }
    if style.underlined {
        look.push_str(" text-decoration=\"underline\"");
    }
    let base = top + BASE;
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{long:.1}\" lengthAdjust=\"spacingAndGlyphs\"{look}>{text}</text>"
    )
    .unwrap();
}

/// What a cell looks like; `None` is the usual colour.
#[derive(PartialEq)]
struct Style {
    text: Option<String>,
    background: Option<String>,
    bold: bool,
    underlined: bool,
}

impl Style {
    fn of(cell: &Cell) -> Self {
        let (mut text, mut background) = (hex(cell.fg), hex(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            let usual =
                |colour: Option<String>, other: &str| Some(colour.unwrap_or_else(|| other.to_owned()));
            (text, background) = (usual(background, BACKGROUND), usual(text, TEXT));
        }
        if cell.modifier.contains(Modifier::DIM) && text.is_none() {
            text = Some("#8a8a8a".into());
        }
        Self {
            text,
            background,
            bold: cell.modifier.contains(Modifier::BOLD),
            underlined: cell.modifier.contains(Modifier::UNDERLINED),
        }
    }
}

/// The colour as terminals show it: the sixteen as in Windows' Campbell, the others as xterm has them.
fn hex(colour: Color) -> Option<String> {
    const SIXTEEN: [&str; 16] = [
        "#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#0037da", "#881798", "#3a96dd", "#cccccc", "#767676",
        "#e74856", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2",
    ];
    let number = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(format!("#{r:02x}{g:02x}{b:02x}")),
        Color::Indexed(n) => n,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    let [r, g, b] = match number {
        0..=15 => return Some(SIXTEEN[usize::from(number)].to_owned()),
        16..=231 => {
            let n = number - 16;
            [n / 36, n / 6 % 6, n % 6].map(|n| if n == 0 { 0 } else { n * 40 + 55 })
        }
        _ => [(number - 232) * 10 + 8; 3],
    };
    Some(format!("#{r:02x}{g:02x}{b:02x}"))
}

#[test]
fn a_picture_is_well_formed_whatever_a_name_holds() {
    let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
    buffer.set_string(1, 0, "A & B <C> \"ñ\"", ratatui::style::Style::new().fg(Color::Indexed(203)));
    let drawn = svg(&buffer);
    assert!(drawn.contains(">A &amp; B &lt;C&gt; \"ñ\"</text>"), "{drawn}");
    assert!(drawn.contains("fill=\"#ff5f5f\""), "{drawn}");
    assert_eq!(drawn.matches('<').count(), drawn.matches('>').count());
}
