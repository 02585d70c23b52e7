//! merge: another book into this one, and deciding what both edited.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use super::ui::counted;
use crate::domain::record::Kind;
use crate::reports::table::{Cell, Column, Row, Table};
use crate::store::{Access, Book, Conflict, Fate, MergePlan, StoreError, Verdict, Why};

/// How many rows of a list people are shown; programs get all.
const SHOWN: usize = 20;

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The other book, which is only read; with --take: conflicts, by number or by the key of their record [default: all]
    #[arg(value_name = "OTHER")]
    words: Vec<String>,
    /// List the fields that both books edited and nobody has decided
    #[arg(long, conflicts_with_all = ["take", "dry_run"])]
    conflicts: bool,
    /// Decide conflicts: keep this book's values, or write the other's
    #[arg(long, value_enum, value_name = "WHOSE")]
    take: Option<Whose>,
    /// Print the plan and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// Whose value stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Whose {
    /// This book's, as they are now
    Ours,
    /// The other book's
    Theirs,
}

impl From<Whose> for Verdict {
    fn from(whose: Whose) -> Verdict {
        match whose {
            Whose::Ours => Verdict::Ours,
            Whose::Theirs => Verdict::Theirs,
        }
    }
}

/// Merges another book, lists conflicts, or decides them.
pub(super) fn merge(context: &Context, args: &MergeArgs) -> Result<(), CliError> {
    if let Some(whose) = args.take {
        return decide(context, args, whose.into());
    }
    if args.conflicts {
        if !args.words.is_empty() {
            return Err(CliError::usage(
                "--conflicts takes no book: it lists those of this one",
            ));
        }
        let book = context.read_book()?;
        let conflicts = book.read(|reader| reader.conflicts())?;
        return context.emit(&args.output, &[conflict_table(&conflicts)]);
    }
    match args.words.as_slice() {
        [other] => merge_book(context, args, other),
        [] => Err(CliError::usage("no book to merge is named")
            .hint("`claimbook merge OTHER.db --dry-run` prints what it would bring")),
        _ => Err(CliError::usage("one book is merged at a time")),
    }
}

fn merge_book(context: &Context, args: &MergeArgs, other: &str) -> Result<(), CliError> {
    let path = Path::new(other);
    let refused = |error: CliError| error.doing(format!("{other} was not merged"));
    let (here, _) = context.book_path()?;
    let same_file = std::fs::canonicalize(&here)
        .is_ok_and(|here| std::fs::canonicalize(path).is_ok_and(|there| here == there));
    if same_file {
        return Err(CliError::usage(format!("{other} is this book itself")));
    }
    let theirs = Book::open(path, Access::Read).map_err(|error| {
        let hint = match &error {
            StoreError::TooOld { .. } => Some(format!(
                "`claimbook --book {other} upgrade` brings it up to date, which changes that file; copy it first"
            )),
            StoreError::Missing { .. } | StoreError::Foreign { .. } => {
                Some(String::from("name the file of the other book"))
            }
            _ => None,
        };
        let mut error = CliError::from(error);
        if let Some(hint) = hint {
            error.hints = vec![hint];
        }
        refused(error)
    })?;
    let mut session = context.session()?;
    let mut book = if args.dry_run && !here.exists() {
        Book::in_memory()?
    } else if args.dry_run {
        context.write_book()?
    } else {
        context.make_book()?
    };
    if args.dry_run {
        book.start_rehearsal()?;
    }
    let waiting = context.waiting("merging");
    let written = theirs.read(|theirs| {
        book.write(&mut session, &format!("merge {other}"), |writer| {
            writer.merge_book(theirs, other)
        })
    });
    if args.dry_run {
        book.end_rehearsal()?;
    }
    drop(waiting);
    drop(book);
    let plan = written
        .map_err(|error: StoreError| refused(CliError::from(error)))?
        .value;
    let people = args.output.for_people()?;
    context.emit(
        &args.output,
        &plan_tables(&plan, other, args.dry_run, people),
    )?;
    if args.dry_run {
        context.ui.status("Nothing was written.");
    } else if plan.operations > 0 {
        context.ui.status("`claimbook undo` takes the merge back.");
        if !plan.conflicts.is_empty() {
            context.ui.status(
                "`claimbook merge --conflicts` lists what both edited; `claimbook merge --take ours|theirs [NUMBER...]` decides.",
            );
        }
    }
    Ok(())
}

