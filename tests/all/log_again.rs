//! Logging again after other writes: the same sheet means the same article, speakers and claims.

use crate::dump::{column, dump};
use crate::harness::Place;

const TEXT: &str = "The ferry will stop on 3 November, sources said on Monday.\n\nMayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.\n";

/// A sheet of four rows; `article` is the rest of its table of the article, `more` stands after it.
fn sheet(file: &str, title: &str, article: &str, more: &str) -> String {
    format!(
        r#"claims = [
  {{ voice = "indirect", who = "src", cue = "said", text = "The ferry will stop on 3 November", prop = "ferry-stops", stance = "asserts" }},
  {{ voice = "indirect", who = "roth", cue = "called", text = "a mistake", prop = "plan-is-good", stance = "rejects" }},
  {{ voice = "narration", text = "Nearly 60 families", prop = "families-live-there", supports = "ferry-stops" }},
]

[article]
file = "{file}"
title = "{title}"
{article}

[speakers.src]
name = "sources"
kind = "unnamed"

[speakers.roth]
name = "Ina Roth"
kind = "person"

[propositions.ferry-stops]
text = "The ferry stops for the winter"

[propositions.plan-is-good]
text = "The plan is good"

[propositions.families-live-there]
text = "Families live on the island"
{more}"#
    )
}

fn logged(article: &str, more: &str) -> Place {
    let place = Place::new();
    place.write("a.txt", TEXT);
    place.write("a.toml", &sheet("a.txt", "Ferry", article, more));
    place.run("log a.toml").ok();
    place
}

#[track_caller]
fn is_unchanged(place: &Place, words: &str) {
    let before = dump(&place.book(), false);
    let printed = place.run(words).ok();
    assert!(printed.starts_with("unchanged"), "{printed}");
    assert_eq!(dump(&place.book(), false), before);
    place.run("check").ok();
}

#[test]
fn an_outlet_named_as_the_sheet_names_it_or_by_an_alias_is_the_same_article() {
    let place = logged(
        "outlet = \"gull\"",
        "\n[outlets.gull]\nname = \"The Daily Gull\"\n",
    );
    is_unchanged(&place, "log a.toml");
    place.run("outlet alias the-daily-gull TDG").ok();
    place.write("b.toml", &sheet("a.txt", "Other", "outlet = \"TDG\"", ""));
    place.run("log b.toml").ok();
    assert_eq!(
        column(&place.book(), "SELECT title FROM article"),
        ["Other"]
    );
}

#[test]
fn a_renamed_record_keeps_its_old_name_for_sheets() {
    let place = logged("outlet = \"Gull\"", "");
    place.run("outlet edit gull --name Seagull").ok();
    place
        .run("speaker edit ina-roth --name 'Ina Roth-Berg'")
        .ok();
    is_unchanged(&place, "log a.toml");
    place.run("speaker edit ina-roth --name 'Ina Roth'").ok();
    assert_eq!(
        column(&place.book(), "SELECT name FROM alias ORDER BY name"),
        ["Gull", "Ina Roth-Berg"]
    );
}

#[test]
fn unnamed_speakers_of_one_name_stay_with_their_articles() {
    let place = logged("outlet = \"Gull\"", "");
    place.write("b.txt", &format!("{TEXT}\nMore.\n"));
    place.write("b.toml", &sheet("b.txt", "Two", "outlet = \"Gull\"", ""));
    place.run("log b.toml").ok();
    is_unchanged(&place, "log a.toml");
    is_unchanged(&place, "log b.toml");
    let shared = sheet("c.txt", "Three", "outlet = \"Gull\"", "")
        .replace("kind = \"unnamed\"", "kind = \"unnamed\"\nshared = true");
    place.write("c.txt", &format!("{TEXT}\nMore and more.\n"));
    place.write("c.toml", &shared);
    place.run("log c.toml").ok();
    for again in ["log a.toml", "log b.toml", "log c.toml"] {
        is_unchanged(&place, again);
    }
    assert_eq!(
        column(
            &place.book(),
            "SELECT article FROM speaker WHERE kind = 'unnamed' ORDER BY id"
        ),
        ["1", "2", "NULL"]
    );
}

#[test]
fn a_sheet_that_names_two_merged_speakers_in_one_row_logs_to_no_change() {
    let place = Place::new();
    place.write("a.txt", TEXT);
    let both = sheet("a.txt", "Ferry", "outlet = \"Gull\"", "").replace(
        "who = \"roth\"",
        "who = [\"roth\", \"mayor\"], or = [\"src\"]",
    ) + "\n[speakers.mayor]\nname = \"The mayor\"\nkind = \"person\"\n\n[[introductions]]\nwho = \"mayor\"\nrole = \"mayor\"\ntext = \"Mayor Ina Roth\"\n";
    place.write("a.toml", &both);
    place.run("log a.toml").ok();
    place.run("speaker merge 'The mayor' 'Ina Roth'").ok();
    is_unchanged(&place, "log a.toml");
    assert_eq!(
        column(
            &place.book(),
            "SELECT count(*) FROM claim_speaker WHERE affiliation IS NOT NULL"
        ),
        ["1"]
    );
}

