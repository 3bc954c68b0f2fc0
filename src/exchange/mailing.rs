//! Letters, labels and e-mails of a campaign: text out of people and a script. Cells of CSV begin with no sign that a
//! spreadsheet takes for a formula.

use std::io::Write;

use crate::domain::work::campaign::{CampaignDraft, Sheet, fill};

/// Somebody a letter goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressee {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Person to talk to.
    pub contact: String,
    /// Company.
    pub company: String,
    /// Street.
    pub address: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Region.
    pub region: String,
    /// Country.
    pub country: String,
    /// E-mail.
    pub email: String,
    /// Who looks after them.
    pub seller: String,
}

/// Writes a sheet for these people; `headings` are the words for [`Sheet::headings`]. An unknown place in the script is
/// the error, and nothing is to be kept then.
pub fn write_sheet(
    out: &mut Vec<u8>,
    sheet: Sheet,
    campaign: &CampaignDraft,
    people: &[Addressee],
    business: &str,
    headings: &[String],
) -> Result<(), String> {
    if sheet == Sheet::Letters {
        for (n, person) in people.iter().enumerate() {
            if n > 0 {
                out.extend_from_slice(b"\n---\n\n");
            }
            let text = letter(campaign, person, business)?;
            // Writing to memory does not fail.
            let _ = write!(out, "{text}");
        }
        return Ok(());
    }
    // A mark at the start tells spreadsheets that this is UTF-8.
    out.extend_from_slice("\u{feff}".as_bytes());
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let _ = csv.write_record(headings);
    for person in people {
        let subject = if campaign.offer.is_empty() { &campaign.name } else { &campaign.offer };
        let text;
        let cells: Vec<&str> = if sheet == Sheet::Labels {
            vec![
                &person.code,
                &person.name,
                &person.contact,
                &person.company,
                &person.address,
                &person.postal_code,
                &person.city,
                &person.region,
                &person.country,
            ]
        } else {
            text = filled(campaign, person, business)?;
            vec![&person.code, &person.name, &person.email, subject, &text]
        };
        let _ = csv.write_record(cells.into_iter().map(safe));
    }
    let _ = csv.flush();
    Ok(())
}

/// The script with what is known of a person in its places.
fn filled(campaign: &CampaignDraft, person: &Addressee, business: &str) -> Result<String, String> {
    fill(&campaign.script, |place| {
        Some(match place {
            "name" => person.name.clone(),
            "contact" if person.contact.is_empty() => person.name.clone(),
            "contact" => person.contact.clone(),
            "company" if person.company.is_empty() => person.name.clone(),
            "company" => person.company.clone(),
            "city" => person.city.clone(),
            "offer" => campaign.offer.clone(),
            "seller" => person.seller.clone(),
            "business" => business.to_owned(),
            _ => return None,
        })
    })
}

/// A letter: where it goes, a blank line, the script.
fn letter(campaign: &CampaignDraft, person: &Addressee, business: &str) -> Result<String, String> {
    let town = [person.postal_code.as_str(), person.city.as_str()];
    let town: Vec<&str> = town.into_iter().filter(|t| !t.is_empty()).collect();
    let town = town.join(" ");
    let company = if person.company == person.name { "" } else { person.company.as_str() };
    let lines = [person.name.as_str(), company, &person.address, &town, &person.region, &person.country];
    let head: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    // Two blanks at the end keep a line a line of its own.
    Ok(format!("{}\n\n{}\n", head.join("  \n"), filled(campaign, person, business)?))
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use crate::domain::people::Channel;

    fn campaign(script: &str) -> CampaignDraft {
        CampaignDraft {
            name: "Otoño".into(),
            channel: Channel::Post,
            audience: String::new(),
            stage: None,
            offer: "10 %".into(),
            script: script.into(),
            control: 0,
            cost: Money::ZERO,
            days: 90,
        }
    }

    fn ana() -> Addressee {
        Addressee {
            code: "C-1".into(),
            name: "=Ana".into(),
            address: "Sol, 3".into(),
            postal_code: "08001".into(),
            city: "Barcelona".into(),
            ..Addressee::default()
        }
    }

    fn written(sheet: Sheet, script: &str) -> Result<String, String> {
        let mut out = Vec::new();
        let headings: Vec<String> = sheet.headings().iter().map(|h| (*h).to_owned()).collect();
        write_sheet(&mut out, sheet, &campaign(script), &[ana(), ana()], "Ferretería", &headings)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn labels_are_one_line_an_envelope_and_no_formula() {
        let text = written(Sheet::Labels, "").unwrap();
        assert!(text.starts_with("\u{feff}code,name,"));
        assert_eq!(text.lines().count(), 3);
        assert!(text.contains("C-1,'=Ana,,,\"Sol, 3\",08001,Barcelona,,"));
    }

    #[test]
    fn letters_are_filled_for_each() {
        let text = written(Sheet::Letters, "Hola, {nombre}: {oferta} en {negocio}.").unwrap();
        let letters: Vec<&str> = text.split("\n---\n\n").collect();
        assert_eq!(letters.len(), 2);
        assert_eq!(letters[0], "=Ana  \nSol, 3  \n08001 Barcelona\n\nHola, =Ana: 10 % en Ferretería.\n");
        assert_eq!(written(Sheet::Letters, "{apodo}"), Err("apodo".into()));
    }

    #[test]
    fn an_email_has_a_subject() {
        let text = written(Sheet::Emails, "Hola").unwrap();
        assert!(text.ends_with("C-1,'=Ana,,10 %,Hola\r\n"));
    }
}
