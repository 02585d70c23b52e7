use proptest::prelude::*;

use super::*;

/// Where `quote`, the `nth` time it stands in `old`, is found in `new`: standing, score, words.
fn nth(old: &str, new: &str, quote: &str, nth: usize) -> String {
    let (old, new) = (text(old), text(new));
    let (byte, _) = old.as_str().match_indices(quote).nth(nth).unwrap();
    let start = old.cp_of_byte(byte).unwrap();
    let end = old.cp_of_byte(byte + quote.len()).unwrap();
    let found = Reanchor::new(&old, &new).find(Span::new(start, end));
    let words = found
        .span
        .map_or("nowhere", |span| new.slice(span).unwrap());
    let places = match found.places {
        1 => String::new(),
        places => format!(" of {places}"),
    };
    format!(
        "{}{places} {}: {words}",
        found.standing.as_str(),
        found.score
    )
}

fn found(old: &str, new: &str, quote: &str) -> String {
    nth(old, new, quote, 0)
}

fn text(words: &str) -> Text {
    Text::new(words.to_owned()).unwrap()
}

const HARBOUR: &str = "Harbour to close for winter

The harbour of Lindvik will close on 1 November, the port office said on Monday.

“The pier is rotten and no ship should lie there,” said Orla Venn, harbour master of the town.

She put the cost of a new pier at nearly 60 million crowns. Fishermen called the plan a mistake.";

#[test]
fn words_in_an_unchanged_text_are_the_same() {
    assert_eq!(found(HARBOUR, HARBOUR, "a mistake"), "same 100: a mistake");
    assert_eq!(
        found(
            HARBOUR,
            HARBOUR,
            "The pier is rotten and no ship should lie there"
        ),
        "same 100: The pier is rotten and no ship should lie there"
    );
}

#[test]
fn a_paragraph_before_or_behind_changes_nothing() {
    let more = format!("A correction was made on Tuesday.\n\n{HARBOUR}\n\nMore follows.");
    for quote in ["a mistake", "said", "nearly 60 million crowns"] {
        assert!(
            found(HARBOUR, &more, quote).starts_with("same 1"),
            "{quote}"
        );
    }
    // At the edge of the text one side of the context is new.
    assert_eq!(
        found(HARBOUR, &more, "Harbour to close"),
        "same 100: Harbour to close"
    );
}

#[test]
fn other_quotation_marks_dashes_and_line_breaks_are_the_same_words() {
    let typed = HARBOUR
        .replace(['“', '”'], "\"")
        .replace("no ship", "no\u{a0}ship")
        .replace(" of a new pier", "\nof a new pier");
    assert_eq!(
        found(
            HARBOUR,
            &typed,
            "“The pier is rotten and no ship should lie there,”"
        ),
        "same 100: \"The pier is rotten and no\u{a0}ship should lie there,\""
    );
    assert_eq!(
        found(HARBOUR, &typed, "the cost of a new pier"),
        "same 100: the cost\nof a new pier"
    );
}

#[test]
fn a_moved_paragraph_is_found_and_called_moved() {
    let mut paragraphs: Vec<&str> = HARBOUR.split("\n\n").collect();
    paragraphs.swap(1, 3);
    let moved = paragraphs.join("\n\n");
    assert_eq!(
        found(
            HARBOUR,
            &moved,
            "The harbour of Lindvik will close on 1 November"
        ),
        "moved 77: The harbour of Lindvik will close on 1 November"
    );
    assert_eq!(found(HARBOUR, &moved, "a mistake"), "moved 98: a mistake");
}

#[test]
fn changed_words_are_offered_with_a_score_and_never_called_the_same() {
    let corrected = HARBOUR.replace("nearly 60 million", "nearly 45 million");
    assert_eq!(
        found(HARBOUR, &corrected, "nearly 60 million crowns"),
        "changed 94: nearly 45 million crowns"
    );
    let corrected = HARBOUR.replace("is rotten and no ship", "is old and no ferry");
    assert_eq!(
        found(
            HARBOUR,
            &corrected,
            "The pier is rotten and no ship should lie there"
        ),
        "changed 86: The pier is old and no ferry should lie there"
    );
}

#[test]
fn changed_words_at_the_edges_of_a_quote_are_part_of_what_is_offered() {
    let corrected = HARBOUR
        .replace("The pier is rotten", "One pier is rotten")
        .replace("should lie there,”", "may lie here,”");
    assert_eq!(
        found(
            HARBOUR,
            &corrected,
            "The pier is rotten and no ship should lie there"
        ),
        "changed 81: One pier is rotten and no ship may lie here"
    );
}

