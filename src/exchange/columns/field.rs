//! The names that a map gives to columns.

use serde::Serialize;

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// What a column can be. Names as on the command line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[doc = $doc])+ $name,)+ }

        impl Field {
            /// Every field, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name used in maps and presets.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

fields! {
    /// Code in the source.
    Code = "customer.code",
    /// Name as shown.
    Name = "customer.name",
    /// Given name.
    FirstName = "customer.first_name",
    /// Family name.
    LastName = "customer.last_name",
    /// Company.
    Company = "customer.company",
    /// Person to speak to in a company.
    Contact = "customer.contact",
    /// E-mail.
    Email = "customer.email",
    /// First phone.
    Phone = "customer.phone",
    /// Second phone.
    Mobile = "customer.mobile",
    /// Fax.
    Fax = "customer.fax",
    /// Street and number.
    Address = "customer.address",
    /// Town.
    City = "customer.city",
    /// Province or state.
    Region = "customer.region",
    /// Postal code.
    PostalCode = "customer.postal_code",
    /// Country.
    Country = "customer.country",
    /// Year of birth, or birthday.
    BirthYear = "customer.birth_year",
    /// Income band.
    Income = "customer.income",
    /// The business's own zone.
    Zone = "customer.zone",
    /// Occasion of use.
    Occasion = "customer.occasion",
    /// Benefit sought.
    Benefit = "customer.benefit",
    /// What they do: line of business or profession.
    Activity = "customer.activity",
    /// Where they came from.
    Source = "customer.source",
    /// Labels.
    Tags = "customer.tags",
    /// Note.
    Notes = "customer.notes",
    /// Who looks after them.
    Owner = "customer.owner",
    /// Customer since.
    Since = "customer.since",
    /// Tax id.
    TaxId = "customer.tax_id",
    /// What is filled in when they leave: a day, or a yes.
    Left = "customer.left",
    /// Whether they are a customer still.
    Active = "customer.active",
    /// May be written to by e-mail.
    ConsentEmail = "customer.consent_email",
    /// May be phoned.
    ConsentPhone = "customer.consent_phone",
    /// May be sent text messages.
    ConsentSms = "customer.consent_sms",
    /// May be sent letters.
    ConsentPost = "customer.consent_post",
    /// May be written to, without a word of how: a yes is of e-mail, a no of every way.
    Consent = "customer.consent",
    /// Objects to e-mail: a yes is a no to [`Field::ConsentEmail`].
    ObjectsEmail = "customer.objects_email",
    /// Objects to calls.
    ObjectsPhone = "customer.objects_phone",
    /// Objects to text messages.
    ObjectsSms = "customer.objects_sms",
    /// Objects to letters.
    ObjectsPost = "customer.objects_post",
    /// What a list of subscribers says of them: subscribed, unsubscribed, anything else.
    Subscription = "customer.subscription",
    /// Day since when they are never to be contacted.
    DoNotCall = "customer.do_not_call",
    /// Document number.
    Number = "purchase.number",
    /// Series that comes before the number.
    Series = "purchase.series",
    /// Day of the document.
    Date = "purchase.date",
    /// Amount of the document.
    Amount = "purchase.amount",
    /// Tax inside the amount.
    Tax = "purchase.tax",
    /// Discount on the whole document, where no amount is given.
    DocumentDiscount = "purchase.discount_amount",
    /// Shipping, where no amount is given.
    Shipping = "purchase.shipping",
    /// Money given back, tax included.
    Refunded = "purchase.refunded",
    /// Tax that the customer withheld: missing in the amount.
    Withheld = "purchase.withheld",
    /// What is left of the amount after money was given back; 0 where none was.
    Adjusted = "purchase.adjusted_amount",
    /// Status or type of the document.
    Status = "purchase.status",
    /// A date that is filled in when the document is cancelled.
    CancelledAt = "purchase.cancelled_at",
    /// Sales channel.
    Channel = "purchase.channel",
    /// Who sold.
    SalesRep = "purchase.sales_rep",
    /// Currency code.
    Currency = "purchase.currency",
    /// Number of the document that a credit note takes back.
    Reverses = "purchase.reverses",
    /// Free note on the document.
    DocumentNote = "purchase.note",
    /// When an offer was made.
    OfferMade = "offer.made_on",
    /// When an offer was lost.
    OfferLost = "offer.lost_on",
    /// Why an offer was lost.
    OfferWhy = "offer.why",
    /// Product code.
    LineCode = "line.code",
    /// Product name.
    Product = "line.product",
    /// Product category.
    Category = "line.category",
    /// Units.
    Quantity = "line.quantity",
    /// Price of a unit before discount.
    UnitPrice = "line.unit_price",
    /// Amount of the line.
    LineAmount = "line.amount",
    /// Cost of the line.
    Cost = "line.cost",
    /// Discount as a fraction from 0 to 1.
    Discount = "line.discount",
    /// Discount in per cent.
    DiscountPercent = "line.discount_percent",
    /// Discount as money off the line.
    DiscountAmount = "line.discount_amount",
    /// Every line of the document in one cell.
    Articles = "line.articles",
}

/// What kind of value a field holds, for the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes, phones.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
}

impl Field {
    /// The field with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// The field whose name is least far from `name` in edited letters.
    pub fn nearest(name: &str) -> Self {
        let wanted = name.to_ascii_lowercase();
        Self::ALL
            .iter()
            .copied()
            .min_by_key(|f| {
                let tail = f.name().split_once('.').map_or("", |(_, tail)| tail);
                let inside = !wanted.is_empty() && tail.contains(&wanted);
                let far = distance(&wanted, f.name()).min(distance(&wanted, tail) + 1);
                if inside { far.min(2) } else { far }
            })
            .unwrap_or(Self::Name)
    }

    /// What kind of value it holds.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Date | Self::Since | Self::DoNotCall | Self::OfferMade | Self::OfferLost => Kind::Date,
            Self::Amount
            | Self::Tax
            | Self::DocumentDiscount
            | Self::Shipping
            | Self::Refunded
            | Self::Quantity
            | Self::UnitPrice
            | Self::LineAmount
            | Self::Cost
            | Self::Discount
            | Self::DiscountPercent
            | Self::DiscountAmount => Kind::Number,
            _ => Kind::Text,
        }
    }

    /// Whether it says something about a customer.
    pub fn is_customer(self) -> bool {
        self <= Self::Subscription
    }

    /// Whether it says something about a line.
    pub fn is_line(self) -> bool {
        self >= Self::LineCode
    }
}

impl Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Levenshtein distance in characters.
pub(in crate::exchange) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_field_finds_its_neighbour() {
        assert_eq!(Field::nearest("customer.nmae"), Field::Name);
        assert_eq!(Field::nearest("price"), Field::UnitPrice);
        assert_eq!(Field::nearest("purchase.amuont"), Field::Amount);
    }

    #[test]
    fn every_field_is_found_by_its_name() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.name()), Some(*field));
        }
    }
}
