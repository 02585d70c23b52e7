//! How wide a text is, as far as that can be known without its font, and texts cut to their place.

use unicode_width::UnicodeWidthChar;

use super::super::text::harmless;

/// The size of a chart's font.
const SIZE: f64 = 12.0;

/// A text that fits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    /// What is written.
    pub(super) text: String,
    /// The whole of it, where it was cut.
    pub(super) whole: Option<String>,
    /// How wide it is at most.
    pub(super) width: f64,
}

/// Returns as much of a text, on one line, as fits into `room`, with … where it was cut.
pub(super) fn fit(text: &str, room: f64) -> Fitted {
    let text = harmless(text.trim(), " ");
    let width = width(&text);
    if width <= room {
        return Fitted {
            text,
            whole: None,
            width,
        };
    }
    let mut left = room - advance('…');
    let mut cut = String::new();
    for character in text.chars() {
        left -= advance(character);
        if left < 0.0 {
            break;
        }
        cut.push(character);
    }
    let cut = format!("{}…", cut.trim_end());
    Fitted {
        width: self::width(&cut),
        text: cut,
        whole: Some(text),
    }
}

/// Returns how wide a text is at most.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// Returns how wide a character is at most in a usual sans-serif: the widths of DejaVu Sans, which is among the widest.
fn advance(character: char) -> f64 {
    let ems = match character.width().unwrap_or(0) {
        0 => 0.0,
        1 => match character {
            ' ' | '!' | '\'' | '(' | ')' | ',' | '-' | '.' | '/' | ':' | ';' | 'I' | '[' | ']'
            | '`' | 'f' | 'i' | 'j' | 'l' | 'r' | 't' | '|' | '·' => 0.42,
            'M' | 'W' | 'm' | 'w' | '@' | '%' | '…' | '—' => 1.0,
            'A'..='Z' | '<' | '>' | '=' | '+' | '~' | '#' => 0.84,
            'a'..='z' | '0'..='9' => 0.64,
            _ => 0.9,
        },
        // Ideographs fill the em; emoji are wider in some fonts.
        _ => 1.05,
    };
    ems * SIZE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fit_cuts_what_is_too_long_and_keeps_the_whole() {
        let fitted = fit("Brindlemouth Courier", 80.0);
        assert_eq!(fitted.text, "Brindlemo…");
        assert_eq!(fitted.whole.as_deref(), Some("Brindlemouth Courier"));
        assert!(fitted.width <= 80.0);
        let fitted = fit(" a1 ", 80.0);
        assert_eq!((fitted.text.as_str(), fitted.whole), ("a1", None));
        assert_eq!(fit("灯门为何没有合上", 64.0).text, "灯门为何…");
    }

    proptest::proptest! {
        #[test]
        fn fit_is_never_wider_than_its_room(text in "\\PC{0,40}", room in 12.0..200.0) {
            proptest::prop_assert!(fit(&text, room).width <= room);
        }
    }
}
