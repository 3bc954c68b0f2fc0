//! What to offer whom, and when (rows 23 to 26).
