//! Words as search compares them: folded, numbers whole, scripts without spaces in overlapping pairs of characters.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{is_diacritic, is_spaceless};

/// The longest word in code points; what is beyond cannot be told apart. Nothing a person seeks is longer, and FTS5 cuts at 32 kB.
const LONGEST: usize = 64;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord {
    /// What is compared: letters and digits, lower case, without accents; in it is no ASCII but letters and digits.
    pub folded: String,
    /// Where it stands in the text, in bytes. The pairs of a script without spaces overlap.
    pub range: Range<usize>,
}

/// What a character is to a word.
enum Part {
    /// A letter or digit of a script with spaces.
    Letter,
    /// A character of a script without spaces.
    Spaceless,
    /// `'` and its like, which may stand inside a word.
    Apostrophe,
    /// `.` and `,`, which may stand inside a number.
    Point(char),
    /// What ends a word.
    Other,
}

fn part_of(character: char) -> Part {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Part::Letter,
        '\'' | '\u{2019}' | '\u{2bc}' => Part::Apostrophe,
        '.' | ',' => Part::Point(character),
        _ if is_spaceless(character) && character.is_alphanumeric() => Part::Spaceless,
        _ if character.is_alphanumeric() => Part::Letter,
        _ => Part::Other,
    }
}

/// Returns the words of a text, in order. `China's` is `china`, `don't` is `dont`, `l'eau` is `l` and `eau`; `1,000` is `1000`, and
/// `1.5` stays one word; `naïve` is `naive`. A script without spaces gives a word for every character: it and the next one, the last
/// one of a run alone; so that two characters in sequence are found wherever they stand.
pub fn search_words(text: &str) -> Vec<SearchWord> {
    let mut words = Vec::new();
    each_word(text, |folded, range| {
        words.push(SearchWord {
            folded: folded.to_owned(),
            range,
        });
    });
    words
}

/// Returns the words of a text joined by spaces, as the index keeps them.
pub fn indexed_words(text: &str) -> String {
    let mut indexed = String::with_capacity(text.len());
    add_indexed_words(&mut indexed, text);
    indexed
}

/// Adds to `indexed` what [`indexed_words`] makes of a text, without a space between it and what stands there already.
pub fn add_indexed_words(indexed: &mut String, text: &str) {
    let start = indexed.len();
    each_word(text, |folded, _| {
        if indexed.len() > start {
            indexed.push(' ');
        }
        indexed.push_str(folded);
    });
}

/// All words of a text, for texts of many: as [`search_words`], without an allocation for each.
#[derive(Debug, Default)]
pub struct TextWords {
    /// How they compare, joined by spaces.
    folded: String,
    /// Where each stands in `folded` and in the text, in bytes.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl TextWords {
    /// Reads the words of a text.
    pub fn of(text: &str) -> TextWords {
        let mut words = TextWords::default();
        words.folded.reserve(text.len());
        each_word(text, |folded, range| {
            let start = words.folded.len();
            words.folded.push_str(folded);
            words.places.push((start..words.folded.len(), range));
            words.folded.push(' ');
        });
        words
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How each compares, in order.
    pub fn folded(&self) -> Vec<&str> {
        self.places
            .iter()
            .map(|(folded, _)| self.folded.get(folded.clone()).unwrap_or_default())
            .collect()
    }

    /// Where one stands in the text, in bytes; `None` behind the last.
    pub fn range(&self, at: usize) -> Option<Range<usize>> {
        self.places.get(at).map(|(_, range)| range.clone())
    }
}

/// Calls `each` with every word, folded, and where it stands in bytes. No word goes over white space, so what lies between is looked at
/// by itself: a book may be one text.
fn each_word(text: &str, mut each: impl FnMut(&str, Range<usize>)) {
    let mut clusters = Vec::new();
    let mut words = Vec::new();
    let mut folded = String::new();
    let mut start = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let bare = chunk.trim_end();
        let begin = start;
        start += chunk.len();
        if bare.is_empty() {
            continue;
        }
        if let Some((before, plain)) = plain_part(bare) {
            let begin = begin + before;
            each_plain_word(plain, &mut folded, |word, range| {
                each(word, begin + range.start..begin + range.end);
            });
            continue;
        }
        split_clusters(bare, &mut clusters);
        words_of_chunk(bare, &clusters, &mut words);
        for word in words.drain(..) {
            each(
                &word.folded,
                begin + word.range.start..begin + word.range.end,
            );
        }
    }
}

