//! The small book on which every report's expected table was worked out by hand. It holds what makes reports count wrongly:
//!
//! | trap | where |
//! |---|---|
//! | two speakers in one claim | 1 |
//! | the same said again in a stronger voice | 2 |
//! | an alternative speaker, a guessed voice, a stance that is derived | 3 |
//! | a claim in a headline, one in a caption, a draft | 4, 7, 15 |
//! | a claim without a proposition | 5 |
//! | a figure with a period and one without | 6, 11 |
//! | a speaker who contradicts himself by way of a negation | 1, 8 |
//! | a spokesman whose principal had said the contrary | 9 |
//! | an unset stance of a document | 10 |
//! | a narrower proposition | 4 is under 3: claims 6, 11 |
//! | a merged speaker | 12 was said by “A. Berg”, merged into Ana Berg |
//! | a claim told via another outlet | 13 |
//! | two unnamed “sources” who are not one | 6, 14 |
//! | a copy | a4 of a1: claims 16, 17 |
//! | a partly coded article | a3 |
//! | an article with two versions | a1: claim 2 has words in both |
//! | a speaker with two affiliations on one day | Ana Berg in a1 |
//!
//! Who owns whom: North Post is `ownership:state`, South Star `ownership:independent`, Wire Nine has no such label.

use super::sample_book::SampleBook;
use crate::domain::record::Kind;
use crate::domain::session::Session;
use crate::store::{Book, StoreError};

/// Event 1, the hearing: a1 to a4. a5 is linked to none.
pub(super) fn trap_book() -> Book {
    trap_book_with("SELECT 1")
}

/// The same with something more done to it, in SQL.
pub(super) fn trap_book_with(sql: &str) -> Book {
    let mut book = SampleBook::default();
    records(&mut book);
    articles(&mut book);
    claims(&mut book);
    book.sql(sql);
    let mut book = book.build();
    let mut session = Session::new(String::from("ann"), chrono::DateTime::UNIX_EPOCH, 2);
    book.write(&mut session, "merge", |writer| {
        writer.merge_records(Kind::Speaker, 8, 1)?;
        Ok::<(), StoreError>(())
    })
    .unwrap();
    book
}

fn records(book: &mut SampleBook) {
    for (key, name, kind, country, parent) in [
        ("city", "City of Varnmouth", "'state'", "'SE'", "NULL"),
        ("harbour-office", "Harbour Office", "NULL", "NULL", "1"),
        ("holm", "Holm University", "'academic'", "'DK'", "NULL"),
        ("tidewater", "Tidewater Institute", "NULL", "NULL", "3"),
        ("dredge-union", "Dredge Union", "'ngo'", "'DK'", "NULL"),
        ("north-media", "North Media", "'media'", "'SE'", "NULL"),
    ] {
        book.add(
            "organization",
            "key, name, kind, country, parent",
            &format!("'{key}', '{name}', {kind}, {country}, {parent}"),
        );
    }
    book.outlet("North Post")
        .outlet("South Star")
        .outlet("Wire Nine");
    book.sql("UPDATE outlet SET organization = 6 WHERE id = 1")
        .sql("UPDATE outlet SET country = 'DK' WHERE id = 2")
        .sql("INSERT INTO label (outlet, name) VALUES (1, 'ownership:state'), (2, 'ownership:independent')");
    book.event("hearing");
    book.sql("UPDATE event SET dates = '2024-05-01' WHERE id = 1");
    book.topic("harbour").topic("dredging");
    book.sql("UPDATE topic SET parent = 1 WHERE id = 2");
    book.proposition("dredging-safe", "Dredging the fairway is safe", Some(2))
        .proposition("dredging-unsafe", "Dredging the fairway is unsafe", Some(2))
        .proposition("homes-at-risk", "Homes are at risk", Some(1))
        .proposition(
            "quay-homes-at-risk",
            "Homes on the quay are at risk",
            Some(1),
        )
        .proposition("talks-held", "Talks were held", None)
        .proposition("unused", "Nobody claims this sentence here", Some(1))
        .proposition("homes-at-risk-2", "The homes are at risk", Some(1));
    book.sql("UPDATE proposition SET negates = 1 WHERE id = 2")
        .sql("UPDATE proposition SET broader = 3 WHERE id = 4");
    book.speaker("Ana Berg", "person", "SE")
        .speaker("Bo Carl", "person", "")
        .speaker("Cy Dahl", "person", "SE")
        .speaker("Dredge Union", "organization", "")
        .speaker("Harbour report", "document", "");
    for key in ["sources-1", "sources-2"] {
        book.add(
            "speaker",
            "key, name, kind",
            &format!("'{key}', 'sources', 'unnamed'"),
        );
    }
    book.speaker("A. Berg", "person", "")
        .speaker("Wire Nine", "organization", "")
        .speaker("Sweden", "country", "SE");
    book.sql("UPDATE speaker SET organization = 5 WHERE id = 4");
    for (speaker, role, organization) in [
        (1, "director", 2),
        (1, "professor", 4),
        (2, "researcher", 4),
        (3, "spokesman", 2),
        (1, "Director", 2),
    ] {
        book.add(
            "affiliation",
            "key, speaker, role, organization",
            &format!("'{role}-{speaker}-{organization}', {speaker}, '{role}', {organization}"),
        );
    }
}

