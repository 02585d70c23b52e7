//! What a line means, and that no line is more than refused.

use proptest::prelude::*;

use super::*;

fn read(line: &str) -> SearchQuery {
    SearchQuery::parse(line).expect(line)
}

/// The words of a query: alternatives by `|`, groups by a space, beginnings with `*`, exclusions with `-`.
fn words(line: &str) -> String {
    let query = read(line);
    let shown = |phrase: &Phrase| {
        format!(
            "{}{}",
            phrase.words.join("+"),
            if phrase.is_prefix { "*" } else { "" }
        )
    };
    let groups = query
        .wanted
        .iter()
        .map(|group| group.iter().map(shown).collect::<Vec<_>>().join("|"));
    let excluded = query
        .excluded
        .iter()
        .map(|phrase| format!("-{}", shown(phrase)));
    groups.chain(excluded).collect::<Vec<_>>().join(" ")
}

fn refused(line: &str) -> (usize, String) {
    let error = SearchQuery::parse(line).expect_err(line);
    let mut message = error.message;
    if !error.nearest.is_empty() {
        message.push_str("; nearest: ");
        message.push_str(&error.nearest.join(", "));
    }
    (error.at, message)
}

#[test]
fn words_phrases_beginnings_exclusions_and_alternatives_are_read() {
    assert_eq!(words("Old mill"), "old mill");
    assert_eq!(words("\"old mill\" bridge"), "old+mill bridge");
    assert_eq!(words("“old mill”"), "old+mill");
    assert_eq!(words("brid*"), "brid*");
    assert_eq!(words("mi*"), "mi*");
    assert_eq!(words("\"old mi\"*"), "old+mi*");
    assert_eq!(
        words("bridge -repair -\"two years\""),
        "bridge -repair -two+years"
    );
    assert_eq!(words("bridge NOT repair AND deck"), "bridge deck -repair");
    assert_eq!(words("bridge OR ferry deck"), "bridge|ferry deck");
    assert_eq!(words("a OR b OR c"), "a|b|c");
    assert_eq!(words("or not and"), "or not and");
}

#[test]
fn a_query_may_have_sixty_four_words_and_a_phrase_as_many() {
    let words_of = |count: usize| vec!["mill"; count].join(" ");
    assert!(SearchQuery::parse(&words_of(64)).is_ok());
    assert_eq!(
        refused(&words_of(65)).1,
        "a query has at most 64 words and fields"
    );
    assert!(SearchQuery::parse(&format!("\"{}\"", words_of(64))).is_ok());
    assert_eq!(
        refused(&format!("\"{}\"", words_of(65))).1,
        "a phrase has at most 64 words"
    );
}

#[test]
fn or_before_an_exclusion_is_refused() {
    assert!(
        refused("mill OR -bridge")
            .1
            .starts_with("OR stands between two words")
    );
    assert!(
        refused("mill OR outlet:harbour-post")
            .1
            .starts_with("OR stands between two words")
    );
}

#[test]
fn an_exclusion_or_a_sort_of_result_is_not_enough_to_search_by() {
    assert!(SearchQuery::parse("-speaker:venn").is_err());
    assert!(SearchQuery::parse("kind:claim").is_err());
    assert!(SearchQuery::parse("kind:claim speaker:venn").is_ok());
}

#[test]
fn punctuation_makes_phrases_and_nothing_else() {
    assert_eq!(words("well-being U.S."), "well+being u+s");
    assert_eq!(
        words("a(b) {c} ^d e:: 12:30 http://e.x/y"),
        "a+b c d e 12+30 http+e+x+y"
    );
    assert_eq!(words("bridge — ?"), "bridge");
    assert_eq!(
        words("mill: bridge :deck : ferry"),
        "mill bridge deck ferry"
    );
    assert_eq!(words("foo\"bar baz\""), "foo bar+baz");
}

#[test]
fn scripts_without_spaces_are_found_inside_longer_runs() {
    assert_eq!(words("人权"), "人权");
    assert_eq!(words("中国人权"), "中国+国人+人权");
    assert_eq!(words("权"), "权*");
    assert_eq!(words("人权*"), "人权");
    assert_eq!(words("增长GDP"), "增长+长+gdp");
    assert_eq!(words("GDP增"), "gdp+增*");
    assert_eq!(words("\"增长 6\""), "增长+长+6");
}

#[test]
fn some_fields_have_a_second_name() {
    for (second, first) in [("lang:en", "language:en"), ("proposition:x", "prop:x")] {
        let [second, first] = [second, first].map(|query| read(query).fields[0].wants.clone());
        assert_eq!(second, first);
    }
    assert_eq!(SearchField::Event.names(), Some(Kind::Event));
}

