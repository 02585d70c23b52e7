//! Which tables the journal keeps, which belong to an aggregate, and the triggers generated from that.

use rusqlite::Connection;

use super::error::Result;

/// Tables outside the journal: their rows are never undone.
pub(super) const OUTSIDE_JOURNAL: &[&str] = &[
    "content",
    "operation",
    "change",
    "open_operation",
    "claim_number",
    "refinery_schema_history",
];

/// A child row belongs to the aggregate of the row that one of these columns refers to; it is inserted, undone and deleted with it.
pub(super) struct Child {
    /// The child's table.
    pub(super) table: &'static str,
    /// Columns that may hold the owner, with the owner's table; exactly one is set in a row.
    pub(super) owners: &'static [(&'static str, &'static str)],
}

/// Every child table, in an order in which they can be deleted.
pub(super) const CHILDREN: &[Child] = &[
    Child {
        table: "alias",
        owners: &[
            ("outlet", "outlet"),
            ("organization", "organization"),
            ("speaker", "speaker"),
            ("event", "event"),
            ("proposition", "proposition"),
        ],
    },
    Child {
        table: "label",
        owners: &[
            ("outlet", "outlet"),
            ("organization", "organization"),
            ("speaker", "speaker"),
            ("article", "article"),
            ("proposition", "proposition"),
            ("claim", "claim"),
        ],
    },
    Child {
        table: "article_author",
        owners: &[("article", "article")],
    },
    Child {
        table: "article_event",
        owners: &[("article", "article")],
    },
    Child {
        table: "block",
        owners: &[("version", "article_version")],
    },
    Child {
        table: "claim_link",
        owners: &[("claim", "claim")],
    },
    Child {
        table: "claim_speaker",
        owners: &[("claim", "claim")],
    },
    Child {
        table: "claim_via",
        owners: &[("claim", "claim")],
    },
    Child {
        table: "figure",
        owners: &[("claim", "claim"), ("reported_fact", "reported_fact")],
    },
    Child {
        table: "target",
        owners: &[("claim", "claim")],
    },
    Child {
        table: "span",
        owners: &[
            ("claim", "claim"),
            ("introduction", "introduction"),
            ("reported_fact", "reported_fact"),
        ],
    },
    Child {
        table: "merged_operation",
        owners: &[("book", "merged_book")],
    },
];

/// The tables whose rows own others, each with a floor in `open_operation`.
pub(super) const OWNERS: &[&str] = &[
    "outlet",
    "organization",
    "speaker",
    "event",
    "proposition",
    "article",
    "article_version",
    "introduction",
    "reported_fact",
    "claim",
    "merged_book",
];

/// The child tables of `owner`, each with the column that refers to it.
pub(super) fn children_of(owner: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    CHILDREN.iter().flat_map(move |child| {
        child
            .owners
            .iter()
            .filter(move |(_, table)| *table == owner)
            .map(move |(column, _)| (child.table, *column))
    })
}

/// The names of all tables that the journal keeps, sorted.
pub(super) fn journaled_tables(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        // Neither the full-text indexes nor the tables that they keep themselves.
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let names = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names
        .into_iter()
        .filter(|name| !OUTSIDE_JOURNAL.contains(&name.as_str()))
        .collect())
}

/// The names of a table's columns, in order.
pub(super) fn columns_of(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = statement
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names)
}

/// The journal's triggers for the schema as it is, as (name, SQL), sorted by name.
pub(super) fn journal_triggers(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut triggers = vec![operation_trigger()];
    for table in journaled_tables(connection)? {
        let columns = columns_of(connection, &table)?;
        triggers.extend(table_triggers(&table, &columns));
    }
    triggers.sort();
    Ok(triggers)
}

/// The trigger by which all others refuse what another program writes.
fn operation_trigger() -> (String, String) {
    let name = String::from("journal_change_insert");
    let sql = format!(
        "CREATE TRIGGER {name} BEFORE INSERT ON change WHEN NEW.operation IS NULL BEGIN SELECT RAISE(ABORT,'claimbook: no operation is open: write through claimbook'); END"
    );
    (name, sql)
}

