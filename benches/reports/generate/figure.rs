//! Figures: of one proposition mostly the same, in other words, and now and then another.

use super::random::Random;

/// A figure as the table has it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: Option<u32>,
    pub(super) range: Option<(u32, u32)>,
    pub(super) comparator: &'static str,
    pub(super) hedge: Option<&'static str>,
    pub(super) unit: Option<&'static str>,
    pub(super) what: Option<&'static str>,
    pub(super) period: Option<&'static str>,
    pub(super) printed: String,
}

const UNITS: [&str; 8] = [
    "people", "homes", "boats", "%", "crowns", "tonnes", "schools", "days",
];

const PERIODS: [&str; 5] = ["2016", "2018-06", "2019", "2021..2022", "2023-11"];

/// A figure on the thing of this number; another article may give another one.
pub(super) fn figure(thing: usize, random: &mut Random) -> Figure {
    let mut own = Random::of(12, thing);
    let usual = 10 + u32::try_from(own.below(990)).unwrap_or(0);
    let unit = own.pick(&UNITS);
    let value = match random.below(10) {
        0..7 => usual,
        7 => usual + 1,
        8 => usual / 10 * 10,
        _ => usual + 10 + u32::try_from(random.below(90)).unwrap_or(0),
    };
    let (comparator, hedge) = random.weighted(&[
        (55, ("=", None)),
        (12, ("~", Some("about"))),
        (10, ("<", Some("nearly"))),
        (10, (">", Some("more than"))),
        (5, ("<=", Some("up to"))),
        (5, (">=", Some("at least"))),
        (3, ("~", None)),
    ]);
    let range = (comparator == "=" && random.chance(80)).then(|| (value, value + value / 4 + 1));
    let amount = match range {
        Some((low, high)) => format!("{low} to {high}"),
        None => value.to_string(),
    };
    let words: Vec<&str> = hedge.into_iter().chain([amount.as_str(), unit]).collect();
    Figure {
        value: range.is_none().then_some(value),
        range,
        comparator,
        hedge,
        unit: (!random.chance(60)).then_some(unit),
        what: random.chance(80).then_some("those affected"),
        period: random.chance(200).then(|| random.pick(&PERIODS)),
        printed: words.join(" "),
    }
}

impl Figure {
    /// As the base of a logging keeps it.
    pub(super) fn json(&self) -> String {
        let amount = match (self.value, self.range) {
            (Some(value), _) => format!("\"value\":\"{value}\""),
            (None, range) => {
                let (low, high) = range.unwrap_or_default();
                format!("\"low\":\"{low}\",\"high\":\"{high}\"")
            }
        };
        let hedge = self
            .hedge
            .map_or_else(String::new, |hedge| format!(",\"hedge\":\"{hedge}\""));
        let unit = self
            .unit
            .map_or_else(String::new, |unit| format!(",\"unit\":\"{unit}\""));
        format!(
            "{{\"text\":\"{}\",{amount},\"is\":\"{}\"{hedge}{unit}}}",
            self.printed, self.comparator
        )
    }
}
