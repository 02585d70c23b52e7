//! Writing records of every kind through the registry of nouns and fields.

use super::alias::fitting;
use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::Value;
use super::record::{RecordInput, Setting};
use crate::domain::key::Key;
use crate::domain::record::{Field, Kind, Known, Takes};

impl Writer<'_> {
    /// Adds a record of any kind but article and claim. Its key is the given one, else one made from its name.
    ///
    /// # Errors
    /// `Taken` where the given key is or was another record's, or the same affiliation is there; `Invalid` where a value does not fit or
    /// a required one is missing.
    pub fn add_record(&mut self, kind: Kind, input: &RecordInput) -> Result<Known> {
        if matches!(kind, Kind::Article | Kind::Claim) {
            return Err(StoreError::Invalid {
                message: format!("{} are added by logging a sheet", kind.noun().plural),
            });
        }
        let mut values = Vec::new();
        for field in kind.noun().fields {
            let value = match input.setting(field.name) {
                Some(setting) => stored(kind, field, setting)?,
                None => Value::Null,
            };
            if field.required && value == Value::Null {
                return Err(missing(kind, field));
            }
            values.push((field.column, value));
        }
        let key = match &input.key {
            Some(key) => self.reader().permitted_key(kind, key, None)?,
            None => {
                let name = self.name_for_key(kind, &values)?;
                let base =
                    Key::from_name(&name, kind.as_str()).map_err(|error| StoreError::Invalid {
                        message: error.to_string(),
                    })?;
                self.reader().free_key(kind, base.as_str())?
            }
        };
        if kind == Kind::Affiliation {
            self.refuse_same_affiliation(&values, None)?;
        }
        if let Some(article) = input.article {
            refuse_article_of_a_named_speaker(kind, &values)?;
            values.push(("article", Value::Integer(article)));
        }
        values.push(("uid", Value::Text(self.session.next_uid())));
        values.push(("key", Value::Text(key)));
        let columns = values
            .iter()
            .map(|(column, _)| format!("\"{column}\""))
            .collect::<Vec<_>>()
            .join(", ");
        let marks = values
            .iter()
            .map(|(column, _)| format!(":{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        let id = self.insert(
            &format!("INSERT INTO {} ({columns}) VALUES ({marks})", kind.as_str()),
            &values,
        )?;
        self.reader().known(kind, id)
    }

    /// Writes those columns of a record that differ. A changed key keeps resolving.
    ///
    /// # Errors
    /// `NotFound` without such a record; `Taken` and `Invalid` as in [`Writer::add_record`], and where a record would be part of itself.
    pub fn edit_record(&mut self, kind: Kind, id: i64, input: &RecordInput) -> Result<()> {
        let before = self.reader().columns(kind, id)?;
        let mut values = Vec::new();
        let mut differing = Vec::new();
        for (field, before) in kind.noun().fields.iter().zip(before) {
            let value = match input.setting(field.name) {
                Some(setting) => stored(kind, field, setting)?,
                None => before.clone(),
            };
            if field.required && value == Value::Null {
                return Err(missing(kind, field));
            }
            if value != before {
                if let (Takes::Record(other), Value::Integer(target)) = (field.takes, &value)
                    && other == kind
                {
                    self.refuse_cycle(kind, field, id, *target)?;
                }
                differing.push((field.column, value.clone()));
            }
            values.push((field.column, value));
        }
        if kind == Kind::Affiliation && !differing.is_empty() {
            self.refuse_same_affiliation(&values, Some(id))?;
            if differing.iter().any(|(column, _)| *column == "speaker") {
                self.refuse_used_affiliation(id)?;
            }
        }
        self.keep_name(kind, id, &values)?;
        if let Some(article) = self.article_to_write(kind, id, input, &values)? {
            differing.push(("article", article));
        }
        if let Some(key) = &input.key {
            let known = self.reader().known(kind, id)?;
            if *key != known.key {
                if matches!(kind, Kind::Article | Kind::Claim) {
                    return Err(StoreError::Invalid {
                        message: format!("the key {} is fixed", known.key),
                    });
                }
                let key = self.reader().permitted_key(kind, key, Some(id))?;
                self.drop_former_key(kind, &key)?;
                self.keep_key(kind, id, &known.key)?;
                differing.push(("key", Value::Text(key)));
            }
        }
        self.update(kind, id, differing)
    }

    /// Refuses to give an affiliation to another speaker where claims or introductions name somebody by it.
    fn refuse_used_affiliation(&self, id: i64) -> Result<()> {
        let uses = self.reader().count(
            "SELECT (SELECT count(*) FROM claim_speaker WHERE affiliation = :id) + (SELECT count(*) FROM introduction WHERE affiliation = :id)",
            &[("id", Value::Integer(id))],
        )?;
        if uses == 0 {
            return Ok(());
        }
        let known = self.reader().known(Kind::Affiliation, id)?;
        Err(StoreError::Invalid {
            message: format!(
                "claims or introductions name its speaker as {}, so it cannot become another speaker's: add an affiliation of that speaker",
                known.key
            ),
        })
    }

    /// Keeps the name that another one replaces as an alias: sheets and people go on writing it.
    fn keep_name(&mut self, kind: Kind, id: i64, values: &[(&str, Value)]) -> Result<()> {
        let noun = kind.noun();
        if !noun.aliases {
            return Ok(());
        }
        let before = self.reader().record(kind, id)?;
        let value = |column: &str| {
            values.iter().find_map(|(name, value)| match value {
                Value::Text(text) if *name == column => Some(text.as_str()),
                _ => None,
            })
        };
        let Some(name) = value(noun.title).filter(|name| *name != before.title()) else {
            return Ok(());
        };
        // "sources" must not come to mean the one person whom they turned out to be.
        let named_now = before
            .value("kind")
            .is_some_and(|kind| kind.as_str() == "unnamed")
            && value("kind") != Some("unnamed");
        if kind != Kind::Speaker || !named_now {
            self.add_alias(kind, id, before.title(), None)?;
        }
        self.remove_alias(kind, id, name)?;
        Ok(())
    }

    /// Writes these columns of one row.
    pub(super) fn update(
        &mut self,
        kind: Kind,
        id: i64,
        mut differing: Vec<(&'static str, Value)>,
    ) -> Result<()> {
        if differing.is_empty() {
            return Ok(());
        }
        // A guess mark without a stance would mean nothing.
        if kind == Kind::Claim && differing.contains(&("stance", Value::Null)) {
            differing.push(("stance_guess", Value::Integer(0)));
        }
        let columns = differing
            .iter()
            .map(|(column, _)| format!("\"{column}\" = :{column}"))
            .collect::<Vec<_>>()
            .join(", ");
        differing.push(("row_id", Value::Integer(id)));
        self.run(
            &format!("UPDATE {} SET {columns} WHERE id = :row_id", kind.as_str()),
            &differing,
        )?;
        Ok(())
    }

    /// What the article column of a speaker must become: a speaker with a name belongs to no article.
    fn article_to_write(
        &self,
        kind: Kind,
        id: i64,
        input: &RecordInput,
        values: &[(&'static str, Value)],
    ) -> Result<Option<Value>> {
        if kind != Kind::Speaker {
            return Ok(None);
        }
        if input.article.is_some() {
            refuse_article_of_a_named_speaker(kind, values)?;
        }
        let before = self.reader().known(kind, id)?.article;
        let after = if is_unnamed(values) {
            input.article.or(before)
        } else {
            None
        };
        Ok((after != before).then(|| Value::from(after)))
    }

    /// What the key of a new record is made from: its name, and for an affiliation who it is of and as what.
    fn name_for_key(&self, kind: Kind, values: &[(&'static str, Value)]) -> Result<String> {
        let value = |column: &str| {
            values
                .iter()
                .find(|(name, _)| *name == column)
                .map_or(&Value::Null, |(_, value)| value)
        };
        if kind != Kind::Affiliation {
            return Ok(match value(kind.noun().title) {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            });
        }
        let mut words = Vec::new();
        if let Value::Integer(id) = value("speaker") {
            words.push(self.reader().known(Kind::Speaker, *id)?.key);
        }
        match (value("role"), value("organization")) {
            (Value::Text(role), _) => words.push(role.clone()),
            (_, Value::Integer(id)) => {
                words.push(self.reader().known(Kind::Organization, *id)?.key);
            }
            _ => {}
        }
        Ok(words.join(" "))
    }

    fn refuse_same_affiliation(
        &self,
        values: &[(&'static str, Value)],
        id: Option<i64>,
    ) -> Result<()> {
        let value = |column: &'static str| {
            let value = values
                .iter()
                .find(|(name, _)| *name == column)
                .map_or(Value::Null, |(_, value)| value.clone());
            (column, value)
        };
        let parameters = [value("speaker"), value("role"), value("organization")];
        if parameters[1].1 == Value::Null && parameters[2].1 == Value::Null {
            return Err(StoreError::Invalid {
                message: String::from("an affiliation needs a role or an organization"),
            });
        }
        let there = self.reader().first(
            "SELECT id, key FROM affiliation WHERE speaker = :speaker AND coalesce(organization, 0) = coalesce(:organization, 0) AND coalesce(role, '') = coalesce(:role, '')",
            &parameters,
            |row| Ok((row.integer("id")?, row.text("key")?)),
        )?;
        match there {
            Some((other, key)) if Some(other) != id => Err(StoreError::Taken {
                what: format!("this speaker, role and organization ({key})"),
            }),
            _ => Ok(()),
        }
    }

    /// Refuses a reference by which a record would come to stand under itself.
    fn refuse_cycle(&self, kind: Kind, field: &Field, id: i64, target: i64) -> Result<()> {
        // That two propositions negate each other says the same thing twice, and nothing wrong.
        let within = if field.name == "negates" {
            target == id
        } else {
            self.stands_under(kind, field.column, target, id)?
        };
        if within {
            let known = self.reader().known(kind, id)?;
            return Err(StoreError::Invalid {
                message: format!("{}: {} would stand under itself", field.name, known.key),
            });
        }
        Ok(())
    }

    /// Whether following `column` from `start` leads to `wanted`; true where they are the same.
    pub(super) fn stands_under(
        &self,
        kind: Kind,
        column: &str,
        start: i64,
        wanted: i64,
    ) -> Result<bool> {
        let met = self.reader().count(
            &format!(
                "WITH RECURSIVE up(id) AS (SELECT :start UNION SELECT r.\"{column}\" FROM {table} AS r JOIN up ON r.id = up.id WHERE r.\"{column}\" IS NOT NULL) SELECT count(*) FROM up WHERE id = :wanted",
                table = kind.as_str()
            ),
            &[
                ("start", Value::Integer(start)),
                ("wanted", Value::Integer(wanted)),
            ],
        )?;
        Ok(met > 0)
    }
}

/// The value that a setting stores. Callers have normalised texts already; a book must not depend on it.
fn stored(kind: Kind, field: &Field, setting: &Setting) -> Result<Value> {
    match (field.takes, setting) {
        // The one column that is never NULL and not required: without a word it is the usual one.
        (Takes::Choice(choices), Setting::Clear)
            if kind == Kind::Article && field.column == "status" =>
        {
            Ok(choices
                .first()
                .copied()
                .map(Value::from)
                .unwrap_or(Value::Null))
        }
        (_, Setting::Clear) => Ok(Value::Null),
        (Takes::Record(_), Setting::Record(id)) => Ok(Value::Integer(*id)),
        (Takes::Record(other), Setting::Text(text)) => Err(StoreError::Invalid {
            message: format!("{} takes a {other}, not the text “{text}”", field.name),
        }),
        (takes, Setting::Text(text)) => Ok(Value::Text(fitting(takes, field.name, text)?)),
        (_, Setting::Record(_)) => Err(StoreError::Invalid {
            message: format!("{} takes a text, not a record", field.name),
        }),
    }
}

fn missing(kind: Kind, field: &Field) -> StoreError {
    StoreError::Invalid {
        message: format!("the {kind} needs a {}", field.name),
    }
}

fn is_unnamed(values: &[(&'static str, Value)]) -> bool {
    values
        .iter()
        .any(|(column, value)| *column == "kind" && *value == Value::from("unnamed"))
}

fn refuse_article_of_a_named_speaker(kind: Kind, values: &[(&'static str, Value)]) -> Result<()> {
    if kind == Kind::Speaker && is_unnamed(values) {
        return Ok(());
    }
    Err(StoreError::Invalid {
        message: String::from("only an unnamed speaker belongs to an article"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::UndoWhat;
    use super::super::book::Book;
    use super::super::testing::{add, add_article, add_claim, check_undo, dump, input, session};
    use super::*;

    fn book() -> Book {
        Book::in_memory().expect("memory")
    }

    #[test]
    fn a_record_is_added_under_a_key_made_from_its_name_and_undone() {
        let mut book = book();
        check_undo(&mut book, |writer| {
            let outlet = writer.add_record(
                Kind::Outlet,
                &input(Kind::Outlet, &[("name", "The Post"), ("country", "kg")]),
            )?;
            assert_eq!(
                (outlet.key.as_str(), outlet.country.as_deref()),
                ("the-post", Some("KG"))
            );
            let second =
                writer.add_record(Kind::Outlet, &input(Kind::Outlet, &[("name", "The Post!")]))?;
            assert_eq!(second.key, "the-post-2");
            writer.add_alias(Kind::Outlet, outlet.id, "Пост", Some("ky"))?;
            assert!(writer.add_label(Kind::Outlet, outlet.id, "ownership:state")?);
            assert!(!writer.add_label(Kind::Outlet, outlet.id, "ownership:state")?);
            Ok(())
        });
    }

    #[test]
    fn aliases_and_labels_are_added_and_removed_and_undone() {
        let mut book = book();
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        check_undo(&mut book, |writer| {
            assert!(writer.add_alias(Kind::Outlet, outlet, "The Post", None)?);
            assert!(writer.add_alias(Kind::Outlet, outlet, "The Post", Some("en"))?);
            assert!(!writer.add_alias(Kind::Outlet, outlet, "The Post", None)?);
            assert!(!writer.add_alias(Kind::Outlet, outlet, "The Post", Some("en"))?);
            writer.add_label(Kind::Outlet, outlet, "seen").map(|_| ())
        });
        check_undo(&mut book, |writer| {
            assert!(writer.remove_alias(Kind::Outlet, outlet, "The Post")?);
            assert!(!writer.remove_alias(Kind::Outlet, outlet, "The Post")?);
            assert!(writer.remove_label(Kind::Outlet, outlet, "seen")?);
            assert!(!writer.remove_label(Kind::Outlet, outlet, "seen")?);
            Ok(())
        });
        let refused = book.write(&mut session(), "x", |writer| {
            writer.remove_label(Kind::Affiliation, 1, "x")
        });
        assert_eq!(
            refused.unwrap_err().to_string(),
            "affiliations carry no labels"
        );
        let refused = book.write(&mut session(), "x", |writer| {
            writer.add_alias(Kind::Topic, 1, "x", None)
        });
        assert_eq!(refused.unwrap_err().to_string(), "topics have no aliases");
    }

    #[test]
    fn an_edit_writes_what_differs_and_the_old_key_keeps_resolving() {
        let mut book = book();
        let id = add(
            &mut book,
            Kind::Event,
            &[("name", "Summit"), ("place", "Oslo")],
        );
        check_undo(&mut book, |writer| {
            writer.edit_record(
                Kind::Event,
                id,
                &input(
                    Kind::Event,
                    &[("key", "oslo-summit"), ("place", ""), ("name", "Summit")],
                ),
            )
        });
        let changes = book
            .reader()
            .rows("SELECT columns FROM change WHERE record_table = 'event' AND action = 'update' ORDER BY id LIMIT 1", &[], |row| row.text("columns"))
            .expect("changes");
        assert_eq!(
            changes,
            [r#"{"key":["summit","oslo-summit"],"place":["Oslo",null]}"#]
        );
        for words in ["summit", "oslo-summit", "Summit"] {
            assert_eq!(
                book.reader()
                    .find_record(Kind::Event, words, false)
                    .expect("found")
                    .id,
                id
            );
        }
        // Its own former key may be taken back; another one's may not.
        let other = add(&mut book, Kind::Event, &[("name", "Other")]);
        let refused = book.write(&mut session(), "x", |writer| {
            writer.edit_record(
                Kind::Event,
                other,
                &input(Kind::Event, &[("key", "summit")]),
            )
        });
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the key summit (was the event “Summit”, oslo-summit) is taken"
        );
        check_undo(&mut book, |writer| {
            writer.edit_record(Kind::Event, id, &input(Kind::Event, &[("key", "summit")]))
        });
    }

    #[test]
    fn an_edit_that_changes_nothing_writes_nothing() {
        let mut book = book();
        let id = add(&mut book, Kind::Topic, &[("name", "Rights")]);
        let written = book
            .write(&mut session(), "edit", |writer| {
                writer.edit_record(
                    Kind::Topic,
                    id,
                    &input(Kind::Topic, &[("name", " Rights "), ("key", "rights")]),
                )
            })
            .expect("written");
        assert_eq!(written.operation, None);
    }

    #[test]
    fn values_that_do_not_fit_are_refused_with_what_would() {
        let mut book = book();
        let mut refused = |kind: Kind, settings: &[(&str, &str)]| {
            let input = input(kind, settings);
            book.write(&mut session(), "x", |writer| {
                writer.add_record(kind, &input)
            })
            .unwrap_err()
            .to_string()
        };
        assert_eq!(refused(Kind::Topic, &[]), "the topic needs a name");
        assert_eq!(
            refused(Kind::Speaker, &[("name", "Bo"), ("kind", "man")]),
            "kind: “man” is not one of person, group, organization, country, document, unnamed"
        );
        assert_eq!(
            refused(Kind::Event, &[("name", "E"), ("key", "a12")]),
            "the key \"a12\" has the form of an article or a claim (a12, a12.5); choose another"
        );
        assert_eq!(
            refused(Kind::Article, &[]),
            "articles are added by logging a sheet"
        );
        assert_eq!(dump(&book), "");
    }

    #[test]
    fn a_record_never_stands_under_itself() {
        let mut book = book();
        let above = add(&mut book, Kind::Topic, &[("name", "Above")]);
        let below = add(
            &mut book,
            Kind::Topic,
            &[("name", "Below"), ("parent", &above.to_string())],
        );
        for target in [above, below] {
            let refused = book.write(&mut session(), "x", |writer| {
                writer.edit_record(
                    Kind::Topic,
                    above,
                    &input(Kind::Topic, &[("parent", &target.to_string())]),
                )
            });
            assert_eq!(
                refused.unwrap_err().to_string(),
                "parent: above would stand under itself"
            );
        }
    }

    #[test]
    fn an_affiliation_is_one_only_once() {
        let mut book = book();
        let bo = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        )
        .to_string();
        add(
            &mut book,
            Kind::Affiliation,
            &[("speaker", &bo), ("role", "mayor")],
        );
        let mut refused = |settings: &[(&str, &str)]| {
            let input = input(Kind::Affiliation, settings);
            book.write(&mut session(), "x", |writer| {
                writer.add_record(Kind::Affiliation, &input)
            })
            .unwrap_err()
            .to_string()
        };
        assert_eq!(
            refused(&[("speaker", &bo), ("role", "mayor")]),
            "this speaker, role and organization (bo-mayor) is taken"
        );
        assert_eq!(
            refused(&[("speaker", &bo)]),
            "an affiliation needs a role or an organization"
        );
    }

    #[test]
    fn an_affiliation_by_which_somebody_is_named_stays_its_speakers() {
        let mut book = book();
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let [bo, cy] = ["Bo", "Cy"].map(|name| {
            add(
                &mut book,
                Kind::Speaker,
                &[("name", name), ("kind", "person")],
            )
        });
        let [used, free] = ["mayor", "chair"].map(|role| {
            let speaker = bo.to_string();
            add(
                &mut book,
                Kind::Affiliation,
                &[("speaker", &speaker), ("role", role)],
            )
        });
        let logged = add_article(&mut book, outlet, "t");
        let claim = add_claim(&mut book, logged, 1, None, &[("speaker", bo)]);
        book.write(&mut session(), "x", |writer| {
            writer.run(
                "UPDATE claim_speaker SET affiliation = :affiliation WHERE claim = :claim",
                &[
                    ("affiliation", Value::Integer(used)),
                    ("claim", Value::Integer(claim)),
                ],
            )
        })
        .expect("written");
        let mut edit = |id: i64, settings: &[(&str, &str)]| {
            let input = input(Kind::Affiliation, settings);
            book.write(&mut session(), "x", |writer| {
                writer.edit_record(Kind::Affiliation, id, &input)
            })
            .map(drop)
            .map_err(|error| error.to_string())
        };
        let cy = cy.to_string();
        let error = edit(used, &[("speaker", &cy)]).expect_err("refused");
        assert!(
            error.starts_with("claims or introductions name its speaker as bo-mayor"),
            "{error}"
        );
        assert_eq!(edit(used, &[("role", "old mayor")]), Ok(()));
        let error = edit(free, &[("role", "old mayor")]).expect_err("refused");
        assert!(error.ends_with("is taken"), "{error}");
        assert_eq!(edit(free, &[("speaker", &cy)]), Ok(()));
    }

    #[test]
    fn a_name_that_another_replaces_goes_on_meaning_the_record_and_what_named_nobody_does_not() {
        let mut book = book();
        let aliases = |book: &Book, kind: Kind, id: i64| -> Vec<String> {
            let aliases = book.reader().record(kind, id).expect("read").aliases;
            aliases.into_iter().map(|(name, _)| name).collect()
        };
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let sources = add(
            &mut book,
            Kind::Speaker,
            &[("name", "sources"), ("kind", "unnamed")],
        );
        let bo = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        );
        let none: &[&str] = &[];
        for (kind, id, settings, expected) in [
            (Kind::Outlet, outlet, &[("note", "n")][..], none),
            (Kind::Outlet, outlet, &[("name", "Evening Post")], &["Post"]),
            (Kind::Outlet, outlet, &[("name", "Post")], &["Evening Post"]),
            (
                Kind::Speaker,
                sources,
                &[("name", "insiders")],
                &["sources"],
            ),
            (
                Kind::Speaker,
                sources,
                &[("name", "Cy"), ("kind", "person")],
                &["sources"],
            ),
            (Kind::Speaker, bo, &[("name", "Bo Osk")], &["Bo"]),
            (
                Kind::Speaker,
                bo,
                &[("name", "he"), ("kind", "unnamed")],
                &["Bo", "Bo Osk"],
            ),
        ] {
            book.write(&mut session(), "x", |writer| {
                writer.edit_record(kind, id, &input(kind, settings))
            })
            .expect("edited");
            assert_eq!(aliases(&book, kind, id), expected, "{settings:?}");
        }
    }

    #[test]
    fn an_unnamed_speaker_that_gets_a_name_belongs_to_no_article() {
        let mut book = book();
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let (article, _) = add_article(&mut book, outlet, "t");
        let mut unnamed = input(Kind::Speaker, &[("name", "sources"), ("kind", "unnamed")]);
        unnamed.article = Some(article);
        let speaker = book
            .write(&mut session(), "x", |writer| {
                writer.add_record(Kind::Speaker, &unnamed)
            })
            .expect("added")
            .value;
        assert_eq!(speaker.article, Some(article));
        check_undo(&mut book, |writer| {
            writer.edit_record(
                Kind::Speaker,
                speaker.id,
                &input(Kind::Speaker, &[("kind", "group")]),
            )
        });
        assert_eq!(
            book.reader()
                .known(Kind::Speaker, speaker.id)
                .expect("known")
                .article,
            None
        );
    }

    #[test]
    fn after_undoing_everything_only_the_journal_and_contents_are_left() {
        let mut book = book();
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(&mut book, outlet, "t");
        let bo = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        );
        let old = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo Old"), ("kind", "person")],
        );
        super::super::testing::add_claim(
            &mut book,
            logged,
            1,
            None,
            &[("speaker", bo), ("alternative", old)],
        );
        let mut session = session();
        book.write(&mut session, "merge", |writer| {
            writer.merge_records(Kind::Speaker, old, bo)
        })
        .expect("merged");
        book.write(&mut session, "edit", |writer| {
            writer.edit_record(
                Kind::Speaker,
                bo,
                &input(Kind::Speaker, &[("key", "bo-new")]),
            )
        })
        .expect("edited");
        while book.undo(&mut session, &UndoWhat::Last).is_ok() {}
        assert_eq!(dump(&book), "");
    }
}
