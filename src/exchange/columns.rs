//! Which column is which field, from a preset, a map, or both.

pub(super) mod billed;
pub(super) mod consents;
pub(super) mod credits;
pub mod field;
pub(super) mod heads;
pub(super) mod kinds;
pub(super) mod meant;
pub(super) mod numbered;
pub mod preset;
pub(super) mod receipts;
pub(super) mod shapes;
pub(super) mod spelled;
pub(super) mod staff;
pub(super) mod taxless;
pub(super) mod whose;

use super::error::ImportError;
use super::figures::fees::KEPT;
use crate::domain::base::names::fold;
use field::{Field, distance};
use preset::{Preset, column_key, header_key, in_currency, named, words};
use shapes::{Shape, Shapes};

/// What a table with days and amounts is that holds no sales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSales {
    /// What was bought from suppliers.
    Suppliers,
    /// Movements of an account.
    Statement,
    /// What comes in and what goes out, in a column each.
    Ledger,
    /// Offers to customers.
    Quotes,
    /// What is sold, not to whom.
    Goods,
    /// What each month came to, in a column of its own.
    Months,
    /// What was paid of sales.
    Payments,
    /// Movements of an account, with whom they were.
    Account,
    /// Entries of the books.
    Journal,
}

/// Columns by field. A field may have several columns: texts are joined, of the rest the first that is filled counts.
#[derive(Clone, Debug)]
pub struct Columns {
    by_field: Vec<Vec<usize>>,
    /// What must be said before anything is read: a purchase or a person lacks it, and several columns could be meant.
    pub(super) asked: Option<Field>,
    /// What is said of a subscription is of e-mail.
    pub(super) of_email: bool,
    /// Names are written «Seco, Laura».
    pub(super) surname_first: bool,
    /// Columns that count where those of the same kind say nothing.
    spare: Vec<Vec<usize>>,
    /// Fields whose columns are parts: all of them count together.
    parts: Vec<Field>,
    names: Vec<String>,
}

impl Columns {
    /// What the preset and then the map say about these headers; the map wins over the preset.
    pub fn resolve(
        names: &[String],
        preset: Option<&Preset>,
        map: &[(String, String)],
        shapes: Option<&Shapes>,
    ) -> Result<Self, ImportError> {
        let none = vec![Vec::new(); Field::ALL.len()];
        let (names, parts) = (names.to_vec(), Vec::new());
        let mut columns = Self {
            by_field: none.clone(),
            asked: None,
            of_email: false,
            surname_first: false,
            spare: none,
            parts,
            names,
        };
        if let Some(preset) = preset {
            let mut seen: Vec<String> = Vec::new();
            for (index, name) in columns.names.clone().iter().enumerate() {
                let key = header_key(name);
                // The second column of the same name is another thing, and nobody knows which; but a phone is one.
                // And of one name in two currencies the one without its code, or of the code best known, is the shop's.
                let foreign = |other: &String| other != name && column_key(other) == column_key(name);
                let again = seen.contains(&key) || in_currency(name) && columns.names.iter().any(foreign);
                let of = |field: &&Field| {
                    !again || matches!(field, Field::Phone | Field::Mobile | Field::Fax | Field::Email)
                };
                for field in preset.listed(name).iter().filter(of) {
                    columns.by_field[*field as usize].push(index);
                }
                for field in preset.otherwise(name).iter().filter(of) {
                    columns.spare[*field as usize].push(index);
                }
                if seen.len() < 1024 {
                    seen.push(key);
                }
            }
            let seen = shapes.filter(|_| preset.name == "generic");
            let empty = seen.map(|shapes| columns.set_empty_aside(shapes)).unwrap_or_default();
            columns.read_parts(preset);
            if let Some(shapes) = seen {
                let late = columns.set_empty_aside(shapes);
                columns.take_empty_back(&empty);
                columns.take_empty_back(&late);
            }
            columns.parts.extend(&preset.sums);
            columns.prefer_net();
            let told = if preset.name == "generic" { columns.hear(map) } else { Vec::new() };
            if preset.name == "generic" {
                if let Some(shapes) = shapes {
                    columns.heed(preset, shapes);
                }
                columns.read_consents(shapes);
                columns.judge_generic(preset, shapes);
            } else if let Ok(generic) = named("generic") {
                columns.borrow(preset, generic);
                columns.read_consents(None);
                columns.settle_subscription(None);
            }
            if preset.parts {
                columns.take_code_beside_name(shapes);
                columns.add_parts();
            }
            // Wherever the rest was judged to put it, it is what was said.
            for column in told {
                columns.by_field.iter_mut().for_each(|of| of.retain(|i| *i != column));
            }
        }
        let mut said: Vec<Field> = Vec::new();
        for (column, field) in map {
            let index = columns.find(column)?;
            if field.is_empty() {
                // Left out on purpose.
                let all = columns.by_field.iter_mut().chain(&mut columns.spare);
                all.for_each(|of| of.retain(|i| *i != index));
                continue;
            }
            let field = Field::parse(field).ok_or_else(|| ImportError::UnknownField {
                field: field.clone(),
                nearest: Field::nearest(field).name().to_owned(),
            })?;
            // What the preset says of a field goes with the first column that the map names for it.
            if preset.is_some() && !said.contains(&field) {
                columns.by_field[field as usize].clear();
                columns.parts.retain(|part| *part != field);
                said.push(field);
            }
            columns.by_field[field as usize].push(index);
        }
        // A key is the same in whatever order its columns stand.
        let mut series = std::mem::take(&mut columns.by_field[Field::Series as usize]);
        series.sort_by_cached_key(|column| column_key(&columns.names[*column]));
        columns.by_field[Field::Series as usize] = series;
        if columns.asked.is_some_and(|asked| columns.has(asked))
            || map.iter().any(|(_, field)| field.is_empty())
        {
            columns.asked = None;
        }
        Ok(columns)
    }

