//! The words of the language: names of fields and of fixed values in Spanish and English, folded.

use super::Field;
use crate::domain::base::names::fold;

/// Names of a field, folded: the Spanish one, the English one, and others that are understood.
type Names = (Field, &'static str, &'static str, &'static [&'static str]);

const FIELDS: &[Names] = &[
    (Field::Tag, "etiqueta", "tag", &["etiquetas", "tags", "label", "labels"]),
    (Field::Color, "color", "colour", &["colores", "colors", "colours"]),
    (Field::Stage, "etapa", "stage", &[]),
    (Field::Rhythm, "ritmo", "rhythm", &[]),
    (Field::State, "estado", "state", &[]),
    (Field::Zone, "zona", "zone", &["zonas"]),
    (Field::Province, "provincia", "province", &["provincias", "region"]),
    (Field::City, "ciudad", "city", &["poblacion", "localidad", "town", "municipio"]),
    (Field::Age, "edad", "age", &["anos"]),
    (Field::Generation, "generacion", "generation", &[]),
    (Field::Language, "idioma", "language", &["lengua"]),
    (Field::Income, "ingresos", "income", &["renta"]),
    (Field::Occasion, "ocasion", "occasion", &[]),
    (Field::Benefit, "beneficio", "benefit", &["ventaja"]),
    (Field::Usage, "uso", "usage", &[]),
    (Field::Loyalty, "lealtad", "loyalty", &["fidelidad"]),
    (Field::Owner, "responsable", "owner", &["comercial", "vendedor", "seller"]),
    (Field::Source, "origen", "source", &[]),
    (Field::Last, "ultima", "last", &["ultimo", "ultima_compra", "last_purchase"]),
    (Field::Since, "alta", "since", &["desde", "primera", "first", "primera_compra", "first_purchase"]),
    (Field::Contact, "contacto", "contact", &["contactado", "contacted", "last_contact", "ultimo_contacto"]),
    (Field::Contacts, "contactos", "contacts", &["contact_count"]),
    (Field::Next, "proximo", "next", &["proxima", "next_contact", "proximo_contacto"]),
    (Field::Due, "toca", "due", &["prevista", "expected"]),
    (Field::Spent, "gasto", "spent", &["gastado", "spend", "revenue", "ventas", "revenue_12m"]),
    (Field::Total, "total", "total", &["facturado", "revenue_total"]),
    (Field::Orders, "pedidos", "orders", &["compras", "purchases", "pedido"]),
    (Field::R, "r", "r", &["recencia", "recency"]),
    (Field::F, "f", "f", &["frecuencia", "frequency"]),
    (Field::M, "m", "m", &["monetario", "monetary"]),
    (Field::Rfm, "rfm", "rfm", &[]),
    (Field::Segment, "segmento", "segment", &[]),
    (Field::Pareto, "pareto", "pareto", &["abc"]),
    (Field::PAlive, "p_vivo", "p_alive", &["vivo", "alive"]),
    (Field::Clv, "clv", "clv", &["valor_futuro"]),
    (Field::Class, "clase", "class", &[]),
    (Field::Tier, "premio", "tier", &["premios", "reward"]),
    (Field::Bought, "producto", "bought", &["productos", "comprado", "product", "compro"]),
    (Field::Missing, "falta", "missing", &["faltan"]),
    (Field::Reason, "razon", "reason", &["motivo", "causa"]),
    (Field::Tries, "intentos", "tries", &["intento", "attempts"]),
    (Field::Consent, "permiso", "consent", &["permisos", "consentimiento", "consents"]),
    (Field::Quality, "calidad", "quality", &[]),
    (Field::Offer, "oferta", "offer", &["ofertas", "offers"]),
    (Field::Campaign, "campana", "campaign", &["campanas", "campaigns"]),
    (Field::Sim, "parecido", "sim", &["similar"]),
    (Field::Custom, "campo", "field", &["campos", "custom"]),
    (Field::Score, "puntos", "score", &["puntuacion", "points"]),
];

/// Every name of every field, the Spanish and the English one of each first.
pub(super) fn field_names() -> impl Iterator<Item = (&'static str, Field)> {
    FIELDS.iter().flat_map(|(field, es, en, more)| {
        let english = (en != es).then_some(*en);
        std::iter::once(*es).chain(english).chain(more.iter().copied()).map(|name| (name, *field))
    })
}

/// What a field is called in a filter, in Spanish or in English.
pub fn field_name(field: Field, spanish: bool) -> &'static str {
    FIELDS
        .iter()
        .find(|(known, ..)| *known == field)
        .map_or("", |(_, es, en, _)| if spanish { es } else { en })
}

/// A fixed value: what it stands for, its Spanish and its English name, and others that are understood.
type Known = (&'static [&'static str], &'static str, &'static str, &'static [&'static str]);

