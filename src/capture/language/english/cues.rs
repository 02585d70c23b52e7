//! The words by which English reports speech, thought and will, with what may follow them (the letters of `Frames`):
//! Q a quotation, C a clause, T a clause with `that` or a question word, I an infinitive, N a noun phrase, G a participle,
//! A the addressee first, D only where a document speaks, P the passive reports too.

use crate::capture::language::{CueRow, Strength};
use crate::domain::claim::Stance;

const fn row(frames: &'static str, strength: Strength, words: &'static str) -> CueRow {
    CueRow {
        frames,
        strength,
        stance: None,
        words,
    }
}

const fn stance(
    frames: &'static str,
    strength: Strength,
    stance: Stance,
    words: &'static str,
) -> CueRow {
    CueRow {
        frames,
        strength,
        stance: Some(stance),
        words,
    }
}

pub(super) const VERBS: &[CueRow] = &[
    // Speech with a clause.
    row("QCP", Strength::Speech, "say"),
    row(
        "QCN",
        Strength::Speech,
        "add announce explain note recall reveal disclose reiterate repeat proclaim recount relate profess retell",
    ),
    row(
        "QC",
        Strength::Speech,
        "insist assert maintain argue state remark comment observe declare quip boast joke lament complain grumble \
        protest retort exclaim tweet blog testify attest swear vow gripe chime_in interject rejoin opine caution point_out shoot_back fire_back hit_back \
        counter deadpan admonish stipulate specify posit note_down write_back fume claim contend concede confess conclude go_on_to_say",
    ),
    row("QT", Strength::Speech, "reply respond answer"),
    row(
        "Q",
        Strength::Speech,
        "marvel vent continue go_on begin finish yell shout scream cry whisper mutter murmur chant roar shriek mumble sigh laugh snap sneer \
        chuckle enthuse gush rant bark intone implore plead beg urge call_out demand wonder inquire enquire query muse write read persist press \
        recite sing offer venture agree think_aloud volunteer elaborate conclude pronounce thunder bellow holler gasp",
    ),
    row(
        "CP",
        Strength::Speech,
        "allege report predict forecast confirm affirm reaffirm acknowledge admit warn stress emphasize emphasise underline underscore \
        suggest indicate hint imply signal clarify prophesy speculate theorize theorise mention certify pledge promise guarantee foresee rumour rumor",
    ),
    row(
        "QC",
        Strength::Speech,
        "allege report predict forecast confirm affirm reaffirm acknowledge admit warn stress emphasize emphasise suggest speculate \
        hint indicate promise pledge clarify write",
    ),
    row(
        "QCA",
        Strength::Speech,
        "tell assure remind inform promise warn notify reassure brief",
    ),
    row("ANIP", Strength::Speech, "tell warn instruct advise"),
    row(
        "N",
        Strength::Speech,
        "warn_of warn_about warn_against speak_of speak_about speak_out_against speak_against speak_out_about talk_about talk_of \
        complain_about complain_of boast_of boast_about brag_about joke_about comment_on remark_on allude_to hint_at refer_to call_for call_on argue_for \
        argue_against argue_in_favor_of argue_in_favour_of testify_about elaborate_on expound_on lecture_on opine_on rant_about rail_against tweet_about \
        write_about write_of express voice articulate reiterate_his echo",
    ),
    stance("AITQP", Strength::Speech, Stance::Mentions, "ask"),
    stance("NP", Strength::Speech, Stance::Mentions, "ask_about"),
    stance(
        "QT",
        Strength::Speech,
        Stance::Mentions,
        "wonder question inquire query",
    ),
    row(
        "N",
        Strength::Speech,
        "ask_about ask_for inquire_about wonder_about",
    ),
    stance("I", Strength::Speech, Stance::Declines, "decline refuse"),
    stance("NTG", Strength::Speech, Stance::Rejects, "deny"),
    stance("QC", Strength::Speech, Stance::Rejects, "deny"),
    stance(
        "NT",
        Strength::Thought,
        Stance::Rejects,
        "dispute refute rebut",
    ),
    stance(
        "N",
        Strength::Thought,
        Stance::Rejects,
        "reject dismiss rebuff contradict debunk disavow repudiate disown decry renounce shoot_down push_back_against push_back_on \
        object_to rule_out disagree_with take_issue_with",
    ),
    stance("C", Strength::Thought, Stance::Rejects, "doubt"),
    // Speech named by what it does to its object.
    row(
        "N",
        Strength::Thought,
        "criticize criticise praise condemn denounce blast slam attack assail mock ridicule deride rebuke berate lambast lambaste \
        excoriate castigate chastise chide scold bash decry deplore lament malign vilify disparage belittle denigrate pan knock rip trash skewer \
        applaud commend laud hail extol salute tout defend justify excuse bemoan rap savage censure upbraid reprimand criticise insult taunt tease \
        lash_out_at hit_out_at hit_back_at take_aim_at tear_into lay_into rip_into rail_at lay_out spell_out set_out sum_up",
    ),
    row(
        "NP",
        Strength::Thought,
        "accuse blame fault charge describe characterize characterise portray depict label dub brand liken compare term cast",
    ),
    row(
        "N",
        Strength::Thought,
        "call deem cite quote describe_as refer_to_as paint",
    ),
    row(
        "N",
        Strength::Thought,
        "urge encourage implore exhort beseech beg challenge press entreat counsel recommend advocate demand propose suggest request",
    ),
    row(
        "T",
        Strength::Thought,
        "urge recommend advocate demand propose suggest request move insist decree order mandate counsel",
    ),
    row(
        "N",
        Strength::Thought,
        "endorse oppose support back favor favour",
    ),
    row(
        "N",
        Strength::Thought,
        "outline detail highlight underscore stress emphasize identify predict announce unveil explain acknowledge \
        admit recall recount discuss mention reveal confirm affirm tweet warn estimate allege name raise_concerns_about raise_questions_about \
        point_to hint_at float list clarify summarize trumpet reaffirm promise pledge vow forecast foresee foreshadow illustrate describe",
    ),
    row(
        "N",
        Strength::Attitude,
        "apologize_for apologise_for vote_for vote_against push_for press_for lobby_for campaign_for plead_for appeal_for argue_about \
        insist_on vouch_for caution_against advise_against preach_about focus_on agree_with concur_with side_with agree_to sympathize_with",
    ),
    row(
        "CN",
        Strength::Thought,
        "estimate calculate project foretell",
    ),
    // Documents.
    row("CDN", Strength::Speech, "show find"),
    row(
        "CD",
        Strength::Speech,
        "suggest indicate reveal conclude predict demonstrate prove warn note read say confirm state detect detail document",
    ),
    row("T", Strength::Speech, "find"),
    row(
        "T",
        Strength::Thought,
        "show demonstrate prove establish illustrate",
    ),
    // Thought.
    row("CP", Strength::Thought, "think believe"),
    row(
        "QC",
        Strength::Thought,
        "think believe reckon guess suppose reason figure reflect feel fret fear hope",
    ),
    row(
        "C",
        Strength::Thought,
        "hope fear suspect feel assume presume imagine realize realise doubt worry fret regret figure hypothesize conclude surmise infer \
        foresee gather sense",
    ),
    row(
        "T",
        Strength::Thought,
        "know understand learn agree recognize recognise discover notice decide determine concur accept conclude concede \
        hear expect consider appreciate judge rule explain specify debate ponder contemplate",
    ),
    row("CP", Strength::Thought, "know expect agree decide"),
    row("NGP", Strength::Thought, "consider regard view"),
    row(
        "N",
        Strength::Attitude,
        "fear welcome prefer appreciate admire resent loathe detest despise distrust embrace reconsider expect regret \
        contemplate question value respect dislike envy",
    ),
    row(
        "N",
        Strength::Attitude,
        "hope_for worry_about look_forward_to think_of think_about long_for yearn_for wish_for believe_in dream_of care_about reflect_on \
        fret_about",
    ),
    // Will.
    row("IN", Strength::Attitude, "want seek"),
    row(
        "I",
        Strength::Thought,
        "vow promise pledge threaten propose swear agree claim offer undertake volunteer commit demand",
    ),
    row(
        "I",
        Strength::Attitude,
        "hope plan intend wish aim prefer expect like decide opt choose hesitate mean long yearn",
    ),
    row(
        "IP",
        Strength::Thought,
        "expect believe think report say allege rumor rumour know understand presume suppose assume",
    ),
    row(
        "G",
        Strength::Attitude,
        "consider propose suggest recommend contemplate advocate favor favour oppose support discuss admit mention ponder resist",
    ),
    row("T", Strength::Attitude, "wish want"),
    row("N", Strength::Attitude, "plan_for plan_on pledge_to vow_to"),
];

