//! A page of HTML: its own fields and the article's paragraphs.

use dom_query::Document;

use super::authors::{choose_authors, collective_author, names_alone};
use super::body::{Paragraph, ParagraphKind};
use super::extraction::extract;
use super::furniture::{Known, sort_paragraphs};
use super::json_ld::read_linked_data;
use super::nesting::parsable;
use super::outlet::{credit_of, outlet_of};
use super::published::{choose_published, choose_updated};
use super::stamp::DayOrder;
use super::survey::{Survey, survey};
use super::title::choose_title;
use super::unread::without_unread;
use super::{Found, Media, Origin, Page, PageError, language};
use crate::domain::fold::spelling;
use crate::domain::text::{Block, BlockKind, Span, Text};

/// Reads decoded HTML.
pub(super) fn read_html(
    html: &str,
    saved_from: Option<String>,
    media: Media,
) -> Result<Page, PageError> {
    let saved_from = saved_from.or_else(|| address_of_saver(html));
    let read = without_unread(html);
    let html = parsable(&read);
    let document = Document::from(html);
    let survey = survey(&document);
    let stated = survey
        .canonical
        .clone()
        .filter(|url| url.contains("://"))
        .map(|url| Found::new(url, Origin::Markup))
        .or_else(|| {
            let url = survey
                .first_meta(&["og:url"])
                .filter(|url| url.contains("://"))?;
            Some(Found::new(url.to_owned(), Origin::OpenGraph))
        });
    let url = stated.or_else(|| saved_from.map(|url| Found::new(url, Origin::File)));
    let address = url.as_ref().map(|url| url.value.as_str());
    let linked = read_linked_data(&survey.json_ld, address);
    let url = url.or_else(|| {
        linked
            .url
            .clone()
            .map(|url| Found::new(url, Origin::JsonLd))
    });
    let address = url.as_ref().map(|url| url.value.as_str());
    let outlet = outlet_of(&survey, &linked, address);
    let outlet_name = outlet.as_ref().map(|outlet| outlet.value.as_str());
    let language = language_of(&survey, linked.language.as_deref());
    let order = day_order(
        &survey,
        language.as_ref().map(|language| language.value.as_str()),
        address,
    );
    let title = choose_title(&survey, &linked.headlines, outlet_name);
    let mut authors = choose_authors(&survey, &linked, outlet_name);
    let published = choose_published(&survey, &linked, address, order);
    let updated = choose_updated(
        &survey,
        &linked,
        published.as_ref().map(|found| &found.value),
        order,
    );
    let credit = credit_of(&survey, &linked, outlet_name).or_else(|| {
        authors
            .agencies
            .first()
            .map(|agency| Found::new(agency.clone(), Origin::VisibleLine))
    });
    let section = survey
        .first_meta(&["article:section", "og:article:section"])
        .map(|words| Found::new(words.to_owned(), Origin::OpenGraph))
        .or_else(|| {
            linked
                .section
                .clone()
                .map(|words| Found::new(words, Origin::JsonLd))
        })
        .or_else(|| {
            let words = survey.first_meta(&["parsely-section", "section", "sailthru.section"])?;
            Some(Found::new(words.to_owned(), Origin::Meta))
        });
    let found = extract(document, html, &survey);
    if authors.persons.is_empty() {
        let first = found
            .iter()
            .find(|paragraph| paragraph.kind == ParagraphKind::Words);
        let names = first
            .map(|paragraph| {
                names_alone(
                    &paragraph.words,
                    language.as_ref().map(|language| language.value.as_str()),
                    outlet_name,
                )
            })
            .unwrap_or_default();
        authors.persons = names
            .into_iter()
            .map(|name| Found::new(name, Origin::VisibleLine))
            .collect();
    }
    if authors.persons.is_empty() {
        authors.persons.extend(collective_author(&survey, &linked));
    }
    let known = Known {
        title: title.as_ref().map(|title| title.value.as_str()),
        authors: authors
            .persons
            .iter()
            .map(|author| author.value.as_str())
            .collect(),
        outlet: outlet_name,
        published: published.as_ref().map(|found| found.value.day),
        order,
    };
    let (text, blocks) = lay_out(&known, authors.line.as_deref(), &found, &survey)?;
    let language = language.or_else(|| {
        language::seen_language(text.as_str())
            .map(|seen| Found::new(seen.to_owned(), Origin::Inferred))
    });
    Ok(Page {
        media,
        text,
        blocks,
        title,
        authors: authors.persons,
        zone: published
            .as_ref()
            .and_then(|found| Some(Found::new(found.value.zone()?, found.origin))),
        published: published.and_then(|found| Some(Found::new(found.value.date()?, found.origin))),
        updated: updated.and_then(|found| Some(Found::new(found.value.date()?, found.origin))),
        outlet,
        credit,
        url,
        language,
        section,
    })
}

