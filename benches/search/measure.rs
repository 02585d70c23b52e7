//! The queries, the clock and the table.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use claimbook::store::{Access, Book};
use rusqlite::Connection;

use crate::generate::{Size, generate};

const SIZES: [(&str, usize); 3] = [("10k", 500), ("100k", 5_000), ("1m", 50_000)];

/// A query of claimbook, and its words for FTS5 where it has any.
struct Query {
    name: &'static str,
    line: String,
    bare: Option<String>,
}

pub(crate) fn run() {
    let kept = std::env::var_os("CLAIMBOOK_BENCH_BOOKS").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.as_deref().unwrap_or(temporary.path());
    let wanted = std::env::var("CLAIMBOOK_BENCH_SIZES").unwrap_or_else(|_| String::from("10k"));
    let rounds = std::env::var("CLAIMBOOK_BENCH_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(20_usize);
    let mut growth: Vec<(&str, Vec<f64>)> = Vec::new();
    for name in wanted.split(',').map(str::trim) {
        let Some((_, articles)) = SIZES.iter().find(|(known, _)| known == &name) else {
            println!("no size {name}; there are 10k, 100k and 1m");
            continue;
        };
        let size = Size {
            articles: *articles,
            claims_of_an_article: 20,
        };
        let path = folder.join(format!("{name}.db"));
        if !path.exists() {
            generate(&path, size).unwrap();
        }
        // An older book is brought up to date, which makes its index.
        drop(Book::open(&path, Access::Write).unwrap());
        measure(name, &path, rounds, &mut growth);
    }
    if growth.iter().any(|(_, times)| times.len() > 1) {
        println!("\ngrowth of p50 (ms): {wanted}");
        for (name, times) in growth {
            let times: Vec<String> = times.iter().map(|ms| format!("{ms:>8.1}")).collect();
            println!("{name:<18}{}", times.join(""));
        }
    }
}

fn measure(name: &str, path: &Path, rounds: usize, growth: &mut Vec<(&'static str, Vec<f64>)>) {
    let book = Connection::open(path).unwrap();
    let claims: i64 = book
        .query_row("SELECT count(*) FROM claim", [], |row| row.get(0))
        .unwrap();
    let queries = queries(&book);
    drop(book);
    println!("\n{name}: {claims} claims, {rounds} rounds");
    println!(
        "{:<18}{:>8}{:>8}{:>8}{:>7}{:>10}{:>7}  query",
        "", "p50 ms", "p95 ms", "bare ms", "ratio", "claims ms", "ratio"
    );
    let mut times: Vec<Vec<f64>> = queries.iter().map(|_| Vec::new()).collect();
    let mut bares = times.clone();
    let mut claims_alone = times.clone();
    for round in 0..=rounds {
        for (at, query) in queries.iter().enumerate() {
            let search = |line: &str| {
                clock(
                    Command::new(env!("CARGO_BIN_EXE_claimbook"))
                        .arg("--book")
                        .arg(path)
                        .args(["search", "-f", "json", "--", line]),
                )
            };
            let ours = search(&query.line);
            // As much as the bare query does.
            let of_claims = query
                .bare
                .as_ref()
                .map(|_| search(&format!("{} kind:claim", query.line)));
            let bare = query.bare.as_ref().map(|words| {
                clock(Command::new("sqlite3").arg("-readonly").arg(path).arg(format!(
                    "SELECT rowid, words FROM search_claim WHERE search_claim MATCH '{words}' ORDER BY rank LIMIT 20"
                )))
            });
            // The first round warms up.
            if round > 0 {
                times[at].push(ours);
                bares[at].extend(bare);
                claims_alone[at].extend(of_claims);
            }
        }
    }
    let mut all: Vec<f64> = times.iter().flatten().copied().collect();
    let shown = |value: Option<f64>, places: usize| match value {
        Some(value) => format!("{value:.places$}"),
        None => String::from("-"),
    };
    for (at, query) in queries.iter().enumerate() {
        let p50 = quantile(&mut times[at], 0.5);
        let bare = (!bares[at].is_empty()).then(|| quantile(&mut bares[at], 0.5));
        let claims = bare.map(|_| quantile(&mut claims_alone[at], 0.5));
        println!(
            "{:<18}{:>8.1}{:>8.1}{:>8}{:>7}{:>10}{:>7}  {}",
            query.name,
            p50,
            quantile(&mut times[at], 0.95),
            shown(bare, 1),
            shown(bare.map(|bare| p50 / bare), 2),
            shown(claims, 1),
            shown(claims.zip(bare).map(|(claims, bare)| claims / bare), 2),
            query.line
        );
        match growth.iter_mut().find(|(name, _)| *name == query.name) {
            Some((_, grown)) => grown.push(p50),
            None => growth.push((query.name, vec![p50])),
        }
    }
    println!(
        "{:<18}{:>8.1}{:>8.1}",
        "all",
        quantile(&mut all, 0.5),
        quantile(&mut all, 0.95)
    );
}

/// Queries in the words of the book: by how many rows have them, taken from the newest claims so that every book has them.
fn queries(book: &Connection) -> Vec<Query> {
    let words = |claim: &str| -> Vec<String> {
        let text: String = book
            .query_row(
                &format!("SELECT words FROM search_claim WHERE rowid = ({claim})"),
                [],
                |row| row.get(0),
            )
            .unwrap();
        text.split(' ').map(str::to_owned).collect()
    };
    let count = |word: &str| -> i64 {
        book.query_row(
            "SELECT count(*) FROM search_claim WHERE search_claim MATCH ?1",
            [format!("\"{word}\"")],
            |row| row.get(0),
        )
        .unwrap()
    };
    let mut latin = words(
        "SELECT claim.id FROM claim JOIN article ON article.id = claim.article WHERE article.language IS NOT 'zh' AND length((SELECT words FROM search_claim WHERE rowid = claim.id)) > 60 ORDER BY claim.id DESC LIMIT 1",
    );
    let pair = format!("{} {}", latin[1], latin[2]);
    latin.retain(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic));
    latin.sort_by_key(|word| count(word));
    let (rare, middle, frequent) = (
        latin[0].clone(),
        latin[latin.len() / 2].clone(),
        latin[latin.len() - 1].clone(),
    );
    let text = |sql: &str| -> Option<String> { book.query_row(sql, [], |row| row.get(0)).ok() };
    let person = text("SELECT speaker.name FROM claim_speaker JOIN speaker ON speaker.id = claim_speaker.speaker WHERE speaker.kind = 'person' GROUP BY speaker.id ORDER BY count(*) DESC, speaker.id LIMIT 1").unwrap();
    let key = text("SELECT speaker.key FROM claim_speaker JOIN speaker ON speaker.id = claim_speaker.speaker WHERE speaker.kind = 'person' GROUP BY speaker.id ORDER BY count(*) DESC, speaker.id LIMIT 1").unwrap();
    let slip: String = {
        let mut letters: Vec<char> = person.chars().collect();
        let last = letters.len() - 1;
        letters.swap(last - 1, last);
        letters.push('x');
        letters.into_iter().collect()
    };
    let event = text("SELECT key FROM event ORDER BY id DESC LIMIT 1").unwrap();
    let query = |name: &'static str, line: String, bare: Option<String>| Query { name, line, bare };
    let quoted = |word: &str| Some(format!("\"{word}\""));
    let mut queries = vec![
        query("rare word", rare.clone(), quoted(&rare)),
        query("usual word", middle.clone(), quoted(&middle)),
        query("frequent word", frequent.clone(), quoted(&frequent)),
        query(
            "two words",
            format!("{middle} {frequent}"),
            Some(format!("\"{middle}\" AND \"{frequent}\"")),
        ),
        query("phrase", format!("\"{pair}\""), quoted(&pair)),
        query(
            "beginning",
            format!("{}*", middle.chars().take(3).collect::<String>()),
            Some(format!(
                "\"{}\" *",
                middle.chars().take(3).collect::<String>()
            )),
        ),
        query(
            "without",
            format!("{frequent} -{middle}"),
            Some(format!("\"{frequent}\" NOT \"{middle}\"")),
        ),
        query("word, speaker", format!("{frequent} speaker:{key}"), None),
        query("word, date", format!("{frequent} since:2024-06"), None),
        query("rare, voice", format!("{middle} voice:direct"), None),
        query("fields alone", format!("speaker:{key} voice:direct"), None),
        query("event alone", format!("event:{event}"), None),
        query("figure alone", String::from("figure:>1000000"), None),
        query(
            "part of a name",
            format!("speaker:\"{}\"", person.split(' ').next().unwrap()),
            None,
        ),
        query("name with slips", format!("speaker:\"{slip}\""), None),
        query("nothing", String::from("zzzzqqqq"), quoted("zzzzqqqq")),
    ];
    // Two characters of a script without spaces, where the book has some.
    let chinese = text(
        "SELECT words FROM search_claim WHERE rowid = (SELECT claim.id FROM claim JOIN article ON article.id = claim.article WHERE article.language = 'zh' ORDER BY claim.id DESC LIMIT 1)",
    );
    let two = chinese
        .iter()
        .flat_map(|words| words.split(' '))
        .find(|word| word.chars().count() == 2 && !word.is_ascii());
    if let Some(two) = two {
        queries.push(query("two characters", two.to_owned(), quoted(two)));
        let one: String = two.chars().take(1).collect();
        queries.push(query(
            "one character",
            one.clone(),
            Some(format!("\"{one}\" *")),
        ));
    }
    queries
}

/// The milliseconds of a process that must succeed.
fn clock(command: &mut Command) -> f64 {
    let began = Instant::now();
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    assert!(status.success(), "{command:?}");
    ms
}

fn quantile(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = ((times.len() - 1) as f64 * share).round() as usize;
    times[place]
}
