#![allow(clippy::unwrap_used)]
mod common;
use cartera::ui::texts::Lang;
use common::App;
#[test]
fn look() {
    let keys = std::env::var("LOOK").unwrap();
    let lang = if std::env::var("LOOK_LANG").as_deref() == Ok("en") { Lang::En } else { Lang::Es };
    for part in keys.split('|') {
        let mut app = App::sample((100, 30), lang);
        app.keys(part);
        for (c, r) in [(100, 30), (80, 24)] {
            app.resize(c, r);
            println!("=== {part} {c}x{r}\n{}", app.screen());
        }
    }
}