/// What is plain of a chunk without signs such as “ ” … around it, and how many bytes stand before that; none where it is not plain.
fn plain_part(chunk: &str) -> Option<(usize, &str)> {
    if is_plain(chunk.as_bytes()) {
        return Some((0, chunk));
    }
    let is_sign = |character: char| !character.is_ascii() && !character.is_alphanumeric();
    let inner = chunk.trim_start_matches(is_sign);
    let before = chunk.len() - inner.len();
    // A mark at the end may belong to a letter.
    let inner =
        inner.trim_end_matches(|character| is_sign(character) && !is_combining_mark(character));
    is_plain(inner.as_bytes()).then_some((before, inner))
}

/// Whether the words of these characters are their longest runs of letters and digits: they are ASCII, and no sign stands between two
/// others that could be one word with it. Nearly all of what is written with Latin letters is.
fn is_plain(chunk: &[u8]) -> bool {
    chunk.is_ascii()
        && !chunk.windows(3).any(|three| match three {
            [before, b'\'', after] => {
                before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()
            }
            [before, b'.' | b',', after] => before.is_ascii_digit() && after.is_ascii_digit(),
            _ => false,
        })
}

/// Calls `each` with every word of a plain chunk; `folded` is room for them.
fn each_plain_word(chunk: &str, folded: &mut String, mut each: impl FnMut(&str, Range<usize>)) {
    let is_sign = |byte: &u8| !byte.is_ascii_alphanumeric();
    let mut start = 0;
    for word in chunk.as_bytes().split(is_sign) {
        let range = start..start + word.len();
        start = range.end + 1;
        if let Some(letters) = chunk.get(range.start..range.end.min(range.start + LONGEST))
            && !letters.is_empty()
        {
            folded.clear();
            folded.push_str(letters);
            folded.make_ascii_lowercase();
            each(folded, range);
        }
    }
}

/// One character with the marks that belong to it, and itself.
type Cluster = (Range<usize>, char);

fn split_clusters(text: &str, clusters: &mut Vec<Cluster>) {
    clusters.clear();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        match clusters.last_mut() {
            Some((range, _)) if !character.is_ascii() && is_combining_mark(character) => {
                range.end = end;
            }
            _ => clusters.push((start..end, character)),
        }
    }
}

fn words_of_chunk(text: &str, clusters: &[Cluster], words: &mut Vec<SearchWord>) {
    let mut at = 0;
    while let Some((_, character)) = clusters.get(at) {
        match part_of(*character) {
            Part::Spaceless => {
                let run = run_of_spaceless(clusters, at);
                push_pairs(text, clusters, at..run, words);
                at = run;
            }
            Part::Letter => at = push_word(text, clusters, at, words),
            _ => at += 1,
        }
    }
}

fn run_of_spaceless(clusters: &[Cluster], from: usize) -> usize {
    let rest = clusters.iter().skip(from);
    from + rest
        .take_while(|(_, character)| matches!(part_of(*character), Part::Spaceless))
        .count()
}

fn push_pairs(text: &str, clusters: &[Cluster], run: Range<usize>, words: &mut Vec<SearchWord>) {
    let run = clusters.get(run).unwrap_or_default();
    let folded: Vec<Cow<'_, str>> = run
        .iter()
        .map(|(range, _)| fold(text.get(range.clone()).unwrap_or_default()))
        .collect();
    for (at, (range, _)) in run.iter().enumerate() {
        let pair = folded.get(at..).unwrap_or_default();
        let mut word = SearchWord {
            folded: pair.iter().take(2).map(AsRef::as_ref).collect(),
            range: range.clone(),
        };
        if let Some((after, _)) = run.get(at + 1) {
            word.range.end = after.end;
        }
        words.push(word);
    }
}

