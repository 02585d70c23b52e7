//! A saved page or a text file, read into the article's text, its blocks and what the file says of itself.
//!
//! No field of a page is trusted alone: the title is voted for, names are cleaned, dates are held against the address.
//! Each value says where it came from.

mod authors;
mod body;
mod byline_words;
mod class_marks;
mod element;
mod element_words;
mod encoding;
mod extraction;
mod furniture;
mod html;
mod json_ld;
mod language;
mod left_out;
mod mhtml;
mod month_names;
mod nesting;
mod notices;
mod outlet;
mod plain;
mod plain_blocks;
mod published;
mod stamp;
mod survey;
mod title;
mod unread;
mod url_day;

pub(super) use language::seen_language;

use std::fmt;

use thiserror::Error;

use crate::domain::date::Date;
use crate::domain::text::{Block, Text, TextError};
use crate::domain::zone::Zone;

/// What kind of file a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// HTML, a page saved by SingleFile too.
    Html,
    /// A page with its pictures in one file of MIME parts.
    Mhtml,
    /// Text without markup.
    Plain,
    /// Text in Markdown.
    Markdown,
    /// PDF, which is not read here: the caller gives the text that `pdftotext` makes of it.
    Pdf,
}

impl Media {
    /// Returns the media type, as in `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Mhtml => "multipart/related",
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Pdf => "application/pdf",
        }
    }

    /// Returns the usual end of a file's name, without the point.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Plain => "txt",
            Self::Markdown => "md",
            Self::Pdf => "pdf",
        }
    }
}

impl fmt::Display for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Linked data in a script.
    JsonLd,
    /// A meta tag of OpenGraph (`og:`, `article:`).
    OpenGraph,
    /// Another meta tag.
    Meta,
    /// A `link` tag or an attribute that is meant for machines (`rel`, `itemprop`, `lang`).
    Markup,
    /// The `title` tag.
    TitleTag,
    /// A `time` tag.
    TimeTag,
    /// Words that a reader sees.
    VisibleLine,
    /// The address of the page.
    Url,
    /// What the program that saved the file wrote into it.
    File,
    /// The look of the text as a whole.
    Inferred,
}

impl Origin {
    /// Returns the words for people and programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "JSON-LD",
            Self::OpenGraph => "OpenGraph",
            Self::Meta => "meta",
            Self::Markup => "markup",
            Self::TitleTag => "title tag",
            Self::TimeTag => "time tag",
            Self::VisibleLine => "visible line",
            Self::Url => "URL",
            Self::File => "file",
            Self::Inferred => "inferred",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A value with the place it was found at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl<T> Found<T> {
    pub(crate) const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// What was read out of a file. Nothing is invented: what is not seen is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What kind of file it was.
    pub media: Media,
    /// The text: of HTML the headline, byline, captions and paragraphs apart by blank lines; of a plain file the file
    /// as it is.
    pub text: Text,
    /// The ranges of the text, in order, apart from each other.
    pub blocks: Vec<Block>,
    /// The title.
    pub title: Option<Found<String>>,
    /// The names of the authors, without roles, in their order.
    pub authors: Vec<Found<String>>,
    /// When it was published, in the time of `zone`; with the mark of a guess where day and month may be exchanged.
    pub published: Option<Found<Date>>,
    /// The zone that stands with the time of publication.
    pub zone: Option<Found<Zone>>,
    /// When it was last changed.
    pub updated: Option<Found<Date>>,
    /// Who publishes it.
    pub outlet: Option<Found<String>>,
    /// Whom it credits as its source.
    pub credit: Option<Found<String>>,
    /// Its address, the canonical one where the page names it.
    pub url: Option<Found<String>>,
    /// Its language as in `lang`, first part only: `en`, `zh`.
    pub language: Option<Found<String>>,
    /// The section of the outlet.
    pub section: Option<Found<String>>,
}

/// Why a file gives no page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PageError {
    /// PDF is not read here.
    #[error("is a PDF: turn it into text with pdftotext first")]
    Pdf,
    /// The compressed file is broken from its beginning.
    #[error("cannot be uncompressed: {0}")]
    Gzip(String),
    /// The MIME parts hold no page.
    #[error("is an MHTML file without a page of HTML in it")]
    NoPage,
    /// More bytes than a page has.
    #[error("is larger than {most} bytes: no saved page is")]
    TooLarge {
        /// The most bytes that are read.
        most: usize,
    },
    /// Not text.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// Says what kind of file bytes are, by what they begin with, else by the file's name. A compressed file is what is
/// inside of it.
#[must_use]
pub fn media_of(bytes: &[u8], file_name: &str) -> Media {
    /// How much is looked at: doctype, comments and the first tags.
    const HEAD: usize = 4096;
    let inflated;
    let bytes = if encoding::is_gzip(bytes) {
        inflated = encoding::inflate(bytes, HEAD).unwrap_or_default();
        inflated.as_slice()
    } else {
        bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes)
    };
    let head = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if head.starts_with(b"%PDF-") {
        return Media::Pdf;
    }
    if mhtml::is_mhtml(head) {
        return Media::Mhtml;
    }
    // UTF-16 of ASCII is ASCII with zeros.
    let plain: Vec<u8> = head
        .iter()
        .copied()
        .filter(|byte| *byte != 0)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let begins = |tag: &[u8]| memchr::memmem::find(&plain, tag).is_some();
    let is_tag = plain
        .iter()
        .find(|byte| byte.is_ascii())
        .is_some_and(|byte| *byte == b'<');
    if is_tag
        && [
            b"<!doctype html".as_slice(),
            b"<html",
            b"<head",
            b"<body",
            b"<meta",
            b"<title",
            b"<p>",
            b"<p ",
            b"<div",
            b"<article",
            b"<h1",
        ]
        .iter()
        .any(|tag| begins(tag))
    {
        return Media::Html;
    }
    let name = file_name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html" | "htm" | "xhtml" | "shtml") => Media::Html,
        Some("mhtml" | "mht") => Media::Mhtml,
        Some("md" | "markdown") => Media::Markdown,
        _ if begins(b"<!doctype html") || begins(b"<html") && begins(b"<head") => Media::Html,
        _ => Media::Plain,
    }
}

