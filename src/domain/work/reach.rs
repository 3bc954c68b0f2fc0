//! By which channel somebody may be sought out today, or why by none (mission rows 35, 38, 39, 50): what they said of
//! each channel, what basis there is, and how much they were sought out already.
//!
//! Somebody who has bought has a basis for phone, e-mail and letters about like products (*existing customer*, LSSI
//! art. 21.2) until they object; a prospect has none until they say yes. Somebody who asked to be contacted, that is,
//! with whom a contact is planned, may be contacted as agreed.

use crate::domain::base::names::{fold, phone_key};
use crate::domain::people::{Channel, Consent};

/// What is looked at of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// What they said of phone, e-mail and letters.
    pub consents: [Consent; 3],
    /// Whether there is a phone that works, an e-mail, an address, a town.
    pub has: [bool; 4],
    /// Has ever bought.
    pub bought: bool,
    /// A contact with them is planned.
    pub asked: bool,
    /// A business: no hours of calls.
    pub business: bool,
    /// On a list of people who want no advertising.
    pub robinson: bool,
    /// Neither weekend nor holiday where they are.
    pub calling_day: bool,
}

/// Why somebody is not to be sought out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bar {
    /// Objects to every channel there is.
    Objection,
    /// No channel has a basis.
    NoBasis,
    /// Never to be contacted again.
    DoNotCall,
    /// On a list of people who want no advertising, without a yes of their own.
    Robinson,
    /// Was sought out enough for now.
    Pressure,
    /// May not be called today where they are.
    Hours,
    /// Waits for us to settle a complaint.
    Complaint,
    /// Nothing by which they can be reached.
    Unreachable,
}

impl Bar {
    /// All, in the order they are told.
    pub const ALL: [Self; 8] = [
        Self::DoNotCall,
        Self::Objection,
        Self::NoBasis,
        Self::Robinson,
        Self::Complaint,
        Self::Pressure,
        Self::Hours,
        Self::Unreachable,
    ];

    /// Key in JSON and texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::NoBasis => "no_basis",
            Self::DoNotCall => "do_not_call",
            Self::Robinson => "robinson",
            Self::Pressure => "pressure",
            Self::Hours => "hours",
            Self::Complaint => "complaint",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Channels in the order they are tried, by their place in [`Person::consents`].
const TRIED: [Channel; 3] = [Channel::Phone, Channel::Email, Channel::Post];

impl Person {
    /// The first channel that may be used: phone, else e-mail, letter, or a visit where only the town is known.
    pub fn channel(&self) -> Result<Channel, Bar> {
        if !self.has.contains(&true) {
            // What was agreed is kept, by whatever way it was agreed on.
            return if self.asked && !self.consents.contains(&Consent::No) {
                Ok(Channel::Visit)
            } else {
                Err(Bar::Unreachable)
            };
        }
        let mut why = None;
        for (at, channel) in TRIED.into_iter().enumerate().filter(|(at, _)| self.has[*at]) {
            match self.bar(at) {
                None => return Ok(channel),
                // Of several reasons the one that time mends is told first, then what they said themselves.
                Some(Bar::Hours) => why = Some(Bar::Hours),
                Some(bar) => why = why.or(Some(bar)),
            }
        }
        match why {
            Some(why) => Err(why),
            None if self.bought || self.asked => Ok(Channel::Visit),
            None => Err(Bar::NoBasis),
        }
    }

    /// Why a campaign by this channel does not reach them; hours are looked at when they are called. `None` where it
    /// may. Only phone, e-mail and letters can be asked about.
    pub fn bar_for(&self, channel: Channel) -> Option<Bar> {
        let Some(at) = TRIED.iter().position(|tried| *tried == channel) else {
            return Some(Bar::Unreachable);
        };
        if !self.has[at] {
            return Some(Bar::Unreachable);
        }
        Self { calling_day: true, asked: false, ..*self }.bar(at)
    }

