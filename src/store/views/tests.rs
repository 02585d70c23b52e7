use std::collections::BTreeSet;
use std::fmt::Write as _;

use insta::assert_snapshot;

use super::super::fixture::book_of;
use super::super::testing::session;
use super::super::{QueryError, StoreError, Value};
use super::*;
use crate::domain::record::Kind;

/// Three coded articles and one uncoded: a1 has two codings, a2 a partial one and a decided one, a3 is a copy of a1.
const BOOK: &str = "
INSERT INTO organization (uid, key, name, parent) VALUES
  ('b1', 'county', 'County', NULL), ('b2', 'roads', 'Roads Office', 1), ('b3', 'bridges', 'Bridge Desk', 2);
INSERT INTO outlet (uid, key, name) VALUES ('o1', 'gazette', 'Gazette'), ('o2', 'post', 'Post');
INSERT INTO topic (uid, key, name, parent) VALUES ('t1', 'water', 'water', NULL), ('t2', 'dams', 'dams', 1);
INSERT INTO proposition (uid, key, text, topic) VALUES ('p1', 'dam-leaks', 'The dam leaks', 2), ('p2', 'rain-fell', 'Rain fell', NULL);
INSERT INTO event (uid, key, name) VALUES ('e1', 'hearing', 'Hearing');
INSERT INTO speaker (uid, key, name, kind) VALUES
  ('s1', 'ada', 'Ada', 'person'), ('s2', 'bo', 'Bo', 'person'), ('s3', 'report', 'Report', 'document'),
  ('s4', 'law', 'Law', 'document'), ('s5', 'ada-two', 'Ada Two', 'person');
INSERT INTO affiliation (uid, key, speaker, role, organization) VALUES ('f1', 'ada-head', 1, 'head', 3);
INSERT INTO content (sha256, size, bytes) VALUES (printf('%064d', 1), 0, x'');
INSERT INTO article (uid, outlet, title, published, zone, copy_of) VALUES
  ('a1', 1, 'One', '2026-03-01T10:00', 'UTC', NULL), ('a2', 2, 'Two', '2026-03-02?', 'Europe/Oslo?', NULL),
  ('a3', 2, 'Three', NULL, NULL, 1), ('a4', 1, 'Four', '2026-03', NULL, NULL);
INSERT INTO article_event (article, event) VALUES (1, 1);
INSERT INTO article_version (uid, article, number, content, length_cp) VALUES
  ('v1', 1, 1, 1, 900), ('v2', 2, 1, 1, 900), ('v3', 3, 1, 1, 900), ('v4', 4, 1, 1, 900),
  ('v5', 1, 2, 1, 900);
INSERT INTO coding (uid, article, version, coder, extent, layer) VALUES
  ('c1', 1, 1, 'ann', 'full', 'own'), ('c2', 1, 1, 'ben', 'full', 'own'), ('c3', 2, 2, 'ann', 'partial', 'own'),
  ('c4', 2, 2, 'ben', 'partial', 'decided'), ('c5', 3, 3, 'ann', 'full', 'own');
INSERT INTO claim (uid, article, coding, number, proposition, voice, stance, block, status, stance_guess, about) VALUES
  ('k1', 1, 1, 1, 1, 'indirect', 'asserts', 'body', 'accepted', 0, NULL),
  ('k2', 1, 1, 2, 1, 'direct', 'rejects', 'body', 'accepted', 1, NULL),
  ('k3', 1, 1, 3, 1, 'direct', NULL, 'body', 'accepted', 0, NULL),
  ('k4', 1, 1, 4, 1, 'indirect', 'asserts', 'body', 'accepted', 0, NULL),
  ('k5', 1, 1, 5, 1, 'narration', NULL, 'body', 'accepted', 0, NULL),
  ('k6', 1, 1, 6, 2, 'direct', 'asserts', 'headline', 'accepted', 0, NULL),
  ('k7', 1, 1, 7, 2, 'direct', 'asserts', 'body', 'draft', 0, NULL),
  ('k8', 1, 1, 8, 2, 'direct', 'asserts', 'body', 'rejected', 0, NULL),
  ('k9', 1, 1, 9, NULL, 'indirect', 'declines', 'body', 'accepted', 0, 1),
  ('k10', 1, 1, 10, NULL, 'indirect', NULL, 'body', 'accepted', 0, NULL),
  ('k11', 1, 1, 11, NULL, 'narration', NULL, 'body', 'accepted', 0, NULL),
  ('k12', 1, 2, 12, 1, 'direct', 'asserts', 'body', 'accepted', 0, NULL),
  ('k13', 2, 3, 1, 1, 'narration', NULL, 'body', 'accepted', 0, NULL),
  ('k14', 2, 4, 2, 1, 'direct', 'asserts', 'body', 'accepted', 0, NULL),
  ('k15', 3, 5, 1, 1, 'direct', 'asserts', 'body', 'accepted', 0, NULL);
