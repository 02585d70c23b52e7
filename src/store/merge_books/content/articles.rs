//! Articles of two books that are the same, by the rules by which a sheet finds its article: its address, else its outlet, title and
//! time, else its text.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::super::error::Result;
use super::{Candidate, Same, Side, Sides};

/// An article as it is recognised; the outlet by its id here.
struct Item {
    id: i64,
    outlet: Option<i64>,
    url: Option<String>,
    title: String,
    published: Option<String>,
    texts: Vec<String>,
}

fn items(sides: &Sides<'_>, side: Side) -> Result<Vec<Item>> {
    let reader = side.of(sides);
    let mut texts: HashMap<i64, Vec<String>> = HashMap::new();
    reader.rows(
        "SELECT v.article, c.sha256 FROM article_version AS v JOIN content AS c ON c.id = v.content ORDER BY v.article, v.number",
        &[],
        |row| {
            texts
                .entry(row.integer("article")?)
                .or_default()
                .push(row.text("sha256")?);
            Ok(())
        },
    )?;
    reader.rows(
        "SELECT id, outlet, url, title, published FROM article ORDER BY id",
        &[],
        |row| {
            let id = row.integer("id")?;
            Ok(Item {
                id,
                outlet: side.id(sides, "outlet", row.optional_integer("outlet")?),
                url: row.optional_text("url")?,
                title: row.text("title")?,
                published: row.optional_text("published")?,
                texts: texts.remove(&id).unwrap_or_default(),
            })
        },
    )
}

/// By what a rule recognises an article.
type Signatures = fn(&Item) -> Vec<String>;

/// Finds which of the articles `open` there are here.
pub(super) fn articles(sides: &Sides<'_>, open: &[i64], same: &mut Same) -> Result<()> {
    let open: BTreeSet<i64> = open.iter().copied().collect();
    let mut there = items(sides, Side::There)?;
    there.retain(|item| open.contains(&item.id));
    let mut here = items(sides, Side::Here)?;
    here.retain(|item| !sides.taken.contains(&item.id));
    let rules: [(&'static str, Signatures); 3] = [
        ("has the same address, and is not the only one", |item| {
            item.url.iter().cloned().collect()
        }),
        (
            "has the same outlet, title and time, and is not the only one",
            |item| {
                let published = item.published.as_deref().unwrap_or("");
                vec![format!(
                    "{:?}\u{1}{}\u{1}{published}",
                    item.outlet, item.title
                )]
            },
        ),
        ("has the same text, and is not the only one", |item| {
            let outlet = item.outlet;
            item.texts
                .iter()
                .map(|text| format!("{outlet:?}\u{1}{text}"))
                .collect()
        }),
    ];
    for (rule, (why, signatures)) in rules.into_iter().enumerate() {
        let mut found: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let mut rivals: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let mut at: HashMap<String, Vec<&Item>> = HashMap::new();
        for item in &here {
            for signature in signatures(item) {
                at.entry(signature).or_default().push(item);
            }
        }
        for item in &there {
            for signature in signatures(item) {
                for other in at.get(&signature).into_iter().flatten() {
                    // Another address is another article; a text alone says which only where neither has an address.
                    let apart = match rule {
                        0 => false,
                        1 => item.url.is_some() && other.url.is_some() && item.url != other.url,
                        _ => item.url.is_some() || other.url.is_some(),
                    };
                    if !apart {
                        found.entry(item.id).or_default().insert(other.id);
                        rivals.entry(other.id).or_default().insert(item.id);
                    }
                }
            }
        }
        let mut done = HashSet::new();
        for (id, candidates) in &found {
            let only = candidates.first().filter(|other| {
                candidates.len() == 1 && rivals.get(other).is_some_and(|of| of.len() == 1)
            });
            match only {
                Some(other) => {
                    same.known.push((*id, *other));
                    done.insert(*other);
                }
                None => same.uncertain.push((
                    *id,
                    candidates
                        .iter()
                        .map(|here| Candidate { here: *here, why })
                        .collect(),
                )),
            }
        }
        // Several with one address are several, whatever else they share.
        there.retain(|item| !found.contains_key(&item.id));
        here.retain(|item| !done.contains(&item.id));
    }
    Ok(())
}
