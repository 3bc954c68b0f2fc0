//! Forms, tables and dialogs as drawn, at both sizes of the drawings.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use cartera::domain::people::Label;
use cartera::ui::Look;
use cartera::ui::action::Action;
use cartera::ui::dialog::{Confirm, Menu, MenuEntry, Prompt};
use cartera::ui::form::{Field, FieldKind, Form, FormEvent};
use cartera::ui::hits::Hits;
use cartera::ui::panel::Panel;
use cartera::ui::table::{Column, ListState, Row, Table};
use cartera::ui::text_input::TextKey;
use cartera::ui::texts::Lang;
use proptest::prelude::*;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::{Frame, Terminal};
use rstest::rstest;

fn screen(columns: u16, rows: u16, draw: impl FnOnce(&mut Frame<'_>)) -> String {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(columns, rows));
    let Ok(_) = terminal.draw(draw);
    terminal.backend().to_string()
}

fn label(id: i64, name: &str, code: &str) -> Label {
    Label { id, name: name.into(), code: code.into(), colour: Some(1), rank: 0 }
}

fn form() -> Form {
    let zones = ["Norte", "Sur"].map(|z| (z.to_owned(), z.to_owned())).to_vec();
    let channels = [("tel", "tel"), ("mail", "correo"), ("sms", "sms")];
    let channels = channels.map(|(k, w)| (k.to_owned(), w.to_owned())).to_vec();
    let bands = [("", "(sin dato)"), ("45", "45-54")].map(|(k, w)| (k.to_owned(), w.to_owned())).to_vec();
    let labels = vec![label(1, "Mayorista", "M"), label(2, "Mayo 2026", "Y")];
    Form::new(
        "Nuevo cliente",
        vec![
            Field::text("name", "Nombre").required(),
            Field::text("phone", "Teléfono").required(),
            Field::text("mail", "Correo"),
            Field::of("zone", "Zona", FieldKind::Choice { options: zones, free: true })
                .hint("lista o escribir"),
            Field::of("band", "Nacimiento", FieldKind::Choice { options: bands, free: false })
                .hint("tramo, opcional"),
            Field::of("labels", "Etiquetas", FieldKind::Labels(labels)).value("1"),
            Field::text("since", "Cliente desde").value("hoy"),
            Field::of("may", "Permisos", FieldKind::Multi(channels)).value("tel,mail"),
            Field::of("note", "Nota", FieldKind::Note(2)),
        ],
    )
    .with_another()
}

fn type_text(form: &mut Form, text: &str) {
    for c in text.chars() {
        form.key(&TextKey::Char(c));
    }
}

#[rstest]
#[case(100, 30)]
#[case(80, 24)]
#[case(60, 12)]
fn a_form_being_filled_in(#[case] columns: u16, #[case] rows: u16) {
    let mut form = form();
    type_text(&mut form, "Talleres Güito");
    form.key(&TextKey::Enter);
    type_text(&mut form, "947 30 1");
    form.set_error("phone", Some("faltan 2 cifras".into()));
    form.set_echo("since", "vie 20 nov 2026");
    form.notice = vec![Line::from("Puede ser el mismo: Talleres Güito S. L.")];
    form.focus_on("labels");
    type_text(&mut form, "may");
    let look = Look::plain(Lang::Es);
    let text = screen(columns, rows, |frame| form.draw(frame, frame.area(), &look, &mut Hits::default(), 0));
    insta::assert_snapshot!(format!("form-{columns}x{rows}"), text);
}

#[test]
fn a_form_is_filled_in_with_the_keyboard_alone() {
    let mut form = form();
    type_text(&mut form, "Ana");
    for _ in 0..3 {
        form.key(&TextKey::Tab);
    }
    type_text(&mut form, "nor");
    assert_eq!(form.key(&TextKey::Right), FormEvent::Changed("zone".into()), "the proposal is taken");
    form.key(&TextKey::Tab);
    form.key(&TextKey::Char('4'));
    form.key(&TextKey::Tab);
    type_text(&mut form, "mayo");
    form.key(&TextKey::Enter);
    form.key(&TextKey::Tab);
    form.key(&TextKey::Tab);
    form.key(&TextKey::Char(' '));
    form.key(&TextKey::Tab);
    form.key(&TextKey::Paste("uno\r\ndos".into()));
    assert_eq!(
        ["name", "zone", "band", "labels", "may", "note"].map(|key| form.get(key)),
        ["Ana", "Norte", "45", "1,2", "mail", "uno\ndos"],
    );
    assert!(form.is_changed());
    form.key(&TextKey::Tab);
    assert_eq!(form.key(&TextKey::Enter), FormEvent::Save);
    form.key(&TextKey::Right);
    assert_eq!(form.key(&TextKey::Enter), FormEvent::SaveAnother);
    assert_eq!(form.act(Action::Save), FormEvent::Save);
    assert_eq!(form.key(&TextKey::Esc), FormEvent::Cancel);
    let mut again = self::form();
    assert!(again.restore(&form.to_json()) && !again.restore("nonsense"));
    assert_eq!(again.to_json(), form.to_json());
}

#[test]
fn a_table_with_marks_chips_and_a_scrollbar() {
    let look = Look::plain(Lang::Es);
    let mut state = ListState::new(40);
    state.cursor = 20;
    let columns = [
        Column::wide("Nombre", 12),
        Column::fixed("Etiq.", 9),
        Column::fixed("Últ.", 6).right(),
        Column::fixed("12 m €", 9).right().drop(1),
    ];
    let chips = [label(1, "Mayorista", "M"), label(2, "VIP", "VI")];
    let text = screen(60, 12, |frame| {
        let panel = Panel::new("Clientes 40")
            .right("orden: último contacto ↓")
            .bottom("21 de 40 · 52 %")
            .focused(true);
        let inner = panel.draw(frame, Rect::new(0, 0, 59, 12), &look);
        let table = Table { marks: true, ..Table::new(&columns, &state, 0) };
        let rows: Vec<Row<'_>> = table
            .window(inner)
            .map(|n| {
                let name = if n == 18 {
                    "日本\u{1b}[31m語\u{202e}🧑‍🔧".to_owned()
                } else {
                    format!("Talleres {n}")
                };
                let chips = Line::from(look.theme.chips(&chips, 2));
                let money = look.format.int(n as i64 * 1000);
                Row::new([Line::from(name), chips, Line::from(format!("{n} d")), Line::from(money)])
                    .marked(n == 19)
            })
            .collect();
        table.draw(frame, inner, &rows, &look, &mut Hits::default());
    });
    insta::assert_snapshot!(text);
}

#[test]
fn questions_menus_and_lines_to_type() {
    let look = Look::plain(Lang::Es);
    let lines =
        ["29 a la vista con el filtro actual", " 8 marcados que el filtro oculta"].map(Line::from).to_vec();
    let buttons = ["Etiquetar 25", "Solo los 29 visibles", "Cancelar"].map(str::to_owned).to_vec();
    let confirm = Confirm::new("Poner la etiqueta «Mayorista» a 37 clientes", lines, buttons);
    let menu = Menu::new(
        "Ordenar por…",
        vec![
            MenuEntry::new("Nombre"),
            MenuEntry::new("Último contacto").key('u').note("ahora ↓"),
            MenuEntry::new("Valor").enabled(false).note("sin compras"),
        ],
    );
    let mut prompt = Prompt::new("Mover la fecha", "Nueva fecha", "+3d");
    prompt.echo = "lun 23 nov 2026".into();
    let all = [
        screen(80, 12, |frame| confirm.draw(frame, frame.area(), &look, &mut Hits::default(), 0)),
        screen(80, 8, |frame| menu.draw(frame, frame.area(), &look, &mut Hits::default(), 0)),
        screen(80, 8, |frame| prompt.draw(frame, frame.area(), &look)),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_drawn_breaks_at_any_size(columns in 1_u16..140, rows in 1_u16..50, cursor in 0_usize..40, name in ".{0,40}") {
        let look = Look::plain(Lang::Es);
        let mut form = form();
        form.set("name", &name);
        form.set("note", &name);
        for _ in 0..cursor % 13 {
            form.key(&TextKey::Tab);
        }
        let state = { let mut state = ListState::new(40); state.cursor = cursor; state };
        let heads = [Column::wide(name.clone(), 12), Column::fixed("b", 9).right().drop(1)];
        let confirm = Confirm::new(name.clone(), vec![Line::from(name.clone())], vec![name.clone(), "x".into()]);
        let menu = Menu::new(name.clone(), vec![MenuEntry::new(name.clone()).note(name.clone())]);
        screen(columns, rows, |frame| {
            let area = frame.area();
            let mut hits = Hits::default();
            let inner = Panel::new(name.clone()).right(name.clone()).bottom(name.clone()).draw(frame, area, &look);
            let table = Table::new(&heads, &state, 0);
            let rows: Vec<_> = table.window(inner).map(|_| Row::new([name.clone(), name.clone()])).collect();
            table.draw(frame, inner, &rows, &look, &mut hits);
            form.draw(frame, area, &look, &mut hits, 0);
            confirm.draw(frame, area, &look, &mut hits, 0);
            menu.draw(frame, area, &look, &mut hits, 0);
            Prompt::new(name.clone(), name.clone(), &name).draw(frame, area, &look);
        });
    }
}