#[test]
fn words_that_are_gone_are_lost_and_the_nearest_are_named() {
    let corrected = HARBOUR.replace(" Fishermen called the plan a mistake.", "");
    assert_eq!(found(HARBOUR, &corrected, "a mistake"), "lost 0: nowhere");
    let corrected = HARBOUR.replace("called the plan a mistake", "called the plan overdue");
    assert_eq!(found(HARBOUR, &corrected, "a mistake"), "lost 45: overdue");
}

#[test]
fn short_words_with_nothing_familiar_around_them_are_not_taken() {
    // Somebody else's mistake, in another place.
    let corrected = HARBOUR
        .replace(" Fishermen called the plan a mistake.", "")
        .replace("on Monday", "by a mistake on Monday");
    assert!(found(HARBOUR, &corrected, "a mistake").starts_with("lost 5"));
}

#[test]
fn words_that_stand_twice_are_told_apart_by_context_or_are_ambiguous() {
    let old = "The mayor said no to the bridge. The guild said no to the tower. All went home.";
    assert_eq!(nth(old, old, "said no", 1), "same 100: said no");
    // The sentences are exchanged: the words around tell which is which.
    let swapped = "The guild said no to the tower. The mayor said no to the bridge. All went home.";
    assert_eq!(
        nth(old, swapped, "mayor said no", 0),
        "moved 88: mayor said no"
    );
    // One sentence became two, with the same words around.
    let once = "Start here now. It was said: no, never, not by him. The end comes late.";
    let twice =
        "One. It was said: no, never, not by him. Two. It was said: no, never, not by him. Three.";
    assert_eq!(found(once, twice, "never"), "ambiguous of 2 79: never");
}

#[test]
fn words_inside_longer_words_are_not_the_words() {
    assert_eq!(
        found(
            "They called it a mistake.",
            "They called it a mistaken plan.",
            "mistake"
        ),
        "lost 45: mistaken plan"
    );
}

#[test]
fn words_at_the_end_of_longer_words_are_not_the_words() {
    assert_eq!(
        found("They saw a ship.", "They felt hardship.", "ship"),
        "lost 25: felt hardship"
    );
}

#[test]
fn long_words_in_their_old_order_need_nothing_familiar_around_them_and_short_ones_do() {
    let long = "the pier of Lindvik is rotten to the last plank and no ship should lie there";
    let (old, new) = (
        format!("Venn told the council that {long}, and many agreed with her."),
        format!("(Correction.) Mayor Orm: “{long}” -- so he wrote on Friday."),
    );
    assert!(
        found(&old, &new, long).starts_with("same "),
        "{}",
        found(&old, &new, long)
    );
    let (old, new) = (
        "Venn told the council that the pier is rotten, and many agreed with her.",
        "(Correction.) Mayor Orm: “the pier is rotten” -- so he wrote on Friday.",
    );
    assert!(
        found(old, new, "the pier is rotten").starts_with("moved "),
        "{}",
        found(old, new, "the pier is rotten")
    );
}

#[test]
fn of_a_sentence_that_is_said_again_and_again_each_is_found_by_its_place() {
    let refrain = "It will not happen again, said the mayor of the old town of Lindvik. ";
    let old = format!("First of all. {}That was all.", refrain.repeat(5));
    let new = format!("A correction was made. {old}");
    for (new, shift) in [(&old, 0), (&new, 23)] {
        let (old, new) = (text(&old), text(new));
        for at in 0..5 {
            let start = 14 + at * u32::try_from(refrain.len()).unwrap() + 35;
            let found = Reanchor::new(&old, &new).find(Span::new(start, start + 5));
            assert_eq!(old.slice(Span::new(start, start + 5)).unwrap(), "mayor");
            assert_eq!(
                found.span,
                Some(Span::new(start + shift, start + shift + 5)),
                "{at}"
            );
            assert_eq!(found.standing, Standing::Same, "{at}");
        }
    }
}

