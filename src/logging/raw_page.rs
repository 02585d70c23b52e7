//! The file that an article's text was read out of, where it is more than text: a saved page or a PDF.

use crate::store::sha256;

/// A file to keep beside the text that was read out of it. Its bytes are read again when they are written, so that a call with thousands
/// of pages does not hold them all.
pub struct RawPage {
    media_type: &'static str,
    sha256: String,
    read: Box<dyn Fn() -> Result<Vec<u8>, String>>,
}

impl RawPage {
    /// Takes the bytes that the text was read out of, as their hash, and what reads them again; `media_type` is as in `Content-Type`.
    pub fn new(
        media_type: &'static str,
        bytes: &[u8],
        read: impl Fn() -> Result<Vec<u8>, String> + 'static,
    ) -> RawPage {
        RawPage {
            media_type,
            sha256: sha256(bytes),
            read: Box::new(read),
        }
    }

    /// The media type.
    pub(super) fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// Reads the bytes again.
    ///
    /// # Errors
    /// Where they cannot be read, or are not those that the text was read out of.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        let bytes = (self.read)()?;
        if sha256(&bytes) == self.sha256 {
            Ok(bytes)
        } else {
            Err(String::from("the file was changed while it was logged"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_was_changed_in_between_is_refused() {
        let page = RawPage::new("text/html", b"<p>one", || Ok(Vec::from(b"<p>two")));
        assert!(page.bytes().is_err_and(|error| error.contains("changed")));
        let page = RawPage::new("text/html", b"<p>one", || Ok(Vec::from(b"<p>one")));
        assert_eq!(page.bytes().as_deref(), Ok(b"<p>one".as_slice()));
    }
}
