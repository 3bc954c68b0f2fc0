//! Names of columns that are put together: `id_factura`, `N° de Factura`, `Fec. Factura`, `monto_iva`, `Discount Total`.
//! Nobody can list them all; of each part it is known what it says, and a name that has a part nobody knows stays unknown.

use crate::domain::base::names::fold;
use crate::exchange::columns::field::Field;

/// What a part of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Of no weight: *de*, *of the*.
    Link,
    /// Number, code.
    Id,
    /// A document, an act of selling.
    Paper,
    /// Whoever buys.
    Person,
    /// A user of a program: whoever buys where nobody else is named.
    User,
    /// Somebody who works there.
    Staff,
    /// Something sold.
    Good,
    Day,
    Money,
    /// Before or after something is taken off; says nothing of what.
    Net,
    Tax,
    Discount,
    /// That something was given or taken, beside a discount or a tax.
    Given,
    Quantity,
    Price,
    Unit,
    /// One row of a document.
    Row,
    Name,
    Mail,
    Phone,
    Mobile,
}

const PARTS: [(Part, &[&str]); 21] = [
    (
        Part::Link,
        &[
            "de", "del", "la", "el", "los", "las", "the", "of", "di", "do", "da", "du", "des", "der", "y",
            "and", "d", "a", "o",
        ],
    ),
    (
        Part::Id,
        &[
            "id",
            "ids",
            "no",
            "n",
            "nro",
            "nr",
            "num",
            "numero",
            "number",
            "code",
            "codigo",
            "cod",
            "clave",
            "key",
            "uid",
            "uuid",
            "ref",
            "nummer",
            "codice",
            "numer",
            "reference",
            "referencia",
        ],
    ),
    (
        Part::Paper,
        &[
            "factura",
            "fra",
            "pedido",
            "ticket",
            "recibo",
            "albaran",
            "documento",
            "doc",
            "venta",
            "compra",
            "orden",
            "boleta",
            "reserva",
            "operacion",
            "transaccion",
            "comprobante",
            "invoice",
            "order",
            "receipt",
            "bill",
            "transaction",
            "txn",
            "purchase",
            "sale",
            "booking",
            "reservation",
            "voucher",
            "fattura",
            "ricevuta",
            "ordine",
            "facture",
            "commande",
            "recu",
            "fatura",
            "encomenda",
            "rechnung",
            "rechnungs",
            "beleg",
            "bestellung",
            "bestell",
            "auftrags",
            "lancamento",
            "remito",
            "facturacion",
            "job",
            "appointment",
            "visit",
            "workorder",
            "factuur",
            "bestelling",
            "faktury",
            "zamowienia",
            "objednavky",
        ],
    ),
    (
        Part::Person,
        &[
            "cliente",
            "clientes",
            "clienta",
            "socio",
            "socios",
            "socia",
            "paciente",
            "alumno",
            "alumna",
            "estudiante",
            "abonado",
            "miembro",
            "customer",
            "cust",
            "client",
            "member",
            "patient",
            "student",
            "subscriber",
            "buyer",
            "shopper",
            "payer",
            "comprador",
            "kunde",
            "kunden",
            "mitglied",
            "mitglieds",
            "adherent",
            "membre",
            "utente",
            "huesped",
            "guest",
        ],
    ),
    (Part::User, &["usuario", "user", "username", "utilisateur", "benutzer"]),
    (
        Part::Staff,
        &[
            "vendedor",
            "vendedora",
            "cajero",
            "cajera",
            "camarero",
            "camarera",
            "mesero",
            "mesera",
            "mozo",
            "moza",
            "empleado",
            "empleada",
            "dependiente",
            "dependienta",
            "salesperson",
            "cashier",
            "waiter",
            "waitress",
            "employee",
            "staff",
            "barista",
            "kellner",
            "verkaufer",
            "serveur",
            "serveuse",
            "vendeur",
            "caissier",
            "cameriere",
            "cameriera",
            "venditore",
            "atendente",
            "cambrer",
            "cambrera",
        ],
    ),
    (
        Part::Good,
        &[
            "item",
            "items",
            "product",
            "products",
            "producto",
            "productos",
            "articulo",
            "articulos",
            "linea",
            "service",
            "services",
            "servicio",
            "servicios",
            "servico",
        ],
    ),
    (Part::Day, &["fecha", "fec", "f", "date", "datum", "data", "dt", "day", "dia"]),
    (
        Part::Money,
        &[
            "total", "importe", "monto", "valor", "amount", "value", "importo", "betrag", "montant",
            "totale", "totaal", "cuantia", "eur", "usd", "euros", "rs", "cop", "mxn", "clp", "ars", "brl",
        ],
    ),
    (
        Part::Net,
        &[
            "neto", "neta", "netas", "net", "netto", "bruto", "bruta", "brutas", "gross", "brut", "final",
            "ht", "ttc", "brutto", "lordo", "liquido",
        ],
    ),
    (
        Part::Tax,
        &[
            "iva",
            "igic",
            "igv",
            "itbis",
            "itbms",
            "tva",
            "mwst",
            "ust",
            "vat",
            "gst",
            "tax",
            "taxes",
            "impuesto",
            "impuestos",
        ],
    ),
    (
        Part::Discount,
        &[
            "descuento",
            "descuentos",
            "dto",
            "rebaja",
            "rebajas",
            "bonificacion",
            "discount",
            "discounts",
            "discnt",
            "rabatt",
            "sconto",
            "remise",
            "desconto",
            "descompte",
        ],
    ),
    (
        Part::Given,
        &[
            "applied",
            "given",
            "aplicado",
            "aplicada",
            "aplicados",
            "coupon",
            "cupon",
            "promo",
            "promotion",
            "promotional",
            "collected",
            "cobrado",
            "repercutido",
            "repercutida",
            "cuota",
        ],
    ),
    (
        Part::Quantity,
        &[
            "qty",
            "cantidad",
            "cant",
            "quantity",
            "unidades",
            "uds",
            "pcs",
            "pieces",
            "piezas",
            "menge",
            "anzahl",
            "stuck",
            "quantita",
            "quantite",
            "quantidade",
            "qtd",
            "sold",
            "vendida",
            "vendidas",
            "vendidos",
        ],
    ),
    (Part::Price, &["precio", "price", "prezzo", "prix", "preco", "preis", "tarifa"]),
    (Part::Unit, &["unit", "unitario", "unitaria", "unidad", "ud", "each", "per", "selling", "unitaire"]),
    (Part::Row, &["line", "ligne", "riga", "linha", "position"]),
    (Part::Name, &["nombre", "name", "nom", "nome", "completo", "full"]),
    (Part::Mail, &["email", "correo", "mail"]),
    (Part::Phone, &["telefono", "phone", "tel", "tlf", "telf", "tfno", "telephone"]),
    (Part::Mobile, &["movil", "celular", "mobile", "whatsapp", "cell"]),
];

