//! Letters, labels and e-mails of a campaign written to a file, whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use crate::domain::work::campaign::{CampaignDraft, Sheet};
use crate::exchange::mailing::{Addressee, write_sheet};
use crate::store::ask::{ChangeWords, Mailing};

/// Somebody a letter goes to, as the store knows them.
pub fn addressee(person: &Mailing) -> Addressee {
    let person = person.clone();
    Addressee {
        code: person.code,
        name: person.name,
        contact: person.contact,
        company: person.company,
        address: person.address,
        postal_code: person.postal_code,
        city: person.city,
        region: person.region,
        country: person.country,
        email: person.email,
        seller: person.owner,
    }
}

/// Writes a sheet; a sentence says why it could not.
pub fn write(
    path: &Path,
    sheet: Sheet,
    campaign: &CampaignDraft,
    people: &[Mailing],
    business: &str,
    headings: &[String],
) -> Result<(), ChangeWords> {
    let people: Vec<Addressee> = people.iter().map(addressee).collect();
    let mut bytes = Vec::new();
    write_sheet(&mut bytes, sheet, campaign, &people, business, headings).map_err(|place| ChangeWords {
        key: "error-script-place".into(),
        args: vec![("place".into(), place)],
    })?;
    write_whole(path, |file| file.write_all(&bytes)).map_err(|error| ChangeWords {
        key: "error-write-file".into(),
        args: vec![("file".into(), path.display().to_string()), ("what".into(), error.to_string())],
    })
}

/// Makes a file of what `fill` writes, readable by its owner only; on a failure there is none, and one that was there
/// stays.
pub fn write_whole(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A temporary file of this crate is made with mode 0600.
    let mut file = tempfile::Builder::new().prefix(".export-").tempfile_in(folder)?;
    fill(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}
