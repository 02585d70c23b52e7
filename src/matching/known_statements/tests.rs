//! What is found by the index is what comparing with every statement of the book finds.

use std::fmt::Write as _;

use super::*;
use crate::matching::decided::Decided;
use crate::matching::for_claims::candidates;
use crate::matching::matcher::{Statement, WordMatcher};
use crate::matching::open_claims::{OpenClaim, Proposition, Wording};
use crate::store::Book;
use crate::store::fixture::book_of;

/// A claim: the proposition that it stands for, its words, and what else is set.
type Claim<'c> = (Option<usize>, &'c str, &'c str);

/// A book of propositions (sentences and, behind a bar, an alias) and claims in one article.
fn book(propositions: &[&str], claims: &[Claim<'_>]) -> Book {
    let mut sql = String::from(
        "INSERT INTO outlet (uid, key, name) VALUES ('o', 'gazette', 'The harbour wall Gazette');
         INSERT INTO content (sha256, size, bytes) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'789c030000000001');
         INSERT INTO article (uid, outlet, title) VALUES ('a', 1, 'Title');
         INSERT INTO article_version (uid, article, number, content, length_cp) VALUES ('v', 1, 1, 1, 0);
         INSERT INTO coding (uid, article, version, coder, extent) VALUES ('c', 1, 1, 'ann', 'full');",
    );
    for (at, text) in propositions.iter().enumerate() {
        let id = at + 1;
        let (text, alias) = text.split_once('|').unwrap_or((text, ""));
        write!(
            sql,
            "INSERT INTO proposition (uid, key, text) VALUES ('p{id}', 'k{id}', '{text}');"
        )
        .expect("a string takes all");
        if !alias.is_empty() {
            write!(
                sql,
                "INSERT INTO alias (proposition, name) VALUES ({id}, '{alias}');"
            )
            .expect("a string takes all");
        }
    }
    for (at, (proposition, words, more)) in claims.iter().enumerate() {
        let id = at + 1;
        let proposition = proposition.map_or(String::from("NULL"), |at| (at + 1).to_string());
        let (column, value) = more.split_once('=').unwrap_or(("note", "NULL"));
        write!(
            sql,
            "INSERT INTO claim (uid, article, coding, number, voice, block, proposition, {column}) VALUES ('c{id}', 1, 1, {id}, 'indirect', 'body', {proposition}, {value});
             INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) VALUES ({id}, 1, 'content', 1, 0, 1, '{words}');"
        )
        .expect("a string takes all");
    }
    book_of(&sql)
}

fn open(text: &str) -> OpenClaim {
    OpenClaim {
        id: 0,
        uid: String::from("open"),
        key: String::from("a1.0"),
        article: 1,
        statement: Statement::of(text),
    }
}

/// Ids of propositions with how sure they are, and the key of the claim through which.
fn found(known: &mut KnownStatements<'_>, text: &str) -> Vec<(i64, f64, Option<String>)> {
    let near = known.near(text).expect("read");
    let matcher =
        WordMatcher::for_part_of_propositions(&near.propositions.statements, near.weights);
    candidates(
        &open(text),
        &near.propositions,
        &matcher,
        &Decided::default(),
    )
    .into_iter()
    .map(|candidate| {
        let proposition = &near.propositions.propositions[candidate.proposition];
        (
            proposition.id,
            candidate.found.probability,
            candidate.through,
        )
    })
    .collect()
}

fn check(book: &Book, text: &str, expected: &[i64]) {
    let mut known = KnownStatements::of(book.reader()).expect("read");
    let ids: Vec<i64> = found(&mut known, text)
        .into_iter()
        .map(|(id, ..)| id)
        .collect();
    assert_eq!(ids, expected, "{text}");
}

#[test]
fn propositions_are_found_by_their_sentence_an_alias_and_the_words_of_a_claim() {
    let book = book(
        &[
            "The harbour wall of Lindholm is opened to foreign ships|Strangers may sail into Lindholm",
            "Wolves return to the hills of Marvik",
        ],
        &[
            (
                Some(1),
                "Packs of grey hunters were sighted above the town",
                "",
            ),
            (None, "The harbour wall of Lindholm is painted", ""),
        ],
    );
    check(
        &book,
        "they are opening the harbour wall of Lindholm to a foreign ship",
        &[1],
    );
    check(&book, "strangers may soon sail into Lindholm", &[1]);
    check(
        &book,
        "grey hunters were sighted above the town, in packs",
        &[2],
    );
    check(&book, "bread is dear", &[]);
    check(&book, "", &[]);
}

#[test]
fn words_of_a_claim_count_only_where_it_stands_for_what_it_says() {
    for more in ["status='rejected'", "stance='rejects'", "stance='mentions'"] {
        let book = book(
            &["Wolves return to Marvik"],
            &[(Some(0), "Packs of grey hunters were sighted", more)],
        );
        check(&book, "packs of grey hunters were sighted", &[]);
    }
}