const STAGES: &[Known] = &[
    (&["prospect"], "prospecto", "prospect", &["prospects", "prospectos", "potencial", "potenciales"]),
    (&["new"], "nuevo", "new", &["nuevos", "nueva", "nuevas"]),
    (&["adolescent"], "adolescente", "adolescent", &["adolescents", "adolescentes"]),
    (&["mature"], "maduro", "mature", &["maduros", "madura", "maduras"]),
    (&["veteran"], "veterano", "veteran", &["veterans", "veteranos", "veterana"]),
    (&["lost"], "perdido", "lost", &["perdidos", "perdida", "perdidas"]),
    (ACTIVE, "activos", "active", &["activo"]),
];
const ACTIVE: &[&str] = &["new", "adolescent", "mature", "veteran"];

const RHYTHMS: &[Known] = &[
    (&["on_time"], "al dia", "on_time", &["on time", "a tiempo", "al_dia"]),
    (&["due"], "toca", "due", &[]),
    (&["late"], "tarde", "late", &["retrasado"]),
    (&["at_risk"], "riesgo", "at_risk", &["at risk", "en riesgo", "en_riesgo"]),
    (&["lost"], "perdido", "lost", &[]),
];

const STATES: &[Known] = &[
    (&["archived"], "archivado", "archived", &["archivados", "archivada"]),
    (&["do_not_call"], "no_llamar", "do_not_call", &["do not call", "no llamar"]),
    (&["definitive"], "definitivo", "definitive", &["definitivos"]),
    (&["dormant"], "dormido", "dormant", &["dormidos", "durmiente"]),
];

const REASONS: &[Known] = &[
    (&["price"], "precio", "price", &[]),
    (&["quality"], "calidad", "quality", &[]),
    (&["delay"], "retraso", "delay", &["plazo"]),
    (&["service"], "trato", "service", &["servicio"]),
    (&["stock"], "existencias", "stock", &[]),
    (&["error"], "error", "error", &[]),
    (&["competitor_price"], "precio_competencia", "competitor_price", &[]),
    (&["competitor_offer"], "oferta_competencia", "competitor_offer", &[]),
    (&["competitor_nearer"], "competencia_cerca", "competitor_nearer", &[]),
    (&["closed_down"], "cierre", "closed_down", &["cerrado"]),
    (&["moved"], "mudanza", "moved", &["traslado"]),
    (&["no_need"], "sin_necesidad", "no_need", &[]),
    (&["unknown"], "desconocido", "unknown", &["desconocida"]),
    (&["ours"], "nuestra", "ours", &["propia"]),
    (&["competitor"], "competencia", "competitor", &[]),
    (&["external"], "externa", "external", &[]),
];

/// Keys are the numbers of the colours of labels, 1 to 12.
const COLOURS: &[Known] = &[
    (&["1"], "rojo", "red", &["roja"]),
    (&["2"], "naranja", "orange", &[]),
    (&["3"], "amarillo", "yellow", &["amarilla"]),
    (&["4"], "lima", "lime", &[]),
    (&["5"], "verde", "green", &[]),
    (&["6"], "turquesa", "teal", &[]),
    (&["7"], "celeste", "sky", &[]),
    (&["8"], "azul", "blue", &[]),
    (&["9"], "violeta", "violet", &["morado"]),
    (&["10"], "fucsia", "fuchsia", &["rosa"]),
    (&["11"], "marron", "brown", &[]),
    (&["12"], "gris", "grey", &["gray"]),
];

const USAGES: &[Known] = &[
    (&["occasional"], "ocasional", "occasional", &["ocasionales"]),
    (&["medium"], "medio", "medium", &["medios"]),
    (&["intensive"], "intensivo", "intensive", &["intensivos"]),
];

const LOYALTIES: &[Known] = &[
    (&["exclusive"], "exclusiva", "exclusive", &["exclusivo", "exclusivos"]),
    (&["shared"], "compartida", "shared", &["compartido", "compartidos"]),
    (&["switching"], "cambiante", "switching", &["cambiantes"]),
];

const SEGMENTS: &[Known] = &[
    (&["champions"], "campeones", "champions", &["campeon", "champion", "mejores"]),
    (&["loyal"], "fieles", "loyal", &["fiel", "leales", "leal"]),
    (&["active"], "activos", "active", &["activo"]),
    (&["promising"], "prometedores", "promising", &["prometedor"]),
    (&["new"], "nuevos", "new", &["nuevo"]),
    (
        &["needs_attention"],
        "atencion",
        "needs_attention",
        &["necesitan atencion", "piden atencion", "needs attention"],
    ),
    (&["almost_lost"], "casi_perdidos", "almost_lost", &["casi perdidos", "almost lost"]),
    (&["at_risk"], "en_riesgo", "at_risk", &["en riesgo", "riesgo", "at risk"]),
    (
        &["previously_loyal"],
        "antes_fieles",
        "previously_loyal",
        &["antes fieles", "eran fieles", "previously loyal"],
    ),
    (&["dormant"], "dormidos", "dormant", &["dormido"]),
    (
        &["lost_cause"],
        "causa_perdida",
        "lost_cause",
        &["causa perdida", "perdidos", "sin remedio", "lost cause"],
    ),
];

const PARETO: &[Known] = &[(&["A"], "a", "a", &[]), (&["B"], "b", "b", &[]), (&["C"], "c", "c", &[])];

