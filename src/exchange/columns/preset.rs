//! Presets: one text file per source says how its header looks, which column is which field, and its habits. Words that
//! all sources share (statuses, yes and no, names of nobody) stand in `words.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::base::names::fold;
use crate::exchange::columns::field::{Field, distance};
use crate::exchange::columns::spelled;
use crate::exchange::columns::taxless;
use crate::exchange::error::ImportError;
use crate::exchange::file::sniff::Sniffed;
use crate::exchange::values::date::DateOrder;
use crate::exchange::values::number::Mark;

/// Names and texts, in the order they are offered.
const FILES: [(&str, &str); 58] = [
    ("online_retail", include_str!("../../../assets/presets/online_retail.toml")),
    ("cdnow", include_str!("../../../assets/presets/cdnow.toml")),
    ("chinook", include_str!("../../../assets/presets/chinook.toml")),
    ("northwind", include_str!("../../../assets/presets/northwind.toml")),
    ("amazon_payments", include_str!("../../../assets/presets/amazon_payments.toml")),
    ("shopify_drafts", include_str!("../../../assets/presets/shopify_drafts.toml")),
    ("portfolio_cards", include_str!("../../../assets/presets/portfolio_cards.toml")),
    ("portfolio_customers", include_str!("../../../assets/presets/portfolio_customers.toml")),
    ("portfolio_purchases", include_str!("../../../assets/presets/portfolio_purchases.toml")),
    ("shopify_orders", include_str!("../../../assets/presets/shopify_orders.toml")),
    ("shopify_customers", include_str!("../../../assets/presets/shopify_customers.toml")),
    ("woocommerce_orders", include_str!("../../../assets/presets/woocommerce_orders.toml")),
    ("odoo_invoices", include_str!("../../../assets/presets/odoo_invoices.toml")),
    ("square", include_str!("../../../assets/presets/square.toml")),
    ("square_customers", include_str!("../../../assets/presets/square_customers.toml")),
    ("loyverse", include_str!("../../../assets/presets/loyverse.toml")),
    ("factura_es", include_str!("../../../assets/presets/factura_es.toml")),
    ("google_contacts", include_str!("../../../assets/presets/google_contacts.toml")),
    ("google_contacts_old", include_str!("../../../assets/presets/google_contacts_old.toml")),
    ("outlook", include_str!("../../../assets/presets/outlook.toml")),
    ("hubspot_contacts", include_str!("../../../assets/presets/hubspot_contacts.toml")),
    ("hubspot_companies", include_str!("../../../assets/presets/hubspot_companies.toml")),
    ("hubspot_deals", include_str!("../../../assets/presets/hubspot_deals.toml")),
    ("pipedrive_deals", include_str!("../../../assets/presets/pipedrive_deals.toml")),
    ("pipedrive", include_str!("../../../assets/presets/pipedrive.toml")),
    ("vcard", include_str!("../../../assets/presets/vcard.toml")),
    ("stripe_payments", include_str!("../../../assets/presets/stripe_payments.toml")),
    ("stripe_customers", include_str!("../../../assets/presets/stripe_customers.toml")),
    ("paypal", include_str!("../../../assets/presets/paypal.toml")),
    ("toast_items", include_str!("../../../assets/presets/toast_items.toml")),
    ("toast_orders", include_str!("../../../assets/presets/toast_orders.toml")),
    ("sumup", include_str!("../../../assets/presets/sumup.toml")),
    ("amazon_orders", include_str!("../../../assets/presets/amazon_orders.toml")),
    ("ebay_orders", include_str!("../../../assets/presets/ebay_orders.toml")),
    ("etsy_orders", include_str!("../../../assets/presets/etsy_orders.toml")),
    ("etsy_items", include_str!("../../../assets/presets/etsy_items.toml")),
    ("wix_orders", include_str!("../../../assets/presets/wix_orders.toml")),
    ("squarespace_orders", include_str!("../../../assets/presets/squarespace_orders.toml")),
    ("magento_orders", include_str!("../../../assets/presets/magento_orders.toml")),
    ("prestashop_orders", include_str!("../../../assets/presets/prestashop_orders.toml")),
    ("bigcommerce_orders", include_str!("../../../assets/presets/bigcommerce_orders.toml")),
    ("bigcommerce_customers", include_str!("../../../assets/presets/bigcommerce_customers.toml")),
    ("vend_sales", include_str!("../../../assets/presets/vend_sales.toml")),
    ("vend_customers", include_str!("../../../assets/presets/vend_customers.toml")),
    ("prestashop_customers", include_str!("../../../assets/presets/prestashop_customers.toml")),
    ("zoho_invoices", include_str!("../../../assets/presets/zoho_invoices.toml")),
    ("zoho_contacts", include_str!("../../../assets/presets/zoho_contacts.toml")),
    ("xero_invoices", include_str!("../../../assets/presets/xero_invoices.toml")),
    ("quickbooks", include_str!("../../../assets/presets/quickbooks.toml")),
    ("freshbooks", include_str!("../../../assets/presets/freshbooks.toml")),
    ("thunderbird", include_str!("../../../assets/presets/thunderbird.toml")),
    ("pipedrive_organizations", include_str!("../../../assets/presets/pipedrive_organizations.toml")),
    ("sii_ventas", include_str!("../../../assets/presets/sii_ventas.toml")),
    ("aeat_expedidas", include_str!("../../../assets/presets/aeat_expedidas.toml")),
    ("brevo", include_str!("../../../assets/presets/brevo.toml")),
    ("ledger", include_str!("../../../assets/presets/ledger.toml")),
    ("ledger_accounts", include_str!("../../../assets/presets/ledger_accounts.toml")),
    ("generic", include_str!("../../../assets/presets/generic.toml")),
];