#[test]
fn scripts_without_spaces_and_numbers_are_found() {
    let book = book(
        &["旧港口将向所有船只开放", "The wall has cost 1,200 crowns"],
        &[],
    );
    check(&book, "所有船只都可以进入旧港口", &[1]);
    check(&book, "the wall cost 1,200 crowns", &[2]);
    check(&book, "1,200", &[]);
}

#[test]
fn many_claims_of_one_proposition_leave_room_for_another() {
    let words = "the old lock of Vell is closed to barges";
    let mut claims: Vec<Claim<'_>> = vec![(Some(0), words, ""); 60];
    // The oldest: of equals the newest are taken first.
    claims.insert(0, (Some(1), words, ""));
    let book = book(&["Barges stay out", "No entry"], &claims);
    check(&book, words, &[2, 1]);
}

#[test]
fn a_book_without_its_index_has_nothing_near() {
    let book = book(&["Wolves return to Marvik"], &[]);
    check(&book, "wolves return to Marvik", &[1]);
    let mut known = KnownStatements {
        is_indexed: false,
        ..KnownStatements::of(book.reader()).expect("read")
    };
    assert!(found(&mut known, "wolves return to Marvik").is_empty());
}

/// The next of a row of numbers below `below`, the small ones much more often (as frequent words are).
fn next(state: &mut u64, below: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let share = (*state >> 40) as f64 / (1_u64 << 24) as f64;
    (share * share * below as f64) as u64
}

fn sentence_of(state: &mut u64) -> Vec<String> {
    (0..9)
        .map(|_| {
            let number = next(state, 900);
            let syllable = |at: u64| {
                ["ba", "ke", "mi", "to", "vu", "ra", "no", "zi", "ho", "pe"][(at % 10) as usize]
            };
            format!(
                "{}{}{}k",
                syllable(number),
                syllable(number / 10),
                syllable(number / 100)
            )
        })
        .collect()
}

/// Says a sentence with one word less and another one more.
fn worded(sentence: &[String], state: &mut u64) -> String {
    let mut words = sentence.to_vec();
    words.remove(next(state, 9) as usize);
    words.push(sentence_of(state).remove(0));
    words.join(" ")
}

#[test]
fn what_the_index_finds_is_what_comparing_with_all_finds() {
    let mut state = 7;
    let sentences: Vec<Vec<String>> = (0..250).map(|_| sentence_of(&mut state)).collect();
    let texts: Vec<String> = sentences.iter().map(|words| words.join(" ")).collect();
    let said: Vec<(usize, String)> = (0..600)
        .map(|_| {
            let at = next(&mut state, 250) as usize;
            (at, worded(&sentences[at], &mut state))
        })
        .collect();
    let propositions: Vec<&str> = texts.iter().map(String::as_str).collect();
    let claims: Vec<Claim<'_>> = said
        .iter()
        .map(|(at, words)| (Some(*at), words.as_str(), ""))
        .collect();
    let book = book(&propositions, &claims);
    let mut known = KnownStatements::of(book.reader()).expect("read");

    let mut all = Propositions::default();
    for (at, text) in texts.iter().enumerate() {
        all.propositions.push(Proposition {
            id: at as i64 + 1,
            uid: String::new(),
            key: String::new(),
            text: text.clone(),
        });
    }
    let own = texts.iter().enumerate().map(|(at, text)| (at, None, text));
    let of_claims = said.iter().enumerate().map(|(number, (at, words))| {
        let key = format!("a1.{}", number + 1);
        (*at, Some(key), words)
    });
    for (proposition, claim, text) in own.chain(of_claims) {
        all.wordings.push(Wording { proposition, claim });
        all.statements.push(Statement::of(text.clone()));
    }
    let matcher = WordMatcher::for_propositions(&all.statements);
    let (mut sure, mut same_first, mut same_pair) = (0, 0, 0);
    for sentence in &sentences[..60] {
        let text = worded(sentence, &mut state);
        let by_index = found(&mut known, &text);
        let by_all = candidates(&open(&text), &all, &matcher, &Decided::default());
        let Some(first) = by_all.first() else {
            continue;
        };
        sure += 1;
        same_first += usize::from(
            by_index
                .first()
                .is_some_and(|(id, ..)| *id == first.proposition as i64 + 1),
        );
        let (_, probability, through) = by_index
            .iter()
            .find(|(id, ..)| *id == first.proposition as i64 + 1)
            .unwrap_or_else(|| panic!("{text}: {first:?} is not in {by_index:?}"));
        if *through == first.through {
            same_pair += 1;
            assert!(
                (probability - first.found.probability).abs() < 0.03,
                "{text}: {probability} for {first:?}"
            );
        }
    }
    assert!(same_pair * 10 >= sure * 8, "{same_pair} of {sure}");
    assert!(sure >= 50, "{sure}");
    assert!(same_first * 20 >= sure * 19, "{same_first} of {sure}");
}
