//! `draft`, and the logging of what it drafted.

use insta::assert_snapshot;

use super::dump::column;
use super::harness::Place;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Pier of Ansby to close for the winter | Ansby Tide</title>
<meta property="og:title" content="Pier of Ansby to close for the winter">
<meta property="og:site_name" content="Ansby Tide">
<link rel="canonical" href="https://tide.example/news/pier-closes">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier of Ansby to close for the winter",
"datePublished": "2031-10-20T08:15:00+01:00", "author": {"@type": "Person", "name": "Ada Quill"}}</script>
</head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Pier of Ansby to close for the winter</h1>
<p>The council of Ansby has decided to close the old pier, the last wooden one on this coast, until the spring of next year.</p>
<p>Mira Holt, director of the Harbour Office at Ansby Council, said the beams could not carry visitors any more. “We found rot in nine of the forty posts,” she said. “Nobody should walk there in a storm.”</p>
<p>Traders in the bay fear for the season. Tom Reed, a spokesman for the Traders' League, warned that nearly 300 jobs depend on the pier and that the repair had been promised two years ago.</p>
<p>According to a report by the county, the repair will take longer than the council admits.</p>
</article>
<footer>© Ansby Tide</footer></body></html>
"#;

#[test]
fn a_saved_page_becomes_a_sheet_with_drafted_claims() {
    let place = Place::new();
    place.write("pier.html", PAGE);
    assert_snapshot!(place.run("draft pier.html"), @r#"
    # Drafted by machine. Correct the rows; take `draft = true` out of those that you have looked at: what keeps it is no claim that counts.
    # voice: direct, indirect, narration, document; a trailing ? marks a guess. text: exact words, or "first … last".
    # prop: a key, or a whole sentence #topic. Save and close to log; empty the file to stop.
    # Found in: title: visible line, authors: JSON-LD, published: JSON-LD, zone: JSON-LD, outlet: OpenGraph, url: markup, language: markup.
    claims = [
      { draft = true, origin = "machine", voice = "indirect", who = "mira-holt", cue = "said", source = "Mira Holt, director of the Harbour Office at Ansby Council", text = "the beams could not carry visitors any more" },
      { draft = true, origin = "machine", voice = "direct", who = "mira-holt?", cue = "said", source = "she", text = ["“We found rot in nine of the forty posts,”", "“Nobody should walk there in a storm.”"], figures = [{ text = "nine", value = 9, unit = "posts" }, { text = "forty posts", value = 40, unit = "posts" }] },
      { draft = true, origin = "machine", voice = "indirect", who = "tom-reed", cue = "warned", source = "Tom Reed, a spokesman for the Traders' League", text = "that nearly … ago", figures = [{ text = "nearly 300 jobs", value = 300, is = "<", hedge = "nearly", unit = "jobs" }] },
      { draft = true, origin = "machine", voice = "indirect", who = "report-by-the-county", cue = "According to", source = "a report by the county", text = "the repair will take longer than the council admits" },
    ]

    [article]
    file = "pier.html"
    title = "Pier of Ansby to close for the winter"
    outlet = "Ansby Tide"
    url = "https://tide.example/news/pier-closes"
    published = "2031-10-20T08:15:00"
    zone = "+01:00"
    language = "en"
    byline = ["Ada Quill"]
    coded = "partial"
    headline = "Pier of Ansby to close for the winter"

    [[introductions]]
    who = "mira-holt"
    role = "director"
    org = "Harbour Office < Ansby Council"
    text = "Mira Holt, director of the Harbour Office at Ansby Council"

    [[introductions]]
    who = "tom-reed"
    role = "spokesman"
    org = "Traders' League"
    text = "Tom Reed, a spokesman for the Traders' League"

    [speakers.mira-holt]
    name = "Mira Holt"
    kind = "person"

    [speakers.tom-reed]
    name = "Tom Reed"
    kind = "person"

    [speakers.report-by-the-county]
    name = "report by the county"
    kind = "document"

    # One row more:
    #   { voice = "direct", who = "", cue = "said", text = "first … last", prop = "a key, or a whole sentence #topic", stance = "asserts" },
    # In [article]: published = "2025-04-21" as precise as it says, zone = "Asia/Shanghai?", events = [""];
    # coded: full (every claim is logged), partial, facts (no claims).
    # [speakers.short]      # a name local to this sheet
    # name = "Full Name"
    # kind = "person"       # person, group, organization, country, document, unnamed
    # [[introductions]]
    # who = "short"
    # role = "director"
    # org = "Centre < University"
    # text = "first … last"
    "#);
    assert!(!place.book().exists());
}

#[test]
fn a_drafted_sheet_logs_as_drafts_that_no_report_counts_until_a_person_has_looked() {
    let place = Place::new();
    place.write("pier.html", PAGE);
    assert_snapshot!(place.run("draft pier.html -o pier.toml"), @"
    --- stderr
    Wrote pier.toml
    ");
    assert_snapshot!(place.run("log pier.toml"), @"
    logged pier.toml as a1: claims + 4; introductions + 2; new: 1 outlet, 3 organizations, 3 speakers, 2 affiliations

    NEW IN a1 (Ansby Tide, 2031-10-20T08:15:00): 0 propositions, 3 speakers, 2 organizations; 0 known propositions repeated, 0 now contested (the first article of this book)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    ");
    assert_snapshot!(place.run("report voices"), @"
    How much an outlet says itself: claims by voice

    1 article here, but nothing to count (claims not counted: 4 drafts).

    Ansby Tide  a1 (2031-10-20T08:15:00, “Pier of Ansby to close for the winter”; partly coded)

    counted: once per speaker, proposition and article; headlines, captions, drafts off; copies
    collapsed (0)
    claims not counted: 4 drafts
    Q direct, I indirect, D document, N narration; own voice: N of n; headlines, captions: claims there,
    counted or not
    ");
    // The page itself is kept beside its text.
    assert_eq!(
        column(
            &place.book(),
            "SELECT media_type || ' ' || size FROM article_version JOIN content ON content.id = raw_content"
        ),
        [format!("text/html {}", PAGE.len())]
    );
    assert_eq!(
        column(
            &place.book(),
            "SELECT DISTINCT origin || ' ' || status FROM claim"
        ),
        ["machine draft"]
    );
    assert_snapshot!(place.run("check"), @"");
    let looked_at = place.read("pier.toml").replacen("draft = true, ", "", 2);
    place.write("pier.toml", &looked_at);
    place.run("log pier.toml").ok();
    assert_eq!(
        column(
            &place.book(),
            "SELECT status || ' ' || count(*) FROM claim GROUP BY status ORDER BY status"
        ),
        ["accepted 2", "draft 2"]
    );
    place.run("undo").ok();
    place.run("undo").ok();
    place.run("redo").ok();
    assert_snapshot!(place.run("check"), @"");
}

#[test]
fn a_bad_file_does_not_stop_the_others_and_known_sheets_are_left_alone() {
    let place = Place::new();
    place.write("pier.html", PAGE);
    place.write(
        "ferry.txt",
        "Ferry stops\n\nThe ferry will stop, Bo Osk said.\n",
    );
    std::fs::write(place.path("bad.txt"), b"M\xf6wen").expect("written");
    std::fs::create_dir(place.path("sheets")).expect("a folder");
    place.write("sheets/pier.toml", "# mine\n");
    assert_snapshot!(place.run("draft pier.html ferry.txt bad.txt missing.txt --into sheets"), @"
    --- stderr
    sheets/pier.toml is there already: left alone
    bad.txt is not UTF-8 at byte 1 (line 1), perhaps Windows-1252 or ISO 8859: save the file as UTF-8
    missing.txt: No such file or directory (os error 2)
    Wrote 1 sheet into sheets: correct it, then claimbook log
    Error: 3 files gave no draft
    [exit status 1]
    ");
    assert_eq!(place.read("sheets/pier.toml"), "# mine\n");
    assert!(place.read("sheets/ferry.toml").contains("Bo Osk"));
    assert_snapshot!(place.run("draft pier.html ferry.txt"), @"
    --- stderr
    Error: several articles do not go into one sheet
    Hint: give --into FOLDER for a sheet each, or --json for one object a line
    [exit status 2]
    ");
}

#[test]
fn json_has_a_line_a_file_with_offsets_in_code_points() {
    let place = Place::new();
    place.write("gull.txt", "Möwen zurück\n\n“The gulls are back,” said Bo Osk, head of the Bird Office. He expects 40 nests.\n");
    place.write("pier.html", PAGE);
    let output = place.run("draft gull.txt pier.html --json").ok();
    let lines: Vec<serde_json::Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let [gull, pier] = lines.as_slice() else {
        panic!("{output}");
    };
    assert_eq!(gull["file"], "gull.txt");
    assert_eq!(pier["article"]["published"], "2031-10-20T08:15:00");
    assert_eq!(pier["article"]["authors"], serde_json::json!(["Ada Quill"]));
    let text: Vec<char> = gull["article"]["text"]
        .as_str()
        .expect("a text")
        .chars()
        .collect();
    let words = |span: &serde_json::Value| -> String {
        let offset =
            |at: usize| usize::try_from(span[at].as_u64().expect("a number")).expect("fits");
        text[offset(0)..offset(1)].iter().collect()
    };
    let claim = &gull["claims"][0];
    assert_eq!(words(&claim["content"][0]), "“The gulls are back,”");
    assert_eq!(words(&claim["cue"][0]), "said");
    assert_eq!(claim["speaker"], "Bo Osk");
    assert_eq!(claim["affiliation"]["role"], "head");
    assert_eq!(claim["affiliation"]["organization"], "Bird Office");
}

#[test]
fn a_known_speaker_stands_as_the_key_that_the_book_has() {
    let place = Place::new();
    place
        .run("speaker add --name 'Mira Holt' --kind person --key holt-mira")
        .ok();
    place.write("pier.html", PAGE);
    let sheet = place.run("draft pier.html").ok();
    assert!(sheet.contains("who = \"holt-mira\""), "{sheet}");
    assert!(!sheet.contains("name = \"Mira Holt\""), "{sheet}");
}

#[test]
fn standard_input_is_drafted_and_a_pdf_without_pdftotext_says_what_to_install() {
    let place = Place::new();
    let output = place.run_with_input(
        b"Ferry stops\n\nThe ferry will stop, Bo Osk said.\n",
        "draft - --json",
    );
    assert!(output.ok().contains("\"speaker\":\"Bo Osk\""));
    place.write("paper.pdf", "%PDF-1.4\n");
    let mut command = place.command();
    command
        .env("PATH", place.path("tmp"))
        .args(["draft", "paper.pdf"]);
    assert_snapshot!(place.finish(&mut command), @"
    --- stderr
    paper.pdf is a PDF, and pdftotext, which makes a text of it, is not installed: install poppler-utils, or save the article as HTML or text
    Error: 1 file gave no draft
    [exit status 1]
    ");
}

#[test]
fn a_known_proposition_is_proposed_as_a_guess_and_its_negation_is_not() {
    let place = Place::new();
    place
        .run("proposition add --key beams-weak --text 'The beams of the pier carry no more visitors'")
        .ok();
    place
        .run("proposition add --key jobs-depend --text 'Jobs in the bay depend on the pier'")
        .ok();
    place.write(
        "bay.txt",
        "Jobs in the bay\n\nTom Reed said jobs in the bay depend on the pier. Mira Holt said jobs in the bay do not depend on the pier.\n",
    );
    let sheet = place.run("draft bay.txt").ok();
    let rows: Vec<&str> = sheet
        .lines()
        .filter(|line| line.contains("prop = \"jobs-depend\", stance = \"asserts?\""))
        .collect();
    assert!(
        matches!(rows.as_slice(), [row] if row.contains("tom-reed")),
        "{sheet}"
    );
}

#[test]
fn another_role_of_a_known_speaker_is_proposed_and_the_known_one_is_not() {
    let place = Place::new();
    place.write("pier.html", PAGE);
    place.run("draft pier.html -o pier.toml").ok();
    place.run("log pier.toml").ok();
    let again = place.run("draft pier.html").ok();
    assert!(!again.contains("# New role"), "{again}");
    place.write(
        "bay.txt",
        "Bay\n\nMira Holt, mayor of Ansby, said the bay was closed.\n",
    );
    let sheet = place.run("draft bay.txt").ok();
    assert!(
        sheet.contains("# New role of mira-holt: mayor, Ansby; so far: director, Harbour Office. "),
        "{sheet}"
    );
}

#[test]
fn a_draft_of_standard_input_names_a_file_to_save_it_under_and_logs_once_it_is_there() {
    let place = Place::new();
    let drafted = place.run_with_input(PAGE.as_bytes(), "draft - -o pier.toml");
    assert_snapshot!(drafted, @"
    --- stderr
    The sheet names the article article.html: save what came from standard input under this name beside the sheet, or correct the name
    Wrote pier.toml
    ");
    assert!(place.read("pier.toml").contains("file = \"article.html\""));
    place.write("article.html", PAGE);
    place.run("log pier.toml").ok();
    // The sheet in a folder is no hidden file or option.
    place
        .run_with_input(PAGE.as_bytes(), "draft - --into .")
        .ok();
    assert!(
        place
            .read("article.toml")
            .contains("file = \"article.html\"")
    );
}

#[test]
fn drafts_as_json_go_to_a_file_line_by_line_and_a_bad_file_stays_a_message() {
    let place = Place::new();
    place.write("pier.html", PAGE);
    place.write(
        "note.txt",
        "The ferry is late\n\nMira Holt said the ferry was late.\n",
    );
    let output = place.run("draft --json pier.html missing.html note.txt -o drafts.ndjson");
    assert_snapshot!(output, @"
    --- stderr
    missing.html: No such file or directory (os error 2)
    Wrote drafts.ndjson
    Error: 1 file gave no draft
    [exit status 1]
    ");
    let printed = place.run("draft --json pier.html note.txt").ok();
    assert_eq!(place.read("drafts.ndjson"), printed);
    assert_eq!(printed.lines().count(), 2);
}