INSERT INTO claim_speaker (claim, number, speaker, part) VALUES
  (1, 1, 1, 'speaker'), (2, 1, 1, 'speaker'), (3, 1, 2, 'speaker'), (3, 2, 3, 'speaker'), (4, 1, 3, 'speaker'),
  (5, 1, 1, 'alternative'), (6, 1, 1, 'speaker'), (7, 1, 1, 'speaker'), (8, 1, 1, 'speaker'), (9, 1, 1, 'speaker'),
  (10, 1, 1, 'speaker'), (12, 1, 1, 'speaker'), (14, 1, 4, 'speaker'), (14, 2, 3, 'speaker'), (15, 1, 1, 'speaker');
INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) VALUES
  (1, 1, 'content', 2, 30, 35, 'leaks'), (1, 1, 'content', 1, 0, 7, 'the dam'), (1, 1, 'cue', 1, 10, 14, 'said'),
  (1, 5, 'content', 1, 0, 5, 'later');
INSERT INTO figure (claim, number, value, unit) VALUES (4, 1, 83, 'homes'), (12, 1, 61, 'homes');
INSERT INTO introduction (uid, coding, number, speaker, affiliation) VALUES ('i1', 1, 1, 1, 1);
INSERT INTO reported_fact (uid, coding, event, attribute, kind, value) VALUES
  ('r1', 1, 1, 'date', 'date', '2026-03-01'), ('r2', 1, 1, 'attendance', 'figure', NULL);
INSERT INTO figure (reported_fact, number, low, high, unit) VALUES (2, 1, 40, 50, 'people');
INSERT INTO span (introduction, version, role, number, start_cp, end_cp, words) VALUES (1, 1, 'content', 1, 50, 54, 'head');
INSERT INTO span (reported_fact, version, role, number, start_cp, end_cp, words) VALUES (2, 1, 'content', 1, 60, 65, '40–50');
INSERT INTO label (article, name) VALUES (1, 'to-check');
INSERT INTO label (claim, name) VALUES (2, 'to-check');
";

/// The rows of a query, a line each, with ∅ for NULL.
fn ask(book: &mut Book, sql: &str) -> String {
    book.query(
        sql,
        &[],
        |_| Ok::<_, QueryError>(String::new()),
        |text, values| {
            let cells = values.iter().map(|value| match value {
                Value::Null => String::from("∅"),
                Value::Integer(number) => number.to_string(),
                Value::Real(number) => number.to_string(),
                Value::Text(text) => text.clone(),
            });
            writeln!(text, "{}", cells.collect::<Vec<_>>().join(" | ")).expect("a string takes it");
            Ok(())
        },
    )
    .expect("answered")
}

fn answer(sql: &str) -> String {
    ask(&mut book_of(BOOK), sql)
}

