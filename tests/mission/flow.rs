//! The flow between the ages and its verdict (rows 3 and 4).
