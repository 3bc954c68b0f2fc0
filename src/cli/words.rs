//! A line of a batch cut into words, as a shell would: blanks separate, quotes keep together, a backslash takes the
//! next character as it is. Nothing is expanded.

/// Why a line cannot be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitError {
    /// A quote that is not closed.
    OpenQuote,
    /// A backslash with nothing after it.
    Backslash,
}

/// The words of a line; none for a blank line or one that begins with `#` followed by a blank or nothing.
pub fn split(line: &str) -> Result<Vec<String>, SplitError> {
    let line = line.trim();
    if line == "#" || line.starts_with("# ") {
        return Ok(Vec::new());
    }
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => {
                word.get_or_insert_default().push(letters.next().ok_or(SplitError::Backslash)?);
            }
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(SplitError::OpenQuote);
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_together_and_blanks_separate() {
        let words = split(r#"log  "C 1" --note 'it''s "fine"' name=Ana\ Ruiz x="" "#).unwrap();
        assert_eq!(words, ["log", "C 1", "--note", "its \"fine\"", "name=Ana Ruiz", "x="]);
        assert_eq!(split(r#"a "b \" c""#).unwrap(), ["a", "b \" c"]);
    }

    #[test]
    fn remarks_and_blank_lines_hold_nothing() {
        assert_eq!(split("  ").unwrap(), Vec::<String>::new());
        assert_eq!(split("# tag C-1 +vip").unwrap(), Vec::<String>::new());
        assert_eq!(split("tag #7 +vip").unwrap(), ["tag", "#7", "+vip"]);
    }

    #[test]
    fn an_open_quote_is_an_error() {
        assert_eq!(split("log 'C-1"), Err(SplitError::OpenQuote));
        assert_eq!(split("log C-1\\"), Err(SplitError::Backslash));
    }
}
