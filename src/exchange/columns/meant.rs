//! What columns mean where their names do not say it alone: the cells of the first rows say what they hold. Nothing is
//! guessed where two columns could be meant: that is asked.

use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{Preset, column_key, header_key, words};
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::columns::spelled;
use crate::exchange::columns::{Columns, MADE};

/// Parts of names of days that are of somebody and of no sale.
const OF_SOMEBODY: [&str; 32] = [
    "ult", "primer", "first", "last", "prox", "next", "nac", "birth", "alta", "fin", "end", "baja", "venc",
    "due", "caduc", "expir", "modif", "updat", "cread", "creat", "since", "desde", "echeance", "scaden",
    "fallig", "until", "dob", "ingreso", "verval", "splatn", "termin", "limit",
];
/// And of days on which a sale is paid or sent, which count where no other day is.
const AFTERWARDS: [&str; 21] = [
    "paid", "pago", "pay", "cobro", "ship", "envi", "entrega", "deliver", "complet", "clos", "process",
    "deposit", "zahl", "paiement", "pagament", "refund", "opened", "cierre", "liefer", "sent", "regle",
];
/// Parts of names of sums that are no sale.
const NO_SALE: [&str; 32] = [
    "saldo", "balance", "limit", "credit", "cuota", "fee", "salar", "renta", "income", "ltv", "score",
    "edad", "age", "lat", "lon", "lng", "percent", "porc", "rate", "tipo", "cost", "margen", "benefi",
    "profit", "comision", "propina", "tip", "peso", "weight", "deuda", "capital", "promedio",
];

/// And of what is none even where the same people come again.
const NEVER_SALE: [&str; 25] = [
    "limit", "salar", "renta", "income", "ltv", "score", "edad", "age", "lat", "lon", "lng", "percent",
    "porc", "rate", "peso", "weight", "phone", "tel", "fax", "mobil", "movil", "celular", "ext", "zip",
    "postal",
];

/// Words that only a table of sales has in a name.
const OF_SALE: [&str; 9] =
    ["cart", "order", "pedido", "venta", "compra", "ticket", "invoice", "factura", "purchase"];

/// Parts of names of small numbers that count nothing that was sold.
const NO_COUNT: [&str; 28] = [
    "dura", "minut", "tiempo", "id", "cod", "no", "num", "ano", "year", "mes", "month", "dia", "day", "hora",
    "hour", "time", "semana", "week", "mesa", "table", "tienda", "store", "linea", "line", "punt", "rating",
    "stock", "cp",
];

/// Flags of a row that is itself the refund, and not of a sale that was taken back.
const REFUND: [&str; 6] = ["devolucion", "isrefund", "refundflag", "returnflag", "isreturn", "esdevolucion"];

/// What a table of documents says of whoever buys.
const BUYER: [Field; 10] = [
    Field::Code,
    Field::TaxId,
    Field::Email,
    Field::Phone,
    Field::Mobile,
    Field::Address,
    Field::City,
    Field::Region,
    Field::PostalCode,
    Field::Country,
];

/// What a name says behind the word for whoever it is about.
const OF_PERSON: [Field; 15] = [
    Field::FirstName,
    Field::LastName,
    Field::Company,
    Field::Email,
    Field::Phone,
    Field::Mobile,
    Field::Fax,
    Field::Address,
    Field::City,
    Field::Region,
    Field::PostalCode,
    Field::Country,
    Field::BirthYear,
    Field::TaxId,
    Field::Source,
];

impl Columns {
    /// Of sales `Désignation` is what was sold and `Kategorie` of which kind; of people they are what they do and a label.
    pub(super) fn settle_sold(&mut self) {
        if !self.has(Field::Product) && self.is_called(Field::Activity, &["designation"]) {
            let column = self.by_field[Field::Activity as usize].remove(0);
            self.give(column, Field::Product);
        }
        let goods = self.has(Field::Product) || self.has(Field::LineCode);
        if goods && !self.has(Field::Category) && self.is_called(Field::Tags, &["kategorie", "kategorien"]) {
            let column = self.by_field[Field::Tags as usize].remove(0);
            self.give(column, Field::Category);
        }
    }

