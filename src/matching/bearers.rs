//! Speakers and organizations of a book that may be the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::decided::Decided;
use super::name_parts::{Part, parts};
use super::names::{
    Bearer, Reason, SUGGESTED, SameName, organization_name, same_organization, same_person,
};
use super::ranking::Index;
use super::sentence::{Sentence, WordKind, fold_letters};
use super::weights::Weights;
use crate::domain::record::Kind;
use crate::store::{Reader, Result, Row, Value};

/// A speaker or an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its row.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// Its key.
    pub key: String,
    /// The kind of speaker; empty for an organization.
    pub kind: String,
    /// What is known of it. The first name is the full name.
    pub bearer: Bearer,
}

/// Two records that may be one; the first would go into the second.
#[derive(Debug, Clone, PartialEq)]
pub struct SameBearer {
    /// The place of the one that goes.
    pub from: usize,
    /// The place of the one that stays: the one with more claims (organizations: more roles), of equals the older.
    pub into: usize,
    /// How likely it is, and why.
    pub found: SameName,
}

/// A part of a name that more bearers share is asked for only together with the initial of another part; and lists of so many are cut.
const MOST_SHARING: usize = 400;
/// How many organizations of the most similar words are compared with each.
const NEIGHBOURS: usize = 12;

/// Returns the named speakers (all kinds but unnamed), the organizations or the outlets of a book, with their aliases, countries, organizations
/// and roles.
///
/// # Errors
/// When the book cannot be read.
pub fn load(reader: &Reader<'_>, kind: Kind) -> Result<Vec<Named>> {
    load_where(reader, kind, None)
}

/// As [`load`], of these rows only.
///
/// # Errors
/// When the book cannot be read.
pub(super) fn load_some(reader: &Reader<'_>, kind: Kind, ids: &[i64]) -> Result<Vec<Named>> {
    load_where(reader, kind, Some(ids))
}

fn load_where(reader: &Reader<'_>, kind: Kind, ids: Option<&[i64]>) -> Result<Vec<Named>> {
    let parameters: Vec<(&str, Value)> = ids
        .map(|ids| ("ids", Value::list(ids)))
        .into_iter()
        .collect();
    let among = |column: &str| {
        if ids.is_some() {
            format!("{column} IN (SELECT value FROM json_each(:ids))")
        } else {
            format!("{column} IS NOT NULL")
        }
    };
    let from = match kind {
        Kind::Organization => "'' AS kind, country, parent AS organization FROM organization",
        Kind::Outlet => "'' AS kind, country, organization FROM outlet",
        _ => "kind, country, organization FROM speaker",
    };
    let is_named = if kind == Kind::Speaker {
        " AND kind <> 'unnamed'"
    } else {
        ""
    };
    let sql = format!(
        "SELECT id, uid, key, name, {from} WHERE {}{is_named} ORDER BY id",
        among("id")
    );
    let mut all: Vec<Named> = reader.rows(&sql, &parameters, |row| {
        Ok(Named {
            id: row.integer("id")?,
            uid: row.text("uid")?,
            key: row.text("key")?,
            kind: row.text("kind")?,
            bearer: Bearer {
                names: vec![row.text("name")?],
                country: row.optional_text("country")?,
                organizations: row.optional_integer("organization")?.into_iter().collect(),
                ..Bearer::default()
            },
        })
    })?;
    let places: BTreeMap<i64, usize> = all
        .iter()
        .enumerate()
        .map(|(place, named)| (named.id, place))
        .collect();
    let column = kind.as_str();
    let mut with = |sql: &str, add: &dyn Fn(&mut Bearer, &Row<'_>) -> Result<()>| -> Result<()> {
        reader.rows(sql, &parameters, |row| {
            match places
                .get(&row.integer("id")?)
                .and_then(|place| all.get_mut(*place))
            {
                Some(named) => add(&mut named.bearer, row),
                None => Ok(()),
            }
        })?;
        Ok(())
    };
    if kind.noun().aliases {
        with(
            &format!(
                "SELECT {column} AS id, name FROM alias WHERE {} ORDER BY id",
                among(column)
            ),
            &|bearer, row| {
                bearer.names.push(row.text("name")?);
                Ok(())
            },
        )?;
    }
    if kind == Kind::Speaker {
        with(
            &format!(
                "SELECT speaker AS id, role, organization FROM affiliation WHERE {} ORDER BY id",
                among("speaker")
            ),
            &|bearer, row| {
                bearer
                    .organizations
                    .extend(row.optional_integer("organization")?);
                bearer
                    .roles
                    .extend(row.optional_text("role")?.map(|role| fold_letters(&role)));
                Ok(())
            },
        )?;
    }
    Ok(all)
}

