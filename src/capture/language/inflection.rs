//! Forms of English verbs and nouns by rule, with a table for the verbs that follow none.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Class;

/// The five forms of an irregular verb.
pub(super) type Irregular = HashMap<&'static str, [&'static str; 4]>;

/// Reads a table of lines: base, third person, past, past participle, present participle. A line with fewer words is left out.
pub(super) fn irregular(table: &'static str) -> Irregular {
    let mut all = HashMap::new();
    for line in table.lines() {
        let mut words = line.split_whitespace();
        if let (Some(base), Some(s), Some(past), Some(participle), Some(ing)) = (
            words.next(),
            words.next(),
            words.next(),
            words.next(),
            words.next(),
        ) {
            all.insert(base, [s, past, participle, ing]);
        }
    }
    all
}

/// Returns the forms of a verb with their classes.
pub(super) fn verb_forms(
    base: &'static str,
    irregular: &Irregular,
) -> Vec<(Cow<'static, str>, Class)> {
    if let Some([s, past, participle, ing]) = irregular.get(base) {
        return vec![
            (Cow::Borrowed(base), Class::VERB_BASE),
            (Cow::Borrowed(s), Class::VERB_S),
            (Cow::Borrowed(past), Class::VERB_PAST),
            (Cow::Borrowed(participle), Class::VERB_PARTICIPLE),
            (Cow::Borrowed(ing), Class::VERB_ING),
        ];
    }
    let past = past(base);
    vec![
        (Cow::Borrowed(base), Class::VERB_BASE),
        (plural(base), Class::VERB_S),
        (Cow::Owned(past), Class::VERB_PAST | Class::VERB_PARTICIPLE),
        (Cow::Owned(present_participle(base)), Class::VERB_ING),
    ]
}

/// Returns the plural of a noun, or the third person of a verb: the rule is the same.
pub(super) fn plural(word: &'static str) -> Cow<'static, str> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["s", "x", "z", "ch", "sh"]) {
        return Cow::Owned(format!("{word}es"));
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => Cow::Owned(format!("{stem}ies")),
        _ => Cow::Owned(format!("{word}s")),
    }
}

fn past(base: &str) -> String {
    if let Some(stem) = base.strip_suffix('e') {
        return format!("{stem}ed");
    }
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ied"),
        _ => format!("{}ed", doubled(base)),
    }
}

fn present_participle(base: &str) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ => format!("{}ing", doubled(base)),
    }
}

/// A verb of one syllable in a single consonant after a single vowel doubles it: `grab`, `grabbed`. The table holds the others.
fn doubled(base: &str) -> String {
    let letters: Vec<char> = base.chars().collect();
    let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
    match letters.as_slice() {
        [.., before, vowel, last]
            if vowels == 1
                && is_vowel(*vowel)
                && !is_vowel(*before)
                && !is_vowel(*last)
                && !matches!(last, 'w' | 'x' | 'y') =>
        {
            format!("{base}{last}")
        }
        _ => base.to_owned(),
    }
}

const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &'static str) -> Vec<String> {
        let table = irregular("say says said said saying");
        verb_forms(base, &table)
            .into_iter()
            .map(|(form, _)| form.into_owned())
            .collect()
    }

    #[test]
    fn verb_forms_follow_rules_and_the_table() {
        assert_eq!(forms("say"), ["say", "says", "said", "said", "saying"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("argue"), ["argue", "argues", "argued", "arguing"]);
        assert_eq!(
            forms("stress"),
            ["stress", "stresses", "stressed", "stressing"]
        );
        assert_eq!(forms("grab"), ["grab", "grabs", "grabbed", "grabbing"]);
        assert_eq!(forms("plead"), ["plead", "pleads", "pleaded", "pleading"]);
        assert_eq!(forms("agree"), ["agree", "agrees", "agreed", "agreeing"]);
    }
}