/// What stands between a heading that several columns share and the name of one of them.
pub(in crate::exchange) const GROUP: &str = " · ";

/// What a document's status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Counts for nothing: voided, cancelled, given back in full.
    Void,
    /// Money given back.
    Credit,
    /// A document that corrects another one: money given back, or charged, as its sign says.
    Correction,
    /// Not yet a document.
    Draft,
    /// Money that came for a document.
    Payment,
    /// Goods delivered: a sale where no invoices stand beside it.
    Delivery,
}

/// Words of a vocabulary, folded.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StatusWords {
    /// Voided.
    pub void: Vec<String>,
    /// Credit notes.
    pub credit: Vec<String>,
    /// Drafts.
    pub draft: Vec<String>,
    /// Payments; only of journals.
    pub payment: Vec<String>,
    /// Delivery notes.
    pub delivery: Vec<String>,
    /// Invoices: where they are, delivery notes are no sales of their own.
    pub invoice: Vec<String>,
    /// Deals that somebody bought; only of deals.
    pub won: Vec<String>,
    /// Deals that nobody will; only of deals.
    pub lost: Vec<String>,
}

/// Words that say what a status of several words means.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Phrases {
    /// Voided.
    pub void: Vec<String>,
    /// Credit notes.
    pub credit: Vec<String>,
    /// Drafts.
    pub draft: Vec<String>,
    /// Words beside which the others say nothing.
    pub not: Vec<String>,
}

/// What every source shares.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Statuses.
    pub status: StatusWords,
    /// Words in statuses.
    pub phrases: Phrases,
    /// Names that stand for nobody.
    pub anonymous: Vec<String>,
    /// Yes.
    pub yes: Vec<String>,
    /// No.
    pub no: Vec<String>,
    /// What says no where somebody was asked whether they may be written to, and nowhere else.
    pub refused: Vec<String>,
    /// And what says yes there.
    pub agreed: Vec<String>,
    /// Statuses of a subscription that nobody writes to.
    pub unsubscribed: Vec<String>,
    /// Statuses of an e-mail that nobody writes to, where they are of the e-mail and not of the person.
    pub undelivered: Vec<String>,
    /// And those that one may write to.
    pub subscribed: Vec<String>,
    /// Words of a status that say that somebody has died.
    pub gone: Vec<String>,
    /// What says in a status that nobody may speak to them, wherever it stands.
    pub unspoken: Vec<String>,
    /// Statuses of somebody who is no customer any more.
    pub left: Vec<String>,
    /// First words of a row of totals.
    pub totals: Vec<String>,
    /// How rows begin that a program writes below its records.
    pub remarks: Vec<String>,
    /// Headers of amounts that hold no tax.
    pub net: Vec<String>,
    /// Labels that a program gives to everybody.
    pub no_labels: Vec<String>,
}

