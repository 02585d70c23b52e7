//! stub
use super::attribution::{TokenList};
use super::language::Language;
use crate::domain::text::{Span, Text};
/// Person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person { /// n
 pub name: String, /// m
 pub mentions: Vec<Span> }
pub(crate) struct Resolved { pub(crate) people: Vec<Person>, pub(crate) speakers: Vec<Vec<usize>> }
pub(crate) fn resolve<F>(_: &Text, _: &TokenList<'_>, _: &[std::ops::Range<usize>], found: &[F], _: &Language) -> Resolved {
  Resolved { people: vec![], speakers: vec![vec![]; found.len()] }
}