#[test]
fn the_views_are_as_promised() {
    let mut promise = String::new();
    for view in views().expect("views") {
        let names: Vec<&str> = view
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        writeln!(promise, "{}: {}", view.name, names.join(" ")).expect("a string takes it");
    }
    assert_snapshot!(promise, @r"
    outlets: outlet name short organization sponsor country language note
    organizations: organization name kind country parent top note
    speakers: speaker name short kind country organization article note
    affiliations: affiliation speaker role organization note
    events: event name dates place country parent note
    topics: topic name path parent note
    propositions: proposition text topic broader negates note
    articles: article outlet title url credit published published_certainty zone zone_certainty updated language status copy_of coder layer extent note
    authors: article number author
    article_events: article event
    versions: article version characters retrieved_at media_type sha256
    blocks: article version kind starts ends
    codings: article coder layer extent version counted
    claims: claim article number outlet proposition topic voice voice_guess letter stance stance_guess counted_stance stance_derived ambiguous block status origin speakers words cue source said at about gloss note coder extent counted
    all_claims: claim article coder layer extent in_claims proposition voice letter stance ambiguous block status speakers words note
    claim_speakers: claim part number speaker affiliation guess
    claim_vias: claim number speaker
    claim_links: claim relation other
    figures: claim number value low high comparator hedge unit what period printed
    targets: claim number speaker role tone
    introductions: article introduction speaker affiliation role organization words note
    reported_facts: article fact subject_kind subject attribute kind value amount low high comparator hedge unit words
    spans: article version claim introduction fact role number starts ends words
    labels: kind key label
    aliases: kind key alias language
    former_keys: kind former key
    operations: operation batch name coder at kind target undone_by added changed removed
    counted: article outlet proposition topic speaker letter claim claims stances
    ");
}

#[test]
fn every_column_of_every_view_says_what_it_holds() {
    let mut book = book_of(BOOK);
    let promised = views_of(&book.connection).expect("views");
    for view in &promised {
        assert!(
            view.meaning.ends_with('.') || view.meaning.ends_with("log gazette.toml"),
            "{}",
            view.name
        );
        let there = ask(
            &mut book,
            &format!("SELECT name FROM pragma_table_info('{}')", view.name),
        );
        let said: Vec<&str> = view
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(there.lines().collect::<Vec<_>>(), said, "{}", view.name);
        for column in &view.columns {
            assert!(column.meaning.len() > 5, "{}.{}", view.name, column.name);
        }
        // All rows of it can be read.
        ask(&mut book, &format!("SELECT * FROM {}", view.name));
    }
    let names: BTreeSet<&str> = promised.iter().map(|view| view.name.as_str()).collect();
    let internal = ask(
        &mut book,
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND sql LIKE '%-- Internal:%'",
    );
    let internal: BTreeSet<&str> = internal.lines().collect();
    let all = ask(
        &mut book,
        "SELECT name FROM sqlite_schema WHERE type = 'view'",
    );
    let all: BTreeSet<&str> = all.lines().collect();
    assert!(names.is_disjoint(&internal));
    assert_eq!(
        names.union(&internal).copied().collect::<BTreeSet<_>>(),
        all
    );
}

#[test]
fn claims_have_letter_stance_and_marks_as_reports_print_them() {
    assert_snapshot!(answer("SELECT claim, letter, stance, counted_stance, stance_derived, ambiguous, speakers, counted FROM claims ORDER BY article, number"), @r"
    a1.1 | I | asserts | asserts | 0 | 0 | ada | 1
    a1.2 | Q | rejects | rejects | 0 | 1 | ada | 1
    a1.3 | Q | ∅ | ∅ | 0 | 0 | bo, report | 1
    a1.4 | D | asserts | asserts | 0 | 0 | report | 1
    a1.5 | N | ∅ | asserts | 1 | 1 | ∅ | 1
    a1.6 | Q | asserts | asserts | 0 | 0 | ada | 0
    a1.7 | Q | asserts | asserts | 0 | 0 | ada | 0
    a1.8 | Q | asserts | asserts | 0 | 0 | ada | 0
    a1.9 | I | declines | declines | 0 | 0 | ada | 1
    a1.10 | I | ∅ | ∅ | 0 | 0 | ada | 1
    a1.11 | N | ∅ | asserts | 1 | 0 | ∅ | 1
    a2.2 | D | asserts | asserts | 0 | 0 | law, report | 1
    a3.1 | Q | asserts | asserts | 0 | 0 | ada | 0
    ");
    assert_snapshot!(answer("SELECT claim, article, outlet, proposition, topic, words, cue, about, coder, extent FROM claims WHERE claim IN ('a1.1', 'a1.9', 'a2.2')"), @r"
    a1.1 | a1 | gazette | dam-leaks | dams | the dam … leaks | said | ∅ | ann | full
    a1.9 | a1 | gazette | ∅ | ∅ | ∅ | ∅ | hearing | ann | full
    a2.2 | a2 | post | dam-leaks | dams | ∅ | ∅ | ∅ | ben | partial
    ");
}

#[test]
fn counted_is_once_per_speaker_proposition_and_article_in_the_strongest_voice() {
    // a1.1 and a1.2 are one unit, a1.3 is one for each speaker (the report's a1.4 goes with it), a1.5 is nobody's though Ada may be
    // meant; a1.9 to a1.11 have no proposition. A headline, a draft, what was thrown out, another coding and a copy do not count.
    assert_snapshot!(answer("SELECT * FROM counted ORDER BY article, proposition, speaker, claim"), @r"
    a1 | gazette | ∅ | ∅ | ∅ | N | a1.11 | 1 | asserts
    a1 | gazette | ∅ | ∅ | ada | I | a1.10 | 1 | unset
    a1 | gazette | ∅ | ∅ | ada | I | a1.9 | 1 | declines
    a1 | gazette | dam-leaks | dams | ∅ | N | a1.5 | 1 | asserts
    a1 | gazette | dam-leaks | dams | ada | Q | a1.2 | 2 | asserts rejects
    a1 | gazette | dam-leaks | dams | bo | Q | a1.3 | 1 | unset
    a1 | gazette | dam-leaks | dams | report | Q | a1.3 | 2 | asserts unset
    a2 | post | dam-leaks | dams | law | D | a2.2 | 1 | asserts
    a2 | post | dam-leaks | dams | report | D | a2.2 | 1 | asserts
    ");
}

#[test]
fn the_coding_that_counts_is_the_decided_one_else_the_oldest() {
    assert_snapshot!(answer("SELECT article, coder, layer, extent, counted FROM codings ORDER BY article, counted DESC"), @r"
    a1 | ann | own | full | 1
    a1 | ben | own | full | 0
    a2 | ben | decided | partial | 1
    a2 | ann | own | partial | 0
    a3 | ann | own | full | 1
    ");
    assert_snapshot!(answer("SELECT claim, coder, in_claims FROM all_claims WHERE article = 'a2' OR NOT in_claims ORDER BY claim"), @r"
    a1.12 | ben | 0
    a2.1 | ann | 0
    a2.2 | ben | 1
    ");
    assert_snapshot!(answer("SELECT claim, value, unit FROM figures"), @"a1.4 | 83 | homes");
}

#[test]
fn articles_say_how_certain_date_and_zone_are_and_who_coded_them() {
    assert_snapshot!(answer("SELECT article, outlet, published, published_certainty, zone, zone_certainty, copy_of, coder, layer, extent FROM articles"), @r"
    a1 | gazette | 2026-03-01T10:00 | stated | UTC | stated | ∅ | ann | own | full
    a2 | post | 2026-03-02? | guessed | Europe/Oslo? | guessed | ∅ | ben | decided | partial
    a3 | post | ∅ | ∅ | ∅ | unknown | a1 | ann | own | full
    a4 | gazette | 2026-03 | stated | ∅ | unknown | ∅ | ∅ | ∅ | ∅
    ");
}

#[test]
fn trees_have_their_top_and_their_path() {
    assert_snapshot!(answer("SELECT organization, parent, top FROM organizations"), @r"
    county | ∅ | county
    roads | county | county
    bridges | roads | county
    ");
    assert_snapshot!(answer("SELECT topic, path, parent FROM topics"), @r"
    water | water | ∅
    dams | water / dams | water
    ");
}

#[test]
fn what_an_article_says_beside_its_claims_is_there() {
    assert_snapshot!(answer("SELECT article, introduction, speaker, affiliation, role, organization, words FROM introductions"), @"a1 | 1 | ada | ada-head | head | bridges | head");
    assert_snapshot!(answer("SELECT article, fact, subject_kind, subject, attribute, kind, value, amount, low, high, unit, words FROM reported_facts"), @r"
    a1 | 1 | event | hearing | date | date | 2026-03-01 | ∅ | ∅ | ∅ | ∅ | ∅
    a1 | 2 | event | hearing | attendance | figure | ∅ | ∅ | 40 | 50 | people | 40–50
    ");
    assert_snapshot!(answer("SELECT article, version, claim, introduction, fact, role, number, starts, ends, words FROM spans WHERE article = 'a1' ORDER BY version, starts"), @r"
    a1 | 1 | a1.1 | ∅ | ∅ | content | 1 | 0 | 7 | the dam
    a1 | 1 | a1.1 | ∅ | ∅ | cue | 1 | 10 | 14 | said
    a1 | 1 | a1.1 | ∅ | ∅ | content | 2 | 30 | 35 | leaks
    a1 | 1 | ∅ | 1 | ∅ | content | 1 | 50 | 54 | head
    a1 | 1 | ∅ | ∅ | 2 | content | 1 | 60 | 65 | 40–50
    a1 | 2 | a1.1 | ∅ | ∅ | content | 1 | 0 | 5 | later
    ");
    assert_snapshot!(answer("SELECT * FROM labels"), @r"
    article | a1 | to-check
    claim | a1.2 | to-check
    ");
}

#[test]
fn a_merged_speaker_is_one_and_the_former_key_is_told() {
    let mut book = book_of(BOOK);
    let work = |writer: &mut super::super::Writer<'_>| -> std::result::Result<(), StoreError> {
        writer.connection.execute_batch(
            "INSERT INTO claim (uid, article, coding, number, proposition, voice, stance, block) VALUES ('k16', 1, 1, 16, 1, 'direct', 'asserts', 'body');
             INSERT INTO claim_speaker (claim, number, speaker, part) VALUES (16, 1, 5, 'speaker'), (16, 2, 1, 'speaker')",
        )?;
        writer.merge_records(Kind::Speaker, 5, 1)
    };
    book.write(&mut session(), "merge", work).expect("merged");
    assert_snapshot!(ask(&mut book, "SELECT speaker, letter, claim, claims FROM counted WHERE speaker LIKE 'ada%' AND proposition IS NOT NULL"), @"ada | Q | a1.2 | 3");
    assert_snapshot!(ask(&mut book, "SELECT * FROM former_keys"), @"speaker | ada-two | ada");
    assert_snapshot!(ask(&mut book, "SELECT kind, key, alias FROM aliases"), @"speaker | ada | Ada Two");
    assert_snapshot!(ask(&mut book, "SELECT operation, name, coder, kind FROM operations"), @r"
    1 | fixture | ann | do
    2 | merge | ann | do
    ");
}

#[test]
fn a_filter_or_a_join_by_key_reads_no_whole_table() {
    let mut book = book_of(BOOK);
    for from in [
        "claims WHERE article = 'a1'",
        "claims WHERE claim = 'a1.1'",
        "claims WHERE proposition = 'dam-leaks'",
        "claims WHERE topic = 'dams'",
        "claims WHERE outlet = 'gazette'",
        "claims WHERE about = 'hearing'",
        "all_claims WHERE article = 'a1'",
        "claim_speakers WHERE speaker = 'ada'",
        "claims JOIN claim_speakers USING (claim) WHERE speaker = 'ada'",
        "claims JOIN figures USING (claim) WHERE article = 'a1'",
        "claims JOIN articles USING (article) WHERE proposition = 'dam-leaks'",
        "claims JOIN propositions USING (proposition) WHERE article = 'a1'",
        "counted WHERE article = 'a1'",
        "counted WHERE claim = 'a1.1'",
        "counted WHERE proposition = 'dam-leaks'",
        "counted WHERE speaker = 'ada'",
        "introductions WHERE article = 'a1'",
        "reported_facts WHERE article = 'a1'",
        "spans WHERE article = 'a1'",
        "articles WHERE article = 'a1'",
        "codings WHERE article = 'a1'",
    ] {
        let plan = ask(
            &mut book,
            &format!("EXPLAIN QUERY PLAN SELECT * FROM {from}"),
        );
        for line in plan.lines() {
            let step = line.rsplit(" | ").next().unwrap_or(line);
            let scanned = step.strip_prefix("SCAN ").unwrap_or("");
            // The rows that a view or a subquery of one claim has given.
            let given = ["", "counted", "spans", "y"].contains(&scanned);
            // Every article that is no copy is the whole book; only the part of `counted` that nobody says is planned so, and never run.
            let whole = step.contains("article_copy_of") && !from.contains("speaker = ");
            assert!(given && !whole, "{from}: {step}\n{plan}");
        }
    }
}
