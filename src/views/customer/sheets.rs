//! The tabs of the page as tables that can be written and copied: all rows, moments and amounts as what they are.

use super::{Page, Tab, words};
use crate::ui::Look;
use crate::views::exports::{GridCell, Offer};

impl Page {
    /// The tab that is shown as a table; none on the overview, where there is none.
    pub(super) fn tab_table(&self, look: &Look) -> Option<Offer> {
        let decimals = look.format.currency.decimals;
        let (title, headings, rows): (&str, &[&str], Vec<Vec<GridCell>>) = match self.tab {
            Tab::Overview => return None,
            Tab::Purchases => {
                self.purchases.as_ref()?;
                let row = |p: &crate::domain::trade::Purchase| {
                    let items =
                        if p.summary.is_empty() { words::one_line(&p.note) } else { p.summary.clone() };
                    vec![
                        GridCell::Day(p.day),
                        GridCell::text(&p.number),
                        GridCell::count(p.line_count),
                        GridCell::text(items),
                        GridCell::text(words::document_state(p, look).unwrap_or_default()),
                        GridCell::money(p.amount, decimals),
                        GridCell::text(&p.seller),
                    ]
                };
                let headings = &[
                    "page-c-date",
                    "page-c-number",
                    "page-c-lines",
                    "page-c-items",
                    "export-column-state",
                    "page-c-amount",
                    "page-c-seller",
                ];
                ("page-purchases", headings, self.shown_purchases().map(row).collect())
            }
            Tab::Contacts => {
                let row = |c: &crate::domain::people::Contact| {
                    vec![
                        GridCell::Moment(c.draft.at),
                        GridCell::text(words::channel(&c.draft, look)),
                        GridCell::text(words::outcome(&c.draft, look)),
                        GridCell::text(&c.draft.note),
                        GridCell::text(&c.draft.author),
                    ]
                };
                let headings =
                    &["page-c-when", "page-c-how", "page-c-outcome", "page-c-note", "page-c-author"];
                ("page-contacts", headings, self.contacts.as_ref()?.iter().map(row).collect())
            }
            Tab::Notes => {
                let row = |n: &crate::store::ask::Note| {
                    vec![GridCell::Moment(n.at), GridCell::text(&n.author), GridCell::text(&n.text)]
                };
                let headings = &["page-c-when", "page-c-author", "page-c-text"];
                ("page-notes", headings, self.notes.as_ref()?.iter().map(row).collect())
            }
            Tab::History => {
                let row = |entry: &crate::store::ask::JournalEntry| {
                    vec![
                        GridCell::Moment(entry.at),
                        GridCell::text(&entry.author),
                        GridCell::text(look.texts.words(&entry.what.key, &entry.what.args)),
                        if entry.undone { GridCell::text(look.t("page-undone")) } else { GridCell::blank() },
                    ]
                };
                let headings = &["page-c-when", "page-c-author", "page-c-what", "export-column-state"];
                ("page-history", headings, self.journal.as_ref()?.iter().map(row).collect())
            }
            Tab::Profile => {
                let rows = self.profile_rows(look);
                ("page-profile", &["profile-c-what", "profile-c-known"], rows)
            }
        };
        let title = format!("{} {}", self.name(), look.t(title));
        Offer::table(title, headings.iter().map(|key| look.t(key)).collect(), rows)
    }
}
