//! Columns of yes and no to being written to or called: told by the words of their names, in whatever order they stand
//! (`SMS_BLACKLISTED`, `Autoriza SMS`, `Publicidad WhatsApp`, `Aceita marketing`); and what their cells say.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::domain::base::names::fold;
use crate::domain::people::{Consent, CustomerDraft};
use crate::exchange::assemble::people::{Bad, People};
use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, header_key, is_among, words};
use crate::exchange::columns::shapes::{Shape, Shapes};
use crate::exchange::columns::spelled::words_of;
use crate::exchange::file::rows::Row;
use crate::exchange::record::Notes;
use crate::exchange::values::cells::{self, Standing};

/// What a word of such a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Of no weight.
    Link,
    /// Sends, receives, calls: of no weight, but *no enviar* is no number.
    Act,
    Email,
    Sms,
    Phone,
    Post,
    /// Agrees.
    Agrees,
    /// What is agreed to.
    Topic,
    /// The law that wants to be agreed to.
    Law,
    /// Refuses.
    Refuses,
    /// Refuses, or leaves, of which the word alone says nothing.
    Denies,
    /// Refuses what came by e-mail.
    Leaves,
    /// *No*, which is also the short form of *number*.
    No,
    /// *Not*, *never*.
    Not,
}

const WORDS: [(Word, &[&str]); 14] = [
    (
        Word::Link,
        &[
            "de",
            "del",
            "la",
            "las",
            "el",
            "los",
            "the",
            "of",
            "from",
            "to",
            "for",
            "a",
            "al",
            "by",
            "via",
            "por",
            "para",
            "en",
            "su",
            "que",
            "e",
            "y",
            "is",
            "has",
            "have",
            "all",
            "todos",
            "todas",
            "electronico",
            "electronica",
            "electronicas",
            "electronicos",
            "se",
            "dio",
            "dado",
            "dada",
            "cliente",
            "customer",
            "client",
            "do",
            "did",
            // `WhatsApp` falls apart into two.
            "app",
            "texto",
            "comercial",
            "comerciales",
            "commercial",
        ],
    ),
    (
        Word::Act,
        &[
            "enviar",
            "envio",
            "envios",
            "mandar",
            "send",
            "sending",
            "recibir",
            "receive",
            "llamar",
            "llame",
            "contactar",
            "contact",
            "molestar",
            "escribir",
            "quiere",
            "desea",
            "recibe",
        ],
    ),
    (
        Word::Email,
        &[
            "email",
            "emails",
            "mail",
            "mails",
            "correo",
            "correos",
            "newsletter",
            "newsletters",
            "boletin",
            "boletines",
            "mailing",
        ],
    ),
    (Word::Sms, &["sms", "whatsapp", "whats", "wasap", "text", "texts", "mensajes"]),
    (
        Word::Phone,
        &[
            "telefono",
            "telefonos",
            "phone",
            "telephone",
            "call",
            "calls",
            "llamada",
            "llamadas",
            "telefonica",
            "telefonicas",
            "telefonico",
        ],
    ),
    (Word::Post, &["postal", "post", "carta", "cartas", "letters"]),
    (
        Word::Agrees,
        &[
            "acepta",
            "acepto",
            "aceptar",
            "aceptacion",
            "aceita",
            "accept",
            "accepts",
            "accepted",
            "accetta",
            "accepte",
            "consent",
            "consents",
            "consentimiento",
            "consenso",
            "consentement",
            "consentimento",
            "consiente",
            "autoriza",
            "autorizacion",
            "autorizado",
            "autorizo",
            "autorizza",
            "autorise",
            "permite",
            "permiso",
            "permission",
            "allow",
            "allows",
            "allowed",
            "optin",
            "optedin",
            "subscribed",
            "suscrito",
            "suscrita",
        ],
    ),
    (
        Word::Topic,
        &[
            "marketing",
            "publicidad",
            "publicitaria",
            "publicitarias",
            "publicitario",
            "promocion",
            "promociones",
            "promotions",
            "promos",
            "ofertas",
            "offers",
            "comunicaciones",
            "communications",
            "advertising",
            "publicite",
            "publicidade",
            "pubblicita",
            "werbung",
        ],
    ),
    (Word::Law, &["lopd", "lopdgdd", "rgpd", "gdpr", "dsgvo", "privacidad", "privacy"]),
    (
        Word::Refuses,
        &["blacklisted", "blacklist", "blocklisted", "blocklist", "optout", "optedout", "robinson"],
    ),
    (
        Word::Denies,
        &["rechaza", "rechazo", "refuses", "refused", "objects", "objection", "oposicion", "baja", "excluir"],
    ),
    (
        Word::Leaves,
        &[
            "unsub",
            "unsubscribed",
            "unsubscribe",
            "desinscrito",
            "desinscrita",
            "desuscrito",
            "desuscrita",
            "descadastrado",
            "desabonne",
            "desinscrit",
            "disiscritto",
            "abgemeldet",
            "bounced",
            "bounce",
            "rebotado",
        ],
    ),
    (Word::No, &["no"]),
    (Word::Not, &["not", "dont", "never", "nunca", "sin"]),
];