#[test]
fn the_same_short_words_elsewhere_are_named_for_themselves_but_not_beside_a_neighbour() {
    let old = HARBOUR;
    let new = HARBOUR
        .replace("called the plan a mistake", "called the plan overdue")
        .replace("on Monday", "by a mistake on Monday");
    assert_eq!(found(old, &new, "a mistake"), "lost 55: a mistake");
    let (old, new) = (text(old), text(&new));
    let place = |text: &Text, words: &str| {
        let byte = text.as_str().find(words).unwrap();
        let cp = |byte| text.cp_of_byte(byte).unwrap();
        Span::new(cp(byte), cp(byte + words.len()))
    };
    let neighbour = Neighbour {
        old: place(&old, "Fishermen"),
        new: place(&new, "Fishermen"),
    };
    let found = Reanchor::new(&old, &new).find_beside(place(&old, "a mistake"), neighbour);
    assert_eq!(found.standing, Standing::Lost);
    assert_eq!(new.slice(found.span.unwrap()).unwrap(), "overdue");
}

#[test]
fn words_are_expected_as_far_behind_what_is_the_same_before_them_as_they_were() {
    let old = "one two three four five six. Seven eight nine ten eleven twelve.";
    let new =
        "Zero. one two three four other six. Added words here. Seven eight nine ten eleven twelve.";
    let quote = old.find("five").unwrap();
    let (starts, between) = Alignment::new(old, new).expected(&(quote..quote + 4));
    assert_eq!(starts, [quote + 6, quote + 6 + 19]);
    assert_eq!(between, 6..new.find(" ten").unwrap());
}

#[test]
fn other_words_are_near_where_most_of_them_are_the_same_or_much_and_their_place() {
    for (likeness, score, is_near) in [
        (750, 0, true),
        (749, 599, false),
        (749, 600, true),
        (400, 600, true),
        (399, 1000, false),
    ] {
        assert_eq!(
            approximate::is_near(likeness, score),
            is_near,
            "{likeness} {score}"
        );
    }
}

#[test]
fn scripts_without_spaces_are_found_and_compared_by_characters() {
    let old = "港口明天关闭，港务局周一说。码头已经腐烂，不应停靠任何船只。";
    let new = "更正。港口明天关闭，港务局周二说。码头已经老旧，不应停靠任何船只。";
    assert_eq!(found(old, new, "港口明天关闭"), "same 82: 港口明天关闭");
    assert!(found(old, new, "码头已经腐烂").starts_with("changed"));
    assert!(found(old, new, "码头已经腐烂").ends_with(": 码头已经老旧"));
}

#[test]
fn a_quote_of_many_hundred_words_is_found_by_what_it_has_in_common() {
    let words: Vec<String> = (0..900).map(|number| format!("word{number}")).collect();
    let (before, quote, behind) = (
        words[..100].join(" "),
        words[100..800].join(" "),
        words[800..].join(" "),
    );
    let changed = quote.replace("word400", "other").replace("word401 ", "");
    let old = format!("{before} {quote} {behind}");
    let new = format!("Correction. {before} {changed} {behind}");
    assert_eq!(found(&old, &new, &quote), format!("changed 99: {changed}"));
    assert_eq!(
        found(&old, &format!("{before} {behind}"), &quote),
        "lost 0: nowhere"
    );
}

#[test]
fn a_cue_is_sought_beside_its_claim() {
    let old = text("The pier is safe, said Venn. The dock is safe, said Orm.");
    let new = text(
        "The dock is safe, said Orm. The pier is safe, said Venn. The port is open, said Ulv.",
    );
    let mut reanchor = Reanchor::new(&old, &new);
    let neighbour = Neighbour {
        old: Span::new(0, 16),
        new: Span::new(28, 44),
    };
    let cue = reanchor.find_beside(Span::new(18, 22), neighbour);
    assert_eq!(cue.span, Some(Span::new(46, 50)));
}

#[test]
fn what_stands_twice_in_the_same_words_is_taken_where_its_neighbour_was_found() {
    let old = text("The pier is safe, said Venn. All went home.");
    let new = text(
        "First of all. The pier is safe, said Venn. Then rain. The pier is safe, said Venn. Late.",
    );
    for at in [14, 54] {
        let neighbour = Neighbour {
            old: Span::new(0, 16),
            new: Span::new(at, at + 16),
        };
        let cue = Reanchor::new(&old, &new).find_beside(Span::new(18, 22), neighbour);
        assert_eq!(cue.span, Some(Span::new(at + 18, at + 22)));
    }
}

/// So many sentences that have no pair of words in common.
fn filler(name: &str, count: usize) -> String {
    let sentences: Vec<String> = (0..count)
        .map(|at| format!("{name}{at} met b{name}{at} near c{name}{at}."))
        .collect();
    sentences.join(" ")
}

