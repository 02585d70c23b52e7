//! stub
use super::{Media, Page};
use crate::domain::text::Text;
pub(super) fn read_plain(text: Text, media: Media) -> Page {
    Page { media, text, blocks: vec![], title: None, authors: vec![], published: None, zone: None, updated: None, outlet: None, credit: None, url: None, language: None, section: None }
}
