//! The rules of locators, each as a sentence, on invented texts.

use proptest::prelude::*;

use super::*;
use crate::domain::text::{Span, Text, paragraphs};

const HARBOUR: &str = "Harbour to open in May\n\n\
    The mayor said the harbour opens in May. The council, the mayor added, paid for it.\n\n\
    “The harbour is ready,” she said. Boats’ owners — all\nforty of them — agreed.\n\n\
    He said the old pier closes.";

fn text(content: &str) -> Text {
    Text::new(content.to_owned()).unwrap()
}

/// The words that a locator finds, or the error.
fn find(content: &str, locator: impl Into<Locator>) -> Vec<String> {
    let text = text(content);
    match Finder::new(&text, &paragraphs(&text)).content(&locator.into()) {
        Ok(spans) => spans
            .into_iter()
            .map(|span| text.slice(span).unwrap().to_owned())
            .collect(),
        Err(error) => vec![format!("! {error}")],
    }
}

fn list(pieces: &[&str]) -> Locator {
    Locator::from(
        pieces
            .iter()
            .map(|words| Piece::new(*words))
            .collect::<Vec<_>>(),
    )
}

fn start(content: &str, locator: impl Into<Locator>) -> u32 {
    let text = text(content);
    Finder::new(&text, &paragraphs(&text))
        .content(&locator.into())
        .unwrap()[0]
        .start
}

fn nearest(content: &str, piece: impl Into<Piece>, near: &[Span]) -> Result<Span, LocatorError> {
    let text = text(content);
    Finder::new(&text, &paragraphs(&text)).nearest(&piece.into(), near)
}

#[test]
fn exact_words_are_found() {
    assert_eq!(find(HARBOUR, "paid for it"), ["paid for it"]);
}

#[test]
fn first_to_last_is_the_shortest_stretch_in_one_block() {
    assert_eq!(
        find(HARBOUR, "The … May."),
        ["The mayor said the harbour opens in May."]
    );
    assert_eq!(find("the a the b c c", "the ... c"), ["the b c"]);
    assert_eq!(find("a x b y c z", "a … b … c"), ["a x b y c"]);
}

#[test]
fn edges_are_word_boundaries_except_in_spaceless_scripts() {
    assert!(find("The pierhead.", "pier")[0].contains("only a part of longer words"));
    assert_eq!(find("港口今天开放了。", "今天"), ["今天"]);
    assert_eq!(
        find("“港口应该今天开放。”", "港口 … 开放。"),
        ["港口应该今天开放。"]
    );
    assert_eq!(
        find("“港口应该今天开放。”", "港口…开放。"),
        ["港口应该今天开放。"]
    );
}

#[test]
fn quotes_dashes_and_white_space_match_each_other() {
    assert_eq!(
        find(HARBOUR, "\"The harbour is ready,\""),
        ["“The harbour is ready,”"]
    );
    assert_eq!(
        find(HARBOUR, "Boats' owners - all forty"),
        ["Boats’ owners — all\nforty"]
    );
}

#[test]
fn a_literal_occurrence_wins() {
    assert_eq!(start("the dog’s tail, the dog's tail", "dog's tail"), 20);
    assert_eq!(start("the dog’s tail, the dog's tail", "dog’s tail"), 4);
    assert_eq!(find("a and b. a … b.", "a … b"), ["a … b"]);
}

#[test]
fn several_matches_are_an_error_that_shows_them() {
    assert_eq!(
        find("Pier one.\nPier two.", "Pier"),
        [
            "! “Pier” is found 2 times: line 1 “Pier one.”, line 2 “Pier two.”; add words, or use { words = …, after = … }"
        ]
    );
}

#[test]
fn a_list_is_one_pattern_near_each_other() {
    assert_eq!(
        find(HARBOUR, list(&["The harbour", "agreed"])),
        ["The harbour", "agreed"]
    );
    assert_eq!(
        find("a b x a c x", list(&["a", "x"]))[0].chars().next(),
        Some('!')
    );
    assert_eq!(find("a x\n\nb\n\nx b", list(&["x", "b"])), ["x", "b"]);
    assert_eq!(find("one a\n\ntwo b", list(&["a", "b"])), ["a", "b"]);
    assert!(find("a b b c", list(&["a", "b", "c"]))[0].contains("found 2 times"));
}

#[test]
fn after_picks_the_first_occurrence_that_follows() {
    let content = "Pier one. Pier two. Pier three.";
    assert_eq!(start(content, Piece::new("Pier").after("one.")), 10);
    assert!(find(content, Piece::new("two").after("three"))[0].contains("does not follow “three”"));
    assert!(find(content, Piece::new("Pier").after("Pier"))[0].contains("found 2 times"));
}

#[test]
fn at_is_where_the_words_must_stand() {
    assert_eq!(start("aaaa", Piece::new("a").at(2)), 2);
    assert!(find("aaab", Piece::new("a").at(3))[0].contains("does not stand at code point 3"));
}

