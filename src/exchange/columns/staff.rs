//! Who works there and who buys. A table of tickets may name nobody but the user of the till: few of them, who come back on
//! ticket after ticket. In the orders of a web shop and in what members pay the user is whoever buys.

use crate::exchange::columns::Columns;
use crate::exchange::columns::field::Field;
use crate::exchange::columns::preset::{column_key, header_key};
use crate::exchange::columns::shapes::Shapes;
use crate::exchange::columns::spelled;

/// Words of columns of a till.
const TILL: [&str; 15] = [
    "ticket",
    "tickets",
    "tique",
    "tiquet",
    "recibo",
    "receipt",
    "tpv",
    "pos",
    "caja",
    "boleta",
    "comanda",
    "mesa",
    "table",
    "scontrino",
    "turno",
];
/// And of what is ordered from elsewhere, or paid by members.
const ORDERED: [&str; 14] = [
    "pedido",
    "order",
    "orden",
    "reserva",
    "booking",
    "suscripcion",
    "subscription",
    "cuota",
    "membership",
    "membresia",
    "inscripcion",
    "socio",
    "member",
    "envio",
];
/// Tickets that are seen at least, and tickets for each of whoever works there: where the table is of a till, and where
/// nothing says so.
const OF_TILL: (usize, usize) = (6, 3);
const OF_ANYTHING: (usize, usize) = (30, 10);

impl Columns {
    /// The users of a table of sales that names nobody else sell where few of them come back over many tickets.
    pub(in crate::exchange) fn settle_staff(&mut self, shapes: Option<&Shapes>) {
        let Some(shapes) = shapes else { return };
        let priced = [Field::Amount, Field::UnitPrice, Field::LineAmount].into_iter().any(|f| self.has(f));
        let is_user = |column: &usize| {
            spelled::is_user(self.name(*column)) || column_key(self.name(*column)) == "usuario"
        };
        let who = [
            Field::Code,
            Field::Name,
            Field::FirstName,
            Field::LastName,
            Field::Company,
            Field::Email,
            Field::Phone,
            Field::Mobile,
            Field::TaxId,
            Field::Address,
            Field::PostalCode,
        ];
        let (users, others): (Vec<usize>, Vec<usize>) =
            who.into_iter().flat_map(|field| self.all(field).to_vec()).partition(is_user);
        let Some(user) =
            users.first().copied().filter(|_| others.is_empty() && priced && self.has(Field::Date))
        else {
            return;
        };
        let says = |list: &[&str]| {
            self.names().iter().any(|name| {
                header_key(name).split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word))
            })
        };
        if says(&ORDERED) {
            return;
        }
        let (least, each) = if says(&TILL) { OF_TILL } else { OF_ANYTHING };
        // Several rows of one ticket are one ticket.
        let tickets = self.first(Field::Number).map_or_else(|| shapes.filled(user), |n| shapes.distinct(n));
        if tickets >= least && shapes.distinct(user) * each <= tickets {
            for column in users {
                for field in who {
                    self.take(column, field);
                }
            }
            if !self.has(Field::SalesRep) {
                self.give(user, Field::SalesRep);
            }
        }
    }
}