/// Words of a name; `None` where one is of something else.
fn read(header: &str) -> Option<Vec<Word>> {
    let mut texts = words_of(header);
    let all = texts.clone();
    // `Publicidad sí/no`, `Newsletter Y/N` say that the answer stands below.
    texts.retain(|text| !matches!(text.as_str(), "s" | "si" | "yes" | "n"));
    if texts.len() < all.len() {
        texts.retain(|text| text != "no");
    }
    let mut found = Vec::new();
    let mut texts = texts.iter().peekable();
    while let Some(text) = texts.next() {
        if matches!(text.as_str(), "opt" | "opted" | "opts") {
            found.push(match texts.next()?.as_str() {
                "in" => Word::Agrees,
                "out" => Word::Refuses,
                _ => return None,
            });
            continue;
        }
        found.push(WORDS.iter().find(|(_, words)| words.contains(&text.as_str()))?.0);
    }
    Some(found)
}

/// What a column of this name is; nothing where it is about anything else. What is agreed to without a word of how is
/// the general consent; what is refused so is refused every way.
fn fields(header: &str) -> Vec<Field> {
    let Some(words) = Some(header).filter(|h| h.len() <= LONGEST).and_then(read) else { return Vec::new() };
    let has = |word: Word| words.contains(&word);
    // *Correo postal* is no e-mail.
    let channels = [has(Word::Email) && !has(Word::Post), has(Word::Phone), has(Word::Sms), has(Word::Post)];
    let reached = channels.contains(&true);
    let of = |all: [Field; 4]| -> Vec<Field> {
        all.into_iter()
            .zip(channels)
            .filter(|(_, named)| *named || !reached)
            .map(|(field, _)| field)
            .collect()
    };
    let refuses = has(Word::Refuses) || has(Word::Leaves);
    let spoken = [Word::Act, Word::Topic, Word::Agrees].into_iter().any(has);
    // *No teléfono* may be its number.
    let denied = has(Word::Not) && (reached || spoken) || has(Word::No) && spoken;
    let negated = has(Word::Not) || has(Word::No);
    let told = has(Word::Agrees) || has(Word::Topic);
    match () {
        () if refuses && negated => Vec::new(),
        () if has(Word::Leaves) && !reached => vec![Field::ObjectsEmail],
        // A bare *Rechazo* may be of anything, and who *se dio de baja* is no customer any more.
        () if has(Word::Denies) && (words.len() == 1 || is_leaving(header)) => Vec::new(),
        () if refuses || has(Word::Denies) || denied => of(OBJECTIONS),
        () if negated => Vec::new(),
        () if reached && told => of(CONSENTS),
        () if !reached && (has(Word::Topic) || has(Word::Law)) => vec![Field::Consent],
        () => Vec::new(),
    }
}

/// Whether a name speaks of somebody's leaving, and not of what they left.
fn is_leaving(header: &str) -> bool {
    let plain = |words: Vec<Word>| words.iter().all(|word| matches!(word, Word::Denies | Word::Link));
    words_of(header).iter().any(|word| word == "baja") && read(header).is_some_and(plain)
}

/// Longest name that is read.
const LONGEST: usize = 80;

const OBJECTIONS: [Field; 4] =
    [Field::ObjectsEmail, Field::ObjectsPhone, Field::ObjectsSms, Field::ObjectsPost];
const CONSENTS: [Field; 4] =
    [Field::ConsentEmail, Field::ConsentPhone, Field::ConsentSms, Field::ConsentPost];