/// The plan: counts by kind, then what is called otherwise, in conflict, uncertain or deleted.
fn plan_tables(plan: &MergePlan, other: &str, dry_run: bool, people: bool) -> Vec<Table> {
    let title = if dry_run {
        format!("What {other} would bring")
    } else {
        format!("What {other} brought")
    };
    let counts = plan
        .counts
        .iter()
        .filter(|count| {
            !people
                || count.new
                    + count.same
                    + count.filled
                    + count.changed
                    + count.conflicting
                    + count.deleted
                    > 0
        })
        .map(|count| {
            let mut cells = vec![Cell::text(several(count.table))];
            cells.extend(
                [
                    count.new,
                    count.same,
                    count.filled,
                    count.changed,
                    count.conflicting,
                    count.deleted,
                ]
                .map(Cell::count),
            );
            Row::new(cells)
        })
        .collect();
    let mut tables = vec![
        Table::new("merge", title)
            .with_columns(vec![
                Column::label("kind", ""),
                Column::count("new", "new"),
                Column::count("same", "same"),
                Column::count("filled", "filled"),
                Column::count("changed", "changed"),
                Column::count("conflicting", "conflicting"),
                Column::count("deleted", "deleted here"),
            ])
            .with_rows(counts)
            .with_empty(format!(
                "Nothing to merge: this book has everything of {other}."
            )),
    ];
    if plan.undecided_there > 0 {
        let note = format!(
            "{other} has {} that nobody has decided, which stay there: `claimbook --book {other} merge --conflicts` lists them",
            counted(plan.undecided_there, "conflict", "conflicts")
        );
        tables = tables
            .into_iter()
            .map(|table| table.with_note(&note))
            .collect();
    }
    let mut add = |table: Table, rows: Vec<Row>| {
        if rows.is_empty() {
            return;
        }
        let more = rows.len().saturating_sub(SHOWN);
        let shown = if people { SHOWN } else { rows.len() };
        let mut table = table.with_rows(rows.into_iter().take(shown).collect());
        if people && more > 0 {
            table = table.with_note(format!("and {more} more: --format csv prints all"));
        }
        tables.push(table);
    };
    add(
        Table::new("called_otherwise", "Called otherwise here").with_columns(vec![
            Column::label("kind", "kind"),
            Column::text("there", "there"),
            Column::text("here", "here"),
            Column::text("why", "why"),
            Column::text("name", "name"),
        ]),
        plan.renamed
            .iter()
            .map(|renamed| {
                let why = match renamed.why {
                    Why::Same => "= known",
                    Why::Taken => "key taken",
                };
                texts(&[
                    one(renamed.table),
                    &renamed.there,
                    &renamed.here,
                    why,
                    &renamed.name,
                ])
            })
            .collect(),
    );
    add(
        Table::new(
            "conflicts",
            "Edited in both books: this one keeps its value until you decide",
        )
        .with_columns(vec![
            Column::label("kind", "kind"),
            Column::text("record", "record"),
            Column::text("field", "field"),
            Column::text("here", "here"),
            Column::text("there", "there"),
        ]),
        plan.conflicts
            .iter()
            .map(|clash| {
                texts(&[
                    one(clash.table),
                    &clash.record,
                    &clash.field,
                    &clash.ours,
                    &clash.theirs,
                ])
            })
            .collect(),
    );
    add(
        Table::new(
            "uncertain",
            "May be the same; each stays a record of its own",
        )
        .with_columns(vec![
            Column::label("record", "record"),
            Column::text("known", "known"),
            Column::text("why", "why"),
            Column::text("join", "to join them"),
        ]),
        plan.uncertain
            .iter()
            .map(|uncertain| {
                let join = match Kind::from_noun(uncertain.table) {
                    Some(kind) if kind.noun().merge => format!(
                        "claimbook {} merge {} {}",
                        uncertain.table, uncertain.new, uncertain.known
                    ),
                    _ => String::new(),
                };
                texts(&[&uncertain.new, &uncertain.known, uncertain.why, &join])
            })
            .collect(),
    );
    add(
        Table::new("deleted", "Deleted in one book").with_columns(vec![
            Column::label("kind", "kind"),
            Column::text("record", "record"),
            Column::text("fate", "what happens"),
            Column::text("name", "name"),
        ]),
        plan.deleted
            .iter()
            .map(|deleted| {
                let fate = match deleted.fate {
                    Fate::StaysDeleted => "deleted here: does not come back",
                    Fate::ComesBack => "deleted here: comes back, since something refers to it",
                    Fate::Stays => "deleted there: stays here",
                };
                texts(&[one(deleted.table), &deleted.record, fate, &deleted.name])
            })
            .collect(),
    );
    tables
}