/// Reads a file. Compressed bytes are taken apart first.
///
/// # Errors
/// Any [`PageError`]; a page that says nothing at all is no error but a page with an empty text.
pub fn read_page(bytes: &[u8], media: Media) -> Result<Page, PageError> {
    let inflated;
    let bytes = if encoding::is_gzip(bytes) {
        inflated = encoding::inflate(bytes, encoding::MOST_BYTES + 1)?;
        inflated.as_slice()
    } else {
        bytes
    };
    if bytes.len() > encoding::MOST_BYTES {
        return Err(PageError::TooLarge {
            most: encoding::MOST_BYTES,
        });
    }
    match media {
        Media::Pdf => Err(PageError::Pdf),
        Media::Html => html::read_html(&encoding::decode_html(bytes, None), None, media),
        Media::Mhtml => {
            let archived = mhtml::read_mhtml(bytes).ok_or(PageError::NoPage)?;
            let html = encoding::decode_html(&archived.html, archived.charset.as_deref());
            html::read_html(&html, archived.url, media)
        }
        Media::Plain | Media::Markdown => {
            Ok(plain::read_plain(encoding::decode_text(bytes)?, media))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn media_are_known_by_their_first_bytes_and_else_by_the_name() {
        assert_eq!(media_of(b"<!DOCTYPE html><p>x", "a.txt"), Media::Html);
        assert_eq!(media_of(b"\xef\xbb\xbf\n <html>", "a"), Media::Html);
        assert_eq!(media_of(b"%PDF-1.7 x", "a.html"), Media::Pdf);
        assert_eq!(
            media_of(
                b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n",
                "a"
            ),
            Media::Mhtml
        );
        assert_eq!(media_of(b"The gulls came back.", "a.txt"), Media::Plain);
        assert_eq!(
            media_of(b"The gulls came back: <p> is a tag.", ""),
            Media::Plain
        );
        assert_eq!(media_of(b"# Gulls", "gulls.md"), Media::Markdown);
        assert_eq!(media_of(b"broken", "page.html.gz"), Media::Html);
    }

    #[test]
    fn a_compressed_page_is_read_as_what_it_holds() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(b"<html><head><title>Gulls return</title></head><body><p>They came back.</p></body></html>").unwrap();
        let bytes = encoder.finish().unwrap();
        let media = media_of(&bytes, "page.html.gz");
        assert_eq!(media, Media::Html);
        assert_eq!(
            read_page(&bytes, media).unwrap().title.unwrap().value,
            "Gulls return"
        );
    }

    #[test]
    fn a_pdf_is_refused_with_what_to_do() {
        assert_eq!(read_page(b"%PDF-1.7", Media::Pdf), Err(PageError::Pdf));
        assert!(PageError::Pdf.to_string().contains("pdftotext"));
    }

    #[test]
    fn a_text_with_a_nul_is_refused_and_a_page_with_one_is_not() {
        assert!(matches!(
            read_page(b"a\0b and more of it", Media::Plain),
            Err(PageError::Text(_))
        ));
        let page = read_page(b"<html><body><p>a\0b</p></body></html>", Media::Html).unwrap();
        assert!(!page.text.as_str().contains('\0'));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_bytes_give_a_page_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400), zipped: bool) {
            let mut bytes = bytes;
            if zipped {
                bytes.splice(0..0, [0x1f, 0x8b, 8, 0]);
            }
            prop_assert!(media_of(&bytes, "x").as_str().contains('/'));
            for media in [Media::Html, Media::Mhtml, Media::Plain, Media::Markdown, Media::Pdf] {
                match read_page(&bytes, media) {
                    Ok(page) => {
                        prop_assert!(page.blocks.iter().all(|block| page.text.slice(block.span).is_some()));
                    }
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
            }
        }
    }
}
