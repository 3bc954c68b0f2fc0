//! The word lists of `assets/demo`.

use serde::Deserialize;

/// A word list is not what this program reads. Only a change to `assets/demo` can bring it about.
#[derive(Debug, thiserror::Error)]
#[error("assets/demo/{file}: {source}")]
pub struct BrokenWords {
    file: &'static str,
    source: toml::de::Error,
}

/// All of them.
pub(super) struct Words {
    pub people: People,
    pub categories: Vec<Category>,
    pub talk: Talk,
}

#[derive(Deserialize)]
pub(super) struct People {
    pub women: Vec<String>,
    pub men: Vec<String>,
    pub surnames: Vec<String>,
    pub private_percent: usize,
    pub trades: Vec<Trade>,
    pub businesses: Businesses,
    pub places: Places,
}

#[derive(Deserialize)]
pub(super) struct Trade {
    pub kind: String,
    pub names: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Businesses {
    pub second: Vec<String>,
    pub forms: Vec<String>,
    pub roles: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Places {
    pub streets: Vec<String>,
    pub zones: Vec<String>,
    pub towns: Vec<Town>,
}

#[derive(Deserialize)]
pub(super) struct Town {
    pub name: String,
    pub postal: String,
    pub zone: String,
    pub weight: usize,
}

#[derive(Deserialize)]
struct Shelves {
    categories: Vec<Category>,
}

/// A category of products: who buys it, in which months (empty: all), and code, name and price in cents of each.
#[derive(Deserialize)]
pub(super) struct Category {
    pub name: String,
    #[serde(rename = "for")]
    pub buyers: Vec<String>,
    #[serde(default)]
    pub season: Vec<u32>,
    pub products: Vec<(String, String, i64)>,
}

#[derive(Deserialize)]
pub(super) struct Talk {
    pub interested: Vec<String>,
    pub sale: Vec<String>,
    pub no_answer: Vec<String>,
    pub message: Vec<String>,
    pub postpone: Vec<String>,
    pub refused: Vec<String>,
    pub fault: Vec<String>,
    pub inbound: Vec<String>,
    pub promised: Vec<String>,
    pub notes: Vec<String>,
    pub winback: std::collections::BTreeMap<String, Vec<String>>,
}

impl Words {
    pub fn read() -> Result<Self, BrokenWords> {
        let broken = |file| move |source| BrokenWords { file, source };
        let shelves: Shelves = toml::from_str(include_str!("../../assets/demo/products.toml"))
            .map_err(broken("products.toml"))?;
        Ok(Self {
            people: toml::from_str(include_str!("../../assets/demo/people.toml"))
                .map_err(broken("people.toml"))?,
            categories: shelves.categories,
            talk: toml::from_str(include_str!("../../assets/demo/talk.toml")).map_err(broken("talk.toml"))?,
        })
    }
}
