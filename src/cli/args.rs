//! What can be typed: the whole command line as clap sees it, and nothing else. A command that does not work yet is
//! not here. Help and usage errors are English; what commands answer is in the user's language.

mod points;
mod sharing;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use regex_lite::Regex;

use crate::domain::value::ModelKind;
use crate::domain::value::Window;
use crate::domain::value::basket::Fraction;
use crate::domain::{Day, Month};
use crate::store::ask::CallsBy;
pub use points::{PointArgs, PointWhat};
pub use sharing::{Bundle, BundleWhat, Person, PersonWhat, Side};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "cartera",
    version,
    about = "A small business's customer portfolio: who to contact today and why, who buys, who is leaving",
    after_help = "Exit codes: 0 done, 1 refused input, 2 usage, 3 no such file, 4 damaged, 5 not a cartera file, \
                  6 made by a newer version, 7 locked, 8 disk full or unwritable.\n\
                  CARTERA_NOW=2026-11-23T10:30 sets the clock.",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without it the portfolio is opened on the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Portfolio file [default: cartera.db in the data folder of this user]
    #[arg(long, value_name = "FILE", env = "CARTERA_DB", global = true)]
    pub db: Option<PathBuf>,
    /// See everything as of this day (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY", env = "CARTERA_AS_OF", value_parser = day, global = true)]
    pub as_of: Option<Day>,
    /// Language of the answers [default: from the configuration, else the system's]
    #[arg(long, value_name = "LANG", env = "CARTERA_LANG", value_parser = ["es", "en"], global = true)]
    pub lang: Option<String>,
    /// Configuration file [default: config.toml in the configuration folder of this user]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Write nothing to the portfolio
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Draw borders and marks with ASCII characters alone
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// One command.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Open the sample portfolio, in a file of its own
    Demo,
    /// Make an empty portfolio
    Init(Init),
    /// Bring in customers and purchases from files
    Import(Import),
    /// Write the portfolio, or a part of it, to a file
    Export(Export),
    /// Laptop to laptop: exchange a portfolio with colleagues through a file
    Bundle(Bundle),
    /// List customers
    List(List),
    /// Everything about one customer
    Show(Show),
    /// Add a customer, a purchase, a contact, an offer or a campaign
    Add(Add),
    /// Log a contact with a customer
    Log(Log),
    /// Put labels on customers (+NAME) or take them off (-NAME)
    Tag(Tag),
    /// Who to contact today, and why
    Today(Today),
    /// Figures: lifecycle, flow, winback, value, backtest
    Report(Report),
    /// Take back the last changes
    Undo(Steps),
    /// Make undone changes again
    Redo(Steps),
    /// What was changed, newest first
    History(Json),
    /// What becomes of an offer: sent, accepted, lost, invoiced
    Offer(OfferArgs),
    /// What becomes of a campaign: sent, answered, ended; its letters, labels and e-mails
    Campaign(CampaignArgs),
    /// Hand customers to another seller
    Handover(HandoverArgs),
    /// Customers that may be one written down twice, and what they share
    Duplicates(Duplicates),
    /// Make two customers one: the first one stays, an objection of either stands
    Merge(Merge),
    /// Make who was joined to another a customer of their own again
    Unmerge(Unmerge),
    /// Say that two customers who share something are two
    Different(Different),
    /// Further ways to reach a customer: numbers, addresses, accounts
    Point(PointArgs),
    /// What somebody may ask for as a person: that their data are erased
    Person(Person),
    /// Note that a field of a customer was compared with a second source
    VerifyField(VerifyField),
    /// Save a filter under a name, or delete one that is saved
    Segment(Segment),
    /// People who want no advertising: nobody on the list is sought out without a yes of their own
    Robinson(Robinson),
    /// Check the file: integrity, foreign keys, every invariant
    Verify(Json),
    /// Make a verified copy of the portfolio
    Backup(Backup),
    /// Put a backup in the place of the portfolio; the present file is kept beside it
    Restore(Restore),
    /// The backups there are
    Backups(Json),
    /// What was being written when the program last stopped
    Drafts(Json),
    /// Carry out commands from a file, one a line, each its own transaction
    Batch(Batch),
    /// The configuration in force
    Config(ConfigArgs),
    /// A completion script for a shell
    Completions(Completions),
    /// The manual page
    Man,
}

