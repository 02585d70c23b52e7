//! Which time of its sentence a figure is of.

use super::{Placed, Reader, TokenFigure};
use crate::capture::figures::lexicon::Flags;
use crate::capture::figures::periods::{Period, periods};
use crate::capture::figures::tokens::Kind;
use crate::capture::language::Class;

/// How many tokens may stand between a figure and the time behind it.
const PERIOD_BEHIND: usize = 8;
/// How many tokens may stand between a time and the figure behind it.
const PERIOD_BEFORE: usize = 14;

impl Reader<'_, '_> {
    /// Gives every figure the time that stands behind it, or else the last one before it in its sentence.
    pub(super) fn with_periods(&self, found: Vec<Placed>) -> Vec<TokenFigure> {
        let periods = periods(self.tokens);
        let mut used = vec![false; periods.len()];
        let mut figures = Vec::with_capacity(found.len());
        let mut next_period = 0;
        let mut rest = found.into_iter().peekable();
        while let Some(mut figure) = rest.next() {
            while periods
                .get(next_period)
                .is_some_and(|period| period.first < figure.end)
            {
                next_period += 1;
            }
            let sentence = self.tokens.get(figure.first).map(|token| token.sentence);
            let in_sentence = |period: &&Period| Some(period.sentence) == sentence;
            let following_figure = rest.peek().map_or(usize::MAX, |next| next.first);
            let behind = periods
                .get(next_period)
                .filter(in_sentence)
                .filter(|period| {
                    period.first - figure.end <= PERIOD_BEHIND
                        && period.first < following_figure
                        && !self.breaks(figure.end, period.first)
                });
            let before = next_period
                .checked_sub(1)
                .and_then(|at| Some((at, periods.get(at)?)))
                .filter(|(at, period)| {
                    in_sentence(period)
                        && period.end <= figure.first
                        && used.get(*at) == Some(&false)
                        && (period.opens
                            || figure.first - period.end <= PERIOD_BEFORE
                                && !self.breaks(period.end, figure.first))
                });
            if let Some(period) = behind {
                figure.parts.period = Some(period.date);
                if let Some(used) = used.get_mut(next_period) {
                    *used = true;
                }
            } else if let Some((_, period)) = before {
                figure.parts.period = Some(period.date);
            }
            let start = self.tokens.get(figure.first).map(|token| token.start);
            let end = figure
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last))
                .map(|token| token.end);
            if let (Some(start), Some(end)) = (start, end) {
                figures.push(TokenFigure {
                    start,
                    end,
                    parts: figure.parts,
                });
            }
        }
        figures
    }

    /// Whether a mark between two tokens parts what is said. At most a few tokens are looked at.
    fn breaks(&self, first: usize, end: usize) -> bool {
        self.tokens.iter().take(end).skip(first).any(|token| {
            token.is_sign(&[';', ':', '—', '“', '”', '"', '('])
                || token.kind == Kind::Break
                || token.class.is(Class::SUBORDINATOR) && !token.class.is(Class::PREPOSITION)
                || token.is(Flags::SINCE)
        })
    }
}
