//! Files that nobody prepared: statuses of people.

use cartera::domain::people::Consent;

use super::support::{Reading, read};

#[test]
fn a_status_is_of_somebody_or_of_what_they_subscribed_to() {
    let refuses = |r: &Reading| {
        let d = &r.customers[0].draft;
        [d.consent_email, d.consent_phone, d.consent_post].map(|c| c == Consent::No)
    };
    let of = |head: &str, status: &str| {
        read(&format!("Nombre;Email;Teléfono;{head}\nAna;a@x.es;600111222;{status}\n"))
    };
    assert_eq!(refuses(&of("Situación", "Bloqueado")), [true; 3]);
    assert_eq!(refuses(&of("Estado suscripción", "Bloqueado")), [true, false, false]);
    assert_eq!(refuses(&of("Estado del cliente", "Do not contact")), [true; 3]);
    assert!(of("Estado suscripción", "Baja").customers[0].tags.is_empty());
    assert_eq!(of("Estado cliente", "Inactivo").customers[0].tags, ["Inactivo"]);
    let gone = of("Status", "Deceased");
    assert!(gone.customers[0].gone && refuses(&gone) == [false; 3]);
    // Somebody who bought, too.
    let sales = "Factura;Fecha;Cliente;Estado cliente;Total\n1;13/03/2026;Ana Gil;Fallecida;1,50\n";
    let r = read(sales);
    assert!(r.customers[0].gone && r.total() == "1.50");
}
