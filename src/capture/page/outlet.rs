//! Who publishes a page, and whom it credits.

use super::json_ld::LinkedArticle;
use super::survey::Survey;
use super::{Found, Origin};
use crate::domain::fold::spelling;

/// Returns the outlet: the site's name, the publisher, else the domain.
pub(super) fn outlet_of(
    survey: &Survey,
    linked: &LinkedArticle,
    url: Option<&str>,
) -> Option<Found<String>> {
    let named = |words: &str| {
        let words = super::json_ld::plain(words);
        let is_address = words.contains("://") || words.starts_with('@');
        (!words.is_empty() && words.chars().count() <= 80 && !is_address).then_some(words)
    };
    let found = |value: Option<String>, origin: Origin| value.map(|value| Found { value, origin });
    found(
        survey.first_meta(&["og:site_name"]).and_then(named),
        Origin::OpenGraph,
    )
    .or_else(|| found(linked.publisher.as_deref().and_then(named), Origin::JsonLd))
    .or_else(|| {
        let words = survey.first_meta(&[
            "application-name",
            "apple-mobile-web-app-title",
            "dc.publisher",
            "publisher",
            "cre",
        ]);
        found(words.and_then(named), Origin::Meta)
    })
    .or_else(|| found(url.and_then(host), Origin::Url))
}

/// Returns the source that a page credits: linked data, a meta tag, else a visible "Source: …".
pub(super) fn credit_of(
    survey: &Survey,
    linked: &LinkedArticle,
    outlet: Option<&str>,
) -> Option<Found<String>> {
    let other = |words: &str| {
        let words = credit_words(words);
        let is_name = !words.is_empty() && words.chars().count() <= 60 && !words.contains("://");
        (is_name && outlet.is_none_or(|outlet| spelling(outlet) != spelling(&words)))
            .then_some(words)
    };
    let found = |value: Option<String>, origin: Origin| value.map(|value| Found { value, origin });
    found(linked.source.as_deref().and_then(other), Origin::JsonLd)
        .or_else(|| {
            let words = survey.first_meta(&[
                "source",
                "original-source",
                "syndication-source",
                "article:source",
                "dc.source",
                "news_keywords_source",
            ]);
            found(words.and_then(other), Origin::Meta)
        })
        .or_else(|| {
            found(
                survey.sources.iter().find_map(|words| other(words)),
                Origin::VisibleLine,
            )
        })
}

/// "Source: The Gull" without its label.
fn credit_words(words: &str) -> String {
    let words = words.split(" | ").next().unwrap_or_default().trim();
    for label in [
        "Source", "SOURCE", "Sources", "Quelle", "Fuente", "Fonte", "来源", "來源",
    ] {
        if let Some(rest) = words.strip_prefix(label) {
            return rest.trim_start_matches([':', '：', ' ']).trim().to_owned();
        }
    }
    words.to_owned()
}

/// Returns the host of an address without "www.".
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host
        .rsplit('@')
        .next()?
        .trim_start_matches("www.")
        .to_lowercase();
    (host.contains('.') && host.len() <= 100).then_some(host)
}

/// Returns what the title tag may call the site: the host, and its main part.
pub(super) fn domain_names(url: &str) -> Vec<String> {
    let Some(host) = host(url) else {
        return Vec::new();
    };
    let labels: Vec<&str> = host.split('.').collect();
    let mut names = vec![spelling(&host)];
    // The longest label is the name: news.gull.co.uk.
    names.extend(
        labels
            .iter()
            .rev()
            .skip(1)
            .max_by_key(|label| label.len())
            .map(|label| spelling(label)),
    );
    names
}
