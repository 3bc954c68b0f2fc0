//! What columns called by a bare word are (number, code, id, name, sum), where they could be of a document, of goods or of
//! somebody; and tables of goods alone.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, named};
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::columns::whose::CUSTOMER;

/// What a number is called that does not say of what.
const BARE: [&str; 6] = ["no", "n", "num", "numero", "nro", "number"];

/// How whoever buys is called by a word that may stand over codes as over names.
const CALLED: [&str; 14] = [
    "cliente", "clienta", "clientes", "customer", "client", "socio", "socia", "abonado", "paciente",
    "alumno", "kunde", "bezeroa", "soci", "mitglied",
];

/// How whoever buys is called, beyond doubt.
const NAMED: [&str; 6] =
    ["cliente", "nombrecliente", "nombredelcliente", "customer", "customername", "denominacionreceptor"];
/// And how others are who stand beside them.
const AROUND: [&str; 7] = ["usuario", "abonado", "titular", "pagador", "socio", "user", "username"];

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

/// Parts of names of sums before anything was paid of them.
const AT_FIRST: [&str; 5] = ["original", "inicial", "initial", "invoiced", "billed"];

/// What says something of a document or of what is sold, and names neither.
const DESCRIBED: [&str; 7] =
    ["descripcion", "description", "descripcio", "descricao", "descrizione", "beschreibung", "omschrijving"];

/// What the number of an address is called.
const ADDRESS_ID: [&str; 4] = ["idaddress", "addressid", "iddireccion", "direccionid"];
/// And what says that a record is there no more.
const DELETED: [&str; 6] = ["deleted", "isdeleted", "eliminado", "eliminada", "borrado", "borrada"];

/// Whether a column is named after what was paid.
pub(in crate::exchange) fn says_paid(name: &str) -> bool {
    let key = column_key(name);
    ["paid", "cobrad", "pagad"].iter().any(|part| key.contains(part))
}

impl Columns {
    /// Whether each row of a list of people is an address of somebody who has a code: there may be several.
    pub(in crate::exchange) fn is_of_addresses(&self) -> bool {
        let numbered = |name: &String| ADDRESS_ID.contains(&column_key(name).as_str());
        self.names().iter().any(numbered)
            && self.first(Field::Code).is_some_and(|code| !numbered(&self.names()[code]))
    }

    /// The column that says that a record is there no more.
    pub(in crate::exchange) fn deleted(&self) -> Option<usize> {
        let named = |name: &String| DELETED.contains(&column_key(name).as_str());
        self.names().iter().position(named).filter(|column| self.fields_of(*column).is_empty())
    }

