//! English words without their endings, so that "opens", "opened" and "opening" are one word.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Verb forms and plurals whose stem no rule of endings finds: the form, and the word whose stem it has.
const IRREGULAR: &[(&str, &str)] = &[
    ("arose", "arise"),
    ("ate", "eat"),
    ("became", "become"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("burnt", "burn"),
    ("came", "come"),
    ("caught", "catch"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("countries", "country"),
    ("dealt", "deal"),
    ("died", "die"),
    ("dies", "die"),
    ("dying", "die"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("eaten", "eat"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("fled", "flee"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forgot", "forget"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("got", "get"),
    ("gotten", "get"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lies", "lie"),
    ("lying", "lie"),
    ("lives", "life"),
    ("lost", "lose"),
    ("made", "make"),
    ("meant", "mean"),
    ("men", "man"),
    ("met", "meet"),
    ("paid", "pay"),
    ("people", "person"),
    ("proven", "prove"),
    ("ran", "run"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("said", "say"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stolen", "steal"),
    ("stole", "steal"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("taken", "take"),
    ("taught", "teach"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("understood", "understand"),
    ("went", "go"),
    ("women", "woman"),
    ("won", "win"),
    ("wore", "wear"),
    ("written", "write"),
    ("wrote", "write"),
    ("death", "die"),
    ("dead", "die"),
];

/// Returns the stem of a word in small letters: what Porter's rules leave of it (M. F. Porter, An algorithm for suffix stripping, 1980),
/// after irregular forms have been put back. A word with anything but `a` to `z`, or of fewer than three letters, is its own stem.
#[must_use]
pub fn stem(word: &str) -> String {
    regular_stem(irregular().bases.get(word).copied().unwrap_or(word))
}

fn regular_stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = Stem {
        letters: word.as_bytes().to_vec(),
    };
    stem.plural_and_past();
    stem.final_y();
    stem.replace_measured(DOUBLE_ENDINGS);
    stem.replace_measured(LONG_ENDINGS);
    stem.drop_ending();
    stem.tidy();
    String::from_utf8(stem.letters).unwrap_or_else(|_| word.to_owned())
}

/// [`IRREGULAR`], to be asked for single words.
struct Irregular {
    bases: HashMap<&'static str, &'static str>,
    /// By stem, in the order of the list.
    forms: HashMap<String, Vec<&'static str>>,
}

fn irregular() -> &'static Irregular {
    static TABLE: OnceLock<Irregular> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut forms: HashMap<String, Vec<&'static str>> = HashMap::new();
        for (form, base) in IRREGULAR {
            forms.entry(regular_stem(base)).or_default().push(form);
        }
        Irregular {
            bases: IRREGULAR.iter().copied().collect(),
            forms,
        }
    })
}

/// Endings of words that have one stem. Rare ones are left out: each is looked up.
const FORM_ENDINGS: &[&str] = &["", "s", "e", "es", "ed", "ing"];
/// Those of a stem in `t` or `s`: relation, discussion.
const NOUN_ENDINGS: &[&str] = &["ion", "ions"];
/// Those of a stem in `i`: country.
const Y_ENDINGS: &[&str] = &["y", "ies", "ied", "ying"];

/// Returns forms that have the stem of a word in small letters, itself first: what is written of a word that stands in a text as `opened`
/// is found as `open`, `opens`, `opened` or `opening`. Not all: those that are usual.
#[must_use]
pub fn forms(word: &str) -> Vec<String> {
    let stem_of = stem(word);
    let mut forms = vec![word.to_owned()];
    if stem_of.len() < 3 || !stem_of.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return forms;
    }
    let mut add = |form: String| {
        if stem(&form) == stem_of && !forms.contains(&form) {
            forms.push(form);
        }
    };
    add(word
        .strip_suffix('s')
        .map_or_else(|| format!("{word}s"), str::to_owned));
    for ending in FORM_ENDINGS {
        add(format!("{stem_of}{ending}"));
    }
    if let Some(base) = stem_of.strip_suffix('i') {
        for ending in Y_ENDINGS {
            add(format!("{base}{ending}"));
        }
    }
    if stem_of.ends_with(['t', 's']) {
        for ending in NOUN_ENDINGS {
            add(format!("{stem_of}{ending}"));
        }
    }
    if let Some(last) = stem_of.chars().last() {
        // Stopped, stopping.
        for ending in ["ed", "ing"] {
            add(format!("{stem_of}{last}{ending}"));
        }
    }
    if let Some(irregular) = irregular().forms.get(&stem_of) {
        forms.extend(
            irregular
                .iter()
                .filter(|form| **form != word)
                .map(|form| (*form).to_owned()),
        );
    }
    forms
}

/// Step 2 of Porter's rules.
const DOUBLE_ENDINGS: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];
/// Step 3.
const LONG_ENDINGS: &[(&str, &str)] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];
/// Step 4, longest first where one ends in another.
const ENDINGS: &[&str] = &[
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic", "ou",
];

struct Stem {
    letters: Vec<u8>,
}

impl Stem {
    fn ends(&self, ending: &str) -> Option<usize> {
        self.letters
            .ends_with(ending.as_bytes())
            .then(|| self.letters.len() - ending.len())
    }

    fn is_consonant(&self, at: usize) -> bool {
        match self.letters.get(at) {
            Some(b'a' | b'e' | b'i' | b'o' | b'u') => false,
            Some(b'y') => at == 0 || !self.is_consonant(at - 1),
            _ => true,
        }
    }

    /// How many times a vowel is followed by a consonant in the first `length` letters.
    fn measure(&self, length: usize) -> usize {
        (1..length)
            .filter(|at| !self.is_consonant(at - 1) && self.is_consonant(*at))
            .count()
    }

    fn has_vowel(&self, length: usize) -> bool {
        (0..length).any(|at| !self.is_consonant(at))
    }

    fn ends_in_double_consonant(&self) -> bool {
        let length = self.letters.len();
        length > 1
            && self.letters.get(length - 1) == self.letters.get(length - 2)
            && self.is_consonant(length - 1)
    }

    /// Whether the first `length` letters end in consonant, vowel, consonant other than w, x and y.
    fn ends_short(&self, length: usize) -> bool {
        length > 2
            && self.is_consonant(length - 3)
            && !self.is_consonant(length - 2)
            && self.is_consonant(length - 1)
            && !matches!(self.letters.get(length - 1), Some(b'w' | b'x' | b'y'))
    }

    fn replace(&mut self, from: usize, with: &str) {
        self.letters.truncate(from);
        self.letters.extend_from_slice(with.as_bytes());
    }

    fn plural_and_past(&mut self) {
        if let Some(from) = self.ends("sses") {
            self.replace(from, "ss");
        } else if let Some(from) = self.ends("ies") {
            self.replace(from, "i");
        } else if self.ends("ss").is_none()
            && self.ends("us").is_none()
            && let Some(from) = self.ends("s")
        {
            self.letters.truncate(from);
        }
        if let Some(from) = self.ends("eed") {
            if self.measure(from) > 0 {
                self.replace(from, "ee");
            }
            return;
        }
        let Some(from) = self.ends("ed").or_else(|| self.ends("ing")) else {
            return;
        };
        if !self.has_vowel(from) {
            return;
        }
        self.letters.truncate(from);
        let needs_e = ["at", "bl", "iz"]
            .iter()
            .any(|ending| self.ends(ending).is_some());
        if needs_e {
            self.letters.push(b'e');
        } else if self.ends_in_double_consonant() {
            if !matches!(self.letters.last(), Some(b'l' | b's' | b'z')) {
                self.letters.pop();
            }
        } else if self.measure(self.letters.len()) == 1 && self.ends_short(self.letters.len()) {
            self.letters.push(b'e');
        }
    }

    fn final_y(&mut self) {
        if let Some(from) = self.ends("y")
            && self.has_vowel(from)
        {
            self.replace(from, "i");
        }
    }

    fn replace_measured(&mut self, rules: &[(&str, &str)]) {
        for (ending, with) in rules {
            if let Some(from) = self.ends(ending) {
                if self.measure(from) > 0 {
                    self.replace(from, with);
                }
                return;
            }
        }
    }

    fn drop_ending(&mut self) {
        for ending in ENDINGS {
            let Some(from) = self.ends(ending) else {
                continue;
            };
            let fits = *ending != "ion"
                || matches!(self.letters.get(from.wrapping_sub(1)), Some(b's' | b't'));
            if fits && self.measure(from) > 1 {
                self.letters.truncate(from);
            }
            return;
        }
    }

    fn tidy(&mut self) {
        if let Some(from) = self.ends("e") {
            let measure = self.measure(from);
            if measure > 1 || measure == 1 && !self.ends_short(from) {
                self.letters.truncate(from);
            }
        }
        if self.letters.ends_with(b"ll") && self.measure(self.letters.len()) > 1 {
            self.letters.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_have_the_stem_of_the_word() {
        for (word, some) in [
            ("opened", ["open", "opens", "opening"]),
            ("country", ["countries", "country", "country"]),
            ("rising", ["rise", "rose", "rises"]),
            ("control", ["controlled", "controlling", "controls"]),
            ("relate", ["relation", "related", "relations"]),
            ("men", ["man", "mans", "men"]),
            ("governments", ["government", "govern", "governed"]),
        ] {
            let forms = forms(word);
            assert_eq!(forms.first().map(String::as_str), Some(word));
            for form in some {
                assert!(forms.iter().any(|known| known == form), "{form}: {forms:?}");
            }
        }
        assert_eq!(forms("5g"), ["5g"]);
    }

    proptest! {
        #[test]
        fn every_form_has_the_stem_of_the_word_and_comes_once(word in "[a-z]{1,9}(ing|ed|s|ies|y|tion)?") {
            let forms = forms(&word);
            for form in &forms {
                prop_assert_eq!(stem(form), stem(&word), "{}", form);
                prop_assert_eq!(forms.iter().filter(|other| *other == form).count(), 1, "{}", form);
            }
        }
    }

    #[test]
    fn stem_takes_the_forms_of_a_word_for_one() {
        for forms in [
            ["open", "opens", "opened", "opening"],
            ["relate", "related", "relating", "relates"],
            ["country", "countries", "country", "country"],
            ["rise", "rose", "risen", "rising"],
            ["control", "controlled", "controlling", "controls"],
            ["nation", "national", "nations", "nation"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(
                stems.windows(2).all(|two| two.first() == two.last()),
                "{stems:?}"
            );
        }
    }

    #[test]
    fn stem_leaves_short_words_and_other_scripts() {
        assert_eq!(stem("is"), "is");
        assert_eq!(stem("порты"), "порты");
        assert_ne!(stem("port"), stem("part"));
    }

    proptest! {
        #[test]
        fn stem_never_panics_and_never_empties_a_word(word in "[a-z]{1,12}") {
            prop_assert!(!stem(&word).is_empty());
        }
    }
}
