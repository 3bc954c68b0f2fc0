//! Every refusal, question, rejection and note has its sentence in both languages.

use cartera::exchange::{Field, Options, Plan, presets};

#[test]
fn every_key_has_a_sentence_in_both_languages() {
    let sources = [
        include_str!("../../src/exchange/error.rs"),
        include_str!("../../src/exchange/record.rs"),
        include_str!("../../src/exchange/assemble.rs"),
    ];
    let keys: Vec<&str> = sources
        .iter()
        .flat_map(|s| s.split('"'))
        .filter(|t| {
            ["import-error-", "import-question-", "import-reject-", "import-note-"]
                .iter()
                .any(|p| t.starts_with(p))
        })
        .collect();
    assert!(keys.len() > 40, "{}", keys.len());
    for text in [
        include_str!("../../assets/locales/es/exchange.ftl"),
        include_str!("../../assets/locales/en/exchange.ftl"),
    ] {
        let _ =
            fluent_bundle::FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, e)| panic!("{e:?}"));
        for key in &keys {
            assert!(text.lines().any(|l| l.starts_with(&format!("{key} ="))), "{key}");
        }
    }
}

#[test]
fn the_presets_are_those_of_the_manual() {
    let names: Vec<&str> = presets().iter().map(|p| p.name).collect();
    for name in "online_retail cdnow chinook northwind shopify_orders shopify_customers woocommerce_orders odoo_invoices \
                 square loyverse factura_es google_contacts google_contacts_old outlook hubspot_contacts pipedrive generic \
                 portfolio_customers portfolio_purchases vcard hubspot_deals pipedrive_deals ledger ledger_accounts hubspot_companies \
                 stripe_payments stripe_customers paypal sumup amazon_orders ebay_orders etsy_orders \
                 etsy_items wix_orders squarespace_orders magento_orders prestashop_orders zoho_invoices zoho_contacts \
                 xero_invoices quickbooks freshbooks thunderbird pipedrive_organizations aeat_expedidas brevo amazon_payments shopify_drafts toast_items toast_orders sii_ventas \
                 bigcommerce_orders bigcommerce_customers vend_sales vend_customers prestashop_customers square_customers \
                 portfolio_cards"
        .split_whitespace()
    {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(names.len(), 58);
}

#[test]
fn every_preset_has_a_name_in_both_languages() {
    for text in [
        include_str!("../../assets/locales/es/importing.ftl"),
        include_str!("../../assets/locales/en/importing.ftl"),
    ] {
        for preset in presets() {
            let key = format!("importing-preset-{} =", preset.name.replace('_', "-"));
            assert!(text.lines().any(|line| line.starts_with(&key)), "{key}");
        }
    }
}

#[test]
fn every_field_a_column_can_go_to_and_every_column_of_a_card_has_a_word_in_both_languages() {
    let cards = Plan::look("tests/import/files/cards_40.vcf".as_ref(), Options::default()).unwrap();
    let columns = cards.columns.iter().map(|c| format!("importing-card-{}", c.header.to_lowercase()));
    let fields = Field::ALL.iter().map(|f| format!("importing-field-{}", f.name().replace('.', "-")));
    let keys: Vec<String> = fields.chain(columns).map(|key| key.replace(['_', ' '], "-")).collect();
    assert!(keys.len() >= Field::ALL.len() + 18, "{}", keys.len());
    for text in [
        include_str!("../../assets/locales/es/importing.ftl"),
        include_str!("../../assets/locales/en/importing.ftl"),
    ] {
        for key in &keys {
            assert!(text.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}");
        }
    }
}
