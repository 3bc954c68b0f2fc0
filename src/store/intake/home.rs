//! Which source a record is of that this program wrote itself from several: `web:17` is customer 17 of *web*; a code that one
//! source alone has is written without it.

use std::borrow::Cow;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::Book;

/// The sources of a portfolio, by name.
pub(super) struct Homes {
    all: HashMap<String, i64>,
    /// Every code of a customer has its source before it: cards are written so.
    always: bool,
}

/// What has a code within a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coded {
    Customer,
    Document,
    Product,
}

impl Homes {
    /// All there are; `always` where every code of a customer has its source before it.
    pub fn read(connection: &Connection, always: bool) -> rusqlite::Result<Self> {
        let mut all = connection.prepare("SELECT name, id FROM source")?;
        let all = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(Self { all, always })
    }

    /// The source that a code names before its colon, and the rest.
    fn named<'t>(&self, code: &'t str) -> Option<(i64, &'t str)> {
        // Names of sources may hold colons themselves.
        let ends = code.match_indices(':').map(|(at, _)| at);
        ends.rev().find_map(|at| Some((*self.all.get(&code[..at])?, &code[at + 1..])))
    }
}

impl Book<'_> {
    /// The source that knows a code, and the code there; those of the import itself where the file is no own export, or none
    /// knows it.
    pub(super) fn home<'t>(&self, what: Coded, code: &'t str) -> rusqlite::Result<(i64, Cow<'t, str>)> {
        let own = (self.source, Cow::Borrowed(code));
        let Some(homes) = &self.homes else { return Ok(own) };
        if homes.always && what == Coded::Customer {
            let (source, rest) = homes
                .named(code)
                .or_else(|| code.split_once(':').map(|(_, rest)| (self.source, rest)))
                .unwrap_or((self.source, code));
            return Ok((source, Cow::Borrowed(rest)));
        }
        let has = match what {
            Coded::Customer => {
                "SELECT source_id FROM customer WHERE code = ?1 AND (?2 IS NULL OR source_id = ?2)
                 UNION ALL SELECT source_id FROM merged WHERE code = ?1 AND (?2 IS NULL OR source_id = ?2) LIMIT 1"
            }
            Coded::Document => {
                "SELECT source_id FROM purchase WHERE number = ?1 AND (?2 IS NULL OR source_id = ?2) LIMIT 1"
            }
            Coded::Product => {
                "SELECT source_id FROM product WHERE code = ?1 AND (?2 IS NULL OR source_id = ?2) LIMIT 1"
            }
        };
        let mut find = self.connection.prepare_cached(has)?;
        if let Some((source, rest)) = homes.named(code)
            && find.exists(params![rest, source])?
        {
            return Ok((source, Cow::Borrowed(rest)));
        }
        let found: Option<i64> = find.query_row(params![code, None::<i64>], |r| r.get(0)).optional()?;
        Ok(found.map_or(own, |source| (source, Cow::Borrowed(code))))
    }
}