/// One field or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The text of a preset.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    product: String,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    quirks: Quirks,
    #[serde(default)]
    status: StatusWords,
    map: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    otherwise: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    lacking: BTreeMap<String, OneOrMany>,
}

/// Habits of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Quirks {
    date_order: Option<String>,
    decimal: Option<String>,
    credit_prefix: String,
    credit_suffix: String,
    cost_per_unit: bool,
    negate_credits: bool,
    continuation: bool,
    row_extras: bool,
    no_account: String,
    deals: bool,
    parts: bool,
    outgoing: bool,
    sums: Vec<String>,
    heads: Vec<String>,
    bare_heads: bool,
    goods_alone: bool,
    unnumbered_drafts: bool,
    collected: String,
}

/// How a source writes its files.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Name on the command line.
    pub name: &'static str,
    /// Codes are unique within it: presets of one product share their customers.
    pub product: String,
    /// Columns it cannot do without; alternatives between `|`.
    required: Vec<String>,
    /// Names given to the columns of a file that has no header; such files are told by their shape.
    pub columns: Vec<String>,
    /// Alternatives of a header, folded, and what it is.
    map: Vec<(Vec<String>, Vec<Field>)>,
    /// The same for columns that count where those of `map` leave a row's address blank.
    otherwise: Vec<(Vec<String>, Vec<Field>)>,
    /// The same for words that mean a field where no other column does.
    lacking: Vec<(Vec<String>, Vec<Field>)>,
    /// Order of day and month where the file leaves it open.
    pub date_order: Option<DateOrder>,
    /// Decimal mark where the file leaves it open.
    pub decimal: Option<Mark>,
    /// Numbers that begin with it and a digit are credit notes.
    pub credit_prefix: String,
    /// Refunds carry the number of what they take back; this is put behind it.
    pub credit_suffix: String,
    /// `line.cost` is of one unit.
    pub cost_per_unit: bool,
    /// Credit notes are written with positive amounts.
    pub negate_credits: bool,
    /// Rows without a number belong to the document above.
    pub continuation: bool,
    /// Tax and shipping stand on each row for that row alone, and not for the document.
    pub row_extras: bool,
    /// The code of whoever bought without an account; empty where there is no such code.
    pub no_account: String,
    /// Rows are deals: purchases where they are won, else offers.
    pub deals: bool,
    /// Bases and taxes may stand in a column for each rate.
    pub parts: bool,
    /// Fields whose columns are parts of one amount.
    pub sums: Vec<Field>,
    /// A negative amount that takes nothing back is what the business pays.
    pub outgoing: bool,
    /// Statuses of rows that speak of the whole document and hold none of its lines.
    pub heads: Vec<String>,
    /// So does a row that names no article.
    pub bare_heads: bool,
    /// The total holds taxes that others collect: what counts is what the lines and the shipping come to.
    pub goods_alone: bool,
    /// What has no number was never bought.
    pub unnumbered_drafts: bool,
    /// Names of the column of what was collected: taxes are inside the sales where it is no more than these.
    pub collected: Vec<String>,
    /// Status words of its own.
    status: StatusWords,
}

/// How well a preset fits a header.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Name of the preset.
    pub preset: &'static str,
    /// Columns that it knows.
    pub known: usize,
    /// Share of the file's columns that it knows, 0 to 1.
    pub score: f64,
}