/// The address that a browser or an extension wrote into the page when it saved it.
fn address_of_saver(html: &str) -> Option<String> {
    /// The comment stands before or just behind the first tag.
    const HEAD: usize = 3000;
    let end = (0..=html.len().min(HEAD))
        .rev()
        .find(|at| html.is_char_boundary(*at))?;
    let head = html.get(..end)?;
    let after = if let Some(at) = head.find("saved from url=(") {
        head.get(at..)?.split_once(')')?.1
    } else {
        let at = head.find("Page saved with SingleFile")?;
        head.get(at..)?.split_once("url:")?.1
    };
    let url = after.split_whitespace().next()?.trim_end_matches("-->");
    url.contains("://").then(|| url.to_owned())
}

fn language_of(survey: &Survey, linked: Option<&str>) -> Option<Found<String>> {
    let stated = |tag: Option<&str>, origin: Origin| {
        tag.and_then(language::primary)
            .map(|value| Found::new(value, origin))
    };
    stated(survey.language.as_deref(), Origin::Markup)
        .or_else(|| stated(survey.first_meta(&["og:locale"]), Origin::OpenGraph))
        .or_else(|| stated(linked, Origin::JsonLd))
        .or_else(|| {
            stated(
                survey.first_meta(&["content-language", "language", "dc.language"]),
                Origin::Meta,
            )
        })
}

/// Only pages of the United States write the month first.
fn day_order(survey: &Survey, language: Option<&str>, url: Option<&str>) -> DayOrder {
    let tags = [
        survey.language.as_deref(),
        survey.first_meta(&["og:locale"]),
    ];
    let is_american = tags.iter().flatten().any(|tag| {
        let tag = tag.to_ascii_lowercase();
        tag.ends_with("-us") || tag.ends_with("_us")
    });
    let is_elsewhere = url.and_then(super::outlet::host).is_some_and(|host| {
        let end = host.rsplit('.').next().unwrap_or_default();
        end.len() == 2 && !matches!(end, "us" | "tv" | "io" | "co")
    });
    if is_american || language.is_none_or(|language| language == "en") && !is_elsewhere {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    }
}

/// Lays out the text: headline, byline, then the paragraphs, each once.
fn lay_out(
    known: &Known<'_>,
    byline: Option<&str>,
    paragraphs: &[Paragraph],
    survey: &Survey,
) -> Result<(Text, Vec<Block>), PageError> {
    let kinds = sort_paragraphs(paragraphs, known);
    let mut content = String::new();
    let mut ranges: Vec<(BlockKind, usize, usize)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut add = |kind: BlockKind, words: &str| {
        let words = clean(words);
        if words.is_empty() || !seen.insert(words.clone()) {
            return;
        }
        if !content.is_empty() {
            content.push_str("\n\n");
        }
        let start = content.len();
        content.push_str(&words);
        ranges.push((kind, start, content.len()));
    };
    if let Some(title) = known.title {
        add(BlockKind::Headline, title);
    }
    /// A line with a biography in it is not printed as the byline, in bytes.
    const BYLINE: usize = 200;
    let has_names = paragraphs.iter().zip(&kinds).any(|(paragraph, kind)| {
        *kind == Some(BlockKind::Byline)
            && known
                .authors
                .iter()
                .any(|author| paragraph.words.contains(author))
    });
    if let Some(byline) = byline
        && !has_names
        && byline.len() <= BYLINE
    {
        add(BlockKind::Byline, &byline.replace(" | ", " "));
    }
    let standfirst = standfirst(survey, paragraphs);
    if let Some(words) = &standfirst {
        add(BlockKind::Body, words);
    }
    let captions: std::collections::BTreeSet<String> = survey
        .captions
        .iter()
        .map(|words| words.replace(" | ", " "))
        .collect();
    for (paragraph, kind) in paragraphs.iter().zip(kinds) {
        let is_caption = kind == Some(BlockKind::Body) && captions.contains(&paragraph.words);
        if let Some(kind) = kind {
            add(
                if is_caption { BlockKind::Caption } else { kind },
                &paragraph.words,
            );
        }
    }
    let text = Text::new(content)?;
    let blocks = ranges
        .into_iter()
        .filter_map(|(kind, start, end)| {
            let span = Span::new(text.cp_of_byte(start)?, text.cp_of_byte(end)?);
            Some(Block { kind, span })
        })
        .collect();
    Ok((text, blocks))
}