/// The words of a name, folded, also where they are written as one (`idFactura`).
pub(in crate::exchange) fn words_of(header: &str) -> Vec<String> {
    let header = header.replace(['º', '°'], "o ");
    let (mut words, mut word, mut small) = (Vec::new(), String::new(), false);
    for c in header.chars() {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        small = c.is_lowercase();
        if c.is_alphanumeric() {
            word.push(c);
        }
    }
    words.push(word);
    words.iter().filter(|w| !w.is_empty()).map(|w| fold(w)).collect()
}

/// The parts of a name: words, also two of which one says number or day (`CODCLIENTE`).
fn parts_of(header: &str) -> Option<Vec<Part>> {
    let words = words_of(&header.replace('#', " no "));
    if words.is_empty() || words.len() > 6 {
        return None;
    }
    let mut parts = Vec::new();
    for (i, word) in words.iter().enumerate() {
        // `N.º` falls apart into two.
        if word == "o" && i > 0 && words[i - 1] == "n" {
            continue;
        }
        match part(word) {
            Some(part) => parts.push(part),
            None => parts.extend(split(word)?),
        }
    }
    parts.retain(|part| *part != Part::Link);
    Some(parts)
}

fn part(word: &str) -> Option<Part> {
    PARTS.iter().find(|(_, words)| words.contains(&word)).map(|(part, _)| *part)
}

/// Two words written as one, of which one says number or day.
fn split(word: &str) -> Option<[Part; 2]> {
    (2..word.len().saturating_sub(1)).filter(|at| word.is_char_boundary(*at)).find_map(|at| {
        let (head, tail) = (part(&word[..at])?, part(&word[at..])?);
        let sort = |part| matches!(part, Part::Id | Part::Day);
        let of = |part| matches!(part, Part::Paper | Part::Person | Part::User);
        (sort(head) && of(tail) || of(head) && sort(tail)).then_some([head, tail])
    })
}

