//! Which book is used, and books that cannot be.

use insta::assert_snapshot;

use crate::harness::Place;

#[test]
fn the_book_is_chosen_by_flag_environment_place_and_data_directory() {
    let place = Place::new();
    assert_snapshot!(place.finish(place.command().args(["topic", "add", "--name", "Far"])), @r"
    Added topic far (Far)
    --- stderr
    Made a new book: $ROOT/.local/share/claimbook/claimbook.db
    ");
    assert_snapshot!(place.finish(place.command().args(["--book", "claimbook.db", "topic", "add", "--name", "Here"])), @r"
    Added topic here (Here)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    ");
    std::fs::create_dir(place.path("below")).expect("a folder");
    let below = place.finish(
        place
            .command()
            .current_dir(place.path("below"))
            .args(["topic", "list", "-f", "csv"]),
    );
    assert_snapshot!(below, @r"
    key,name,parent,note
    here,Here,,
    ");
    assert_snapshot!(place.finish(place.command().args(["topic", "add", "--book", "other.db", "--name", "There"])), @r"
    Added topic there (There)
    --- stderr
    Made a new book: $ROOT/other.db
    ");
    let info = place.finish(
        place
            .command()
            .env("CLAIMBOOK_BOOK", "other.db")
            .args(["info", "-f", "csv"]),
    );
    let info: Vec<&str> = info
        .stdout
        .lines()
        .filter(|line| !line.starts_with("bytes"))
        .collect();
    assert_snapshot!(info.join("\n"), @"
    name,value
    book,$ROOT/other.db
    chosen by,CLAIMBOOK_BOOK
