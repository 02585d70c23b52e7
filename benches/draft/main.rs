//! How long it takes to draft articles, on one core.
//!
//! `cargo bench --bench draft` drafts generated articles. Set `CLAIMBOOK_BENCH_PAGES=FOLDER` for your own saved pages
//! (.html, .html.gz) and `CLAIMBOOK_BENCH_TEXTS=FOLDER` for your own texts (.txt) instead of generated ones.
//!
//! - **pages**: `read_page`, from the bytes of a page to text, blocks and metadata, against the extraction library alone on the same
//!   decoded page (its main text only), in turns in the same run.
//! - **texts**: `read_page` and `DraftedArticle::of`, from the bytes of a plain text to its claims; articles a second.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its result, and what fails here should stop it"
)]

mod generate;

use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};

use claimbook::capture::page::{Media, read_page};
use claimbook::capture::{DraftedArticle, Likeliness};
use dom_smoothie::{Config, Readability, TextMode};

/// How many articles are generated.
const ARTICLES: usize = 300;
/// How often everything is measured; the median counts.
const RUNS: usize = 7;

fn main() {
    let pages = match std::env::var_os("CLAIMBOOK_BENCH_PAGES") {
        Some(folder) => files(Path::new(&folder), &["html", "gz"]),
        None => (0..ARTICLES)
            .map(|seed| generate::page(seed).into_bytes())
            .collect(),
    };
    let pages: Vec<Vec<u8>> = pages.into_iter().map(inflated).collect();
    let texts = match std::env::var_os("CLAIMBOOK_BENCH_TEXTS") {
        Some(folder) => files(Path::new(&folder), &["txt"]),
        None => (0..ARTICLES)
            .map(|seed| generate::text(seed).into_bytes())
            .collect(),
    };
    let decoded: Vec<String> = pages
        .iter()
        .map(|page| String::from_utf8_lossy(page).into_owned())
        .collect();

    let (mut own, mut library, mut drafting) = (Vec::new(), Vec::new(), Vec::new());
    let (mut characters, mut claims) = (0, 0);
    for _ in 0..RUNS {
        own.push(timed(|| {
            for page in &pages {
                // A page that gives nothing took its time too.
                if let Ok(page) = read_page(page, Media::Html) {
                    characters += page.text.as_str().len();
                }
            }
        }));
        library.push(timed(|| {
            for page in &decoded {
                let config = Config {
                    text_mode: TextMode::Formatted,
                    ..Config::default()
                };
                let article = Readability::new(page.as_str(), None, Some(config))
                    .and_then(|mut reader| reader.parse());
                if let Ok(article) = article {
                    characters += article.text_content.len();
                }
            }
        }));
        drafting.push(timed(|| {
            for text in &texts {
                let page = read_page(text, Media::Plain).unwrap();
                claims += DraftedArticle::of(page, Likeliness::Likely)
                    .draft
                    .claims
                    .len();
            }
        }));
    }
    let (own, library, drafting) = (median(own), median(library), median(drafting));
    println!(
        "pages: {} in {:.0} ms; the extraction library alone {:.0} ms; ratio {:.2}",
        pages.len(),
        milliseconds(own),
        milliseconds(library),
        own.as_secs_f64() / library.as_secs_f64()
    );
    println!(
        "texts: {} in {:.0} ms; {:.0} a second, {:.1} claims a text",
        texts.len(),
        milliseconds(drafting),
        count(texts.len()) / drafting.as_secs_f64(),
        count(claims) / count(texts.len() * RUNS)
    );
    // So that no work is left out as useless.
    assert!(characters > 0);
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|found| extensions.iter().any(|extension| found == *extension))
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Both sides get the page as it was before it was compressed.
fn inflated(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return bytes;
    }
    let mut page = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut page)
        .unwrap();
    page
}