/// A header made comparable: folded, blanks squeezed.
pub(in crate::exchange) fn header_key(header: &str) -> String {
    // Templates mark with a star what has to be filled in.
    fold(header).trim_start_matches('*').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A header made comparable where programs write the same name in many ways (`Nº Factura`, `num_factura:`, `InvoiceNumber`,
/// `Total (€)`): letters, digits and the sign of per cent, which comes first and is another thing; no unit in brackets.
pub(in crate::exchange) fn column_key(header: &str) -> String {
    let header = &header.replace('°', "º");
    let mut folded = fold(&header.replace("€/", "precio/").replace(['€', '$', '£'], " "));
    for form in DATE_FORMS {
        if folded.contains(form) {
            folded = folded.replace(form, "");
        }
    }
    let mut rest = folded.as_str();
    let mut key = String::new();
    while let Some(at) = rest.find(['(', '[']) {
        key.push_str(&rest[..at]);
        let end = rest[at..].find([')', ']']).map_or(rest.len(), |end| at + end);
        let inner = &rest[at + 1..end];
        if !is_unit(inner.trim(), &key) {
            key.push_str(inner);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    key.push_str(rest);
    let percent = key.contains('%');
    key.retain(char::is_alphanumeric);
    let lower = header.to_lowercase();
    if key == "dto" && (lower.contains('€') || lower.contains("eur")) {
        "importedto".clone_into(&mut key);
    }
    if percent { format!("%{key}") } else { key }
}

/// What stands beside the name of a column, or in brackets, and says nothing of what it holds.
const DATE_FORMS: [&str; 6] =
    ["dd/mm/yyyy", "dd/mm/aaaa", "dd-mm-yyyy", "dd-mm-aaaa", "yyyy-mm-dd", "aaaa-mm-dd"];
const UNITS: [&str; 8] = ["€", "eur", "euro", "euros", "usd", "gbp", "utc", "eur."];
/// Codes of currencies, which say nothing in brackets behind the name of a column.
const CODES: [&str; 52] = [
    "inr", "pln", "czk", "chf", "sek", "nok", "dkk", "huf", "ron", "bgn", "brl", "mxn", "ars", "clp", "cop",
    "pen", "uyu", "cad", "aud", "nzd", "jpy", "cny", "try", "zar", "mad", "aed", "sar", "ils", "php", "thb",
    "idr", "myr", "sgd", "hkd", "ngn", "kes", "egp", "rs", "mt", "mzn", "mts", "aoa", "kz", "bs", "bob",
    "pyg", "crc", "gtq", "hnl", "dop", "nio", "dzd",
];

/// Whether a name ends in the code of a currency in brackets.
pub(in crate::exchange) fn in_currency(header: &str) -> bool {
    let code = header.rsplit_once('(').and_then(|(_, code)| code.trim_end().strip_suffix(')'));
    code.is_some_and(|code| CODES.contains(&fold(code).trim()))
}

/// Whether what stands in brackets behind a name is its unit.
fn is_unit(inner: &str, name: &str) -> bool {
    UNITS.contains(&inner)
        || CODES.contains(&inner) && !name.trim().is_empty()
        || ["₹", "zł", "zl", "kc", "kr", "r$"].contains(&inner)
        || is_zone(inner)
}

/// Whether it is an offset from the time of Greenwich: `GMT+1`, `UTC-03:00`.
fn is_zone(inner: &str) -> bool {
    let offset = inner.strip_prefix("gmt").or_else(|| inner.strip_prefix("utc"));
    offset.is_some_and(|offset| offset.chars().all(|c| c.is_ascii_digit() || "+-: ".contains(c)))
}

/// Whether the key of a text is one of these words.
pub(in crate::exchange) fn is_among(words: &[String], text: &str) -> bool {
    // The key of one word in ASCII is that word in small letters.
    if text.bytes().all(|b| b.is_ascii() && !matches!(b, b'\t'..=b'\r' | b' ')) {
        return words.iter().any(|word| word.eq_ignore_ascii_case(text));
    }
    words.contains(&header_key(text))
}

fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(column_key).collect()
}

/// Every preset.
pub fn presets() -> &'static [Preset] {
    static ALL: OnceLock<Vec<Preset>> = OnceLock::new();
    ALL.get_or_init(|| {
        // A test reads every file; a file that cannot be read is never released.
        FILES.iter().filter_map(|(name, text)| read(name, text).ok()).collect()
    })
}

/// The words that all sources share.
pub fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        toml::from_str(include_str!("../../../assets/presets/words.toml")).unwrap_or_default()
    })
}

/// The preset with this name.
pub fn named(name: &str) -> Result<&'static Preset, ImportError> {
    presets().iter().find(|p| p.name == name).ok_or_else(|| ImportError::UnknownPreset {
        name: name.to_owned(),
        nearest: presets()
            .iter()
            .min_by_key(|p| distance(p.name, name))
            .map_or_else(String::new, |p| p.name.into()),
    })
}

