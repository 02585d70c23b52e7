//! How well matching does on labelled texts. Any files of these forms can be run; `pairs.tsv` beside this file holds invented pairs,
//! with the traps (figures, negations, contraries, exchanged words) among them.
//!
//! ```text
//! cargo bench --bench matching                                   the invented pairs: correlation and calibration
//! cargo bench --bench matching -- pairs FILE                     FILE: score<TAB>one text<TAB>other text
//! cargo bench --bench matching -- retrieval QUERIES TEXTS        TEXTS: id<TAB>text; QUERIES: query<TAB>ids of the texts it is about, between spaces
//! cargo bench --bench matching -- copies FOLDER                  FOLDER: one text a file
//! ```
//!
//! A line that begins with `#` is a comment; a text may stand in quotation marks. Scores of any scale do. Words weigh by how rare they are
//! in the file itself (in the texts, for retrieval), as they would in a book.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use claimbook::domain::containment::Collection;
use claimbook::domain::shingles::Vocabulary;
use claimbook::matching::certainty::{Context, Level, judge};
use claimbook::matching::likeness::likeness;
use claimbook::matching::ranking::{Index, Ranked};
use claimbook::matching::sentence::{Sentence, WordKind};
use claimbook::matching::weights::Weights;

/// Where a pair is judged the same, on the scale of `pairs.tsv`.
const SAME: f64 = 4.0;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["calibration"] => own_pairs(),
        ["pairs", file] => read(file).and_then(|text| pairs(&text)),
        ["retrieval", queries, texts] => retrieval(queries, texts),
        ["copies", folder] => copies(folder),
        _ => Err(
            "usage: [calibration] | pairs FILE | retrieval QUERIES TEXTS | copies FOLDER".into(),
        ),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("Error: {error}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]
fn say(line: &str) {
    println!("{line}");
}

fn read(file: &str) -> Result<String, Box<dyn Error>> {
    std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}").into())
}

/// The cells of each line that is no comment.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            line.split('\t')
                .map(|cell| cell.trim().trim_matches('"'))
                .collect()
        })
}

struct Pair {
    score: f64,
    one: Sentence,
    other: Sentence,
    shown: String,
}

fn read_pairs(text: &str) -> Result<Vec<Pair>, Box<dyn Error>> {
    lines(text)
        .map(|cells| match cells.as_slice() {
            [score, one, other, ..] => Ok(Pair {
                score: score
                    .parse()
                    .map_err(|_| format!("“{score}” is no score"))?,
                one: Sentence::read(one),
                other: Sentence::read(other),
                shown: format!("{one} | {other}"),
            }),
            _ => Err(format!("a line has fewer than three cells: {}", cells.join(" ")).into()),
        })
        .collect()
}

fn weights(pairs: &[Pair]) -> Weights {
    Weights::of(pairs.iter().flat_map(|pair| [&pair.one, &pair.other]))
}

fn pairs(text: &str) -> Outcome {
    let pairs = read_pairs(text)?;
    let weights = weights(&pairs);
    let scores: Vec<f64> = pairs.iter().map(|pair| pair.score).collect();
    let alike: Vec<f64> = pairs
        .iter()
        .map(|pair| likeness(&pair.one, &pair.other, &weights).value)
        .collect();
    let overlap: Vec<f64> = pairs
        .iter()
        .map(|pair| weighted_overlap(&pair.one, &pair.other, &weights))
        .collect();
    say(&format!("{} pairs", pairs.len()));
    for (name, values) in [
        ("likeness", &alike),
        ("weighted overlap of stems alone", &overlap),
    ] {
        say(&format!(
            "{name}: Pearson {:.4}, Spearman {:.4}",
            pearson(&scores, values),
            pearson(&ranks(&scores), &ranks(values))
        ));
    }
    Ok(())
}

/// The plainest measure, for comparison: the weight of common stems by the weight of all.
fn weighted_overlap(one: &Sentence, other: &Sentence, weights: &Weights) -> f64 {
    let stems = |sentence: &Sentence| -> BTreeMap<String, f64> {
        let words = sentence
            .words
            .iter()
            .filter(|word| word.kind != WordKind::Empty);
        words
            .map(|word| (word.stem.clone(), weights.weight(word)))
            .collect()
    };
    let (one, other) = (stems(one), stems(other));
    let common: f64 = one
        .iter()
        .filter(|(stem, _)| other.contains_key(*stem))
        .map(|(_, weight)| weight)
        .sum();
    let all: f64 = one.values().chain(other.values()).sum();
    if all > 0.0 { 2.0 * common / all } else { 0.0 }
}

fn pearson(one: &[f64], other: &[f64]) -> f64 {
    let number = one.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / number;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let (mut together, mut alone, mut other_alone) = (0.0, 0.0, 0.0);
    for (value, other_value) in one.iter().zip(other) {
        together += (value - mean_one) * (other_value - mean_other);
        alone += (value - mean_one).powi(2);
        other_alone += (other_value - mean_other).powi(2);
    }
    together / (alone * other_alone).sqrt()
}

/// The rank of each value, equal values with the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    for same in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let before = order
            .iter()
            .position(|place| Some(place) == same.first())
            .unwrap_or(0);
        for place in same {
            ranks[*place] = before as f64 + (same.len() as f64 - 1.0) / 2.0;
        }
    }
    ranks
}