/// Returns the pairs that may be one and were not decided on, the most likely first. `only` restricts them to pairs with one of these rows.
///
/// # Errors
/// When the book cannot be read.
pub fn pairs(
    reader: &Reader<'_>,
    kind: Kind,
    all: &mut [Named],
    decided: &Decided,
    only: Option<&BTreeSet<i64>>,
) -> Result<Vec<SameBearer>> {
    let mut candidates = BTreeSet::new();
    let persons: Vec<usize> = places_where(all, |named| named.kind == "person");
    share_parts(all, &persons, &mut candidates);
    let others: Vec<usize> = places_where(all, |named| named.kind != "person");
    let weights = share_words(all, &others, &mut candidates);
    candidates.retain(|(one, other)| {
        let (Some(one), Some(other)) = (all.get(*one), all.get(*other)) else {
            return false;
        };
        one.kind == other.kind
            && only.is_none_or(|only| only.contains(&one.id) || only.contains(&other.id))
            && !decided.has(&one.uid, &other.uid)
            // Before anything is read of them: what is known of two can raise a score, but not from nothing.
            && compare(one, other, &weights).score >= SUGGESTED * 0.8
    });
    let claims = if kind == Kind::Speaker {
        claims_of(reader, all, &candidates)?
    } else {
        BTreeMap::new()
    };
    let mut pairs: Vec<SameBearer> = candidates
        .into_iter()
        .filter_map(|(place, other_place)| {
            let (one, other) = (all.get(place)?, all.get(other_place)?);
            let found = compare(one, other, &weights);
            if found.score < SUGGESTED {
                return None;
            }
            let size = |named: &Named| {
                claims
                    .get(&named.id)
                    .copied()
                    .unwrap_or_else(|| i64::try_from(named.bearer.names.len()).unwrap_or(0))
            };
            let (from, into) = if size(other) > size(one) {
                (place, other_place)
            } else {
                (other_place, place)
            };
            Some(SameBearer { from, into, found })
        })
        .collect();
    pairs.sort_by(|one, other| {
        other
            .found
            .score
            .total_cmp(&one.found.score)
            .then_with(|| (one.into, one.from).cmp(&(other.into, other.from)))
    });
    Ok(pairs)
}

fn places_where(all: &[Named], test: impl Fn(&Named) -> bool) -> Vec<usize> {
    all.iter()
        .enumerate()
        .filter(|(_, named)| test(named))
        .map(|(place, _)| place)
        .collect()
}

pub(super) fn compare(one: &Named, other: &Named, weights: &Weights) -> SameName {
    if one.kind == "person" {
        same_person(&one.bearer, &other.bearer)
    } else {
        same_organization(&one.bearer, &other.bearer, weights)
    }
}

/// Pairs of persons that share a part of a name (its consonants) and the initial of another part; or a part where one has nothing else; or
/// all letters.
fn share_parts(all: &[Named], persons: &[usize], candidates: &mut BTreeSet<(usize, usize)>) {
    let mut having: HashMap<String, Vec<usize>> = HashMap::new();
    for place in persons {
        let Some(named) = all.get(*place) else {
            continue;
        };
        let mut keys = BTreeSet::new();
        for name in &named.bearer.names {
            let parts = parts(name);
            let mut letters: Vec<&str> = parts.iter().map(|part| part.letters.as_str()).collect();
            keys.insert(format!("={}", letters.concat()));
            let turn = usize::from(!letters.is_empty());
            letters.rotate_left(turn);
            keys.insert(format!("={}", letters.concat()));
            for (at, part) in parts.iter().enumerate() {
                if part.is_initial() {
                    continue;
                }
                keys.insert(format!("1{}", part.frame));
                for (other_at, other) in parts.iter().enumerate() {
                    if at != other_at {
                        keys.insert(format!("2{} {}", part.frame, initial(other)));
                    }
                }
            }
        }
        for key in keys {
            having.entry(key).or_default().push(*place);
        }
    }
    for (key, places) in having {
        // One part alone says something only of those who have no other.
        let is_single = key.starts_with('1');
        let has_one = |place: &usize| {
            all.get(*place)
                .is_some_and(|named| named.bearer.names.iter().any(|name| parts(name).len() == 1))
        };
        let places: Vec<usize> = places.into_iter().take(MOST_SHARING).collect();
        let singles: Vec<usize> = if is_single {
            places.iter().copied().filter(has_one).collect()
        } else {
            Vec::new()
        };
        if is_single {
            for one in &singles {
                candidates.extend(
                    places
                        .iter()
                        .filter(|other| *other != one)
                        .map(|other| ordered(*one, *other)),
                );
            }
        } else {
            add_all(&places, candidates);
        }
    }
}

