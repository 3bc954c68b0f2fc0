//! Files as small businesses have them, one for each source and each kind of dirt: how many came in, the total, and
//! five values picked from each (`files/golden.tsv`); and a second import of each changes nothing.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cartera::app::importing::{Job, run};
use cartera::domain::Day;
use cartera::domain::base::{Currency, Money};
use cartera::domain::change::Stamp;
use cartera::domain::people::Consent;
use cartera::domain::trade::Status;
use cartera::exchange::ImportError;
use cartera::store::db::{Db, NewSettings};
use cartera::views::ImportRequest;

use super::support::{Reading, currency, read_path};

struct Golden {
    path: PathBuf,
    currency: String,
    preset: String,
    counts: String,
    spots: Vec<String>,
}

fn all() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/files");
    let table = std::fs::read_to_string(folder.join("golden.tsv")).unwrap();
    table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Golden {
                path: folder.join(cells[0]),
                currency: cells[1].strip_prefix("currency=").unwrap_or("EUR").to_owned(),
                preset: cells[2].to_owned(),
                counts: cells[3..8].join(" "),
                spots: cells[8..].iter().map(|s| (*s).to_owned()).collect(),
            }
        })
        .collect()
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(String::new, |d| d.to_string())
}

/// The value that a spot (`d:NUMBER:amount`) names; `@0` is the first.
fn value(reading: &Reading, spot: &str) -> Option<String> {
    let (kind, rest) = spot.split_once(':')?;
    let (which, what) = rest.rsplit_once(':')?;
    let place = which.strip_prefix('@').unwrap_or(which).parse::<usize>().unwrap_or(usize::MAX);
    let numbered = which.starts_with('@');
    let money = |m: Money| m.plain(2);
    Some(match kind {
        "d" => {
            let mut found = reading.documents.iter().enumerate();
            let (_, d) = found.find(|(i, d)| if numbered { *i == place } else { d.number == which })?;
            match what {
                "amount" => money(d.amount),
                "day" => d.day.to_string(),
                "customer" => d.customer.clone().unwrap_or_default(),
                "lines" => d.lines.iter().filter(|l| !l.product.is_empty()).count().to_string(),
                "seller" => d.seller.clone(),
                "reverses" => d.reverses.clone(),
                "note" => d.note.replace('\n', "\\n"),
                "status" => match d.status {
                    Status::Valid => "valid".to_owned(),
                    Status::Credit => "credit".to_owned(),
                    Status::Void => "void".to_owned(),
                },
                _ => return None,
            }
        }
        "c" => {
            let mut found = reading.customers.iter().enumerate();
            let (_, c) = found.find(|(i, c)| if numbered { *i == place } else { c.code == which })?;
            match what {
                "name" => c.draft.name.clone(),
                "company" => c.draft.company.clone(),
                "phone" => c.draft.phone.clone(),
                "mobile" => c.draft.mobile.clone(),
                "fax" => c.draft.fax.clone(),
                "email" => c.draft.email.clone(),
                "postal" => c.draft.postal_code.clone(),
                "city" => c.draft.city.clone(),
                "address" => c.draft.address.clone(),
                "born" => c.draft.birth_day.map_or_else(String::new, |d| d.to_string()),
                "year" => c.draft.birth_year.map_or_else(String::new, |y| y.to_string()),
                "refuses" => {
                    let of = &c.draft;
                    [
                        ("phone", of.consent_phone),
                        ("email", of.consent_email),
                        ("sms", of.consent_sms),
                        ("post", of.consent_post),
                    ]
                    .into_iter()
                    .filter(|(_, consent)| *consent == Consent::No)
                    .map(|(way, _)| way)
                    .collect::<Vec<_>>()
                    .join(";")
                }
                "since" => day(c.draft.since),
                "tags" => c.tags.join(";"),
                "notes" => c.notes.replace('\n', "\\n"),
                "contact" => c.draft.contact.clone(),
                "tax" => c.draft.tax_id.clone(),
                "gone" => c.gone.to_string(),
                _ => return None,
            }
        }
        "o" => {
            let offer = reading.offers.iter().find(|o| o.number == which)?;
            match what {
                "amount" => money(offer.amount),
                "customer" => offer.customer.clone(),
                "lost_on" => day(offer.lost_on),
                "why" => offer.why.clone(),
                _ => return None,
            }
        }
        "r" => {
            let reject = reading.rejects.get(place)?;
            match what {
                "key" => reject.reason.key().to_owned(),
                "row" => reject.row.to_string(),
                "amount" => money(reject.amount),
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn note(reading: &Reading, name: &str) -> String {
    let notes = reading.outcome.notes;
    match name {
        "total_rows" => notes.total_rows,
        "postal_codes" => notes.postal_codes,
        "repeated_headers" => notes.repeated_headers,
        "payments" => notes.payments,
        "copies" => notes.copies,
        other => panic!("{other}"),
    }
    .to_string()
}

#[test]
fn every_file_says_what_it_said_when_it_was_put_here() {
    let files = all();
    assert!(files.len() >= 40);
    let mut wrong = Vec::new();
    for golden in &files {
        let name = golden.path.file_name().unwrap().display().to_string();
        let mut differs = |what: &str, found: String, wanted: &str| {
            if found != wanted {
                wrong.push(format!("{name}: {what}: {found:?}, not {wanted:?}"));
            }
        };
        let reading = match read_path(&golden.path, currency(&golden.currency)) {
            Ok(reading) => reading,
            Err(ImportError::Undecided(question)) => {
                differs("asks", format!("?{}", question.key()), &golden.preset);
                continue;
            }
            Err(error) => {
                differs("refused", error.to_string(), "");
                continue;
            }
        };
        differs("preset", reading.plan.preset.map_or("", |p| p.name).to_owned(), &golden.preset);
        let counts = format!(
            "{} {} {} {} {}",
            reading.customers.len(),
            reading.documents.len(),
            reading.offers.len(),
            reading.total(),
            reading.rejects.len()
        );
        differs("counts", counts, &golden.counts);
        assert!(golden.spots.len() >= 5, "{name}");
        for spot in &golden.spots {
            let (what, wanted) = spot.split_once('=').unwrap();
            let found = match what.strip_prefix("n:") {
                Some(what) => note(&reading, what),
                None => value(&reading, what).unwrap_or_else(|| "nothing of the kind".to_owned()),
            };
            differs(what, found, wanted);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_changes_anything_the_second_time() {
    let now = Day::parse_iso("2026-11-20").unwrap().date().and_hms_opt(9, 30, 0).unwrap();
    for golden in all().iter().filter(|g| !g.preset.starts_with('?')) {
        let folder = tempfile::tempdir().unwrap();
        let currency = Currency::from_code(&golden.currency).unwrap();
        let new = NewSettings { currency, ..NewSettings::default() };
        let mut db = Db::create(&folder.path().join("a.db"), &new).unwrap();
        let empty = db.fingerprint().unwrap();
        let stamp = Stamp { now, author: "Marta".into() };
        let mut import = || {
            let path = golden.path.clone();
            let request = ImportRequest { path, skip_bad: true, ..ImportRequest::default() };
            let job = Job { request, dry_run: false, rejects: None, stamp: stamp.clone() };
            let report = run(&mut db, &job, &|w| w.key.clone(), &mut |_| ControlFlow::Continue(())).unwrap();
            (report.batch, db.fingerprint().unwrap())
        };
        let (first, full) = import();
        assert!(first.is_some(), "{}", golden.path.display());
        assert_eq!(import(), (None, full), "{}", golden.path.display());
        assert_eq!(db.verify().unwrap(), vec![], "{}", golden.path.display());
        db.undo(&stamp).unwrap().unwrap();
        assert_eq!(db.fingerprint().unwrap(), empty, "{}", golden.path.display());
    }
}
