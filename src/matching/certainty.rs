//! How sure it is that two statements say the same: a probability, and the reasons for and against it.

use std::fmt;

use super::likeness::{Figures, Likeness};

/// The least probability at which a match is worth showing to a person.
pub const SUGGESTED: f64 = 0.35;
/// The least probability of a match that is nearly certain; differences of any kind keep a match below, whatever else it has.
pub const NEARLY_CERTAIN: f64 = 0.93;
/// A text of fewer words is never nearly certain to say what another says: too little stands in it.
pub const FEWEST_WORDS: usize = 8;

// A logistic curve through what was judged of the pairs in benches/matching/pairs.tsv (a pair that is judged 4 or 5 of 5 says the same):
// fitted by Newton's method with a ridge of 0.3; `cargo bench --bench matching -- calibration` prints how often such pairs are the same.
// The probability grows with likeness; what is said of differences is fixed.
const BASE: f64 = -1.77;
const PER_LIKENESS: f64 = 3.18;
const NEGATION: f64 = -1.67;
const CONTRARY: f64 = -2.59;
const FIGURES_DIFFER: f64 = -3.0;
const FIGURE_IN_ONE: f64 = -1.97;
const MOOD: f64 = -0.64;
const EXCHANGED: f64 = -0.75;
const NO_DIFFERENCE: f64 = 1.58;
/// The least likeness of two texts between which there is no difference to speak of.
const LEAST_WITHOUT_DIFFERENCE: f64 = 0.8;
// By judgement, since no pair of the list has a speaker: the same speaker and a shared quotation speak for a match.
const SAME_SPEAKER: f64 = 0.4;
const SHARED_QUOTE: f64 = 1.0;
/// Nothing that differs is more likely the same than this.
const MOST_WITH_DIFFERENCE: f64 = 0.9;

/// What is to be done with a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Too little to be shown.
    Left,
    /// To be shown to a person.
    Suggested,
    /// To be shown, and likely to be accepted.
    NearlyCertain,
}

/// One reason for or against a match.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Words about something that both have.
    Words(Vec<String>),
    /// How their numbers stand.
    Figures(Figures),
    /// One is turned round.
    Negation,
    /// Words that say the contrary.
    Contrary(String, String),
    /// `may`, `must`, `will`, `all`, `some` in one and not in the other.
    Mood,
    /// All is the same but one word.
    Exchanged(String, String),
    /// The same words in another order.
    Order,
    /// The same speaker says both.
    SameSpeaker,
    /// The speakers are others.
    OtherSpeaker,
    /// A run of this many words stands in both.
    Quote(usize),
}

/// Two statements compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// How likely both say the same, 0..1.
    pub probability: f64,
    /// What is to be done with it.
    pub level: Level,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// What is known of two statements beside their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Whether the same speaker says both; none where that is not known of both.
    pub same_speaker: Option<bool>,
    /// How many words run in both without a break, where both are quotations.
    pub quoted_words: usize,
    /// The number of words of the shorter text.
    pub shorter: usize,
    /// Whether the two may be of one proposition, which has no figures of its own: other figures are then a reason to look, and keep a match
    /// from being nearly certain, but make it no less likely.
    pub has_figures_apart: bool,
}

/// The fewest words of a run that speak for one source.
const FEWEST_QUOTED: usize = 6;

/// Judges two compared statements.
#[must_use]
pub fn judge(likeness: &Likeness, context: Context) -> Match {
    let mut reasons = Vec::new();
    if !likeness.shared.is_empty() {
        reasons.push(Reason::Words(likeness.shared.clone()));
    }
    let mut logit = BASE + PER_LIKENESS * likeness.value;
    let mut is_different = likeness.has_other_words || likeness.is_order_different;
    match likeness.figures {
        Figures::None => {}
        Figures::Same => reasons.push(Reason::Figures(Figures::Same)),
        // A proposition never has the figure that its claims have.
        Figures::OnlyOne if context.has_figures_apart => {}
        differ => {
            if !context.has_figures_apart {
                logit += if differ == Figures::Different {
                    FIGURES_DIFFER
                } else {
                    FIGURE_IN_ONE
                };
            }
            is_different = true;
            reasons.push(Reason::Figures(differ));
        }
    }
    if likeness.is_negation_different {
        logit += NEGATION;
        is_different = true;
        reasons.push(Reason::Negation);
    }
    if !likeness.contrary.is_empty() {
        logit += CONTRARY;
        is_different = true;
        reasons.extend(
            likeness
                .contrary
                .iter()
                .map(|(one, other)| Reason::Contrary(one.clone(), other.clone())),
        );
    }
    if likeness.is_mood_different {
        logit += MOOD;
        is_different = true;
        reasons.push(Reason::Mood);
    }
    if let Some((one, other)) = &likeness.exchanged {
        logit += EXCHANGED;
        if likeness.contrary.is_empty() {
            reasons.push(Reason::Exchanged(one.clone(), other.clone()));
        }
    }
    if likeness.is_order_different {
        reasons.push(Reason::Order);
    }
    if !is_different && likeness.value >= LEAST_WITHOUT_DIFFERENCE {
        logit += NO_DIFFERENCE;
    }
    match context.same_speaker {
        Some(true) => {
            logit += SAME_SPEAKER;
            reasons.push(Reason::SameSpeaker);
        }
        Some(false) => reasons.push(Reason::OtherSpeaker),
        None => {}
    }
    if context.quoted_words >= FEWEST_QUOTED {
        logit += SHARED_QUOTE;
        reasons.push(Reason::Quote(context.quoted_words));
    }
    let mut probability = 1.0 / (1.0 + (-logit).exp());
    if is_different {
        probability = probability.min(MOST_WITH_DIFFERENCE);
    }
    let level = if probability < SUGGESTED {
        Level::Left
    } else if probability >= NEARLY_CERTAIN && context.shorter >= FEWEST_WORDS {
        Level::NearlyCertain
    } else {
        Level::Suggested
    };
    Match {
        probability,
        level,
        reasons,
    }
}

