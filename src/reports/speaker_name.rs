//! What a speaker is called in a table: the shortest name that is unique there.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{Reader, StoreError, Value};

/// Countries whose people write the family name first, also in English texts. Japan is not among them: English-language papers print
/// Japanese names family name last.
const FAMILY_NAME_FIRST: [&str; 9] = ["CN", "HK", "HU", "KH", "KP", "KR", "MO", "TW", "VN"];
/// What may stand behind a family name.
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "PhD"];
/// The longest name, in characters, that is printed whole where it is no person's.
const WHOLE: usize = 24;

/// The names of a table's speakers.
#[derive(Debug, Default)]
pub(super) struct SpeakerNames {
    speakers: BTreeMap<i64, Speaker>,
}

#[derive(Debug)]
struct Speaker {
    key: String,
    name: String,
    short: String,
}

impl SpeakerNames {
    /// Finds the names of the speakers with these ids.
    pub(super) fn load(
        reader: &Reader<'_>,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<SpeakerNames, StoreError> {
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let rows = reader.rows(
            include_str!("speakers.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                let name = row.text("name")?;
                let kind = row.text("kind")?;
                let country = row.optional_text("country")?;
                let short = match row.optional_text("short")? {
                    Some(short) => short,
                    None if kind == "person" => family_name(&name, country.as_deref()).to_owned(),
                    None => cut(&name),
                };
                Ok((
                    row.integer("id")?,
                    Speaker {
                        key: row.text("key")?,
                        name,
                        short,
                    },
                ))
            },
        )?;
        let mut names = SpeakerNames {
            speakers: rows.into_iter().collect(),
        };
        names.make_unique(|speaker| speaker.name.clone());
        names.make_unique(|speaker| format!("{} ({})", speaker.name, speaker.key));
        Ok(names)
    }

    /// Gives all speakers that share a short name another one.
    fn make_unique(&mut self, longer: impl Fn(&Speaker) -> String) {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for speaker in self.speakers.values() {
            *uses.entry(speaker.short.clone()).or_default() += 1;
        }
        for speaker in self.speakers.values_mut() {
            if uses.get(&speaker.short).is_some_and(|uses| *uses > 1) {
                speaker.short = longer(speaker);
            }
        }
    }

    /// Returns the short name.
    pub(super) fn short(&self, id: i64) -> &str {
        self.speakers
            .get(&id)
            .map_or("?", |speaker| speaker.short.as_str())
    }

    /// Returns the full name.
    pub(super) fn full(&self, id: i64) -> &str {
        self.speakers
            .get(&id)
            .map_or("?", |speaker| speaker.name.as_str())
    }

    /// Returns the full name, with the key where another speaker of the table has it too.
    pub(super) fn full_unique(&self, id: i64) -> &str {
        let (short, full) = (self.short(id), self.full(id));
        if short.starts_with(full) { short } else { full }
    }

    /// Returns the key.
    pub(super) fn key(&self, id: i64) -> &str {
        self.speakers
            .get(&id)
            .map_or("?", |speaker| speaker.key.as_str())
    }

    /// Returns short and full name of each whose short name is not the full one, by short name.
    pub(super) fn legend(&self) -> Vec<(String, String)> {
        let mut legend: Vec<(String, String)> = self
            .speakers
            .values()
            .filter(|speaker| !speaker.short.starts_with(&speaker.name))
            .map(|speaker| (speaker.short.clone(), speaker.name.clone()))
            .collect();
        legend.sort();
        legend
    }
}

/// The part of a person's name that newspapers shorten it to: the first word where the family name comes first, else the last; the
/// whole of a name in one word.
fn family_name<'a>(name: &'a str, country: Option<&str>) -> &'a str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let found = if country.is_some_and(|country| FAMILY_NAME_FIRST.contains(&country)) {
        words.first()
    } else {
        words.iter().rev().find(|word| !SUFFIXES.contains(word))
    };
    found.map_or(name, |word| word.trim_end_matches(','))
}

/// A name that is no person's, cut at a word where it is long.
fn cut(name: &str) -> String {
    if name.chars().count() <= WHOLE {
        return name.to_owned();
    }
    let byte = name
        .char_indices()
        .nth(WHOLE - 1)
        .map_or(name.len(), |(byte, _)| byte);
    let (start, rest) = name.split_at(byte);
    let start = match start.rfind(char::is_whitespace) {
        Some(space) if !rest.starts_with(char::is_whitespace) => start.split_at(space).0,
        _ => start,
    };
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_name_follows_the_country() {
        assert_eq!(family_name("Jiang Jianguo", Some("CN")), "Jiang");
        assert_eq!(family_name("Kanatbek Aziz", Some("KG")), "Aziz");
        assert_eq!(family_name("Shigeru Ishiba", Some("JP")), "Ishiba");
        assert_eq!(family_name("Ann Lee, Jr.", None), "Lee");
        assert_eq!(family_name("蒋建国", Some("CN")), "蒋建国");
        assert_eq!(family_name("Jr.", None), "Jr.");
    }

    #[test]
    fn cut_keeps_whole_words() {
        assert_eq!(cut("Orlap Gateworks"), "Orlap Gateworks");
        assert_eq!(
            cut("Joint statement of China and Vietnam"),
            "Joint statement of…"
        );
        assert_eq!(cut("a member of the maintenance crew"), "a member of the…");
        assert_eq!(
            cut("一二三四五六七八九十一二三四五六七八九十一二三四五"),
            "一二三四五六七八九十一二三四五六七八九十一二三…"
        );
    }
}
