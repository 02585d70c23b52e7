//! Who is who in invented articles.

use crate::capture::attribution::draft_claims;
use crate::capture::language::english;
use crate::capture::people::Person;
use crate::domain::text::{Block, BlockKind, Text, paragraphs};

struct Read {
    text: Text,
    people: Vec<Person>,
    /// `speaker: content` of each claim.
    said: Vec<String>,
}

fn read(content: &str) -> Read {
    let text = Text::new(content.to_owned()).unwrap();
    let blocks: Vec<Block> = paragraphs(&text)
        .into_iter()
        .map(|span| Block {
            kind: BlockKind::Body,
            span,
        })
        .collect();
    let draft = draft_claims(&text, &blocks, english());
    let said = draft
        .claims
        .iter()
        .map(|claim| {
            let names: Vec<&str> = claim
                .speakers
                .iter()
                .map(|speaker| draft.people[*speaker].name.as_str())
                .collect();
            let content: Vec<&str> = claim
                .content
                .iter()
                .map(|span| text.slice(*span).unwrap())
                .collect();
            format!("{}: {}", names.join(" + "), content.join(" … "))
        })
        .collect();
    Read {
        text,
        people: draft.people,
        said,
    }
}

fn introduced(people: &[Person], name: &str) -> Vec<String> {
    people
        .iter()
        .find(|person| person.name == name)
        .map(|person| {
            person
                .introductions
                .iter()
                .map(|one| {
                    let mut line = one.role.clone();
                    for body in one.organization.iter().chain(&one.parents) {
                        line.push_str(" < ");
                        line.push_str(body);
                    }
                    line
                })
                .collect()
        })
        .unwrap_or_default()
}

const FORUM: &str = "\
Zhao Mingrui, deputy director of the Rivers and Rights Research Centre at Linhai University of Water, said the treaty protects small villages. \
He noted that the principle — that water belongs to all — guides every plan.

Temir Asanov, head of the Institute for Mountain Studies under the President of Altania, looked at glaciers and law. \
He said three models compete.

Asanov praised the treaty as a step forward. \"The treaty asks for patience,\" he said. \"It asks for money as well.\"

Under the theme \"Water & Law,\" the forum was held in Port Sele.

Gao Lifen, a professor at the Law School of Linhai University, warned that some powers misuse water, citing new dams.

\"The rivers must be shared,\" Gao said. \"We should start at the springs.\"

Recent letters to Altania and Sele emphasized that each state is free to choose. The letters also said nobody may interfere.";

#[test]
fn an_article_with_several_speakers_is_resolved() {
    let read = read(FORUM);
    assert_eq!(
        read.said,
        [
            "Zhao Mingrui: the treaty protects small villages",
            "Zhao Mingrui: that the principle — that water belongs to all — guides every plan",
            "Temir Asanov: three models compete",
            "Temir Asanov: the treaty as a step forward",
            "Temir Asanov: \"The treaty asks for patience,\" … \"It asks for money as well.\"",
            "Gao Lifen: that some powers misuse water",
            "Gao Lifen: new dams",
            "Gao Lifen: \"The rivers must be shared,\" … \"We should start at the springs.\"",
            "Recent letters to Altania and Sele: that each state is free to choose",
            "letters: nobody may interfere",
        ]
    );
    assert_eq!(
        introduced(&read.people, "Zhao Mingrui"),
        ["deputy director < Rivers and Rights Research Centre < Linhai University of Water"]
    );
    assert_eq!(
        introduced(&read.people, "Temir Asanov"),
        ["head < Institute for Mountain Studies < President of Altania"]
    );
    assert_eq!(
        introduced(&read.people, "Gao Lifen"),
        ["professor < Law School of Linhai University"]
    );
    let asanov = read
        .people
        .iter()
        .find(|person| person.name == "Temir Asanov")
        .unwrap();
    let words: Vec<&str> = asanov
        .mentions
        .iter()
        .map(|span| read.text.slice(*span).unwrap())
        .collect();
    assert_eq!(words, ["Temir Asanov", "Asanov"]);
}

#[test]
fn pronouns_follow_gender_and_the_latest_subject() {
    let read = read(
        "Anna Berg met Peter Lund in Sele. She said the talks went well. He said they failed.\n\n\
         Mr. Lund left early. “It is over,” he said.",
    );
    assert_eq!(
        read.said,
        [
            "Anna Berg: the talks went well",
            "Peter Lund: they failed",
            "Peter Lund: “It is over,”",
        ]
    );
}

