#![doc = include_str!("architecture.md")]

pub mod capture;
pub mod cli;
pub mod domain;
pub mod formats;
pub mod logging;
pub mod matching;
pub mod render;
pub mod reports;
pub mod search;
pub mod sheet;
pub mod store;
