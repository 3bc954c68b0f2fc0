//! Products: the list of them, what is due to be bought again, whom to call about a new one (mission rows 24 and 25).

mod calls;
mod list;

use std::collections::BTreeMap;

pub(super) use calls::next_words;

use super::View;
use crate::domain::Day;
use crate::domain::change::Change;
use crate::domain::people::CustomerId;
use crate::domain::people::customer::NextContact;
use crate::domain::work::call::with_note;
use crate::store::ask::LaunchLike;

/// All products.
pub fn list() -> Box<dyn View> {
    Box::new(list::Products::new())
}

/// What everybody should be buying again.
pub fn replenishment() -> Box<dyn View> {
    Box::new(calls::Calls::replenishment())
}

/// Who is worth a call about a new product, which is like what they buy or serves what they seek.
pub(super) fn launch(name: String, like: LaunchLike) -> Box<dyn View> {
    Box::new(calls::Calls::launch(name, like))
}

/// Puts a note on the next call of each of these customers, who have the next contact given: one change. Those without
/// one are planned together.
pub(super) fn on_next_call(
    customers: &[(CustomerId, Option<NextContact>, String)],
    today: Day,
) -> Option<Change> {
    let mut fresh: BTreeMap<&str, Vec<CustomerId>> = BTreeMap::new();
    let mut changes = Vec::new();
    for (id, next, note) in customers {
        match next {
            None => fresh.entry(note).or_default().push(*id),
            Some(next) => {
                let with = with_note(Some(next), note, today);
                if with != *next {
                    changes.push(Change::SetNext { customers: vec![*id], next: Some(with) });
                }
            }
        }
    }
    changes.extend(
        fresh
            .into_iter()
            .map(|(note, customers)| Change::SetNext { customers, next: Some(with_note(None, note, today)) }),
    );
    match changes.len() {
        0 => None,
        1 => changes.pop(),
        _ => Some(Change::Batch(changes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_call_is_planned_together_and_who_has_it_already_is_left_alone() {
        let today = Day(20_000);
        let planned = |note: &str| NextContact { day: today.plus(5), minute: None, note: note.into() };
        let all = [
            (1, None, "Ofrecer B".to_owned()),
            (2, Some(planned("Llamar")), "Ofrecer B".to_owned()),
            (3, None, "Ofrecer B".to_owned()),
            (4, Some(planned("Ofrecer B")), "Ofrecer B".to_owned()),
        ];
        let Some(Change::Batch(changes)) = on_next_call(&all, today) else { panic!("two changes") };
        assert_eq!(
            changes[0],
            Change::SetNext { customers: vec![2], next: Some(planned("Llamar · Ofrecer B")) }
        );
        assert!(matches!(&changes[1], Change::SetNext { customers, .. } if customers == &[1, 3]));
        assert_eq!(on_next_call(&all[3..], today), None);
    }
}