/// What a name says that is put together; `None` where a part is not known or the parts say nothing together.
pub fn field(header: &str) -> Option<Field> {
    use Part::{
        Discount, Given, Good, Id, Mail, Mobile, Money, Name, Net, Paper, Person, Phone, Price, Tax, Unit,
    };
    if header.len() > 60 || header.contains('%') {
        return None;
    }
    let parts = parts_of(header)?;
    let has = |part: Part| parts.contains(&part);
    let only = |of: &[Part]| parts.iter().all(|part| of.contains(part));
    let count = |part: Part| parts.iter().filter(|p| **p == part).count();
    match () {
        () if only(&[Id, Paper]) && has(Id) && has(Paper) => Some(Field::Number),
        () if only(&[Id, Person]) && has(Id) && has(Person) => Some(Field::Code),
        () if only(&[Part::Day, Paper]) && has(Paper) && count(Part::Day) == 1 => Some(Field::Date),
        // «Tax Invoice» is a document.
        () if only(&[Tax, Money, Given, Paper, Good, Part::Row]) && has(Tax) && !is_tax_invoice(header) => {
            Some(Field::Tax)
        }
        () if only(&[Discount, Money, Given]) && has(Discount) => Some(Field::DiscountAmount),
        () if only(&[Part::Quantity, Good, Paper, Id]) && has(Part::Quantity) => Some(Field::Quantity),
        () if only(&[Id, Good]) && parts == [Id, Good] && header.to_lowercase().contains("of") => {
            Some(Field::Quantity)
        }
        () if only(&[Price, Unit, Good, Money, Net])
            && (has(Unit) && (has(Price) || has(Money)) || has(Price) && has(Good)) =>
        {
            Some(Field::UnitPrice)
        }
        () if only(&[Money, Net, Paper]) && has(Money) && parts.len() > 1 => Some(Field::Amount),
        // «Producto o servicio»; a line of products is a category.
        () if only(&[Good]) && parts.len() > 1 && !words_of(header).contains(&"linea".to_owned()) => {
            Some(Field::Product)
        }
        () if only(&[Name, Person]) && has(Name) && has(Person) => Some(Field::Name),
        () if only(&[Person]) => Some(Field::Name),
        () if only(&[Part::Staff, Id, Name]) && has(Part::Staff) => Some(Field::SalesRep),
        () if only(&[Mail, Person]) && has(Mail) && has(Person) => Some(Field::Email),
        () if only(&[Mobile, Phone, Person]) && has(Mobile) => Some(Field::Mobile),
        () if only(&[Phone, Person]) && has(Phone) && has(Person) => Some(Field::Phone),
        () => None,
    }
}

/// Whether a name is of the number that a program has for somebody (`Square Customer ID`), or of their account
/// (`CustomerAccountId`).
pub fn is_code_of_person(header: &str) -> bool {
    // Somebody else, or the same one before.
    const OTHERS: [&str; 14] = [
        "parent",
        "main",
        "old",
        "previous",
        "former",
        "referrer",
        "referring",
        "referred",
        "related",
        "spouse",
        "partner",
        "padre",
        "antiguo",
        "new",
    ];
    let words = words_of(header);
    let [first, middle, last] = words.as_slice() else { return false };
    let is = |word: &str, wanted: Part| part(word) == Some(wanted);
    let of_program = is(middle, Part::Person) && part(first).is_none() && !OTHERS.contains(&first.as_str());
    let of_account = is(first, Part::Person) && matches!(middle.as_str(), "account" | "cuenta");
    is(last, Part::Id) && (of_program || of_account)
}

/// What stands behind the word for whoever it is about (`PersonFirstName`, `contact_city`).
pub fn without_person(header: &str) -> Option<String> {
    let words = words_of(header);
    let (first, rest) = words.split_first()?;
    let person = matches!(first.as_str(), "person" | "persona" | "contact" | "contacto")
        || part(first) == Some(Part::Person);
    (person && !rest.is_empty() && words.len() < 7).then(|| rest.join(" "))
}

fn is_tax_invoice(header: &str) -> bool {
    fold(header).contains("tax invoice")
}

