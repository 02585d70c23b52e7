//! Text made safe to look at, whatever an article or a web page put into it.

/// Returns the text with every character that could steer a terminal or reorder what is read replaced by U+FFFD;
/// line breaks become `line_break`.
///
/// Control characters (C0, DEL, C1) start terminal escapes; the bidi embeddings, overrides and isolates can make
/// words appear in another order than they have ("Trojan Source", CVE-2021-42574). Tabs become a space.
pub fn harmless(text: &str, line_break: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => safe.push_str(line_break),
            '\t' => safe.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => safe.push('\u{fffd}'),
            _ if character.is_control() => safe.push('\u{fffd}'),
            _ => safe.push(character),
        }
    }
    safe
}

/// Returns the text with the five characters that HTML gives a meaning replaced by entities.
pub(super) fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_replaces_escapes_and_bidi_overrides() {
        assert_eq!(
            harmless("a\u{1b}[31mb\u{9b}c\u{7f}d\u{202e}e\u{2069}", " "),
            "a\u{fffd}[31mb\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}"
        );
    }

    #[test]
    fn harmless_makes_one_break_of_cr_lf() {
        assert_eq!(harmless("a\r\nb\nc\rd\u{2028}e\tf", "/"), "a/b/c/d/e f");
    }

    #[test]
    fn harmless_keeps_joiners_and_direction_marks() {
        let text = "👩\u{200d}🚀 א\u{200f}!";
        assert_eq!(harmless(text, " "), text);
    }
}
