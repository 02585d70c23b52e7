//! Rows into tables, each with the change that the journal would hold for it.

use rusqlite::{Connection, Params, Result};

/// Tables whose rows have a uid.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Topic,
    Organization,
    Outlet,
    Speaker,
    Affiliation,
    Event,
    Proposition,
    Article,
    Version,
    Coding,
    Introduction,
    Fact,
    Claim,
    Operation,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Table::Topic => "topic",
            Table::Organization => "organization",
            Table::Outlet => "outlet",
            Table::Speaker => "speaker",
            Table::Affiliation => "affiliation",
            Table::Event => "event",
            Table::Proposition => "proposition",
            Table::Article => "article",
            Table::Version => "article_version",
            Table::Coding => "coding",
            Table::Introduction => "introduction",
            Table::Fact => "reported_fact",
            Table::Claim => "claim",
            Table::Operation => "operation",
        }
    }
}

/// The row's name across books: of the form of a UUIDv7, later rows later, as a clock would make them.
pub(super) fn uid(table: Table, id: i64) -> String {
    // 2024-01-01 in milliseconds since 1970.
    const BEGINNING: i64 = 1_704_067_200_000;
    let time = BEGINNING + id;
    let noise = super::random::Random::of(table as u64, usize::try_from(id).unwrap_or(0)).next();
    format!(
        "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
        time >> 16,
        time & 0xffff,
        table as u32,
        noise & 0xfff,
        noise >> 16
    )
}

/// The row of the thing at this place of a list.
pub(super) fn id(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX - 1) + 1
}

/// A book being filled.
pub(super) struct Insert<'book> {
    pub(super) book: &'book Connection,
    operation: i64,
}

impl<'book> Insert<'book> {
    pub(super) fn new(book: &'book Connection) -> Insert<'book> {
        book.set_prepared_statement_cache_capacity(128);
        Insert { book, operation: 0 }
    }

    /// Begins the next operation of the journal.
    pub(super) fn operation(&mut self, name: &str, coder: &str, at: &str) -> Result<()> {
        self.operation += 1;
        self.row(
            "INSERT INTO operation (id, uid, batch, name, coder, at, schema_version) VALUES (?1, ?2, ?2, ?3, ?4, ?5, 1)",
            (self.operation, uid(Table::Operation, self.operation), name, coder, at),
        )
    }

    pub(super) fn row(&self, sql: &str, values: impl Params) -> Result<()> {
        self.book.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Notes in the journal that the operation has added a row.
    pub(super) fn added(&self, table: Table, id: i64, uid: &str) -> Result<()> {
        self.row(
            "INSERT INTO change (operation, record_table, record, action, uid) VALUES (?1, ?2, ?3, 'insert', ?4)",
            (self.operation, table.name(), id, uid),
        )
    }
}