/// Arguments of `duplicates`.
#[derive(Clone, Copy, Debug, Args)]
pub struct Duplicates {
    /// Those who were joined already, and to whom
    #[arg(long)]
    pub joined: bool,
    /// Answer with one JSON document
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `merge`.
#[derive(Clone, Debug, Args)]
pub struct Merge {
    /// Who stays: code or #id
    #[arg(value_name = "KEEP")]
    pub keep: String,
    /// Who is the other from now on: code or #id
    #[arg(value_name = "OTHER")]
    pub gone: String,
    /// Fields in which the other stands, parted by commas (name, phone, email, custom:KEY…); blanks are filled anyway
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub take: Vec<String>,
}

/// Arguments of `unmerge`.
#[derive(Clone, Debug, Args)]
pub struct Unmerge {
    /// Code they had, or #id as `duplicates --joined` tells it
    #[arg(value_name = "CODE")]
    pub code: String,
}

/// Arguments of `different`.
#[derive(Clone, Debug, Args)]
pub struct Different {
    /// One: code or #id
    #[arg(value_name = "ONE")]
    pub one: String,
    /// The other: code or #id
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// Ask about them again
    #[arg(long)]
    pub no: bool,
}

/// Only whether to answer in JSON.
#[derive(Clone, Copy, Debug, Args)]
pub struct Json {
    /// Answer with one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `init`
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// Currency of all amounts, ISO 4217
    #[arg(long, value_name = "CODE", default_value = "EUR")]
    pub currency: String,
    /// Name of the business
    #[arg(long, value_name = "NAME", default_value = "")]
    pub business: String,
    /// Who works here
    #[arg(long, value_name = "NAME", default_value = "")]
    pub user: String,
}

/// `import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Files to bring in, each in one transaction
    #[arg(value_name = "FILE", required_unless_present = "list_presets")]
    pub files: Vec<PathBuf>,
    /// What the files are [default: proposed from their header]
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
    /// Which column goes where, one map per file: COLUMN=FIELD,…
    #[arg(long, value_name = "COLUMN=FIELD,…", value_parser = column_map)]
    pub map: Vec<ColumnMap>,
    /// Whose codes they are (codes of different sources never meet)
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Decimal mark of the files
    #[arg(long, value_name = "MARK", value_parser = [",", "."])]
    pub decimal: Option<String>,
    /// Order of day, month and year in the files
    #[arg(long, value_name = "ORDER", value_parser = ["dmy", "mdy", "ymd"])]
    pub date_order: Option<String>,
    /// Sheet of a workbook [default: the one that looks most like a table of customers or sales]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Say what would come in, and bring nothing in
    #[arg(long)]
    pub dry_run: bool,
    /// What a bad row does: stop (nothing comes in) or skip (the rest comes in)
    #[arg(long, value_name = "WHAT", default_value = "stop")]
    pub on_error: OnError,
    /// Write what was rejected to this CSV file
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Do not ask; use the preset that fits best
    #[arg(long)]
    pub yes: bool,
    /// Print a line `ACK <code>` for each record once it is safe on the disk
    #[arg(long)]
    pub ack: bool,
    /// Answer with one JSON document (one for all files: a list where there are several)
    #[arg(long, conflicts_with = "ack")]
    pub json: bool,
    /// The presets, and the fields that --map knows
    #[arg(long, conflicts_with = "files")]
    pub list_presets: bool,
}

/// Columns of a file with the field each goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMap(pub Vec<(String, String)>);

/// What a bad row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Nothing comes in.
    Stop,
    /// The rest comes in.
    Skip,
}

