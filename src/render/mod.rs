//! A [`Table`](crate::reports::table::Table) as terminal text, Markdown, CSV, TSV, JSON, NDJSON or HTML.
