//! Speakers, organizations and outlets that were just added: which known ones they may be under another name.

use std::collections::BTreeSet;

use super::bearers::{Named, compare, load, load_some};
use super::decided::Decided;
use super::names::{SUGGESTED, SameName, organization_name};
use super::sentence::WordKind;
use super::weights::Weights;
use crate::domain::record::Kind;
use crate::domain::search_words::search_words;
use crate::store::{Reader, Result, Value, indexed_record};

/// Up to how many records of a kind a new one is compared with each: some thousandths of a second. Of more, those that the full-text index
/// finds by a word of the name.
const ALL_COMPARED: i64 = 1000;
/// How many records of one word are compared, the newest first. `Wang` alone has no end, and a name that it is a part of has other words.
const MOST_OF_A_WORD: usize = 400;
/// How many rows of the index are read for that: records of all kinds stand in it together.
const MOST_ROWS: i64 = 20_000;
/// How many known records are named for a new one.
const MOST_NAMED: usize = 3;

/// A known record that a new one may be.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownBearer {
    /// The known record.
    pub known: Named,
    /// How likely it is, and why.
    pub found: SameName,
}

/// A new record and known ones that it may be, the most likely first.
#[derive(Debug, Clone, PartialEq)]
pub struct NewName {
    /// The new record.
    pub new: Named,
    /// The known ones, at most three.
    pub may_be: Vec<KnownBearer>,
}

/// Returns the new records of a kind (speakers, organizations, outlets), by id, that may be known ones: what was decided on is left out, and so
/// is a new record that is like no known one. Two new ones are told of once, of the later one.
///
/// # Errors
/// When the book cannot be read.
pub fn new_names(
    reader: &Reader<'_>,
    kind: Kind,
    new: &BTreeSet<i64>,
    decided: &Decided,
) -> Result<Vec<NewName>> {
    new_names_of(reader, kind, new, decided, ALL_COMPARED)
}

fn new_names_of(
    reader: &Reader<'_>,
    kind: Kind,
    new: &BTreeSet<i64>,
    decided: &Decided,
    all_compared: i64,
) -> Result<Vec<NewName>> {
    let ids: Vec<i64> = new.iter().copied().collect();
    let news = load_some(reader, kind, &ids)?;
    let highest = reader.count(
        &format!("SELECT coalesce(max(id), 0) FROM {}", kind.as_str()),
        &[],
    )?;
    let everyone = if highest <= all_compared && !news.is_empty() {
        Some(load(reader, kind)?)
    } else {
        None
    };
    let mut found = Vec::new();
    for named in news {
        let mut all = match &everyone {
            Some(everyone) => everyone.clone(),
            None => load_some(reader, kind, &sharing_words(reader, kind, &named)?)?,
        };
        all.retain(|other| {
            other.kind == named.kind
                && other.id != named.id
                && (other.id < named.id || !new.contains(&other.id))
                && !decided.has(&other.uid, &named.uid)
        });
        all.insert(0, named);
        let may_be = known_ones(reader, kind, all)?;
        found.extend(may_be.filter(|found| !found.may_be.is_empty()));
    }
    Ok(found)
}

/// Compares the first of these with the others.
fn known_ones(reader: &Reader<'_>, kind: Kind, mut all: Vec<Named>) -> Result<Option<NewName>> {
    let names = all.iter().flat_map(|named| &named.bearer.names);
    let sentences: Vec<_> = if kind == Kind::Speaker && is_person(all.first()) {
        Vec::new()
    } else {
        names.map(|name| organization_name(name)).collect()
    };
    let weights = Weights::of(&sentences);
    let score = |all: &[Named], place: usize| {
        let (Some(new), Some(known)) = (all.first(), all.get(place)) else {
            return None;
        };
        Some(compare(new, known, &weights))
    };
    let near: BTreeSet<usize> = (1..all.len())
        // Before anything is read of them. What is known of two can raise a score, but not from nothing.
        .filter(|place| score(&all, *place).is_some_and(|found| found.score >= SUGGESTED * 0.8))
        .collect();
    if near.is_empty() {
        return Ok(None);
    }
    if kind == Kind::Speaker {
        shared_articles(reader, &mut all, &near)?;
    }
    let mut may_be: Vec<KnownBearer> = near
        .into_iter()
        .filter_map(|place| {
            let found = score(&all, place).filter(|found| found.score >= SUGGESTED)?;
            let known = all.get(place)?.clone();
            Some(KnownBearer { known, found })
        })
        .collect();
    // The sort is stable, so of equals the older comes first.
    may_be.sort_by(|one, other| other.found.score.total_cmp(&one.found.score));
    may_be.truncate(MOST_NAMED);
    Ok(all.into_iter().next().map(|new| NewName { new, may_be }))
}

/// Reads in which articles the first of these speaks with those at some places: all articles of a known one may be thousands.
fn shared_articles(reader: &Reader<'_>, all: &mut [Named], near: &BTreeSet<usize>) -> Result<()> {
    let Some(new) = all.first().map(|new| new.id) else {
        return Ok(());
    };
    let known: Vec<i64> = near
        .iter()
        .filter_map(|place| all.get(*place))
        .map(|known| known.id)
        .collect();
    let shared = reader.rows(
        include_str!("shared_articles.sql"),
        &[("new", Value::Integer(new)), ("known", Value::list(&known))],
        |row| Ok((row.integer("speaker")?, row.integer("article")?)),
    )?;
    for (speaker, article) in shared {
        for named in all.iter_mut().filter(|named| named.id == speaker) {
            named.bearer.articles.insert(article);
        }
    }
    Ok(())
}

