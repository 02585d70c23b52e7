//! The reports: one file each, from the store's rows to one table.

pub mod table;
