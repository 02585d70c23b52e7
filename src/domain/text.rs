//! A text, its code point offsets, spans and blocks.
