//! Growth, priorities and the way up (rows 13, 14, 46, 53, 54, 55).
