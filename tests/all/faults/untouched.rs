//! Reading never changes the book: not a byte of the file, nor the time at which it was last written.

use std::fs;

use claimbook::domain::record::NOUNS;
use claimbook::reports::REPORTS;

use crate::harness::Place;

#[test]
fn commands_that_read_leave_the_bytes_and_the_time_of_the_file_alone() {
    let place = Place::new();
    place.demo();
    let mut commands: Vec<String> = [
        "history",
        "check",
        "info",
        "schema",
        "sql 'SELECT count(*) FROM claims'",
        "backup copy.db",
        "export csv -o out.csv",
        "export csv --texts texts -o again.csv",
        "article show a1",
        "article show a1 --sheet",
        "claim show a1.1",
        "speaker show odalys-wenn",
        "draft demo/courier.txt",
        "log --dry-run demo/courier.toml",
        "import csv out.csv --dry-run",
        "report dossier --event lantern-gate-hearing -o dossier.html",
        "completions bash",
    ]
    .map(str::to_owned)
    .to_vec();
    commands.extend(NOUNS.iter().map(|noun| format!("{} list", noun.noun)));
    commands.extend(
        REPORTS
            .iter()
            // Some want to be told of what.
            .map(|report| match report.name {
                "new" => String::from("new a5"),
                "wording" => String::from("wording hinge-failed"),
                "career" => String::from("report career odalys-wenn"),
                name => format!("report {name}"),
            }),
    );
    let time = || {
        let metadata = fs::metadata(place.book()).expect("a book");
        (metadata.modified().expect("a time"), metadata.len())
    };
    let (bytes, written) = (fs::read(place.book()).expect("read"), time());
    let mut failed = Vec::new();
    for words in &commands {
        let output = place.run(words);
        if output.status != Some(0) {
            failed.push(words.as_str());
        }
        assert!(!output.stderr.contains("panicked"), "{words}: {output}");
        assert!(
            fs::read(place.book()).expect("read") == bytes,
            "{words} changed the file"
        );
        assert_eq!(time(), written, "{words} wrote to the file");
        let log = place.path("claimbook.db-wal");
        assert!(
            fs::metadata(log).map_or(0, |log| log.len()) == 0,
            "{words} left something in the log"
        );
    }
    assert_eq!(failed, Vec::<&str>::new());
}