fn read(name: &'static str, text: &str) -> Result<Preset, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let columns = |table: BTreeMap<String, OneOrMany>| -> Result<Vec<_>, String> {
        let mut map: Vec<(Vec<String>, Vec<Field>)> = Vec::new();
        for (header, fields) in table {
            let names = match fields {
                OneOrMany::One(name) => vec![name],
                OneOrMany::Many(names) => names,
            };
            let fields = names.iter().map(|n| Field::parse(n).ok_or_else(|| format!("{name}: {n}")));
            map.push((alternatives(&header), fields.collect::<Result<Vec<_>, _>>()?));
        }
        Ok(map)
    };
    let (map, otherwise, lacking) = (columns(file.map)?, columns(file.otherwise)?, columns(file.lacking)?);
    let quirks = file.quirks;
    let sums = quirks.sums.iter().map(|n| Field::parse(n).ok_or_else(|| format!("{name}: {n}")));
    let sums = sums.collect::<Result<Vec<_>, _>>()?;
    let order = |code: &str| DateOrder::parse(code).ok_or_else(|| format!("{name}: {code}"));
    let mark = |text: &str| Mark::parse(text).ok_or_else(|| format!("{name}: {text}"));
    Ok(Preset {
        name,
        product: file.product,
        required: file.required,
        columns: file.columns,
        map,
        otherwise,
        lacking,
        date_order: quirks.date_order.as_deref().map(order).transpose()?,
        decimal: quirks.decimal.as_deref().map(mark).transpose()?,
        credit_prefix: quirks.credit_prefix,
        credit_suffix: quirks.credit_suffix,
        cost_per_unit: quirks.cost_per_unit,
        negate_credits: quirks.negate_credits,
        continuation: quirks.continuation,
        row_extras: quirks.row_extras,
        no_account: quirks.no_account,
        deals: quirks.deals,
        parts: quirks.parts,
        outgoing: quirks.outgoing,
        heads: quirks.heads,
        bare_heads: quirks.bare_heads,
        goods_alone: quirks.goods_alone,
        unnumbered_drafts: quirks.unnumbered_drafts,
        collected: alternatives(&quirks.collected),
        sums,
        status: file.status,
    })
}

/// A field as a list of one.
fn alone(field: Field) -> &'static [Field] {
    let at = Field::ALL.iter().position(|f| *f == field).unwrap_or_default();
    &Field::ALL[at..=at]
}

impl Preset {
    /// The fields of a column with this header.
    pub fn fields(&self, header: &str) -> &[Field] {
        match self.listed(header) {
            [] if self.name == "generic" => spelled::field(header).map_or(&[], alone),
            fields => fields,
        }
    }

    /// The same by the names of its list alone, and not by their parts.
    pub(in crate::exchange) fn listed(&self, header: &str) -> &[Field] {
        let key = column_key(header);
        let found = self.map.iter().find(|(names, _)| names.contains(&key) && !key.is_empty());
        match (found, header.rsplit_once(GROUP)) {
            (Some((_, fields)), _) => fields,
            // Under a heading that several columns share the last words say what the column is.
            (None, Some((_, last))) if self.name == "generic" => self.listed(last),
            (None, _) => &[],
        }
    }

    /// The field that a column with this header is where no other one is.
    pub fn lacking(&self, header: &str) -> Option<Field> {
        let key = column_key(header);
        let found = self.lacking.iter().find(|(names, _)| names.contains(&key));
        found.and_then(|(_, fields)| fields.first().copied())
    }

    /// Whether it knows a column that says nothing.
    pub(in crate::exchange) fn leaves_out(&self, header: &str) -> bool {
        let key = column_key(header);
        self.map.iter().any(|(names, fields)| fields.is_empty() && names.contains(&key))
    }

    /// Whether it knows people and no sales.
    pub fn is_of_people(&self) -> bool {
        self.map.iter().flat_map(|(_, fields)| fields).all(|field| field.is_customer())
    }

    /// The fields of a column with this header where the row says nothing of them elsewhere.
    pub fn otherwise(&self, header: &str) -> &[Field] {
        let key = column_key(header);
        let found = self.otherwise.iter().find(|(names, _)| names.contains(&key));
        found.map_or(&[], |(_, fields)| fields)
    }

    /// Columns that it needs and the file does not have, as the preset's file writes them.
    pub fn missing(&self, sniffed: &Sniffed) -> Vec<String> {
        if !self.columns.is_empty() {
            let shaped = sniffed.header.is_empty();
            return if shaped { Vec::new() } else { self.columns.clone() };
        }
        // A source is told by its own spelling: its habits are not those of everybody with the same columns.
        let keys: Vec<String> = sniffed.header.iter().map(|h| header_key(h)).collect();
        self.required
            .iter()
            .filter(|names| !names.split('|').any(|n| keys.contains(&header_key(n))))
            .filter_map(|names| names.split('|').next().map(str::to_owned))
            .collect()
    }

