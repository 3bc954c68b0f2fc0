//! The words of the language: names of fields and of fixed values in Spanish and English, folded.

use super::Field;
use crate::domain::base::names::fold;

/// Field by name; the first name of a field in each language is the one suggested.
pub(super) const FIELDS: &[(&str, Field)] = &[
    ("etiqueta", Field::Tag),
    ("tag", Field::Tag),
    ("etiquetas", Field::Tag),
    ("tags", Field::Tag),
    ("label", Field::Tag),
    ("etapa", Field::Stage),
    ("stage", Field::Stage),
    ("ritmo", Field::Rhythm),
    ("rhythm", Field::Rhythm),
    ("estado", Field::State),
    ("state", Field::State),
    ("zona", Field::Zone),
    ("zone", Field::Zone),
    ("responsable", Field::Owner),
    ("owner", Field::Owner),
    ("comercial", Field::Owner),
    ("vendedor", Field::Owner),
    ("seller", Field::Owner),
    ("origen", Field::Source),
    ("source", Field::Source),
    ("ultima", Field::Last),
    ("last", Field::Last),
    ("ultimo", Field::Last),
    ("ultima_compra", Field::Last),
    ("last_purchase", Field::Last),
    ("alta", Field::Since),
    ("since", Field::Since),
    ("desde", Field::Since),
    ("primera", Field::Since),
    ("first", Field::Since),
    ("contacto", Field::Contact),
    ("contact", Field::Contact),
    ("contactado", Field::Contact),
    ("contacted", Field::Contact),
    ("proximo", Field::Next),
    ("next", Field::Next),
    ("proxima", Field::Next),
    ("gasto", Field::Spent),
    ("spent", Field::Spent),
    ("gastado", Field::Spent),
    ("spend", Field::Spent),
    ("revenue", Field::Spent),
    ("ventas", Field::Spent),
    ("total", Field::Total),
    ("facturado", Field::Total),
    ("pedidos", Field::Orders),
    ("orders", Field::Orders),
    ("compras", Field::Orders),
    ("purchases", Field::Orders),
    ("pedido", Field::Orders),
    ("razon", Field::Reason),
    ("reason", Field::Reason),
    ("motivo", Field::Reason),
    ("causa", Field::Reason),
];

/// Names of fixed values and the keys each stands for.
type Fixed = &'static [(&'static str, &'static [&'static str])];

const STAGES: Fixed = &[
    ("prospect", &["prospect"]),
    ("prospects", &["prospect"]),
    ("prospecto", &["prospect"]),
    ("prospectos", &["prospect"]),
    ("potencial", &["prospect"]),
    ("potenciales", &["prospect"]),
    ("new", &["new"]),
    ("nuevo", &["new"]),
    ("nuevos", &["new"]),
    ("nueva", &["new"]),
    ("adolescent", &["adolescent"]),
    ("adolescents", &["adolescent"]),
    ("adolescente", &["adolescent"]),
    ("adolescentes", &["adolescent"]),
    ("mature", &["mature"]),
    ("maduro", &["mature"]),
    ("maduros", &["mature"]),
    ("madura", &["mature"]),
    ("veteran", &["veteran"]),
    ("veterans", &["veteran"]),
    ("veterano", &["veteran"]),
    ("veteranos", &["veteran"]),
    ("lost", &["lost"]),
    ("perdido", &["lost"]),
    ("perdidos", &["lost"]),
    ("active", ACTIVE),
    ("activos", ACTIVE),
];
const ACTIVE: &[&str] = &["new", "adolescent", "mature", "veteran"];

const RHYTHMS: Fixed = &[
    ("on_time", &["on_time"]),
    ("on time", &["on_time"]),
    ("al dia", &["on_time"]),
    ("a tiempo", &["on_time"]),
    ("due", &["due"]),
    ("toca", &["due"]),
    ("late", &["late"]),
    ("tarde", &["late"]),
    ("retrasado", &["late"]),
    ("at_risk", &["at_risk"]),
    ("at risk", &["at_risk"]),
    ("riesgo", &["at_risk"]),
    ("lost", &["lost"]),
    ("perdido", &["lost"]),
];

