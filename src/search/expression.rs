//! A query in the language of FTS5. Nothing that a person wrote goes into it but words of letters and digits, each in quotation marks.

use crate::domain::search_query::{Phrase, SearchQuery};

/// Returns what to give MATCH for the wanted and the excluded words; `None` where none are wanted.
pub(super) fn of_query(query: &SearchQuery) -> Option<String> {
    let wanted = query
        .wanted
        .iter()
        .map(|alternatives| any_of(alternatives))
        .collect::<Vec<_>>();
    if wanted.is_empty() {
        return None;
    }
    let wanted = wanted.join(" AND ");
    Some(match query.excluded.as_slice() {
        [] => wanted,
        excluded => format!("({wanted}) NOT {}", any_of(excluded)),
    })
}

/// Returns what to give MATCH for one of some phrases.
pub(super) fn any_of(phrases: &[Phrase]) -> String {
    let phrases: Vec<String> = phrases.iter().map(of_phrase).collect();
    format!("({})", phrases.join(" OR "))
}

/// Returns what to give MATCH for one phrase.
pub(super) fn of_phrase(phrase: &Phrase) -> String {
    format!(
        "\"{}\"{}",
        phrase.words.join(" "),
        if phrase.is_prefix { " *" } else { "" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_an_expression_of_quoted_words() {
        let query =
            SearchQuery::parse("\"old mill\" bridge OR ferr* -deck -NEAR(1)").expect("a query");
        assert_eq!(
            of_query(&query).as_deref(),
            Some("((\"old mill\") AND (\"bridge\" OR \"ferr\" *)) NOT (\"deck\" OR \"near 1\")")
        );
    }

    #[test]
    fn fields_alone_have_no_expression() {
        let query = SearchQuery::parse("voice:direct -deck").expect("a query");
        assert_eq!(of_query(&query), None);
    }
}