    /// What a map says of the day or the amount of sales, before the other columns are judged: where the other half is known
    /// the table is one of sales. The columns of which it speaks.
    fn hear(&mut self, map: &[(String, String)]) -> Vec<usize> {
        let mut told = Vec::new();
        for (column, field) in map {
            let amounts = [Field::Amount, Field::UnitPrice, Field::LineAmount];
            let paid = amounts.iter().any(|field| self.has(*field));
            let other_half = |field: &Field| match field {
                Field::Date => !self.has(Field::Date) && paid,
                field => amounts.contains(field) && !paid && self.has(Field::Date),
            };
            let field = Field::parse(field).filter(other_half);
            if let (Some(field), Ok(column)) = (field, self.find(column)) {
                self.by_field.iter_mut().for_each(|of| of.retain(|i| *i != column));
                self.give(column, field);
                told.push(column);
            }
        }
        told
    }

    /// Words that mean one thing in a list of customers and another in a list of sales.
    fn judge_generic(&mut self, preset: &Preset, shapes: Option<&Shapes>) {
        let key = |columns: &Self, field: Field| columns.first(field).map(|c| column_key(&columns.names[c]));
        let priced = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        self.settle_number();
        self.settle_invoice(shapes);
        self.settle_whose_code(shapes);
        self.leave_issuer_out(shapes);
        self.leave_own_firm_out(shapes);
        self.leave_maker_out();
        self.settle_paid(shapes);
        self.settle_product();
        self.settle_tariff();
        self.settle_prices();
        self.settle_name(shapes);
        self.settle_staff(shapes);
        self.settle_code(shapes);
        // Beside amounts the bare word is the tax.
        if priced && self.has(Field::Date) && self.is_called(Field::TaxId, &["vat"]) {
            let tax = self.by_field[Field::TaxId as usize].remove(0);
            self.by_field[Field::Tax as usize].push(tax);
            self.prefer_net();
        }
        self.choose_amount();
        let paid = self.has(Field::Amount) || self.has(Field::UnitPrice) || self.has(Field::LineAmount);
        // A report by customer has their names above their rows, in a column that has none itself.
        if paid
            && self.has(Field::Date)
            && !self.somebody()
            && self.names.first().is_some_and(|n| n.trim().is_empty())
            // Not the running numbers that programs write there.
            && shapes.is_none_or(|s| s.are(0, Shape::holds_words))
        {
            self.by_field[Field::Name as usize].push(0);
        }
        // Of two codes in a list of sales the bare one is the document's.
        let dated = self.has(Field::Date) || self.has(Field::Since);
        let coded_twice = self.all(Field::Code).len() > 1 && paid && dated && !self.has(Field::Number);
        if coded_twice && self.is_called(Field::Code, &["codigo", "cod", "code", "id"]) {
            let number = self.by_field[Field::Code as usize].remove(0);
            self.by_field[Field::Number as usize].push(number);
        }
        // In an export of orders the day on which a record was made is that of the order.
        if paid && !self.has(Field::Date) && self.has(Field::Number) && self.is_called(Field::Since, &MADE) {
            self.by_field.swap(Field::Since as usize, Field::Date as usize);
        }
        let sold = self.has(Field::Date) && (self.has(Field::Amount) || self.has(Field::UnitPrice));
        let twice = self.all(Field::Name).len() > 1;
        // In a list of sales the bare code beside them is the document's.
        if twice
            && sold
            && self.is_called(Field::Code, &["codigo", "cod", "code", "id"])
            && !self.has(Field::Number)
        {
            self.by_field.swap(Field::Code as usize, Field::Number as usize);
        }
        self.take_code_beside_name(shapes);
        self.take_code_of_user(shapes);
        // Beside family names «Nombre» is the given name.
        if self.has(Field::LastName)
            && !self.has(Field::FirstName)
            && self.is_called(Field::Name, &["nombre", "name", "nom", "nome", "izena", "nombrefacturacion"])
        {
            self.by_field.swap(Field::Name as usize, Field::FirstName as usize);
        }
        // And beside «Prénom» or «Vorname» the family name.
        let given = self.has(Field::FirstName) && self.is_called(Field::FirstName, &["prenom", "vorname"]);
        if given && !self.has(Field::LastName) && self.is_called(Field::Name, &["nom", "name"]) {
            self.by_field.swap(Field::Name as usize, Field::LastName as usize);
        }
        // Whoever owns what is looked after (an animal, a car) is the customer where nobody else is named.
        let named = [Field::Name, Field::FirstName, Field::Company].into_iter().any(|f| self.has(f));
        if !named && self.is_called(Field::Owner, &["propietario", "propietaria", "owner"]) {
            self.by_field.swap(Field::Owner as usize, Field::Name as usize);
        }
        // Whoever is named on a sale and nowhere else is the customer.
        let who = [Field::Code, Field::Name, Field::FirstName, Field::LastName, Field::Company, Field::Email];
        if sold && self.has(Field::Contact) && !who.into_iter().any(|field| self.has(field)) {
            self.by_field.swap(Field::Contact as usize, Field::Name as usize);
        }
        for field in [Field::Code, Field::Name, Field::Number, Field::Date, Field::Amount] {
            self.by_field[field as usize].truncate(1);
        }
        // Without anything that is sold a running number is no document, and a reference no product.
        if !(paid && self.has(Field::Date)) {
            if self.is_called(Field::Number, &["no", "n", "num", "numero", "number"]) {
                self.by_field[Field::Number as usize].clear();
            } else if self.is_called(Field::Number, &PAPERS) && !self.has(Field::TaxId) {
                self.by_field.swap(Field::Number as usize, Field::TaxId as usize);
            }
        }
        let goods = [Field::Product, Field::Quantity, Field::UnitPrice, Field::Category];
        if !goods.into_iter().any(|field| self.has(field))
            && self.is_called(Field::LineCode, &["referencia", "ref", "reference"])
        {
            let codes = std::mem::take(&mut self.by_field[Field::LineCode as usize]);
            if !self.has(Field::Number) && !self.is_called(Field::Code, &["id"]) {
                self.by_field[Field::Number as usize] = codes;
            }
        }
        self.surname_first = self
            .first(Field::Name)
            .is_some_and(|name| shapes.is_some_and(|s| s.are(name, Shape::begins_with_surnames)));
        let sales = self.documents().unwrap_or(true);
        if !sales {
            // Of a list of people a status says whether they subscribed.
            let status = std::mem::take(&mut self.by_field[Field::Status as usize]);
            self.by_field[Field::Subscription as usize].extend(status);
            // Who sells to a customer looks after them.
            let sellers = std::mem::take(&mut self.by_field[Field::SalesRep as usize]);
            self.by_field[Field::Owner as usize].extend(sellers);
            if self.is_of_addresses() {
                // The day on which an address was written down says nothing of whose it is.
                self.forget(Field::Since);
            }
            self.leave_sales_out(preset, shapes);
            return;
        }
        self.settle_sold();
        // Of a sale it may be what was sold that is there no more.
        self.forget(Field::Left);
        self.forget(Field::Active);
        if self.is_id_of_sale(shapes) {
            self.by_field.swap(Field::Code as usize, Field::Number as usize);
        }
        // Beside a number and a name it is that of the record.
        if self.is_called(Field::Code, &["id"]) && self.has(Field::Number) && self.names_somebody() {
            self.by_field[Field::Code as usize].clear();
        }
        // The amount beside quantity and price is that of the line, unless it says that it is the document's.
        let priced = self.has(Field::UnitPrice);
        if !priced && self.has(Field::Tax) && !self.has(Field::Amount) && self.has(Field::LineAmount) {
            // Of the amount of a line its tax is taken off where no price says what it is worth.
            self.by_field.swap(Field::Amount as usize, Field::LineAmount as usize);
        }
        // A total beside the postage holds it.
        let posted =
            self.has(Field::Shipping) && key(self, Field::Amount).is_some_and(|k| k.contains("total"));
        let of_line = priced || self.has(Field::Quantity) && !self.has(Field::Tax) && !posted;
        if of_line
            && !self.has(Field::LineAmount)
            && self.has(Field::Amount)
            && !self.is_called(Field::Amount, &WHOLE)
        {
            self.by_field.swap(Field::Amount as usize, Field::LineAmount as usize);
            self.by_field[Field::Tax as usize].clear();
        }
    }

