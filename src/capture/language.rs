//! A language as data: what a drafting machine must know of its words. A second language is one more file of tables.
//!
//! The tables are compiled once into one map from a word form to everything known of it, so that reading a text looks
//! every word up once.

mod chinese;
mod class;
mod english;
mod inflection;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::claim::Stance;

pub use chinese::chinese;
pub(crate) use class::Class;
pub use english::english;

/// What may follow a cue, as flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Frames(u16);

impl Frames {
    /// A quotation, or a clause around which the cue stands in parentheses: `…, she said, …`.
    pub(crate) const QUOTE: Self = Self(1);
    /// A clause with or without `that`.
    pub(crate) const CLAUSE: Self = Self(1 << 1);
    /// A clause with `that`, `whether` or a question word.
    pub(crate) const THAT: Self = Self(1 << 2);
    /// An infinitive with `to`.
    pub(crate) const TO: Self = Self(1 << 3);
    /// A noun phrase and what belongs to it.
    pub(crate) const NOUN: Self = Self(1 << 4);
    /// A participle: `denied taking`.
    pub(crate) const GERUND: Self = Self(1 << 5);
    /// Who is addressed comes first and is no content: `told reporters that`.
    pub(crate) const ADDRESSEE: Self = Self(1 << 6);
    /// Only where a document speaks: `the poll shows`.
    pub(crate) const DOCUMENT: Self = Self(1 << 7);
    /// The passive reports too: `was accused of`, `is expected to`.
    pub(crate) const PASSIVE: Self = Self(1 << 8);

    /// Says whether any of the given frames is there.
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Returns both.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Reads the letters of a table.
    const fn letter(letter: char) -> Self {
        match letter {
            'Q' => Self::QUOTE,
            'C' => Self::CLAUSE,
            'T' => Self::THAT,
            'I' => Self::TO,
            'N' => Self::NOUN,
            'G' => Self::GERUND,
            'A' => Self::ADDRESSEE,
            'D' => Self::DOCUMENT,
            'P' => Self::PASSIVE,
            _ => Self(0),
        }
    }

    fn parse(letters: &str) -> Self {
        Self(
            letters
                .chars()
                .fold(0, |all, letter| all | Self::letter(letter).0),
        )
    }
}

/// How surely a cue reports what somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// A feeling, a wish or a deed in words: `wants`, `backed`.
    Attitude,
    /// A thought, or speech named by what it does: `believes`, `criticized`.
    Thought,
    /// Speech: `said`.
    Speech,
}

/// A row of a table of cues.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueRow {
    /// Letters of [`Frames`].
    pub(crate) frames: &'static str,
    /// How sure.
    pub(crate) strength: Strength,
    /// What the cue says of the stance; `None` for asserting or nothing.
    pub(crate) stance: Option<Stance>,
    /// Base forms between white space; `call_for` needs the words after the first right behind it.
    pub(crate) words: &'static str,
}

/// One use of a cue word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sense {
    /// The words that must follow the cue word, between blanks; empty for none.
    pub(crate) particle: &'static str,
    /// What may follow.
    pub(crate) frames: Frames,
    /// How sure.
    pub(crate) strength: Strength,
    /// What the cue says of the stance.
    pub(crate) stance: Option<Stance>,
}

/// Whom a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    /// A man.
    Male,
    /// A woman.
    Female,
    /// Neither or not known.
    Unknown,
}

/// Everything known of a word form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    /// Its classes.
    pub(crate) class: Class,
    /// Its uses as a reporting verb, those with particles first.
    pub(crate) verb: Vec<Sense>,
    /// Its uses as a reporting noun.
    pub(crate) noun: Vec<Sense>,
    /// Its uses as a reporting adjective.
    pub(crate) adjective: Vec<Sense>,
}

/// What is known of a language whose words stand without spaces between them: lists that are looked for in the running text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spaceless {
    /// Verbs of speech.
    pub(crate) speech: &'static [&'static str],
    /// Verbs of thought.
    pub(crate) thought: &'static [&'static str],
    /// Verbs that say something is not so.
    pub(crate) denials: &'static [&'static str],
    /// Who may stand between a verb of speech and a comma.
    pub(crate) addressees: &'static [&'static str],
    /// Words before a source at the start of a sentence: `据`.
    pub(crate) according: &'static [&'static str],
    /// Words behind it.
    pub(crate) according_ends: &'static [&'static str],
    /// Pronouns for a man.
    pub(crate) he: &'static [&'static str],
    /// Pronouns for a woman.
    pub(crate) she: &'static [&'static str],
    /// Pronouns for several.
    pub(crate) they: &'static [&'static str],
    /// Roles; a longer one before one that it holds.
    pub(crate) roles: &'static [&'static str],
    /// How names of organizations end.
    pub(crate) bodies: &'static [&'static str],
    /// What can speak without being anybody.
    pub(crate) documents: &'static [&'static str],
    /// Family names of one character, one after the other.
    pub(crate) families: &'static str,
    /// Family names of two.
    pub(crate) compound_families: &'static [&'static str],
    /// Words before a source that do not belong to it.
    pub(crate) openers: &'static [&'static str],
}

