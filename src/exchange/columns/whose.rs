//! Which of several columns says whose a sale is and which document it is: a column without a value says nothing, one that
//! is called after the customer numbers them and a bare one beside it does not, an invoice goes before its order, and who
//! stands in every row is whoever sells.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::column_key;
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::columns::spelled;

/// Codes that do not say of what they are.
const BARE: [&str; 6] = ["codigo", "cod", "code", "id", "clave", "uuid"];
/// How a customer is called where the code stands under it.
pub(in crate::exchange) const CUSTOMER: [&str; 5] = ["cliente", "customer", "client", "tercero", "tiers"];
/// Words of an invoice, and of what comes before one.
const INVOICE: [&str; 9] =
    ["factura", "facture", "fattura", "fatura", "invoice", "rechnung", "rechnungs", "fra", "faktura"];
const ORDER: [&str; 12] = [
    "pedido",
    "orden",
    "order",
    "commande",
    "ordine",
    "encomenda",
    "bestellung",
    "bestell",
    "auftrags",
    "comanda",
    "albaran",
    "bestellnummer",
];

/// How names of columns begin that are about no customer.
const NOBODY: [&str; 63] = [
    "product", "produ", "prod", "artic", "item", "desc", "serv", "plat", "bolo", "menu", "categ", "famil",
    "marc", "brand", "model", "tipo", "type", "clas", "pag", "pay", "metod", "method", "medio", "meio",
    "forma", "modo", "tarjet", "card", "banc", "bank", "status", "estad", "estat", "statut", "vend", "sell",
    "sales", "caj", "cash", "camar", "mesero", "emple", "employ", "staff", "server", "user", "usuar",
    "agent", "tecn", "not", "coment", "comment", "obs", "memo", "ciud", "city", "direc", "address", "pais",
    "country", "tiend", "store", "emisor",
];

/// Names of a firm that do not say whose it is, and the documents from which on one in all of them says it.
const BARE_FIRM: [&str; 5] = ["company", "empresa", "compania", "societe", "azienda"];
const MANY: usize = 5;

/// Fields of which one column counts: the others of its name are left out.
const ALONE: [Field; 5] = [Field::Code, Field::Name, Field::Number, Field::Date, Field::Amount];

impl Columns {
    /// Takes columns without a value from fields of which one column counts, and says which they were.
    pub(in crate::exchange) fn set_empty_aside(&mut self, shapes: &Shapes) -> Vec<(usize, Field)> {
        let mut aside = Vec::new();
        for field in ALONE {
            for column in self.all(field).to_vec() {
                if shapes.are(column, Shape::is_empty) {
                    self.take(column, field);
                    aside.push((column, field));
                }
            }
        }
        aside
    }

    /// Gives them back where nothing else is there.
    pub(in crate::exchange) fn take_empty_back(&mut self, aside: &[(usize, Field)]) {
        let had: Vec<Field> = ALONE.into_iter().filter(|field| self.has(*field)).collect();
        for (column, field) in aside.iter().filter(|(_, field)| !had.contains(field)) {
            self.give(*column, *field);
        }
    }

    /// Whether a column that goes nowhere holds names of people or firms, one for each document. Who sells, what is sold, how it
    /// is paid and where are nobody's.
    pub(in crate::exchange) fn has_unknown_names(&self, shapes: &Shapes) -> bool {
        let sold = self.has(Field::Product) || self.has(Field::LineCode) || self.has(Field::Articles);
        let lines = self.has(Field::Quantity) || self.has(Field::UnitPrice);
        let whole =
            |column: usize| self.first(Field::Number).is_none_or(|n| !shapes.varies_within(column, n));
        // Where goods are not known the names may be theirs.
        (sold || !lines && self.has(Field::Number))
            && (0..self.names().len()).any(|column| {
                let words = spelled::words_of(self.name(column));
                let nobody = words.iter().any(|word| NOBODY.iter().any(|part| word.starts_with(part)));
                self.is_unused(column)
                    && !nobody
                    && whole(column)
                    && shapes.are(column, Shape::holds_proper_names)
            })
    }

    fn says(&self, column: usize, words: &[&str]) -> bool {
        spelled::words_of(self.name(column)).iter().any(|word| words.contains(&word.as_str()))
    }

    /// Of an invoice and its order the invoice numbers the sale.
    pub(in crate::exchange) fn settle_invoice(&mut self, shapes: Option<&Shapes>) {
        let Some(shapes) = shapes else { return };
        let Some(number) = self.first(Field::Number) else { return };
        if !self.says(number, &ORDER) || self.says(number, &INVOICE) {
            return;
        }
        let is_number = |c: &usize| {
            self.all(Field::Number).contains(c)
                || self.is_unused(*c) && spelled::field(self.name(*c)) == Some(Field::Number)
        };
        let invoice = (0..self.names().len())
            .filter(is_number)
            .find(|c| self.says(*c, &INVOICE) && !self.says(*c, &ORDER) && shapes.is_full(*c));
        if let Some(invoice) = invoice {
            self.forget(Field::Number);
            self.give(invoice, Field::Number);
        }
    }

