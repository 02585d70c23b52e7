//! Records of every kind from the command line.

use insta::assert_snapshot;

use crate::harness::Place;

#[test]
fn an_outlet_is_added_listed_shown_edited_and_removed() {
    let place = Place::new();
    assert_snapshot!(place.run("outlet add --name 'The Evening Post' --short Post --country kg --alias 'Кечки пост@ky' --label ownership:state"), @r"
    Added outlet the-evening-post (The Evening Post)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    ");
    assert_snapshot!(place.run("outlet list"), @r"
    key               name              short  country  aliases        labels
    ────────────────  ────────────────  ─────  ───────  ─────────────  ───────────────
    the-evening-post  The Evening Post  Post   KG       Кечки пост@ky  ownership:state
    ");
    assert_snapshot!(place.run("outlet show 'The Evening Post'"), @r"
    outlet the-evening-post

    key      the-evening-post
    name     The Evening Post
    short    Post
    country  KG
    aliases  Кечки пост@ky
    labels   ownership:state
    uid      019b7ca9-8c88-7002-af57-978921422ad5
    ");
    assert_snapshot!(place.run("outlet edit the-evening-post --key post --short '' --language en"), @"Changed outlet post, which was the-evening-post");
    assert_snapshot!(place.run("outlet edit post --language en"), @"Unchanged: outlet post");
    assert_snapshot!(place.run("outlet show the-evening-post"), @r"
    outlet post

    key          post
    name         The Evening Post
    country      KG
    language     en
    aliases      Кечки пост@ky
    labels       ownership:state
    former keys  the-evening-post
    uid          019b7ca9-8c88-7002-af57-978921422ad5
    ");
    assert_snapshot!(place.run("outlet remove 'Кечки пост' --dry-run"), @"Would remove outlet post (The Evening Post)");
    assert_snapshot!(place.run("outlet remove post"), @"Removed outlet post (The Evening Post)");
    assert_snapshot!(place.run("outlet list"), @"The book has no outlets yet.");
}

#[test]
fn records_refer_to_each_other_by_key_name_or_alias() {
    let place = Place::new();
    place
        .run("organization add --name 'Tidewater University' --kind academic")
        .ok();
    place
        .run("organization add --name 'Gate Centre' --parent 'Tidewater University'")
        .ok();
    place.run("speaker add --name 'Bo Osk' --kind person").ok();
    place
        .run("affiliation add --speaker bo-osk --role director --organization gate-centre")
        .ok();
    place.run("topic add --name Weather").ok();
    place
        .run("proposition add --text 'It rains too much' --topic weather --key rain")
        .ok();
    place
        .run("event add --name 'The Hearing' --dates 2025-04-19..2025-04-20 --place 'Port Ansel'")
        .ok();
    assert_snapshot!(place.run("organization list"), @r"
    key                   name                  kind      parent
    ────────────────────  ────────────────────  ────────  ────────────────────
    gate-centre           Gate Centre                     tidewater-university
    tidewater-university  Tidewater University  academic
    ");
    assert_snapshot!(place.run("affiliation show bo-osk-director"), @r"
    affiliation bo-osk-director

    key           bo-osk-director
    speaker       Bo Osk (bo-osk)
    role          director
    organization  Gate Centre (gate-centre)
    uid           019b7ca9-8c88-7002-ad04-6310b3d340f1
    ");
    assert_snapshot!(place.run("proposition list --topic Weather"), @r"
    key   text               topic
    ────  ─────────────────  ───────
    rain  It rains too much  weather
    ");
    assert_snapshot!(place.run("event list hearing"), @r"
    key          name         dates                   place
    ───────────  ───────────  ──────────────────────  ──────────
    the-hearing  The Hearing  2025-04-19..2025-04-20  Port Ansel
    ");
    assert_snapshot!(place.run("organization remove gate-centre tidewater-university"), @r"
    --- stderr
    Error: organization gate-centre cannot be removed
    Caused by: it is referred to by affiliation bo-osk-director
    Hint: remove or change those first
    [exit status 1]
    ");
    assert_snapshot!(place.run("affiliation add --speaker bo-osk --role director --organization gate-centre"), @r"
    --- stderr
    Error: the affiliation was not added
    Caused by: this speaker, role and organization (bo-osk-director) is taken
    Hint: nothing was written; choose another
    [exit status 1]
    ");
    assert_snapshot!(place.run("organization edit tidewater-university --parent gate-centre"), @r"
    --- stderr
    Error: organization tidewater-university was not changed
    Caused by: parent: tidewater-university would stand under itself
    [exit status 1]
    ");
}

#[test]
fn lists_take_words_filters_order_and_a_limit() {
    let place = Place::new();
    for (name, kind) in [
        ("Bo Osk", "person"),
        ("Zoë Lind", "person"),
        ("Harbour Board", "group"),
    ] {
        place
            .run(&format!("speaker add --name '{name}' --kind {kind}"))
            .ok();
    }
    assert_snapshot!(place.run("speaker list zoe"), @r"
    key       name      kind
    ────────  ────────  ──────
    zoe-lind  Zoë Lind  person
    ");
    assert_snapshot!(place.run("speaker list --kind person --reverse -n 1"), @r"
    key       name      kind
    ────────  ────────  ──────
    zoe-lind  Zoë Lind  person
    ");
    assert_snapshot!(place.run("speaker list --sort kind"), @r"
    key            name           kind
    ─────────────  ─────────────  ──────
    harbour-board  Harbour Board  group
    bo-osk         Bo Osk         person
    zoe-lind       Zoë Lind       person
    ");
    assert_snapshot!(place.run("speaker list --country KG"), @"No speakers fit; leave out a filter or a word.");
    assert_snapshot!(place.run("speaker list --sort size"), @r"
    --- stderr
    Error: invalid value 'size' for '--sort <FIELD>'
      [possible values: name, kind, country, short, is, note]

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn a_merge_moves_everything_and_undo_brings_it_back() {
    let place = Place::new();
    place
        .run("speaker add --name 'B. Osk' --kind person --country KG")
        .ok();
    place.run("speaker add --name 'Bo Osk' --kind person").ok();
    place
        .run("affiliation add --speaker b-osk --role mayor")
        .ok();
    let before = place.run("speaker list").ok();
    assert_snapshot!(place.run("speaker merge b-osk bo-osk --dry-run"), @r"
    Would merge speaker b-osk (B. Osk) into speaker bo-osk (Bo Osk)
      ~ affiliation b-osk-mayor
    ");
    assert_eq!(place.run("speaker list").ok(), before);
    assert_snapshot!(place.run("speaker merge b-osk bo-osk"), @r"
    Merged speaker b-osk (B. Osk) into speaker bo-osk (Bo Osk)
      ~ affiliation b-osk-mayor
    ");
    assert_snapshot!(place.run("speaker show b-osk"), @r"
    speaker bo-osk

    key             bo-osk
    name            Bo Osk
    kind            person
    country         KG
    aliases         B. Osk
    former keys     b-osk
    uid             019b7ca9-8c88-7002-8f5f-c161e4f84718
    referred to by  affiliation b-osk-mayor
    ");
    place.run("undo").ok();
    assert_eq!(place.run("speaker list").ok(), before);
    assert_snapshot!(place.run("speaker merge bo-osk bo-osk"), @r"
    --- stderr
    Error: nothing was merged
    Caused by: bo-osk cannot be merged into itself
    [exit status 1]
    ");
    assert_snapshot!(place.run("affiliation merge a b"), @r"
    --- stderr
    Error: unrecognized subcommand 'merge'

      Hint: a similar subcommand exists: 'remove'

    Usage: claimbook affiliation [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn aliases_and_labels_are_put_on_and_taken_off() {
    let place = Place::new();
    place
        .run("speaker add --name 'Chen Youwu' --kind person")
        .ok();
    assert_snapshot!(place.run("speaker alias chen-youwu 陈佑武 --language zh"), @"Added alias “陈佑武” to chen-youwu");
    assert_snapshot!(place.run("speaker alias chen-youwu 陈佑武"), @"Unchanged: chen-youwu has the alias “陈佑武” already");
    assert_snapshot!(place.run("speaker alias 陈佑武 陈佑武 --remove"), @"Removed alias “陈佑武” of chen-youwu");
    assert_snapshot!(place.run("speaker alias chen-youwu 陈佑武 --remove"), @r"
    --- stderr
    Error: chen-youwu has no alias “陈佑武”; nothing was removed
    Hint: `claimbook speaker show chen-youwu` lists them
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker label chen-youwu to-check expert"), @r"
    Labelled chen-youwu “to-check”
    Labelled chen-youwu “expert”
    ");
    assert_snapshot!(place.run("speaker label chen-youwu expert"), @"Unchanged: chen-youwu has “expert” already");
    assert_snapshot!(place.run("speaker list --label expert"), @r"
    key         name        kind    labels
    ──────────  ──────────  ──────  ────────────────
    chen-youwu  Chen Youwu  person  expert; to-check
    ");
    assert_snapshot!(place.run("speaker label chen-youwu expert --remove"), @"Took “expert” off chen-youwu");
    assert_snapshot!(place.run("speaker label chen-youwu expert --remove"), @r"
    --- stderr
    Error: chen-youwu has no label “expert”; nothing was removed
    Hint: `claimbook speaker show chen-youwu` lists them
    [exit status 1]
    ");
}

#[test]
fn mistyped_things_are_refused_with_what_would_do() {
    let place = Place::new();
    place.run("speaker add --name 'Bo Osk' --kind person").ok();
    assert_snapshot!(place.run("speaker show bo-ozk"), @r"
    --- stderr
    Error: there is no speaker “bo-ozk”
    Hint: nearest: bo-osk, Bo Osk
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker show bo"), @r"
    --- stderr
    Error: there is no speaker “bo”
    Hint: nearest: Bo Osk, bo-osk
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker add --name Al --kind man"), @r"
    --- stderr
    Error: invalid value 'man' for '--kind <WORD>'

      Hint: “man” is not one of person, group, organization, country, document, unnamed

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("speaker add --kind person"), @r"
    --- stderr
    Error: the following required arguments were not provided:
      --name <TEXT>

    Usage: claimbook speaker add --name <TEXT> --kind <WORD>

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("speaker add --name Al --kind person --is 'the board'"), @r"
    --- stderr
    Error: the speaker was not added
    Caused by: cannot set is
    Caused by: there is no organization “the board”
    Hint: `claimbook organization list` shows what there is
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker add --name Al --kind person --key bo-osk"), @r"
    --- stderr
    Error: the speaker was not added
    Caused by: the key bo-osk (is the speaker “Bo Osk”, bo-osk) is taken
    Hint: nothing was written; choose another
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker add --name Al --kind person --key a12"), @r#"
    --- stderr
    Error: the speaker was not added
    Caused by: the key "a12" has the form of an article or a claim (a12, a12.5); choose another
    [exit status 1]
    "#);
    assert_snapshot!(place.run("event add --name E --dates 2025-02-30"), @r"
    --- stderr
    Error: invalid value '2025-02-30' for '--dates <DATE>'

      Hint: 2025-02-30 is not a day of the calendar

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("speker list"), @r"
    --- stderr
    Error: unrecognized subcommand 'speker'

      Hint: a similar subcommand exists: 'speaker'

    Usage: claimbook [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("speaker list --kin person"), @r"
    --- stderr
    Error: unexpected argument '--kin' found

      Hint: a similar argument exists: '--kind'

    Usage: claimbook speaker list --kind <WORD> [WORDS]...

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn a_second_record_of_one_name_needs_a_key_of_its_own() {
    let place = Place::new();
    place
        .run("speaker add --name 'Wang Wei' --kind person")
        .ok();
    let output = place.run("speaker add --name 'Wang Wei' --kind person");
    assert_eq!(output.status, Some(1));
    assert!(
        output
            .stderr
            .contains("speaker wang-wei has the name “Wang Wei” already"),
        "{output}"
    );
    place
        .run("speaker add --name 'Wang Wei' --kind person --key wang-wei-painter")
        .ok();
}

#[test]
fn an_affiliation_that_claims_name_cannot_become_another_speakers() {
    let place = Place::new();
    place.demo();
    let affiliations = place.run("affiliation list -f csv").ok();
    let key = affiliations
        .lines()
        .nth(1)
        .and_then(|line| line.split(',').next())
        .expect("an affiliation");
    let before = place.dump();
    assert_snapshot!(place.run(&format!("affiliation edit {key} --speaker odalys-wenn")), @"
    --- stderr
    Error: affiliation ilsabet-corrow-deputy-director was not changed
    Caused by: claims or introductions name its speaker as ilsabet-corrow-deputy-director, so it cannot become another speaker's: add an affiliation of that speaker
    [exit status 1]
    ");
    assert_eq!(place.dump(), before);
    place
        .run(&format!("affiliation edit {key} --role warden"))
        .ok();
    assert_eq!(place.run("check").ok(), "");
}