/// `export`
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// What to write
    pub what: ExportThing,
    /// Of whom: a filter, as typed in the program [default: customers, letters and labels as `list` shows them; all
    /// purchases and contacts]
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// In which form: csv, xlsx, json, and vcf for customers; letters are text
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportForm>,
    /// File to write; put in place only when it is whole
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Customers who are never to be contacted too, and without a filter those who are archived
    #[arg(long)]
    pub everyone: bool,
    /// Which vCard: 4, or 3 for older phones
    #[arg(long, value_name = "VERSION", default_value_t = 4, value_parser = clap::value_parser!(u8).range(3..=4))]
    pub vcard: u8,
    /// Text with placeholders, for letters and labels: {name} {company} {address} {place} {date}…
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportThing {
    /// Customers, one a row.
    Customers,
    /// Purchases, one line of a document a row.
    Purchases,
    /// Contacts held.
    Contacts,
    /// The whole portfolio: as JSON one document; as CSV an archive of tables and that document; as XLSX a workbook.
    All,
    /// A letter for each customer who does not object to post, from a template.
    Letters,
    /// An address for each customer who does not object to post.
    Labels,
}

/// Forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// Comma-separated values; of everything, an archive (zip) of them.
    Csv,
    /// A workbook.
    Xlsx,
    /// vCards.
    Vcf,
    /// One JSON document, sorted: equal portfolios give equal bytes.
    Json,
    /// A table in Markdown.
    Md,
    /// Letters, or labels from a template.
    Txt,
}

/// `list`
#[derive(Clone, Debug, Args)]
pub struct List {
    /// Filter, as typed in the program: `tag:vip last>60d`
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Columns of the table or CSV, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub columns: Vec<super::columns::Column>,
    /// Order: name, stage, last, spent, total, orders, contact, next, due, age, stake, silence, rfm, pareto, `p_alive`
    /// or clv; `:desc` for greatest first
    #[arg(long, value_name = "FIELD[:desc]", value_parser = super::columns::sort)]
    pub sort: Option<crate::domain::roster::Sort>,
    /// At most this many customers
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Answer with one JSON document
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Answer with CSV
    #[arg(long)]
    pub csv: bool,
}

/// `show`
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// Code, `#7` for row id 7, or a filter with one answer
    #[arg(value_name = "CUSTOMER")]
    pub customer: String,
    /// Answer with one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `add`
#[derive(Clone, Debug, Args)]
pub struct Add {
    /// What to add
    pub what: AddWhat,
    /// Fields, as in the forms: name="Ana Ruiz" phone=600112233
    #[arg(value_name = "FIELD=VALUE", required = true, value_parser = assignment)]
    pub fields: Vec<Assignment>,
}

/// A field and what it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment(pub String, pub String);

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AddWhat {
    /// A customer.
    Customer,
    /// A purchase.
    Purchase,
    /// A contact.
    Contact,
    /// A fact, a benefit sought or a file, with its source.
    Fact,
    /// A field of your own, for every customer.
    Field,
    /// An offer to a customer.
    Offer,
    /// A campaign: its audience is frozen at once.
    Campaign,
}

/// `log`
#[derive(Clone, Debug, Args)]
pub struct Log {
    /// Code, `#7` for row id 7, or a filter with one answer
    #[arg(value_name = "CUSTOMER")]
    pub customer: String,
    /// How it went: `no_answer` busy message `wrong_number` interested sale postpone refused fault never
    #[arg(long, value_name = "CODE")]
    pub outcome: String,
    /// What was said
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
    /// When to contact again: +3d, lun 10, 15/7, finmes, - for never
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub next: Option<String>,
    /// By what means: phone email post visit web sms fax social survey
    #[arg(long, value_name = "CHANNEL", default_value = "phone")]
    pub channel: String,
    /// The customer began it
    #[arg(long)]
    pub inbound: bool,
}

