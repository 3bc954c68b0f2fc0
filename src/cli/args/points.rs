//! What can be typed about further ways to reach a customer: `point`.

use clap::{Args, Subcommand};

use super::{Assignment, assignment};

/// `point`
#[derive(Clone, Debug, Args)]
pub struct PointArgs {
    /// What to do
    #[command(subcommand)]
    pub what: PointWhat,
}

/// What `point` does.
#[derive(Clone, Debug, Subcommand)]
pub enum PointWhat {
    /// A further number, address or account
    Add {
        /// Whose: code, `#7` for row id 7, or a filter that finds one
        #[arg(value_name = "CUSTOMER")]
        customer: String,
        /// `kind=` phone mobile fax email address web portal social messaging, `value=`, `label=`, `hours=`, `preferred=yes`
        #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
        fields: Vec<Assignment>,
    },
    /// Other words for one
    Edit {
        /// Number, as `point list` tells it
        #[arg(value_name = "ID")]
        id: i64,
        /// As for `add`; also `valid=no`, `verified=yes`, `source=` with what
        #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
        fields: Vec<Assignment>,
    },
    /// One that was compared with a second source today, and works
    Verify {
        /// Number, as `point list` tells it
        #[arg(value_name = "ID")]
        id: i64,
        /// With what
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
    },
    /// One that does not work
    Invalid {
        /// Number, as `point list` tells it
        #[arg(value_name = "ID")]
        id: i64,
    },
    /// The one of its kind to use first
    Prefer {
        /// Number, as `point list` tells it
        #[arg(value_name = "ID")]
        id: i64,
    },
    /// Those of a customer
    List {
        /// Whose
        #[arg(value_name = "CUSTOMER")]
        customer: String,
        /// Answer with one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Take one away
    Remove {
        /// Number, as `point list` tells it
        #[arg(value_name = "ID")]
        id: i64,
    },
}
