//! What no reader sees, left out before a page is parsed: the insides of scripts, styles, drawings and comments, and
//! attributes for scripts. On saved pages of news it is more than half of all bytes, and parsing takes most of the time.
//!
//! The elements themselves stay, so the tree is the same but for what is inside of them. Where this reading is not sure
//! of what the parser would do, the rest of the page stays as it is.

/// Returns the page without what no reader sees. Linked data stays.
pub(super) fn without_unread(html: &str) -> String {
    let mut reading = Reading {
        html,
        bytes: html.as_bytes(),
        kept: String::with_capacity(html.len() / 2),
        copied: 0,
    };
    let mut at = 0;
    while let Some(start) = reading.find(b'<', at) {
        match reading.markup(start) {
            Some(end) => at = end,
            None => break,
        }
    }
    let Reading {
        mut kept, copied, ..
    } = reading;
    kept.push_str(html.get(copied..).unwrap_or_default());
    kept
}

/// Elements whose content is not markup, by the HTML standard; `plaintext` has no end. `script` and `style` are such, too.
const RAW: [&[u8]; 6] = [
    b"title",
    b"textarea",
    b"xmp",
    b"iframe",
    b"noembed",
    b"noframes",
];

/// What drawings are made of. A drawing with anything else inside is not left out: its end may be missing, or it
/// holds paragraphs.
const DRAWN: [&[u8]; 36] = [
    b"path",
    b"g",
    b"use",
    b"title",
    b"desc",
    b"circle",
    b"rect",
    b"defs",
    b"line",
    b"polygon",
    b"polyline",
    b"ellipse",
    b"text",
    b"tspan",
    b"clippath",
    b"lineargradient",
    b"radialgradient",
    b"stop",
    b"mask",
    b"symbol",
    b"filter",
    b"fegaussianblur",
    b"fecolormatrix",
    b"feoffset",
    b"feblend",
    b"feflood",
    b"fecomposite",
    b"femerge",
    b"femergenode",
    b"pattern",
    b"image",
    b"animate",
    b"animatetransform",
    b"metadata",
    b"style",
    b"marker",
];

/// Attributes for scripts that say to us what an element is.
const TELLING: [&[u8]; 4] = [
    b"data-testid",
    b"data-component",
    b"data-datetime",
    b"data-timestamp",
];

struct Reading<'h> {
    html: &'h str,
    bytes: &'h [u8],
    kept: String,
    /// Up to where the page is in `kept`, or left out.
    copied: usize,
}

