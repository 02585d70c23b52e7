//! Every parser with what must hold of any input: shared by the fuzz tests of `cargo test` and by the targets of `cargo fuzz`.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use claimbook::capture::page::{Media, read_page};
use claimbook::capture::{DraftedArticle, Likeliness, read_figures};
use claimbook::domain::amount::Amount;
use claimbook::domain::date::Date;
use claimbook::domain::key::{ArticleKey, ClaimKey, Key};
use claimbook::domain::text::{Span, Text, paragraphs};
use claimbook::domain::zone::Zone;
use claimbook::formats::format;
use claimbook::sheet::locator::{Finder, Locator, Piece};
use claimbook::sheet::{parse, write};

/// What one parser is tried with.
pub(crate) struct Parser {
    /// Its name, and that of its fuzz target.
    pub(crate) name: &'static str,
    /// Takes any bytes; panics where something does not hold that must.
    pub(crate) take: fn(&[u8]),
    /// Good inputs to begin with.
    pub(crate) samples: &'static [&'static str],
}

/// Every parser.
pub(crate) static PARSERS: &[Parser] = &[
    Parser {
        name: "sheet",
        take: sheet,
        samples: &[
            include_str!("../../src/demo/courier.toml"),
            include_str!("../../src/demo/yuhe.toml"),
        ],
    },
    Parser {
        name: "locator",
        take: locator,
        samples: &[
            "the gates … open\0The harbour office said the gates are open. “Both gates are open,” it said.",
            "水闸...开\0水闸昨天开了。水闸今天没有开。",
        ],
    },
    Parser {
        name: "csv",
        take: csv,
        samples: &[
            "voice,who,text,prop,article.title,article.outlet,article.text\nindirect,Ann Lee,boats sank,Boats sank #storm,Storm,Gazette,Ann Lee said boats sank.\n",
            "\u{feff}voice;who;text\ndirect;\"Bo \"\"Li\"\"\";it sank\n",
        ],
    },
    Parser {
        name: "html",
        take: |bytes| page(bytes, Media::Html),
        samples: &[
            PAGE,
            "<!DOCTYPE html><meta charset=gb2312><p>a<p>b<table><td>c",
        ],
    },
    Parser {
        name: "mhtml",
        take: |bytes| page(bytes, Media::Mhtml),
        samples: &[
            "From: <Saved>\r\nSubject: =?utf-8?Q?Storm_=E2=80=94_late?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<h1>Storm</h1><p>Boats=20sank.</p>=\r\n\r\n--b1--\r\n",
        ],
    },
    Parser {
        name: "text",
        take: |bytes| page(bytes, Media::Plain),
        samples: &[
            include_str!("../../src/demo/courier.txt"),
            include_str!("../../src/demo/yuhe.txt"),
            "Storm late\n16:32:41Source: Dun GazetteAuthor: Ann Lee\n\nAnn Lee: It sank.\n\n“One,\n\n“two,” she said — nearly 40 boats, Mr. Li said.\n",
        ],
    },
    Parser {
        name: "markdown",
        take: |bytes| page(bytes, Media::Markdown),
        samples: &[
            "---\ntitle: Storm\ndate: 2031-02-03\n---\n# Storm\n\n*Ann Lee* said > boats [sank](http://x).\n",
        ],
    },
    Parser {
        name: "values",
        take: values,
        samples: &[
            "2025-04-19..2025-04-20?",
            "2017-12",
            "..2024-01-01T10:00",
            "Asia/Shanghai?",
            "+05:30",
            "1,234.5 million",
            "3..4",
            "a12.5",
            "chen-youwu",
        ],
    },
];

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Storm | Gazette</title>
<meta property="og:title" content="Storm"><meta name="author" content="By Ann Lee and Bo Li">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Storm","datePublished":"2031-02-03T04:05:06Z","author":[{"name":"Ann Lee"}]}]}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Storm</h1><p class="byline">By Ann Lee, 3 February 2031</p>
<figure><img src="x"><figcaption>The pier</figcaption></figure><p>“It sank,” said Bo Li, mayor of Dun. Nearly 40 boats were lost.</p>
<blockquote>She said it.</blockquote></article><footer>© Gazette</footer></body></html>"#;

fn sheet(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let (read, problems) = parse(&source);
    if problems.is_empty() {
        let written = write(&read);
        let (again, problems) = parse(&written);
        assert!(problems.is_empty(), "{problems:?}\n{written}");
        assert_eq!(write(&again), written);
    }
}

/// The words sought, a NUL, the text.
fn locator(bytes: &[u8]) {
    let input = String::from_utf8_lossy(bytes);
    let Some((words, text)) = input.split_once('\0') else {
        return;
    };
    let Ok(text) = Text::new(text.to_owned()) else {
        return;
    };
    let blocks = paragraphs(&text);
    let finder = Finder::new(&text, &blocks);
    let pieces = words.split('|').map(Piece::new).collect();
    let Ok(spans) = finder.content(&Locator { pieces }) else {
        return;
    };
    assert_inside(&spans, &text);
    let described = finder.describe(&spans);
    assert_eq!(
        finder.content(&described).ok().as_ref(),
        Some(&spans),
        "{described:?}"
    );
}

fn csv(bytes: &[u8]) {
    let csv = format("csv").expect("CSV is a format");
    let (Some(read), Some(write)) = (csv.read, csv.write) else {
        panic!("CSV goes in and out");
    };
    if let Ok(articles) = read(bytes) {
        let sheets: Vec<_> = articles
            .into_iter()
            .filter(|article| article.problems.is_empty())
            .map(|article| article.sheet)
            .collect();
        let _written = write(&sheets, claimbook::formats::WriteOptions::default());
    }
}

/// Reads a page and drafts what is claimed in it.
fn page(bytes: &[u8], media: Media) {
    let Ok(page) = read_page(bytes, media) else {
        return;
    };
    let drafted = DraftedArticle::of(page, Likeliness::All);
    let text = &drafted.page.text;
    for block in &drafted.page.blocks {
        assert_inside(&[block.span], text);
    }
    for figure in &drafted.figures {
        assert_inside(&[figure.span], text);
    }
    assert_inside(&drafted.narrated, text);
    for claim in &drafted.draft.claims {
        for spans in [&claim.content, &claim.cue, &claim.source] {
            assert_inside(spans, text);
        }
    }
}

fn values(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    reads_back::<Date>(&text);
    reads_back::<Zone>(&text);
    reads_back::<Amount>(&text);
    reads_back::<Key>(&text);
    reads_back::<ArticleKey>(&text);
    reads_back::<ClaimKey>(&text);
    assert!(Key::from_name(&text, "speaker").is_ok());
    if let Ok(text) = Text::new(text.into_owned()) {
        for language in ["en", "zh"] {
            for figure in read_figures(&text, &paragraphs(&text), language) {
                assert_inside(&[figure.span], &text);
            }
        }
    }
}

/// What is read is written so that it reads back as the same.
fn reads_back<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        assert_eq!(written.parse::<T>().ok(), Some(value), "{written}");
    }
}

fn assert_inside(spans: &[Span], text: &Text) {
    for span in spans {
        assert!(text.slice(*span).is_some(), "{span:?}");
    }
}
