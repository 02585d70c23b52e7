//! How deep the elements of a page nest, before it is parsed: the parser looks through all open elements again and
//! again, which takes minutes for a megabyte of `<div>` that is never closed.

use std::collections::BTreeMap;

/// Open elements summed over all tags, beyond which the rest of a page is not read. Some 8 nanoseconds each make this
/// about a second; a page of 10,000 elements, 40 deep, has 400,000.
const MOST_WORK: usize = 100_000_000;

/// Names that end by themselves where the next one begins, or hold nothing.
const UNNESTED: [&str; 22] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
];

/// Returns the page as far as it can be parsed in a time that grows with its length.
pub(super) fn parsable(html: &str) -> &str {
    let bytes = html.as_bytes();
    let tags = memchr::memchr_iter(b'<', bytes).count();
    if tags.saturating_mul(tags) / 2 < MOST_WORK {
        return html;
    }
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let (mut depth, mut work) = (0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let (is_end, rest) = match rest {
            [b'/', rest @ ..] => (true, rest),
            _ => (false, rest),
        };
        let name: String = rest
            .iter()
            .take(24)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if name.is_empty() || UNNESTED.contains(&name.as_str()) {
            work += depth;
        } else if is_end {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
        } else {
            *open.entry(name).or_default() += 1;
            depth += 1;
            work += depth;
        }
        if work > MOST_WORK {
            return html.get(..at).unwrap_or(html);
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_end_is_cut_and_a_long_one_is_not() {
        let hostile = "<div>".repeat(100_000);
        assert!(parsable(&hostile).len() < hostile.len());
        let unmatched = "<div></x>".repeat(100_000);
        assert!(parsable(&unmatched).len() < unmatched.len());
        let long = "<div><p>Gulls</div>".repeat(100_000);
        assert_eq!(parsable(&long).len(), long.len());
    }
}