fn articles(book: &mut SampleBook) {
    let en = |published| [("published", published), ("language", "en")];
    book.article(
        1,
        "full",
        &[
            ("published", "2024-05-01T10:00"),
            ("zone", "UTC"),
            ("language", "en"),
        ],
    );
    book.article(2, "full", &en("2024-05-03"));
    book.article(
        2,
        "partial",
        &[("published", "2024-05-04"), ("language", "zh")],
    );
    book.article(
        3,
        "full",
        &[
            ("published", "2024-05-01T18:00"),
            ("zone", "UTC"),
            ("language", "en"),
            ("copy_of", "1"),
        ],
    );
    book.article(1, "full", &en("2024-06-01"));
    for article in 1..=4 {
        book.link(article, 1);
    }
    book.sql("UPDATE speaker SET article = 1 WHERE id = 6")
        .sql("UPDATE speaker SET article = 3 WHERE id = 7");
    // The second version of a1, which its coding reads.
    book.add(
        "article_version",
        "article, number, content, length_cp",
        "1, 2, 1, 10000",
    );
    book.sql("UPDATE coding SET version = 6 WHERE id = 1");
    for (coding, number, speaker, affiliation) in [
        (1, 1, 1, 1),
        (1, 2, 1, 2),
        (1, 3, 2, 3),
        (2, 1, 3, 4),
        (3, 1, 1, 5),
    ] {
        book.add(
            "introduction",
            "coding, number, speaker, affiliation",
            &format!("{coding}, {number}, {speaker}, {affiliation}"),
        );
    }
    book.fact(1, "date", "date", "2024-05-01")
        .fact(2, "date", "date", "2024-05-02");
}

fn claims(book: &mut SampleBook) {
    // 1 to 7: a1, North Post.
    book.claim(1, 1, ("indirect", "asserts"), &[1, 2], &[])
        .words("content", &["dredging poses no danger at all"])
        .words("cue", &["agreed"]);
    book.claim(1, 1, ("direct", "asserts"), &[1], &[("uttered_at", "1")])
        .words("content", &["Dredging", "is safe"])
        .words("cue", &["said"]);
    book.sql("INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) VALUES (2, 1, 'content', 0, 0, 10, 'Dredging is safe, she said')");
    book.claim(1, 3, ("narration", ""), &[], &[("voice_guess", "1")])
        .claim_speaker(2, "alternative", 1)
        .words("content", &["homes may be flooded"]);
    book.claim(1, 3, ("narration", ""), &[], &[("block", "headline")])
        .words("content", &["Homes at risk"]);
    book.claim(1, 0, ("direct", "asserts"), &[2], &[])
        .words("content", &["I like boats"]);
    book.claim(1, 4, ("indirect", "asserts"), &[6], &[])
        .words("content", &["about 40 homes on the quay"])
        .figure("40, '~', 'about', 'homes'");
    book.sql("UPDATE figure SET period = '2023' WHERE claim = 6");
    book.claim(1, 5, ("narration", ""), &[], &[("block", "caption")])
        .words("content", &["The talks"]);
    // 8 to 12: a2, South Star.
    book.claim(2, 2, ("direct", "asserts"), &[2], &[])
        .words("content", &["Dredging is dangerous"])
        .words("cue", &["warned"]);
    book.claim(2, 1, ("indirect", "rejects"), &[3], &[])
        .claim_speaker(1, "principal", 1)
        .words("content", &["dredging was safe"])
        .words("cue", &["denied"]);
    book.claim(2, 3, ("indirect", ""), &[5], &[])
        .words("content", &["risk to homes"]);
    book.claim(2, 4, ("indirect", "asserts"), &[4], &[])
        .words("content", &["60 quay homes"])
        .figure("60, '=', NULL, 'homes'");
    target(book, 11, -1);
    book.claim(2, 5, ("direct", "asserts"), &[8], &[])
        .words("content", &["We talked"]);
    // 13 to 15: a3, South Star, partly coded.
    book.claim(3, 1, ("indirect", "asserts"), &[1], &[])
        .via(9)
        .words("content", &["疏浚是安全的"]);
    target(book, 13, 1);
    book.claim(3, 3, ("indirect", "mentions"), &[7], &[])
        .words("content", &["房屋"]);
    book.claim(3, 5, ("direct", "asserts"), &[1], &[("status", "draft")])
        .words("content", &["谈过"]);
    // 16 and 17: a4, Wire Nine, a copy of a1.
    book.claim(4, 1, ("direct", "asserts"), &[1], &[])
        .words("content", &["Dredging is safe"]);
    book.claim(4, 3, ("narration", ""), &[], &[])
        .words("content", &["homes may be flooded"]);
    // 18 and 19: a5, North Post, linked to no event.
    book.claim(5, 1, ("direct", "rejects"), &[4], &[])
        .words("content", &["It is not safe"]);
    target(book, 18, 0);
    book.claim(5, 5, ("direct", "declines"), &[2], &[])
        .words("content", &["no comment"]);
    // As logging derives it: who is introduced once in an article speaks in that role there.
    for (claim, speaker, affiliation) in [(1, 2, 3), (5, 2, 3), (9, 3, 4), (13, 1, 5)] {
        book.sql(&format!(
            "UPDATE claim_speaker SET affiliation = {affiliation} WHERE claim = {claim} AND speaker = {speaker} AND part = 'speaker'"
        ));
    }
}

/// Adds Sweden as what a claim is about.
fn target(book: &mut SampleBook, claim: i64, tone: i64) {
    book.sql(&format!(
        "INSERT INTO target (claim, number, speaker, role, tone) VALUES ({claim}, 1, 10, 'object', {tone})"
    ));
}
