//! Reading in parts, of which other threads read the next ones while the first are counted.

use std::sync::mpsc::sync_channel;

use crate::store::{Reader, StoreError};

/// How many threads read ahead at most: more than this wait for the one that counts.
const MOST_READERS: usize = 4;

/// Calls `take` with what `read` makes of each part, in the order of the parts. Of several parts, other threads read the next ones, as of
/// the same moment, while `take` counts the first; where the book allows no other reader, this thread reads all of them.
///
/// # Errors
/// What `read` or `take` returns first, in the order of the parts; nothing is taken after it.
pub(super) fn read_ahead<P: Sync, M: Send, E: From<StoreError>>(
    reader: &Reader<'_>,
    parts: &[P],
    read: impl Fn(&Reader<'_>, &P) -> Result<M, StoreError> + Sync,
    mut take: impl FnMut(M) -> Result<(), E>,
) -> Result<(), E> {
    let readers = if parts.len() > 1 {
        let most = std::thread::available_parallelism().map_or(1, usize::from);
        let mut readers = Vec::new();
        for _ in 0..most.min(MOST_READERS).min(parts.len()) {
            readers.extend(reader.second()?);
        }
        readers
    } else {
        Vec::new()
    };
    if readers.is_empty() {
        return parts.iter().try_for_each(|part| take(read(reader, part)?));
    }
    let number = readers.len();
    std::thread::scope(|scope| {
        // Each reads every n-th part. One that is read waits while the thread reads another: more would only take memory.
        let read_parts: Vec<_> = readers
            .into_iter()
            .enumerate()
            .map(|(place, second)| {
                let (sender, read_parts) = sync_channel(1);
                let read = &read;
                scope.spawn(move || {
                    for part in parts.iter().skip(place).step_by(number) {
                        // Sending fails once nobody listens, because counting failed: then there is nothing left to read for.
                        if sender.send(read(&second.reader(), part)).is_err() {
                            break;
                        }
                    }
                });
                read_parts
            })
            .collect();
        parts
            .iter()
            .zip(read_parts.iter().cycle())
            .try_for_each(|(_, read_parts)| {
                // A thread that ends early has panicked, and the scope passes that on.
                read_parts.recv().map_or(Ok(()), |made| take(made?))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample_book::SampleBook;
    use crate::store::{Access, Book, Existing};

    const PARTS: [i64; 9] = [3, 1, 4, 1, 5, 9, 2, 6, 5];

    /// Takes the parts of a book with ten outlets: of each the key of the outlet with that id; up to the sixth part, where `fails`.
    fn taken(book: &Book, fails: bool) -> (Vec<String>, Result<(), StoreError>) {
        let mut taken = Vec::new();
        let result = book.read(|reader| {
            let of_part = |reader: &Reader<'_>, part: &i64| {
                reader.rows(
                    "SELECT name FROM outlet WHERE id = :id",
                    &[("id", (*part).into())],
                    |row| row.text("name"),
                )
            };
            read_ahead(&reader, &PARTS, of_part, |names: Vec<String>| {
                if fails && taken.len() == 5 {
                    return Err(StoreError::Sql {
                        reason: String::from("enough"),
                    });
                }
                taken.extend(names);
                Ok(())
            })
        });
        (taken, result)
    }

    fn books() -> (Book, Book, tempfile::TempDir) {
        let mut sample = SampleBook::default();
        for number in 1..=10 {
            sample.outlet(&format!("Outlet {number}"));
        }
        let in_memory = sample.build();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        in_memory.backup(&path, Existing::Keep).unwrap();
        (in_memory, Book::open(&path, Access::Read).unwrap(), folder)
    }

    #[test]
    fn parts_come_in_their_order_from_one_reader_and_from_several() {
        let (in_memory, in_file, _folder) = books();
        let expected: Vec<String> = PARTS.iter().map(|id| format!("Outlet {id}")).collect();
        for book in [&in_memory, &in_file] {
            let (names, result) = taken(book, false);
            assert_eq!(names, expected);
            assert!(result.is_ok());
        }
    }

    #[test]
    fn counting_that_fails_ends_the_threads_that_read() {
        let (in_memory, in_file, _folder) = books();
        for book in [&in_memory, &in_file] {
            let (names, result) = taken(book, true);
            assert_eq!(names.len(), 5);
            assert!(matches!(result, Err(StoreError::Sql { reason }) if reason == "enough"));
        }
    }
}
