//! Lines of a document that stand in one cell: `Product Qty: 2, Product SKU: A1, Product Name: Cup, …|Product Qty: …`, or
//! `name:Cup|sku:A1|quantity:2|total:20.00;name:…`. What an article is called may hold commas, bars and colons itself:
//! only a name that is known begins what comes next.

use rust_decimal::Decimal;

use crate::domain::base::names::{fold, tidy};
use crate::domain::trade::Line;
use crate::exchange::values::money;
use crate::exchange::values::number::{self, Evidence, Mark};

/// Letters that the name of a part has at most.
const NAME: usize = 40;

/// What a part of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Id,
    Code,
    Product,
    Category,
    Quantity,
    Price,
    Amount,
    /// Known, and no part of a line.
    Other,
}

/// What a name says, by its last words, and whether it says that it is of an article; `None` where nobody knows it.
fn part(name: &str) -> Option<(Part, bool)> {
    if name.len() > NAME {
        return None;
    }
    let name = fold(name).replace(['_', '-'], " ");
    let words: Vec<&str> = name.split_whitespace().collect();
    let rest = match words.as_slice() {
        ["product" | "producto" | "item" | "articulo", rest @ ..] | ["line", "item", rest @ ..]
            if !rest.is_empty() =>
        {
            rest
        }
        all => all,
    };
    let part = match rest {
        ["id"] => Part::Id,
        ["sku" | "code" | "codigo" | "ref" | "referencia" | "reference"] => Part::Code,
        ["name" | "nombre" | "title"] => Part::Product,
        ["category" | "categoria"] => Part::Category,
        ["qty" | "quantity" | "cantidad"] => Part::Quantity,
        ["unit", "price"] | ["price" | "precio"] | ["precio", "unitario"] => Part::Price,
        ["total", "price"] | ["total"] => Part::Amount,
        ["weight" | "meta" | "refunded" | "tax" | "subtotal" | "taxes" | "discount"]
        | ["variation", "details"]
        | ["total" | "subtotal", "tax"]
        | ["sub", "total"] => Part::Other,
        _ => return None,
    };
    Some((part, rest.len() < words.len()))
}

/// Where a part begins whose name is known: what stood before ends at the first place, its own words begin at the second.
fn begins(text: &str) -> Vec<(usize, usize, Part)> {
    let (mut found, mut all_say) = (Vec::new(), false);
    for (colon, _) in text.match_indices(':') {
        let head = &text[..colon];
        let start = head.rfind([',', '|', ';', '\n']).map_or(0, |at| at + 1);
        let Some((part, says)) = part(head[start..].trim()) else { continue };
        // Where the first name says that it is of an article, a bare one is what somebody chose or had engraved.
        all_say |= found.is_empty() && says;
        if says || !all_say {
            found.push((start.saturating_sub(1), colon + 1, part));
        }
    }
    found
}

/// The lines of a cell; none where it holds anything else. A line without a price and an amount is none.
pub fn lines(text: &str, mark: Mark, decimals: u32) -> Vec<Line> {
    let parts = begins(text);
    let Some((_, _, first)) = parts.first().copied() else { return Vec::new() };
    let mut articles: Vec<Vec<(Part, &str)>> = Vec::new();
    for (at, &(_, start, part)) in parts.iter().enumerate() {
        let end = parts.get(at + 1).map_or(text.len(), |next| next.0.max(start));
        // What a line begins with begins the next one.
        if part == first {
            articles.push(Vec::new());
        }
        if let Some(article) = articles.last_mut() {
            article.push((part, text[start..end].trim()));
        }
    }
    articles.iter().filter_map(|article| line(article, mark, decimals)).collect()
}

fn line(article: &[(Part, &str)], mark: Mark, decimals: u32) -> Option<Line> {
    let said = |wanted: Part| {
        let mut found = article.iter().filter(|(part, text)| *part == wanted && !text.is_empty());
        found.next().map(|(_, text)| *text)
    };
    let figure = |wanted: Part| {
        let text = said(wanted)?;
        let mark = match number::evidence(text.as_bytes()) {
            Evidence::Only(own) => own,
            _ => mark,
        };
        number::parse(text.as_bytes(), mark).filter(|value| !money::is_too_large(*value))
    };
    let (price, amount) = (figure(Part::Price), figure(Part::Amount));
    let quantity = figure(Part::Quantity).unwrap_or(Decimal::ONE);
    let price = match (price, amount) {
        (Some(price), _) => price,
        (None, amount) => amount?.checked_div(quantity)?.round_dp(6),
    };
    let amount = match amount {
        Some(amount) => money::of(amount, decimals),
        None => money::of_line(quantity, price, Decimal::ZERO, decimals),
    };
    let text = |wanted: Part| said(wanted).map(tidy);
    Some(Line {
        code: text(Part::Code).or(text(Part::Id)).unwrap_or_default(),
        product: text(Part::Product).unwrap_or_default(),
        category: text(Part::Category).unwrap_or_default(),
        quantity,
        unit_price: price,
        discount: Decimal::ZERO,
        amount: amount.ok()?,
        cost: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::Money;

    fn read(text: &str) -> Vec<(String, String, String, Money)> {
        let of = |l: Line| (l.code, l.product, l.quantity.to_string(), l.amount);
        lines(text, Mark::Point, 2).into_iter().map(of).collect()
    }

    #[test]
    fn articles_in_one_cell_are_lines() {
        let text = "Product ID: 7, Product Qty: 2, Product SKU: , Product Name: Vase, tall, Product Weight: 0.8000, \
                    Product Variation Details: Size: L, Note: blue, please, ID: 3, Product Unit Price: 67.50, \
                    Product Total Price: 135.00|Product ID: 8, Product Qty: 1, Product SKU: T-1, Product Name: Tray, \
                    Product Weight: 1, Product Variation Details: , Product Unit Price: 5.00, Product Total Price: 5.00";
        let wanted = [
            ("7".to_owned(), "Vase, tall".to_owned(), "2".to_owned(), Money(13_500)),
            ("T-1".to_owned(), "Tray".to_owned(), "1".to_owned(), Money(500)),
        ];
        assert_eq!(read(text), wanted);
        let text = "name:Cup|product_id:12|sku:C1|quantity:2|total:20.00|total_tax:4.20;name:Lid|sku:L1|quantity:1|total:3.00";
        assert_eq!(
            read(text),
            [
                ("C1".into(), "Cup".into(), "2".into(), Money(2000)),
                ("L1".into(), "Lid".into(), "1".into(), Money(300))
            ]
        );
    }

    #[test]
    fn anything_else_in_a_cell_is_no_line() {
        for text in ["", "Cup x 2", "see: the note", "Name: Cup", "Qty: many, Price: none"] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