    /// Why phone, e-mail or letter may not be used today; `None` where it may. Other channels are not judged.
    pub fn bar_of(&self, channel: Channel) -> Option<Bar> {
        let at = TRIED.iter().position(|tried| *tried == channel)?;
        if self.has[at] { self.bar(at) } else { self.bar(at).or(Some(Bar::Unreachable)) }
    }

    /// Why one channel may not be used today.
    fn bar(&self, at: usize) -> Option<Bar> {
        let said = self.consents[at];
        if said == Consent::No {
            return Some(Bar::Objection);
        }
        if said != Consent::Yes && !self.asked {
            if self.robinson {
                return Some(Bar::Robinson);
            }
            if !self.bought {
                return Some(Bar::NoBasis);
            }
        }
        (TRIED[at] == Channel::Phone && !self.business && !self.asked && !self.calling_day)
            .then_some(Bar::Hours)
    }
}

/// What a phone, an e-mail or a tax id is compared by with a list of exclusion; `None` for anything else. One way of
/// writing is as good as another: `+34 600 11 22 33` is `600112233`.
pub fn exclusion_key(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains('@') {
        return Some(text.to_lowercase());
    }
    let is_phone = text.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c));
    if is_phone {
        return Some(phone_key(text)).filter(|figures| figures.len() >= 9);
    }
    let id: String = text.chars().filter(|c| !" -.".contains(*c)).collect::<String>().to_ascii_uppercase();
    let id = id.strip_prefix("ES").unwrap_or(&id);
    let figures = id.chars().filter(char::is_ascii_digit).count();
    (id.len() == 9 && figures >= 7 && id.chars().all(|c| c.is_ascii_alphanumeric())).then(|| id.to_owned())
}

/// Whether somebody is a business: a company's name, a tax id of a legal person (Spanish CIF: a letter other than those
/// of people, then digits), or a legal form at the end of the name.
pub fn is_business(name: &str, company: &str, tax_id: &str) -> bool {
    if !company.trim().is_empty() {
        return true;
    }
    is_legal_person(tax_id) || has_legal_form(name)
}

fn is_legal_person(tax_id: &str) -> bool {
    if tax_id.is_empty() {
        return false;
    }
    let id: String =
        tax_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let id = id.strip_prefix("ES").unwrap_or(&id);
    let mut letters = id.chars();
    let legal = letters.next().is_some_and(|c| "ABCDEFGHJNPQRSUVW".contains(c));
    legal && id.len() == 9 && letters.take(7).all(|c| c.is_ascii_digit())
}