    /// What the cells say against the names: flags that are no sums, words where numbers should be, days elsewhere.
    pub(in crate::exchange) fn heed(&mut self, preset: &Preset, shapes: &Shapes) {
        self.heed_counts_of_refunds(shapes);
        // «Devuelto: sí» takes the document back.
        for column in self.all(Field::Refunded).to_vec() {
            if shapes.are(column, Shape::holds_flags) {
                self.take(column, Field::Refunded);
                // A row that is a refund and says so by its sign counts as what it is.
                let sums = [Field::Amount, Field::LineAmount, Field::UnitPrice, Field::Quantity];
                let mut sums = sums.into_iter().flat_map(|field| self.all(field).to_vec());
                let signed = sums.any(|c| shapes.are(c, Shape::holds_negatives));
                if !(signed && REFUND.contains(&column_key(self.name(column)).as_str())) {
                    self.give(column, Field::CancelledAt);
                }
            }
        }
        let wordy = |shape: &Shape| shape.holds_words() || shape.holds_flags() && !shape.holds_numbers();
        for field in [
            Field::DiscountAmount,
            Field::DiscountPercent,
            Field::Tax,
            Field::Shipping,
            Field::Withheld,
            Field::Refunded,
            Field::Quantity,
            Field::Amount,
            Field::LineAmount,
            Field::UnitPrice,
        ] {
            for column in self.all(field).to_vec() {
                if shapes.are(column, wordy) {
                    self.take(column, field);
                }
            }
        }
        for column in self.all(Field::Phone).to_vec() {
            // «Contato» is a number, or whom to ask for.
            let named = column_key(self.name(column)) == "contato";
            if named && shapes.are(column, Shape::holds_words) {
                self.take(column, Field::Phone);
                self.give(column, Field::Contact);
            }
        }
        for field in [Field::PostalCode, Field::TaxId, Field::Phone, Field::Mobile, Field::Fax] {
            for column in self.all(field).to_vec() {
                // «CAP» is also a health centre.
                if shapes.are(column, Shape::lacks_figures) && !self.all(Field::Email).contains(&column) {
                    self.take(column, field);
                }
            }
        }
        for field in [Field::ConsentEmail, Field::Consent] {
            for column in self.all(field).to_vec() {
                // The day on which somebody subscribed.
                if shapes.are(column, Shape::holds_days) {
                    self.take(column, field);
                }
            }
        }
        for column in self.all(Field::Since).to_vec() {
            // A year and a month; a number is the day of a spreadsheet.
            if !shapes.are(column, |s| {
                s.is_empty() || s.holds_some_days() || s.holds_numbers() && !s.holds_negatives()
            }) {
                self.take(column, Field::Since);
            }
        }
        for column in self.all(Field::Status).to_vec() {
            // «FV-1» is a kind of documents with numbers of its own.
            if !self.has(Field::Series) && shapes.are(column, Shape::holds_series) {
                self.give(column, Field::Series);
            }
        }
        for column in self.all(Field::SalesRep).to_vec() {
            // «Vendido por» is also for how much.
            if shapes.are(column, Shape::holds_money) {
                self.take(column, Field::SalesRep);
            }
        }
        let days = self.all(Field::Date).to_vec();
        if days.iter().any(|column| shapes.are(*column, Shape::holds_days)) {
            for column in days.into_iter().filter(|column| !shapes.are(*column, Shape::holds_days)) {
                self.take(column, Field::Date);
            }
        }
        self.fill_lacking(preset, shapes);
        self.guess_sales(shapes);
        if !self.somebody() {
            for column in (0..self.names().len()).filter(|c| spelled::is_user(self.name(*c))) {
                if self.is_unused(column) {
                    let words = shapes.are(column, Shape::holds_words);
                    let named = words && !column_key(self.name(column)).contains("id");
                    self.give(column, if named { Field::Name } else { Field::Code });
                    break;
                }
            }
        }
    }

    /// How often money was given back, or whether it was, says nothing where a column beside it says how much.
    fn heed_counts_of_refunds(&mut self, shapes: &Shapes) {
        let all = self.all(Field::Refunded).to_vec();
        let counts = |c: &usize| shapes.are(*c, |s| s.holds_flags() || s.holds_counts());
        // Noughts alone do not say how much.
        let money = |c: &usize| {
            !counts(c)
                && shapes.are(*c, |s| s.holds_numbers() && (s.holds_money() || s.is_different_at_times()))
        };
        if all.iter().any(money) {
            for column in all.into_iter().filter(counts).collect::<Vec<_>>() {
                self.take(column, Field::Refunded);
            }
        }
    }