/// Whether a name speaks of the law of data alone: whoever signed that has not asked for advertising.
fn is_of_law(header: &str) -> bool {
    read(header).is_some_and(|words| words.contains(&Word::Law) && !words.contains(&Word::Topic))
}

/// Whether a cell answers: yes, no, agreed, refused, subscribed.
pub fn answers(text: &str) -> bool {
    matches!(consent(text), Some(Consent::Yes | Consent::No))
}

/// What the words in which people answer say; a no wins.
fn listed() -> &'static HashMap<&'static [u8], Consent, FixedState> {
    static LISTED: OnceLock<HashMap<&[u8], Consent, FixedState>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let words = words();
        let of = |lists: [&'static Vec<String>; 3], consent| {
            lists.into_iter().flatten().map(move |word| (word.as_bytes(), consent))
        };
        of([&words.yes, &words.agreed, &words.subscribed], Consent::Yes)
            .chain(of([&words.no, &words.refused, &words.unsubscribed], Consent::No))
            .collect()
    })
}

/// Yes or no in the words in which people answer; `None` where it is neither.
pub fn consent(text: &str) -> Option<Consent> {
    let listed = listed();
    // Nearly every answer is a short word in ASCII: its key is that word in small letters.
    let mut short = [0; 16];
    let answer = match short.get_mut(..text.len()) {
        Some(key) if text.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            key.copy_from_slice(text.as_bytes());
            key.make_ascii_lowercase();
            listed.get(&*key)
        }
        _ => listed.get(header_key(text).as_bytes()),
    };
    if answer.is_some() {
        return answer.copied();
    }
    let folded = fold(text);
    let mut parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    match (parts.next(), parts.next()) {
        (None, _) => Some(Consent::Unknown),
        // *No consta* is not asked, *no, gracias* is answered.
        (Some("no" | "not" | "non" | "nao" | "nein" | "never" | "nunca"), Some(next)) => {
            const UNASKED: [&str; 9] =
                ["consta", "informado", "procede", "aplica", "sabe", "indicado", "set", "asked", "contesta"];
            (!UNASKED.contains(&next)).then_some(Consent::No)
        }
        _ => None,
    }
}

impl Columns {
    /// Columns whose names ask whether somebody may be written to, where their cells answer.
    pub(in crate::exchange) fn read_consents(&mut self, shapes: Option<&Shapes>) {
        for column in 0..self.names().len() {
            if !self.fields_of(column).is_empty() {
                continue;
            }
            let fields = match column_key(self.name(column)).as_str() {
                // Beside a newsletter it is of somebody else's offers.
                "optin" if self.has(Field::ConsentEmail) => continue,
                "optin" => vec![Field::Consent],
                _ => fields(self.name(column)),
            };
            // What is refused may be a yes, a day or a reason.
            let objects = fields.first().is_some_and(|field| *field >= Field::ObjectsEmail);
            let agrees = || read(self.name(column)).is_some_and(|words| words.contains(&Word::Agrees));
            let answered = match shapes {
                Some(shapes) => shapes.are(column, Shape::holds_answers),
                None => agrees(),
            };
            if objects || answered {
                for field in fields {
                    self.give(column, field);
                }
            }
        }
    }

    /// Whether what a list says of somebody's subscription is certainly of their e-mail: by its name, by what else it
    /// says, or because nothing but an e-mail is known of them.
    pub(in crate::exchange) fn settle_subscription(&mut self, shapes: Option<&Shapes>) {
        const OF_MAIL: [&str; 8] =
            ["email", "mail", "correo", "suscri", "subscri", "newsletter", "boletin", "marketing"];
        use Field::{Address, City, Mobile, Phone, PostalCode, TaxId};
        let alone = self.has(Field::Email)
            && ![Phone, Mobile, Address, City, PostalCode, TaxId].into_iter().any(|field| self.has(field));
        // Who left a list that knows nothing of them but an e-mail left the letters.
        if alone {
            let left = self.all(Field::Left).to_vec();
            self.forget(Field::Left);
            for column in left {
                self.give(column, Field::ObjectsEmail);
            }
        }
        let said = |column: &usize| {
            let name = fold(self.name(*column));
            OF_MAIL.iter().any(|word| name.contains(word))
                || shapes.is_some_and(|s| s.are(*column, Shape::holds_subscriptions))
        };
        self.of_email = alone || self.all(Field::Subscription).iter().any(said);
    }
}

