//! A book of two coders, small enough to count by hand, and one of three.

use super::super::sample_book::{shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;
use crate::domain::session::Session;
use crate::domain::text::Text;
use crate::logging::{LogOptions, SheetInput, Sheets, log_sheet};
use crate::store::Book;

const QUAY: &str = "Homes burn, Ada Berg said.\n\nThe quay is safe, Bo Carl said.\n\nThe river is high.\n\nTalks go on, Ada Berg said.\n";
const GATE: &str = "The gate held for 40 hours, Ada Berg said.\n\nIt rained.\n";

const ANN_ON_QUAY: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts" },
  { voice = "indirect", who = "Bo Carl", cue = "said", text = "The quay is safe", prop = "quay", stance = "asserts" },
  { voice = "narration", text = "The river is high", prop = "river" },
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Talks go on", stance = "mentions" },
]
[article]
title = "Quay"
outlet = "North Post"
published = 2024-05-01
coded = "full"
[speakers]
a = { name = "Ada Berg", kind = "person" }
b = { name = "Bo Carl", kind = "person" }
c = { name = "Cy Dahl", kind = "person" }
[propositions]
homes = { text = "Homes are burning", topic = "fire" }
quay = { text = "The quay is safe", topic = "harbour" }
river = { text = "The river is high", topic = "harbour" }
rain = { text = "It has rained", topic = "weather" }
gate = { text = "The gate held", topic = "harbour" }
"#;

const BEN_ON_QUAY: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts" },
  { voice = "direct", who = "Bo Carl", cue = "said", text = "quay is safe", prop = "quay", stance = "mentions" },
  { voice = "narration", text = "The river is high" },
]
[article]
key = "a1"
coded = "full"
"#;

const ANN_ON_GATE: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", text = "The gate held for 40 hours", prop = "gate", stance = "asserts",
    figure = { value = 40, unit = "hours" }, targets = [{ who = "Bo Carl", tone = -1 }] },
  { voice = "narration", text = "It rained", prop = "rain" },
]
[article]
title = "Gate"
outlet = "North Post"
published = 2024-05-02
coded = "full"
"#;

const BEN_ON_GATE: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", text = "The gate held for 40 hours", prop = "gate", stance = "asserts", said = "2024-05",
    figure = { value = 41, unit = "hours" }, targets = [{ who = "Bo Carl", tone = 1 }] },
]
[article]
key = "a2"
coded = "partial"
"#;

const ANN_ON_RAIN: &str = r#"
claims = [{ voice = "narration", text = "It rained.", prop = "rain" }]
[article]
title = "Rain"
outlet = "South Star"
coded = "full"
"#;

/// Logs a sheet of a coder.
pub(in crate::reports) fn log(book: &mut Book, coder: &str, sheet: &str, text: &str) {
    let mut session = Session::new(String::from(coder), chrono::DateTime::UNIX_EPOCH, 7);
    let (sheet, problems) = crate::sheet::parse(sheet);
    let input = SheetInput {
        name: String::from("sheet"),
        sheet,
        text: Some(Text::new(String::from(text)).unwrap()),
        raw: None,
        problems,
    };
    let sheets = Sheets::new(vec![input]);
    log_sheet(book, &mut session, &sheets, 0, LogOptions::default()).unwrap();
}

/// a1 is coded fully by ann and ben, a2 by ann fully and by ben in part, a3 by ann alone.
pub(in crate::reports) fn twice_coded_book() -> Book {
    let mut book = Book::in_memory().unwrap();
    log(&mut book, "ann", ANN_ON_QUAY, QUAY);
    log(&mut book, "ben", BEN_ON_QUAY, QUAY);
    log(&mut book, "ann", ANN_ON_GATE, GATE);
    log(&mut book, "ben", BEN_ON_GATE, GATE);
    log(
        &mut book,
        "ann",
        ANN_ON_RAIN,
        "It rained. It rained again.\n",
    );
    book
}

fn show(book: &Book, filters: &Filters, options: &Options) -> String {
    shown(book, &REPORT, filters, options)
}

/// The number in a cell.
#[track_caller]
fn number(table: &Table, row: &str, column: &str) -> f64 {
    let place = table
        .columns
        .iter()
        .position(|found| found.name == column)
        .expect("a column");
    let mut rows = table.sections.iter().flat_map(|section| &section.rows);
    let row = rows
        .find(|found| found.cells[0].shown() == row)
        .expect("a row");
    match row.cells[place].value() {
        CellValue::Real(number) => *number,
        other => panic!("{other:?} is no measured number"),
    }
}

#[test]
fn agreement_of_two_coders_is_as_counted_by_hand() {
    let book = twice_coded_book();
    insta::assert_snapshot!(show(&book, &Filters::default(), &Options::default()), @"");
    let tables = tables(&book, &REPORT, &Filters::default(), &Options::default());
    let fields = &tables[0];
    let close = |row: &str, column: &str, expected: f64| {
        let found = number(fields, row, column);
        assert!((found - expected).abs() < 1e-9, "{row} {column}: {found}");
    };
    // Ann: three indirect, one narration; ben: two indirect, one direct, one narration. Three of four are equal, 7/16 by chance.
    close("voice", "kappa", 5.0 / 9.0);
    close("voice", "alpha", 10.0 / 17.0);
    // Ann asserts all four, ben three: chance agrees as often as they do.
    close("stance", "kappa", 0.0);
    close("stance", "alpha", 0.0);
    close("speaker", "kappa", 1.0);
    // One unit, of which one says -1 and the other 1.
    close("tone", "alpha", 0.0);
}
