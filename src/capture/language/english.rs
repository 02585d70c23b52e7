//! English.

mod cues;
mod given_names;
mod verbs;
mod words;

use std::sync::LazyLock;

use super::{Language, Tables};

/// Returns English; compiled at the first call.
#[must_use]
pub fn english() -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| {
        Language::new(&Tables {
            code: "en",
            classes: words::CLASSES,
            cue_verbs: cues::VERBS,
            cue_nouns: cues::NOUNS,
            cue_adjectives: cues::ADJECTIVES,
            plain_verbs: verbs::PLAIN,
            irregular_verbs: verbs::IRREGULAR,
            spaceless: None,
        })
    });
    &ENGLISH
}
