//! Tests of merging two books.