    /// How well it fits; `None` where a column is missing that it needs.
    fn fit(&self, sniffed: &Sniffed) -> Option<Match> {
        if !self.missing(sniffed).is_empty() {
            return None;
        }
        if !self.columns.is_empty() {
            return Some(Match { preset: self.name, known: self.columns.len(), score: 1.0 });
        }
        let known = sniffed.header.iter().filter(|h| !self.fields(h).is_empty()).count();
        let score = known as f64 / sniffed.header.len().max(1) as f64;
        (known > 0).then_some(Match { preset: self.name, known, score })
    }

    /// What a status word means; `None` for anything that counts.
    pub fn meaning(&self, text: &str) -> Option<Meaning> {
        self.status.meaning(&header_key(text)).or_else(|| common_meaning(text))
    }
}

impl Words {
    /// Whether a column of this name holds amounts without tax.
    pub(in crate::exchange) fn is_net(&self, header: &str) -> bool {
        let last = header.rsplit_once(GROUP).map_or(header, |(_, last)| last);
        let listed = |h: &&str| self.net.iter().any(|name| column_key(name) == column_key(h));
        [header, last].iter().any(|h| listed(h) || taxless::says_net(h))
    }
}

impl StatusWords {
    fn meaning(&self, key: &String) -> Option<Meaning> {
        [
            (&self.void, Meaning::Void),
            (&self.credit, Meaning::Credit),
            (&self.draft, Meaning::Draft),
            (&self.payment, Meaning::Payment),
            (&self.delivery, Meaning::Delivery),
        ]
        .into_iter()
        .find(|(list, _)| list.contains(key))
        .map(|(_, meaning)| meaning)
    }
}

impl Phrases {
    fn meaning(&self, key: &str) -> Option<Meaning> {
        let has = |list: &[String]| {
            key.split(|c: char| !c.is_alphanumeric()).any(|word| list.iter().any(|w| w == word))
        };
        if has(&self.not) {
            return None;
        }
        [(&self.void, Meaning::Void), (&self.credit, Meaning::Credit), (&self.draft, Meaning::Draft)]
            .into_iter()
            .find(|(list, _)| has(list))
            .map(|(_, meaning)| meaning)
    }
}

/// Whether a status says that a document is an invoice.
pub(in crate::exchange) fn is_invoice(text: &str) -> bool {
    words().status.invoice.contains(&header_key(text))
}

/// What a status means in any source.
pub(in crate::exchange) fn common_meaning(text: &str) -> Option<Meaning> {
    let key = header_key(text);
    let said = |key: &String| words().status.meaning(key).or_else(|| words().phrases.meaning(key));
    let meaning = said(&key).or_else(|| kind_alone(&key).and_then(|kind| said(&kind)));
    let meaning =
        meaning.or_else(|| crate::exchange::columns::credits::is_note(&key).then_some(Meaning::Credit));
    let corrects = meaning == Some(Meaning::Credit) && key.contains("rectificativ");
    if corrects { Some(Meaning::Correction) } else { meaning }
}

/// The kind of a document without its number, its letter and how it was sent (`13 - Nota de Crédito C`, `NC A`, `Nota de
/// crédito electrónica`); `None` where nothing of that is there.
fn kind_alone(key: &str) -> Option<String> {
    let unnumbered =
        key.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches([' ', '-', ':', '.', '–']);
    let sent = ["electronica", "electronico", "electronic"];
    let words: Vec<&str> = unnumbered.split(' ').filter(|word| !sent.contains(word)).collect();
    let kind = match words.split_last() {
        Some((last, rest)) if last.len() == 1 && !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    };
    (!kind.is_empty() && kind != key).then_some(kind)
}