    /// Of several amounts the one that counts: without tax where there is one; else the last, which is after discounts.
    /// An amount beside tax and total is the base, and so is a subtotal where a total has more taken off it than tax.
    fn choose_amount(&mut self) {
        let keys: Vec<String> = self.names.iter().map(|name| column_key(name)).collect();
        let any = |parts: &[&str]| keys.iter().any(|k| parts.iter().any(|part| k.contains(part)));
        let goods = [Field::Quantity, Field::UnitPrice].into_iter().any(|f| self.has(f));
        if self.all(Field::Amount).iter().any(|i| words().is_net(&self.names[*i])) {
            return;
        }
        let taxed = self.has(Field::Tax)
            || any(&[
                "%iva",
                "%igic",
                "%tax",
                "%vat",
                "%impuesto",
                "tipoiva",
                "tipodeiva",
                "tipoimpositivo",
                "taxrate",
                "vatrate",
                "gstrate",
            ]);
        // Between subtotal and total the bare word is the tax.
        let between = |key: &&str| keys.iter().any(|k| k == key);
        let taxed = taxed || ["subtotal", "cuota", "total"].iter().all(between);
        let withheld = any(&["retencion", "irpf", "withhold"]);
        let amounts = self.all(Field::Amount).to_vec();
        let is_total = |i: &usize| keys[*i].contains("total");
        let changed = any(&["descuento", "dto", "discount", "envio", "portes", "shipping"]);
        let base = amounts.iter().copied().find(|i| !is_total(i)).filter(|_| amounts.iter().any(is_total));
        let subtotal = self.first(Field::LineAmount).filter(|i| keys[*i] == "subtotal");
        if withheld && goods && subtotal.is_some() {
            // What is withheld is missing in the total: the lines add up to the base.
            self.by_field[Field::Amount as usize].clear();
            self.by_field[Field::Tax as usize].clear();
            return;
        }
        let subtotal = subtotal.filter(|_| !goods);
        let net = match (base, subtotal) {
            (Some(base), _) if taxed && (withheld || !changed) => Some(base),
            (None, Some(subtotal)) if withheld || taxed && (amounts.is_empty() || !changed) => Some(subtotal),
            _ => None,
        };
        if let Some(net) = net {
            self.by_field[Field::Amount as usize] = vec![net];
            self.by_field[Field::Tax as usize].clear();
            self.by_field[Field::Withheld as usize].clear();
            self.by_field[Field::LineAmount as usize].retain(|i| *i != net);
        } else if let Some(total) = amounts.iter().rev().find(|i| is_total(i)).or(amounts.first()) {
            self.by_field[Field::Amount as usize] = vec![*total];
            if !goods {
                // The subtotal of a document is no line of it.
                self.by_field[Field::LineAmount as usize].retain(|i| keys[*i] != "subtotal");
            }
        }
    }

