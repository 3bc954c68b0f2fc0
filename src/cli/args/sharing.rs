//! What can be typed about whose data they are: `person`, `bundle`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::day;
use crate::domain::Day;

/// `person`
#[derive(Clone, Debug, Args)]
pub struct Person {
    /// What to do
    #[command(subcommand)]
    pub what: PersonWhat,
}

/// What `person` does.
#[derive(Clone, Debug, Subcommand)]
pub enum PersonWhat {
    /// Erase what is known of somebody, for good: nothing brings it back, neither undo nor a file, a bundle or a backup
    Erase {
        /// Whom: code, `#7` for row id 7, or a filter that finds one
        #[arg(value_name = "CUSTOMER")]
        customer: String,
        /// Without it nothing is erased, and it is said what would be
        #[arg(long)]
        yes: bool,
    },
}

/// `bundle`
#[derive(Clone, Debug, Args)]
pub struct Bundle {
    /// What to do
    #[command(subcommand)]
    pub what: BundleWhat,
}

/// What `bundle` does.
#[derive(Clone, Debug, Subcommand)]
pub enum BundleWhat {
    /// Write what is here for a colleague
    Export {
        /// File to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only what was touched since this day (YYYY-MM-DD)
        #[arg(long, value_name = "DAY", value_parser = day)]
        since: Option<Day>,
    },
    /// Merge what a colleague wrote: the newest edit of a field stands, objections always do
    Import {
        /// File to read
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Answer with one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Fields that both wrote, which wait for somebody to choose
    Conflicts {
        /// Answer with one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Choose what shall stand
    Settle {
        /// Number of the conflict, as `bundle conflicts` tells it
        #[arg(value_name = "ID")]
        id: i64,
        /// What stood here, or what came
        #[arg(value_name = "SIDE")]
        side: Side,
    },
}

/// A side of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// What stood here.
    Mine,
    /// What came by the bundle.
    Theirs,
}