#[test]
fn blocks_mark_the_claims_of_every_coder_and_those_not_in_the_sheet() {
    let place = logged("outlet = \"Gull\"", "");
    place.run("--coder bob log a.toml").ok();
    place.write(
        "c.toml",
        &sheet(
            "a.txt",
            "Ferry",
            "outlet = \"Gull\"\ncaptions = [\"Mayor … mistake\"]",
            "",
        ),
    );
    let before = dump(&place.book(), false);
    place.run("log c.toml").ok();
    place.run("check").ok();
    assert_eq!(
        column(
            &place.book(),
            "SELECT count(*) FROM claim WHERE block = 'caption'"
        ),
        ["2"]
    );
    place.run("undo").ok();
    assert_eq!(dump(&place.book(), false), before);
}

#[test]
fn a_coder_who_stays_with_the_older_text_is_read_against_it() {
    let place = logged("outlet = \"Gull\"", "");
    place.run("--coder bob log a.toml").ok();
    place.write("b.txt", &TEXT.replace("Nearly 60", "Some"));
    place.write(
        "b.toml",
        &sheet("b.txt", "Ferry", "outlet = \"Gull\"", "")
            .lines()
            .filter(|line| !line.contains("amilies"))
            .filter(|line| !line.contains("families-live-there"))
            .collect::<Vec<_>>()
            .join("\n"),
    );
    place.run("log --new-version b.toml").ok();
    is_unchanged(&place, "--coder bob log a.toml");
    // A claim whose words are gone is in no row, and the sheet logs.
    for coder in ["bob", "tester"] {
        let sheet = place
            .run(&format!("--coder {coder} article show a1 --sheet"))
            .ok();
        place.write("again.toml", &sheet);
        place.run(&format!("--coder {coder} log again.toml")).ok();
    }
    assert_eq!(column(&place.book(), "SELECT count(*) FROM claim"), ["6"]);
}

#[test]
fn a_link_to_a_claim_that_the_logging_prunes_is_refused() {
    let place = logged("outlet = \"Gull\"", "");
    let sheet = sheet("a.txt", "Ferry", "outlet = \"Gull\"", "")
        .replace("supports = \"ferry-stops\"", "supports = 1")
        .lines()
        .filter(|line| !line.contains("ferry-stops\", stance"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace(
            "[speakers.src]\nname = \"sources\"\nkind = \"unnamed\"\n",
            "",
        )
        .replace(
            "[propositions.ferry-stops]\ntext = \"The ferry stops for the winter\"\n",
            "",
        );
    place.write("p.toml", &sheet);
    let refused = place.run("log --prune p.toml");
    assert_eq!(refused.status, Some(1), "{refused}");
    assert!(refused.stderr.contains("there is no claim 1"), "{refused}");
    place.run("log p.toml").ok();
}

#[test]
fn words_and_proposition_of_a_row_corrected_at_once_are_one_change() {
    let place = logged("outlet = \"Gull\"", "");
    place.write(
        "b.toml",
        &sheet("a.txt", "Ferry", "outlet = \"Gull\"", "")
            .replace(
                "text = \"a mistake\", prop = \"plan-is-good\"",
                "text = \"the plan a mistake\", prop = \"ferry-stops\"",
            )
            .replace(", supports = \"ferry-stops\"", "")
            .replace(
                "[propositions.plan-is-good]\ntext = \"The plan is good\"\n",
                "",
            ),
    );
    let printed = place.run("log b.toml").ok();
    assert!(printed.contains("claims ~ 2 = 1"), "{printed}");
}

#[test]
fn the_top_of_a_path_is_the_organization_that_is_part_of_none() {
    let office = |path: &str| {
        format!(
            "\n[[introductions]]\nwho = \"roth\"\norg = \"{path}\"\ntext = \"Mayor Ina Roth\"\n"
        )
    };
    let place = logged("outlet = \"Gull\"", &office("Office < Town"));
    place.write("b.txt", &format!("{TEXT}\nMore.\n"));
    place.write(
        "b.toml",
        &sheet(
            "b.txt",
            "Two",
            "outlet = \"Gull\"",
            &office("Office < Town < State"),
        ),
    );
    place.run("log b.toml").ok();
    is_unchanged(&place, "log a.toml");
    is_unchanged(&place, "log b.toml");
}
