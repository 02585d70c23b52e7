//! Notices and offers between the paragraphs of a page: rights, cookies, newsletters, lists of other articles.

/// Notices and offers in words that articles do not use of themselves. Two parts joined by `&` must both be there.
const NOTICES: [&str; 63] = [
    "originally published",
    "people are also reading",
    "delivered to your inbox",
    "be the first to know",
    "read more reports",
    "we may earn",
    "we may receive compensation",
    "may earn us a commission",
    "earn a commission",
    "independently selected by our editors",
    "all rights reserved",
    "subject to copyright",
    "may not be reproduced",
    "may not be published, broadcast",
    "do not sell my personal",
    "cookies & browser",
    "cookies & preferences",
    "cookies & consent",
    "consent preferences",
    "sign up & newsletter",
    "sign up & inbox",
    "subscribe & newsletter",
    "newsletter & abonn",
    "newsletter & anmeld",
    "newsletter & informiert",
    "suscríb & newsletter",
    "browser does not support",
    "accessible video player",
    "enable javascript",
    "story continues below",
    "article continues",
    "reserved for subscribers",
    "for subscribers only",
    "wherever you get your podcasts",
    "click to subscribe",
    "click here to",
    "download our app",
    "download the app",
    "follow us on",
    "join the conversation",
    "be the first to comment",
    "support our journalism",
    "create an account or sign in",
    "already a subscriber",
    "subscribe now",
    "unlimited access",
    "unlimited digital access",
    "have a news tip",
    "send us a tip",
    "alle rechte vorbehalten",
    "lesen sie auch",
    "lesen sie hier",
    "mehr zum thema",
    "zum artikel:",
    "jetzt abonnieren",
    "lee también",
    "lea también",
    "lire aussi",
    "leggi anche",
    "lees ook",
    "les også",
    "läs också",
    "inhalte & einwilligung",
];

/// What lines of furniture begin with beyond those of plain texts.
///
/// Every beginning and every notice has a word that [`is_telling`] knows.
const BEGINNINGS: [&str; 26] = [
    "more for you",
    "more information:",
    "more in ",
    "more about",
    "more on this",
    "more from ",
    "provided by",
    "citation:",
    "advertisement",
    "top reads",
    "recommended",
    "editors' recommendations",
    "editors’ recommendations",
    "table of contents",
    "article content",
    "get the latest",
    "watch:",
    "listen:",
    "what to read next",
    "you may also like",
    "popular on ",
    "trending",
    "most popular",
    "in this article",
    "author of the article",
    "stay informed",
];

/// Says whether a short paragraph is a notice or an offer and not the article.
pub(super) fn is_notice(words: &str) -> bool {
    let lower = words.to_lowercase();
    // Most paragraphs are told apart by their words alone, which is quicker than to look for every notice.
    let is_suspect = lower
        .split(|character: char| !character.is_alphanumeric())
        .any(is_telling);
    if !is_suspect {
        return false;
    }
    BEGINNINGS.iter().any(|beginning| {
        lower.starts_with(beginning)
            && (beginning.ends_with(':') || words.len() <= 120 + beginning.len())
    }) || NOTICES
        .iter()
        .any(|notice| notice.split(" & ").all(|part| lower.contains(part)))
}

/// Says whether some notice or beginning holds a word.
fn is_telling(word: &str) -> bool {
    matches!(
        word,
        "earn"
            | "compensation"
            | "selected"
            | "rights"
            | "copyright"
            | "reproduced"
            | "published"
            | "personal"
            | "cookies"
            | "consent"
            | "newsletter"
            | "sign"
            | "browser"
            | "player"
            | "javascript"
            | "continues"
            | "subscribers"
            | "podcasts"
            | "subscribe"
            | "click"
            | "download"
            | "follow"
            | "join"
            | "comment"
            | "support"
            | "account"
            | "subscriber"
            | "unlimited"
            | "tip"
            | "rechte"
            | "auch"
            | "hier"
            | "thema"
            | "artikel"
            | "abonnieren"
            | "también"
            | "aussi"
            | "anche"
            | "ook"
            | "også"
            | "också"
            | "einwilligung"
            | "more"
            | "provided"
            | "citation"
            | "advertisement"
            | "top"
            | "recommended"
            | "recommendations"
            | "contents"
            | "content"
            | "latest"
            | "watch"
            | "listen"
            | "read"
            | "like"
            | "popular"
            | "trending"
            | "this"
            | "author"
            | "informed"
            | "originally"
            | "reading"
            | "delivered"
            | "first"
            | "reports"
            | "abonniert"
            | "anmelden"
            | "informiert"
            | "suscríbete"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_has_a_telling_word() {
        for notice in NOTICES.iter().chain(&BEGINNINGS) {
            assert!(
                notice
                    .split(|character: char| !character.is_alphanumeric())
                    .any(is_telling),
                "{notice}"
            );
        }
    }
}
