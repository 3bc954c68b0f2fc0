//! Keys while text is typed.

/// A key for a text field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextKey;
