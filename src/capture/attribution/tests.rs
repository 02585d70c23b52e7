//! What is drafted from invented sentences.

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::{Draft, DraftedClaim, draft_claims};
use crate::capture::language::english;
use crate::domain::claim::{Stance, Voice};
use crate::domain::text::{Block, BlockKind, Span, Text, paragraphs};

fn draft(content: &str) -> (Text, Draft) {
    let text = Text::new(content.to_owned()).unwrap();
    let blocks: Vec<Block> = paragraphs(&text)
        .into_iter()
        .map(|span| Block {
            kind: BlockKind::Body,
            span,
        })
        .collect();
    let draft = draft_claims(&text, &blocks, english());
    (text, draft)
}

fn words(text: &Text, spans: &[Span]) -> String {
    let all: Vec<&str> = spans
        .iter()
        .map(|span| text.slice(*span).unwrap())
        .collect();
    all.join(" … ")
}

/// Each claim as `voice | speaker | cue | content`.
fn rows(content: &str) -> Vec<String> {
    let (text, draft) = draft(content);
    draft
        .claims
        .iter()
        .map(|claim| {
            let speaker = claim
                .speaker
                .and_then(|speaker| draft.people.get(speaker))
                .map_or("?", |person| person.name.as_str());
            format!(
                "{} | {speaker} | {} | {}",
                claim.voice,
                words(&text, &claim.cue),
                words(&text, &claim.content)
            )
        })
        .collect()
}

fn only_claim(content: &str) -> (Text, Draft, DraftedClaim) {
    let (text, draft) = draft(content);
    assert_eq!(draft.claims.len(), 1, "{:?}", rows(content));
    let claim = draft.claims[0].clone();
    (text, draft, claim)
}

#[test]
fn quotations_before_and_behind_their_cue_are_direct() {
    assert_eq!(
        rows("“The harbour will open in May,” said Mara Holt, the port director."),
        ["direct | Mara Holt | said | “The harbour will open in May,”"]
    );
    assert_eq!(
        rows("Mara Holt told reporters on Monday: \"The harbour will open in May.\""),
        ["direct | Mara Holt | told | \"The harbour will open in May.\""]
    );
}

#[test]
fn a_split_quotation_is_one_claim_of_two_spans() {
    assert_eq!(
        rows("“We waited,” Mara Holt said. “Nobody came.”"),
        ["direct | Mara Holt | said | “We waited,” … “Nobody came.”"]
    );
    assert_eq!(
        rows("“We waited,” Mara Holt said late last month, “but nobody came.”"),
        ["direct | Mara Holt | said | “We waited,” … “but nobody came.”"]
    );
}

#[test]
fn where_and_when_something_was_said_is_no_content() {
    assert_eq!(
        rows("“We waited,” Mara Holt said in an interview at the port."),
        ["direct | Mara Holt | said | “We waited,”"]
    );
    assert_eq!(
        rows("Mara Holt said on Monday in a statement that the harbour was full."),
        ["indirect | Mara Holt | said | that the harbour was full"]
    );
}

#[test]
fn reported_clauses_come_with_and_without_that() {
    assert_eq!(
        rows("Officials said the harbour was full."),
        ["indirect | Officials | said | the harbour was full"]
    );
    assert_eq!(
        rows("The ferry, the operator said, would sail again on Friday."),
        ["indirect | operator | said | The ferry … would sail again on Friday"]
    );
    assert_eq!(
        rows("The ferry would sail again, Mara Holt added."),
        ["indirect | Mara Holt | added | The ferry would sail again"]
    );
}

#[test]
fn the_writer_takes_over_behind_but_and_while() {
    assert_eq!(
        rows("Mara Holt said the harbour was full, but the ferry sailed anyway."),
        ["indirect | Mara Holt | said | the harbour was full"]
    );
}

#[test]
fn according_to_stands_before_and_behind() {
    assert_eq!(
        rows("According to the harbour authority, ten ships are waiting."),
        ["indirect | harbour authority | According to | ten ships are waiting"]
    );
    assert_eq!(
        rows("Ten ships are waiting, according to a report by the port."),
        ["indirect | report by the port | according to | Ten ships are waiting"]
    );
    assert!(rows("The work went according to national conditions.").is_empty());
}

#[test]
fn documents_speak() {
    let (_, draft, claim) = only_claim("The survey shows that most sailors are tired.");
    let speaker = &draft.people[claim.speaker.unwrap()];
    assert_eq!(speaker.name, "survey");
    assert_eq!(speaker.kind.as_str(), "document");
    // Whoever shows something else does not report it.
    assert!(rows("The guide shows visitors the harbour.").is_empty());
}

#[test]
fn themes_nicknames_and_scare_quotes_are_no_speech() {
    assert!(rows("Under the theme \"Ships and Rights\", the forum met on Monday.").is_empty());
    assert!(rows("The boat, known as “Old Grey”, was sold for a “modest” sum.").is_empty());
}

#[test]
fn denials_and_refusals_show_a_stance() {
    let (_, _, claim) = only_claim("Mara Holt denied that the harbour was full.");
    assert_eq!(claim.stance, Some(Stance::Rejects));
    let (_, _, claim) = only_claim("Mara Holt declined to comment on the matter.");
    assert_eq!(claim.stance, Some(Stance::Declines));
    let (_, _, claim) = only_claim("Mara Holt did not deny that the harbour was full.");
    assert_eq!(claim.stance, Some(Stance::Mentions));
    let (_, _, claim) = only_claim("Mara Holt said that the harbour was full.");
    assert_eq!(claim.stance, None);
}

