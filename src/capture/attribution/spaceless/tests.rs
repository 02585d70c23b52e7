//! What is drafted from invented Chinese sentences.

use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use crate::capture::attribution::{Draft, draft_claims};
use crate::capture::language::chinese;
use crate::domain::text::{Block, BlockKind, Text, paragraphs};

fn draft(content: &str) -> (Text, Draft) {
    let text = Text::new(content.to_owned()).unwrap();
    let blocks: Vec<Block> = paragraphs(&text)
        .into_iter()
        .map(|span| Block {
            kind: BlockKind::Body,
            span,
        })
        .collect();
    let draft = draft_claims(&text, &blocks, chinese());
    (text, draft)
}

fn rows(content: &str) -> Vec<String> {
    let (text, draft) = draft(content);
    draft
        .claims
        .iter()
        .map(|claim| {
            let words: Vec<&str> = claim
                .content
                .iter()
                .map(|span| text.slice(*span).unwrap())
                .collect();
            let speaker = claim
                .speaker
                .map_or("?", |speaker| draft.people[speaker].name.as_str());
            format!("{} | {speaker} | {}", claim.voice, words.join(" … "))
        })
        .collect()
}

#[test]
fn chinese_quotations_before_and_behind_their_cue_are_direct() {
    assert_eq!(
        rows("周明远说：“港口五月开放。”"),
        ["direct | 周明远 | “港口五月开放。”"]
    );
    assert_eq!(
        rows("“港口五月开放，”周明远说。"),
        ["direct | 周明远 | “港口五月开放，”"]
    );
    assert_eq!(
        rows("“港口五月开放，”周明远说，“大家都很高兴。”"),
        ["direct | 周明远 | “港口五月开放，” … “大家都很高兴。”"]
    );
    assert_eq!(
        rows("周明遠說：「港口五月開放。」"),
        ["direct | 周明遠 | 「港口五月開放。」"]
    );
    assert_eq!(
        rows("周明远说：「港口五月开放。」"),
        ["direct | 周明远 | 「港口五月开放。」"]
    );
}

#[test]
fn chinese_reported_speech_runs_to_the_end_of_its_sentence() {
    assert_eq!(
        rows("周明远表示，港口将在五月开放。天下雨了。"),
        ["indirect | 周明远 | 港口将在五月开放"]
    );
    assert_eq!(
        rows("周明远认为港口应该开放。"),
        ["indirect | 周明远 | 港口应该开放"]
    );
    assert_eq!(
        rows("据港务局介绍，港口将在五月开放。"),
        ["indirect | 港务局 | 港口将在五月开放"]
    );
}

#[test]
fn chinese_names_roles_and_pronouns_are_resolved() {
    let content = "临海大学河流研究中心副主任周明远表示，水属于大家。他强调，大坝不能再建。“水不能买卖，”周主任说。";
    assert_eq!(
        rows(content),
        [
            "indirect | 周明远 | 水属于大家",
            "indirect | 周明远 | 大坝不能再建",
            "direct | 周明远 | “水不能买卖，”",
        ]
    );
    let (_, draft) = draft(content);
    let introduction = &draft.people[0].introductions[0];
    assert_eq!(introduction.role, "副主任");
    assert_eq!(introduction.organization.as_deref(), Some("河流研究中心"));
    assert_eq!(introduction.parents, ["临海大学"]);
}

#[test]
fn chinese_words_in_passing_are_no_speech() {
    assert!(rows("论坛以“水与法”为主题。").is_empty());
    assert!(rows("这部小说的名称很长。").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn chinese_drafting_survives_shuffled_pieces(pieces in proptest::collection::vec(0_usize..16, 0..40)) {
        const PIECES: [&str; 16] = [
            "周明远", "说", "“", "”", "，", "。", "：", "他", "据", "介绍", "大学", "主任", "「", "\n\n", "a ", "\u{3000}",
        ];
        let content: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let (text, draft) = draft(&content);
        for claim in &draft.claims {
            for span in claim.content.iter().chain(&claim.cue).chain(&claim.source) {
                prop_assert!(span.start < span.end && span.end <= text.code_points());
            }
        }
    }
}

#[test]
fn hostile_chinese_texts_are_read_in_time() {
    for piece in ["“", "周明远说，", "说", "「」", "据，", "“说。”"] {
        let content = piece.repeat(300_000 / piece.len());
        let (_, draft) = draft(&content);
        assert!(draft.people.len() < 1_000_000);
    }
}
