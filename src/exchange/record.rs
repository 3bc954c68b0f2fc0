//! What comes out of a file: customers, documents, and what was left out and why.

use crate::domain::base::Money;
pub use crate::domain::intake::{CustomerRecord, DocumentRecord, OfferRecord};

/// One thing that the file says. In a stream of them every customer code and every document number comes once.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// Somebody: a row of a list of customers, or the first mention on a document. Comes before the first document
    /// that names its code.
    Customer(Box<CustomerRecord>),
    /// A document with all its lines.
    Document(DocumentRecord),
    /// An offer that nobody has accepted (yet).
    Offer(Box<OfferRecord>),
    /// A value or a row that does not come in.
    Rejected(Box<Reject>),
}

/// A value that was left out, or a row that could not live without it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reject {
    /// Sheet of the workbook; empty where one alone is read.
    pub sheet: String,
    /// Line of the file, header included, from 1.
    pub row: u64,
    /// Header of the column; empty where the whole row is meant.
    pub column: String,
    /// What stands there, cut after 200 characters.
    pub value: String,
    /// Why.
    pub reason: Reason,
    /// The row does not come in (true), or only the value does not.
    pub whole_row: bool,
    /// Amount that is missing because of it.
    pub amount: Money,
    /// The row as it stands in the file, for the file of rejects; cells longer than 4,096 characters are cut.
    pub cells: Vec<String>,
}

/// Why something was left out. Its sentence is the Fluent text [`Reason::key`] with [`Reason::args`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing stands where the row needs something.
    Missing,
    /// Nothing says who a row of people is about.
    Nameless,
    /// No column says the day of a sale.
    Undated,
    /// A day that is in no calendar (31/02/2026).
    ImpossibleDate,
    /// A month without its day.
    MonthAlone,
    /// Not a date.
    NotADate,
    /// Not a number, or with separators in the wrong places.
    NotANumber,
    /// An amount larger than can be counted.
    AmountTooLarge,
    /// A phone that a spreadsheet has turned into a number in scientific notation.
    PhoneScientific,
    /// Too few digits for a phone.
    PhoneShort,
    /// No e-mail address.
    NotAnEmail,
    /// No tax id: it has words in it.
    NotATaxId,
    /// No postal code: it has no figure.
    NotAPostalCode,
    /// Neither yes nor no.
    NotYesNo,
    /// No year of birth.
    NotAYear,
    /// A value of more than one megabyte.
    TooLong,
    /// A customer code that stood for somebody else before.
    CodeTwice {
        /// Line of the first.
        first: u64,
    },
    /// More cells than the header has.
    ExtraCells {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// A discount beyond 100 %.
    DiscountRange,
}

impl Reason {
    /// Key of the sentence.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Missing => "import-reject-missing",
            Self::Nameless => "import-reject-nameless",
            Self::Undated => "import-reject-undated",
            Self::ImpossibleDate => "import-reject-impossible-date",
            Self::MonthAlone => "import-reject-month-alone",
            Self::NotADate => "import-reject-not-a-date",
            Self::NotANumber => "import-reject-not-a-number",
            Self::AmountTooLarge => "import-reject-amount-too-large",
            Self::PhoneScientific => "import-reject-phone-scientific",
            Self::PhoneShort => "import-reject-phone-short",
            Self::NotAnEmail => "import-reject-not-an-email",
            Self::NotATaxId => "import-reject-not-a-tax-id",
            Self::NotAPostalCode => "import-reject-not-a-postal-code",
            Self::NotYesNo => "import-reject-not-yes-no",
            Self::NotAYear => "import-reject-not-a-year",
            Self::TooLong => "import-reject-too-long",
            Self::CodeTwice { .. } => "import-reject-code-twice",
            Self::ExtraCells { .. } => "import-reject-extra-cells",
            Self::DiscountRange => "import-reject-discount-range",
        }
    }

    /// Data of the sentence besides `row`, `column` and `value`.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::CodeTwice { first } => vec![("first", first.to_string())],
            Self::ExtraCells { cells, columns } => {
                vec![("cells", cells.to_string()), ("columns", columns.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

/// What the reading did to the file besides reading it; each count has the Fluent text `import-note-…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Bytes that are no text in the file's encoding, and NULs, that became U+FFFD.
    pub replaced: u64,
    /// Postal codes of four digits that got their leading zero back.
    pub postal_codes: u64,
    /// Drafts without a number, skipped.
    pub drafts_skipped: u64,
    /// Payments in a journal of bookkeeping: no sales.
    pub payments: u64,
    /// Rows of totals at the end, skipped.
    pub total_rows: u64,
    /// Rows that repeat the header, skipped.
    pub repeated_headers: u64,
    /// Rows of a customer list that say the same as an earlier one.
    pub same_customers: u64,
    /// Rows of a list of addresses that are marked as deleted, skipped.
    pub deleted: u64,
    /// Rows of a list of addresses that are a further one of somebody; one is kept.
    pub further_addresses: u64,
    /// Rows of a document that name another customer or day than its first row; the first counts.
    pub conflicts: u64,
    /// Documents that stand once more on a day close by, with the same number, customer and amount; they count once.
    pub copies: u64,
    /// Rows with fewer cells than the header; the missing ones are empty.
    pub short_rows: u64,
    /// Codes of customers that stand beside another name further down; the first name counts.
    pub two_names: u64,
}

impl Notes {
    /// Every count that is not zero, with the key of its sentence.
    pub fn said(&self) -> Vec<(&'static str, u64)> {
        [
            ("import-note-replaced", self.replaced),
            ("import-note-postal-codes", self.postal_codes),
            ("import-note-drafts-skipped", self.drafts_skipped),
            ("import-note-payments", self.payments),
            ("import-note-total-rows", self.total_rows),
            ("import-note-repeated-headers", self.repeated_headers),
            ("import-note-same-customers", self.same_customers),
            ("import-note-deleted", self.deleted),
            ("import-note-further-addresses", self.further_addresses),
            ("import-note-conflicts", self.conflicts),
            ("import-note-copies", self.copies),
            ("import-note-short-rows", self.short_rows),
            ("import-note-two-names", self.two_names),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
    }
}

/// Money of the file, voided documents left out: `in_file = imported + rejected`, to the cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What the file says.
    pub in_file: Money,
    /// What came out as records.
    pub imported: Money,
    /// What was rejected with its row.
    pub rejected: Money,
}

/// What a whole reading found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Rows of the file, header and blank lines not counted.
    pub rows: u64,
    /// Customers sent.
    pub customers: u64,
    /// Valid purchases sent.
    pub purchases: u64,
    /// Voided, refunded and draft documents and credit notes sent.
    pub cancelled: u64,
    /// Offers sent.
    pub offers: u64,
    /// Lines of all documents sent, adjustments not counted; a document with only a total has one.
    pub lines: u64,
    /// Rows of documents without a customer.
    pub anonymous_lines: u64,
    /// Money of documents without a customer, voided ones left out.
    pub anonymous_amount: Money,
    /// Values and rows rejected.
    pub rejected: u64,
    /// Money.
    pub totals: Totals,
    /// What was repaired or skipped.
    pub notes: Notes,
    /// The receiver or the progress call asked to stop: figures cover the part read.
    pub stopped: bool,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the file read.
    pub done: u64,
    /// Bytes of the file.
    pub total: u64,
    /// Rows read.
    pub rows: u64,
}
