//! An article's text while it is written, with the code points at which everything stands.

use std::fmt::Write as _;

use claimbook::domain::text::{Block, BlockKind, Span};

/// Words of the text and where they stand.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) words: String,
}

/// The text so far, the open block and those before it.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) length: u32,
    pub(super) blocks: Vec<Block>,
    begun: Option<(BlockKind, u32)>,
}

impl Page {
    pub(super) fn write(&mut self, words: &str) -> Span {
        let start = self.length;
        self.text.push_str(words);
        self.length += u32::try_from(words.chars().count()).unwrap_or(0);
        Span::new(start, self.length)
    }

    /// Writes words that somebody will want to find again.
    pub(super) fn quote(&mut self, words: &str) -> Piece {
        Piece {
            span: self.write(words),
            words: words.to_owned(),
        }
    }

    /// Closes the block that is open and begins one of this kind after an empty line.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        if self.length > 0 {
            self.write("\n\n");
        }
        self.begun = Some((kind, self.length));
    }

    /// Closes the block that is open.
    pub(super) fn end(&mut self) {
        if let Some((kind, start)) = self.begun.take()
            && start < self.length
        {
            self.blocks.push(Block {
                kind,
                span: Span::new(start, self.length),
            });
        }
    }

    /// The kind of the block that is open.
    pub(super) fn kind(&self) -> BlockKind {
        self.begun.map_or(BlockKind::Body, |(kind, _)| kind)
    }

    /// Separates a sentence from the one before it in its block.
    pub(super) fn space(&mut self) {
        if self.begun.is_some_and(|(_, start)| start < self.length) {
            self.write(" ");
        }
    }
}

/// Pieces as the base of a logging keeps them, as in `[[3,9],[12,20]]`.
pub(super) fn spans_json(pieces: &[Piece]) -> String {
    let mut json = String::from("[");
    for (at, piece) in pieces.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let _infallible = write!(json, "{comma}[{},{}]", piece.span.start, piece.span.end);
    }
    json.push(']');
    json
}
