//! Merging one record into another of its kind: whatever referred to the one refers to the other.

use serde_json::Value as Json;

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::Value;
use super::record::Record;
use super::schema;
use crate::domain::record::{Kind, Takes};

impl Writer<'_> {
    /// Moves everything of `from` to `into` and removes `from`. Its name becomes an alias, its keys resolve to `into`, and fields that
    /// are empty in `into` are filled.
    ///
    /// # Errors
    /// `NotFound` where either is missing; `Invalid` where both are the same, or a named speaker would become an unnamed one.
    pub fn merge_records(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let source = self.reader().record(kind, from)?;
        let target = self.reader().record(kind, into)?;
        let refuse = |message: String| Err(StoreError::Invalid { message });
        if from == into {
            return refuse(format!("{} cannot be merged into itself", source.key));
        }
        if matches!(kind, Kind::Article | Kind::Claim) {
            return refuse(format!("{} cannot be merged", kind.noun().plural));
        }
        let unnamed = |record: &Record| {
            kind == Kind::Speaker
                && record
                    .value("kind")
                    .is_some_and(|value| value.as_str() == "unnamed")
        };
        if unnamed(&target) && !unnamed(&source) {
            return refuse(format!(
                "{} has a name and {} has none; merge {} into {} instead",
                source.key, target.key, target.key, source.key
            ));
        }

        self.drop_doubled_parts(kind, from, into)?;
        self.move_references(kind, from, into)?;
        self.move_former_keys(kind, from, into)?;
        self.fill_empty(kind, from, into)?;
        self.cut_cycles(kind, into)?;
        self.rename_in_bases(&source.uid, &target.uid)?;
        self.move_decisions(&source.uid, &target.uid)?;
        self.derive_affiliations_of(kind, into)?;
        if unnamed(&target) && source.article != target.article && target.article.is_some() {
            // Of two articles now, so of neither.
            self.update(kind, into, vec![("article", Value::Null)])?;
        }
        self.delete_aggregate(kind.as_str(), from)?;
        self.keep_key(kind, into, &source.key)?;
        self.keep_uid(kind, &source.uid, &target.uid)?;
        // “sources” must not come to mean the one person whom they turned out to be in this article.
        let names_nobody = unnamed(&source) && !unnamed(&target);
        if kind.noun().aliases && !names_nobody && source.title() != target.title() {
            self.add_alias(kind, into, source.title(), None)?;
        }
        if kind.noun().aliases {
            self.remove_alias(kind, into, target.title())?;
        }
        Ok(())
    }

    /// Removes parts of claims that would say the same of `into` twice.
    fn drop_doubled_parts(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        if kind != Kind::Speaker {
            return Ok(());
        }
        let parameters = [
            ("from", Value::Integer(from)),
            ("into", Value::Integer(into)),
        ];
        // What the row that goes knew and the row that stays does not.
        self.run(
            "UPDATE claim_speaker SET
               affiliation = coalesce(affiliation, (SELECT f.affiliation FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from)),
               guess = min(guess, (SELECT f.guess FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from))
             WHERE speaker = :into AND EXISTS (SELECT 1 FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from)",
            &parameters,
        )?;
        self.run(
            "DELETE FROM claim_speaker WHERE speaker = :from AND EXISTS (SELECT 1 FROM claim_speaker AS i WHERE i.claim = claim_speaker.claim AND i.speaker = :into AND i.part IN (claim_speaker.part, 'speaker'))",
            &parameters,
        )?;
        // Whoever says it is no alternative to himself, and does not speak for himself.
        self.run(
            "DELETE FROM claim_speaker WHERE speaker = :into AND part <> 'speaker' AND EXISTS (SELECT 1 FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.speaker = :from AND f.part = 'speaker')",
            &parameters,
        )?;
        self.run(
            "DELETE FROM claim_via WHERE speaker = :from AND EXISTS (SELECT 1 FROM claim_via AS i WHERE i.claim = claim_via.claim AND i.speaker = :into)",
            &parameters,
        )?;
        self.run(
            "DELETE FROM target WHERE speaker = :from AND EXISTS (SELECT 1 FROM target AS i WHERE i.claim = target.claim AND i.speaker = :into AND i.role = target.role AND (target.tone IS NULL OR i.tone IS target.tone))",
            &parameters,
        )?;
        Ok(())
    }

    fn move_references(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let table = kind.as_str();
        let parameters = [
            ("from", Value::Integer(from)),
            ("into", Value::Integer(into)),
        ];
        for reference in schema::references_to(self.connection, table)? {
            let (other, column) = (reference.table.as_str(), reference.column.as_str());
            if other == table {
                self.run(
                    &format!("UPDATE {table} SET \"{column}\" = NULL WHERE id = :into AND \"{column}\" = :from"),
                    &parameters,
                )?;
            }
            if other == "affiliation" {
                self.merge_same_affiliations(column, from, into)?;
            }
            // What `into` has already, in a table where it may have it once, need not move.
            self.run(
                &format!(
                    "UPDATE OR IGNORE {other} SET \"{column}\" = :into WHERE \"{column}\" = :from"
                ),
                &parameters,
            )?;
            if schema::CHILDREN.iter().any(|child| child.table == other) {
                self.run(
                    &format!("DELETE FROM {other} WHERE \"{column}\" = :from"),
                    &parameters,
                )?;
            }
        }
        Ok(())
    }

    /// Merges those affiliations that differ in nothing but the record that goes.
    fn merge_same_affiliations(&mut self, column: &str, from: i64, into: i64) -> Result<()> {
        let same = match column {
            "speaker" => {
                "f.speaker = :from AND i.speaker = :into AND coalesce(f.organization, 0) = coalesce(i.organization, 0)"
            }
            _ => "f.organization = :from AND i.organization = :into AND f.speaker = i.speaker",
        };
        let pairs = self.reader().rows(
            &format!("SELECT f.id AS f, i.id AS i FROM affiliation AS f JOIN affiliation AS i ON {same} AND coalesce(f.role, '') = coalesce(i.role, '') ORDER BY f.id"),
            &[("from", Value::Integer(from)), ("into", Value::Integer(into))],
            |row| Ok((row.integer("f")?, row.integer("i")?)),
        )?;
        for (from, into) in pairs {
            self.merge_records(Kind::Affiliation, from, into)?;
        }
        Ok(())
    }

    /// Lets another book that still has `from` find that it is `into` here.
    fn keep_uid(&mut self, kind: Kind, from: &str, into: &str) -> Result<()> {
        self.run(
            "UPDATE merged_uid SET record_uid = :into WHERE record_table = :table AND record_uid = :from",
            &[
                ("table", Value::from(kind.as_str())),
                ("from", Value::from(from)),
                ("into", Value::from(into)),
            ],
        )?;
        self.know_uid(kind.as_str(), from, into)
    }

    fn fill_empty(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let ours = self.reader().columns(kind, into)?;
        let theirs = self.reader().columns(kind, from)?;
        let mut differing = Vec::new();
        for ((field, ours), theirs) in kind.noun().fields.iter().zip(ours).zip(theirs) {
            let itself = field.takes == Takes::Record(kind)
                && (theirs == Value::Integer(into) || theirs == Value::Integer(from));
            if ours == Value::Null && theirs != Value::Null && !itself {
                differing.push((field.column, theirs));
            }
        }
        self.update(kind, into, differing)
    }

    /// Cuts `into` loose from a record that now stands under it.
    fn cut_cycles(&mut self, kind: Kind, into: i64) -> Result<()> {
        let fields = kind.noun().fields;
        let stored = self.reader().columns(kind, into)?;
        for (field, value) in fields.iter().zip(stored) {
            let Value::Integer(above) = value else {
                continue;
            };
            let within = field.takes == Takes::Record(kind)
                && field.name != "negates"
                && self.stands_under(kind, field.column, above, into)?;
            if within {
                self.update(kind, into, vec![(field.column, Value::Null)])?;
            }
        }
        Ok(())
    }

    /// In what sheets last said, writes the record that stays for the one that goes: else the next logging would take it for a change.
    fn rename_in_bases(&mut self, from: &str, into: &str) -> Result<()> {
        for table in ["article", "introduction", "reported_fact", "claim"] {
            self.run(
                &format!("UPDATE {table} SET as_logged = replace(as_logged, :from, :into) WHERE instr(as_logged, :from) > 0"),
                &[("from", Value::from(from)), ("into", Value::from(into))],
            )?;
        }
        // A sheet that names both names one speaker once.
        let bases = self.reader().rows(
            "SELECT id, as_logged FROM claim WHERE instr(as_logged, :into) > 0 ORDER BY id",
            &[("into", Value::from(into))],
            |row| Ok((row.integer("id")?, row.text("as_logged")?)),
        )?;
        for (id, before) in bases {
            let Ok(Json::Object(mut base)) = serde_json::from_str::<Json>(&before) else {
                continue;
            };
            for list in ["who", "or", "for"] {
                if let Some(Json::Array(names)) = base.get_mut(list) {
                    name_once(names, into);
                }
            }
            let after = Json::Object(base).to_string();
            if after != before {
                self.run(
                    "UPDATE claim SET as_logged = :base WHERE id = :id",
                    &[
                        ("base", Value::from(after.as_str())),
                        ("id", Value::Integer(id)),
                    ],
                )?;
            }
        }
        Ok(())
    }

    /// Whom an article introduces in one role only speaks in that role: what was two speakers or two affiliations may be one now.
    fn derive_affiliations_of(&mut self, kind: Kind, into: i64) -> Result<()> {
        let column = match kind {
            Kind::Speaker => "speaker",
            Kind::Affiliation => "affiliation",
            _ => return Ok(()),
        };
        let codings = self.reader().rows(
            &format!(
                "SELECT DISTINCT coding FROM introduction WHERE {column} = :into ORDER BY coding"
            ),
            &[("into", Value::Integer(into))],
            |row| row.integer("coding"),
        )?;
        for coding in codings {
            self.derive_affiliations(coding)?;
        }
        Ok(())
    }
}