fn initial(part: &Part) -> String {
    part.sound.chars().take(1).collect()
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

fn add_all(places: &[usize], candidates: &mut BTreeSet<(usize, usize)>) {
    for (at, one) in places.iter().enumerate() {
        candidates.extend(
            places
                .iter()
                .skip(at + 1)
                .map(|other| ordered(*one, *other)),
        );
    }
}

/// Pairs of organizations (and of groups, countries, documents) that share words, or of which one is the first letters of the other.
fn share_words(
    all: &[Named],
    places: &[usize],
    candidates: &mut BTreeSet<(usize, usize)>,
) -> Weights {
    let mut index = Index::default();
    let mut owners = Vec::new();
    let mut by_letters: HashMap<String, Vec<usize>> = HashMap::new();
    let mut queries: Vec<(usize, Sentence)> = Vec::new();
    for place in places {
        for name in all
            .get(*place)
            .map(|named| named.bearer.names.as_slice())
            .unwrap_or_default()
        {
            let sentence = organization_name(name);
            index.add(&sentence);
            owners.push(*place);
            let letters: String = sentence
                .words
                .iter()
                .filter(|word| word.kind != WordKind::Empty)
                .filter_map(|word| word.folded.chars().next())
                .collect();
            let whole: String = fold_letters(name)
                .chars()
                .filter(|character| character.is_alphanumeric())
                .collect();
            for key in BTreeSet::from([letters, whole]) {
                by_letters.entry(key).or_default().push(*place);
            }
            queries.push((*place, sentence));
        }
    }
    for (place, sentence) in &queries {
        for ranked in index.best(sentence, NEIGHBOURS) {
            if let Some(other) = owners.get(ranked.place).filter(|other| *other != place) {
                candidates.insert(ordered(*place, *other));
            }
        }
    }
    for places in by_letters.into_values() {
        let different: BTreeSet<usize> = places.into_iter().take(MOST_SHARING).collect();
        add_all(&different.into_iter().collect::<Vec<_>>(), candidates);
    }
    index.weights().clone()
}

/// Reads in which articles the speakers of candidate pairs speak, and returns how many claims each has.
fn claims_of(
    reader: &Reader<'_>,
    all: &mut [Named],
    candidates: &BTreeSet<(usize, usize)>,
) -> Result<BTreeMap<i64, i64>> {
    let places: BTreeSet<usize> = candidates
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    let of_id: BTreeMap<i64, usize> = places
        .iter()
        .filter_map(|place| Some((all.get(*place)?.id, *place)))
        .collect();
    let ids: Vec<i64> = of_id.keys().copied().collect();
    let mut claims: BTreeMap<i64, i64> = BTreeMap::new();
    reader.rows(
        include_str!("claims_of_speakers.sql"),
        &[("ids", Value::list(&ids))],
        |row| {
            let speaker = row.integer("speaker")?;
            *claims.entry(speaker).or_default() += row.integer("claims")?;
            let article = row.integer("article")?;
            if let Some(named) = of_id.get(&speaker).and_then(|place| all.get_mut(*place)) {
                named.bearer.articles.insert(article);
            }
            Ok(())
        },
    )?;
    Ok(claims)
}

/// Returns the reasons as one line.
#[must_use]
pub fn shown(reasons: &BTreeSet<Reason>) -> String {
    reasons
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}