    /// Names by their parts, where a field has no column that is called by its name.
    pub(in crate::exchange) fn read_parts(&mut self, preset: &Preset) {
        if preset.name != "generic" {
            return;
        }
        let had: Vec<bool> = Field::ALL.iter().map(|field| self.has(*field)).collect();
        for column in (0..self.names().len()).filter(|c| self.is_unused(*c)).collect::<Vec<_>>() {
            let name = self.name(column);
            let code = || Some(Field::Code).filter(|_| spelled::is_code_of_person(name));
            let theirs = || {
                let rest = spelled::without_person(name)?;
                preset.listed(&rest).first().copied().filter(|field| OF_PERSON.contains(field))
            };
            let price = || self.is_price(name).then_some(Field::UnitPrice);
            let field = spelled::field(name).or_else(code).or_else(theirs).or_else(price);
            // Beside an amount one without tax is another: it counts.
            let net = had[Field::Date as usize] && words().is_net(name);
            if net && field.is_none_or(|field| field == Field::Amount) {
                self.give(column, Field::Amount);
            } else if let Some(field) = field.filter(|field| !had[*field as usize]) {
                self.give(column, field);
            }
        }
        self.take_billed(preset);
        if !self.has(Field::Number) {
            let order = |c: &usize| self.is_unused(*c) && spelled::ends_in_order(self.name(*c));
            if let Some(column) = (0..self.names().len()).find(order) {
                self.give(column, Field::Number);
            }
        }
    }

    /// «Cena» is a price where the others are called in Czech or Polish, and a supper in Spanish.
    fn is_price(&self, name: &str) -> bool {
        let beside =
            ["ilosc", "produkt", "towar", "usluga", "mnozstvi", "pocet", "zbozi", "sluzba", "polozka"];
        let key = |name: &String| column_key(name);
        column_key(name) == "cena" && self.names().iter().map(key).any(|k| beside.contains(&k.as_str()))
    }

    /// Whether a column with a name goes nowhere.
    pub(in crate::exchange) fn is_unused(&self, column: usize) -> bool {
        self.fields_of(column).is_empty() && !self.name(column).trim().is_empty()
    }