pub(super) const NOUNS: &[CueRow] = &[
    row(
        "TIQ",
        Strength::Speech,
        "statement claim assertion allegation accusation announcement declaration promise pledge vow threat warning argument contention \
        suggestion complaint admission acknowledgment acknowledgement testimony prediction insistence demand report rumor rumour revelation remark comment",
    ),
    row(
        "TI",
        Strength::Thought,
        "belief view hope fear opinion conviction suspicion feeling concern worry expectation conclusion sense idea notion doubt \
        theory speculation assumption impression desire wish decision plan proposal intention refusal willingness determination recommendation \
        reluctance offer request agreement assurance hint message contention confidence consensus commitment resolve readiness",
    ),
    row(
        "N",
        Strength::Thought,
        "criticism_of attack_on condemnation_of denunciation_of support_for opposition_to call_for praise_for endorsement_of rejection_of \
        defense_of defence_of description_of views_on position_on stance_on fear_of warning_of allegation_of accusation_of demand_for concern_about \
        question_about hope_for claim_of complaint_about suspicion_of comment_about remark_about plan_for",
    ),
];

pub(super) const ADJECTIVES: &[CueRow] = &[
    row(
        "C",
        Strength::Thought,
        "confident convinced sure certain worried concerned afraid aware hopeful optimistic adamant doubtful skeptical sceptical fearful proud glad \
        sorry unsure uncertain surprised disappointed pleased happy clear grateful thankful mindful positive thrilled shocked frustrated angry alarmed",
    ),
    row(
        "I",
        Strength::Attitude,
        "willing ready eager determined reluctant unwilling prepared keen anxious inclined hesitant happy glad",
    ),
    row(
        "N",
        Strength::Attitude,
        "critical_of supportive_of worried_about concerned_about skeptical_of sceptical_of confident_of confident_in confident_about optimistic_about \
        pessimistic_about wary_of dismissive_of sure_of angry_about upset_about proud_of afraid_of fearful_of hopeful_about \
        aware_of committed_to opposed_to",
    ),
];
