//! What each customer is worth (rows 41 to 45 and 52).
