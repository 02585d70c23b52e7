use super::*;
use crate::domain::claim::{ClaimSpeaker, Origin, Status, Target, TargetRole};
use crate::domain::figure::{Comparator, FigureParts};
use crate::domain::record::Reference;
use crate::domain::text::{BlockKind, Span};

fn reference(id: i64) -> Reference {
    Reference {
        id,
        uid: format!("u{id}"),
        key: format!("k{id}"),
    }
}

fn claim(content: &[(u32, u32)], proposition: Option<i64>) -> Claim {
    Claim {
        proposition: proposition.map(reference),
        uttered_at: None,
        about: None,
        said: None,
        voice: Voice::Direct,
        voice_guess: false,
        stance: None,
        stance_guess: false,
        status: Status::Accepted,
        origin: Origin::Person,
        block: BlockKind::Body,
        speakers: Vec::new(),
        via: Vec::new(),
        figures: Vec::new(),
        targets: Vec::new(),
        content: content
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect(),
        cue: Vec::new(),
        source: Vec::new(),
        links: Vec::new(),
        gloss: None,
        labels: Vec::new(),
        note: None,
    }
}

fn text() -> Text {
    Text::new(String::from("The mayor Said that homes burn.")).expect("a text")
}

fn value(field: Field, claim: &Claim) -> Option<String> {
    reading(field, claim, &text()).map(|reading| reading.value)
}

fn figure_of(value: f64, unit: &str) -> Figure {
    Figure::new(FigureParts {
        value: Some(value),
        unit: Some(unit.to_owned()),
        ..FigureParts::default()
    })
    .expect("a figure")
}

#[test]
fn what_is_left_open_is_no_reading_and_what_is_none_is() {
    let claim = claim(&[(0, 9)], None);
    assert_eq!(value(Field::Stance, &claim), None);
    assert_eq!(value(Field::Proposition, &claim), None);
    for field in [
        Field::Speaker,
        Field::Cue,
        Field::Said,
        Field::Targets,
        Field::Figures,
    ] {
        assert_eq!(value(field, &claim).as_deref(), Some(NONE), "{field}");
    }
}

#[test]
fn narration_without_a_stance_asserts_as_in_every_report() {
    let mut narrated = claim(&[(0, 9)], None);
    narrated.voice = Voice::Narration;
    assert_eq!(value(Field::Stance, &narrated).as_deref(), Some("asserts"));
}

#[test]
fn speakers_are_compared_without_their_order_and_alternatives_are_none() {
    let mut one = claim(&[(0, 9)], None);
    for (id, part) in [
        (2, SpeakerPart::Speaker),
        (1, SpeakerPart::Speaker),
        (3, SpeakerPart::Alternative),
    ] {
        one.speakers.push(ClaimSpeaker {
            speaker: reference(id),
            part,
            guess: true,
        });
    }
    assert_eq!(value(Field::Speaker, &one).as_deref(), Some("k1, k2"));
}

#[test]
fn a_cue_is_compared_without_case_and_shown_as_printed() {
    let mut one = claim(&[(0, 9)], None);
    one.cue = vec![Span::new(10, 14)];
    let reading = reading(Field::Cue, &one, &text()).expect("a reading");
    assert_eq!(
        (reading.value.as_str(), reading.shown.as_str()),
        ("said", "Said")
    );
}

#[test]
fn figures_are_compared_in_the_base_of_their_unit() {
    let of = |figure: Figure| {
        let mut claim = claim(&[(0, 9)], None);
        claim.figures = vec![figure];
        claim
    };
    let (metres, kilometres) = (of(figure_of(5000.0, "m")), of(figure_of(5.0, "km")));
    assert_eq!(
        value(Field::Figures, &metres),
        value(Field::Figures, &kilometres)
    );
    let less = Figure::new(FigureParts {
        value: Some(5000.0),
        unit: Some(String::from("m")),
        comparator: Comparator::Less,
        ..FigureParts::default()
    });
    let less = of(less.expect("a figure"));
    assert_ne!(value(Field::Figures, &metres), value(Field::Figures, &less));
    let shown = reading(Field::Figures, &less, &text()).map(|reading| reading.shown);
    assert_eq!(shown.as_deref(), Some("< 5000 m"));
}

#[test]
fn tones_are_by_target_and_an_unset_one_is_left_open() {
    let mut one = claim(&[(0, 9)], None);
    for (id, role, tone) in [
        (2, TargetRole::Object, Some(-1)),
        (1, TargetRole::Object, None),
        (3, TargetRole::Addressee, Some(0)),
    ] {
        one.targets.push(Target {
            speaker: reference(id),
            role,
            tone,
        });
    }
    assert_eq!(
        tones(&one),
        [("k1", None), ("k2", Some(-1)), ("k3", Some(0))]
    );
    assert_eq!(
        value(Field::Targets, &one).as_deref(),
        Some("k1 (object), k2 (object), k3 (addressee)")
    );
}

#[test]
fn two_claims_in_the_same_words_are_matched_by_what_they_claim() {
    let ann = [claim(&[(4, 20)], Some(1)), claim(&[(4, 20)], Some(2))];
    let ben = [
        claim(&[(0, 3)], None),
        claim(&[(4, 20)], Some(2)),
        claim(&[(4, 20)], Some(1)),
    ];
    assert_eq!(
        units(&[&ann, &ben], DEFAULT_OVERLAP),
        [
            vec![None, Some(0)],
            vec![Some(0), Some(2)],
            vec![Some(1), Some(1)],
        ]
    );
}

#[test]
fn the_threshold_decides_what_is_one_unit() {
    let ann = [claim(&[(0, 10)], None)];
    let ben = [claim(&[(5, 10)], None)];
    assert_eq!(units(&[&ann, &ben], 50), [vec![Some(0), Some(0)]]);
    assert_eq!(
        units(&[&ann, &ben], 51),
        [vec![Some(0), None], vec![None, Some(0)]]
    );
}

#[test]
fn of_two_claims_with_the_same_words_that_one_is_taken_in_which_more_is_the_same() {
    let speaker = |id: i64| ClaimSpeaker {
        speaker: reference(id),
        part: SpeakerPart::Speaker,
        guess: false,
    };
    let voiced = |voice: Voice| Claim {
        voice,
        ..claim(&[(0, 9)], None)
    };
    let taken = |stance: Option<Stance>| Claim {
        stance,
        ..claim(&[(0, 9)], None)
    };
    let counted = |number: f64| Claim {
        figures: vec![figure_of(number, "homes")],
        ..claim(&[(0, 9)], None)
    };
    let said_by = |id: i64| Claim {
        speakers: vec![speaker(id)],
        ..claim(&[(0, 9)], None)
    };
    for (first, second) in [
        (voiced(Voice::Direct), voiced(Voice::Indirect)),
        (taken(Some(Stance::Asserts)), taken(Some(Stance::Rejects))),
        (counted(4.0), counted(5.0)),
        (said_by(1), said_by(2)),
        (claim(&[(0, 9)], Some(1)), claim(&[(0, 9)], Some(2))),
    ] {
        let ann = [first.clone(), second.clone()];
        for (bob, places) in [
            (vec![first.clone(), second.clone()], [0, 1]),
            (vec![second.clone(), first.clone()], [1, 0]),
        ] {
            let mut wanted: Vec<Vec<Option<usize>>> = vec![
                vec![Some(0), Some(places[0])],
                vec![Some(1), Some(places[1])],
            ];
            let mut found = units(&[&ann, &bob], 50);
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted);
        }
    }
}