/// Whether a name means somebody who uses a program: whoever buys where nobody else is named.
pub fn is_user(header: &str) -> bool {
    parts_of(header).is_some_and(|parts| {
        parts.contains(&Part::User)
            && parts.iter().all(|part| matches!(part, Part::User | Part::Id | Part::Name | Part::Person))
    })
}

/// Whether a name is that of an order with the name of where it was placed before it: `Marketplace Order ID`.
pub fn ends_in_order(header: &str) -> bool {
    // Those that name another order.
    const OTHERS: [&str; 12] = [
        "original", "parent", "related", "customer", "client", "purchase", "previous", "linked", "return",
        "refund", "work", "supplier",
    ];
    let key = fold(header).replace('#', " no ");
    let words: Vec<&str> = key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let [first, "order", number] = words.as_slice() else { return false };
    part(number) == Some(Part::Id) && !OTHERS.contains(first)
}

/// Whether a name is that of a document and nothing else.
pub fn is_paper(header: &str) -> bool {
    let of_work = ["job", "visit", "appointment"];
    !of_work.contains(&fold(header).trim()) && parts_of(header).is_some_and(|parts| parts == [Part::Paper])
}

/// Whether a name says units (`cantidad`, `qty`) beside anything else.
pub fn says_units(header: &str) -> bool {
    let key = fold(header);
    key.split(|c: char| !c.is_alphanumeric()).any(|word| part(word) == Some(Part::Quantity) && word != "sold")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_say_what_a_name_says() {
        for (header, is) in [
            ("id_factura", Some(Field::Number)),
            ("factura_id", Some(Field::Number)),
            ("idFactura", Some(Field::Number)),
            ("N° de Factura", Some(Field::Number)),
            ("N° Pedido", Some(Field::Number)),
            ("cod_venta", Some(Field::Number)),
            ("No. Orden", Some(Field::Number)),
            ("Order #", Some(Field::Number)),
            ("Job #", Some(Field::Number)),
            ("Job status", None),
            ("Item #", None),
            ("idSocios", Some(Field::Code)),
            ("N.º de socio", Some(Field::Code)),
            ("Socio nº", Some(Field::Code)),
            ("Nro de Socio", Some(Field::Code)),
            ("cust_id", Some(Field::Code)),
            ("kunden_id", Some(Field::Code)),
            ("Cust_Name", Some(Field::Name)),
            ("Fec. Factura", Some(Field::Date)),
            ("txn_date", Some(Field::Date)),
            ("FechaPedido", Some(Field::Date)),
            ("total_operacion", Some(Field::Amount)),
            ("MontoNeto", Some(Field::Amount)),
            ("Order Value", Some(Field::Amount)),
            ("monto_iva", Some(Field::Tax)),
            ("IVA Ticket", Some(Field::Tax)),
            ("Tax Invoice", None),
            ("Tax Invoice Number", None),
            ("Order Total Tax Amount", Some(Field::Tax)),
            ("Discount Total", Some(Field::DiscountAmount)),
            ("Discount Code", None),
            ("Nº uds", Some(Field::Quantity)),
            ("No. of Items", Some(Field::Quantity)),
            ("Item No", None),
            ("PRODUCTO SERVICO:", Some(Field::Product)),
            ("Productos y servicios", Some(Field::Product)),
            ("Línea de producto", None),
            ("Customer Reference ID", Some(Field::Code)),
            ("transaction_qty", Some(Field::Quantity)),
            ("Valor Unitario", Some(Field::UnitPrice)),
            ("selling_price", Some(Field::UnitPrice)),
            ("Total con IVA", None),
            ("Tipo IVA", None),
            ("Retail", None),
            ("Nombre del mesero", Some(Field::SalesRep)),
            ("Cod. cajero", Some(Field::SalesRep)),
            ("Waiter ID", Some(Field::SalesRep)),
            ("Nome comercial", None),
        ] {
            assert_eq!(field(header), is, "{header}");
        }
        assert!(is_code_of_person("Square Customer ID") && is_code_of_person("CustomerAccountId"));
        assert!(!is_code_of_person("Parent Customer ID") && !is_code_of_person("AccountId"));
        assert_eq!(without_person("PersonFirstName").as_deref(), Some("first name"));
        assert_eq!(without_person("FirstName"), None);
        assert!(is_user("User ID") && is_user("Buyer Username") && !is_user("Usuario final"));
    }
}