/// The most shared words that are shown.
const MOST_WORDS_SHOWN: usize = 6;

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Words(words) => {
                let shown: Vec<&str> = words
                    .iter()
                    .take(MOST_WORDS_SHOWN)
                    .map(String::as_str)
                    .collect();
                write!(f, "both: {}", shown.join(" "))?;
                match words.len().saturating_sub(MOST_WORDS_SHOWN) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            Reason::Figures(Figures::Same) => f.write_str("same figures"),
            Reason::Figures(Figures::Different) => f.write_str("OTHER FIGURES"),
            Reason::Figures(_) => f.write_str("a figure in one only"),
            Reason::Negation => f.write_str("NEGATED in one only"),
            Reason::Contrary(one, other) => write!(f, "CONTRARY {one} / {other}"),
            Reason::Mood => f.write_str("may, will, all or the like in one only"),
            Reason::Exchanged(one, other) => write!(f, "{one} / {other}"),
            Reason::Order => f.write_str("another order"),
            Reason::SameSpeaker => f.write_str("same speaker"),
            Reason::OtherSpeaker => f.write_str("another speaker"),
            Reason::Quote(words) => write!(f, "{words} words run in both"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::likeness::likeness;
    use crate::matching::sentence::Sentence;
    use crate::matching::weights::Weights;

    fn of(one: &str, other: &str) -> Match {
        let (one, other) = (Sentence::read(one), Sentence::read(other));
        let weights = Weights::of([&one, &other]);
        let shorter = one.length.min(other.length);
        judge(
            &likeness(&one, &other, &weights),
            Context {
                shorter,
                ..Context::default()
            },
        )
    }

    #[test]
    fn match_of_the_same_words_is_nearly_certain_from_eight_words_on() {
        let text = "the harbour of Lindholm opens to all ships in spring";
        assert_eq!(of(text, text).level, Level::NearlyCertain);
        assert_eq!(
            of("the harbour opens", "the harbour opens").level,
            Level::Suggested
        );
        assert_eq!(of(text, "wolves are back in the hills").level, Level::Left);
    }

    #[test]
    fn match_with_another_figure_negation_or_contrary_is_never_nearly_certain() {
        for (one, other) in [
            (
                "in eight years 832 counties of the land were lifted out of poverty",
                "in eight years 823 counties of the land were lifted out of poverty",
            ),
            (
                "the harbour of Lindholm will open to all ships in spring",
                "the harbour of Lindholm will not open to all ships in spring",
            ),
            (
                "the harbour of Lindholm won't open to all ships in spring",
                "the harbour of Lindholm will open to all ships in spring",
            ),
            (
                "the price of bread in Lindholm will rise again in spring",
                "the price of bread in Lindholm will fall again in spring",
            ),
            (
                "more ships than last year came to the harbour of Lindholm",
                "fewer ships than last year came to the harbour of Lindholm",
            ),
            (
                "the council of Lindholm approves the plan for a new harbour",
                "the council of Lindholm rejects the plan for a new harbour",
            ),
            (
                "the harbour of Lindholm may open to all ships in spring",
                "the harbour of Lindholm will open to all ships in spring",
            ),
            (
                "all captains of Lindholm want to use the new harbour wall",
                "some captains of Lindholm want to use the new harbour wall",
            ),
            (
                "Lindholm sold a ship to the town of Marvik last year",
                "Marvik sold a ship to the town of Lindholm last year",
            ),
            (
                "the mayor of Lindholm opened the new harbour wall on Friday",
                "the mayor of Marvik opened the new harbour wall on Friday",
            ),
            (
                "this harbour is legal under the law of the whole province",
                "this harbour is illegal under the law of the whole province",
            ),
        ] {
            let found = of(one, other);
            assert!(
                found.level < Level::NearlyCertain,
                "{one} | {other}: {found:?}"
            );
            assert!(found.reasons.len() > 1, "{one} | {other}: {found:?}");
        }
    }

    #[test]
    fn match_of_a_word_turned_round_and_a_negation_is_no_contradiction() {
        let found = of(
            "the old bridge over the Vell is unsafe for lorries",
            "the old bridge over the Vell is not safe for lorries",
        );
        assert!(found.probability > 0.7, "{found:?}");
        assert!(!found.reasons.contains(&Reason::Negation), "{found:?}");
        assert_eq!(
            of("the old bridge is unsafe", "the old bridge is safe").level,
            Level::Left
        );
    }

    #[test]
    fn match_of_a_speaker_counts_for_it() {
        let (one, other) = (
            Sentence::read("the harbour opens in spring"),
            Sentence::read("in spring the gates are open"),
        );
        let found = likeness(&one, &other, &Weights::default());
        let with = judge(
            &found,
            Context {
                same_speaker: Some(true),
                ..Context::default()
            },
        );
        assert!(with.probability > judge(&found, Context::default()).probability);
    }
}