/// The words of a language.
#[derive(Debug)]
pub struct Language {
    code: &'static str,
    spaceless: Option<Spaceless>,
    words: HashMap<Cow<'static, str>, Word>,
}

/// The tables of a language.
pub(crate) struct Tables {
    /// Its code, as `en`.
    pub(crate) code: &'static str,
    /// Words by class.
    pub(crate) classes: &'static [(Class, &'static str)],
    /// Reporting verbs, base forms.
    pub(crate) cue_verbs: &'static [CueRow],
    /// Reporting nouns, singular.
    pub(crate) cue_nouns: &'static [CueRow],
    /// Reporting adjectives.
    pub(crate) cue_adjectives: &'static [CueRow],
    /// Verbs that report nothing, base forms.
    pub(crate) plain_verbs: &'static str,
    /// Verbs with forms of their own, one a line: base, third person, past, past participle, present participle.
    pub(crate) irregular_verbs: &'static str,
    /// Lists for a script without spaces; the rest is empty there.
    pub(crate) spaceless: Option<Spaceless>,
}

impl Language {
    /// Compiles the tables.
    pub(crate) fn new(tables: &Tables) -> Self {
        let mut words: HashMap<Cow<'static, str>, Word> = HashMap::new();
        for (class, list) in tables.classes {
            for word in list.split_whitespace() {
                words.entry(Cow::Borrowed(word)).or_default().class |= *class;
            }
        }
        let irregular = inflection::irregular(tables.irregular_verbs);
        for row in tables.cue_verbs {
            for entry in row.words.split_whitespace() {
                let (verb, sense) = sense_of(row, entry);
                for (form, class) in inflection::verb_forms(verb, &irregular) {
                    let word = words.entry(form).or_default();
                    word.class |= class | Class::CUE_VERB;
                    word.verb.push(sense);
                }
            }
        }
        for verb in tables.plain_verbs.split_whitespace() {
            for (form, class) in inflection::verb_forms(verb, &irregular) {
                words.entry(form).or_default().class |= class;
            }
        }
        for row in tables.cue_nouns {
            for entry in row.words.split_whitespace() {
                let (noun, sense) = sense_of(row, entry);
                for form in [Cow::Borrowed(noun), inflection::plural(noun)] {
                    let word = words.entry(form).or_default();
                    word.class |= Class::CUE_NOUN | Class::NOUN;
                    word.noun.push(sense);
                }
            }
        }
        for row in tables.cue_adjectives {
            for entry in row.words.split_whitespace() {
                let (adjective, sense) = sense_of(row, entry);
                let word = words.entry(Cow::Borrowed(adjective)).or_default();
                word.class |= Class::CUE_ADJECTIVE | Class::ADJECTIVE;
                word.adjective.push(sense);
            }
        }
        for word in words.values_mut() {
            for senses in [&mut word.verb, &mut word.noun, &mut word.adjective] {
                // A stable sort: the longest particle is tried first, and rows of a table keep their order.
                senses.sort_by_key(|sense| std::cmp::Reverse(sense.particle.len()));
            }
        }
        Self {
            code: tables.code,
            spaceless: tables.spaceless,
            words,
        }
    }

    /// Returns the code, as `en`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the language of a code, as `en` or `zh-CN`; `None` for one that is not known here.
    #[must_use]
    pub fn of_code(code: &str) -> Option<&'static Self> {
        match code.split(['-', '_']).next()? {
            "en" => Some(english()),
            "zh" => Some(chinese()),
            _ => None,
        }
    }

    /// Returns the lists of a script without spaces; `None` for one with them.
    pub(crate) const fn spaceless(&self) -> Option<&Spaceless> {
        self.spaceless.as_ref()
    }

    /// Returns the classes of a word in small letters; none for an unknown one.
    pub(crate) fn class(&self, lower: &str) -> Class {
        self.words.get(lower).map_or(Class::NONE, |word| word.class)
    }

    /// Returns what is known of a word in small letters.
    pub(crate) fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }
}

/// The first word of an entry of a table, and its use.
fn sense_of(row: &CueRow, entry: &'static str) -> (&'static str, Sense) {
    let (word, particle) = entry.split_once('_').unwrap_or((entry, ""));
    let sense = Sense {
        particle,
        frames: Frames::parse(row.frames),
        strength: row.strength,
        stance: row.stance,
    };
    (word, sense)
}