    /// Of several amounts the one without tax; from it no tax is taken off. The base comes after what a net amount may
    /// still have taken off it.
    fn prefer_net(&mut self) {
        if self.is_sum(Field::Amount) {
            return;
        }
        // What a marketplace or a card keeps is no tax: the amount before it was sold for.
        let keeps =
            |name: &String| fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| KEPT.contains(&word));
        if self.names.iter().any(keeps) && !self.has(Field::Tax) {
            let gross = |i: &usize| !words().is_net(&self.names[*i]);
            let all = self.all(Field::Amount).iter().copied().filter(gross).collect::<Vec<_>>();
            if !all.is_empty() {
                self.by_field[Field::Amount as usize] = all;
            }
        }
        let net = || self.all(Field::Amount).iter().copied().filter(|i| words().is_net(&self.names[*i]));
        let base = net().find(|i| column_key(&self.names[*i]).starts_with('b'));
        // What is left of a subtotal after a discount comes before it.
        let before = |i: &usize| ["sub", "sous"].iter().any(|p| column_key(&self.names[*i]).starts_with(p));
        let chosen = base.or_else(|| net().find(|i| !before(i))).or_else(|| net().next());
        if let Some(chosen) = chosen {
            self.by_field[Field::Amount as usize] = vec![chosen];
            self.by_field[Field::Tax as usize].clear();
            self.by_field[Field::Withheld as usize].clear();
        }
    }

    /// A base for each rate of tax («Base 21%», «Base 10%») or a tax for each: the amount is all the bases, or the total
    /// without all the taxes.
    fn add_parts(&mut self) {
        let of = |columns: &Self, part: fn(&str) -> bool| -> Vec<usize> {
            (0..columns.names.len()).filter(|i| part(&column_key(&columns.names[*i]))).collect()
        };
        let paid = self.has(Field::Date) && (self.has(Field::Amount) || self.has(Field::Number));
        let priced = self.has(Field::UnitPrice) || self.has(Field::LineAmount);
        if !paid || priced {
            return;
        }
        let bases = of(self, is_base);
        if bases.iter().any(|i| self.names[*i].contains(|c: char| c.is_ascii_digit())) {
            for index in &bases {
                self.by_field.iter_mut().for_each(|of| of.retain(|i| i != index));
            }
            self.by_field[Field::Amount as usize] = bases;
            self.by_field[Field::Tax as usize].clear();
            self.parts.push(Field::Amount);
            return;
        }
        // The register of sales of Peru: what is taxed, exempt, not subject and exported, each in a column.
        let register = of(self, |key| REGISTER.contains(&key));
        if register.len() > 2 && self.all(Field::Amount).iter().any(|i| register.contains(i)) {
            self.by_field[Field::Amount as usize] = register;
            self.by_field[Field::Tax as usize].clear();
            self.parts.push(Field::Amount);
            return;
        }
        let net = self.first(Field::Amount).is_none_or(|i| words().is_net(&self.names[i]));
        let taxes = of(self, is_tax);
        if !net && !taxes.is_empty() {
            let mut all = taxes;
            if all.iter().all(|i| is_surcharge(&column_key(&self.names[*i]))) {
                // The surcharge comes on top of the tax that has no rate in its name.
                all.extend(self.first(Field::Tax));
            }
            all.sort_unstable();
            all.dedup();
            self.by_field[Field::Tax as usize] = all;
            self.parts.push(Field::Tax);
        }
    }

    /// Whether the first column of a field is called one of these words and nothing else.
    pub(super) fn is_called(&self, field: Field, words: &[&str]) -> bool {
        self.first(field).is_some_and(|column| words.contains(&column_key(self.name(column)).as_str()))
    }

    /// Whether the columns of a field are parts of one amount.
    pub fn is_sum(&self, field: Field) -> bool {
        self.parts.contains(&field)
    }

    /// Whether a column of amounts is named after the document.
    pub fn is_of_document(&self, index: usize) -> bool {
        let key = column_key(self.name(index));
        let words =
            ["factura", "pedido", "documento", "ticket", "invoice", "order", "receipt", "venta", "sale"];
        WHOLE.contains(&key.as_str()) || words.iter().any(|word| key.contains(word))
    }

    /// Gives a column to a field.
    pub fn give(&mut self, column: usize, field: Field) {
        self.by_field[field as usize].push(column);
    }

    /// Takes a column from a field.
    pub(super) fn take(&mut self, column: usize, field: Field) {
        self.by_field[field as usize].retain(|of| *of != column);
    }

    /// Leaves a field out.
    pub fn forget(&mut self, field: Field) {
        self.by_field[field as usize].clear();
    }

    /// The column of this name: exact, else folded, else a number from 1.
    fn find(&self, name: &str) -> Result<usize, ImportError> {
        let key = header_key(name);
        let at = |wanted: &dyn Fn(&String) -> bool| self.names.iter().position(wanted);
        at(&|n| n == name)
            .or_else(|| at(&|n| header_key(n) == key))
            .or_else(|| {
                name.parse::<usize>().ok().filter(|n| (1..=self.names.len()).contains(n)).map(|n| n - 1)
            })
            .ok_or_else(|| ImportError::UnknownColumn {
                column: name.to_owned(),
                nearest: self
                    .names
                    .iter()
                    .filter(|n| n.len() < 200)
                    .min_by_key(|n| distance(&header_key(n), &key))
                    .cloned()
                    .unwrap_or_default(),
            })
    }

    /// Columns of a field, in the order of the file.
    pub fn all(&self, field: Field) -> &[usize] {
        &self.by_field[field as usize]
    }

    /// First column of a field.
    pub fn first(&self, field: Field) -> Option<usize> {
        self.all(field).first().copied()
    }

    /// The columns of a field that count where the others say nothing, in the order of the file.
    pub fn spare(&self, field: Field) -> &[usize] {
        &self.spare[field as usize]
    }

    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        !self.all(field).is_empty()
    }

    /// Fields of a column.
    pub fn fields_of(&self, index: usize) -> Vec<Field> {
        let of = |f: &Field| self.all(*f).contains(&index) || self.spare(*f).contains(&index);
        Field::ALL.iter().copied().filter(of).collect()
    }

    /// Header of a column.
    pub fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// Every header.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a row can be a document: it has a day and an amount. Where only one of both is there, the other one.
    pub fn documents(&self) -> Result<bool, Field> {
        if let Some(asked) = self.asked {
            return Err(asked);
        }
        let amount = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        match (self.has(Field::Date), amount) {
            (true, true) => Ok(true),
            (false, false) => Ok(false),
            // A list of customers may have a column that looks like one half of a purchase.
            _ if !self.has(Field::Number) && !self.has(Field::Quantity) && self.somebody() => Ok(false),
            (true, false) => Err(Field::Amount),
            (false, true) => Err(Field::Date),
        }
    }

    /// Whether a row can say who somebody is without a code.
    pub(super) fn names_somebody(&self) -> bool {
        use Field::{Company, Email, FirstName, Name, Phone, TaxId};
        [Name, FirstName, Company, Email, Phone, TaxId].into_iter().any(|f| self.has(f))
    }

    /// Whether a row can say who somebody is.
    pub fn somebody(&self) -> bool {
        use Field::{Code, Company, Email, FirstName, LastName, Mobile, Name, Phone, TaxId};
        [Code, Name, FirstName, LastName, Company, Email, Phone, Mobile, TaxId]
            .into_iter()
            .any(|f| self.has(f))
    }
}