const CLASSES: &[Known] = &[
    (
        &["high_yield"],
        "alto_rendimiento",
        "high_yield",
        &["alto rendimiento", "rendimiento", "high yield", "yield"],
    ),
    (
        &["high_potential"],
        "alto_potencial",
        "high_potential",
        &["alto potencial", "potencial", "high potential", "potential"],
    ),
    (&["below_zero"], "bajo_cero", "below_zero", &["bajo cero", "below zero"]),
    (&["steady"], "estables", "steady", &["estable", "resto"]),
];

const GENERATIONS: &[Known] = &[
    (&["silent"], "silenciosa", "silent", &["silencioso"]),
    (&["boomer"], "boomer", "boomer", &["boomers"]),
    (&["x"], "x", "x", &["genx"]),
    (&["millennial"], "millennial", "millennial", &["millennials", "milenial", "y"]),
    (&["z"], "z", "z", &["genz", "centennial"]),
    (&["alpha"], "alfa", "alpha", &[]),
];

/// The field of this name (folded).
pub(super) fn field(name: &str) -> Option<Field> {
    field_names().find(|(known, _)| *known == name).map(|(_, field)| field)
}

/// Names and keys of a field with fixed values; empty for free ones.
const fn fixed(field: Field) -> &'static [Known] {
    match field {
        Field::Stage => STAGES,
        Field::Rhythm => RHYTHMS,
        Field::State => STATES,
        Field::Reason => REASONS,
        Field::Color => COLOURS,
        Field::Usage => USAGES,
        Field::Loyalty => LOYALTIES,
        Field::Segment => SEGMENTS,
        Field::Pareto => PARETO,
        Field::Class => CLASSES,
        Field::Generation => GENERATIONS,
        _ => &[],
    }
}

/// Every name of every fixed value of a field.
pub(super) fn names(field: Field) -> impl Iterator<Item = &'static str> {
    fixed(field).iter().flat_map(|(_, es, en, more)| [*es, *en].into_iter().chain(more.iter().copied()))
}

/// Keys of a field's fixed values, in their order.
pub(super) fn fixed_keys(field: Field) -> Vec<&'static str> {
    fixed(field).iter().filter_map(|(keys, ..)| if let [one] = keys { Some(*one) } else { None }).collect()
}

/// What a fixed value is called in a filter, in Spanish or in English; the key itself where there is no such value.
pub fn value_name(field: Field, key: &str, spanish: bool) -> &str {
    if field == Field::Pareto {
        // A class is a letter, and letters of classes are capitals.
        return key;
    }
    let found = fixed(field).iter().find(|(keys, ..)| *keys == [key]);
    found.map_or(key, |(_, es, en, _)| if spanish { es } else { en })
}

/// The keys a word (folded) stands for in a field with fixed values: the value of this name, else every value
/// whose name begins so. Empty where there is none.
pub(super) fn keys(field: Field, word: &str) -> Vec<&'static str> {
    let all = fixed(field);
    let called = |(keys, es, en, more): &&Known| {
        *es == word || *en == word || more.contains(&word) || (keys.len() == 1 && keys[0] == word)
    };
    if let Some((keys, ..)) = all.iter().find(called) {
        return keys.to_vec();
    }
    let begins = |(_, es, en, more): &&Known| {
        [es, en].into_iter().chain(*more).any(|name| !word.is_empty() && name.starts_with(word))
    };
    let mut keys: Vec<&'static str> = Vec::new();
    for key in all.iter().filter(begins).flat_map(|(keys, ..)| *keys) {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    keys
}

/// The nearest of these names, by changed letters, where it is near at all.
pub(super) fn nearest(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    nearest_name(word, names)
}

/// The nearest of these names, by changed letters (accents and capitals aside), where it is near at all.
pub fn nearest_name<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let length = word.chars().count();
    if length > 24 {
        return None;
    }
    let best = names.map(|name| (distance(&word, &fold(name)), name)).min_by_key(|(d, _)| *d)?;
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
        let nearest = |word: &str| nearest(word, field_names().map(|(name, _)| name));
        assert_eq!(nearest("etpaa"), Some("etapa"));
        assert_eq!(nearest("stge"), Some("stage"));
        assert_eq!(nearest("Gsato"), Some("gasto"));
        assert_eq!(nearest("xyzzy"), None);
    }

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<&str> = field_names().map(|(name, _)| name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for field in Field::ALL {
            assert_eq!(super::field(field_name(field, true)), Some(field));
            assert_eq!(super::field(field_name(field, false)), Some(field));
            for key in fixed_keys(field) {
                for spanish in [true, false] {
                    assert_eq!(keys(field, &fold(value_name(field, key, spanish))), [key], "{field:?}");
                }
            }
        }
    }

    #[test]
    fn a_beginning_stands_for_every_value_it_begins() {
        assert_eq!(keys(Field::Stage, "per"), ["lost"]);
        assert_eq!(keys(Field::Stage, "activos"), ACTIVE);
        assert_eq!(keys(Field::Stage, "ma"), ["mature"]);
        assert_eq!(keys(Field::Stage, "x"), [""; 0]);
    }
}
