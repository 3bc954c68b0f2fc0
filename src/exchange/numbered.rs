//! Which column numbers the documents, where several are called so or none is.

use super::columns::Columns;
use super::field::Field;
use super::preset::column_key;
use super::shapes::{Shape, Shapes};

/// What a number is called that does not say of what.
const BARE: [&str; 5] = ["no", "n", "num", "numero", "nro"];

/// Names of what belongs to goods and to nobody.
const GOODS: [&str; 16] = [
    "precio",
    "pvp",
    "precioventa",
    "preciodeventa",
    "preciounitario",
    "price",
    "unitprice",
    "sellingprice",
    "stock",
    "existencias",
    "stockactual",
    "instock",
    "inventory",
    "sku",
    "unidadesenstock",
    "unitsinstock",
];

impl Columns {
    /// Beside a column that says of what it is the number a bare one is another thing; behind a street it is that of the
    /// house.
    pub(super) fn settle_number(&mut self) {
        let is_bare =
            |columns: &Self, column: usize| BARE.contains(&column_key(columns.name(column)).as_str());
        for column in self.all(Field::Number).to_vec() {
            let street = column.checked_sub(1).is_some_and(|c| self.all(Field::Address).contains(&c));
            if street && is_bare(self, column) {
                self.take(column, Field::Number);
                self.give(column, Field::Address);
            }
        }
        let all = self.all(Field::Number).to_vec();
        if all.iter().any(|column| !is_bare(self, *column)) {
            for column in all {
                if is_bare(self, column) {
                    self.take(column, Field::Number);
                }
            }
        }
    }

    /// The bare id of a sale is its number where a name says who bought, or where each is another one and nobody is named.
    pub(super) fn is_id_of_sale(&self, shapes: Option<&Shapes>) -> bool {
        let Some(id) = self.first(Field::Code).filter(|c| column_key(self.name(*c)) == "id") else {
            return false;
        };
        let once = shapes.is_some_and(|shapes| shapes.are(id, Shape::is_never_the_same));
        !self.has(Field::Number) && (self.has(Field::Name) || once && !self.names_somebody())
    }

    /// Of a list without sales, the column that says it is one of goods: prices or stock, and no way to reach anybody.
    pub fn goods(&self) -> Option<&str> {
        use Field::{Address, BirthYear, City, Company, Email, LastName, Mobile, Phone, PostalCode, TaxId};
        let people = [Address, BirthYear, City, Company, Email, LastName, Mobile, Phone, PostalCode, TaxId];
        if people.into_iter().any(|field| self.has(field)) {
            return None;
        }
        let of_goods = |name: &&String| GOODS.contains(&column_key(name).as_str());
        self.names().iter().find(of_goods).map(String::as_str)
    }
}