    /// A code that is called after the customer is theirs, and a bare one beside it is of the document; so is, of goods or of
    /// the row, one that changes inside a document.
    pub(in crate::exchange) fn settle_whose_code(&mut self, shapes: Option<&Shapes>) {
        let paid = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        if !paid || !self.has(Field::Date) && !self.has(Field::Since) {
            return;
        }
        let key = |c: usize| column_key(self.name(c));
        let bare: Vec<usize> =
            self.all(Field::Code).iter().copied().filter(|c| BARE.contains(&key(*c).as_str())).collect();
        let Some(&first) = bare.first() else { return };
        let empty = |c: usize| shapes.is_some_and(|s| s.are(c, Shape::is_empty));
        let theirs = |c: &usize| {
            let named = spelled::field(self.name(*c)) == Some(Field::Code)
                || CUSTOMER.iter().any(|word| key(*c).contains(word)) && self.all(Field::Code).contains(c);
            named && (self.is_unused(*c) || self.all(Field::Code).contains(c)) && !empty(*c)
        };
        let explicit = (0..self.names().len()).filter(|c| !bare.contains(c)).find(theirs);
        // «Cliente» with codes beside a column of names.
        let coded = self.all(Field::Name).iter().any(|c| {
            CUSTOMER.contains(&key(*c).as_str()) && shapes.is_some_and(|s| s.are(*c, Shape::holds_codes))
        }) && self.all(Field::Name).len() > 1
            && self.has(Field::Number);
        let number = self.first(Field::Number);
        let varies =
            number.is_some_and(|number| shapes.is_some_and(|shapes| shapes.varies_within(first, number)));
        if explicit.is_none() && !coded && !varies {
            return;
        }
        let is_id = matches!(key(first).as_str(), "id" | "uuid");
        let goods = [Field::Product, Field::Quantity, Field::UnitPrice].into_iter().any(|f| self.has(f));
        for column in bare {
            self.take(column, Field::Code);
        }
        if let Some(explicit) = explicit.filter(|c| !self.all(Field::Code).contains(c)) {
            self.give(explicit, Field::Code);
        }
        if number.is_none() {
            self.give(first, Field::Number);
        } else if !is_id && (goods || varies) {
            let same =
                |c: &usize| number.is_some_and(|number| shapes.is_some_and(|s| !s.varies_within(*c, number)));
            if varies && self.all(Field::LineCode).iter().all(same) {
                // A reference of the whole document is none of what is sold.
                self.forget(Field::LineCode);
            }
            if !self.has(Field::LineCode) {
                self.give(first, Field::LineCode);
            }
        }
    }

    /// The number that a program has for its users is that of whoever buys, where each user is always called the same: whoever
    /// sits at the till serves several.
    pub(in crate::exchange) fn take_code_of_user(&mut self, shapes: Option<&Shapes>) {
        let (Some(shapes), Some(name)) = (shapes, self.first(Field::Name)) else { return };
        if self.has(Field::Code) {
            return;
        }
        let is_code = |column: &usize| {
            let header = self.name(*column);
            self.is_unused(*column)
                && spelled::is_user(header)
                && spelled::words_of(header).last().is_some_and(|word| word == "id")
                && shapes.is_full(*column)
                && shapes.distinct(*column) > 1
                && shapes.distinct(*column) >= shapes.distinct(name)
                && !shapes.varies_for(name, *column)
        };
        if let Some(column) = (0..self.names().len()).find(is_code) {
            self.give(column, Field::Code);
        }
    }

    /// A firm that stands before a model made what was sold.
    pub(in crate::exchange) fn leave_maker_out(&mut self) {
        let is_model = |column: usize| {
            self.names().get(column).is_some_and(|name| {
                matches!(column_key(name).as_str(), "model" | "modelo" | "modele" | "modell" | "modello")
            })
        };
        let Some(maker) = self.all(Field::Company).iter().copied().find(|c| is_model(c + 1)) else { return };
        self.take(maker, Field::Company);
        if !self.has(Field::Category) {
            self.give(maker, Field::Category);
        }
    }

    /// One firm in every row of sales to people who differ is whose program it is.
    pub(in crate::exchange) fn leave_own_firm_out(&mut self, shapes: Option<&Shapes>) {
        let Some(shapes) = shapes.filter(|_| self.has(Field::Date)) else { return };
        let paid = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        let differs = |c: &usize| shapes.are(*c, Shape::is_different_at_times);
        if !paid || !self.all(Field::Name).iter().any(differs) {
            return;
        }
        for column in self.all(Field::Company).to_vec() {
            let bare = BARE_FIRM.contains(&column_key(self.name(column)).as_str());
            let same = shapes.are(column, Shape::is_always_the_same) && shapes.is_full(column);
            if bare && same && shapes.filled(column) >= MANY {
                self.take(column, Field::Company);
            }
        }
    }

    /// Of two columns of a party the one that is the same in every row is whoever sells.
    pub(in crate::exchange) fn leave_issuer_out(&mut self, shapes: Option<&Shapes>) {
        let Some(shapes) = shapes.filter(|_| self.has(Field::Number) && self.has(Field::Date)) else {
            return;
        };
        let same = |c: &usize| shapes.are(*c, Shape::is_always_the_same) && shapes.is_full(*c);
        let differs = |c: &usize| shapes.are(*c, Shape::is_different_at_times);
        let ids = self.all(Field::TaxId).to_vec();
        let issuer: Vec<usize> = ids.iter().copied().filter(same).collect();
        // A firm alone may be the customer of the whole file.
        if issuer.is_empty() || !ids.iter().any(differs) {
            return;
        }
        for column in issuer {
            self.take(column, Field::TaxId);
        }
        let named = |field: Field| self.all(field).iter().any(differs);
        if named(Field::Name) || named(Field::Company) {
            for field in [Field::Company, Field::Name] {
                for column in self.all(field).to_vec().into_iter().filter(same) {
                    self.take(column, field);
                }
            }
        }
    }
}