/// The triggers of one table. Every command that opens a book parses all of them, which is a large part of what a small command costs:
/// what they say is said in few words.
fn table_triggers(table: &str, columns: &[String]) -> Vec<(String, String)> {
    let child = CHILDREN.iter().find(|child| child.table == table);
    // True where the row belongs to an aggregate that this very operation inserted: the aggregate's one change stands for it.
    let in_new_aggregate = |row: &str| match child {
        Some(child) => {
            let in_new_owner = child
                .owners
                .iter()
                .map(|(column, owner)| format!("ifnull({row}.{column}>{owner}_floor,0)"))
                .collect::<Vec<_>>();
            Some(in_new_owner.join("OR "))
        }
        None if OWNERS.contains(&table) => Some(format!("{row}.id>{table}_floor")),
        None => None,
    };
    // Without an open operation the subquery is NULL, and the body runs and aborts.
    let unless_new = |row: &str| {
        in_new_aggregate(row)
            .map(|is_new| format!("ifnull((SELECT NOT({is_new})FROM open_operation),1)"))
    };
    let of_child = |row: &str| unless_new(row).filter(|_| child.is_some());
    let each = |column: &dyn Fn(&str) -> String| {
        let each = columns.iter().map(|name| column(name));
        each.collect::<Vec<_>>().join(",")
    };
    let old = each(&|name| format!("OLD.{name}"));
    let new = each(&|name| format!("NEW.{name}"));
    let whole = each(&|name| format!("'{name}',OLD.{name}"));
    let pairs = each(&|name| format!("('{name}',OLD.{name},NEW.{name})"));
    let has_uid = columns.iter().any(|column| column == "uid");
    let trigger = |action: &str, row: &str, when: Option<String>, columns: &str| {
        let name = format!("journal_{table}_{action}");
        let event = action.to_uppercase();
        let when = when.map_or_else(String::new, |when| format!(" WHEN {when}"));
        let uid = if has_uid {
            format!("{row}.uid")
        } else {
            String::from("NULL")
        };
        let sql = format!(
            "CREATE TRIGGER {name} AFTER {event} ON {table}{when} BEGIN INSERT INTO change VALUES(NULL,(SELECT operation FROM open_operation),'{table}',{row}.id,'{action}',{uid},{columns}); END"
        );
        (name, sql)
    };
    let differs = format!("({old})IS NOT({new})");
    let changed = match unless_new("OLD") {
        Some(unless_new) => format!("{differs} AND {unless_new}"),
        None => differs,
    };
    let changes = format!(
        "(SELECT json_group_object(n,json_array(o,v))FROM(SELECT 0 n,0 o,0 v UNION ALL VALUES{pairs})WHERE o IS NOT v)"
    );
    vec![
        trigger("insert", "NEW", of_child("NEW"), "NULL"),
        trigger("update", "OLD", Some(changed), &changes),
        trigger(
            "delete",
            "OLD",
            of_child("OLD"),
            &format!("json_object({whole})"),
        ),
    ]
}

/// Drops the journal's triggers and creates them anew from the schema. Run after every migration, because a table that is dropped or
/// renamed silently takes its triggers with it.
pub(super) fn create_journal_triggers(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'",
    )?;
    let old = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    drop(statement);
    for name in old {
        connection.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    for (_, sql) in journal_triggers(connection)? {
        connection.execute_batch(&sql)?;
    }
    Ok(())
}

/// The journal's triggers as the file has them, as (name, SQL), sorted by name.
pub(super) fn stored_journal_triggers(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let triggers = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(triggers)
}

/// One foreign key: which column of which table refers to `id` of which other.
pub(super) struct Reference {
    /// The referring table.
    pub(super) table: String,
    /// Its column.
    pub(super) column: String,
}

/// Every foreign key that refers to `parent`.
pub(super) fn references_to(connection: &Connection, parent: &str) -> Result<Vec<Reference>> {
    let mut statement = connection.prepare_cached(
        "SELECT s.name, f.\"from\" FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS f WHERE s.type = 'table' AND f.\"table\" = ?1 ORDER BY s.name, f.\"from\"",
    )?;
    let references = statement
        .query_map([parent], |row| {
            Ok(Reference {
                table: row.get(0)?,
                column: row.get(1)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(references)
}