#[test]
fn fields_are_read_with_their_values() {
    let query = read("speaker:\"Liu Wei\" -voice:direct stance:unset since:2025-04 kind:claims");
    let wants: Vec<(&Wanted, bool)> = query
        .fields
        .iter()
        .map(|term| (&term.wants, term.is_negated))
        .collect();
    assert_eq!(
        wants,
        [
            (
                &Wanted::Named(SearchField::Speaker, String::from("Liu Wei")),
                false
            ),
            (&Wanted::Voice(Voice::Direct), true),
            (&Wanted::Stance(None), false),
            (&Wanted::Since("2025-04".parse().expect("a date")), false),
            (&Wanted::Kind(Kind::Claim), false),
        ]
    );
    assert_eq!(query.kinds(), [Kind::Claim]);
    assert_eq!(query.fields[1].written, "-voice:direct");
    assert!(!read("bridge -kind:claim").kinds().contains(&Kind::Claim));
}

#[test]
fn figures_have_bounds() {
    let bounds = |line: &str| match read(line).fields.first().map(|term| term.wants.clone()) {
        Some(Wanted::Figure(bounds)) => (bounds.low, bounds.high),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        bounds("figure:>1000000"),
        (Some((1_000_000.0, false)), None)
    );
    assert_eq!(bounds("figure:>=1e6"), (Some((1_000_000.0, true)), None));
    assert_eq!(bounds("figure:..5"), (None, Some((5.0, true))));
    assert_eq!(bounds("figure:5.."), (Some((5.0, true)), None));
    assert_eq!(
        bounds("figure:5..9"),
        (Some((5.0, true)), Some((9.0, true)))
    );
    assert_eq!(
        bounds("figure:832"),
        (Some((832.0, true)), Some((832.0, true)))
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    assert_eq!(
        refused("bridge speeker:liu"),
        (
            7,
            String::from(
                "there is no field “speeker”; in quotation marks it is a word to look for; nearest: speaker"
            )
        )
    );
    assert_eq!(
        refused("a \"b c").1,
        "the phrase that begins here has no end: close it with \""
    );
    assert_eq!(
        refused("bridge b*"),
        (7, String::from("a beginning has at least two letters"))
    );
    assert_eq!(refused("").1, "there is no word to look for");
    assert_eq!(refused("— ?").1, "there is no word to look for");
    assert_eq!(
        refused("-bridge").1,
        "only something left out: say also what to look for"
    );
    assert_eq!(
        refused("OR bridge"),
        (0, String::from("OR stands between two words"))
    );
    assert_eq!(
        refused("bridge OR"),
        (7, String::from("OR stands between two words"))
    );
    assert_eq!(
        refused("voice:direckt").1,
        "voice: “direckt” is not a voice: direct, indirect, narration; nearest: direct, indirect"
    );
    assert_eq!(
        refused("kind:clam").1,
        "kind: “clam” is not what search finds: claim, article, proposition, speaker, organization, outlet, event, topic; nearest: claim"
    );
    assert!(refused("since:april").1.starts_with("since: "));
    assert!(refused("figure:many").1.starts_with("figure: "));
    assert!(
        refused(&"a ".repeat(100))
            .1
            .starts_with("a query has at most")
    );
    assert!(
        refused(&format!("\"{}\"", "a ".repeat(100)))
            .1
            .starts_with("a phrase has at most")
    );
}

#[test]
fn places_are_where_the_words_follow_each_other() {
    let phrase = |line: &str| read(line).wanted[0][0].clone();
    let there = ["the", "old", "mill", "old", "mills"];
    assert_eq!(
        phrase("\"old mill\"").places(&there).collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(
        phrase("\"old mill\"*").places(&there).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(phrase("mills").places(&[]).count(), 0);
}

proptest! {
    #[test]
    fn any_line_is_read_or_refused_with_a_place_in_it(line: String) {
        match SearchQuery::parse(&line) {
            Ok(query) => prop_assert!(query.phrases().all(|phrase| !phrase.words.is_empty())),
            Err(error) => prop_assert!(error.at <= line.chars().count()),
        }
    }

    #[test]
    fn lines_of_the_signs_that_mean_something_are_read_or_refused(line in "[a-c权利\"*:>.0-9 -]{0,30}( OR | NOT |speaker:|figure:|kind:){0,2}[a-c\" ]{0,8}") {
        let _read = SearchQuery::parse(&line).map(|query| query.kinds());
    }
}
