//! Completions, from the same definitions that parse the command line.

use claimbook::domain::record::NOUNS;
use claimbook::reports::REPORTS;

use crate::harness::Place;

#[test]
fn completions_of_every_shell_know_every_noun_verb_and_report() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Place::new().run(&format!("completions {shell}")).ok();
        for noun in NOUNS {
            assert!(script.contains(noun.noun), "{shell}: {}", noun.noun);
            for field in noun.fields {
                let flag = field.name.replace('_', "-");
                assert!(script.contains(&flag), "{shell}: --{flag}");
            }
        }
        for report in REPORTS {
            assert!(script.contains(report.name), "{shell}: {}", report.name);
            for filter in report.filters {
                assert!(
                    script.contains(filter.as_str()),
                    "{shell}: --{}",
                    filter.as_str()
                );
            }
        }
        for verb in ["log", "history", "undo", "redo", "demo", "merge", "alias"] {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn completions_need_no_book_and_print_nothing_else() {
    let place = Place::new();
    let output = place.run("completions bash");
    assert_eq!(output.stderr, "");
    assert!(output.ok().contains("complete -F _claimbook"));
    assert!(!place.book().exists());
}

#[test]
fn a_script_for_bash_is_one_that_bash_reads() {
    let place = Place::new();
    place.write("claimbook.bash", &place.run("completions bash").ok());
    let read = std::process::Command::new("bash")
        .arg("-n")
        .arg(place.path("claimbook.bash"))
        .status();
    // Where there is no bash there is nobody to read it.
    if let Ok(status) = read {
        assert!(status.success());
    }
}