fn texts(cells: &[&str]) -> Row {
    Row::new(cells.iter().copied().map(Cell::text).collect())
}

/// The word for one row of a table.
fn one(table: &str) -> &str {
    match table {
        "article_version" => "text",
        "reported_fact" => "reported fact",
        table => table,
    }
}

/// The word for several rows of a table.
fn several(table: &'static str) -> &'static str {
    match table {
        "article_version" => "texts",
        "coding" => "codings",
        "introduction" => "introductions",
        "reported_fact" => "reported facts",
        "decision" => "decisions",
        table => Kind::from_noun(table).map_or(table, |kind| kind.noun().plural),
    }
}

fn conflict_table(conflicts: &[Conflict]) -> Table {
    Table::new("conflicts", "Edited in both books and not decided")
        .with_columns(vec![
            Column {
                label: true,
                ..Column::count("number", "#")
            },
            Column::text("kind", "kind"),
            Column::text("record", "record"),
            Column::text("field", "field"),
            Column::text("here", "here"),
            Column::text("there", "there"),
            Column::text("book", "other book"),
        ])
        .with_rows(
            conflicts
                .iter()
                .map(|conflict| {
                    let clash = &conflict.clash;
                    let mut cells = vec![Cell::integer(conflict.id)];
                    cells.extend(
                        [
                            one(clash.table),
                            &clash.record,
                            &clash.field,
                            &clash.ours,
                            &clash.theirs,
                            &conflict.source,
                        ]
                        .map(Cell::text),
                    );
                    Row::new(cells)
                })
                .collect(),
        )
        .with_empty("No merge left anything to decide.")
}

fn decide(context: &Context, args: &MergeArgs, verdict: Verdict) -> Result<(), CliError> {
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let open = book.read(|reader| reader.conflicts())?;
    let mut chosen: Vec<&Conflict> = Vec::new();
    for word in &args.words {
        let number = word.parse::<i64>().ok();
        let before = chosen.len();
        chosen.extend(
            open.iter()
                .filter(|conflict| Some(conflict.id) == number || conflict.clash.record == *word),
        );
        if chosen.len() == before {
            return Err(
                CliError::new(format!("no open conflict is or concerns “{word}”"))
                    .hint("`claimbook merge --conflicts` lists them"),
            );
        }
    }
    if args.words.is_empty() {
        chosen.extend(&open);
    }
    chosen.sort_by_key(|conflict| conflict.id);
    chosen.dedup();
    if chosen.is_empty() {
        return context.ui.line("No merge left anything to decide.");
    }
    let ids: Vec<i64> = chosen.iter().map(|conflict| conflict.id).collect();
    if args.dry_run {
        book.start_rehearsal()?;
    }
    let name = format!("merge --take {}", verdict.as_str());
    let written = book.write(&mut session, &name, |writer| {
        writer.decide_conflicts(&ids, verdict)
    });
    if args.dry_run {
        book.end_rehearsal()?;
    }
    drop(book);
    written.map_err(|error: StoreError| CliError::from(error).doing("nothing was decided"))?;
    let verb = if args.dry_run {
        "Would decide"
    } else {
        "Decided"
    };
    context.ui.line(&format!(
        "{verb} {}",
        counted(ids.len(), "conflict", "conflicts")
    ))?;
    for conflict in chosen {
        let clash = &conflict.clash;
        let what = match verdict {
            Verdict::Ours => format!("  = {} {}: {}", clash.record, clash.field, clash.ours),
            Verdict::Theirs => format!(
                "  ~ {} {}: {} → {}",
                clash.record, clash.field, clash.ours, clash.theirs
            ),
        };
        context.ui.line(&what)?;
    }
    Ok(())
}