/// `tag`
#[derive(Clone, Debug, Args)]
pub struct Tag {
    /// Code, `#7` for row id 7, or a filter
    #[arg(value_name = "CUSTOMER|QUERY")]
    pub whom: String,
    /// Labels to put on (+NAME) and to take off (-NAME); a new name makes a label
    #[arg(value_name = "+NAME|-NAME", required = true)]
    pub labels: Vec<String>,
    /// Do not ask, however many customers it is
    #[arg(long)]
    pub yes: bool,
}

/// `robinson`
#[derive(Clone, Debug, Args)]
pub struct Robinson {
    /// What to do
    #[command(subcommand)]
    pub what: RobinsonWhat,
}

/// What `robinson` does.
#[derive(Clone, Debug, Subcommand)]
pub enum RobinsonWhat {
    /// Consult a list: who is found on it is left out, who is no longer on it comes back
    Import {
        /// Phones, e-mails and tax ids, in any columns
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// `segment`
#[derive(Clone, Debug, Args)]
pub struct Segment {
    /// What to do.
    #[command(subcommand)]
    pub what: SegmentWhat,
}

/// What `segment` does.
#[derive(Clone, Debug, Subcommand)]
pub enum SegmentWhat {
    /// Save a filter; `@NAME` means it in other filters
    Save {
        /// Name
        #[arg(value_name = "NAME")]
        name: String,
        /// Filter, as typed in the program
        #[arg(value_name = "QUERY")]
        query: Vec<String>,
        /// Keep the customers of now, whoever meets the filter later
        #[arg(long)]
        frozen: bool,
    },
    /// Delete a saved filter
    Delete {
        /// Name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `today`
#[derive(Clone, Debug, Args)]
pub struct Today {
    /// At most this many customers
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Answer with one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `report`
#[derive(Clone, Debug, Args)]
pub struct Report {
    /// Which figures
    pub name: ReportName,
    /// First month (YYYY-MM), for flow [default: that of the first purchase]
    #[arg(long, value_name = "MONTH", value_parser = month)]
    pub from: Option<Month>,
    /// Last month (YYYY-MM), for flow [default: that of the as-of day]
    #[arg(long, value_name = "MONTH", value_parser = month)]
    pub to: Option<Month>,
    /// Period that ends on the as-of day, for rfm and pareto: 12m, 24m or all
    #[arg(long, value_name = "PERIOD", value_parser = period, default_value = "all")]
    pub period: Window,
    /// With the scores of each customer, for rfm
    #[arg(long)]
    pub customers: bool,
    /// Least share of all baskets that a pair must be in, for rules
    #[arg(long, value_name = "S", value_parser = fraction, default_value = "0.01")]
    pub min_support: Fraction,
    /// Least share of the baskets with one product that hold the other too, for rules
    #[arg(long, value_name = "C", value_parser = fraction, default_value = "0.3")]
    pub min_confidence: Fraction,
    /// Only products whose code matches this regular expression, for rules [default: all]
    #[arg(long, value_name = "REGEX", value_parser = pattern)]
    pub product: Option<Regex>,
    /// Model of buying, for value and backtest: mbgnbd, bgnbd or pnbd [default: mbgnbd]
    #[arg(long, value_name = "MODEL", value_parser = model)]
    pub model: Option<ModelKind>,
    /// Last day the models know (YYYY-MM-DD), for value [default: the as-of day] and backtest
    #[arg(long, value_name = "DAY", value_parser = day, required_if_eq("name", "backtest"))]
    pub calibration_end: Option<Day>,
    /// Last day to compare with (YYYY-MM-DD), for backtest
    #[arg(long, value_name = "DAY", value_parser = day, required_if_eq("name", "backtest"))]
    pub holdout_end: Option<Day>,
    /// What calls are counted by: day, week or seller [default: day]
    #[arg(long, value_name = "BY", value_parser = calls_by)]
    pub by: Option<CallsBy>,
    /// Weeks ahead, for value: expected purchases and the chance of none [default: 26]
    #[arg(long, value_name = "WEEKS", value_parser = weeks)]
    pub horizon: Option<f64>,
    /// Answer with one JSON document
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// Answer in Markdown
    #[arg(long)]
    pub markdown: bool,
    /// Write the tables to this file instead: its name ends in .csv, .xlsx, .json or .md
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "markdown"])]
    pub out: Option<PathBuf>,
}

/// Reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportName {
    /// Customers and revenue by stage.
    Lifecycle,
    /// Month by month: who came, went and moved between the stages, in heads and money, with the verdict.
    Flow,
    /// Lost customers: verified, won back, given up, why they left.
    Winback,
    /// Calls made and answered, what came of them, follow-ups kept.
    Calls,
    /// Offers and orders: waiting, won, lost, what is expected of them.
    Offers,
    /// Campaigns: whom they reached, what they brought beside a control group.
    Campaigns,
    /// What each seller did: calls, offers, sales, customers kept.
    Team,
    /// Data of customers: valid, sufficient, contrasted; what is to be mended, most money at stake first.
    Quality,
    /// Saved segments with how many customers each holds.
    Segments,
    /// Customers by the month of their first purchase, and how many of them bought in the months since.
    Cohorts,
    /// Recency, frequency and money as scores from 1 to 5, with the segments they make.
    Rfm,
    /// Who brings most of the revenue: classes A, B and C, and how concentrated it is.
    Pareto,
    /// Products that are bought together.
    Rules,
    /// Value to come: who is still a customer, what they will buy, what that is worth.
    Value,
    /// The forecast of a past day against what came after it.
    Backtest,
    /// What the result of twelve months comes from, what became of last year's revenue, effort, cadence, lift plans.
    Growth,
}

/// `offer`
#[derive(Clone, Debug, Args)]
pub struct OfferArgs {
    /// Its number
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// What becomes of it
    pub step: OfferStepName,
    /// On which day (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
    /// Why it was lost: price competitor timing `no_need` product silence other
    #[arg(long, value_name = "CODE")]
    pub reason: Option<String>,
    /// In words
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
}

/// Steps in the life of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OfferStepName {
    /// Sent to the customer.
    Send,
    /// Accepted: an order.
    Accept,
    /// Lost; needs --reason.
    Lose,
    /// Invoiced: the purchase is made of its lines.
    Invoice,
    /// Undecided again.
    Reopen,
}