    fn is_paid(&self) -> bool {
        [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f))
    }

    /// Words that mean a field where no other column does.
    fn fill_lacking(&mut self, preset: &Preset, shapes: &Shapes) {
        let of = |columns: &Self, field: Field| -> Vec<usize> {
            (0..columns.names().len())
                .filter(|c| preset.lacking(columns.name(*c)) == Some(field))
                .filter(|c| columns.fields_of(*c).iter().all(|f| matches!(f, Field::Income | Field::Cost)))
                .filter(|c| shapes.are(*c, Shape::holds_numbers))
                .collect()
        };
        let dated = self.has(Field::Date) || !self.days(shapes).is_empty();
        if dated && !self.has(Field::Number) {
            let number =
                |c: &usize| preset.lacking(self.name(*c)) == Some(Field::Number) && self.is_unused(*c);
            if let Some(column) = (0..self.names().len()).find(number) {
                self.give(column, Field::Number);
            }
        }
        if !self.is_paid() && dated && (self.is_of_sales() || !self.tells_of_people()) {
            let found = of(self, Field::Amount);
            // What it cost is what somebody paid where nothing else is money.
            let cost = |c: &usize| self.all(Field::Cost).contains(c);
            let alone = found.iter().all(cost);
            for column in found.into_iter().filter(|c| alone || !cost(c)).collect::<Vec<_>>() {
                self.take(column, Field::Income);
                self.take(column, Field::Cost);
                self.give(column, Field::Amount);
            }
        }
        if dated && self.is_paid() && !self.has(Field::Number) {
            // «Venta» beside what it came to is its number.
            let number = |c: &usize| {
                let other =
                    |s: &Shape| s.holds_days() || s.holds_flags() || s.holds_money() || s.holds_names();
                self.is_unused(*c) && spelled::is_paper(self.name(*c)) && !shapes.are(*c, other)
            };
            if let Some(column) = (0..self.names().len()).find(number) {
                self.give(column, Field::Number);
            }
        }
        if self.has(Field::UnitPrice) && !self.has(Field::Quantity) {
            let counts = of(self, Field::Quantity);
            let units = (0..self.names().len()).filter(|c| self.is_unused(*c));
            let units = units.filter(|c| spelled::says_units(self.name(*c)));
            let units: Vec<usize> = units.filter(|c| shapes.are(*c, Shape::holds_numbers)).collect();
            if let Some(column) = counts.first().or(units.first()) {
                self.give(*column, Field::Quantity);
            }
        }
        // A price of one, and beside it small numbers that nobody knows: how many were sold?
        let whole = [Field::Quantity, Field::Amount, Field::LineAmount].into_iter().any(|f| self.has(f));
        if self.has(Field::UnitPrice) && self.has(Field::Product) && !whole {
            let counts = |c: &usize| self.is_unused(*c) && shapes.are(*c, Shape::holds_counts);
            let units = |c: &usize| !says(self.name(*c), &NO_SALE) && !says(self.name(*c), &NO_COUNT);
            if (0..self.names().len()).filter(counts).any(|c| units(&c)) {
                self.asked = Some(Field::Quantity);
            }
        }
    }

    /// Columns of days that nobody knows and that can be those of sales.
    fn days(&self, shapes: &Shapes) -> Vec<usize> {
        let all = (0..self.names().len()).filter(|c| self.is_unused(*c));
        let days: Vec<usize> =
            all.filter(|c| shapes.are(*c, Shape::holds_days) && !says(self.name(*c), &OF_SOMEBODY)).collect();
        let (later, first): (Vec<usize>, Vec<usize>) =
            days.into_iter().partition(|c| says(self.name(*c), &AFTERWARDS));
        if first.is_empty() { later } else { first }
    }

    /// Whether there is a column of a document or of something sold.
    fn is_of_sales(&self) -> bool {
        let key = |field: Field| self.first(field).map(|c| column_key(self.name(c)));
        let running =
            ["no", "n", "num", "numero", "number", "documento", "nodocumento", "ndocumento", "numdocumento"];
        let numbered = key(Field::Number).is_some_and(|key| !running.contains(&key.as_str()));
        let contract = ["plan", "plano", "membership", "curso", "course", "habitacion", "room", "roomtype"];
        let sold = key(Field::Product).is_some_and(|key| !contract.contains(&key.as_str()));
        numbered || sold || self.has(Field::Quantity) || self.has(Field::UnitPrice)
    }

    /// Whether there is a column that lists of people have and lists of sales hardly ever.
    fn tells_of_people(&self) -> bool {
        use Field::{Address, BirthYear, City, Email, Mobile, Phone, PostalCode, Since, Subscription};
        let details = [Phone, Mobile, Address, City, PostalCode, BirthYear, Since, Subscription, Email];
        details.into_iter().any(|field| self.has(field))
    }

    /// Day and amount of a table of sales whose names nobody knows: taken where one alone can be meant, else asked.
    fn guess_sales(&mut self, shapes: &Shapes) {
        let (dated, paid) = (self.has(Field::Date), self.is_paid());
        if dated && paid || !self.somebody() && !dated && !paid {
            return;
        }
        let sure = self.is_of_sales() || !self.tells_of_people();
        let made = self.first(Field::Since).filter(|c| MADE.contains(&column_key(self.name(*c)).as_str()));
        if let Some(column) = made.filter(|_| paid && !dated && !self.names_somebody()) {
            // The day on which a sale was written down.
            self.take(column, Field::Since);
            self.give(column, Field::Date);
            return;
        }
        let days = self.days(shapes);
        let money: Vec<usize> = (0..self.names().len())
            .filter(|c| self.is_unused(*c) && shapes.are(*c, Shape::holds_money))
            .filter(|c| !says(self.name(*c), &NO_SALE) && !self.name(*c).contains('%'))
            .collect();
        match (dated, paid, days.as_slice(), money.as_slice()) {
            (false, true, [day], _) if sure => self.give(*day, Field::Date),
            (false, true, [], _) => {
                // A code alone and what was bought is no list of people.
                let coded = !self.names_somebody() && self.has(Field::Code);
                let sold = self.has(Field::Product) || self.has(Field::Category);
                self.asked = (coded && sold).then_some(Field::Date);
            }
            (false, true, ..) => self.asked = Some(Field::Date),
            // Beside units it may be the price of one or of all.
            (true, false, _, [_]) if self.has(Field::Quantity) => self.asked = Some(Field::Amount),
            (true, false, _, [amount]) if sure => self.give(*amount, Field::Amount),
            (true, false, _, []) if sure && self.is_of_sales() => self.asked = Some(Field::Amount),
            (false, false, [day], [amount]) if sure => {
                self.give(*day, Field::Date);
                self.give(*amount, Field::Amount);
            }
            (false, false, [_, _, ..], [_, ..]) if sure => self.asked = Some(Field::Date),
            (true, false, _, [_, _, ..]) | (false, false, [_], [_, _, ..]) if sure => {
                self.asked = Some(Field::Amount);
            }
            _ => self.doubt(&days, shapes),
        }
    }

    /// Days and amounts that nobody knows in a table of people who come again: they may have bought. Where nobody comes
    /// again and no name speaks of sales it may be what somebody pays each month, or the day of their contract.
    fn doubt(&mut self, days: &[usize], shapes: &Shapes) {
        let who = [Field::Code, Field::Email, Field::Mobile, Field::Phone, Field::Name];
        let mut who = who.into_iter().filter_map(|field| self.first(field));
        let again = who.any(|column| shapes.are(column, Shape::comes_again));
        let sums = |c: &usize| {
            self.is_unused(*c) && shapes.are(*c, Shape::holds_money) && !says(self.name(*c), &NEVER_SALE)
        };
        let sums = (0..self.names().len()).filter(sums).count();
        let (dated, paid) = (self.has(Field::Date), self.is_paid());
        let sold = || self.names().iter().any(|name| says(name, &OF_SALE));
        if paid || !dated && days.is_empty() || !(again || sold()) || sums == 0 {
            return;
        }
        self.asked = Some(if dated || days.len() == 1 { Field::Amount } else { Field::Date });
    }

    /// Of a list of people: what was taken for a sale is nothing of theirs, a state that is a province is where they are.
    pub(in crate::exchange) fn leave_sales_out(&mut self, preset: &Preset, shapes: Option<&Shapes>) {
        for column in self.all(Field::Subscription).to_vec() {
            if !self.has(Field::Region) && shapes.is_some_and(|s| s.are(column, Shape::holds_regions)) {
                self.take(column, Field::Subscription);
                self.give(column, Field::Region);
            }
        }
        self.settle_subscription(shapes);
        self.read_heads(shapes);
        // What a visit or a call was about.
        let about = |c: &usize| self.is_unused(*c) && preset.lacking(self.name(*c)) == Some(Field::Notes);
        if !self.has(Field::Notes)
            && let Some(column) = (0..self.names().len()).find(about)
        {
            self.give(column, Field::Notes);
        }
        for field in Field::ALL.iter().filter(|field| !field.is_customer()) {
            self.forget(*field);
        }
        let named = [Field::Name, Field::FirstName, Field::LastName, Field::Company];
        if self.asked.is_none() && !named.into_iter().any(|f| self.has(f)) && self.somebody() {
            let names = |c: usize| self.is_unused(c) && shapes.is_some_and(|s| s.are(c, Shape::holds_names));
            // A code alone is nobody that can be called or written to.
            let reached = [Field::Email, Field::Phone, Field::Mobile].into_iter().any(|f| self.has(f));
            if !reached && shapes.is_some() || (0..self.names().len()).any(names) {
                self.asked = Some(Field::Name);
            }
        }
    }

    /// What the words of everybody say of columns that a program's preset leaves open: who may be written to, and of
    /// people also what the preset has no column for.
    pub(in crate::exchange) fn borrow(&mut self, preset: &Preset, generic: &Preset) {
        let had: Vec<bool> = Field::ALL.iter().map(|f| self.has(*f) || !self.spare(*f).is_empty()).collect();
        let of_people = preset.is_of_people();
        // The tables that Spanish programs write have whatever columns somebody chose.
        let of_documents = preset.name == "factura_es";
        for column in 0..self.names().len() {
            if !self.is_unused(column) {
                continue;
            }
            for field in generic.fields(self.name(column)).to_vec() {
                let consent = (Field::ConsentEmail..=Field::Subscription).contains(&field);
                let name =
                    matches!(field, Field::Name | Field::Contact | Field::Code | Field::Owner | Field::Tags);
                let theirs = of_people && field.is_customer() && !name && !had[field as usize];
                let buyer = of_documents && BUYER.contains(&field) && !had[field as usize];
                // What was sold says whether an amount stands again in each row of a document.
                let sold = of_documents && field == Field::Product && !had[field as usize];
                if consent || theirs || buyer || sold {
                    self.give(column, field);
                }
            }
        }
        self.take_billed(generic);
    }
}

/// Whether a word of a name begins with one of these, or has a long one of them inside.
fn says(name: &str, parts: &[&str]) -> bool {
    let name = header_key(name);
    parts.iter().any(|part| {
        name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(part))
            || part.len() > 3 && name.contains(part)
    })
}