/// Returns the summary under the headline, where the page shows the words that it also gives as its description and
/// the extraction passed them over.
fn standfirst(survey: &Survey, paragraphs: &[Paragraph]) -> Option<String> {
    let descriptions: Vec<String> = ["og:description", "description", "twitter:description"]
        .iter()
        .filter_map(|name| survey.all_meta(name).next())
        .map(|words| spelling(words.trim_end_matches(['.', '…', ' '])))
        .filter(|bare| bare.len() >= 40)
        .collect();
    let described = survey
        .early
        .iter()
        .filter(|_| !descriptions.is_empty())
        .find(|words| {
            // The first word tells most of them apart, and is quicker to spell.
            let first = words.split(' ').next().map(spelling).unwrap_or_default();
            if !descriptions
                .iter()
                .any(|description| description.starts_with(&first))
            {
                return false;
            }
            let bare = spelling(words);
            descriptions.iter().any(|description| {
                bare.starts_with(description.as_str())
                    || description.starts_with(&bare) && bare.len() * 10 >= description.len() * 6
            })
        });
    let found = described.or(survey.standfirsts.first())?;
    let is_known = paragraphs.iter().any(|paragraph| {
        paragraph.words.contains(found.as_str())
            || found.contains(paragraph.words.as_str()) && paragraph.words.len() * 2 >= found.len()
    });
    (!is_known).then(|| found.clone())
}