/// Columns that say who left: how their cells say it, and the label of whoever did.
pub(in crate::exchange) fn leaving(columns: &Columns) -> Vec<Leaving> {
    let is_no: fn(&[u8]) -> bool = |cell| is_among(&words().no, &String::from_utf8_lossy(cell));
    let of = |field: Field, is_left: fn(&[u8]) -> bool| {
        let named = move |column: &usize| (*column, is_left, cells::left_label(columns.name(*column)));
        columns.all(field).iter().map(named).collect::<Vec<_>>()
    };
    [of(Field::Left, cells::has_left), of(Field::Active, is_no)].concat()
}

/// A column that says who left, whether a cell of it does, and the label.
pub(in crate::exchange) type Leaving = (usize, fn(&[u8]) -> bool, String);

impl People<'_> {
    /// Whether somebody may be written to or called. A no counts wherever it stands.
    pub(in crate::exchange) fn consents(
        &self,
        row: &Row,
        draft: &mut CustomerDraft,
        notes: &mut Notes,
        bad: &mut Vec<Bad>,
    ) {
        let mut said = |columns: &[usize]| -> Vec<(usize, Consent)> {
            let mut all = Vec::new();
            for column in columns.iter().copied().filter(|c| !row.cell(*c).is_empty()) {
                match cells::text(row.cell(column), notes).and_then(|text| cells::consent(&text)) {
                    Ok(consent) => all.push((column, consent)),
                    Err(reason) => bad.push((column, reason)),
                }
            }
            all
        };
        let of = |all: &[(usize, Consent)]| {
            let is = |wanted: Consent| all.iter().any(|(_, consent)| *consent == wanted);
            match () {
                () if is(Consent::No) => Consent::No,
                () if is(Consent::Yes) => Consent::Yes,
                () => Consent::Unknown,
            }
        };
        for (field, slot) in CONSENTS.into_iter().zip(slots(draft)) {
            *slot = of(&said(self.columns.all(field)));
        }
        // Of an advertisement in general a no is of every way, a yes of e-mail alone.
        let general = said(self.columns.all(Field::Consent));
        if of(&general) == Consent::No {
            for slot in slots(draft) {
                *slot = Consent::No;
            }
        } else if draft.consent_email == Consent::Unknown
            && general
                .iter()
                .any(|(column, said)| *said == Consent::Yes && !is_of_law(self.columns.name(*column)))
        {
            draft.consent_email = Consent::Yes;
        }
        if draft.consent_email == Consent::Unknown {
            let states = self.columns.all(Field::Subscription).iter();
            let states = states.map(|c| cells::subscription(&row.text(*c), self.columns.of_email));
            let states: Vec<_> = states.map(|state| (0, state)).collect();
            draft.consent_email = of(&states);
        }
        for (field, slot) in OBJECTIONS.into_iter().zip(slots(draft)) {
            // Whoever objects anywhere objects.
            if self.columns.all(field).iter().any(|c| cells::objection(&row.text(*c)) == Consent::No) {
                *slot = Consent::No;
            }
        }
    }

    /// What the status of somebody says besides: whether they have died. Whom nobody may speak to refuses every way,
    /// and whoever left has a label.
    pub(in crate::exchange) fn standing(
        &self,
        row: &Row,
        draft: &mut CustomerDraft,
        labels: &mut Vec<String>,
    ) -> bool {
        let mut gone = false;
        for &column in self.columns.all(Field::Subscription).iter().filter(|c| !row.cell(**c).is_empty()) {
            let text = row.text(column);
            match cells::standing(&text, is_of_somebody(self.columns.name(column))) {
                Standing::Gone => gone = true,
                Standing::Unspoken => {
                    for slot in slots(draft) {
                        *slot = Consent::No;
                    }
                }
                // Whether to win them back or to leave them alone is not the file's to say.
                Standing::Left if !labels.contains(&text) => labels.push(text),
                Standing::Left | Standing::Unsaid => {}
            }
        }
        for (column, is_left, label) in &self.leaving {
            let cell = row.cell(*column);
            if !cell.is_empty() && is_left(cell) && !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        gone
    }
}