/// `campaign`
#[derive(Clone, Debug, Args)]
pub struct CampaignArgs {
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What becomes of it
    #[command(subcommand)]
    pub what: CampaignWhat,
}

/// What can be done with a campaign.
#[derive(Clone, Debug, Subcommand)]
pub enum CampaignWhat {
    /// Letters or e-mails went out: a contact with everybody treated who may still be contacted
    Send,
    /// How a customer answered
    Respond {
        /// Code, `#7` for row id 7, or a filter with one answer
        #[arg(value_name = "CUSTOMER")]
        customer: String,
        /// interested bought refused returned, or - for none
        #[arg(value_name = "CODE")]
        response: String,
    },
    /// It is over
    Close {
        /// What was learned
        #[arg(long, value_name = "TEXT", default_value = "")]
        verdict: String,
    },
    /// It goes on
    Reopen,
    /// Gone, with its audience
    Delete,
    /// Who is in it: treated, kept apart, left out and why
    Members {
        /// Answer with one JSON document
        #[arg(long)]
        json: bool,
    },
    /// A CSV file with a line for every envelope
    Labels {
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// The script as a letter to each, in one Markdown file
    Letters {
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// A CSV file with address and text of every e-mail
    Emails {
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// `verify-field`
#[derive(Clone, Debug, Args)]
pub struct VerifyField {
    /// Whose: code, `#7` for row id 7, or a filter that finds one
    #[arg(value_name = "CUSTOMER")]
    pub customer: String,
    /// Which field
    #[arg(value_name = "FIELD", value_parser = ["tax_id", "phone", "mobile", "email", "address", "postal_code", "city", "birth_year"])]
    pub field: String,
    /// What it was compared with, or how
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub source: String,
    /// On which day (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<Day>,
}

/// `handover`
#[derive(Clone, Debug, Args)]
pub struct HandoverArgs {
    /// Code, `#7` for row id 7, or a filter
    #[arg(value_name = "CUSTOMER|QUERY")]
    pub whom: String,
    /// To whom; empty for nobody
    #[arg(long, value_name = "SELLER")]
    pub to: String,
    /// Do not ask, however many they are
    #[arg(long)]
    pub yes: bool,
}

/// `undo`, `redo`
#[derive(Clone, Copy, Debug, Args)]
pub struct Steps {
    /// How many changes
    #[arg(value_name = "N", default_value_t = 1)]
    pub n: u32,
}

/// `backup`
#[derive(Clone, Debug, Args)]
pub struct Backup {
    /// File to write [default: a new one in the portfolio's folder of backups]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// `restore`
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// Backup to bring back
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `batch`
#[derive(Clone, Debug, Args)]
pub struct Batch {
    /// File with one command a line (tag, log, add, undo, redo); `-` reads standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// Print a line `ACK <code>` after each transaction, once it is safe on the disk
    #[arg(long)]
    pub ack: bool,
}

/// A line of a batch.
#[derive(Debug, Parser)]
#[command(name = "batch", no_binary_name = true, disable_help_subcommand = true)]
pub struct BatchLine {
    /// What to do.
    #[command(subcommand)]
    pub command: BatchCommand,
}

/// Commands that a batch knows.
#[derive(Clone, Debug, Subcommand)]
pub enum BatchCommand {
    /// As the command `add`.
    Add(Add),
    /// As the command `log`.
    Log(Log),
    /// As the command `tag`; never asks.
    Tag(Tag),
    /// As the command `undo`.
    Undo(Steps),
    /// As the command `redo`.
    Redo(Steps),
}

/// `config`
#[derive(Clone, Copy, Debug, Args)]
pub struct ConfigArgs {
    /// What to do with it
    pub what: ConfigWhat,
}

/// What `config` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigWhat {
    /// Print the configuration in force.
    Show,
    /// Say every mistake in the file, with its line.
    Check,
    /// Print where the file is, or would be.
    Path,
}

/// `completions`
#[derive(Clone, Copy, Debug, Args)]
pub struct Completions {
    /// Which shell
    pub shell: clap_complete::Shell,
}

/// Global options that take a value; needed to find the command's name among the arguments.
const WITH_VALUE: [&str; 4] = ["--db", "--as-of", "--lang", "--config"];

/// Stands for the `-` of `tag … -NAME`, which would otherwise be read as an option. A typed U+2212 does too.
pub const MINUS: char = '\u{2212}';

/// Arguments as clap shall see them: the label names that `tag` takes off begin with a `-` like an option and are
/// marked here. `arguments` begins with the command, or with global options.
pub fn prepare(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut skip = false;
    let command = arguments.iter().position(|a| {
        let text = a.to_string_lossy();
        let is_option = text.starts_with('-');
        let here = !is_option && !skip;
        skip = is_option && WITH_VALUE.contains(&text.as_ref());
        here
    });
    let Some(at) = command.filter(|at| arguments[*at] == "tag") else { return arguments };
    arguments
        .into_iter()
        .enumerate()
        .map(|(i, argument)| match argument.to_str() {
            // The first argument after the command is the customer; `-h` there still asks for help.
            Some(text)
                if i > at + 1 && text.len() > 1 && text.starts_with('-') && !text.starts_with("--") =>
            {
                OsString::from(format!("{MINUS}{}", &text[1..]))
            }
            _ => argument,
        })
        .collect()
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "a day is written YYYY-MM-DD".to_owned())
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "a month is written YYYY-MM".to_owned())
}

fn period(text: &str) -> Result<Window, String> {
    Window::parse(text).ok_or_else(|| "a period is written 12m, 24m or all".to_owned())
}

fn fraction(text: &str) -> Result<Fraction, String> {
    Fraction::parse(text)
        .ok_or_else(|| "a share is written as a decimal from 0 to 1, such as 0.01".to_owned())
}

fn pattern(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|e| format!("this is no regular expression: {e}"))
}

fn model(text: &str) -> Result<ModelKind, String> {
    ModelKind::ALL.into_iter().find(|m| m.key() == text).ok_or_else(|| "mbgnbd, bgnbd or pnbd".to_owned())
}

/// Reads what calls are counted by.
fn calls_by(text: &str) -> Result<CallsBy, String> {
    [CallsBy::Day, CallsBy::Week, CallsBy::Seller]
        .into_iter()
        .find(|by| by.key() == text)
        .ok_or_else(|| "day, week, seller".to_owned())
}

/// More than nothing, at most a hundred years.
fn weeks(text: &str) -> Result<f64, String> {
    let weeks: f64 = text.parse().map_err(|_| "weeks are a number".to_owned())?;
    if weeks > 0.0 && weeks <= 5200.0 { Ok(weeks) } else { Err("from 0 to 5200 weeks".into()) }
}

fn assignment(text: &str) -> Result<Assignment, String> {
    let (field, value) = text.split_once('=').ok_or("write FIELD=VALUE")?;
    if field.is_empty() {
        return Err("there is no field before the =".into());
    }
    Ok(Assignment(field.trim().to_owned(), value.to_owned()))
}

/// Pairs are separated by commas; a comma inside a column's name is told apart because no `=` follows before the next
/// comma. The field is what follows the last `=`.
fn column_map(text: &str) -> Result<ColumnMap, String> {
    let mut pairs = Vec::new();
    let mut pending = String::new();
    for piece in text.split(',') {
        if !pending.is_empty() {
            pending.push(',');
        }
        pending.push_str(piece);
        if let Some((column, field)) = pending.rsplit_once('=') {
            if column.is_empty() || field.trim().is_empty() {
                return Err(format!("“{pending}” is not COLUMN=FIELD"));
            }
            pairs.push((column.trim().to_owned(), field.trim().to_owned()));
            pending.clear();
        }
    }
    if !pending.is_empty() || pairs.is_empty() {
        return Err(format!("“{pending}” is not COLUMN=FIELD"));
    }
    Ok(ColumnMap(pairs))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &[&str]) -> Result<Cli, clap::Error> {
        let mut all = vec![OsString::from("cartera")];
        all.extend(prepare(line.iter().map(OsString::from).collect()));
        Cli::try_parse_from(all)
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn labels_are_taken_off_with_a_minus() {
        let cli = parse(&["--db", "tag", "tag", "C-1", "+vip", "-late payer", "--yes"]).unwrap();
        let Some(Command::Tag(tag)) = cli.command else { panic!("not a tag") };
        assert_eq!((tag.whom.as_str(), tag.yes), ("C-1", true));
        assert_eq!(tag.labels, ["+vip", "\u{2212}late payer"]);
    }

    #[test]
    fn a_column_may_hold_a_comma_or_an_equals_sign() {
        let map = column_map("Name, first=customer.name,a=b=customer.code").unwrap();
        assert_eq!(
            map.0,
            [("Name, first".into(), "customer.name".into()), ("a=b".into(), "customer.code".into())]
        );
        assert!(column_map("Name").is_err());
        assert!(column_map("=customer.name").is_err());
    }

    #[test]
    fn what_comes_with_later_versions_is_no_command() {
        for line in [&["person", "export", "1"][..], &["review", "start"]] {
            assert!(parse(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn global_options_may_stand_after_the_command() {
        let cli = parse(&["today", "--as-of", "2026-01-31", "--json"]).unwrap();
        assert_eq!(cli.global.as_of, Day::parse_iso("2026-01-31"));
        assert!(parse(&["today", "--as-of", "31/1/2026"]).is_err());
    }
}