#[test]
fn a_sentence_that_was_moved_far_and_reworded_is_offered_from_its_new_place() {
    let (before, behind) = (filler("north", 60), filler("south", 60));
    let quote = "The pier is rotten and no ship should lie there this winter";
    let reworded = "The pier is rotten and no vessel should lie there this spring";
    let old = format!("{before} {quote}. {behind}");
    let new = format!("{before} {behind} {reworded}.");
    assert!(
        found(&old, &new, quote).ends_with(&format!(": {reworded}")),
        "{}",
        found(&old, &new, quote)
    );
    let new = format!("{reworded}. {before} {behind}");
    assert!(
        found(&old, &new, quote).ends_with(&format!(": {reworded}")),
        "{}",
        found(&old, &new, quote)
    );
}

#[test]
fn words_that_stand_hundreds_of_times_are_found_where_they_are_expected() {
    let sentences: Vec<String> = (0..300)
        .map(|at| format!("Part{at} of it they said."))
        .collect();
    let old = sentences.join(" ");
    let new = format!("A correction. {old}");
    for at in [0, 150, 299] {
        let (old, new) = (text(&old), text(&new));
        let (byte, _) = old.as_str().match_indices("they").nth(at).unwrap();
        let start = old.cp_of_byte(byte).unwrap();
        let found = Reanchor::new(&old, &new).find(Span::new(start, start + 4));
        let moved = start + 14;
        assert_eq!(found.span, Some(Span::new(moved, moved + 4)), "{at}");
        assert_eq!(found.standing, Standing::Same, "{at}");
    }
}

#[test]
fn other_words_at_the_edges_are_offered_only_as_far_as_words_were_replaced() {
    // Two words put before and behind the quote do not belong to it, since none of its own is gone.
    let old = "On Monday Venn said the pier is rotten and unsafe, the office wrote.";
    let new =
        "On Monday Venn said that now the pier is rotten but unsafe as ever, the office wrote.";
    assert!(
        found(old, new, "the pier is rotten and unsafe")
            .ends_with(": the pier is rotten but unsafe"),
        "{}",
        found(old, new, "the pier is rotten and unsafe")
    );
}

#[test]
fn spans_outside_the_text_or_of_white_space_are_lost() {
    let (old, new) = (text("a  b"), text("a  b"));
    let mut reanchor = Reanchor::new(&old, &new);
    for span in [(1, 3), (0, 9), (3, 3), (4, 2)] {
        let found = reanchor.find(Span::new(span.0, span.1));
        assert_eq!(
            (found.standing, found.span),
            (Standing::Lost, None),
            "{span:?}"
        );
    }
    assert_eq!(reanchor.find(Span::new(0, 2)).span, Some(Span::new(0, 1)));
}

/// Paragraphs of which every sentence is another.
fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let words = prop::sample::select(vec![
        "the", "port", "ship", "said", "no", "crane", "60", "late", "a", "tide", "Venn", "it",
        "mild", "rope",
    ]);
    prop::collection::vec(prop::collection::vec(words, 6..20), 2..8).prop_map(|all| {
        all.iter()
            .enumerate()
            .map(|(at, words)| format!("Part {at}x{at} {} end{at}.", words.join(" ")))
            .collect()
    })
}

/// Spans at word edges of a text, by shares of it.
fn span_at(text: &Text, from: f64, length: usize) -> Option<Span> {
    let words = text.as_str();
    let starts: Vec<usize> = words
        .char_indices()
        .filter(|(at, character)| {
            !character.is_whitespace()
                && words[..*at]
                    .chars()
                    .next_back()
                    .is_none_or(char::is_whitespace)
        })
        .map(|(at, _)| at)
        .collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a short list"
    )]
    let first = (from * starts.len() as f64) as usize;
    let start = *starts.get(first)?;
    let last = *starts.get((first + length).min(starts.len() - 1))?;
    let end = words[last..]
        .find(char::is_whitespace)
        .map_or(words.len(), |at| last + at);
    Some(Span::new(text.cp_of_byte(start)?, text.cp_of_byte(end)?))
}