/// The presets that fit, best first: the source's own before `generic`, then the one that knows more columns.
pub fn matches(sniffed: &Sniffed) -> Vec<Match> {
    let mut found: Vec<Match> = presets().iter().filter_map(|p| p.fit(sniffed)).collect();
    let common = found.iter().find(|m| m.preset == "generic").map_or(0, |m| m.known);
    // A program's list of people with many columns that it does not write is another one's.
    let foreign = |m: &Match| m.known * 2 < common && named(m.preset).is_ok_and(Preset::is_of_people);
    let own = |m: &Match| m.preset != "generic" && !foreign(m);
    found.sort_by_key(|m| std::cmp::Reverse((own(m), m.known)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_can_be_read() {
        for (name, text) in FILES {
            let preset = read(name, text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(!preset.product.is_empty() && !preset.map.is_empty(), "{name}");
            assert_eq!(preset.required.is_empty(), name == "generic" || name == "cdnow", "{name}");
        }
        assert_eq!(presets().len(), FILES.len());
        assert!(toml::from_str::<Words>(include_str!("../../../assets/presets/words.toml")).is_ok());
    }

    #[test]
    fn no_header_means_two_things_in_one_preset() {
        for preset in presets() {
            let mut seen = std::collections::HashMap::new();
            for (entry, (names, _)) in preset.map.iter().enumerate() {
                for name in names {
                    let before = *seen.entry(name).or_insert(entry);
                    assert!(!name.is_empty() && before == entry, "{}: {name}", preset.name);
                }
            }
        }
    }

    #[test]
    fn a_credit_note_is_one_whatever_its_letter_and_number() {
        for text in [
            "Nota de Crédito A",
            "13 - Nota de Crédito C",
            "NC A",
            "Nota de crédito electrónica",
            "CREDIT NOTE B",
        ] {
            assert_eq!(common_meaning(text), Some(Meaning::Credit), "{text}");
        }
        for text in ["11 - Factura C", "Factura electrónica", "6", "A", ""] {
            assert_eq!(common_meaning(text), None, "{text}");
        }
    }

    #[test]
    fn headers_are_known_however_they_are_written() {
        for (header, key) in [
            ("Nº Factura:", "nofactura"),
            ("num_factura", "numfactura"),
            ("InvoiceNumber", "invoicenumber"),
            ("Total (€)", "total"),
            ("Importe Total €:", "importetotal"),
            ("Created (UTC)", "created"),
            ("Fecha de creación (GMT+1)", "fechadecreacion"),
            ("Importe (sin IVA)", "importesiniva"),
            ("Fecha dd/mm/yyyy", "fecha"),
            ("% Dto.", "%dto"),
            ("Dto. %", "%dto"),
            ("D.N.I.", "dni"),
            ("(", ""),
        ] {
            assert_eq!(column_key(header), key, "{header}");
        }
    }

    #[test]
    fn words_are_written_folded() {
        let words = words();
        for word in words
            .anonymous
            .iter()
            .chain(&words.status.void)
            .chain(&words.yes)
            .chain(&words.no)
            .chain(&words.no_labels)
            .chain(&words.totals)
            .chain(&words.status.payment)
            .chain(&words.phrases.void)
            .chain(&words.phrases.credit)
            .chain(&words.phrases.draft)
            .chain(&words.phrases.not)
        {
            assert_eq!(*word, header_key(word));
        }
        for (text, is) in
            [("SÍ", true), ("si", true), ("Si", true), (" s\u{ed} ", true), ("sin", false), ("", false)]
        {
            assert_eq!(is_among(&words.yes, text), is, "{text}");
        }
        assert!(is_among(&words.no, "Not  Subscribed"));
    }

    #[test]
    fn statuses_of_several_words_are_understood() {
        for (text, meaning) in [
            ("Cancelado por el cliente", Some(Meaning::Void)),
            ("Anulada (duplicada)", Some(Meaning::Void)),
            ("Payment failed", Some(Meaning::Void)),
            ("No cancelada", None),
            ("Partially refunded", None),
            ("Cancelación solicitada", None),
            ("Factura proforma", Some(Meaning::Draft)),
            ("Factura rectificativa", Some(Meaning::Correction)),
            ("Rectificativa por diferencias", Some(Meaning::Correction)),
            ("Abono de factura", Some(Meaning::Credit)),
            ("Abono en cuenta", None),
            ("Factura recibida", Some(Meaning::Payment)),
            ("Pagada", None),
        ] {
            assert_eq!(common_meaning(text), meaning, "{text}");
        }
    }

    #[test]
    fn an_unknown_preset_names_its_neighbour() {
        let error = named("shopfy_orders").unwrap_err();
        assert!(matches!(error, ImportError::UnknownPreset { nearest, .. } if nearest == "shopify_orders"));
    }
}
