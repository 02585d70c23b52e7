//! A book of two coders, small enough to count by hand, and one of three.

use super::super::sample_book::{shown, tables, values};
use super::super::table::CellValue;
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
[propositions]
homes = { text = "Homes are burning", topic = "fire" }
quay = { text = "The quay is safe", topic = "harbour" }
river = { text = "The river is high", topic = "harbour" }
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
[propositions]
rain = { text = "It has rained", topic = "weather" }
gate = { text = "The gate held", topic = "harbour" }
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
    // Of the same seed come the same uids.
    let seed = book.reader().count("SELECT count(*) FROM operation", &[]);
    let seed = u64::try_from(seed.unwrap()).unwrap();
    let mut session = Session::new(String::from(coder), chrono::DateTime::UNIX_EPOCH, seed);
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
    insta::assert_snapshot!(show(&book, &Filters::default(), &Options::default()), @"
    How far coders agree, field by field

    Field        Units  Equal %  Kappa  Alpha  Differing  Left open  Coders
    ───────────  ─────  ───────  ─────  ─────  ─────────  ─────────  ────────
    claim            4       75         0.727          1             ann, ben
    voice            4       75  0.556  0.588          1          ·  ann, ben
    stance           4       75  0.000  0.000          1          ·  ann, ben
    speaker          4      100  1.000  1.000          ·          ·  ann, ben
    proposition      3      100  1.000  1.000          ·          1  ann, ben
    topic            3      100  1.000  1.000          ·          1  ann, ben
    cue              4      100  1.000  1.000          ·          ·  ann, ben
    said             4       75  0.000  0.000          1          ·  ann, ben
    targets          4      100  1.000  1.000          ·          ·  ann, ben
    tone             1        0  0.000  0.000          1          ·  ann, ben
    figures          4       75  0.429  0.462          1          ·  ann, ben

    counted: claims of two coders as one unit where 50 % of their words are in both, one to one; headlines off, captions off, drafts off; copies count
    claim: whether there is one, over articles that both coded fully; its alpha is Krippendorff's for unitizing, of the bounds alone
    fields: over units of both; kappa is Cohen's, of more than two coders the mean of their pairs; alpha is Krippendorff's, ordinal for tone, else nominal; what a coder left open (no stance, no
    proposition yet) is missing
    no variation: all say the same throughout, which does not show that they would agree on anything else
    1 article left out: not coded by two coders

    How far each two coders agree

    Coder  With  Articles  Claims  Other's  Both  F1 %  Claim α  Voice κ  Stance κ  Speaker κ  Prop. κ
    ─────  ────  ────────  ──────  ───────  ────  ────  ───────  ───────  ────────  ─────────  ───────
    ann    ben          2       4        3     3    86    0.727    0.556     0.000      1.000    1.000

    counted: claims of two coders as one unit where 50 % of their words are in both, one to one; headlines off, captions off, drafts off; copies count
    claims, F1 (both, of the mean of their claims) and claim α: over articles that both coded fully; κ Cohen's kappa, α Krippendorff's alpha; ·: no variation, or nothing to compare
    1 article left out: not coded by two coders

    How far the coders of each article agree

    Article  Coders    Units  All  F1 %  Claim α  Equal %  Voice α  Stance α  Speaker α  Prop. α  Differ  Decided
    ───────  ────────  ─────  ───  ────  ───────  ───────  ───────  ────────  ─────────  ───────  ──────  ───────
    a1       ann, ben      4    3    86    0.727       92    0.545     0.000      1.000    1.000       3
    a2       ann, ben      2    1              ·       70        ·         ·          ·        ·       3

    a1  North Post, 2024-05-01, “Quay”
    a2  North Post, 2024-05-02, “Gate”

    counted: claims of two coders as one unit where 50 % of their words are in both, one to one; headlines off, captions off, drafts off; copies count
    claims, F1 (both, of the mean of their claims) and claim α: over articles that both coded fully; κ Cohen's kappa, α Krippendorff's alpha; ·: no variation, or nothing to compare
    1 article left out: not coded by two coders

    Where coders differ

    Article  Claims     Words                       Field           Who says what                 Decided
    ───────  ─────────  ──────────────────────────  ──────────────  ────────────────────────────  ───────
    a1       a1.2 a1.6  The quay is safe            voice           ann: indirect; ben: direct
    a1       a1.2 a1.6  The quay is safe            stance          ann: asserts; ben: mentions
    a1       a1.4       Talks go on                 claim           ann: found; ben: not found
    a2       a2.1 a2.3  The gate held for 40 hours  said            ann: none; ben: 2024-05
    a2       a2.1 a2.3  The gate held for 40 hours  tone (bo-carl)  ann: -1; ben: 1
    a2       a2.1 a2.3  The gate held for 40 hours  figures         ann: 40 hours; ben: 41 hours

    a1  North Post, 2024-05-01, “Quay”
    a2  North Post, 2024-05-02, “Gate”

    counted: claims of two coders as one unit where 50 % of their words are in both, one to one; headlines off, captions off, drafts off; copies count
    1 article left out: not coded by two coders
    ");
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

const CY_ON_QUAY: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts" },
  { voice = "indirect", who = "Bo Carl", cue = "said", text = "The quay is safe", prop = "quay", stance = "asserts" },
  { voice = "narration", text = "The river is high", prop = "river" },
]
[article]
key = "a1"
coded = "full"
"#;

