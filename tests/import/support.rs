//! What the import tests share: a file written for the moment, and everything that a reading gives.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cartera::domain::base::Currency;
use cartera::exchange::{
    CustomerRecord, DocumentRecord, ImportError, OfferRecord, Options, Outcome, Plan, Record, Reject,
    parse_map,
};

/// Everything that came out of a file.
#[derive(Debug)]
pub struct Reading {
    pub plan: Plan,
    pub outcome: Outcome,
    pub customers: Vec<CustomerRecord>,
    pub documents: Vec<DocumentRecord>,
    pub offers: Vec<OfferRecord>,
    pub rejects: Vec<Reject>,
}

impl Reading {
    pub fn customer(&self, code: &str) -> &CustomerRecord {
        self.customers.iter().find(|c| c.code == code).unwrap_or_else(|| panic!("no customer {code}"))
    }

    pub fn document(&self, number: &str) -> &DocumentRecord {
        self.documents.iter().find(|d| d.number == number).unwrap_or_else(|| panic!("no document {number}"))
    }

    pub fn total(&self) -> String {
        self.outcome.totals.in_file.plain(2)
    }
}

pub fn currency(code: &str) -> Options {
    Options { currency: Currency::from_code(code).unwrap(), ..Options::default() }
}

pub fn mapped(map: &str) -> Options {
    Options { map: parse_map(map).unwrap(), ..Options::default() }
}

pub fn read_path(path: &Path, options: Options) -> Result<Reading, ImportError> {
    let plan = Plan::open(path, options)?;
    let (mut customers, mut documents, mut rejects) = (Vec::new(), Vec::new(), Vec::new());
    let mut offers = Vec::new();
    let outcome = plan.for_each(&mut |_| ControlFlow::Continue(()), &mut |record| {
        match record {
            Record::Customer(customer) => customers.push(*customer),
            Record::Document(document) => documents.push(document),
            Record::Offer(offer) => offers.push(*offer),
            Record::Rejected(reject) => rejects.push(*reject),
        }
        ControlFlow::Continue(())
    })?;
    assert_eq!(outcome.totals.in_file, outcome.totals.imported + outcome.totals.rejected);
    assert_eq!(outcome.rejected, rejects.len() as u64);
    Ok(Reading { plan, outcome, customers, documents, offers, rejects })
}

pub fn read_bytes(bytes: &[u8], options: Options) -> Result<Reading, ImportError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file.flush().unwrap();
    read_path(file.path(), options)
}

pub fn read(text: &str) -> Reading {
    read_bytes(text.as_bytes(), Options::default()).unwrap_or_else(|e| panic!("{e}"))
}

/// A file of the published sets, or `None` (said on stderr) where they are not at hand.
pub fn published(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = [std::env::var_os("CARTERA_SHARED").map(PathBuf::from), Some(root.join("../shared"))];
    let found = places.into_iter().flatten().map(|p| p.join("data").join(name)).find(|p| p.exists());
    if found.is_none() {
        eprintln!("ignored: {name} is not here (set CARTERA_SHARED to the folder that holds data/)");
    }
    found
}
