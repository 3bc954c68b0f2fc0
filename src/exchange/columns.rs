//! Which column is which field, from a preset, a map, or both.

use super::error::ImportError;
use super::field::{Field, distance};
use super::preset::{Preset, header_key, words};

/// Columns by field. A field may have several columns: texts are joined, of the rest the first that is filled counts.
#[derive(Clone, Debug)]
pub struct Columns {
    by_field: Vec<Vec<usize>>,
    names: Vec<String>,
}

impl Columns {
    /// What the preset and then the map say about these headers; the map wins over the preset.
    pub fn resolve(
        names: &[String],
        preset: Option<&Preset>,
        map: &[(String, String)],
    ) -> Result<Self, ImportError> {
        let mut columns = Self { by_field: vec![Vec::new(); Field::ALL.len()], names: names.to_vec() };
        if let Some(preset) = preset {
            let mut seen: Vec<String> = Vec::new();
            for (index, name) in names.iter().enumerate() {
                let key = header_key(name);
                // The second column of the same name is another thing, and nobody knows which.
                if seen.contains(&key) {
                    continue;
                }
                for field in preset.fields(name) {
                    columns.by_field[*field as usize].push(index);
                }
                if seen.len() < 1024 {
                    seen.push(key);
                }
            }
            columns.prefer_net();
            if preset.name == "generic" {
                columns.judge_generic();
            }
        }
        for (column, field) in map {
            let index = columns.find(column)?;
            if field.is_empty() {
                // Left out on purpose.
                columns.by_field.iter_mut().for_each(|of| of.retain(|i| *i != index));
                continue;
            }
            let field = Field::parse(field).ok_or_else(|| ImportError::UnknownField {
                field: field.clone(),
                nearest: Field::nearest(field).name().to_owned(),
            })?;
            if preset.is_some() {
                columns.by_field[field as usize].clear();
            }
            columns.by_field[field as usize].push(index);
        }
        Ok(columns)
    }

    /// Words that mean one thing in a list of customers and another in a list of sales.
    fn judge_generic(&mut self) {
        let key = |columns: &Self, field: Field| columns.first(field).map(|c| header_key(&columns.names[c]));
        // «Cliente» beside «Nombre» is a code.
        let sold = self.has(Field::Date) && (self.has(Field::Amount) || self.has(Field::UnitPrice));
        let twice = self.all(Field::Name).len() > 1;
        // In a list of sales the bare code beside them is the document's.
        let bare =
            matches!(key(self, Field::Code).as_deref(), Some("codigo" | "cod" | "cod." | "code" | "id"));
        if twice && sold && bare && !self.has(Field::Number) {
            self.by_field.swap(Field::Code as usize, Field::Number as usize);
        }
        let named_twice = twice && !self.has(Field::Code);
        if named_twice && matches!(key(self, Field::Name).as_deref(), Some("cliente" | "customer" | "client"))
        {
            let code = self.by_field[Field::Name as usize].remove(0);
            self.by_field[Field::Code as usize].push(code);
        }
        // Whoever is named on a sale and nowhere else is the customer.
        let who = [Field::Code, Field::Name, Field::FirstName, Field::LastName, Field::Company, Field::Email];
        if sold && self.has(Field::Contact) && !who.into_iter().any(|field| self.has(field)) {
            self.by_field.swap(Field::Contact as usize, Field::Name as usize);
        }
        for field in [Field::Code, Field::Name, Field::Number, Field::Date, Field::Amount] {
            self.by_field[field as usize].truncate(1);
        }
        let sales = self.documents().unwrap_or(true);
        if !sales {
            // Who sells to a customer looks after them.
            let sellers = std::mem::take(&mut self.by_field[Field::SalesRep as usize]);
            self.by_field[Field::Owner as usize].extend(sellers);
            return;
        }
        // The bare id of a sale is its number where a name says who bought.
        if key(self, Field::Code).as_deref() == Some("id")
            && !self.has(Field::Number)
            && self.has(Field::Name)
        {
            self.by_field.swap(Field::Code as usize, Field::Number as usize);
        }
        // The amount beside quantity and price is that of the line, unless it says that it is the document's.
        let whole =
            ["total factura", "importe total", "total amount", "invoice total", "order total", "grand total"];
        let of_line =
            (self.has(Field::UnitPrice) || self.has(Field::Quantity)) && !self.has(Field::LineAmount);
        if of_line && key(self, Field::Amount).is_some_and(|k| !whole.contains(&k.as_str())) {
            self.by_field.swap(Field::Amount as usize, Field::LineAmount as usize);
            self.by_field[Field::Tax as usize].clear();
        }
    }

    /// Of several amounts the one without tax; from it no tax is taken off.
    fn prefer_net(&mut self) {
        let net = |index: &usize| words().net.contains(&header_key(&self.names[*index]));
        let chosen = self.all(Field::Amount).iter().copied().find(|i| net(i));
        if let Some(chosen) = chosen {
            self.by_field[Field::Amount as usize] = vec![chosen];
            self.by_field[Field::Tax as usize].clear();
        }
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

    /// Whether a field has a column.
    pub fn has(&self, field: Field) -> bool {
        !self.all(field).is_empty()
    }

    /// Fields of a column.
    pub fn fields_of(&self, index: usize) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|f| self.all(*f).contains(&index)).collect()
    }

    /// Header of a column.
    pub fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// Every header.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether a row can be a document: it has a day and an amount. A mistake where only one of both is there.
    pub fn documents(&self) -> Result<bool, ImportError> {
        let amount = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        match (self.has(Field::Date), amount) {
            (true, true) => Ok(true),
            (false, false) => Ok(false),
            // A list of customers may have a column that looks like one half of a purchase.
            _ if !self.has(Field::Number) && !self.has(Field::Quantity) && self.somebody() => Ok(false),
            (true, false) => Err(ImportError::FieldNeeded { field: Field::Amount.name() }),
            (false, true) => Err(ImportError::FieldNeeded { field: Field::Date.name() }),
        }
    }

    /// Whether a row can say who somebody is.
    pub fn somebody(&self) -> bool {
        use Field::{Code, Company, Email, FirstName, LastName, Mobile, Name, Phone, TaxId};
        [Code, Name, FirstName, LastName, Company, Email, Phone, Mobile, TaxId]
            .into_iter()
            .any(|f| self.has(f))
    }
}

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
        let map =
            |column: &str, field: &str| Columns::resolve(&names, None, &[(column.into(), field.into())]);
        assert!(map("importe", "purchase.amount").is_ok());
        let error = map("Improte", "purchase.amount").unwrap_err();
        assert!(matches!(error, ImportError::UnknownColumn { nearest, .. } if nearest == "Importe"));
        let error = map("Fecha", "purchase.dat").unwrap_err();
        assert!(matches!(error, ImportError::UnknownField { nearest, .. } if nearest == "purchase.date"));
    }
}
