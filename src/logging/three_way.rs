//! Differences field by field between what the sheet last said, what the book has and what the sheet says now.

use serde_json::{Map, Value as Json};

/// The fields of a logged thing by their sheet keys, in one canonical form; a field that is not there is unset.
pub(super) type Fields = Map<String, Json>;

/// What to do with the fields of a thing that is in the book and in the sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// The sheet's value is new: take it.
    pub(super) take: Vec<String>,
    /// The book's value is newer than the sheet: keep it.
    pub(super) keep: Vec<String>,
    /// Both changed, to different values.
    pub(super) conflict: Vec<String>,
}

/// Compares the three. Without a base (the thing was never logged from a sheet) the sheet is taken.
pub(super) fn differences(base: Option<&Fields>, book: &Fields, sheet: &Fields) -> Differences {
    let mut result = Differences::default();
    let mut keys: Vec<&String> = sheet.keys().collect();
    keys.extend(book.keys().filter(|key| !sheet.contains_key(*key)));
    for key in keys {
        let value = |fields: &Fields| fields.get(key).cloned().unwrap_or(Json::Null);
        let (in_book, in_sheet) = (value(book), value(sheet));
        if in_book == in_sheet {
            continue;
        }
        let list = match base.map(value) {
            None => &mut result.take,
            Some(base) if base == in_book => &mut result.take,
            Some(base) if base == in_sheet => &mut result.keep,
            Some(_) => &mut result.conflict,
        };
        list.push(key.clone());
    }
    result
}

/// Reads what the sheet last said; what cannot be read counts as never logged.
pub(super) fn base(as_logged: Option<&str>) -> Option<Fields> {
    match serde_json::from_str(as_logged?) {
        Ok(Json::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// The stored form of fields.
pub(super) fn stored(fields: &Fields) -> String {
    Json::Object(fields.clone()).to_string()
}

/// A value for people.
pub(super) fn shown(fields: &Fields, key: &str) -> String {
    fn words(value: &Json) -> String {
        match value {
            Json::Null => String::from("unset"),
            Json::String(text) => text.clone(),
            Json::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
            Json::Object(object) => object.values().map(words).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        }
    }
    fields.get(key).map_or_else(|| words(&Json::Null), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(value: Option<&str>) -> Fields {
        value
            .map(|value| (String::from("who"), Json::from(value)))
            .into_iter()
            .collect()
    }

    fn check(base: Option<&str>, book: Option<&str>, sheet: Option<&str>) -> &'static str {
        let result = differences(Some(&fields(base)), &fields(book), &fields(sheet));
        match (result.take.len(), result.keep.len(), result.conflict.len()) {
            (0, 0, 0) => "same",
            (1, 0, 0) => "take",
            (0, 1, 0) => "keep",
            (0, 0, 1) => "conflict",
            _ => "several",
        }
    }

    #[test]
    fn a_field_changed_on_one_side_is_taken_from_there() {
        assert_eq!(check(Some("a"), Some("a"), Some("b")), "take");
        assert_eq!(check(Some("a"), Some("b"), Some("a")), "keep");
        assert_eq!(check(None, None, Some("b")), "take");
        assert_eq!(check(Some("a"), Some("a"), None), "take");
        assert_eq!(check(Some("a"), None, Some("a")), "keep");
    }

    #[test]
    fn a_field_changed_on_both_sides_conflicts_unless_to_the_same() {
        assert_eq!(check(Some("a"), Some("b"), Some("c")), "conflict");
        assert_eq!(check(Some("a"), Some("b"), Some("b")), "same");
        assert_eq!(check(Some("a"), None, Some("c")), "conflict");
    }

    #[test]
    fn without_a_base_the_sheet_is_taken() {
        let result = differences(None, &fields(Some("a")), &fields(Some("b")));
        assert_eq!(result.take, ["who"]);
    }
}
