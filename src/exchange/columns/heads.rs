//! Names of columns of a list of people whose head word says what they are, whatever stands around it: `yard_notes`,
//! `IdentificadorEmpresarial`. In a list of sales the same words are of the sale.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::column_key;
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::columns::spelled::words_of;

/// Notes.
const NOTES: [&str; 12] = [
    "note",
    "notes",
    "nota",
    "notas",
    "observacion",
    "observaciones",
    "comentario",
    "comentarios",
    "comment",
    "comments",
    "remarks",
    "anotaciones",
];
/// What stands beside these words where they are no note.
const NO_NOTE: [&str; 16] = [
    "credit", "debit", "credito", "debito", "delivery", "entrega", "media", "final", "count", "numero",
    "num", "date", "fecha", "id", "by", "por",
];
/// A document that says who somebody is.
const PAPERS: [&str; 9] = [
    "identificador",
    "identificacion",
    "identification",
    "identity",
    "documento",
    "document",
    "cedula",
    "identidad",
    "identifier",
];
/// And what stands around its name.
const AROUND: [&str; 18] = [
    "empresarial",
    "fiscal",
    "tributario",
    "tributaria",
    "nacional",
    "national",
    "personal",
    "number",
    "numero",
    "num",
    "no",
    "id",
    "card",
    "de",
    "del",
    "tax",
    "cliente",
    "customer",
];
/// What describes somebody in a list of people, and what is sold in one of sales.
const DESCRIBING: [&str; 5] = ["description", "descripcion", "descricao", "descrizione", "beschreibung"];

/// What the head word of a name says.
fn head(header: &str) -> Option<Field> {
    let words = words_of(header);
    if words.len() > 5 {
        return None;
    }
    let ends = [words.first()?, words.last()?];
    let any = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    if ends.iter().any(|word| NOTES.contains(&word.as_str())) && !any(&NO_NOTE) {
        return Some(Field::Notes);
    }
    let paper =
        words.iter().all(|w| PAPERS.contains(&w.as_str()) || AROUND.contains(&w.as_str())) && any(&PAPERS);
    (paper || words == ["id", "number"]).then_some(Field::TaxId)
}

impl Columns {
    /// Of a list of people, what nobody has read yet.
    pub(in crate::exchange) fn read_heads(&mut self, shapes: Option<&Shapes>) {
        let Some(shapes) = shapes else { return };
        let taxed = self.has(Field::TaxId);
        for column in 0..self.names().len() {
            if self.all(Field::Product).contains(&column) {
                if DESCRIBING.contains(&column_key(self.name(column)).as_str()) {
                    self.take(column, Field::Product);
                    self.give(column, Field::Notes);
                }
                continue;
            }
            if !self.fields_of(column).is_empty() {
                continue;
            }
            let words = |s: &Shape| s.holds_words() && !s.holds_flags() && !s.holds_days();
            // Two people of one number are not told by it.
            let numbers = |s: &Shape| s.is_never_the_same() && !s.lacks_figures() && !s.holds_days();
            match head(self.name(column)) {
                Some(Field::Notes) if shapes.are(column, words) => self.give(column, Field::Notes),
                Some(Field::TaxId) if !taxed && shapes.are(column, numbers) => {
                    self.give(column, Field::TaxId);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_name_counts_and_not_what_stands_around_it() {
        for (header, is) in [
            ("yard_notes", Some(Field::Notes)),
            ("Internal Note", Some(Field::Notes)),
            ("Observaciones del cliente", Some(Field::Notes)),
            ("Credit Note", None),
            ("Nota media", None),
            ("IdentificadorEmpresarial", Some(Field::TaxId)),
            ("id_number", Some(Field::TaxId)),
            ("Documento de identidad nacional", Some(Field::TaxId)),
            ("Tipo de documento", None),
            ("next_of_kin_id", None),
        ] {
            assert_eq!(head(header), is, "{header}");
        }
    }
}