/// Adds the word that starts at `from` and returns where it has ended.
fn push_word(text: &str, clusters: &[Cluster], from: usize, words: &mut Vec<SearchWord>) -> usize {
    let is_letter = |at: usize| {
        clusters
            .get(at)
            .is_some_and(|(_, character)| matches!(part_of(*character), Part::Letter))
    };
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| clusters.get(at))
            .is_some_and(|(_, character)| character.is_numeric())
    };
    let mut folded = String::new();
    let mut letters = 0;
    let mut at = from;
    let start = clusters.get(from).map_or(0, |(range, _)| range.start);
    let mut end = start;
    while let Some((range, character)) = clusters.get(at) {
        match part_of(*character) {
            Part::Letter => {
                if letters < LONGEST {
                    folded.push_str(&fold(text.get(range.clone()).unwrap_or_default()));
                }
                letters += 1;
                end = range.end;
                at += 1;
            }
            Part::Apostrophe if is_letter(at + 1) => {
                let is_possessive = clusters
                    .get(at + 1)
                    .is_some_and(|(_, next)| matches!(next, 's' | 'S'))
                    && !is_letter(at + 2);
                // 1'000, as Swiss papers print it, is a number; the elided article of l'eau and the d' of names are words.
                let is_elided = letters <= 2 && !is_digit(at.checked_sub(1));
                if is_possessive {
                    at += 2;
                    break;
                }
                if is_elided {
                    break;
                }
                at += 1;
            }
            Part::Point(point) if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => {
                let follow = (at + 1..).take_while(|at| is_digit(Some(*at))).count();
                if point == '.' {
                    // The index splits at every ASCII sign, so the point of a number is written as one that it keeps.
                    folded.push('·');
                } else if follow != 3 {
                    break;
                }
                at += 1;
            }
            _ => break,
        }
    }
    if !folded.is_empty() {
        words.push(SearchWord {
            folded,
            range: start..end,
        });
    }
    at
}

/// One character with its marks as it compares.
fn fold(cluster: &str) -> Cow<'_, str> {
    if let [byte] = cluster.as_bytes() {
        return if byte.is_ascii_uppercase() {
            Cow::Owned(cluster.to_ascii_lowercase())
        } else {
            Cow::Borrowed(cluster)
        };
    }
    let mut characters = cluster.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && IDEOGRAPHS.contains(&only)
    {
        return Cow::Borrowed(cluster);
    }
    Cow::Owned(fold_any(cluster))
}

/// The usual ideographs of Chinese and Japanese, which compare as they are (Unicode, block CJK Unified Ideographs).
const IDEOGRAPHS: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

