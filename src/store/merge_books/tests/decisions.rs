//! Decisions on which records are the same come along with a book.

use super::*;
use crate::domain::decision::Verdict as Decided;
use crate::store::Decision;

fn uid(book: &Book, kind: Kind, id: i64) -> String {
    book.reader().record(kind, id).expect("a record").uid
}

fn decide(book: &mut Book, kind: Kind, one: &str, other: &str, verdict: Decided) {
    book.write(&mut session(), "decide", |writer| {
        writer.decide(kind, one, other, verdict)
    })
    .expect("decided");
}

/// Two people of these names, and what was decided of them.
fn two_people(book: &mut Book, verdict: Option<Decided>) -> [String; 2] {
    let uids = ["Bo Osk", "B. Osk"].map(|name| {
        let id = person(book, name);
        uid(book, Kind::Speaker, id)
    });
    if let Some(verdict) = verdict {
        decide(book, Kind::Speaker, &uids[0], &uids[1], verdict);
    }
    uids
}

fn verdicts(book: &Book, kind: Kind) -> Vec<Decided> {
    let decisions = book.reader().decisions(kind).expect("read");
    decisions
        .into_iter()
        .map(|decision| decision.verdict)
        .collect()
}

fn pair(one: &str, other: &str) -> [String; 2] {
    let mut pair = [one.to_owned(), other.to_owned()];
    pair.sort();
    pair
}

#[test]
fn a_decision_comes_along_and_is_on_the_records_of_this_book() {
    // Whichever of the two books was made first, and so has the lower uids.
    for turned in [false, true] {
        let mut book = Book::in_memory().expect("memory");
        let mut other = Book::in_memory().expect("memory");
        if turned {
            person(&mut other, "B. Osk");
        }
        let ours = two_people(&mut book, None);
        let theirs = if turned {
            let known = other
                .reader()
                .find_record(Kind::Speaker, "B. Osk", false)
                .expect("found");
            let id = person(&mut other, "Bo Osk");
            let uids = [uid(&other, Kind::Speaker, id), known.uid];
            decide(
                &mut other,
                Kind::Speaker,
                &uids[0],
                &uids[1],
                Decided::Different,
            );
            uids
        } else {
            two_people(&mut other, Some(Decided::Different))
        };
        assert_ne!(ours, theirs);
        let plan = merge_checked(&mut book, &other);
        assert_eq!(count_of(&plan, "decision").new, 1);
        let [left, right] = pair(&ours[0], &ours[1]);
        assert_eq!(
            book.reader().decisions(Kind::Speaker).expect("read"),
            [Decision {
                left,
                right,
                verdict: Decided::Different
            }]
        );
    }
}

#[test]
fn a_decision_that_only_one_book_changed_is_taken_and_two_different_ones_are_a_conflict() {
    let mut book = Book::in_memory().expect("memory");
    let [bo, b] = two_people(&mut book, Some(Decided::Unsure));
    let mut other = copy(&book);
    decide(&mut other, Kind::Speaker, &bo, &b, Decided::Same);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "decision").changed, 1);
    assert_eq!(verdicts(&book, Kind::Speaker), [Decided::Same]);
    decide(&mut book, Kind::Speaker, &bo, &b, Decided::Unsure);
    decide(&mut other, Kind::Speaker, &bo, &b, Decided::Different);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(
        clashes(&plan),
        [("b-osk and bo-osk", "verdict", "unsure", "different")]
    );
    assert_eq!(verdicts(&book, Kind::Speaker), [Decided::Unsure]);
    let open = book.reader().conflicts().expect("listed");
    assert_eq!(open[0].clash.record, "b-osk and bo-osk");
    book.write(&mut session(), "take", |writer| {
        writer.decide_conflicts(&[open[0].id], Verdict::Theirs)
    })
    .expect("decided");
    assert_eq!(verdicts(&book, Kind::Speaker), [Decided::Different]);
}

#[test]
fn two_people_who_decided_differently_on_the_same_two_records_are_a_conflict() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    two_people(&mut book, Some(Decided::Same));
    two_people(&mut other, Some(Decided::Different));
    let plan = merge_checked(&mut book, &other);
    assert_eq!(
        clashes(&plan),
        [("b-osk and bo-osk", "verdict", "same", "different")]
    );
    assert_eq!(count_of(&plan, "decision").conflicting, 1);
    assert_eq!(verdicts(&book, Kind::Speaker), [Decided::Same]);
}

