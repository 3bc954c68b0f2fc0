//! Labels: putting them on one or many customers with the counts shown before, and managing them.

mod editor;
mod manager;
mod picker;

use super::View;
use crate::domain::people::label::{COLOUR_ORDER, choose_code};
use crate::domain::people::{CustomerId, Label};

/// Puts labels on these customers or takes them off. `hidden` of them, the last ones, are not visible under the
/// present filter.
pub fn picker(customers: Vec<CustomerId>, hidden: usize) -> Box<dyn View> {
    Box::new(picker::Picker::new(customers, hidden))
}

/// Names, colours, codes and order of the labels.
pub fn manager() -> Box<dyn View> {
    Box::new(manager::Manager::default())
}

/// The list of labels with the editor open on what a draft holds; `None` where it is no label.
pub fn reopen(content: &str) -> Option<Box<dyn View>> {
    let label: Label = serde_json::from_str(content).ok()?;
    Some(Box::new(manager::Manager::with_draft(label)))
}

/// A new label of this name with a free code and the colour used least, the earlier in the order of assignment.
fn proposed(name: &str, labels: &[Label]) -> Label {
    let taken: Vec<String> = labels.iter().map(|label| label.code.clone()).collect();
    let uses = |colour: u8| labels.iter().filter(|label| label.colour == Some(colour)).count();
    Label {
        id: 0,
        name: name.to_owned(),
        code: choose_code(name, &taken),
        colour: COLOUR_ORDER.into_iter().min_by_key(|colour| uses(*colour)),
        rank: labels.iter().map(|label| label.rank + 1).max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_label_gets_a_free_code_and_an_unused_colour() {
        let first = proposed("Mayorista", &[]);
        assert_eq!((first.code.as_str(), first.colour, first.rank), ("M", Some(COLOUR_ORDER[0]), 0));
        let second = proposed("Moroso", std::slice::from_ref(&first));
        assert_eq!((second.code.as_str(), second.colour, second.rank), ("O", Some(COLOUR_ORDER[1]), 1));
    }
}