fn fold_any(cluster: &str) -> String {
    let bare: String = cluster
        .nfkd()
        .filter(|character| !is_diacritic(*character))
        .collect();
    let composed: String = bare
        .to_lowercase()
        .nfkd()
        .filter(|character| !is_diacritic(*character))
        .nfc()
        .collect();
    let mut folded = String::with_capacity(composed.len());
    for character in composed.chars() {
        match character {
            // Letters with a stroke, and ligatures, which Unicode does not take apart.
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ŧ' => folded.push('t'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            // What a letter or digit falls into by NFKD may hold signs, such as the bar of ½.
            _ if character.is_alphanumeric() || is_combining_mark(character) => {
                folded.push(character);
            }
            _ => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, words: &str) {
        assert_eq!(indexed_words(text), words);
    }

    #[test]
    fn words_are_lower_case_without_accents() {
        check(
            "Über NAÏVE Łódź, Ærø; straße",
            "uber naive lodz aero strasse",
        );
        check("e\u{301}tude ｆｕｌｌ", "etude full");
        check("Ελλάδα Київ", "ελλαδα киів");
        check(
            "Đuro Ħal ısı Ŧ Œuvre Þór ðe",
            "duro hal isi t oeuvre thor de",
        );
    }

    #[test]
    fn apostrophes_split_as_readers_do() {
        check(
            "China's don’t l'eau O'Brien d’Arc",
            "china dont l eau o brien d arc",
        );
        check("the 'quoted' words'", "the quoted words");
        check("Lind’s—deck Linden’st qu’il", "lind deck lindenst qu il");
        check("naïve''deck naïve’", "naive deck naive");
        check(&"é".repeat(LONGEST + 1), &"e".repeat(LONGEST));
    }

    #[test]
    fn numbers_are_whole() {
        check(
            "1,000 1'000 100,000,000 1.5 2017-18 v1.",
            "1000 1000 100000000 1·5 2017 18 v1",
        );
        check("1,2 and 3,4567", "1 2 and 3 4567");
    }

    #[test]
    fn signs_are_no_words() {
        check("… — * \" ( ) : % $5 a_b c/d", "5 a b c d");
        check("", "");
        check("½", "12");
        check("mill—bridge … «deck»‖ferry", "mill bridge deck ferry");
    }

    #[test]
    fn scripts_without_spaces_are_pairs_and_a_last_character() {
        check("中国人权", "中国 国人 人权 权");
        check("GDP增长6%。经济", "gdp 增长 长 6 经济 济");
        check("东京タワー", "东京 京タ タワ ワー ー");
        check("か\u{3099}き", "がき き");
        check("한국", "한국 국");
    }

    #[test]
    fn ideographs_compare_as_they_are() {
        for character in IDEOGRAPHS {
            assert_eq!(fold_any(&character.to_string()), character.to_string());
        }
    }

    #[test]
    fn ranges_show_what_was_read() {
        let text = "Café, 中国人 don’t";
        let shown: Vec<&str> = search_words(text)
            .iter()
            .map(|word| text.get(word.range.clone()).unwrap_or(""))
            .collect();
        assert_eq!(shown, ["Café", "中国", "国人", "人", "don’t"]);
    }

    proptest! {
        #[test]
        fn every_word_is_one_that_the_index_keeps_whole(text: String) {
            for word in search_words(&text) {
                prop_assert!(!word.folded.is_empty());
                prop_assert!(word.folded.chars().all(|c| !c.is_ascii() || c.is_ascii_lowercase() || c.is_ascii_digit()), "{:?}", word);
                prop_assert!(text.get(word.range.clone()).is_some());
            }
        }

        #[test]
        fn signs_around_a_plain_chunk_change_nothing_of_its_words(
            chunk in "[“”—…’‘«\u{301}\u{fe0f}]{0,3}[a-cA-C0-3.,'!éн“\u{301}]{0,6}[“”—…’‘»\u{301}\u{fe0f}]{0,3}",
        ) {
            let (mut clusters, mut words) = (Vec::new(), Vec::new());
            split_clusters(&chunk, &mut clusters);
            words_of_chunk(&chunk, &clusters, &mut words);
            prop_assert_eq!(search_words(&chunk), words);
        }

        #[test]
        fn plain_chunks_have_the_words_that_any_chunk_has(chunk in "[a-zA-C0-3.,'!_-]{1,80}") {
            prop_assume!(is_plain(chunk.as_bytes()));
            let mut plain = Vec::new();
            each_plain_word(&chunk, &mut String::new(), |word, range| {
                plain.push(SearchWord { folded: word.to_owned(), range });
            });
            let (mut clusters, mut words) = (Vec::new(), Vec::new());
            split_clusters(&chunk, &mut clusters);
            words_of_chunk(&chunk, &clusters, &mut words);
            prop_assert_eq!(plain, words);
        }

        #[test]
        fn the_words_of_a_text_are_the_same_however_they_are_held(text: String) {
            let words = search_words(&text);
            let held = TextWords::of(&text);
            prop_assert_eq!(held.len(), words.len());
            prop_assert_eq!(held.is_empty(), words.is_empty());
            prop_assert_eq!(held.folded(), words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>());
            for (at, word) in words.iter().enumerate() {
                prop_assert_eq!(held.range(at), Some(word.range.clone()));
            }
        }

        #[test]
        fn a_word_in_ascii_reads_the_same_with_and_without_signs_around_it(
            before in "[ -/:-@]{0,3}", word in "[a-zA-Z0-9]{1,5}", after in "[ -/:-@]{0,3}",
        ) {
            let text = format!("{before}{word}{after}");
            let mut clusters = Vec::new();
            let mut words = Vec::new();
            for chunk in text.split(' ') {
                split_clusters(chunk, &mut clusters);
                words_of_chunk(chunk, &clusters, &mut words);
            }
            let long: Vec<String> = words.into_iter().map(|word| word.folded).collect();
            let short: Vec<String> = search_words(&text).into_iter().map(|word| word.folded).collect();
            prop_assert_eq!(short, long);
        }

        #[test]
        fn what_was_indexed_is_found_by_its_own_words(text in "[a-zA-Z0-9é中国 .,'-]{0,40}") {
            let once = indexed_words(&text);
            prop_assert_eq!(search_words(&text).len(), once.split(' ').filter(|word| !word.is_empty()).count());
        }
    }
}