#[test]
fn a_decision_on_a_claim_and_its_proposition_comes_along() {
    let mut other = Book::in_memory().expect("memory");
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let rose = add(&mut other, Kind::Proposition, &[("text", "The lake rose")]);
    let fell = add(&mut other, Kind::Proposition, &[("text", "The lake fell")]);
    let logged = add_article(&mut other, outlet, "t");
    let claim = add_claim(&mut other, logged, 1, Some(rose), &[]);
    let claim = uid(&other, Kind::Claim, claim);
    let fell = uid(&other, Kind::Proposition, fell);
    decide(&mut other, Kind::Claim, &claim, &fell, Decided::Different);
    let mut book = Book::in_memory().expect("memory");
    add(&mut book, Kind::Proposition, &[("text", "The lake fell")]);
    let ours = book
        .reader()
        .find_record(Kind::Proposition, "The lake fell", false)
        .expect("found")
        .uid;
    assert_ne!(ours, fell);
    merge_checked(&mut book, &other);
    let decisions = book.reader().decisions(Kind::Claim).expect("read");
    assert_eq!(decisions.len(), 1);
    assert_eq!(
        [decisions[0].left.clone(), decisions[0].right.clone()],
        pair(&claim, &ours)
    );
}

#[test]
fn a_decision_on_what_was_deleted_here_stays_away() {
    let mut book = Book::in_memory().expect("memory");
    let [bo, b] = two_people(&mut book, None);
    let mut other = copy(&book);
    decide(&mut other, Kind::Speaker, &bo, &b, Decided::Same);
    let gone = book
        .reader()
        .find_record(Kind::Speaker, "B. Osk", false)
        .expect("found");
    book.write(&mut session(), "remove", |writer| {
        writer.remove_record(Kind::Speaker, gone.id)
    })
    .expect("removed");
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "decision").deleted, 1);
    assert_eq!(verdicts(&book, Kind::Speaker), []);
}

#[test]
fn a_decision_on_two_records_that_are_one_here_says_nothing_here() {
    let mut book = Book::in_memory().expect("memory");
    let [bo, b] = two_people(&mut book, None);
    let mut other = copy(&book);
    decide(&mut other, Kind::Speaker, &bo, &b, Decided::Same);
    let id = |words: &str| {
        let reader = book.reader();
        reader
            .find_record(Kind::Speaker, words, false)
            .expect("found")
            .id
    };
    let (bo, b) = (id("Bo Osk"), id("B. Osk"));
    book.write(&mut session(), "join", |writer| {
        writer.merge_records(Kind::Speaker, b, bo)
    })
    .expect("joined");
    merge_checked(&mut book, &other);
    assert_eq!(verdicts(&book, Kind::Speaker), []);
}

#[test]
fn conflicts_that_the_other_book_has_not_decided_are_counted_and_stay_there() {
    let mut book = Book::in_memory().expect("memory");
    let bo = person(&mut book, "Bo Osk");
    let mut third = copy(&book);
    let mut other = copy(&book);
    edit(&mut third, Kind::Speaker, bo, &[("country", "KG")]);
    edit(&mut other, Kind::Speaker, bo, &[("country", "KZ")]);
    merge_checked(&mut other, &third);
    let plan = merge(&mut book, &other);
    assert_eq!(plan.undecided_there, 1);
    assert_eq!(book.reader().conflicts().expect("listed"), []);
    assert_eq!(value(&book, Kind::Speaker, "bo-osk", "country"), "KZ");
    // What is decided there comes with the next merge.
    let open = other.reader().conflicts().expect("listed");
    other
        .write(&mut session(), "take", |writer| {
            writer.decide_conflicts(&[open[0].id], Verdict::Theirs)
        })
        .expect("decided");
    let plan = merge_checked(&mut book, &other);
    assert_eq!(plan.undecided_there, 0);
    assert_eq!(value(&book, Kind::Speaker, "bo-osk", "country"), "KG");
}