/// The name of a column without the rate or running number at its end; `None` where there is none.
fn numbered(key: &str) -> Option<&str> {
    let name = key.trim_start_matches('%').trim_end_matches(|c: char| c.is_ascii_digit());
    (name.len() < key.trim_start_matches('%').len()).then_some(name)
}

/// The base of one rate of tax, or what is exempt.
fn is_base(key: &str) -> bool {
    const BASES: [&str; 9] = [
        "base",
        "baseimponible",
        "baseimp",
        "bimponible",
        "bi",
        "baseiva",
        "baseigic",
        "importebase",
        "baseal",
    ];
    const EXEMPT: [&str; 5] = ["baseexenta", "exento", "importeexento", "baseexento", "basenosujeta"];
    numbered(key).is_some_and(|name| BASES.contains(&name)) || EXEMPT.contains(&key)
}

/// Parts of what a document is worth without tax.
const REGISTER: [&str; 5] =
    ["valorfacturadoexportacion", "bigravada", "dsctobi", "mtoexonerado", "mtoinafecto"];

/// A document of identity, in a list of people.
const PAPERS: [&str; 5] = ["documento", "nodocumento", "ndocumento", "numdocumento", "numerodedocumento"];

/// The tax of one rate, as money.
fn is_tax(key: &str) -> bool {
    const OF_INDIA: [&str; 7] = ["cgst", "sgst", "igst", "utgst", "cgstamount", "sgstamount", "igstamount"];
    const CUOTAS: [&str; 5] = ["cuota", "cuotaiva", "cuotaigic", "importeiva", "ivaal"];
    // «% IVA 1» is the first rate, «IVA 21%» the tax at this rate.
    const TAXES: [&str; 5] = ["iva", "igic", "tax", "vat", "ipsi"];
    const RATES: [&str; 13] = ["3", "4", "5", "7", "95", "10", "12", "15", "16", "18", "19", "20", "21"];
    let rate = |name: &str| RATES.contains(&&key.trim_start_matches('%')[name.len()..]);
    numbered(key).is_some_and(|name| CUOTAS.contains(&name) || TAXES.contains(&name) && rate(name))
        || is_surcharge(key)
        || OF_INDIA.contains(&key)
}