    /// Beside a column that says of what it is the number a bare one is another thing; behind a street it is that of the
    /// house.
    pub(in crate::exchange) fn settle_number(&mut self) {
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

    /// A bare code beside what is sold is that of the article, unless it stands beside who buys; beside people who come again
    /// under other codes it numbers the sales.
    pub(in crate::exchange) fn settle_code(&mut self, shapes: Option<&Shapes>) {
        let bare = ["codigo", "cod", "code"];
        let Some(code) =
            self.first(Field::Code).filter(|c| bare.contains(&column_key(self.name(*c)).as_str()))
        else {
            return;
        };
        let beside = |field: Field| self.all(field).iter().any(|c| c.abs_diff(code) == 1);
        let before_goods = self.all(Field::Product).contains(&(code + 1));
        let goods = self.has(Field::Product) && (self.has(Field::Quantity) || self.has(Field::UnitPrice));
        let theirs = [Field::Name, Field::FirstName, Field::Company].into_iter().any(beside);
        let free = !self.has(Field::LineCode);
        if goods && free && (before_goods || !theirs && self.has(Field::Name)) {
            self.take(code, Field::Code);
            self.give(code, Field::LineCode);
            return;
        }
        let once = |column: usize| shapes.is_some_and(|s| s.are(column, Shape::is_never_the_same));
        let name = self.first(Field::Name);
        let sold = self.has(Field::Date) && !self.has(Field::Number) && !self.has(Field::Product);
        if sold && once(code) && name.is_some_and(|name| !once(name)) {
            self.take(code, Field::Code);
            self.give(code, Field::Number);
        }
    }

    /// Of two prices the one a shop pays is what was sold for where a shop buys; else nobody can tell which one it was.
    pub(in crate::exchange) fn settle_prices(&mut self) {
        let all = self.all(Field::UnitPrice).to_vec();
        let key = |c: &usize| column_key(self.name(*c));
        let wholesale = |c: &usize| key(c).contains("wholesale");
        let retail = |c: &usize| key(c).contains("retail");
        let (Some(_), Some(shelf)) = (all.iter().copied().find(wholesale), all.iter().copied().find(retail))
        else {
            return;
        };
        let to_shops = self.all(Field::Name).iter().any(|c| key(c).starts_with("retailer"));
        let known = [Field::Amount, Field::LineAmount].into_iter().any(|field| self.has(field));
        if to_shops || known {
            self.take(shelf, Field::UnitPrice);
        } else {
            self.forget(Field::UnitPrice);
            self.asked = Some(Field::UnitPrice);
        }
    }

    /// «Tarifa» beside a gross amount and no units is what a platform keeps.
    pub(in crate::exchange) fn settle_tariff(&mut self) {
        let prices = self.all(Field::UnitPrice).to_vec();
        let key = |c: &usize| column_key(self.name(*c));
        let kept = |c: &usize| ["tarifa", "tarifas"].contains(&key(c).as_str());
        let gross = |c: &usize| ["bruto", "gross", "brutto", "brut"].iter().any(|part| key(c).contains(part));
        let is_gross = (0..self.names().len()).any(|c| gross(&c));
        if is_gross && !self.has(Field::Quantity) {
            for column in prices.into_iter().filter(kept).collect::<Vec<_>>() {
                self.take(column, Field::UnitPrice);
            }
        }
    }

    /// Whoever is called «Cliente» is the customer, and not who sold or pays.
    pub(in crate::exchange) fn settle_name(&mut self, shapes: Option<&Shapes>) {
        let all = self.all(Field::Name).to_vec();
        let key = |c: &usize| column_key(self.name(*c));
        let named = |c: &usize| NAMED.contains(&key(c).as_str());
        let is_number = |c: &usize| shapes.is_some_and(|s| s.are(*c, Shape::holds_numbers));
        if all.iter().any(|c| named(c) && !is_number(c)) {
            for column in all.into_iter().filter(|c| AROUND.contains(&key(c).as_str())).collect::<Vec<_>>() {
                self.take(column, Field::Name);
            }
        }
    }

    /// Of «Cliente» and «Nombre» the one whose cells are codes is the code, and the other one the name; where the cells are
    /// alike, «Cliente» before «Nombre» is the code.
    pub(in crate::exchange) fn take_code_beside_name(&mut self, shapes: Option<&Shapes>) {
        if self.has(Field::Code) {
            return;
        }
        let names = self.all(Field::Name).to_vec();
        let bare = |c: &usize| CALLED.contains(&column_key(self.name(*c)).as_str());
        let coded = |c: &usize| shapes.is_some_and(|s| s.are(*c, Shape::holds_codes));
        let worded = |c: &usize| !coded(c) && shapes.is_some_and(|s| s.are(*c, Shape::holds_words));
        let named = |c: &usize| {
            let others = [Field::Company, Field::FirstName, Field::LastName].into_iter();
            let mut others = others.flat_map(|field| self.all(field)).chain(&names);
            others.any(|other| other != c && worded(other))
        };
        let mut among =
            names.iter().copied().filter(|c| coded(c) && (names.len() > 1 || bare(c)) && named(c));
        let by_cells = among.next().filter(|_| among.next().is_none());
        let first = names
            .first()
            .copied()
            .filter(|c| names.len() > 1 && CUSTOMER.contains(&column_key(self.name(*c)).as_str()));
        if let Some(code) = by_cells.or(first) {
            self.take(code, Field::Name);
            self.give(code, Field::Code);
        }
    }

    /// What was paid of a sum is not the sum: another amount is, or one that says it is what there was at first.
    pub(in crate::exchange) fn settle_paid(&mut self, shapes: Option<&Shapes>) {
        let mut all = self.all(Field::Amount).to_vec();
        let paid = |c: &usize| says_paid(self.name(*c));
        if !all.is_empty() && all.iter().all(paid) {
            let Ok(generic) = named("generic") else { return };
            let first = |c: &usize| {
                let key = column_key(self.name(*c));
                self.is_unused(*c)
                    && generic.lacking(self.name(*c)) == Some(Field::Amount)
                    && AT_FIRST.iter().any(|part| key.contains(part))
                    && shapes.is_some_and(|s| s.are(*c, Shape::holds_numbers))
            };
            if let Some(whole) = (0..self.names().len()).find(first) {
                self.give(whole, Field::Amount);
                all.push(whole);
            }
        }
        let paid = |c: &usize| says_paid(self.name(*c));
        if all.iter().any(|column| !paid(column)) {
            for column in all.into_iter().filter(paid).collect::<Vec<_>>() {
                self.take(column, Field::Amount);
            }
        }
    }

    /// Of several columns of what is sold a bare description comes last: it may be of the document. An article is called by
    /// its SKU, before an id that may be that of the row.
    pub(in crate::exchange) fn settle_product(&mut self) {
        let lines = [Field::Quantity, Field::UnitPrice].into_iter().any(|f| self.has(f));
        let described = |columns: &Self, c: usize| {
            let key = column_key(columns.name(c));
            DESCRIBED.iter().any(|word| key.starts_with(word))
        };
        let products = self.all(Field::Product).to_vec();
        let bare = products.first().filter(|c| DESCRIBED.contains(&column_key(self.name(**c)).as_str()));
        if let Some(bare) = bare.copied().filter(|_| lines)
            && products.iter().any(|c| !described(self, *c))
        {
            self.take(bare, Field::Product);
            self.give(bare, Field::Product);
        }
        let sku = |c: &&usize| column_key(self.name(**c)).contains("sku");
        if let Some(sku) = self.all(Field::LineCode).iter().find(sku).copied() {
            for other in self.all(Field::LineCode).to_vec().into_iter().filter(|c| *c != sku) {
                // Whatever is given back stands behind it.
                self.take(other, Field::LineCode);
                self.give(other, Field::LineCode);
            }
        }
    }

    /// Of a table with days and amounts that names neither a document nor anybody, the column that says it is of what is
    /// in store.
    pub fn stock(&self) -> Option<&str> {
        let sold = [Field::Number, Field::Quantity, Field::Email, Field::Name];
        if self.names_somebody() || sold.into_iter().any(|field| self.has(field)) {
            return None;
        }
        let of_stock =
            |name: &&String| column_key(name).contains("stock") || column_key(name) == "existencias";
        self.names().iter().find(of_stock).map(String::as_str)
    }

    /// The bare id of a sale is its number where a name says who bought, or where each is another one and nobody is named.
    pub(in crate::exchange) fn is_id_of_sale(&self, shapes: Option<&Shapes>) -> bool {
        let Some(id) = self.first(Field::Code).filter(|c| column_key(self.name(*c)) == "id") else {
            return false;
        };
        let once = shapes.is_some_and(|shapes| shapes.are(id, Shape::is_never_the_same));
        let nobody = !self.names_somebody();
        !self.has(Field::Number) && (self.has(Field::Name) || nobody && (once || self.has(Field::Product)))
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