/// Leaves out soft hyphens and marks of no width, which a reader does not see and which split words.
fn clean(words: &str) -> String {
    words
        .chars()
        .filter(|character| {
            !matches!(
                character,
                '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\0'
            )
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(html: &str) -> Page {
        read_html(html, None, Media::Html).unwrap()
    }

    fn blocks(page: &Page) -> Vec<(BlockKind, &str)> {
        page.blocks
            .iter()
            .map(|block| (block.kind, page.text.slice(block.span).unwrap()))
            .collect()
    }

    const FIRST: &str = "The gulls came back to the harbour of Port Sel on Friday, the harbour board said, and nobody knew why they had gone, or where they had been in all of the winter months.";
    const SECOND: &str = "“We are glad,” said the mayor, who had counted them from her window every morning, and who hopes, as many in the town do, that the herons will follow in the summer.";
    const THIRD: &str = "The board, which met on Saturday, will count the nests in June, it said, and then again in August, when the young birds, if there are any, learn to fly over the bay.";

    fn saved() -> String {
        format!(
            r#"<!DOCTYPE html><html lang="en-GB"><!-- Page saved with SingleFile
             url: https://gull.example/2031/05/02/harbour?x=1 saved date: today -->
            <head><title>Gulls return to a quiet harbour | The Gull</title><meta charset="utf-8">
            <meta property="og:site_name" content="The Gull"><meta property="og:title" content="Gulls return to a quiet harbour">
            <meta property="article:published_time" content="2031-05-03T01:30:00Z"><meta property="article:section" content="Harbour">
            <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Gulls return to a quiet harbour",
             "datePublished": "2031-05-03T01:30:00Z", "author": [{{"@type": "Person", "name": "Ines Varga"}}]}}</script></head>
            <body><nav><a href="/">Home</a></nav><div class="cookie-banner"><p>We use cookies, and so on, for a long time.</p></div>
            <article><h1>Gulls return to a quiet harbour</h1><p class="byline">By Ines Varga and Tom Okoro</p>
            <time>May 2, 2031 9:30 pm EDT</time>
            <p>{FIRST}</p><figure><img src="a.png"><figcaption>Gulls on a pier. Photo: Li Wen</figcaption></figure><p>{SECOND}</p><p>{THIRD}</p>
            <p>Sign up for our newsletter.</p></article></body></html>"#
        )
    }

    #[test]
    fn a_saved_page_gives_its_text_blocks_and_fields() {
        let html = saved();
        let page = page(&html);
        let blocks = blocks(&page);
        assert_eq!(
            blocks.first(),
            Some(&(BlockKind::Headline, "Gulls return to a quiet harbour"))
        );
        assert!(blocks.contains(&(BlockKind::Byline, "By Ines Varga and Tom Okoro")));
        assert!(blocks.contains(&(BlockKind::Caption, "Gulls on a pier. Photo: Li Wen")));
        let body: Vec<&str> = blocks
            .iter()
            .filter(|(kind, _)| *kind == BlockKind::Body)
            .map(|(_, words)| *words)
            .collect();
        assert_eq!(body, [FIRST, SECOND, THIRD]);
        assert_eq!(
            page.authors
                .iter()
                .map(|author| author.value.as_str())
                .collect::<Vec<_>>(),
            ["Ines Varga", "Tom Okoro"]
        );
        assert_eq!(page.outlet.as_ref().unwrap().value, "The Gull");
        assert_eq!(page.section.as_ref().unwrap().value, "Harbour");
        assert_eq!(
            page.language.as_ref().unwrap(),
            &Found::new("en".to_owned(), Origin::Markup)
        );
        assert_eq!(
            page.url.as_ref().unwrap(),
            &Found::new(
                "https://gull.example/2031/05/02/harbour?x=1".to_owned(),
                Origin::File
            )
        );
    }

    #[test]
    fn an_instant_of_utc_is_given_as_the_page_prints_it() {
        let page = page(&saved());
        assert_eq!(
            page.published.unwrap().value.to_string(),
            "2031-05-02T21:30"
        );
        assert_eq!(page.zone.unwrap().value.to_string(), "-04:00");
    }

    #[test]
    fn a_page_of_nothing_gives_an_empty_text() {
        for html in ["", "<html></html>", "<!-- -->", "<script>1</script>"] {
            let page = page(html);
            assert_eq!(page.text.as_str(), "", "{html}");
            assert_eq!(page.title, None);
        }
    }

    #[test]
    fn deep_and_endless_pages_are_read_in_bounded_time() {
        for tag in [
            "<div>",
            "<ul><li>",
            "<b><p>",
            "<table><tr><td>",
            "<a><b><table>",
        ] {
            let html = format!("<h1>Deep gulls</h1>{}{FIRST}", tag.repeat(20_000));
            assert_eq!(page(&html).title.unwrap().value, "Deep gulls", "{tag}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_markup_gives_blocks_in_order_inside_of_the_text(
            html in "(<(p|div|h1|article|b|a href='/author/x'|li|table|tr|td|figure|figcaption|time|script|meta property='og:title' content='Gulls'|br)>|</(p|div|h1|article|b|a|li|table|td|figure|script)>|[a-zé中 .]{1,30}|<!--|-->|&amp;|<[a-z]{0,3}|2031-05-02| By Ines Varga ){0,60}"
        ) {
            let page = page(&html);
            prop_assert!(page.blocks.iter().all(|block| page.text.slice(block.span).is_some_and(|words| !words.is_empty())));
            prop_assert!(page.blocks.windows(2).all(|pair| pair[0].span.end < pair[1].span.start));
            prop_assert_eq!(&page, &read_html(&html, None, Media::Html).unwrap());
        }
    }
}
