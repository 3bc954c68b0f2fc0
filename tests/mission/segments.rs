//! Any segment a person can say (row 22).
