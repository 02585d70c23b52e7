//! Articles of invented places and people, always the same for the same seed.

use std::fmt::Write as _;

const NAMES: [&str; 8] = [
    "Mira Holt",
    "Tom Reed",
    "Ada Quill",
    "Bo Osk",
    "Nora Falk",
    "Ivo Grant",
    "Elsa Moor",
    "Ravi Sund",
];
const ROLES: [&str; 6] = [
    "director of the Harbour Office",
    "a spokesman for the Traders' League",
    "head of the Bird Office",
    "mayor of Ansby",
    "a retired pilot",
    "chair of the County Council",
];
const SAID: [&str; 8] = [
    "the beams could not carry visitors any more",
    "nearly 300 jobs depend on the pier",
    "the ferry would run until March",
    "the repair had been promised two years ago",
    "no money was left for the north wall",
    "the storm had moved more than 40 boats",
    "the county would pay half of the costs",
    "nobody had asked the fishermen",
];
const TOLD: [&str; 6] = [
    "The rain went on through the night and the lower road was closed at noon.",
    "A crowd of some 200 people stood on the quay when the last ferry left.",
    "The pier was built in 1904 and has been repaired three times since.",
    "Shops along the bay opened late, and the market was moved to the old school.",
    "Work on the wall is to begin in spring, when the water is low.",
    "The council meets again on Thursday.",
];

/// A small generator of numbers (Steele, Lea and Flood 2014, SplitMix64).
struct Dice(u64);

impl Dice {
    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or(0);
        words[number % words.len()]
    }
}

fn paragraphs(seed: usize) -> Vec<String> {
    let mut dice = Dice(u64::try_from(seed).unwrap_or(0));
    let mut paragraphs = Vec::new();
    for _ in 0..14 {
        let name = dice.of(&NAMES);
        let family = name.rsplit(' ').next().unwrap_or(name);
        let (role, one, other) = (dice.of(&ROLES), dice.of(&SAID), dice.of(&SAID));
        paragraphs.push(match dice.of(&["direct", "indirect", "split", "plain"]) {
            "direct" => format!(
                "{name}, {role}, said: “It is a pity that {one}.” {}",
                dice.of(&TOLD)
            ),
            "indirect" => format!(
                "{name}, {role}, said {one}, and warned that {other}. {}",
                dice.of(&TOLD)
            ),
            "split" => format!(
                "“We know that {one},” {family} told the meeting. “And {other}.” {}",
                dice.of(&TOLD)
            ),
            _ => format!("{} {}", dice.of(&TOLD), dice.of(&TOLD)),
        });
    }
    paragraphs
}

/// Returns an article as a plain text.
pub(crate) fn text(seed: usize) -> String {
    format!(
        "Pier of Ansby, part {seed}\n\nBy Ada Quill\n2031-10-20\n\n{}\n",
        paragraphs(seed).join("\n\n")
    )
}

/// Returns an article as a page with what stands around it.
pub(crate) fn page(seed: usize) -> String {
    let mut html = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Pier of Ansby, part {seed} | Ansby Tide</title>\
         <meta property=\"og:title\" content=\"Pier of Ansby, part {seed}\"><meta property=\"article:published_time\" content=\"2031-10-20T08:15:00Z\">\
         <style>{}</style><script>var tags = [{}];</script></head><body><nav><ul>",
        ".a{color:red;margin:0 auto}".repeat(60),
        "\"tide\",".repeat(200)
    );
    for link in 0..60 {
        let _infallible = write!(
            html,
            "<li class=\"menu item-{link}\"><a href=\"/s/{link}\">Section {link}</a></li>"
        );
    }
    let _infallible = write!(
        html,
        "</ul></nav><main><article><h1>Pier of Ansby, part {seed}</h1><p class=byline>By <a rel=author href=/ada>Ada Quill</a></p>"
    );
    for paragraph in paragraphs(seed) {
        let _infallible = write!(
            html,
            "<p>{paragraph}</p><div class=ad><a href=/x>Advertisement</a></div>"
        );
    }
    html.push_str("</article><aside><h2>More</h2><ul>");
    for link in 0..80 {
        let _infallible = write!(
            html,
            "<li><a href=\"/n/{link}\"><img src=\"/i/{link}.jpg\" alt=\"\"><span>Another story from the bay, number {link}</span></a></li>"
        );
    }
    html.push_str("</ul></aside></main><footer><p>© Ansby Tide. All rights reserved.</p></footer></body></html>");
    html
}
