//! What is known of each customer (rows 15 to 21, 27, 28).
