//! Whom the counted claims treat, in which role and tone, and who does.

use std::collections::{BTreeMap, BTreeSet};

use super::super::article_groups::{ArticleGroups, NONE, column_name};
use super::super::by::By;
use super::super::claims::{ArticleClaims, Claim};
use super::super::filters::Once;
use super::super::speaker_profile::{Appearance, SpeakerProfiles};
use super::super::units::{Appearances, Counter, Sides};
use super::tones::Tones;
use crate::domain::claim::{TargetRole, Voice};
use crate::store::{Reader, StoreError, Value};

/// Whom a claim addresses or is about.
pub(super) type Target = (i64, TargetRole);

/// Who says something together, as introduced; nobody where the article itself does, or where it is not coded who does.
type Company = (Appearances, Option<Voice>);

/// Whom claims treat and in which tone, by the claim.
pub(super) type Treated = BTreeMap<i64, BTreeSet<(Target, Option<i64>)>>;

/// Reads whom the counted claims of some articles treat.
pub(super) fn read(
    reader: &Reader<'_>,
    batch: &[ArticleClaims<'_>],
) -> Result<Treated, StoreError> {
    let ids: Vec<i64> = batch
        .iter()
        .flat_map(|of_article| of_article.claims)
        .filter(|claim| claim.is_counted())
        .map(|claim| claim.id)
        .collect();
    let mut targets = Treated::new();
    reader.rows(
        include_str!("targets.sql"),
        &[("ids", Value::list(&ids))],
        |row| {
            let claim = row.integer("claim")?;
            let target = (row.integer("speaker")?, row.parsed("role")?);
            let tone = row.optional_integer("tone")?;
            targets.entry(claim).or_default().insert((target, tone));
            Ok(())
        },
    )?;
    Ok(targets)
}

/// How one target is treated.
#[derive(Debug, Default)]
pub(super) struct Treatment {
    pub(super) all: Tones,
    /// By the place of the column, or of the company from which the columns follow.
    pub(super) apart: BTreeMap<usize, Tones>,
}

/// The treatments of all targets, and by whom.
pub(super) struct Treatments {
    once: Once,
    without_evidence: bool,
    by: By,
    /// One for each target, role and tone, since each of them counts by itself.
    counters: BTreeMap<(Target, Option<i64>), Counter>,
    pub(super) targets: BTreeMap<Target, Treatment>,
    /// The companies by their numbers; only where speakers are grouped.
    companies: BTreeMap<Company, usize>,
}

impl Treatments {
    /// Counts under a rule; `by` says what the columns are.
    pub(super) fn new(once: Once, by: By, without_evidence: bool) -> Treatments {
        Treatments {
            once,
            without_evidence,
            by,
            counters: BTreeMap::new(),
            targets: BTreeMap::new(),
            companies: BTreeMap::new(),
        }
    }

    /// Counts the treatments in some articles.
    pub(super) fn add(
        &mut self,
        groups: &ArticleGroups,
        batch: &[ArticleClaims<'_>],
        targets: &Treated,
    ) {
        for of_article in batch {
            let Some(group) = groups.place(of_article.article.id) else {
                continue;
            };
            let mut treating: BTreeMap<(Target, Option<i64>), Vec<&Claim>> = BTreeMap::new();
            for claim in of_article.claims {
                for treated in targets.get(&claim.id).into_iter().flatten() {
                    treating.entry(*treated).or_default().push(claim);
                }
            }
            for (treated, claims) in treating {
                self.add_article(treated, claims, group);
            }
        }
    }

    /// Counts how one target is treated in one role and one tone by the claims of one article.
    fn add_article(
        &mut self,
        (target, tone): (Target, Option<i64>),
        claims: Vec<&Claim>,
        group: usize,
    ) {
        let counter = self.counters.entry((target, tone)).or_insert_with(|| {
            Counter::new(self.once, Sides::Together).without_evidence(self.without_evidence)
        });
        let treatment = self.targets.entry(target).or_default();
        for unit in counter.units(claims) {
            let column = if self.by.is_of_speakers() {
                let mut company = unit.speakers;
                company.sort_unstable();
                company.dedup();
                let voice = company.is_empty().then_some(unit.claim.voice);
                let next = self.companies.len();
                *self.companies.entry((company, voice)).or_insert(next)
            } else {
                group
            };
            treatment.all.of_mut(tone).add(unit.evidence);
            let apart = treatment.apart.entry(column).or_default();
            apart.of_mut(tone).add(unit.evidence);
        }
    }

    /// Returns the groups that are the columns, and makes each number in [`Treatment::apart`] one of their places.
    pub(super) fn columns(
        &mut self,
        reader: &Reader<'_>,
        groups: &ArticleGroups,
    ) -> Result<Vec<(String, String)>, StoreError> {
        if !self.by.is_of_speakers() {
            return Ok(groups.columns());
        }
        let appearances: BTreeSet<Appearance> = self
            .companies
            .keys()
            .flat_map(|(company, _)| company.iter().copied())
            .collect();
        let profiles = SpeakerProfiles::load(reader, &appearances, Some(&self.by))?;
        let groups_of = |(company, voice): &Company| -> BTreeSet<(u8, String)> {
            if let Some(voice) = voice {
                let nobody = match voice {
                    Voice::Narration => "(the article itself)",
                    Voice::Direct | Voice::Indirect => "(no speaker)",
                };
                return BTreeSet::from([(2, nobody.to_owned())]);
            }
            company
                .iter()
                .map(|appearance| profiles.group(*appearance, &self.by))
                .map(|group| (u8::from(group == NONE), group))
                .collect()
        };
        let by_number: BTreeMap<usize, BTreeSet<(u8, String)>> = self
            .companies
            .iter()
            .map(|(company, number)| (*number, groups_of(company)))
            .collect();
        let all: BTreeSet<&(u8, String)> = by_number.values().flatten().collect();
        let places: BTreeMap<&(u8, String), usize> = all.iter().copied().zip(0..).collect();
        for treatment in self.targets.values_mut() {
            let mut apart: BTreeMap<usize, Tones> = BTreeMap::new();
            for (number, tones) in std::mem::take(&mut treatment.apart) {
                for group in by_number.get(&number).into_iter().flatten() {
                    if let Some(place) = places.get(group) {
                        apart.entry(*place).or_default().merge(tones.clone());
                    }
                }
            }
            treatment.apart = apart;
        }
        Ok(all
            .into_iter()
            .map(|(_, heading)| (column_name(heading), heading.clone()))
            .collect())
    }
}
