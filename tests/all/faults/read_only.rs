//! Files, folders and media that cannot be written: reading works, and a writer says what to do.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::damage::place_with_a_book;
use super::say;
use crate::harness::{Output, Place};

const READERS: [&str; 5] = ["info", "speaker list", "history", "check", "export csv"];

const WRITERS: [&str; 8] = [
    "log s0002.toml",
    "undo",
    "redo",
    "speaker add --name Bo --kind person",
    "check --repair",
    "upgrade",
    "restore ../claimbook.db",
    "demo demo",
];

/// Nobody in particular, whom permissions hold for; root goes past them.
const NOBODY: u32 = 65_534;

fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permitted");
}

/// A place with `shelf/claimbook.db`, and whether commands must be run as nobody.
fn shelf() -> Option<(Place, bool)> {
    let place = place_with_a_book();
    fs::create_dir(place.path("shelf")).expect("made");
    fs::copy(place.book(), place.path("shelf/claimbook.db")).expect("copied");
    for sheet in ["s0002.toml", "s0002.txt"] {
        fs::copy(place.path(sheet), place.path("shelf").join(sheet)).expect("copied");
    }
    permit(&place.path(""), 0o755);
    permit(&place.path("shelf"), 0o555);
    let root = fs::write(place.path("shelf/probe"), "").is_ok();
    if root {
        permit(&place.path("shelf"), 0o755);
        fs::remove_file(place.path("shelf/probe")).expect("removed");
        let mut probe = place.command();
        probe.uid(NOBODY).arg("--version");
        if !probe.output().is_ok_and(|output| output.status.success()) {
            say("NOT TRIED: read-only files, since nobody but root can run the program here");
            return None;
        }
    }
    Some((place, root))
}

fn run(place: &Place, words: &str, as_nobody: bool) -> Output {
    let mut command: Command = place.command();
    command
        .current_dir(place.path("shelf"))
        .args(shell_words::split(words).expect("closed quotes"));
    if as_nobody {
        command.uid(NOBODY);
    }
    place.finish(&mut command)
}

#[track_caller]
fn ends(place: &Place, words: &str, as_nobody: bool, status: &[i32]) -> Output {
    let output = run(place, words, as_nobody);
    assert!(
        output.status.is_some_and(|found| status.contains(&found)),
        "{words}: {output}"
    );
    output
}

#[test]
fn a_read_only_file_and_folder_are_read_and_a_writer_says_so() {
    let Some((place, as_nobody)) = shelf() else {
        return;
    };
    let book = place.path("shelf/claimbook.db");
    let bytes = fs::read(&book).expect("read");
    for (file, folder) in [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555)] {
        permit(&place.path("shelf"), 0o755);
        for left in ["claimbook.db-wal", "claimbook.db-shm"] {
            // What a reader leaves where it may, and could be written to.
            let _absent = fs::remove_file(place.path("shelf").join(left));
        }
        permit(&book, file);
        permit(&place.path("shelf"), folder);
        for words in READERS {
            let _output = ends(&place, words, as_nobody, &[0]);
        }
        for words in WRITERS {
            // A folder that may be written can be given another book: the right to the file is not the right to its name.
            if (words.starts_with("restore") || words.starts_with("demo")) && folder == 0o777 {
                continue;
            }
            let output = ends(&place, words, as_nobody, &[1, 4]);
            assert!(output.stderr.contains("Error: "), "{words}: {output}");
        }
        assert!(fs::read(&book).expect("read") == bytes);
    }
    permit(&place.path("shelf"), 0o755);
}

#[test]
fn what_a_killed_writer_left_is_not_passed_over_in_a_read_only_folder() {
    let Some((place, as_nobody)) = shelf() else {
        return;
    };
    let book = place.path("shelf/claimbook.db");
    fs::write(place.path("shelf/claimbook.db-wal"), [0; 32]).expect("written");
    permit(&book, 0o444);
    permit(&place.path("shelf"), 0o555);
    insta::assert_snapshot!(run(&place, "info", as_nobody), @"
    --- stderr
    Error: the book cannot be written: $ROOT/shelf/claimbook.db has an unfinished write beside it (-wal) and its directory is read-only: copy the book with its -wal file to a directory that can be written
    Hint: check the permissions of the file and of its directory
    [exit status 4]
    ");
    permit(&place.path("shelf"), 0o755);
}

#[cfg(target_os = "linux")]
#[test]
fn a_book_on_a_read_only_medium_is_read_and_a_writer_says_so() {
    let place = place_with_a_book();
    fs::create_dir(place.path("shelf")).expect("made");
    let shelf = place.path("shelf");
    if let Err(reason) = super::disk::mount(&["-t", "tmpfs", "-o", "size=8m", "tmpfs"], &shelf) {
        say(&format!(
            "NOT TRIED: a read-only medium needs the right to mount one ({reason})"
        ));
        return;
    }
    for file in ["claimbook.db", "s0002.toml", "s0002.txt"] {
        fs::copy(place.path(file), shelf.join(file)).expect("copied");
    }
    super::disk::mount(&["-o", "remount,ro"], &shelf).expect("remounted");
    let results = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        for words in READERS {
            let _output = ends(&place, words, false, &[0]);
        }
        for words in WRITERS {
            let output = ends(&place, words, false, &[1, 4]);
            assert!(output.stderr.contains("Error: "), "{words}: {output}");
        }
    }));
    let unmounted = Command::new("umount").arg(&shelf).status();
    assert!(unmounted.expect("umount").success());
    if let Err(panic) = results {
        std::panic::resume_unwind(panic);
    }
}
