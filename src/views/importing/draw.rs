//! How the steps of an import are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::chooser::size;
use super::{Importing, OPTIONS, Step, Wanted, extras, options};
use crate::store::ask::ChangeWords;
use crate::ui::Look;
use crate::ui::chart::bar;
use crate::ui::hits::Hits;
use crate::ui::panel::{Panel, centred};
use crate::ui::table::{Column, Row, Table};
use crate::ui::visible::{fit, pad_right, width, wrap};
use crate::views::{ImportPreview, ImportSummary};

/// The step there is.
pub fn screen(view: &Importing, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    if area.height < 6 {
        return;
    }
    heading(view, frame, Rect { height: 1, ..area }, look);
    let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
    let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
    match view.step {
        Step::File => view.chooser.draw(look.t("importing-choose"), frame, body, look, hits),
        Step::Preview => proposal(view, frame, body, look, hits),
        Step::Running => running(view, frame, body, look),
        Step::Done => {
            if let Some(summary) = &view.summary {
                done(summary, frame, body, look);
            }
        }
    }
    let key = match view.step {
        Step::Done if view.brought() => "importing-foot-done",
        Step::Done => "importing-foot-nothing",
        _ if area.width >= 96 && view.preview.as_ref().is_some_and(|p| p.backed_up) => "importing-foot",
        _ => "importing-foot-short",
    };
    look.put(frame, foot, Span::styled(format!(" {}", look.t(key)), look.theme.dim));
    if let Some((_, _, menu)) = &view.menu {
        hits.clear();
        menu.draw(frame, body, look, hits, 0);
    }
}

fn heading(view: &Importing, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let number = match view.step {
        Step::File => 0,
        Step::Preview => 1,
        Step::Running | Step::Done => 2,
    };
    let mut spans = vec![Span::styled(format!(" {}   ", look.t("importing-title")), look.theme.heading)];
    for (at, key) in
        ["importing-step-file", "importing-step-columns", "importing-step-result"].into_iter().enumerate()
    {
        let words = format!("{} {}", at + 1, look.t(key));
        spans.push(match at.cmp(&number) {
            std::cmp::Ordering::Less => Span::raw(format!(" {words} ✓")),
            std::cmp::Ordering::Equal => Span::styled(format!("▐{words}▌"), look.theme.selected),
            std::cmp::Ordering::Greater => Span::styled(format!(" {words}"), look.theme.dim),
        });
        if at < 2 {
            spans.push(Span::styled(" › ", look.theme.dim));
        }
    }
    look.put(frame, area, Line::from(spans));
    if view.step != Step::File {
        let used = 60.min(area.width);
        let file =
            view.request.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let room = usize::from(area.width.saturating_sub(used)).max(8);
        look.put_right(frame, area, Span::styled(format!("{} ", fit(&file, room)), look.theme.dim));
    }
}

/// A value of a menu in words.
pub fn value_words(wanted: &Wanted, value: &str, look: &Look) -> String {
    match wanted {
        Wanted::Decimal => {
            look.t(if value == "," { "importing-decimal-comma" } else { "importing-decimal-point" })
        }
        Wanted::DateOrder => look.t(&format!("importing-dates-{value}")),
        Wanted::Field(_) if value.is_empty() => look.t("importing-left-out"),
        Wanted::Field(_) => field_words(value, look),
        Wanted::Preset => preset_words(value, look),
        Wanted::Source if value == "generic" => look.t("importing-source-generic"),
        Wanted::Sheet | Wanted::Source => value.to_owned(),
    }
}

/// A preset in words; its own name where there are none.
fn preset_words(preset: &str, look: &Look) -> String {
    let key = format!("importing-preset-{}", preset.replace('_', "-"));
    if look.texts.has(&key) { look.t(&key) } else { preset.to_owned() }
}

/// What a column is called: as in the file, and of contact cards, whose file has no names of columns, in words.
pub fn column_words(preview: &ImportPreview, header: &str, look: &Look) -> String {
    let key = format!("importing-card-{}", header.to_lowercase().replace(' ', "-"));
    if preview.encoding == "vCard" && look.texts.has(&key) { look.t(&key) } else { header.to_owned() }
}