#[test]
fn a_cue_is_the_nearest_in_the_block_else_the_only_one() {
    let content = "He said one. She said two.\n\nThey agreed.";
    assert_eq!(
        nearest(content, "said", &[Span::new(22, 25)]),
        Ok(Span::new(17, 21))
    );
    assert_eq!(
        nearest(content, "said", &[Span::new(8, 11)]),
        Ok(Span::new(3, 7))
    );
    assert_eq!(
        nearest(content, "agreed", &[Span::new(8, 11)]),
        Ok(Span::new(33, 39))
    );
    assert!(nearest(content, "said", &[Span::new(33, 39)]).is_err());
    assert_eq!(
        nearest("x a x", "x", &[Span::new(2, 3)]),
        Ok(Span::new(0, 1))
    );
}

#[test]
fn what_is_not_there_names_the_nearest_thing() {
    assert_eq!(
        find(HARBOUR, "the old peer closes")[0],
        "! “the old peer closes” is not in the text; the same up to “the old p” is line 8 “He said the old pier closes.”"
    );
    assert!(find(HARBOUR, "the Mayor said")[0].contains("only with other capitals: line 3"));
    assert!(find(HARBOUR, "for it. “The harbour")[0].contains("from one paragraph into the next"));
    assert!(find(HARBOUR, "council … pier")[0].contains("“council” is on line 3"));
    assert!(find(HARBOUR, "council … pier")[0].contains("only on line 8"));
    assert!(find(HARBOUR, "zebra")[0].contains("is not in the text"));
    assert!(find(HARBOUR, "harbour …")[0].contains("one side of an ellipsis"));
    assert!(find(HARBOUR, " ")[0].contains("no words to find"));
    assert!(find(HARBOUR, list(&["the mayor", "nothing"]))[0].contains("“nothing”"));
}

#[test]
fn describe_prefers_words_then_first_to_last() {
    let text = text(HARBOUR);
    let finder = Finder::new(&text, &paragraphs(&text));
    let short = finder.content(&"paid for it".into()).unwrap();
    assert_eq!(finder.describe(&short), "paid for it".into());
    let long = finder.content(&"The mayor … paid for it.".into()).unwrap();
    assert_eq!(finder.describe(&long), "The mayor … it.".into());
}

/// Texts with repeated words, quotes, marks, emoji, ellipses and scripts without spaces.
fn content() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "the",
        "The",
        "said",
        "港口",
        "开",
        "“so”",
        "\"so\"",
        "…",
        "...",
        "—",
        "-",
        "it's",
        "it’s",
        "e\u{301}t",
        "😀",
        "x.",
        "\n",
        "\n\n",
        "\u{a0}",
        "กา",
    ]);
    let space = prop::sample::select(vec![" ", " ", " ", "", "\n", "  "]);
    prop::collection::vec((word, space), 1..40).prop_map(|tokens| {
        tokens
            .into_iter()
            .flat_map(|(word, space)| [word, space])
            .collect()
    })
}

/// A trimmed, non-empty span inside one of the blocks.
fn span_in(text: &Text, blocks: &[Span], picks: (u16, u16, u16)) -> Option<Span> {
    let block = blocks.get(usize::from(picks.0) % blocks.len().max(1))?;
    let start = block.start + u32::from(picks.1) % block.len();
    let end = start + 1 + u32::from(picks.2) % (block.end - start);
    let words = text.slice(Span::new(start, end))?;
    (words.trim() == words && !words.is_empty()).then_some(Span::new(start, end))
}

proptest! {
    #[test]
    fn describe_is_found_again(content in content(), repeat in 1..4_usize, picks in any::<[(u16, u16, u16); 3]>()) {
        let text = text(&content.repeat(repeat));
        let blocks = paragraphs(&text);
        let finder = Finder::new(&text, &blocks);
        let mut spans: Vec<Span> = picks.into_iter().filter_map(|picks| span_in(&text, &blocks, picks)).collect();
        for span in &spans {
            let locator = finder.describe(&[*span]);
            prop_assert_eq!(finder.content(&locator), Ok(vec![*span]), "{:?}", locator);
            let piece = finder.describe_nearest(*span, &spans);
            prop_assert_eq!(finder.nearest(&piece, &spans), Ok(*span), "{:?}", piece);
        }
        if !spans.is_empty() {
            let locator = finder.describe(&spans);
            prop_assert_eq!(finder.content(&locator), Ok(spans.clone()), "{:?}", locator);
            spans.sort_unstable();
            let locator = finder.describe(&spans);
            prop_assert_eq!(finder.content(&locator), Ok(spans), "{:?}", locator);
        }
    }

    #[test]
    fn no_locator_panics(content in content(), words in "[a“\u{301}t \n.…港-]{0,12}", after in "[a港 ]{0,3}", at in 0..50_u32) {
        let text = text(&content);
        let finder = Finder::new(&text, &paragraphs(&text));
        let piece = Piece::new(words);
        let pieces = [piece.clone(), piece.clone().after(after), piece.clone().at(at)];
        for piece in &pieces {
            let found = finder.content(&piece.clone().into());
            prop_assert!(found.is_ok() || !found.unwrap_err().to_string().is_empty());
            let _found = finder.nearest(piece, &[Span::new(at, at + 1)]);
        }
        let found = finder.content(&pieces.to_vec().into());
        prop_assert!(found.is_ok() || !found.unwrap_err().to_string().is_empty());
        let _described = finder.describe(&[Span::new(at, 3), Span::new(9, at)]);
    }
}