fn is_person(named: Option<&Named>) -> bool {
    named.is_some_and(|named| named.kind == "person")
}

/// Returns the rows of a kind that share a word of a name or an alias with a new record, or have the first letters of its words as a name.
fn sharing_words(reader: &Reader<'_>, kind: Kind, named: &Named) -> Result<Vec<i64>> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for name in &named.bearer.names {
        words.extend(search_words(name).into_iter().map(|word| word.folded));
        if named.kind != "person" {
            let sentence = organization_name(name);
            let letters: String = sentence
                .words
                .iter()
                .filter(|word| word.kind != WordKind::Empty)
                .filter_map(|word| word.folded.chars().next())
                .collect();
            words.extend(Some(letters).filter(|letters| letters.chars().count() > 1));
        }
    }
    let mut ids = BTreeSet::new();
    // An initial stands in too many names to say anything.
    for word in words.iter().filter(|word| word.chars().count() > 1) {
        let rowids = reader.rows(
            "SELECT rowid AS number FROM search_record WHERE search_record MATCH :match ORDER BY rowid DESC LIMIT :most",
            &[
                ("match", Value::Text(format!("{{name alias}} : \"{word}\""))),
                ("most", Value::Integer(MOST_ROWS)),
            ],
            |row| row.integer("number"),
        )?;
        let records = rowids.into_iter().filter_map(indexed_record);
        let of_kind = records.filter(|(of, _)| *of == kind).map(|(_, id)| id);
        ids.extend(of_kind.take(MOST_OF_A_WORD));
    }
    Ok(ids.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::names::Reason;
    use crate::store::fixture::book_of;

    /// What is said of the last speaker, by comparing with all and by looking the words up.
    fn check(speakers: &[&str], more: &str, expected: &[&str]) {
        let mut sql = String::new();
        for (number, name) in speakers.iter().enumerate() {
            sql.push_str(&format!(
                "INSERT INTO speaker (uid, key, name, kind) VALUES ('u{number}', 'k{number}', '{name}', 'person');"
            ));
        }
        let book = book_of(&(sql + more));
        let reader = book.reader();
        let decided = Decided::load(&reader, Kind::Speaker).expect("read");
        let new = BTreeSet::from([i64::try_from(speakers.len()).expect("few")]);
        for all_compared in [ALL_COMPARED, 0] {
            let found =
                new_names_of(&reader, Kind::Speaker, &new, &decided, all_compared).expect("read");
            let keys: Vec<&str> = found
                .iter()
                .flat_map(|new| &new.may_be)
                .map(|known| known.known.key.as_str())
                .collect();
            assert_eq!(keys, expected, "{all_compared}: {found:?}");
        }
    }

    #[test]
    fn new_name_is_compared_by_order_initial_accent_title_and_alias() {
        let known = ["Ada Lind", "Youwu Chen", "Bo Osk", "Liv Torvald"];
        for (new, key) in [
            ("Chen Youwu", "k1"),
            ("A. Lind", "k0"),
            ("Adá Lind", "k0"),
            ("Dr. Ada Lind", "k0"),
            ("Ada M. Lind", "k0"),
            ("Iva Berg", "k2"),
        ] {
            let all = [&known[..], &[new]].concat();
            check(
                &all,
                "INSERT INTO alias (speaker, name) VALUES (3, 'Iva Berg')",
                &[key],
            );
        }
        check(&[&known[..], &["Eva Osk"]].concat(), "", &[]);
    }

    #[test]
    fn new_name_that_was_decided_on_is_not_asked_again() {
        check(
            &["Ada Lind", "A. Lind"],
            "INSERT INTO decision (uid, kind, left_uid, right_uid, verdict) VALUES ('d', 'speaker', 'u0', 'u1', 'different')",
            &[],
        );
    }

    #[test]
    fn new_name_that_speaks_in_one_article_with_a_known_one_is_less_likely_it() {
        let said = |article: i64, speaker: i64| {
            format!(
                "INSERT INTO claim (uid, article, coding, number, voice, block) VALUES ('c{article}{speaker}', {article}, {article}, {speaker}, 'direct', 'body');
                 INSERT INTO claim_speaker (claim, number, speaker, part) VALUES ((SELECT max(id) FROM claim), 1, {speaker}, 'speaker');"
            )
        };
        let article = |id: i64| {
            format!(
                "INSERT INTO article (uid, outlet, title) VALUES ('a{id}', 1, 'Title');
                 INSERT INTO article_version (uid, article, number, content, length_cp) VALUES ('v{id}', {id}, 1, 1, 0);
                 INSERT INTO coding (uid, article, version, coder, extent) VALUES ('k{id}', {id}, {id}, 'ann', 'full');"
            )
        };
        for (together, is_less_likely) in [(1, true), (2, false)] {
            let book = book_of(&[
                "INSERT INTO outlet (uid, key, name) VALUES ('o', 'gazette', 'Gazette');
                 INSERT INTO content (sha256, size, bytes) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'789c030000000001');
                 INSERT INTO speaker (uid, key, name, kind) VALUES ('s1', 'ada', 'Ada Lind', 'person'), ('s2', 'adal', 'Ada M. Lind', 'person');"
                    .to_owned(),
                article(1),
                article(2),
                said(1, 1),
                said(together, 2),
            ]
            .concat());
            let decided = Decided::default();
            let new = BTreeSet::from([2]);
            let found = new_names(&book.reader(), Kind::Speaker, &new, &decided).expect("read");
            let reasons = &found[0].may_be[0].found.reasons;
            assert_eq!(
                reasons.contains(&Reason::SameArticle),
                is_less_likely,
                "{found:?}"
            );
        }
    }
}
