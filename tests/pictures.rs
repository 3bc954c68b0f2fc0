mod common;
use common::App;
use cartera::ui::texts::Lang;
#[test]
fn probe() {
    for size in [(100, 30), (80, 24)] {
    let mut app = App::sample(size, Lang::Es);
    for k in ["1","2","3",".",".","4",".","."] { app.keys(k); println!("=== {k}\n{}", app.screen()); }
    }
    let mut app = App::real((80,24), Lang::Es);
    println!("{}", app.screen());
}
