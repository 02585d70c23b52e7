//! Bytes into records: delimiters, quotes, line ends. Strict where leniency would shift cells silently.

use crate::sheet::{Place, Problem};

/// One record with the line it begins at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// The records of a text, from first to last.
pub(super) struct Records<'t> {
    rest: &'t str,
    line: u32,
    delimiter: char,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, line: u32, delimiter: char) -> Records<'t> {
        Records {
            rest: text,
            line,
            delimiter,
        }
    }

    /// Takes one letter; the two of CR LF are taken as one LF.
    fn take(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.rest = &self.rest[letter.len_utf8()..];
        if letter == '\r' {
            self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
            self.line += 1;
            return Some('\n');
        }
        if letter == '\n' {
            self.line += 1;
        }
        Some(letter)
    }

    /// Reads a cell after its opening quote, up to the closing one.
    fn quoted(&mut self, cell: &mut String) -> Result<(), Problem> {
        let opened = self.line;
        loop {
            let Some(at) = self.rest.find('"') else {
                return Err(problem(
                    opened,
                    "a quote opens a cell in this row and is never closed: close it, or double the quotes inside a cell",
                ));
            };
            let (inside, after) = (&self.rest[..at], &self.rest[at + 1..]);
            cell.push_str(inside);
            self.line += count_lines(inside);
            self.rest = after;
            match after.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    self.rest = after;
                }
                None => return Ok(()),
            }
        }
    }

    fn record(&mut self) -> Result<Record, Problem> {
        let line = self.line;
        let mut cells = Vec::new();
        let mut cell = String::new();
        let mut closed = false;
        loop {
            if !closed && cell.is_empty() && self.rest.starts_with('"') {
                self.rest = &self.rest[1..];
                self.quoted(&mut cell)?;
                closed = true;
                continue;
            }
            match self.take() {
                None | Some('\n') => {
                    cells.push(cell);
                    return Ok(Record { line, cells });
                }
                Some(letter) if letter == self.delimiter => {
                    cells.push(std::mem::take(&mut cell));
                    closed = false;
                }
                Some(' ') if closed => {}
                Some(_) if closed => {
                    return Err(problem(
                        line,
                        &format!(
                            "there are letters after the closing quote of cell {}: double the quotes inside a cell",
                            cells.len() + 1
                        ),
                    ));
                }
                Some(letter) => cell.push(letter),
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.rest = "";
        }
        Some(record)
    }
}

/// Returns the delimiter that Excel's first line `sep=;` names, and the text after it.
pub(super) fn separator_line(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_end_matches('\r').trim_matches('"');
    let mut named = line.strip_prefix("sep=")?.chars();
    let delimiter = named.next()?;
    (named.next().is_none()).then_some((delimiter, rest))
}

pub(super) fn problem(line: u32, message: &str) -> Problem {
    Problem::new(Place { line, column: 1 }, message)
}

fn count_lines(text: &str) -> u32 {
    let feeds = text.matches('\n').count();
    let returns = text.matches('\r').count() - text.matches("\r\n").count();
    u32::try_from(feeds + returns).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let records: Vec<Record> = Records::new(text, 1, ',').map(Result::unwrap).collect();
        let found: Vec<(u32, Vec<&str>)> = records
            .iter()
            .map(|record| {
                (
                    record.line,
                    record.cells.iter().map(String::as_str).collect(),
                )
            })
            .collect();
        let expected: Vec<(u32, Vec<&str>)> = expected
            .iter()
            .map(|(line, cells)| (*line, cells.to_vec()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn records_know_their_lines_whatever_ends_a_line() {
        check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(
            "\"a\r\nb\",\"c \"\"d\"\"\" \nx,",
            &[(1, &["a\r\nb", "c \"d\""]), (3, &["x", ""])],
        );
        check("a \"b\" c,\"\"", &[(1, &["a \"b\" c", ""])]);
        check("", &[]);
        check("\n", &[(1, &[""])]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_said_where_it_opens() {
        let error = Records::new("a\n\"b,\n,c\n", 1, ',')
            .find_map(Result::err)
            .unwrap();
        assert_eq!(error.place.line, 2);
        let error = Records::new("a\n\"b\"c\n", 1, ',')
            .find_map(Result::err)
            .unwrap();
        assert_eq!(error.place.line, 2);
    }

    #[test]
    fn the_line_of_excel_names_the_delimiter() {
        assert_eq!(separator_line("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(separator_line("\"sep=\t\"\na"), Some(('\t', "a")));
        assert_eq!(separator_line("sep,a\n"), None);
    }
}