/// Whether a name ends in a legal form: `Talleres Ibáñez, S. L.` does, whatever points and blanks are in it.
fn has_legal_form(name: &str) -> bool {
    const FORMS: [&str; 10] = ["sl", "slu", "sll", "sa", "sau", "scp", "cb", "coop", "ltd", "gmbh"];
    // Asked of a million names: no form has a last word of more than four letters.
    let end = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = end.chars().rev().take_while(|c| c.is_alphanumeric()).take(5).count();
    if last > 4 {
        return false;
    }
    let folded = fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    (1..=3.min(words.len().saturating_sub(1))).any(|n| {
        let form: String = words[words.len() - n..].concat();
        FORMS.contains(&form.as_str())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn customer() -> Person {
        Person { has: [true, true, true, true], bought: true, calling_day: true, ..Person::default() }
    }

    #[test]
    fn the_next_channel_takes_the_place_of_one_that_may_not_be_used() {
        assert_eq!(customer().channel(), Ok(Channel::Phone));
        let refused = Person { consents: [Consent::No, Consent::Unknown, Consent::Unknown], ..customer() };
        assert_eq!(refused.channel(), Ok(Channel::Email));
        let all = Person { consents: [Consent::No; 3], ..customer() };
        assert_eq!(all.channel(), Err(Bar::Objection));
        let only_phone = Person { has: [true, false, false, false], calling_day: false, ..customer() };
        assert_eq!(only_phone.channel(), Err(Bar::Hours));
        assert_eq!(Person { business: true, ..only_phone }.channel(), Ok(Channel::Phone));
        assert_eq!(Person { asked: true, ..only_phone }.channel(), Ok(Channel::Phone));
        assert_eq!(Person { has: [false; 4], ..customer() }.channel(), Err(Bar::Unreachable));
        assert_eq!(Person { has: [false, false, false, true], ..customer() }.channel(), Ok(Channel::Visit));
    }

    #[test]
    fn a_prospect_has_no_basis_until_they_say_yes_or_ask() {
        let prospect = Person { bought: false, ..customer() };
        assert_eq!(prospect.channel(), Err(Bar::NoBasis));
        assert_eq!(Person { asked: true, ..prospect }.channel(), Ok(Channel::Phone));
        let mail = Person { consents: [Consent::Unknown, Consent::Yes, Consent::Unknown], ..prospect };
        assert_eq!(mail.channel(), Ok(Channel::Email));
    }

    #[test]
    fn a_letter_needs_an_address_and_no_objection_whatever_else_may_be_used() {
        assert_eq!(customer().bar_of(Channel::Post), None);
        let refused = Person { consents: [Consent::Yes, Consent::Yes, Consent::No], ..customer() };
        assert_eq!(refused.bar_of(Channel::Post), Some(Bar::Objection));
        let homeless = Person { has: [true, true, false, true], ..customer() };
        assert_eq!(homeless.bar_of(Channel::Post), Some(Bar::Unreachable));
        assert_eq!(Person { bought: false, ..customer() }.bar_of(Channel::Post), Some(Bar::NoBasis));
    }

    #[test]
    fn a_list_of_exclusion_gives_way_to_a_yes_of_their_own() {
        let listed = Person { robinson: true, ..customer() };
        assert_eq!(listed.channel(), Err(Bar::Robinson));
        assert_eq!(Person { consents: [Consent::Yes; 3], ..listed }.channel(), Ok(Channel::Phone));
    }

    #[test]
    fn a_business_is_known_by_its_company_tax_id_or_legal_form() {
        assert!(is_business("Talleres Ibáñez, S. L.", "", ""));
        assert!(is_business("Granja Solarana SA", "", "") && is_business("Ana", "Sol SL", ""));
        assert!(is_business("Bar", "", "B12345678") && is_business("Bar", "", "ES-A1234567-4"));
        assert!(!is_business("Ana Sofía Güell", "", "12345678Z") && !is_business("Ana", "", "X1234567L"));
        assert!(!is_business("Elsa", "", "") && !is_business("SL", "", ""));
    }

    #[test]
    fn one_person_has_one_key_however_it_is_written() {
        for phone in ["+34 600 11 22 33", "600112233", "0034-600-112-233"] {
            assert_eq!(exclusion_key(phone).as_deref(), Some("600112233"));
        }
        assert_eq!(exclusion_key(" Ana@Sol.ES ").as_deref(), Some("ana@sol.es"));
        assert_eq!(exclusion_key("12.345.678-z").as_deref(), Some("12345678Z"));
        assert_eq!(exclusion_key("ES B1234567-8").as_deref(), Some("B12345678"));
        for none in ["", "Ana Sol", "2026-11-20", "12345", "phone"] {
            assert_eq!(exclusion_key(none), None, "{none}");
        }
    }

    fn consent() -> impl Strategy<Value = Consent> {
        prop_oneof![Just(Consent::Unknown), Just(Consent::Yes), Just(Consent::No)]
    }

    proptest! {
        #[test]
        fn a_channel_that_was_refused_is_never_chosen(
            consents in [consent(), consent(), consent()],
            has: [bool; 4], bought: bool, asked: bool, business: bool, robinson: bool, calling_day: bool,
        ) {
            let person = Person { consents, has, bought, asked, business, robinson, calling_day };
            match person.channel() {
                Ok(channel) => {
                    if let Some(at) = TRIED.iter().position(|tried| *tried == channel) {
                        prop_assert!(has[at] && consents[at] != Consent::No);
                        prop_assert!(bought || asked || consents[at] == Consent::Yes);
                    } else {
                        prop_assert!(has[3] || asked);
                    }
                }
                Err(bar) => prop_assert!(bar != Bar::Unreachable || has == [false; 4]),
            }
        }
    }
}