/// What is paid on top of the tax.
fn is_surcharge(key: &str) -> bool {
    const SURCHARGES: [&str; 9] = [
        "recargo",
        "rec",
        "re",
        "recargoequivalencia",
        "recargodeequivalencia",
        "cuotare",
        "cuotarecargo",
        "importerecargo",
        "recequiv",
    ];
    SURCHARGES.contains(&key)
}

/// The day on which a record was made, whatever it is of.
pub(super) const MADE: [&str; 14] = [
    "dateadd",
    "created",
    "createdat",
    "createddate",
    "createdtime",
    "createdate",
    "creationdate",
    "datecreated",
    "dateadded",
    "fechacreacion",
    "fechadecreacion",
    "registro",
    "fecharegistro",
    "fechaderegistro",
];

/// Amounts of a whole document, also where its lines have prices.
const WHOLE: [&str; 14] = [
    "totalfactura",
    "totaldocumento",
    "totalpedido",
    "totalticket",
    "importetotal",
    "importetotalfactura",
    "importefactura",
    "totalamount",
    "invoicetotal",
    "invoiceamount",
    "ordertotal",
    "orderamount",
    "grandtotal",
    "totalapagar",
];

/// The parts of `COLUMN=FIELD,…`. A comma inside a column's name is understood where the part before it has no `=`.
pub fn parse_map(text: &str) -> Result<Vec<(String, String)>, ImportError> {
    let (mut pairs, mut held) = (Vec::new(), String::new());
    for part in text.split(',') {
        let whole = if held.is_empty() { part.to_owned() } else { format!("{held},{part}") };
        match whole.rsplit_once('=') {
            Some((column, field)) if !column.trim().is_empty() && !field.trim().is_empty() => {
                pairs.push((column.trim().to_owned(), field.trim().to_owned()));
                held.clear();
            }
            Some(_) => return Err(ImportError::MapSyntax { part: whole }),
            None => held = whole,
        }
    }
    if held.trim().is_empty() { Ok(pairs) } else { Err(ImportError::MapSyntax { part: held }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_with_commas_in_names() {
        let pairs = parse_map("Last, First=customer.name,Total = purchase.amount").unwrap();
        assert_eq!(pairs[0], ("Last, First".into(), "customer.name".into()));
        assert_eq!(pairs[1], ("Total".into(), "purchase.amount".into()));
        assert!(matches!(parse_map("Total"), Err(ImportError::MapSyntax { .. })));
        assert!(matches!(parse_map("=x"), Err(ImportError::MapSyntax { .. })));
    }

    #[test]
    fn unknown_names_are_refused_with_the_nearest() {
        let names = ["Importe".to_owned(), "Fecha".to_owned()];
        let map = |column: &str, field: &str| {
            Columns::resolve(&names, None, &[(column.into(), field.into())], None)
        };
        assert!(map("importe", "purchase.amount").is_ok());
        let error = map("Improte", "purchase.amount").unwrap_err();
        assert!(matches!(error, ImportError::UnknownColumn { nearest, .. } if nearest == "Importe"));
        let error = map("Fecha", "purchase.dat").unwrap_err();
        assert!(matches!(error, ImportError::UnknownField { nearest, .. } if nearest == "purchase.date"));
    }
}