/// Leaves one mention of a record, a guess only where every mention was one.
fn name_once(names: &mut Vec<Json>, uid: &str) {
    let guess = format!("{uid}?");
    let is = |name: &Json| name == uid || *name == guess.as_str();
    let Some(first) = names.iter().position(is) else {
        return;
    };
    let certain = names.iter().any(|name| name == uid);
    let mut at = 0;
    names.retain(|name| {
        at += 1;
        at - 1 == first || !is(name)
    });
    names[first] = Json::from(if certain { uid } else { guess.as_str() });
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::{add, add_article, add_claim, check_undo, input, session};
    use super::super::{FieldValue, ListQuery};
    use super::*;

    fn speaker(book: &mut Book, name: &str) -> i64 {
        add(book, Kind::Speaker, &[("name", name), ("kind", "person")])
    }

    #[test]
    fn a_merged_speaker_is_one_everywhere_and_two_again_after_undo() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let (from, into) = (speaker(&mut book, "Bo O."), speaker(&mut book, "Bo Osk"));
        let board = add(&mut book, Kind::Organization, &[("name", "Board")]).to_string();
        for id in [from, into] {
            add(
                &mut book,
                Kind::Affiliation,
                &[
                    ("speaker", &id.to_string()),
                    ("role", "chair"),
                    ("organization", &board),
                ],
            );
        }
        let logged = add_article(&mut book, outlet, "t");
        let both = add_claim(
            &mut book,
            logged,
            1,
            None,
            &[("speaker", from), ("speaker", into)],
        );
        let either = add_claim(
            &mut book,
            logged,
            2,
            None,
            &[("speaker", from), ("alternative", into)],
        );
        let one = add_claim(&mut book, logged, 3, None, &[("principal", from)]);
        book.write(&mut session(), "x", |writer| -> Result<()> {
            writer.edit_record(
                Kind::Speaker,
                from,
                &input(Kind::Speaker, &[("country", "KG"), ("key", "bo-2")]),
            )?;
            for id in [from, into] {
                writer.add_alias(Kind::Speaker, id, "Бо", None)?;
                writer.add_label(Kind::Speaker, id, "seen")?;
            }
            let uid = writer.reader().known(Kind::Speaker, from)?.uid;
            writer.run(
                "UPDATE claim SET as_logged = :base WHERE id = 3",
                &[("base", Value::Text(format!("{{\"who\":[\"{uid}\"]}}")))],
            )?;
            Ok(())
        })
        .expect("written");
        check_undo(&mut book, |writer| {
            writer.merge_records(Kind::Speaker, from, into)
        });
        let reader = book.reader();
        for words in ["bo-o", "bo-2", "bo-osk", "Bo O.", "Bo Osk", "Бо"] {
            assert_eq!(
                reader
                    .find_record(Kind::Speaker, words, false)
                    .expect("found")
                    .id,
                into,
                "{words}"
            );
        }
        let merged = reader.record(Kind::Speaker, into).expect("read");
        assert_eq!(
            merged.value("country"),
            Some(&FieldValue::Text(String::from("KG")))
        );
        assert_eq!(merged.labels, ["seen"]);
        assert_eq!(merged.former_keys, ["bo-2", "bo-o"]);
        let parts = reader
            .rows(
                "SELECT claim, part, speaker FROM claim_speaker ORDER BY claim, id",
                &[],
                |row| {
                    Ok((
                        row.integer("claim")?,
                        row.text("part")?,
                        row.integer("speaker")?,
                    ))
                },
            )
            .expect("rows");
        assert_eq!(
            parts,
            [
                (both, String::from("speaker"), into),
                (either, String::from("speaker"), into),
                (one, String::from("principal"), into)
            ]
        );
        for table in ["claim_via", "target"] {
            assert_eq!(
                reader
                    .count(
                        &format!("SELECT count(*) FROM {table} WHERE speaker = {into}"),
                        &[]
                    )
                    .expect("count"),
                3
            );
        }
        assert_eq!(
            reader
                .list_records(Kind::Affiliation, &ListQuery::default())
                .expect("listed")
                .len(),
            1
        );
        let base = reader
            .first("SELECT as_logged FROM claim WHERE id = 3", &[], |row| {
                row.text("as_logged")
            })
            .expect("read");
        assert_eq!(base, Some(format!("{{\"who\":[\"{}\"]}}", merged.uid)));
    }

    #[test]
    fn merged_propositions_keep_both_texts_and_no_circle() {
        let mut book = Book::in_memory().expect("memory");
        let into = add(&mut book, Kind::Proposition, &[("text", "It rains")]);
        let between = add(&mut book, Kind::Proposition, &[("text", "Between")]);
        let from = add(
            &mut book,
            Kind::Proposition,
            &[("text", "Rain falls"), ("negates", &into.to_string())],
        );
        book.write(&mut session(), "x", |writer| {
            writer.edit_record(
                Kind::Proposition,
                into,
                &input(Kind::Proposition, &[("broader", &between.to_string())]),
            )?;
            writer.edit_record(
                Kind::Proposition,
                between,
                &input(Kind::Proposition, &[("broader", &from.to_string())]),
            )
        })
        .expect("written");
        check_undo(&mut book, |writer| {
            writer.merge_records(Kind::Proposition, from, into)
        });
        let merged = book.reader().record(Kind::Proposition, into).expect("read");
        assert_eq!(merged.aliases, [(String::from("Rain falls"), None)]);
        assert_eq!(merged.value("broader"), None);
        assert_eq!(merged.value("negates"), None);
    }

    #[test]
    fn merged_events_and_organizations_move_what_stands_on_them() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let (from, into) = (
            add(&mut book, Kind::Event, &[("name", "A")]),
            add(&mut book, Kind::Event, &[("name", "B")]),
        );
        let (article, _) = add_article(&mut book, outlet, "t");
        book.write(&mut session(), "x", |writer| -> Result<()> {
            for event in [from, into] {
                writer.insert(
                    &format!(
                        "INSERT INTO article_event (article, event) VALUES ({article}, {event})"
                    ),
                    &[],
                )?;
            }
            Ok(())
        })
        .expect("written");
        check_undo(&mut book, |writer| {
            writer.merge_records(Kind::Event, from, into)
        });
        let (from, into) = (
            add(&mut book, Kind::Organization, &[("name", "A")]),
            add(
                &mut book,
                Kind::Organization,
                &[("name", "B"), ("parent", "1")],
            ),
        );
        let bo = speaker(&mut book, "Bo").to_string();
        for id in [from, into] {
            add(
                &mut book,
                Kind::Affiliation,
                &[("speaker", &bo), ("organization", &id.to_string())],
            );
        }
        check_undo(&mut book, |writer| {
            writer.merge_records(Kind::Organization, from, into)
        });
    }

    #[test]
    fn a_named_speaker_is_not_merged_into_an_unnamed_one() {
        let mut book = Book::in_memory().expect("memory");
        let bo = speaker(&mut book, "Bo");
        let sources = add(
            &mut book,
            Kind::Speaker,
            &[("name", "sources"), ("kind", "unnamed")],
        );
        let mut merge = |from: i64, into: i64| {
            book.write(&mut session(), "x", |writer| {
                writer.merge_records(Kind::Speaker, from, into)
            })
        };
        assert_eq!(
            merge(bo, sources).unwrap_err().to_string(),
            "bo has a name and sources has none; merge sources into bo instead"
        );
        assert_eq!(
            merge(bo, bo).unwrap_err().to_string(),
            "bo cannot be merged into itself"
        );
        merge(sources, bo).expect("merged");
        assert!(
            book.reader()
                .record(Kind::Speaker, bo)
                .expect("read")
                .aliases
                .is_empty()
        );
    }

    #[test]
    fn those_whom_nobody_names_belong_to_their_article_until_they_are_of_two() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let articles = ["t", "u"].map(|title| add_article(&mut book, outlet, title).0);
        let mut unnamed = |article: Option<usize>| {
            let mut input = input(Kind::Speaker, &[("name", "sources"), ("kind", "unnamed")]);
            input.article = article.map(|at| articles[at]);
            book.write(&mut session(), "x", |writer| {
                writer.add_record(Kind::Speaker, &input)
            })
            .expect("added")
            .value
            .id
        };
        let cases = [
            (Some(0), Some(0), Some(0)),
            (Some(1), Some(0), None),
            (None, Some(0), None),
            (Some(0), None, None),
        ]
        .map(|(from, into, expected)| (unnamed(from), unnamed(into), expected));
        for (from, into, expected) in cases {
            book.write(&mut session(), "x", |writer| {
                writer.merge_records(Kind::Speaker, from, into)
            })
            .expect("merged");
            let known = book.reader().known(Kind::Speaker, into).expect("known");
            assert_eq!(known.article, expected.map(|at: usize| articles[at]));
        }
    }

    #[test]
    fn what_the_record_that_stays_leaves_empty_is_filled_whatever_its_number_is() {
        let mut book = Book::in_memory().expect("memory");
        let owner = add(&mut book, Kind::Organization, &[("name", "House of News")]);
        let [into, from] =
            ["Post", "Courier"].map(|name| add(&mut book, Kind::Outlet, &[("name", name)]));
        assert_eq!(owner, into);
        let weather = add(&mut book, Kind::Topic, &[("name", "weather")]);
        let rain = add(&mut book, Kind::Topic, &[("name", "rain")]);
        let wet = add(&mut book, Kind::Topic, &[("name", "wet")]);
        book.write(&mut session(), "x", |writer| {
            let owner = input(Kind::Outlet, &[("sponsor", &owner.to_string())]);
            writer.edit_record(Kind::Outlet, from, &owner)?;
            writer.merge_records(Kind::Outlet, from, into)?;
            let parent = input(Kind::Topic, &[("parent", &weather.to_string())]);
            writer.edit_record(Kind::Topic, wet, &parent)?;
            writer.merge_records(Kind::Topic, wet, rain)
        })
        .expect("merged");
        let value = |kind: Kind, id: i64, field: &str| {
            let record = book.reader().record(kind, id).expect("read");
            record.value(field).map(|value| value.as_str().to_owned())
        };
        assert_eq!(
            value(Kind::Outlet, into, "sponsor").as_deref(),
            Some("house-of-news")
        );
        assert_eq!(
            value(Kind::Topic, rain, "parent").as_deref(),
            Some("weather")
        );
    }

    #[test]
    fn one_mention_of_a_record_is_left_and_is_a_guess_where_all_were() {
        for (before, after) in [
            (&["b", "a?", "c", "a"][..], &["b", "a", "c"][..]),
            (&["a?", "b", "a?"], &["a?", "b"]),
            (&["a", "a"], &["a"]),
            (&["a", "a?"], &["a"]),
            (&["b", "c?"], &["b", "c?"]),
        ] {
            let mut names: Vec<Json> = before.iter().map(|name| Json::from(*name)).collect();
            name_once(&mut names, "a");
            assert_eq!(names, after, "{before:?}");
        }
    }

    #[test]
    fn merging_and_undoing_it_on_a_full_disk_changes_nothing_until_there_is_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let mut book = Book::open(&path, crate::store::Access::Create).expect("made");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(&mut book, outlet, "t");
        let name = "B".repeat(3000);
        let [bo, bob] = [name.as_str(), "Bob"].map(|name| {
            let note = "n".repeat(3000);
            add(
                &mut book,
                Kind::Speaker,
                &[("name", name), ("kind", "person"), ("note", &note)],
            )
        });
        for number in 1..200 {
            add_claim(&mut book, logged, number, None, &[("speaker", bob)]);
        }
        let merged = crate::store::testing::fill_the_disk(&mut book, |book| {
            book.write(&mut session(), "merge", |writer| {
                writer.merge_records(Kind::Speaker, bob, bo)
            })
            .map(drop)
        });
        let undone = crate::store::testing::fill_the_disk(&mut book, |book| {
            book.undo(&mut session(), &crate::store::UndoWhat::Last)
                .map(drop)
        });
        assert!(merged > 1 && undone > 0, "full {merged} and {undone} times");
    }
}