#[test]
fn a_pronoun_without_anybody_before_is_left_open() {
    assert_eq!(
        read("She said the talks went well.").said,
        [": the talks went well"]
    );
}

#[test]
fn family_names_titles_and_roles_refer_back() {
    let read = read(
        "Sen. Carla Ruiz spoke first. The senator said the bill was dead. Ruiz added that she was sorry.\n\n\
         Port spokesman Ivo Grant said nothing was lost. The spokesman said help was near.",
    );
    assert_eq!(
        read.said,
        [
            "Carla Ruiz: the bill was dead",
            "Carla Ruiz: that she was sorry",
            "Ivo Grant: nothing was lost",
            "Ivo Grant: help was near",
        ]
    );
}

#[test]
fn two_bearers_of_a_name_are_told_apart_by_title() {
    let read = read(
        "Nora Falk and Henry Falk own the mill. Mrs. Falk said the river was low. Mr. Falk said it was high.",
    );
    assert_eq!(
        read.said,
        ["Nora Falk: the river was low", "Henry Falk: it was high"]
    );
}

#[test]
fn roles_stand_before_a_name_too() {
    let read = read("The ministry's spokesman, Ivo Grant, said the road was closed.");
    assert_eq!(read.said, ["Ivo Grant: the road was closed"]);
    assert_eq!(
        introduced(&read.people, "Ivo Grant"),
        ["spokesman < ministry"]
    );
    let read = self::read("Foreign Minister Elsa Moor said the road was closed.");
    assert_eq!(read.said, ["Elsa Moor: the road was closed"]);
    assert_eq!(introduced(&read.people, "Elsa Moor"), ["Foreign Minister"]);
}

#[test]
fn the_apostrophe_of_several_owners_ends_no_name() {
    for league in ["Traders' League", "Traders’ League"] {
        let read = read(&format!(
            "Tom Reed, a spokesman for the {league}, said the pier was closed."
        ));
        assert_eq!(
            introduced(&read.people, "Tom Reed"),
            [format!("spokesman < {league}")]
        );
    }
}

#[test]
fn the_ministry_is_the_one_that_was_named() {
    let read = read("The Ministry of Fisheries closed the bay. The ministry said stocks were low.");
    assert_eq!(read.said, ["Ministry of Fisheries: stocks were low"]);
}

#[test]
fn unnamed_sources_stay_unnamed() {
    let read = read(
        "Two officials said the bay was closed. A source close to the talks said it was open.",
    );
    assert_eq!(
        read.said,
        [
            "Two officials: the bay was closed",
            "source close to the talks: it was open"
        ]
    );
    assert!(
        read.people
            .iter()
            .all(|person| person.kind.as_str() == "unnamed")
    );
}

#[test]
fn several_speakers_of_one_claim_are_all_given() {
    let read = read("Anna Berg and Peter Lund said the bay was closed.");
    assert_eq!(read.said, ["Anna Berg + Peter Lund: the bay was closed"]);
}

#[test]
fn father_and_son_are_two_people() {
    let read = read("Karl Moor Jr. and Karl Moor own the mill. Moor Jr. said the river was low.");
    assert_eq!(read.said, ["Karl Moor Jr.: the river was low"]);
}

#[test]
fn the_one_an_article_is_about_is_called_by_the_family_name_alone() {
    let read = read(
        "Karl Moor spoke in Sele. Moor smiled. Moor was tired. His wife, Elsa Moor, left. Moor said the river was low.",
    );
    assert_eq!(read.said, ["Karl Moor: the river was low"]);
}

#[test]
fn names_of_other_orders_are_joined_to_their_family_name() {
    let read = read(
        "Nguyen Thi Mai, a teacher, stayed. Mai said the school was open.\n\n\
         María José García Peña came. García said it was shut. Omar bin Said al-Harthi left. Al-Harthi said he was tired.",
    );
    assert_eq!(
        read.said,
        [
            "Nguyen Thi Mai: the school was open",
            "María José García Peña: it was shut",
            "Omar bin Said al-Harthi: he was tired",
        ]
    );
}
