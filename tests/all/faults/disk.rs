//! A disk that is full and a limit of the file size, from the first byte too few to the first that suffice.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{Ended, WRITING, Writing, rounds, say};
use crate::harness::Place;

/// Whether a command failed as it should: it said what to do, or the system ended it.
#[track_caller]
fn told(output: &Output, writing: &Writing) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{}: {said}", writing.name);
    if output.status.code().is_some() {
        assert!(
            said.contains("Error: ") && said.contains("Hint: "),
            "{}: {said}",
            writing.name
        );
    }
}

/// A file system of its own in memory, gone with the value.
#[cfg(target_os = "linux")]
struct SmallDisk<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl SmallDisk<'_> {
    fn mount(at: &Path) -> Result<SmallDisk<'_>, String> {
        mount(&["-t", "tmpfs", "-o", "size=64m", "tmpfs"], at).map(|()| SmallDisk(at))
    }

    fn resize(&self, kilobytes: u64) {
        mount(&["-o", &format!("remount,size={kilobytes}k")], self.0).expect("resized");
    }

    /// How many kilobytes are used.
    fn used(&self) -> u64 {
        let output = Command::new("df")
            .args(["-k", "--output=used"])
            .arg(self.0)
            .output()
            .expect("df");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let used = text
            .lines()
            .last()
            .and_then(|line| line.trim().parse().ok());
        used.expect("a number")
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

/// Runs `mount`; why it could not is what it says.
#[cfg(target_os = "linux")]
pub(super) fn mount(options: &[&str], at: &Path) -> Result<(), String> {
    let output = Command::new("mount")
        .args(options)
        .arg(at)
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_small_disk_that_is_full_leaves_every_book_as_it_was_and_is_enough_once_there_is_room() {
    for writing in &WRITING {
        let (before, after, _) = writing.undisturbed();
        let place = Place::new();
        fs::create_dir(place.path("disk")).expect("a folder");
        let at = place.path("disk");
        let disk = match SmallDisk::mount(&at) {
            Ok(disk) => disk,
            Err(reason) => {
                say(&format!(
                    "NOT TRIED: a full disk needs the right to mount one ({reason})"
                ));
                return;
            }
        };
        // The folder of the book is the disk, with everything that the command needs.
        let place = place.inside("disk");
        let prepared = writing.prepared(&place);
        let (mut full, mut room) = (0, 8);
        loop {
            writing.again(&place, &prepared);
            disk.resize(disk.used() + room);
            let output = writing.command(&place).output().expect("the program runs");
            disk.resize(65_536);
            if output.status.success() {
                break;
            }
            told(&output, writing);
            let ended = writing.all_or_nothing(&place, &before, &after);
            assert_eq!(ended, Ended::Undone, "{}", writing.name);
            full += 1;
            room += if rounds() > 10 { 4 } else { 16 + room / 2 };
        }
        say(&format!(
            "{}: a disk full at {full} sizes, nothing lost",
            writing.name
        ));
        assert!(full > 1, "{}: the disk was never full", writing.name);
        drop(disk);
    }
}

#[cfg(unix)]
#[test]
fn a_limit_of_the_file_size_at_which_the_system_ends_the_process_leaves_every_book_as_it_was() {
    limit_file_size("");
}

#[cfg(unix)]
#[test]
fn a_limit_of_the_file_size_at_which_writing_fails_leaves_every_book_as_it_was() {
    limit_file_size("trap '' XFSZ; ");
}

/// Runs every command under limits of the file size; `signal` is what the shell does about the signal that goes with one.
#[cfg(unix)]
fn limit_file_size(signal: &str) {
    for writing in &WRITING {
        let (before, after, _) = writing.undisturbed();
        let place = Place::new();
        let prepared = writing.prepared(&place);
        let (mut killed, mut failed, mut blocks) = (0, 0, 0);
        loop {
            writing.again(&place, &prepared);
            let output = under_limit(&writing.command(&place), signal, blocks)
                .output()
                .expect("a shell");
            if output.status.success() {
                break;
            }
            told(&output, writing);
            // The book may have been written, and only what comes after it not.
            writing.all_or_nothing(&place, &before, &after);
            if output.status.code().is_none() {
                killed += 1;
            } else {
                failed += 1;
            }
            blocks += if rounds() > 10 { 8 } else { 100 + blocks };
        }
        say(&format!(
            "{}: limits of the file size, {killed} killed, {failed} failed, nothing lost",
            writing.name
        ));
        assert!(
            killed + failed > 0,
            "{}: no limit was reached",
            writing.name
        );
    }
}

/// The command, run by a shell that first limits the size of files to so many blocks of 512 bytes.
#[cfg(unix)]
fn under_limit(command: &Command, signal: &str, blocks: usize) -> Command {
    let mut shell = Command::new("sh");
    shell
        .env_clear()
        .arg("-c")
        .arg(format!("{signal}ulimit -f {blocks} && exec \"$0\" \"$@\""))
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        shell.current_dir(folder);
    }
    shell
}
