//! Decisions on which records are the same: each pair once, kept, and taken back like any other write.

use super::book::Writer;
use super::error::Result;
use super::reader::{Reader, Value};
use crate::domain::decision::Verdict;
use crate::domain::record::Kind;

/// A decision of two records by their uids, the lower uid first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The one.
    pub left: String,
    /// The other.
    pub right: String,
    /// What was decided.
    pub verdict: Verdict,
}

impl Reader<'_> {
    /// Returns the decisions on records of a kind, by uid. Those of `Claim` are on two claims, or on a claim and the proposition that it
    /// may stand for.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn decisions(&self, kind: Kind) -> Result<Vec<Decision>> {
        self.rows(
            "SELECT left_uid, right_uid, verdict FROM decision WHERE kind = :kind ORDER BY left_uid, right_uid",
            &[("kind", Value::from(kind.as_str()))],
            |row| {
                Ok(Decision {
                    left: row.text("left_uid")?,
                    right: row.text("right_uid")?,
                    verdict: row.parsed("verdict")?,
                })
            },
        )
    }
}

impl Writer<'_> {
    /// Keeps what was decided of two records, in place of what was decided before; returns whether that changed anything.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn decide(&mut self, kind: Kind, one: &str, other: &str, verdict: Verdict) -> Result<bool> {
        let (left, right) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        let parameters = [
            ("kind", Value::from(kind.as_str())),
            ("left", Value::from(left)),
            ("right", Value::from(right)),
            ("verdict", Value::from(verdict.as_str())),
        ];
        let changed = self.run(
            "UPDATE decision SET verdict = :verdict WHERE kind = :kind AND left_uid = :left AND right_uid = :right AND verdict <> :verdict",
            &parameters,
        )?;
        if changed > 0 {
            return Ok(true);
        }
        let uid = self.session.next_uid();
        let [kind, left, right, verdict] = parameters;
        let added = self.run(
            "INSERT INTO decision (uid, kind, left_uid, right_uid, verdict) SELECT :uid, :kind, :left, :right, :verdict WHERE NOT EXISTS (SELECT 1 FROM decision WHERE kind = :kind AND left_uid = :left AND right_uid = :right)",
            &[kind, left, right, verdict, ("uid", Value::Text(uid))],
        )?;
        Ok(added > 0)
    }

    /// Says that a claim stands for a proposition, whatever it stood for before.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_proposition(&mut self, claim: i64, proposition: i64) -> Result<()> {
        self.update(
            Kind::Claim,
            claim,
            vec![("proposition", Value::Integer(proposition))],
        )
    }

    /// Says that an article is a copy of another.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_copy_of(&mut self, copy: i64, original: i64) -> Result<()> {
        self.update(
            Kind::Article,
            copy,
            vec![("copy_of", Value::Integer(original))],
        )
    }

    /// Lets the decisions on a record that goes stand for the one that stays; what was decided of that one already stays.
    pub(super) fn move_decisions(&mut self, from: &str, into: &str) -> Result<()> {
        let moved = self.reader().rows(
            "SELECT kind, left_uid, right_uid, verdict FROM decision WHERE left_uid = :from OR right_uid = :from ORDER BY id",
            &[("from", Value::from(from))],
            |row| {
                Ok((
                    row.text("kind")?,
                    row.text("left_uid")?,
                    row.text("right_uid")?,
                    row.parsed::<Verdict>("verdict")?,
                ))
            },
        )?;
        for (kind, left, right, verdict) in moved {
            let other = if left == from { right } else { left };
            let Some(kind) = Kind::from_noun(&kind).filter(|_| other != into) else {
                continue;
            };
            let (low, high) = if into <= other.as_str() {
                (into, other.as_str())
            } else {
                (other.as_str(), into)
            };
            let there = self.reader().count(
                "SELECT count(*) FROM decision WHERE kind = :kind AND left_uid = :left AND right_uid = :right",
                &[("kind", Value::from(kind.as_str())), ("left", Value::from(low)), ("right", Value::from(high))],
            )?;
            if there == 0 {
                self.decide(kind, into, &other, verdict)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::{add, check_undo, session};
    use super::*;

    fn two_speakers() -> (Book, Vec<(i64, String)>) {
        let mut book = Book::in_memory().expect("a book");
        let speakers = ["Ada Lind", "A. Lind", "Oda Brenn"].map(|name| {
            let id = add(
                &mut book,
                Kind::Speaker,
                &[("name", name), ("kind", "person")],
            );
            let uid = book
                .reader()
                .record(Kind::Speaker, id)
                .expect("a record")
                .uid;
            (id, uid)
        });
        (book, speakers.to_vec())
    }

    #[test]
    fn a_decision_is_kept_once_whichever_comes_first_and_a_later_one_stands() {
        let (mut book, speakers) = two_speakers();
        let (one, other) = (speakers[0].1.clone(), speakers[1].1.clone());
        let mut decide = |one: &str, other: &str, verdict| {
            book.write(&mut session(), "decide", |writer| {
                writer.decide(Kind::Speaker, one, other, verdict)
            })
            .expect("decided")
            .value
        };
        assert!(decide(&one, &other, Verdict::Unsure));
        assert!(!decide(&other, &one, Verdict::Unsure));
        assert!(decide(&other, &one, Verdict::Different));
        let found = book.reader().decisions(Kind::Speaker).expect("read");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].verdict, Verdict::Different);
        assert!(found[0].left < found[0].right);
        assert!(
            book.reader()
                .decisions(Kind::Article)
                .expect("read")
                .is_empty()
        );
    }

    #[test]
    fn what_was_decided_of_the_record_that_stays_stands_whichever_is_older() {
        for into in 0..3 {
            let (mut book, speakers) = two_speakers();
            let (from, third) = ((into + 1) % 3, (into + 2) % 3);
            book.write(&mut session(), "decide and merge", |writer| {
                for (one, verdict) in [(into, Verdict::Unsure), (from, Verdict::Different)] {
                    writer.decide(Kind::Speaker, &speakers[one].1, &speakers[third].1, verdict)?;
                }
                writer.merge_records(Kind::Speaker, speakers[from].0, speakers[into].0)
            })
            .expect("merged");
            let found = book.reader().decisions(Kind::Speaker).expect("read");
            let stands = found
                .iter()
                .find(|decision| {
                    let both = [&decision.left, &decision.right];
                    both.contains(&&speakers[into].1) && both.contains(&&speakers[third].1)
                })
                .expect("a decision");
            assert_eq!(stands.verdict, Verdict::Unsure, "{into}");
        }
    }

    #[test]
    fn decisions_follow_a_merged_record_and_undo_brings_all_back() {
        let (mut book, speakers) = two_speakers();
        book.write(&mut session(), "decide", |writer| {
            writer.decide(
                Kind::Speaker,
                &speakers[1].1,
                &speakers[2].1,
                Verdict::Different,
            )
        })
        .expect("decided");
        check_undo(&mut book, |writer| {
            writer.decide(Kind::Speaker, &speakers[0].1, &speakers[1].1, Verdict::Same)?;
            writer.merge_records(Kind::Speaker, speakers[1].0, speakers[0].0)
        });
        let found = book.reader().decisions(Kind::Speaker).expect("read");
        assert!(found.iter().any(|decision| {
            [&decision.left, &decision.right].contains(&&speakers[0].1)
                && [&decision.left, &decision.right].contains(&&speakers[2].1)
        }));
    }
}