#[test]
fn a_says_that_b_said_is_a_chain() {
    let (_, draft) = draft("The Gazette reported that Mara Holt said the harbour was full.");
    let inner = draft
        .claims
        .iter()
        .find(|claim| !claim.via.is_empty())
        .unwrap();
    assert_eq!(draft.people[inner.speaker.unwrap()].name, "Mara Holt");
    assert_eq!(draft.people[inner.via[0]].name, "Gazette");
}

#[test]
fn quotations_of_several_paragraphs_are_one_claim() {
    let (text, draft) = draft(
        "“We waited for a year,” Mara Holt said. “It was long.\n\n“Then the ships came back to us.”\n\nShe left.",
    );
    assert_eq!(draft.claims.len(), 1);
    assert_eq!(
        words(&text, &draft.claims[0].content),
        "“We waited for a year,” … “It was long. … “Then the ships came back to us.”"
    );
}

#[test]
fn uncued_quotations_go_on_with_who_spoke() {
    let rows = rows("“We waited,” Mara Holt said.\n\n“Nobody came to help us in the winter.”");
    assert_eq!(rows.len(), 2);
    assert!(
        rows[1].starts_with("direct | Mara Holt |  | “Nobody"),
        "{rows:?}"
    );
}

#[test]
fn lines_of_an_interview_name_their_speakers() {
    let rows = rows("HOLT: We will open the harbour in May.\n\nBERG: That is too late for us all.");
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].contains("We will open the harbour in May"),
        "{rows:?}"
    );
}

#[test]
fn german_french_and_single_quotation_marks_are_read() {
    for content in [
        "„The harbour is full,“ said Mara Holt.",
        "«The harbour is full,» said Mara Holt.",
        "'The harbour is full,' said Mara Holt.",
        "''The harbour is full,'' said Mara Holt.",
        "“The ‘big’ harbour is full,” said Mara Holt.",
    ] {
        let (_, draft, claim) = only_claim(content);
        assert_eq!(claim.voice, Voice::Direct, "{content}");
        assert_eq!(draft.people[claim.speaker.unwrap()].name, "Mara Holt");
    }
}

#[test]
fn unbalanced_marks_end_with_their_paragraph() {
    let (_, draft) = draft("“The harbour is full, said Mara Holt.\n\nIt rained.");
    for claim in draft.claims {
        assert!(claim.content.iter().all(|span| span.end < 40));
    }
}

#[test]
fn headlines_are_marked_and_captions_are_not_read() {
    let text = Text::new(
        "Holt says harbour is full\nHolt says ferry is late\nHolt says it rains".to_owned(),
    )
    .unwrap();
    let spans = paragraphs(&text);
    let kinds = [BlockKind::Headline, BlockKind::Caption, BlockKind::Body];
    let blocks: Vec<Block> = spans
        .into_iter()
        .zip(kinds)
        .map(|(span, kind)| Block { kind, span })
        .collect();
    let claims = draft_claims(&text, &blocks, english()).claims;
    let found: Vec<(bool, String)> = claims
        .iter()
        .map(|claim| (claim.headline, words(&text, &claim.content)))
        .collect();
    assert_eq!(
        found,
        [
            (true, "harbour is full".to_owned()),
            (false, "it rains".to_owned())
        ]
    );
}

fn check(content: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    let Ok(text) = Text::new(content.to_owned()) else {
        return Ok(());
    };
    let blocks: Vec<Block> = paragraphs(&text)
        .into_iter()
        .map(|span| Block {
            kind: BlockKind::Body,
            span,
        })
        .collect();
    let draft = draft_claims(&text, &blocks, english());
    for claim in &draft.claims {
        prop_assert!(!claim.content.is_empty());
        for span in claim.content.iter().chain(&claim.cue).chain(&claim.source) {
            prop_assert!(span.start < span.end && span.end <= text.code_points());
        }
        for speaker in claim.speakers.iter().chain(&claim.via) {
            prop_assert!(*speaker < draft.people.len());
        }
        prop_assert!((0.0..=1.0).contains(&claim.confidence));
    }
    for person in &draft.people {
        for span in &person.mentions {
            prop_assert!(span.start < span.end && span.end <= text.code_points());
        }
        for introduction in &person.introductions {
            prop_assert!(introduction.span.end <= text.code_points());
        }
    }
    prop_assert_eq!(&draft, &draft_claims(&text, &blocks, english()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn drafting_survives_any_text(content in any::<String>()) {
        check(&content)?;
    }

    #[test]
    fn drafting_survives_shuffled_words_and_marks(pieces in proptest::collection::vec(0_usize..32, 0..60)) {
        const PIECES: [&str; 32] = [
            "said ", "“", "” ", "\"", "'", "’s ", "Mara Holt ", ", ", ". ", "\n\n", "that ", "he ", "the director ", "of ", "according ", "to ",
            "(", ") ", "told ", "reporters ", ": ", "— ", "who ", "and ", "港口", "« ", "» ", "which ", "asked ", "Q: ", "accused ", "e\u{301}",
        ];
        let content: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        check(&content)?;
    }
}

#[test]
fn hostile_texts_are_read_in_time() {
    // Quadratic reading of 400 kB would take minutes.
    for piece in [
        "\"said ",
        "Mara Holt, ",
        "(",
        "that he said ",
        "’",
        "and ",
        "Anna Smith said. ",
        "“",
        "according to ",
        "states ",
        "cut ",
        "report report, ",
    ] {
        let content = piece.repeat(400_000 / piece.len());
        let (_, draft) = draft(&content);
        assert!(draft.people.len() < 1_000_000);
    }
}
