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
    let mut triggers = Vec::new();
    for table in journaled_tables(connection)? {
        let columns = columns_of(connection, &table)?;
        triggers.extend(table_triggers(&table, &columns));
    }
    triggers.sort();
    Ok(triggers)
}

fn table_triggers(table: &str, columns: &[String]) -> Vec<(String, String)> {
    const NO_OPERATION: &str = "SELECT RAISE(ABORT, 'claimbook: no operation is open: write through claimbook') WHERE NOT EXISTS (SELECT 1 FROM open_operation);";
    let uid = |row: &str| {
        if columns.iter().any(|column| column == "uid") {
            format!("{row}.uid")
        } else {
            String::from("NULL")
        }
    };
    let child = CHILDREN.iter().find(|child| child.table == table);
    // True where the row belongs to an aggregate that this very operation inserted: the aggregate's one change stands for it.
    let in_new_aggregate = |row: &str| match child {
        Some(child) => child
            .owners
            .iter()
            .map(|(column, owner)| format!("coalesce({row}.{column} > o.{owner}_floor, 0)"))
            .collect::<Vec<_>>()
            .join(" OR "),
        None if OWNERS.contains(&table) => format!("{row}.id > o.{table}_floor"),
        None => String::from("0"),
    };
    // Without an open operation the subquery is NULL, and the body runs and aborts.
    let unless_new = |row: &str| {
        format!(
            "coalesce((SELECT NOT ({}) FROM open_operation AS o), 1)",
            in_new_aggregate(row)
        )
    };
    let insert_when = if child.is_some() {
        unless_new("NEW")
    } else {
        String::from("1")
    };
    let delete_when = if child.is_some() {
        unless_new("OLD")
    } else {
        String::from("1")
    };
    let changed = columns
        .iter()
        .map(|column| {
            format!(
                "SELECT '{column}' AS name, json_array(OLD.\"{column}\", NEW.\"{column}\") AS pair WHERE OLD.\"{column}\" IS NOT NEW.\"{column}\""
            )
        })
        .collect::<Vec<_>>()
        .join(" UNION ALL ");
    let differs = columns
        .iter()
        .map(|column| format!("OLD.\"{column}\" IS NOT NEW.\"{column}\""))
        .collect::<Vec<_>>()
        .join(" OR ");
    let whole = columns
        .iter()
        .map(|column| format!("'{column}', OLD.\"{column}\""))
        .collect::<Vec<_>>()
        .join(", ");
    let write = |row: &str, action: &str, columns: &str| {
        format!(
            "INSERT INTO change (operation, record_table, record, action, uid, columns) SELECT operation, '{table}', {row}.id, '{action}', {}, {columns} FROM open_operation;",
            uid(row)
        )
    };
    let trigger = |action: &str, when: &str, body: &str| {
        let name = format!("journal_{table}_{action}");
        let sql = format!(
            "CREATE TRIGGER {name} AFTER {} ON {table} WHEN {when} BEGIN {NO_OPERATION} {body} END",
            action.to_uppercase()
        );
        (name, sql)
    };
    vec![
        trigger("insert", &insert_when, &write("NEW", "insert", "NULL")),
        trigger(
            "update",
            &format!("({differs}) AND {}", unless_new("OLD")),
            &write(
                "OLD",
                "update",
                &format!("(SELECT json_group_object(name, json(pair)) FROM ({changed}))"),
            ),
        ),
        trigger(
            "delete",
            &delete_when,
            &write("OLD", "delete", &format!("json_object({whole})")),
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
