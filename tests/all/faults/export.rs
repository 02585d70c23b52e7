//! Writing a file that is interrupted: the old one stays until the new one is whole.

use std::fs;
use std::process::Stdio;
use std::time::Instant;

use super::{rounds, say};
use crate::harness::{Place, Random};

/// What writes a file, with the file.
const EXPORTS: [(&str, &str); 4] = [
    ("export csv -o claims.csv", "claims.csv"),
    ("compare -o compare.html", "compare.html"),
    ("sql 'SELECT * FROM claims' -o claims.json", "claims.json"),
    ("backup copy.db --force", "copy.db"),
];

#[test]
fn an_export_killed_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let place = Place::new();
    place.demo();
    for (words, name) in EXPORTS {
        let command = || {
            let mut command = place.command();
            command
                .env("CLAIMBOOK_BOOK", place.book())
                .args(shell_words::split(words).expect("closed quotes"));
            command
        };
        let began = Instant::now();
        place.finish(&mut command()).ok();
        let took = began.elapsed();
        let new = fs::read(place.path(name)).expect("a file");
        let old = b"what was there before".to_vec();
        let mut random = Random(7);
        let (mut kept, mut replaced) = (0, 0);
        for round in 0..rounds() {
            fs::write(place.path(name), &old).expect("written");
            let mut child = command()
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program runs");
            let thousandths = (1000 * round + random.below(1000)) / rounds();
            std::thread::sleep(took * u32::try_from(thousandths).expect("small") / 1000);
            child.kill().expect("killed");
            child.wait().expect("ended");
            let there = fs::read(place.path(name)).expect("a file");
            if there == old {
                kept += 1;
            } else {
                assert!(
                    there == new,
                    "{words}: neither the old file nor the new one"
                );
                replaced += 1;
            }
        }
        place.finish(&mut command()).ok();
        assert!(fs::read(place.path(name)).expect("a file") == new);
        say(&format!(
            "{words}: {} kills, {kept} old files, {replaced} new ones",
            rounds()
        ));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_that_finds_no_room_leaves_the_old_file_and_says_so() {
    let place = Place::new();
    place.demo();
    fs::create_dir(place.path("disk")).expect("a folder");
    let at = place.path("disk");
    if let Err(reason) = super::disk::mount(&["-t", "tmpfs", "-o", "size=8k", "tmpfs"], &at) {
        say(&format!(
            "NOT TRIED: an export to a full disk needs the right to mount one ({reason})"
        ));
        return;
    }
    let mut said = Vec::new();
    for (words, name) in EXPORTS {
        fs::write(at.join(name), "old").expect("written");
        let words = words.replace(name, &format!("disk/{name}"));
        said.push(place.run(&words).to_string());
        assert_eq!(fs::read(at.join(name)).expect("read"), b"old", "{words}");
        // Nothing is left of what did not fit.
        assert_eq!(fs::read_dir(&at).expect("read").count(), 1, "{words}");
        fs::remove_file(at.join(name)).expect("removed");
    }
    let unmounted = std::process::Command::new("umount").arg(&at).status();
    assert!(unmounted.expect("umount").success());
    insta::assert_snapshot!(said.join("\n\n"), @"
    --- stderr
    Error: cannot write disk/claims.csv
    Caused by: No space left on device (os error 28)
    Hint: a file that was there is as it was; make room, or write elsewhere
    [exit status 1]

    --- stderr
    Error: cannot write disk/compare.html
    Caused by: No space left on device (os error 28)
    Hint: a file that was there is as it was; make room, or write elsewhere
    [exit status 1]

    --- stderr
    Error: cannot write disk/claims.json
    Caused by: No space left on device (os error 28)
    Hint: a file that was there is as it was; make room, or write elsewhere
    [exit status 1]

    --- stderr
    Error: the book was not backed up
    Caused by: the disk is full
    Hint: nothing was written; make room and try again
    [exit status 1]
    ");
}