/// Whether a status of this name is that of somebody, and not of what they subscribed to.
fn is_of_somebody(header: &str) -> bool {
    const NAMES: [&str; 10] = [
        "estado",
        "situacion",
        "status",
        "estatus",
        "estat",
        "egoera",
        "statut",
        "stato",
        "situacao",
        "situacio",
    ];
    const WHOSE: [&str; 18] = [
        "",
        "cliente",
        "delcliente",
        "declientes",
        "contacto",
        "delcontacto",
        "socio",
        "delsocio",
        "paciente",
        "alumno",
        "abonado",
        "client",
        "customer",
        "contact",
        "member",
        "actual",
        "dosocio",
        "docliente",
    ];
    let key = column_key(header);
    NAMES.iter().any(|name| {
        let other = key.strip_prefix(name).or_else(|| key.strip_suffix(name));
        other.is_some_and(|whose| WHOSE.contains(&whose))
    })
}

/// The consents of a draft, in the order of the fields.
fn slots(draft: &mut CustomerDraft) -> [&mut Consent; 4] {
    let CustomerDraft { consent_email, consent_phone, consent_sms, consent_post, .. } = draft;
    [consent_email, consent_phone, consent_sms, consent_post]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_asks_for_consent_whatever_the_order_of_its_words() {
        use Field::{Consent, ConsentEmail, ConsentPhone, ConsentPost, ConsentSms, ObjectsEmail, ObjectsSms};
        for (header, is) in [
            ("SMS_BLACKLISTED", &[ObjectsSms][..]),
            ("EMAIL_BLACKLISTED", &[ObjectsEmail]),
            ("UNSUB", &[ObjectsEmail]),
            ("Desinscrito", &[ObjectsEmail]),
            ("IsEmailBounced", &[ObjectsEmail]),
            ("SMS unsubscribed", &[ObjectsSms]),
            ("No enviar mensajes", &[ObjectsSms]),
            ("No acepta publicidad", &OBJECTIONS),
            ("Sin publicidad", &OBJECTIONS),
            ("Marketing opt-out", &OBJECTIONS),
            ("Autoriza SMS", &[ConsentSms]),
            ("sms_opt_in", &[ConsentSms]),
            ("Publicidad WhatsApp", &[ConsentSms]),
            ("Autorización llamadas", &[ConsentPhone]),
            ("Publicidad por correo postal", &[ConsentPost]),
            ("Correo: autoriza", &[ConsentEmail]),
            ("Acepta email y llamadas", &[ConsentEmail, ConsentPhone]),
            ("Aceita marketing", &[Consent]),
            ("Marketing", &[Consent]),
            ("Publicidad (S/N)", &[Consent]),
            ("LOPD", &[Consent]),
            ("Consentimiento RGPD", &[Consent]),
            ("Se dio de baja de todos los correos electrónicos", &[ObjectsEmail]),
            ("Dado de baja del boletín", &[ObjectsEmail]),
            ("Se dio de baja", &[]),
            ("Baja cliente", &[]),
            ("Teléfono", &[]),
            ("No. Teléfono", &[]),
            ("Correo postal", &[]),
            ("Acepta", &[]),
            ("Rechazo", &[]),
            ("Fecha LOPD", &[]),
            ("Marketing spend", &[]),
            ("send_emails", &[]),
            ("", &[]),
        ] {
            assert_eq!(fields(header), is, "{header}");
        }
        assert!(is_of_law("Consentimiento RGPD") && !is_of_law("RGPD marketing") && !is_of_law("Marketing"));
    }

    #[test]
    fn a_no_is_a_no_in_whatever_words() {
        for no in [
            "rechaza",
            "Denegado",
            "revocado",
            "no acepta",
            "refused",
            "Declined",
            "No, gracias",
            "opted out",
            "0",
        ] {
            assert_eq!(consent(no), Some(Consent::No), "{no}");
        }
        for yes in ["Sí", "acepta", "Autorizado", "granted", "opted in", "1"] {
            assert_eq!(consent(yes), Some(Consent::Yes), "{yes}");
        }
        assert_eq!(consent(" "), Some(Consent::Unknown));
        for open in ["pendiente", "no consta", "quizá"] {
            assert_eq!(consent(open), None, "{open}");
        }
    }
}