/// The invented pairs: correlation, how often a probability is right, and what is nearly certain.
fn own_pairs() -> Outcome {
    let text = read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/matching/pairs.tsv"
    ))?;
    pairs(&text)?;
    let pairs = read_pairs(&text)?;
    let weights = weights(&pairs);
    let mut bins: BTreeMap<usize, (usize, usize, f64)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for pair in &pairs {
        let shorter = pair.one.length.min(pair.other.length);
        let found = judge(
            &likeness(&pair.one, &pair.other, &weights),
            Context {
                shorter,
                ..Context::default()
            },
        );
        let is_same = pair.score >= SAME;
        let bin = bins.entry((found.probability * 5.0) as usize).or_default();
        *bin = (
            bin.0 + 1,
            bin.1 + usize::from(is_same),
            bin.2 + found.probability,
        );
        if found.level == Level::NearlyCertain && !is_same {
            wrong.push(&pair.shown);
        }
    }
    say("probability  pairs  mean  the same");
    for (bin, (number, same, sum)) in bins {
        let low = bin as f64 / 5.0;
        let number = number as f64;
        say(&format!(
            "{low:.1} to {:.1}   {number:>5}  {:.2}  {:.2}",
            low + 0.2,
            sum / number,
            same as f64 / number
        ));
    }
    say(&format!("nearly certain and wrong: {}", wrong.len()));
    for pair in wrong {
        say(&format!("  {pair}"));
    }
    Ok(())
}

fn retrieval(queries: &str, texts: &str) -> Outcome {
    let (queries, texts) = (read(queries)?, read(texts)?);
    let mut ids = Vec::new();
    let mut all = Vec::new();
    for cells in lines(&texts) {
        if let [id, words @ ..] = cells.as_slice() {
            ids.push((*id).to_owned());
            all.push(words.join(" "));
        }
    }
    let started = Instant::now();
    let mut index = Index::default();
    for text in &all {
        index.add_text(text);
    }
    let indexed = started.elapsed();
    let started = Instant::now();
    let mut plain = Averages::default();
    let mut ordered = Averages::default();
    for cells in lines(&queries) {
        let [query, relevant, ..] = cells.as_slice() else {
            return Err(format!("a query has no ids: {}", cells.join(" ")).into());
        };
        let relevant: BTreeSet<&str> = relevant
            .split([' ', ','])
            .filter(|id| !id.is_empty())
            .collect();
        let query = Sentence::read(query);
        plain.add(&index.best(&query, 100), &ids, &relevant);
        ordered.add(
            &index.rank(&query, 100, |place| {
                all.get(place).map(|text| Sentence::read(text))
            }),
            &ids,
            &relevant,
        );
    }
    say(&format!(
        "{} texts, indexed in {indexed:.1?}; {} queries in {:.1?}",
        all.len(),
        plain.queries,
        started.elapsed()
    ));
    for (name, averages) in [
        ("BM25 of stems", plain),
        ("ordered by what is common", ordered),
    ] {
        say(&format!("{name}: {}", averages.shown()));
    }
    Ok(())
}

#[derive(Default)]
struct Averages {
    queries: usize,
    precision_at_5: f64,
    reciprocal: f64,
    found_at_5: usize,
}

impl Averages {
    fn add(&mut self, ranked: &[Ranked], ids: &[String], relevant: &BTreeSet<&str>) {
        self.queries += 1;
        let hits: Vec<usize> = ranked
            .iter()
            .enumerate()
            .filter(|(_, ranked)| {
                ids.get(ranked.place)
                    .is_some_and(|id| relevant.contains(id.as_str()))
            })
            .map(|(rank, _)| rank)
            .collect();
        let early = hits.iter().filter(|rank| **rank < 5);
        let sum: f64 = early
            .clone()
            .enumerate()
            .map(|(number, rank)| (number as f64 + 1.0) / (*rank as f64 + 1.0))
            .sum();
        self.precision_at_5 += sum / relevant.len().clamp(1, 5) as f64;
        self.found_at_5 += usize::from(early.count() > 0);
        self.reciprocal += hits.first().map_or(0.0, |rank| 1.0 / (*rank as f64 + 1.0));
    }

    fn shown(&self) -> String {
        let queries = self.queries.max(1) as f64;
        format!(
            "MAP@5 {:.4}, MRR {:.4}, found among five {:.4}",
            self.precision_at_5 / queries,
            self.reciprocal / queries,
            self.found_at_5 as f64 / queries
        )
    }
}

fn copies(folder: &str) -> Outcome {
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let started = Instant::now();
    let mut vocabulary = Vocabulary::default();
    let mut collection = Collection::default();
    for file in &files {
        collection.add(&vocabulary.words(&std::fs::read_to_string(file)?));
    }
    let read = started.elapsed();
    let pairs = collection.contained_pairs(35);
    say(&format!(
        "{} texts of {} runs, read in {read:.1?}, compared in {:.1?}",
        files.len(),
        collection.runs(),
        started.elapsed() - read
    ));
    for pair in pairs.iter().take(100) {
        let name = |place: usize| {
            files
                .get(place)
                .map(|file| file.display().to_string())
                .unwrap_or_default()
        };
        say(&format!(
            "{} of {}: {} | {}",
            pair.shared,
            pair.of,
            name(pair.one),
            name(pair.other)
        ));
    }
    Ok(())
}