/// A field in words; its own name where there are none.
fn field_words(field: &str, look: &Look) -> String {
    field
        .split(", ")
        .map(|one| {
            let key = format!("importing-field-{}", one.replace(['.', '_'], "-"));
            if look.texts.has(&key) { look.t(&key) } else { one.to_owned() }
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn proposal(view: &Importing, frame: &mut Frame<'_>, area: Rect, look: &Look, hits: &mut Hits) {
    let Some(preview) = &view.preview else {
        let inner = Panel::new(look.t("importing-columns")).focused(true).draw(frame, area, look);
        let text = view.why.as_ref().map_or_else(
            || look.t("importing-reading"),
            |why| {
                format!("{}\n\n{}", look.texts.words(&why.key, &why.args), look.t("importing-another-file"))
            },
        );
        let place = Rect {
            x: inner.x + 2,
            y: inner.y + 1,
            width: inner.width.saturating_sub(4),
            height: inner.height.saturating_sub(1),
        };
        let style = if view.why.is_some() { look.theme.bad } else { look.theme.dim };
        let lines = wrap(&text, usize::from(place.width).max(1));
        look.put_lines(frame, place, lines.into_iter().map(|l| Line::from(Span::styled(l, style))));
        return;
    };
    let notes = notes(view, preview, usize::from(area.width.saturating_sub(4)).max(1), look);
    let low = (notes.len() as u16 + 2).min(area.height / 2);
    let above = Rect { height: area.height - low, ..area };
    columns(view, preview, frame, above, look, hits);
    let below = Rect { y: above.bottom(), height: low, ..area };
    let inner = Panel::new(look.t("importing-what")).draw(frame, below, look);
    look.put_lines(frame, Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }, notes);
}

fn columns(
    view: &Importing,
    preview: &ImportPreview,
    frame: &mut Frame<'_>,
    area: Rect,
    look: &Look,
    hits: &mut Hits,
) {
    let used = preview.columns.iter().filter(|(.., field)| !field.is_empty()).count();
    let right = look.tf("importing-assigned", &[("n", used.into()), ("all", preview.columns.len().into())]);
    let inner = Panel::new(look.t("importing-columns"))
        .right(Span::styled(right, look.theme.dim))
        .focused(true)
        .draw(frame, area, look);
    let table_columns = [
        Column::wide(look.t("importing-column-file"), 16),
        Column::wide(look.t("importing-column-example"), 16),
        Column::wide(look.t("importing-column-to"), 18),
    ];
    let table = Table::new(&table_columns, &view.columns, 0);
    let window = table.window(inner);
    let option = |name: &str, value: String, found: &str| {
        Row::new([
            Line::from(Span::styled(look.t(name), look.theme.heading)),
            Line::from(Span::styled(found.to_owned(), look.theme.dim)),
            Line::from(format!("{value} ▾")),
        ])
    };
    // What is asked is only proposed.
    let asked = look.t("importing-undecided");
    let open = |line: usize| {
        let is_asked = preview.question.as_ref().is_some_and(|question| answering(question) == line);
        if is_asked { asked.as_str() } else { "" }
    };
    let rows: Vec<Row<'_>> = window
        .map(|row| match row {
            0 => option("importing-preset", preset_words(&preview.preset, look), ""),
            1 => option("importing-decimal", value_words(&Wanted::Decimal, &preview.decimal, look), open(1)),
            2 => {
                option("importing-dates", value_words(&Wanted::DateOrder, &preview.date_order, look), open(2))
            }
            3 => {
                let key = if view.request.skip_bad { "importing-bad-skip" } else { "importing-bad-refuse" };
                // Nothing is counted before the question is answered.
                let n = if preview.question.is_some() || preview.unmapped.is_some() {
                    "…".to_owned()
                } else {
                    look.tf("importing-bad-count", &[("n", preview.rejected_count.into())])
                };
                option("importing-bad", look.t(key), &n)
            }
            row if extras(preview).get(row - OPTIONS) == Some(&Wanted::Source) => {
                let source = value_words(&Wanted::Source, &preview.source, look);
                option("importing-source", source, &look.t("importing-source-same"))
            }
            row if extras(preview).get(row - OPTIONS) == Some(&Wanted::Sheet) => {
                let others = look.tf("importing-sheet-others", &[("n", preview.sheets.1.len().into())]);
                option("importing-sheet", preview.sheets.0.join(", "), &others)
            }
            row => {
                let Some((header, examples, field)) = preview.columns.get(row - options(preview)) else {
                    return Row::default();
                };
                let to =
                    if field.is_empty() { look.t("importing-left-out") } else { field_words(field, look) };
                let header = column_words(preview, header, look);
                Row::new([Line::from(header), Line::from(examples.join(" · ")), Line::from(to)])
                    .dim(field.is_empty())
            }
        })
        .collect();
    table.draw(frame, inner, &rows, look, hits);
}

/// The line that answers a question.
pub fn answering(question: &ChangeWords) -> usize {
    if question.key.ends_with("decimal") { 1 } else { 2 }
}

/// Evidence, counts, question and the first bad values.
fn notes(view: &Importing, preview: &ImportPreview, room: usize, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let delimiter =
        if preview.delimiter == "\t" { look.t("importing-tab") } else { preview.delimiter.clone() };
    // Workbooks and cards hold typed values: nothing about them is guessed.
    let typed = match preview.encoding.split_once(": ") {
        Some(("xlsx", sheet)) => Some(look.tf("importing-evidence-sheet", &[("sheet", sheet.into())])),
        _ if preview.encoding == "xlsx" => Some(look.t("importing-evidence-workbook")),
        _ if preview.encoding == "vCard" => Some(look.t("importing-evidence-cards")),
        _ => None,
    };
    lines.push(Line::from(Span::styled(
        typed.unwrap_or_else(|| {
            // Runs of blanks, or fixed places: nothing stands between columns.
            let aligned = preview.delimiter == " ";
            look.tf(
                if aligned { "importing-evidence-aligned" } else { "importing-evidence" },
                &[
                    ("encoding", preview.encoding.as_str().into()),
                    ("delimiter", delimiter.into()),
                    ("decimal", preview.decimal.as_str().into()),
                    ("dates", look.t(&format!("importing-dates-{}", preview.date_order)).into()),
                ],
            )
        }),
        look.theme.dim,
    )));
    if let Some(lacking) = &preview.unmapped {
        let text = match lacking {
            None => look.t("importing-unmapped"),
            Some(field) => look.tf("importing-unmapped-field", &[("field", field_words(field, look).into())]),
        };
        lines.extend(wrap(&text, room).into_iter().map(|l| Line::from(Span::styled(l, look.theme.warn))));
        lines.push(Line::from(Span::styled(look.t("importing-map-here"), look.theme.accent)));
    } else if let Some(question) = &preview.question {
        for line in wrap(&look.texts.words(&question.key, &question.args), room) {
            lines.push(Line::from(Span::styled(line, look.theme.warn)));
        }
        let line = look.t(if answering(question) == 1 { "importing-decimal" } else { "importing-dates" });
        let here = look.tf("importing-answer-here", &[("line", line.into())]);
        lines.push(Line::from(Span::styled(here, look.theme.accent)));
    } else {
        let counts = look.tf(
            "importing-counts",
            &[
                ("rows", preview.rows.into()),
                ("customers", preview.customers.into()),
                ("purchases", preview.purchases.into()),
            ],
        );
        lines.extend(wrap(&counts, room).into_iter().map(Line::from));
        if preview.offers > 0 {
            lines.push(Line::from(look.tf("importing-counts-offers", &[("offers", preview.offers.into())])));
        }
        let rest = look.tf(
            "importing-total",
            &[("anonymous", preview.anonymous_lines.into()), ("total", preview.total.as_str().into())],
        );
        lines.extend(wrap(&rest, room).into_iter().map(Line::from));
    }
    if let Some(why) = &view.why {
        let text = look.texts.words(&why.key, &why.args);
        lines.extend(wrap(&text, room).into_iter().map(|l| Line::from(Span::styled(l, look.theme.bad))));
    }
    if preview.rejected_count > 0 {
        let key = if view.request.skip_bad { "importing-rejected-skip" } else { "importing-rejected" };
        let text = look.tf(key, &[("n", preview.rejected_count.into())]);
        lines.push(Line::from(Span::styled(fit(&text, room), look.theme.warn)));
        for (.., why) in preview.rejected.iter().take(4) {
            let mut args = why.args.clone();
            for (_, column) in args.iter_mut().filter(|(name, _)| name == "column") {
                *column = column_words(preview, column, look);
            }
            let text = look.texts.words(&why.key, &args);
            lines.push(Line::from(Span::styled(
                format!("  {}", fit(&text, room.saturating_sub(2))),
                look.theme.dim,
            )));
        }
    }
    lines
}

fn running(view: &Importing, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let inner = Panel::new(look.t("importing-running")).focused(true).draw(frame, centred(area, 70, 8), look);
    let (done, all, rows) = view.progress;
    let share = if all == 0 { 0.0 } else { (done as f64 / all as f64).min(1.0) };
    let columns = usize::from(inner.width.saturating_sub(4));
    let percent = look.format.percent_with(share, 0);
    let lines = [
        Line::default(),
        Line::from(format!("  {} {percent}", bar(share, columns.saturating_sub(width(&percent) + 1)))),
        Line::from(format!(
            "  {}",
            look.tf(
                "importing-progress",
                &[("rows", rows.into()), ("done", size(done, look).into()), ("all", size(all, look).into())]
            )
        )),
        Line::default(),
        Line::from(Span::styled(format!("  {}", look.t("importing-cancel")), look.theme.dim)),
    ];
    look.put_lines(frame, inner, lines);
}

fn done(summary: &ImportSummary, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let inner = Panel::new(look.t("importing-done")).focused(true).draw(frame, centred(area, 78, 14), look);
    let (new, updated, unchanged) = summary.customers;
    let (bought, changed, same, cancelled) = summary.purchases;
    let counts = [("new", new.into()), ("updated", updated.into()), ("unchanged", unchanged.into())];
    let bought = [
        ("new", bought.into()),
        ("updated", changed.into()),
        ("unchanged", same.into()),
        ("cancelled", cancelled.into()),
    ];
    let (file, imported) = &summary.totals;
    let equal = file == imported;
    let total = look.tf(
        if equal { "importing-totals-equal" } else { "importing-totals" },
        &[("file", file.as_str().into()), ("imported", imported.as_str().into())],
    );
    let anonymous = look.tf(
        "importing-anonymous",
        &[("n", summary.anonymous.0.into()), ("total", summary.anonymous.1.as_str().into())],
    );
    let rows = look.format.int(summary.rows as i64);
    let mut pairs = vec![
        (look.t("importing-label-rows"), rows, look.theme.text),
        (look.t("importing-label-customers"), look.tf("importing-customers", &counts), look.theme.text),
        (look.t("importing-label-purchases"), look.tf("importing-purchases", &bought), look.theme.text),
        (look.t("importing-label-anonymous"), anonymous, look.theme.text),
        (look.t("importing-label-total"), total, if equal { look.theme.good } else { look.theme.warn }),
    ];
    if summary.offers != (0, 0, 0) {
        let (new, updated, unchanged) = summary.offers;
        let counts = [("new", new.into()), ("updated", updated.into()), ("unchanged", unchanged.into())];
        let text = look.tf("importing-offers", &counts);
        pairs.insert(3, (look.t("importing-label-offers"), text, look.theme.text));
    }
    let (rejected, refused) = &summary.left_out;
    let left_out: Vec<String> = [("rejected", rejected), ("refused", refused)]
        .into_iter()
        .filter(|(_, amount)| !amount.is_empty())
        .map(|(why, amount)| {
            look.tf(&format!("importing-left-out-{why}"), &[("amount", amount.as_str().into())])
        })
        .collect();
    if !left_out.is_empty() {
        pairs.push((look.t("importing-label-left-out"), left_out.join(" · "), look.theme.warn));
    }
    if summary.rejected > 0 {
        let n = look.tf("importing-bad-count", &[("n", summary.rejected.into())]);
        pairs.push((look.t("importing-label-bad"), n, look.theme.warn));
    }
    if summary.recovered > 0 {
        let text = look.tf("importing-recovered", &[("n", summary.recovered.into())]);
        pairs.push((look.t("importing-label-recovered"), text, look.theme.good));
    }
    let counts = [
        ("alike", summary.alike),
        ("renamed", summary.renamed),
        ("two-names", summary.two_names),
        ("copies", summary.copies),
    ];
    for (label, count) in counts {
        if count > 0 {
            let text = look.tf(&format!("importing-{label}"), &[("n", count.into())]);
            pairs.push((look.t(&format!("importing-label-{label}")), text, look.theme.warn));
        }
    }
    if !summary.other_sheets.is_empty() {
        let sheets = summary.other_sheets.join(", ");
        pairs.push((look.t("importing-label-other-sheets"), sheets, look.theme.warn));
    }
    if summary.rejected > 0 {
        pairs.push((String::new(), look.t("importing-save-bad-hint"), look.theme.dim));
    }
    let label = pairs.iter().map(|(l, ..)| width(l)).max().unwrap_or(0) + 2;
    let mut y = inner.y + 1;
    for (name, text, style) in pairs {
        let room = usize::from(inner.width.saturating_sub(3)).saturating_sub(label).max(1);
        for (number, part) in wrap(&text, room).into_iter().enumerate() {
            if y < inner.bottom() {
                let head = pad_right(if number == 0 { &name } else { "" }, label);
                let line = Line::from(vec![
                    Span::styled(format!("  {head}"), look.theme.dim),
                    Span::styled(part, style),
                ]);
                look.put(frame, Rect::new(inner.x, y, inner.width, 1), line);
            }
            y += 1;
        }
    }
    if inner.height > 2 {
        let text = look.t("importing-go-on");
        look.put(
            frame,
            Rect::new(inner.x + 2, inner.bottom() - 1, inner.width.saturating_sub(2), 1),
            Span::styled(text, look.theme.accent),
        );
    }
}
