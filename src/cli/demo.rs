//! `demo`: an invented event in four invented outlets, logged into a book of its own.

use std::path::PathBuf;

use clap::Args;

use super::Context;
use super::error::CliError;
use super::log::sheet_with_text;
use super::report;
use crate::domain::record::Kind;
use crate::logging::{LogError, LogOptions, Sheets, log_sheet};
use crate::render::{self, Format};
use crate::reports::Options;
use crate::reports::filters::Filters;
use crate::store::{Access, Book};

/// The articles with their sheets, in the order in which they were published.
const ARTICLES: [(&str, &str, &str); 5] = [
    (
        "courier",
        include_str!("../demo/courier.txt"),
        include_str!("../demo/courier.toml"),
    ),
    (
        "yuhe",
        include_str!("../demo/yuhe.txt"),
        include_str!("../demo/yuhe.toml"),
    ),
    (
        "ledger-copy",
        include_str!("../demo/ledger-copy.txt"),
        include_str!("../demo/ledger-copy.toml"),
    ),
    (
        "ledger",
        include_str!("../demo/ledger.txt"),
        include_str!("../demo/ledger.toml"),
    ),
    (
        "dispatch",
        include_str!("../demo/dispatch.txt"),
        include_str!("../demo/dispatch.toml"),
    ),
];

/// The event all of them report.
const EVENT: &str = "lantern-gate-hearing";

/// The proposition whose wording differs most.
const PROPOSITION: &str = "hinge-failed";

/// The article that adds most to the others.
const NEWEST: &str = "a5";

const NEXT_STEPS: &str = include_str!("../demo/next_steps.txt");

/// What `demo` takes.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Folder for the book, the articles and their sheets; must not exist yet
    #[arg(value_name = "FOLDER", default_value = "claimbook-demo")]
    folder: PathBuf,
}

/// Runs `demo`.
pub(super) fn demo(context: &Context, args: &DemoArgs) -> Result<(), CliError> {
    let folder = &args.folder;
    make_folder(folder)?;
    for (name, text, sheet) in ARTICLES {
        for (extension, content) in [("txt", text), ("toml", sheet)] {
            let path = folder.join(format!("{name}.{extension}"));
            std::fs::write(&path, content)
                .map_err(|error| CliError::io(&format!("write {}", path.display()), &error))?;
        }
    }
    let mut inputs = Vec::new();
    for (name, _, sheet) in ARTICLES {
        let name = format!("{name}.toml");
        inputs.push(sheet_with_text(&name, sheet, folder, false));
    }
    let inputs = Sheets::new(inputs);
    let path = folder.join("claimbook.db");
    let mut session = context.session()?;
    let mut book = Book::open(&path, Access::Create)?;
    for (at, (name, _, _)) in ARTICLES.iter().enumerate() {
        log_sheet(&mut book, &mut session, &inputs, at, LogOptions::default())
            .map_err(|error| broken(name, &error))?;
    }
    drop(book);
    let book = Book::open(&path, Access::Read)?;
    let options = render::Options {
        width: context.ui.width,
        color: context.ui.color(),
        excel: false,
    };
    let mut out = format!(
        "Five articles of four invented outlets on one invented event, logged into {}\n",
        path.display()
    );
    book.read(|reader| {
        let event = reader.find_record(Kind::Event, EVENT, false)?.id;
        let of_event = Filters {
            events: vec![event],
            ..Filters::default()
        };
        let of_proposition = Filters {
            propositions: vec![
                reader
                    .find_record(Kind::Proposition, PROPOSITION, false)?
                    .id,
            ],
            ..of_event.clone()
        };
        let of_article = Filters {
            articles: vec![reader.find_record(Kind::Article, NEWEST, false)?.id],
            ..Filters::default()
        };
        for (name, filters, typed) in [
            ("compare", &of_event, format!("compare --event {EVENT}")),
            (
                "discrepancies",
                &of_event,
                format!("discrepancies --event {EVENT}"),
            ),
            ("new", &of_article, format!("new {NEWEST}")),
            ("wording", &of_proposition, format!("wording {PROPOSITION}")),
        ] {
            let Some(found) = crate::reports::find_report(name) else {
                continue;
            };
            out.push_str(&format!("\n$ claimbook {typed}\n\n"));
            let tables =
                (found.run)(&reader, filters, &Options::default()).map_err(report::failed)?;
            out.push_str(&render::render_all(&tables, Format::Table, &options));
        }
        Ok::<_, CliError>(())
    })?;
    drop(book);
    out.push_str(&format!(
        "\nTry next, in {}:\n\n{NEXT_STEPS}",
        folder.display()
    ));
    context.ui.page(&out)
}

/// Makes the folder. One that holds anything is left as it is: it may be somebody's work.
fn make_folder(folder: &std::path::Path) -> Result<(), CliError> {
    let occupied = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => {
            return Err(CliError::io(
                &format!("look into {}", folder.display()),
                &error,
            ));
        }
    };
    if occupied {
        return Err(CliError::new(format!(
            "{} is there already and not empty, and nothing in it is overwritten",
            folder.display()
        ))
        .hint("name another folder: claimbook demo FOLDER"));
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| CliError::io(&format!("make {}", folder.display()), &error))
}

fn broken(name: &str, error: &LogError) -> CliError {
    let mut failure = CliError::new(format!("the demo's own sheet {name} was refused"));
    if let LogError::Problems(problems) = error {
        for problem in problems {
            failure = failure.cause(problem.to_string());
        }
    }
    failure.cause(error.to_string())
}
