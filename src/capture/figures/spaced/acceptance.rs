//! Whether a number is a figure, by what stands around it.

use super::{Candidate, Reader};
use crate::capture::figures::hedges::Hedged;
use crate::capture::figures::lexicon::{Flags, Part};
use crate::capture::figures::numerals::{Numeral, Value};
use crate::capture::figures::tokens::Token;
use crate::capture::figures::units::{UnitKind, UnitWords};
use crate::capture::language::Class;
use crate::domain::figure::Comparator;

/// Small numbers: in words behind `the` they mean what was counted before.
const SMALL: f64 = 12.0;

impl Reader<'_, '_> {
    /// ", 45," behind a name.
    pub(super) fn is_age(&self, at: usize, end: usize, numeral: &Numeral) -> bool {
        let is_small = self
            .tokens
            .get(at)
            .and_then(Token::digits)
            .is_some_and(|digits| {
                digits.plain.is_some_and(|count| count < 4)
                    && digits
                        .value
                        .as_whole()
                        .is_some_and(|age| (1..120).contains(&age))
            });
        let comma = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_sign(&[',']))
        };
        let stop = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_sign(&[',', '.', ';']))
        };
        is_small
            && numeral.next == end
            && at >= 2
            && comma(at - 1)
            && stop(end)
            && self.tokens.get(at - 2).is_some_and(|name| {
                name.is_word()
                    && name.capital
                    && !matches!(name.part(), Part::Month(_))
                    && !name.class.is(Class::TIME)
            })
    }

    /// "over five years", "under two governments": a preposition and no hedge.
    pub(super) fn is_preposition(
        &self,
        hedge: &Hedged,
        numeral: &Numeral,
        unit: &UnitWords,
        scaled: bool,
    ) -> bool {
        if !hedge.is_span_of_time {
            return false;
        }
        let is_small_word = numeral.in_words
            && !scaled
            && matches!(numeral.value, Value::Number(number) if number.to_f64() <= SMALL);
        match unit.kind {
            // "For over five years" and "over 20 years ago" soften.
            UnitKind::Time => {
                let behind_for = self
                    .before(hedge.first)
                    .is_some_and(|before| before.is(Flags::DURING));
                !behind_for && !self.is(unit.next, Flags::REMOVED)
            }
            UnitKind::Noun | UnitKind::None => is_small_word,
            _ => false,
        }
    }

    /// Decides whether a number is a figure; the token to go on at where it is none.
    pub(super) fn accepts(&self, candidate: &Candidate<'_>) -> bool {
        let Candidate {
            at,
            numeral,
            range,
            unit,
            hedge,
            ..
        } = *candidate;
        let large = candidate.is_large || candidate.is_negative;
        let token = self.tokens.get(at);
        let before = self.before(candidate.first);
        let before_is = |flags: Flags| before.is_some_and(|before| before.is(flags));
        let number = match numeral.value {
            Value::Number(number) | Value::Open(number) => number.to_f64(),
            Value::Share(share) => share,
        };
        if let Value::Share(_) = numeral.value {
            return self.accepts_share(candidate, before);
        }
        if unit.kind == UnitKind::Time {
            if before_is(Flags::FRAMED) && hedge.is_none() || self.is(candidate.end, Flags::REMOVED)
            {
                return false;
            }
            if numeral.in_words
                && before_is(Flags::DEFINITE)
                && number <= SMALL
                && !unit.is_compound
            {
                return false;
            }
        }
        let is_noun = matches!(unit.kind, UnitKind::Noun | UnitKind::None);
        if is_noun && !large && hedge.is_none() && before_is(Flags::FRAMED) {
            return false;
        }
        if number == 1.0 && range.is_none() && !self.accepts_one(candidate, large, before) {
            return false;
        }
        if number == 0.0 && unit.kind == UnitKind::None {
            return false;
        }
        if let Value::Open(_) = numeral.value {
            let tells = unit.kind != UnitKind::None
                || hedge.is_some()
                || self.is(numeral.next, Flags::OF)
                || matches!(token.map(Token::part), Some(Part::Many(size)) if size >= 100);
            return tells && !before_is(Flags::DEFINITE | Flags::IN);
        }
        if !is_noun || large {
            return true;
        }
        if token.and_then(Token::digits).is_some() {
            return self.accepts_digits(candidate, before);
        }
        // In words: small ones behind "the" and "these" mean what was counted before.
        if unit.kind == UnitKind::None {
            hedge.is_some() && number > 1.0
                || range.is_some_and(|range| range.is_between)
                || number >= 20.0
        } else {
            unit.is_compound || !(before_is(Flags::DEFINITE) && number <= SMALL && hedge.is_none())
        }
    }

    /// "half of", "a third of", "two thirds", "one in five".
    fn accepts_share(&self, candidate: &Candidate<'_>, before: Option<&Token<'_>>) -> bool {
        let at = candidate.at;
        let next = candidate.numeral.next;
        let hedged = candidate.hedge.is_some();
        let is_half = self.is(at, Flags::HALF) || self.is(at + 1, Flags::HALF);
        let has_article = self.is(at, Flags::ARTICLE);
        let told = self.is(next, Flags::OF)
            || (is_half && !has_article && self.is(next, Flags::DEFINITE | Flags::ARTICLE));
        let is_rank = before.is_some_and(|before| {
            before.is(Flags::DEFINITE | Flags::FRAMED | Flags::AND | Flags::EXTRA | Flags::IN)
                && !hedged
        });
        !(is_half || has_article) || (told || hedged) && !is_rank
    }

    /// "one" is mostly no number.
    fn accepts_one(
        &self,
        candidate: &Candidate<'_>,
        large: bool,
        before: Option<&Token<'_>>,
    ) -> bool {
        let Candidate {
            numeral,
            unit,
            hedge,
            ..
        } = *candidate;
        let is_pronoun = before.is_some_and(|before| before.is(Flags::NO_COUNT));
        if large || !numeral.in_words && unit.kind != UnitKind::None {
            return !is_pronoun || large;
        }
        match unit.kind {
            UnitKind::PerCent | UnitKind::Money | UnitKind::Measure | UnitKind::Age => !is_pronoun,
            UnitKind::Noun | UnitKind::State => !is_pronoun && !self.is(numeral.next, Flags::OF),
            UnitKind::Time => hedge.is_some() && !is_pronoun,
            UnitKind::None => {
                hedge.is_some_and(|hedge| hedge.comparator != Comparator::About)
                    && numeral.in_words
                    && !is_pronoun
                    && !self.is(numeral.next, Flags::OF)
            }
        }
    }

    /// Digits without a scale, money or a measure.
    fn accepts_digits(&self, candidate: &Candidate<'_>, before: Option<&Token<'_>>) -> bool {
        let Candidate {
            at,
            numeral,
            range,
            unit,
            hedge,
            ..
        } = *candidate;
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let has_groups = token.digits().is_some_and(|digits| digits.plain.is_none());
        let counts = unit.kind == UnitKind::Noun;
        if token.year().is_some() && range.is_none() {
            // "2000 people" are people, "2012 video of women" is a year.
            return counts && (hedge.is_some() || unit.is_person && !unit.text.contains(' '));
        }
        if range.is_some() || hedge.is_some() || has_groups {
            return true;
        }
        let behind_name = before.is_some_and(|before| {
            before.is_word()
                && before.capital
                && !before.text.ends_with("'s")
                && !before.text.ends_with("’s")
                && !before.class.is(Class::FUNCTION
                    .with(Class::VERB)
                    .with(Class::ADVERB)
                    .with(Class::CUE_VERB))
                && (!before.opens_sentence || before.class.is(Class::NONE))
        });
        if counts {
            return !behind_name || unit.is_person;
        }
        // Alone: behind what killed or counted them, or where nothing but a number is said.
        let behind_verb = before.is_some_and(|before| {
            before.class.is(Class::VERB_PAST.with(Class::VERB_ING))
                && !before.capital
                && !before.is(Flags::LABEL)
        });
        // "The toll rose to 53", "up by 300".
        let behind_change = before.is_some_and(|before| before.is(Flags::TO.with(Flags::UNTIL)))
            && candidate
                .first
                .checked_sub(2)
                .is_some_and(|change| self.is(change, Flags::CHANGE));
        let is_followed = self
            .tokens
            .get(numeral.next)
            .is_some_and(|next| next.is_word() && !next.class.is(Class::FUNCTION) && next.spaced);
        (behind_verb || behind_change) && !is_followed
    }
}
