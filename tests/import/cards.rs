//! vCards of every version, as phones and mail programs write them.

use cartera::exchange::{ImportError, Options};

use super::support::{Reading, read_bytes};

fn cards(text: &str) -> Reading {
    read_bytes(text.replace('\n', "\r\n").as_bytes(), Options::default()).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn an_old_phone_writes_quoted_printable_with_soft_breaks_and_charsets() {
    let reading = cards(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=C3=BA=C3=B1ez;Bego=C3=B1=\n=\na;;;\n\
         FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bego=C3=B1a =C3=91=C3=BA=C3=B1ez\nTEL;CELL;PREF:600 111 222\n\
         TEL;WORK;VOICE:911 222 333\nTEL;FAX:911 222 334\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\n SkZJRgABAQ\n\n\
         END:VCARD\nBEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen M=FCller\n\
         TEL;HOME:+49 30 1234567\nEND:VCARD\n",
    );
    assert_eq!((reading.plan.preset.unwrap().name, reading.outcome.customers), ("vcard", 2));
    let first = &reading.customers[0].draft;
    assert_eq!((first.name.as_str(), first.mobile.as_str()), ("Begoña Ñúñez", "600 111 222"));
    assert_eq!((first.phone.as_str(), first.fax.as_str()), ("911 222 333", "911 222 334"));
    assert_eq!(reading.customers[1].draft.name, "Jürgen Müller");
    assert_eq!(reading.customers[1].row, 14);
}

#[test]
fn version_three_folds_escapes_and_groups() {
    let reading = cards(
        "BEGIN:VCARD\nVERSION:3.0\nN:Sala;Pere;;;\nFN:Pere \n Sala\nORG:Sala\\, Fills\\; SL;Taller\n\
         item1.URL:https://sala.example\nitem1.X-ABLabel:_$!<HomePage>!$_\nitem2.TEL:+34 972 000 111\n\
         item2.X-ABLabel:Botiga\nTEL;TYPE=\"CELL,VOICE\":+34 600 000 111\nEMAIL;TYPE=INTERNET:b@sala.example\n\
         EMAIL;TYPE=INTERNET,PREF:a@sala.example\nADR;TYPE=WORK:;;Carrer Nou 3\\, baixos;Girona;Girona;17001;España\n\
         BDAY:1971-04-09\nNOTE:primera\\nsegona\nCATEGORIES:Clients,VIP\nUID:urn:uuid:ab-1\nEND:VCARD\n",
    );
    let customer = reading.customer("ab-1");
    let d = &customer.draft;
    assert_eq!((d.name.as_str(), d.company.as_str()), ("Pere Sala", "Sala, Fills; SL"));
    assert_eq!((d.phone.as_str(), d.mobile.as_str()), ("+34 972 000 111", "+34 600 000 111"));
    assert_eq!((d.email.as_str(), d.birth_year), ("a@sala.example", Some(1971)));
    assert_eq!((d.address.as_str(), d.postal_code.as_str()), ("Carrer Nou 3, baixos", "17001"));
    assert_eq!(customer.tags, ["Clients", "VIP"]);
    assert_eq!(customer.notes, "primera\nsegona\nHomePage: https://sala.example\nb@sala.example");
}

#[test]
fn version_four_has_uris_and_need_not_name_anybody() {
    let reading = cards(
        "BEGIN:VCARD\nVERSION:4.0\nN:Ros;Ona;;;\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+34-600-222-333;ext=5\n\
         BDAY:19800517\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Amigos\nMEMBER:urn:uuid:ab-1\nEND:VCARD\n\
         BEGIN:VCARD\nVERSION:4.0\nFN:\nORG:Bodega Invent\nEMAIL:bodega@example.com\nEND:VCARD\n",
    );
    assert_eq!(reading.outcome.customers, 2);
    let first = &reading.customers[0].draft;
    assert_eq!((first.name.as_str(), first.mobile.as_str()), ("Ona Ros", "+34-600-222-333"));
    assert_eq!(first.birth_year, Some(1980));
    assert_eq!(reading.customers[1].draft.name, "Bodega Invent");
}

#[test]
fn letters_are_read_in_whatever_encoding_they_came() {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Íñigo Peña\r\nTEL:600111222\r\nEND:VCARD\r\n";
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let marked = ["\u{FEFF}".as_bytes(), text.as_bytes()].concat();
    for bytes in [windows, wide, marked, text.replace("\r\n", "\r").into_bytes()] {
        assert_eq!(read_bytes(&bytes, Options::default()).unwrap().customers[0].draft.name, "Íñigo Peña");
    }
}

#[test]
fn a_cut_file_brings_nothing() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL:600111222\nEND:VCARD\nBEGIN:VCARD\nFN:B\n";
    let error = read_bytes(text.as_bytes(), Options::default()).map(|r| r.outcome).unwrap_err();
    assert!(matches!(error, ImportError::OpenCard { row: 6 }), "{error}");
}