const STATES: Fixed = &[
    ("archived", &["archived"]),
    ("archivado", &["archived"]),
    ("archivados", &["archived"]),
    ("archivada", &["archived"]),
    ("do_not_call", &["do_not_call"]),
    ("do not call", &["do_not_call"]),
    ("no_llamar", &["do_not_call"]),
    ("no llamar", &["do_not_call"]),
    ("definitive", &["definitive"]),
    ("definitivo", &["definitive"]),
    ("definitivos", &["definitive"]),
];

const REASONS: Fixed = &[
    ("price", &["price"]),
    ("precio", &["price"]),
    ("quality", &["quality"]),
    ("calidad", &["quality"]),
    ("delay", &["delay"]),
    ("retraso", &["delay"]),
    ("plazo", &["delay"]),
    ("service", &["service"]),
    ("servicio", &["service"]),
    ("trato", &["service"]),
    ("stock", &["stock"]),
    ("existencias", &["stock"]),
    ("error", &["error"]),
    ("competitor_price", &["competitor_price"]),
    ("precio_competencia", &["competitor_price"]),
    ("competitor_offer", &["competitor_offer"]),
    ("oferta_competencia", &["competitor_offer"]),
    ("competitor_nearer", &["competitor_nearer"]),
    ("competencia_cerca", &["competitor_nearer"]),
    ("closed_down", &["closed_down"]),
    ("cierre", &["closed_down"]),
    ("cerrado", &["closed_down"]),
    ("moved", &["moved"]),
    ("mudanza", &["moved"]),
    ("traslado", &["moved"]),
    ("no_need", &["no_need"]),
    ("sin_necesidad", &["no_need"]),
    ("unknown", &["unknown"]),
    ("desconocido", &["unknown"]),
    ("desconocida", &["unknown"]),
    ("ours", &["ours"]),
    ("nuestra", &["ours"]),
    ("propia", &["ours"]),
    ("competitor", &["competitor"]),
    ("competencia", &["competitor"]),
    ("external", &["external"]),
    ("externa", &["external"]),
];

/// The field of this name (folded).
pub(super) fn field(name: &str) -> Option<Field> {
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

/// Names and keys of a field with fixed values; empty for free ones.
pub(super) fn fixed(field: Field) -> Fixed {
    match field {
        Field::Stage => STAGES,
        Field::Rhythm => RHYTHMS,
        Field::State => STATES,
        Field::Reason => REASONS,
        _ => &[],
    }
}

/// The keys a word (folded) stands for in a field with fixed values: the value of this name, else every value
/// whose name begins so. Empty where there is none.
pub(super) fn keys(field: Field, word: &str) -> Vec<&'static str> {
    let all = fixed(field);
    if let Some((_, keys)) = all.iter().find(|(name, _)| *name == word) {
        return keys.to_vec();
    }
    let mut keys: Vec<&'static str> = Vec::new();
    for key in all.iter().filter(|(name, _)| !word.is_empty() && name.starts_with(word)).flat_map(|(_, k)| *k)
    {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    keys
}

/// The nearest of these names, by changed letters, where it is near at all.
pub(super) fn nearest(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = fold(word);
    let length = word.chars().count();
    if length > 24 {
        return None;
    }
    let best = names.map(|name| (distance(&word, name), name)).min_by_key(|(d, _)| *d)?;
    (best.0 <= (length / 2).clamp(1, 3)).then_some(best.1)
}

/// Letters to change, add, drop or swap with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let above = &rows[i - 1];
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_field_has_a_nearest_name() {
        let nearest = |word: &str| nearest(word, FIELDS.iter().map(|(name, _)| *name));
        assert_eq!(nearest("etpaa"), Some("etapa"));
        assert_eq!(nearest("stge"), Some("stage"));
        assert_eq!(nearest("Gsato"), Some("gasto"));
        assert_eq!(nearest("xyzzy"), None);
    }

    #[test]
    fn a_beginning_stands_for_every_value_it_begins() {
        assert_eq!(keys(Field::Stage, "per"), ["lost"]);
        assert_eq!(keys(Field::Stage, "activos"), ACTIVE);
        assert_eq!(keys(Field::Stage, "ma"), ["mature"]);
        assert_eq!(keys(Field::Stage, "x"), [""; 0]);
    }
}
