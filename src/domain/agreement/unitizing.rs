//! Krippendorff's alpha for unitizing: whether coders find claims at the same places of a text, with the same bounds.

use super::super::text::Span;
use super::{Coefficient, Undefined};

/// The stretches of texts that coders marked, to be compared by [`UnitizedTexts::alpha`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct UnitizedTexts {
    texts: usize,
    /// Lengths over which two coders meet, in ordered pairs, each text's divided by its coders less one: mark on mark.
    marks: f64,
    /// The same: a mark on what the other left free, either way.
    mixed: f64,
    /// The same: free on free.
    gaps: f64,
    /// The squares of the lengths of all marked stretches: what a stretch would meet in itself.
    squares: f64,
    /// The lengths of all free stretches.
    free: f64,
}

impl UnitizedTexts {
    /// Adds a text of so many code points with what each coder marked in it. What a coder marked twice counts once, and marks that
    /// touch are one, as two claims in one sentence are one stretch here. A text that one coder alone read adds nothing.
    pub fn add(&mut self, length: u32, coders: &[Vec<Span>]) {
        if coders.len() < 2 || length == 0 {
            return;
        }
        self.texts += 1;
        let marked: Vec<Vec<Span>> = coders
            .iter()
            .map(|spans| {
                let spans: Vec<Span> = spans
                    .iter()
                    .map(|span| Span::new(span.start.min(length), span.end.min(length)))
                    .collect();
                super::matching::merged(&spans)
            })
            .collect();
        let length_of = |span: &Span| f64::from(span.end - span.start);
        let covered: Vec<f64> = marked
            .iter()
            .map(|spans| spans.iter().map(length_of).sum())
            .collect();
        let length = f64::from(length);
        for (spans, covered) in marked.iter().zip(&covered) {
            self.squares += spans
                .iter()
                .map(|span| length_of(span) * length_of(span))
                .sum::<f64>();
            self.free += length - covered;
        }
        let others = f64::from(u32::try_from(coders.len() - 1).unwrap_or(u32::MAX));
        for (at, (one, one_covered)) in marked.iter().zip(&covered).enumerate() {
            for (other, other_covered) in marked.iter().zip(&covered).skip(at + 1) {
                let both = common(one, other);
                self.marks += 2.0 * both / others;
                self.mixed += 2.0 * (one_covered + other_covered - 2.0 * both) / others;
                self.gaps += 2.0 * (length - one_covered - other_covered + both) / others;
            }
        }
    }

    /// Returns binary unitizing alpha, one number for bounds alone, whatever the claims are: K. Krippendorff, Y. Mathet, S. Bouvry,
    /// A. Widlöcher, “On the reliability of unitizing textual continua: Further developments”, Quality & Quantity 50 (2016).
    /// Several texts are one continuum, in which no stretch goes over from one text to the next.
    ///
    /// # Errors
    /// [`Undefined::NothingToCompare`] without a text of two coders, [`Undefined::NoVariation`] where nothing or all is marked.
    pub fn alpha(&self) -> Coefficient {
        if self.texts == 0 {
            return Err(Undefined::NothingToCompare);
        }
        let all = self.marks + self.mixed + self.gaps;
        let (marked, free) = (self.marks + self.mixed / 2.0, self.gaps + self.mixed / 2.0);
        let expected = all * 2.0 * marked * free / (all * all - self.squares - self.free);
        if expected == 0.0 || !expected.is_finite() {
            return Err(Undefined::NoVariation);
        }
        Ok(1.0 - self.mixed / expected)
    }
}

/// Returns how many code points two lists of ordered stretches have in common.
fn common(one: &[Span], other: &[Span]) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a text has less than 2^32 code points"
    )]
    let both = super::matching::Overlap::of(one, other).both as f64;
    both
}

#[cfg(test)]
mod tests {
    use super::super::testing::close;
    use super::*;

    fn of(length: u32, coders: &[&[(u32, u32)]]) -> UnitizedTexts {
        let mut texts = UnitizedTexts::default();
        add(&mut texts, length, coders);
        texts
    }

    fn add(texts: &mut UnitizedTexts, length: u32, coders: &[&[(u32, u32)]]) {
        let coders: Vec<Vec<Span>> = coders
            .iter()
            .map(|marks| {
                marks
                    .iter()
                    .map(|(start, end)| Span::new(*start, *end))
                    .collect()
            })
            .collect();
        texts.add(length, &coders);
    }

    #[test]
    fn alpha_is_that_of_the_python_package_krippendorff_unitized_alpha() {
        // The fractions are exact arithmetic on code points; the digits are those of version 0.1.0 of the package.
        let ann: &[(u32, u32)] = &[(3, 14), (22, 52)];
        let ben: &[(u32, u32)] = &[(3, 9), (22, 52)];
        let cy: &[(u32, u32)] = &[(22, 40)];
        close(of(55, &[ann, ben]).alpha(), 7632.0 / 9317.0);
        close(of(55, &[ann, ben]).alpha(), 0.819_147_794_354_406);
        close(of(55, &[ann, ben, cy]).alpha(), 262_574.0 / 548_625.0);
        close(of(55, &[ann, ben, cy]).alpha(), 0.478_603_782_182_730);
        close(
            of(40, &[&[(0, 10), (20, 30)], &[(10, 20)]]).alpha(),
            -0.5125,
        );
    }

    #[test]
    fn marks_that_overlap_or_touch_are_one_stretch() {
        let one = of(
            55,
            &[&[(3, 10), (8, 14), (22, 40), (40, 52)], &[(3, 9), (22, 52)]],
        );
        assert_eq!(one, of(55, &[&[(3, 14), (22, 52)], &[(3, 9), (22, 52)]]));
    }

    #[test]
    fn several_texts_are_one_continuum() {
        let mut texts = of(20, &[&[(2, 8)], &[(2, 8)]]);
        add(&mut texts, 35, &[&[(2, 32)], &[(2, 20)]]);
        let one = of(55, &[&[(2, 8), (22, 52)], &[(2, 8), (22, 40)]]);
        close(texts.alpha(), one.alpha().expect("it is defined"));
    }

    #[test]
    fn same_stretches_have_1_and_nothing_marked_or_one_coder_has_none() {
        close(of(30, &[&[(2, 8)], &[(2, 8)]]).alpha(), 1.0);
        assert_eq!(of(30, &[&[], &[]]).alpha(), Err(Undefined::NoVariation));
        assert_eq!(
            of(30, &[&[(0, 30)], &[(0, 90)]]).alpha(),
            Err(Undefined::NoVariation)
        );
        assert_eq!(
            of(30, &[&[(2, 8)]]).alpha(),
            Err(Undefined::NothingToCompare)
        );
    }
}
