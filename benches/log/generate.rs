//! Articles and their sheets in invented words: the same ones for the same numbers, on every machine.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How many claims a sheet has.
pub(crate) const CLAIMS: usize = 36;

/// How many articles report one event, and so share its propositions.
const ARTICLES_OF_AN_EVENT: usize = 20;

/// How many propositions an event has, of which every article carries some.
const PROPOSITIONS_OF_AN_EVENT: usize = 60;

/// How many speakers are heard on one event.
const SPEAKERS_OF_AN_EVENT: usize = 16;

const SENTENCES_OF_A_PARAGRAPH: usize = 4;

const SYLLABLES: [&str; 32] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su",
    "ta", "ve", "wi", "xo", "zu", "bré", "cla", "dro", "flu", "grä", "kne", "plo", "sku", "spi",
    "tre", "vlo", "zwö",
];

const CUES: [&str; 6] = ["said", "noted", "argued", "warned", "claimed", "replied"];

/// An article and its sheet.
pub(crate) struct Generated {
    /// The name of both files, without an extension.
    pub(crate) name: String,
    /// The article's text.
    pub(crate) text: String,
    /// The sheet, in TOML.
    pub(crate) sheet: String,
}

impl Generated {
    /// Writes both files into a folder and returns the sheet's path.
    pub(crate) fn write(&self, folder: &Path) -> std::io::Result<PathBuf> {
        fs::write(folder.join(format!("{}.txt", self.name)), &self.text)?;
        let sheet = folder.join(format!("{}.toml", self.name));
        fs::write(&sheet, &self.sheet)?;
        Ok(sheet)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014), so that nothing depends on a crate's version.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn word(&mut self) -> String {
        (0..2 + self.below(3))
            .map(|_| self.pick(&SYLLABLES))
            .collect()
    }

    /// A word that is not in `used` yet.
    fn new_word(&mut self, used: &mut BTreeSet<String>) -> String {
        loop {
            let word = self.word();
            if used.insert(word.clone()) {
                return word;
            }
        }
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The number in letters, so that two names never come out alike.
fn numbered(number: usize) -> String {
    let base = SYLLABLES.len();
    let mut rest = number;
    let mut name = String::new();
    loop {
        name.push_str(SYLLABLES[rest % base]);
        rest /= base;
        if rest == 0 {
            return name;
        }
    }
}

/// What every article of an event says in the same words: who is heard, and what can be claimed.
struct Event {
    number: usize,
    name: String,
    given_names: Vec<String>,
    surnames: Vec<String>,
    propositions: Vec<String>,
}

fn event(number: usize) -> Event {
    let mut random = Random(0xe0e0 + number as u64);
    let mut used = BTreeSet::new();
    let speaker = |at: usize| format!("Mc{}n", numbered(1000 + number * SPEAKERS_OF_AN_EVENT + at));
    Event {
        number,
        name: format!("{} forum", capitalized(&numbered(5000 + number))),
        given_names: (0..SPEAKERS_OF_AN_EVENT)
            .map(|_| capitalized(&random.word()))
            .collect(),
        surnames: (0..SPEAKERS_OF_AN_EVENT).map(speaker).collect(),
        propositions: (0..PROPOSITIONS_OF_AN_EVENT)
            .map(|at| {
                let words: Vec<String> = (0..5).map(|_| random.new_word(&mut used)).collect();
                let unique = numbered(20_000 + number * PROPOSITIONS_OF_AN_EVENT + at);
                capitalized(&format!("{} {unique}", words.join(" ")))
            })
            .collect(),
    }
}

/// One claim as the text prints it and as the sheet has it.
struct Claim {
    sentence: String,
    row: String,
}

/// Returns article `number` and its sheet; articles 0 to 19 are of the first event, the next 20 of the second, and so on.
pub(crate) fn generate(number: usize) -> Generated {
    let mut random = Random(0xa57 + number as u64);
    let event = event(number / ARTICLES_OF_AN_EVENT);
    let mut used = BTreeSet::new();
    let mut claims = Vec::with_capacity(CLAIMS);
    let mut heard = BTreeSet::new();
    for at in 0..CLAIMS {
        claims.push(claim(at, &event, &mut random, &mut used, &mut heard));
    }
    let name = format!("s{number:04}");
    let title = capitalized(&format!(
        "{} at the {}",
        numbered(90_000 + number),
        event.name
    ));
    let mut text = format!("{title}\n\nBy {} Reporter\n", capitalized(&random.word()));
    let mut introductions = String::new();
    for speaker in &heard {
        let (given, surname) = (&event.given_names[*speaker], &event.surnames[*speaker]);
        let _infallible = write!(
            text,
            "\nPresent was {given} {surname}, head of {surname} House.\n"
        );
        let _infallible = write!(
            introductions,
            "\n[[introductions]]\nwho = \"k{speaker}\"\nrole = \"head\"\norg = \"{surname} House\"\ntext = \"{given} {surname}, head of {surname} House\"\n"
        );
    }
    for paragraph in claims.chunks(SENTENCES_OF_A_PARAGRAPH) {
        let sentences: Vec<&str> = paragraph
            .iter()
            .map(|claim| claim.sentence.as_str())
            .collect();
        let _infallible = write!(text, "\n{}\n", sentences.join(" "));
    }
    let mut sheet = String::from("claims = [\n");
    for claim in &claims {
        let _infallible = writeln!(sheet, "  {{ {} }},", claim.row);
    }
    let day = 1 + number % 28;
    let _infallible = write!(
        sheet,
        "]\n\n[article]\nfile = \"{name}.txt\"\ntitle = \"{title}\"\nurl = \"https://{name}.example/article\"\noutlet = \"{outlet} Courier\"\nbyline = [\"{outlet} Desk\"]\npublished = 2024-03-{day:02}T10:00:00\nzone = \"UTC\"\nlanguage = \"en\"\nevents = [\"forum-{number}\"]\ncoded = \"full\"\nheadline = \"{title}\"\n\n[events.forum-{number}]\nname = \"{event}\"\ndates = \"2024-03\"\nplace = \"Lotown\"\n",
        outlet = capitalized(&numbered(300 + number % 20)),
        event = event.name,
        number = event.number,
    );
    for speaker in &heard {
        let _infallible = write!(
            sheet,
            "\n[speakers.k{speaker}]\nname = \"{} {}\"\nkind = \"person\"\n",
            event.given_names[*speaker], event.surnames[*speaker]
        );
    }
    sheet.push_str(&introductions);
    Generated { name, text, sheet }
}

fn claim(
    at: usize,
    event: &Event,
    random: &mut Random,
    used: &mut BTreeSet<String>,
    heard: &mut BTreeSet<usize>,
) -> Claim {
    let mut words = |random: &mut Random, count: usize| -> Vec<String> {
        (0..count).map(|_| random.new_word(used)).collect()
    };
    let speaker = random.below(SPEAKERS_OF_AN_EVENT);
    let surname = &event.surnames[speaker];
    let cue = random.pick(&CUES);
    let content = words(random, 9);
    let ends = format!("{} {} … {}", content[0], content[1], content[8]);
    let whole = content.join(" ");
    // Every article of an event takes another stretch of its propositions.
    let proposition =
        &event.propositions[(at + random.below(2) * CLAIMS) % PROPOSITIONS_OF_AN_EVENT];
    let prop = format!("prop = \"{proposition} #subject-{}\"", event.number % 10);
    let stance = "stance = \"asserts\"";
    if at % 6 == 5 {
        return Claim {
            sentence: format!("The {whole}."),
            row: format!("voice = \"narration\", text = \"{ends}\", {prop}"),
        };
    }
    heard.insert(speaker);
    let who = format!("who = \"k{speaker}\", cue = \"{cue}\", source = \"{surname}\"");
    match at % 6 {
        0 => {
            let rest = words(random, 6);
            Claim {
                sentence: format!("“{whole},” {surname} {cue}, “{}.”", rest.join(" ")),
                row: format!(
                    "voice = \"direct\", {who}, text = [\"{ends}\", \"{} … {}\"], {prop}, {stance}",
                    rest[0], rest[5]
                ),
            }
        }
        1 => {
            let (amount, unit) = (100 + random.below(900), words(random, 1).join(""));
            Claim {
                sentence: format!("{surname} {cue} that {whole} {amount} {unit}."),
                row: format!(
                    "voice = \"indirect\", {who}, text = \"{} … {unit}\", {prop}, {stance}, figure = {{ text = \"{amount} {unit}\", value = {amount}, unit = \"{unit}\" }}",
                    content[0]
                ),
            }
        }
        2 => {
            let other = (speaker + 1) % SPEAKERS_OF_AN_EVENT;
            heard.insert(other);
            Claim {
                sentence: format!("{surname} {cue} that {whole}."),
                row: format!(
                    "voice = \"indirect\", {who}, text = \"{whole}\", {prop}, stance = \"rejects\", targets = [{{ who = \"k{other}\", tone = -1 }}]"
                ),
            }
        }
        3 => Claim {
            sentence: format!("{surname} {cue} that {whole}."),
            row: format!(
                "voice = \"indirect\", {who}, text = \"{ends}\", {prop}, {stance}, said = \"2024-03\""
            ),
        },
        _ => Claim {
            sentence: format!("“{},” {surname} {cue}.", capitalized(&whole)),
            row: format!(
                "voice = \"direct\", {who}, text = \"{}\", {prop}, {stance}",
                capitalized(&whole)
            ),
        },
    }
}