#[test]
fn agreement_of_three_coders_is_as_counted_by_hand() {
    let mut book = twice_coded_book();
    log(&mut book, "cy", CY_ON_QUAY, QUAY);
    let tables = tables(&book, &REPORT, &Filters::default(), &Options::default());
    // Homes, quay and river have three values each, the gate two: I I I, I D I, N N N, I I.
    let share = number(&tables[0], "voice", "per_cent");
    assert!((share - 80.0).abs() < 1e-9, "{share}");
    let alpha = number(&tables[0], "voice", "alpha");
    assert!((alpha - 21.0 / 31.0).abs() < 1e-9, "{alpha}");
    // Ann and ben 5/9 as before, ann and cy 1, ben and cy 1/2.
    let kappa = number(&tables[0], "voice", "kappa");
    assert!(
        (kappa - (5.0 / 9.0 + 1.0 + 0.5) / 3.0).abs() < 1e-9,
        "{kappa}"
    );
    insta::assert_snapshot!(render_pairs(&tables[1]), @"
    coder,other_coder,articles,claims,other_claims,both,f1_per_cent,claim_alpha,voice_kappa,stance_kappa,speaker_kappa,proposition_kappa
    ann,ben,2,4,3,3,85.7,0.72713820657,0.555555555556,0,1,1
    ann,cy,1,4,3,3,85.7,0.802275091786,1,,1,1
    ben,cy,1,3,3,3,100,0.923969699762,0.5,0,1,1
    ");
}

/// The table of pairs as CSV.
fn render_pairs(table: &Table) -> String {
    crate::render::render(
        table,
        crate::render::Format::Csv,
        &crate::render::Options::default(),
    )
}

#[test]
fn the_coder_asked_for_leaves_the_articles_that_he_coded() {
    let mut book = twice_coded_book();
    log(&mut book, "cy", CY_ON_QUAY, QUAY);
    let of = |coder: &str| {
        let filters = Filters {
            coder: Some(String::from(coder)),
            ..Filters::default()
        };
        tables(&book, &REPORT, &filters, &Options::default())
    };
    let articles: Vec<String> = of("cy")[2].sections[0]
        .rows
        .iter()
        .map(|row| row.cells[0].shown())
        .collect();
    assert_eq!(articles, ["a1"]);
    let note = String::from("1 article left out: not coded by the coder asked for");
    assert!(of("cy")[0].notes.contains(&note));
    assert_eq!(
        of("dee")[0].empty,
        "2 articles are coded here by two coders or more, none of them by dee."
    );
}

#[test]
fn the_decided_coding_is_no_coder_of_its_own_and_is_marked() {
    let mut book = twice_coded_book();
    let before = values(&book, &REPORT, &Filters::default(), &Options::default());
    let decided = CY_ON_QUAY.replace("coded = \"full\"", "coded = \"full\"\nlayer = \"decided\"");
    log(&mut book, "ann", &decided, QUAY);
    let after = values(&book, &REPORT, &Filters::default(), &Options::default());
    let unmarked: Vec<&str> = after
        .lines()
        .map(|line| {
            let is_marked = line.starts_with("a1,");
            assert_eq!(line.ends_with(",yes"), is_marked, "{line}");
            line.strip_suffix("yes").unwrap_or(line)
        })
        .collect();
    assert_eq!(unmarked, before.lines().collect::<Vec<_>>());
}

#[test]
fn claims_that_share_less_than_is_asked_are_two_units() {
    let book = twice_coded_book();
    let options = Options {
        overlap: Some(76),
        ..Options::default()
    };
    // “quay is safe” is 12 of the 16 code points of “The quay is safe”: 75 per cent.
    let units = |options: &Options| {
        let tables = tables(&book, &REPORT, &Filters::default(), options);
        tables[2].sections[0].rows[0].cells[2].shown()
    };
    assert_eq!(
        units(&Options {
            overlap: Some(75),
            ..Options::default()
        }),
        "4"
    );
    assert_eq!(units(&options), "5");
}

#[test]
fn without_two_coders_of_the_same_text_it_says_so() {
    let tables_of = |book: &Book| tables(book, &REPORT, &Filters::default(), &Options::default());
    let one_coder = tables_of(&super::super::trap_book::trap_book());
    assert!(one_coder.iter().all(Table::is_empty));
    assert_eq!(
        one_coder[3].empty,
        "None of 5 articles here is coded by two coders against the same text; a second coder logs a sheet of the article with --coder NAME."
    );
}

#[test]
fn a_coding_of_another_text_is_not_compared() {
    let mut book = twice_coded_book();
    let (sheet, problems) = crate::sheet::parse(
        "claims = [{ voice = \"narration\", text = \"It poured\", prop = \"rain\" }]\n[article]\nkey = \"a2\"\n",
    );
    let input = SheetInput {
        name: String::from("sheet"),
        sheet,
        text: Some(Text::new(String::from("It poured.\n")).unwrap()),
        raw: None,
        problems,
    };
    let mut session = Session::new(String::from("cy"), chrono::DateTime::UNIX_EPOCH, 99);
    let options = LogOptions {
        new_version: true,
        ..LogOptions::default()
    };
    log_sheet(
        &mut book,
        &mut session,
        &Sheets::new(vec![input]),
        0,
        options,
    )
    .unwrap();
    let tables = tables(&book, &REPORT, &Filters::default(), &Options::default());
    let note = String::from("1 coding left out: of another text of the article");
    assert!(tables[0].notes.contains(&note));
    assert_eq!(tables[2].sections[0].rows[1].cells[1].shown(), "ann, ben");
}