proptest! {
    #[test]
    fn in_the_same_text_everything_is_the_same(content in r"([ab一二“”.,-]| |\n|\PC){1,80}", start in 0_u32..80, length in 1_u32..40) {
        let text = Text::new(content).unwrap();
        let span = Span::new(start.min(text.code_points()), (start + length).min(text.code_points()));
        let found = Reanchor::new(&text, &text).find(span);
        let words = text.slice(span).unwrap_or_default();
        if words.chars().all(|character| crate::domain::fold::fold_char(character) == ' ') {
            prop_assert_eq!(found.standing, Standing::Lost);
        } else {
            prop_assert_eq!(found.standing, Standing::Same);
            prop_assert_eq!(found.score, 100);
            let new = found.span.unwrap();
            prop_assert!(span.contains(new));
            prop_assert_eq!(text.slice(new).unwrap(), words.trim_matches(|c| crate::domain::fold::fold_char(c) == ' '));
        }
    }

    #[test]
    fn inserted_removed_and_moved_paragraphs_leave_every_other_span_where_it_was(
        mut parts in paragraphs(), at in 0_usize..8, to in 0_usize..8, what in 0..3, from in 0.0..1.0, length in 0_usize..9,
    ) {
        let old = Text::new(parts.join("\n\n")).unwrap();
        let Some(span) = span_at(&old, from, length) else { return Ok(()); };
        let words = old.slice(span).unwrap().to_owned();
        // A quote across paragraphs does not survive.
        prop_assume!(!words.contains('\n'));
        let holder = parts.iter().position(|part| {
            let before: usize = parts.iter().take_while(|other| *other != part).map(|other| other.chars().count() + 2).sum();
            let begin = u32::try_from(before).unwrap();
            begin <= span.start && span.end <= begin + u32::try_from(part.chars().count()).unwrap()
        }).unwrap();
        let inside = span.start - u32::try_from(parts[..holder].iter().map(|part| part.chars().count() + 2).sum::<usize>()).unwrap();
        let holding = parts[holder].clone();
        match what {
            0 => parts.insert(at.min(parts.len()), String::from("Correction: an earlier form of this article was wrong.")),
            1 => { let gone = at.min(parts.len() - 1); if gone != holder { parts.remove(gone); } }
            _ => { let part = parts.remove(at.min(parts.len() - 1)); let to = to.min(parts.len()); parts.insert(to, part); }
        }
        let holder = parts.iter().position(|part| *part == holding).unwrap();
        let new = Text::new(parts.join("\n\n")).unwrap();
        let begin = u32::try_from(parts[..holder].iter().map(|part| part.chars().count() + 2).sum::<usize>()).unwrap();
        let wanted = Span::new(begin + inside, begin + inside + span.len());
        let found = Reanchor::new(&old, &new).find(span);
        if matches!(found.standing, Standing::Same | Standing::Moved) {
            prop_assert_eq!(found.span, Some(wanted), "{:?}", words);
        } else {
            // Only short words that stand elsewhere too may be unclear.
            prop_assert!(words.chars().count() < 32 && new.as_str().matches(&words).count() > 1, "{:?} {:?}", words, found);
        }
    }

    #[test]
    fn no_edit_puts_a_span_outside_the_text_or_calls_other_words_the_same(
        content in r"([abc]{1,3}[ .,]|[一二三“”]|\n|\PC){0,60}",
        edits in prop::collection::vec((0.0..1.0, 0_usize..12, r"[ab 一“]{0,6}"), 0..6),
        spans in prop::collection::vec((0_u32..200, 1_u32..60), 1..8),
    ) {
        let old = Text::new(content.clone()).unwrap();
        let mut characters: Vec<char> = content.chars().collect();
        for (from, length, put) in edits {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a short list")]
            let start = (from * characters.len() as f64) as usize;
            let end = (start + length).min(characters.len());
            characters.splice(start..end, put.chars());
        }
        let new = Text::new(characters.into_iter().collect()).unwrap();
        let mut reanchor = Reanchor::new(&old, &new);
        for (start, length) in spans {
            let span = Span::new(start, start + length);
            let found = reanchor.find(span);
            prop_assert!(found.score <= 100);
            if let Some(place) = found.span {
                prop_assert!(!place.is_empty() && place.end <= new.code_points());
            }
            if matches!(found.standing, Standing::Same | Standing::Moved | Standing::Ambiguous) {
                let fold = |words: &str| crate::domain::fold::fold_words(words);
                prop_assert_eq!(
                    fold(new.slice(found.span.unwrap()).unwrap()),
                    fold(old.slice(span).unwrap()).trim().to_owned()
                );
            }
            // The same again is the same.
            prop_assert_eq!(Reanchor::new(&old, &new).find(span), found);
        }
    }
}