impl Reading<'_> {
    fn find(&self, byte: u8, from: usize) -> Option<usize> {
        Some(from + memchr::memchr(byte, self.bytes.get(from..)?)?)
    }

    fn find_all(&self, words: &[u8], from: usize) -> Option<usize> {
        Some(from + memchr::memmem::find(self.bytes.get(from..)?, words)?)
    }

    fn at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Leaves out a range behind everything that was left out before.
    fn leave_out(&mut self, from: usize, to: usize) {
        self.kept
            .push_str(self.html.get(self.copied..from).unwrap_or_default());
        self.copied = to;
    }

    /// Reads what begins at a `<` and returns where it ends; none where the rest of the page is to stay as it is.
    fn markup(&mut self, start: usize) -> Option<usize> {
        match self.at(start + 1)? {
            b'!' if self.bytes.get(start + 2..)?.starts_with(b"--") => {
                let end = self.comment_end(start + 4)?;
                // Its marks stay: without them what stands before it and behind it could come to mean something, as `<` and `p>`.
                let dashes = if self.at(end.checked_sub(2)?)? == b'!' {
                    4
                } else {
                    3
                };
                let words = start + 4..end.checked_sub(dashes)?;
                if !words.is_empty() {
                    self.leave_out(words.start, words.end);
                }
                Some(end)
            }
            // A doctype, or what the parser takes for a comment.
            b'!' | b'?' => Some(self.find(b'>', start + 1)? + 1),
            b'/' if self.at(start + 2)?.is_ascii_alphabetic() => {
                Some(self.attributes(self.name_end(start + 2), false)?.0)
            }
            b'/' => Some(self.find(b'>', start + 1)? + 1),
            byte if byte.is_ascii_alphabetic() => self.element(start),
            _ => Some(start + 1),
        }
    }

    /// Returns where a comment ends whose words begin at `from`: behind `-->` or `--!>`, or `>` at once.
    fn comment_end(&self, from: usize) -> Option<usize> {
        let rest = self.bytes.get(from..)?;
        if rest.starts_with(b">") {
            return Some(from + 1);
        }
        if rest.starts_with(b"->") {
            return Some(from + 2);
        }
        let mut at = from;
        loop {
            let dashes = self.find_all(b"--", at)?;
            match self.bytes.get(dashes + 2..)? {
                [b'>', ..] => return Some(dashes + 3),
                [b'!', b'>', ..] => return Some(dashes + 4),
                _ => at = dashes + 1,
            }
        }
    }

    fn name_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest
            .iter()
            .position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
            .unwrap_or(rest.len())
    }

    fn element(&mut self, start: usize) -> Option<usize> {
        let name_end = self.name_end(start + 1);
        let name = self.bytes.get(start + 1..name_end)?;
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"plaintext") || is(b"math") {
            return None;
        }
        let is_script = is(b"script");
        let is_drawing = is(b"svg");
        // Whether a picture is one is seen by many attributes.
        let is_picture = [
            b"img".as_slice(),
            b"picture",
            b"figure",
            b"source",
            b"iframe",
            b"embed",
            b"object",
        ]
        .iter()
        .any(|known| is(known));
        let raw = if is_script {
            Some(b"script".as_slice())
        } else if is(b"style") {
            Some(b"style".as_slice())
        } else {
            RAW.iter().copied().find(|known| is(known))
        };
        let (end, is_closed) = self.attributes(name_end, !is_picture && !is_script)?;
        if is_drawing && !is_closed {
            let close = self.drawing_end(end)?;
            self.leave_out(end, close);
            return Some(close);
        }
        let Some(raw) = raw else {
            return Some(end);
        };
        let close = if is_script {
            self.script_end(end)?
        } else {
            self.raw_end(raw, end)?
        };
        let tag = self.bytes.get(name_end..end)?;
        let is_linked_data = is_script && memchr::memmem::find(tag, b"ld+json").is_some();
        if (is_script || raw == b"style") && !is_linked_data {
            self.leave_out(end, close);
        }
        Some(close)
    }

    /// Reads the attributes of a tag, leaves out those for scripts where `prunes` says so, and returns where the tag
    /// ends and whether it ends in `/>`.
    fn attributes(&mut self, from: usize, prunes: bool) -> Option<(usize, bool)> {
        let mut at = from;
        let mut is_closed = false;
        loop {
            match self.at(at)? {
                b'>' => return Some((at + 1, is_closed)),
                byte if is_space(byte) || byte == b'/' => {
                    is_closed = byte == b'/';
                    at += 1;
                    continue;
                }
                _ => is_closed = false,
            }
            let start = at;
            // What begins with `=` is a name by the standard.
            at += 1;
            while !matches!(self.at(at)?, b'=' | b'>' | b'/') && !is_space(self.at(at)?) {
                at += 1;
            }
            let name = self.bytes.get(start..at)?;
            let is_for_scripts = prunes
                && (begins(name, b"data-")
                    && !TELLING.iter().any(|known| name.eq_ignore_ascii_case(known))
                    || begins(name, b"on"));
            let mut next = at;
            while is_space(self.at(next)?) {
                next += 1;
            }
            if self.at(next)? == b'=' {
                at = next + 1;
                while is_space(self.at(at)?) {
                    at += 1;
                }
                match self.at(at)? {
                    quote @ (b'"' | b'\'') => at = self.find(quote, at + 1)? + 1,
                    b'>' => {}
                    _ => {
                        while self.at(at)? != b'>' && !is_space(self.at(at)?) {
                            at += 1;
                        }
                    }
                }
            }
            if is_for_scripts {
                self.leave_out(start, at);
            }
        }
    }

    /// Returns where the end tag of an element stands whose content is not markup.
    fn raw_end(&self, name: &[u8], from: usize) -> Option<usize> {
        let rest = self.bytes.get(from..)?;
        memchr::memchr_iter(b'<', rest)
            .map(|at| from + at)
            .find(|at| self.is_tag(*at, b"</", name))
    }

    fn is_tag(&self, at: usize, open: &[u8], name: &[u8]) -> bool {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.strip_prefix(open).is_some_and(|rest| {
            begins(rest, name)
                && rest
                    .get(name.len())
                    .is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
        })
    }

    /// A script in a comment inside of a script does not end the outer one.
    fn script_end(&self, from: usize) -> Option<usize> {
        let mut comment: Option<usize> = None;
        let mut is_inner = false;
        let rest = self.bytes.get(from..)?;
        for at in memchr::memchr_iter(b'<', rest).map(|at| from + at) {
            if let Some(start) = comment {
                let words = self.bytes.get(start..at)?;
                if memchr::memmem::find(words, b"-->").is_some() {
                    comment = None;
                    is_inner = false;
                } else {
                    comment = Some(at);
                }
            }
            if self.is_tag(at, b"</", b"script") {
                if !is_inner {
                    return Some(at);
                }
                is_inner = false;
            } else if comment.is_some() && self.is_tag(at, b"<", b"script") {
                is_inner = true;
            } else if comment.is_none()
                && self
                    .bytes
                    .get(at..)
                    .is_some_and(|rest| rest.starts_with(b"<!--"))
            {
                // `<!-->` ends at once.
                comment = Some(at + 2);
            }
        }
        None
    }

    /// Returns where the end tag of a drawing stands, if nothing but a drawing is before it.
    fn drawing_end(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        let mut inner = 0_usize;
        let mut is_worded = false;
        loop {
            let start = self.find(b'<', at)?;
            if self.bytes.get(start..)?.starts_with(b"<!--") {
                at = self.comment_end(start + 4)?;
                continue;
            }
            let is_end = self.at(start + 1)? == b'/';
            let name = start + 1 + usize::from(is_end);
            let name_end = self.name_end(name);
            let name = self.bytes.get(name..name_end)?;
            let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
            let is_drawing = is(b"svg");
            // In a title the parser reads markup as on the page.
            if is_worded && !is_end || !is_drawing && !DRAWN.iter().any(|known| is(known)) {
                return None;
            }
            is_worded = !is_end && (is(b"title") || is(b"desc"));
            let (end, is_closed) = self.attributes(name_end, false)?;
            if is_drawing && is_end {
                if inner == 0 {
                    return Some(start);
                }
                inner -= 1;
            } else if is_drawing && !is_closed {
                inner += 1;
            }
            at = end;
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

/// Says whether bytes begin with a name in lower case, however they are written.
fn begins(bytes: &[u8], name: &[u8]) -> bool {
    bytes
        .get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use dom_query::{Document, NodeRef};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_insides_of_scripts_styles_drawings_and_comments_go() {
        assert_eq!(
            without_unread(
                "<p>Gulls<!-- no > one --> came</p><SCRIPT async>if (a < b) { '</p>' }</SCRIPT><style>p > a {}</style>\
                 <svg class=\"icon\"><title>Share</title><path d=\"M0 0\"/></svg><p>back</p>"
            ),
            "<p>Gulls<!----> came</p><SCRIPT async></SCRIPT><style></style><svg class=\"icon\"></svg><p>back</p>"
        );
    }

    #[test]
    fn what_stands_around_a_comment_does_not_join() {
        for html in [
            "<<!-- a -->p>",
            "&<!-- a -->amp;",
            "<<!-->!",
            "<!--->",
            "a<!-- b --!>c",
        ] {
            let without = without_unread(html);
            assert_eq!(seen(html), seen(&without), "{html} {without}");
        }
    }

    #[test]
    fn linked_data_and_titles_stay() {
        let html = "<title>Gulls <!-- and --> herons</title>\
                    <script type=\"application/ld+json\">{\"headline\": \"Gulls\"}</script>";
        assert_eq!(without_unread(html), html);
    }

    #[test]
    fn a_script_inside_of_a_script_does_not_end_it() {
        assert_eq!(
            without_unread("<script><!-- <script>a</script> b --></script><p>Gulls</p>"),
            "<script></script><p>Gulls</p>"
        );
        assert_eq!(
            without_unread("<script><!--> <script></script><p>Gulls</p>"),
            "<script></script><p>Gulls</p>"
        );
    }

    #[test]
    fn attributes_for_scripts_go_and_telling_ones_stay() {
        assert_eq!(
            without_unread(
                "<p DATA-x='a>b' class=\"gull\" onclick=go() data-testid=line>Gulls</p data-y>"
            ),
            "<p  class=\"gull\"  data-testid=line>Gulls</p data-y>"
        );
        let picture = "<img data-src=\"gull.jpg\" onload=\"go()\">";
        assert_eq!(without_unread(picture), picture);
    }

    #[test]
    fn what_has_no_end_stays() {
        for html in [
            "<p>Gulls</p><!-- herons",
            "<p>Gulls</p><script>herons",
            "<p>Gulls</p><svg><path><p>herons</p></svg>",
            "<p>Gulls</p><svg><path>",
            "<p>Gulls</p><a href=\"herons",
            "<p>Gulls</p><",
        ] {
            assert_eq!(without_unread(html), html);
        }
    }

    /// The elements in their order with their classes, without what is in drawings; and the letters a reader sees.
    fn seen(html: &str) -> (Vec<String>, String) {
        let document = Document::from(html);
        let is_inside = |node: &NodeRef, names: &[&str]| {
            node.ancestors_it(None)
                .any(|ancestor| names.iter().any(|name| ancestor.has_name(name)))
        };
        let (mut elements, mut letters) = (Vec::new(), String::new());
        for node in document.root().descendants_it() {
            if node.is_element() && !is_inside(&node, &["svg"]) {
                let name = node.node_name().unwrap_or_default();
                elements.push(format!("{name} {}", node.attr_or("class", "")));
            } else if node.is_text() && !is_inside(&node, &["svg", "script", "style"]) {
                letters.extend(node.text().chars().filter(|letter| !letter.is_whitespace()));
            }
        }
        (elements, letters)
    }

    const PIECES: [&str; 44] = [
        "gulls",
        " ",
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "-->",
        "--",
        "!",
        "&amp;",
        "é",
        "<p>",
        "</p>",
        "<div class=\"a\" data-x=\"",
        "<div data-y>",
        "</div>",
        "<a href=",
        "</a>",
        "<!--",
        "<!-->",
        "<!DOCTYPE html>",
        "<?",
        "</",
        "</ >",
        "<script>",
        "<script ",
        "</script>",
        "</script",
        "<style>",
        "</style>",
        "<svg>",
        "<svg/>",
        "</svg>",
        "<path d='",
        "<path/>",
        "<g>",
        "</g>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<table><tr><td>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn the_tree_that_a_reader_sees_is_the_same(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..16)) {
            let html = pieces.concat();
            prop_assert_eq!(seen(&html), seen(&without_unread(&html)));
        }

        #[test]
        fn any_text_is_read(html in any::<String>()) {
            prop_assert!(without_unread(&html).len() <= html.len());
        }
    }
}
