//! A place of its own for each test: no environment, a fixed clock, coder and width, and a seed a command.

use std::cell::Cell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A temporary home with a book in it once a command makes one.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    /// Where in the folder everything is.
    inside: PathBuf,
    seed: Cell<u64>,
}

/// What a command printed and how it ended; shown as one text.
#[must_use = "snapshot the output or assert the status"]
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", self.stderr)?;
        }
        match self.status {
            Some(0) => Ok(()),
            Some(status) => write!(f, "[exit status {status}]"),
            None => f.write_str("[killed]"),
        }
    }
}

impl Output {
    /// Checks that the command succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.status, Some(0), "{self}");
        self.stdout
    }
}

impl Place {
    pub(crate) fn new() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("tmp")).expect("a folder");
        Place {
            folder,
            inside: PathBuf::new(),
            seed: Cell::new(1),
        }
    }

    /// Takes seeds from here on that no dumped book was made with, since no two operations may have one uid.
    pub(crate) fn skip_seeds(&self) {
        self.seed.set(1000);
    }

    /// The same place with a folder of it as its home.
    pub(crate) fn inside(mut self, name: &str) -> Place {
        self.inside = PathBuf::from(name);
        let tmp = self.path("tmp");
        if !tmp.exists() {
            std::fs::create_dir(tmp).expect("a folder");
        }
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(&self.inside).join(name)
    }

    pub(crate) fn book(&self) -> PathBuf {
        self.path("claimbook.db")
    }

    /// Makes the demo book this place's book.
    pub(crate) fn demo(&self) {
        self.run("demo demo").ok();
        std::fs::copy(self.path("demo/claimbook.db"), self.book()).expect("copied");
    }

    /// Every row of every table of the book.
    pub(crate) fn dump(&self) -> String {
        use std::fmt::Write as _;
        let book = rusqlite::Connection::open(self.book()).expect("opened");
        let mut tables = book
            .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name <> 'sqlite_schema' ORDER BY name")
            .expect("prepared");
        let tables: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .expect("asked")
            .map(|name| name.expect("a name"))
            .collect();
        let mut dump = String::new();
        for table in tables {
            let mut statement = book
                .prepare(&format!("SELECT * FROM \"{table}\""))
                .expect("prepared");
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect("asked");
            while let Some(row) = rows.next().expect("a row") {
                write!(dump, "{table}").expect("a string takes it");
                for column in 0..columns {
                    let value: rusqlite::types::Value = row.get(column).expect("a value");
                    write!(dump, " {value:?}").expect("a string takes it");
                }
                dump.push('\n');
            }
        }
        dump
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn run_with_input(&self, input: &[u8], words: &str) -> Output {
        use std::io::Write as _;
        let mut child = self
            .command()
            .env("CLAIMBOOK_BOOK", self.book())
            .args(split(words))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        // The program may refuse before it has read all.
        let _written = stdin.write_all(input);
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        Output {
            stdout: self.normal(&output.stdout),
            stderr: self.normal(&output.stderr),
            status: output.status.code(),
        }
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("readable")
    }

    /// Runs the program on the book of this place; the words are quoted as in a shell.
    pub(crate) fn run(&self, words: &str) -> Output {
        let mut command = self.command();
        command
            .env("CLAIMBOOK_BOOK", self.book())
            .args(split(words));
        self.finish(&mut command)
    }

    /// Runs the program with a shell's editor command set.
    pub(crate) fn run_with_editor(&self, editor: &str, words: &str) -> Output {
        let mut command = self.command();
        command
            .env("CLAIMBOOK_BOOK", self.book())
            .env("EDITOR", editor)
            .args(split(words));
        self.finish(&mut command)
    }

    /// The program, without arguments and without a book chosen.
    pub(crate) fn command(&self) -> Command {
        let seed = self.seed.get();
        self.seed.set(seed + 1);
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
        command
            .env_clear()
            .current_dir(self.path(""))
            .stdin(Stdio::null())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path(""))
            .env("TMPDIR", self.path("tmp"))
            .env("COLUMNS", "100")
            .env("CLAIMBOOK_CODER", "ann")
            .env("CLAIMBOOK_NOW", "2026-01-02T03:04:05Z")
            .env("CLAIMBOOK_SEED", (seed << 32).to_string());
        command
    }

    pub(crate) fn finish(&self, command: &mut Command) -> Output {
        let output = command.output().expect("the program runs");
        Output {
            stdout: self.normal(&output.stdout),
            stderr: self.normal(&output.stderr),
            status: output.status.code(),
        }
    }

    /// The text with this place's folder as $ROOT and the random part of kept files as RANDOM.
    fn normal(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace(shown(&self.path("")).trim_end_matches('/'), "$ROOT");
        let mut normal = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("$ROOT/tmp/claimbook-") {
            let end = rest[at..].find(".toml").map_or(rest.len(), |end| at + end);
            normal.push_str(&rest[..end - 6]);
            normal.push_str("RANDOM");
            rest = &rest[end..];
        }
        normal + rest
    }

    /// Adds an article of the outlet in row 1 with one claim, as an operation of its own.
    pub(crate) fn log_article(&self, title: &str) {
        let book = rusqlite::Connection::open(self.book()).expect("opened");
        let seed = self.seed.get();
        self.seed.set(seed + 1);
        let floors = [
            "outlet",
            "organization",
            "speaker",
            "event",
            "proposition",
            "article",
            "article_version",
            "introduction",
            "reported_fact",
            "claim",
        ];
        let columns = floors.map(|owner| format!("{owner}_floor")).join(", ");
        let values = floors
            .map(|owner| {
                format!("coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{owner}'), 0)")
            })
            .join(", ");
        let schema = claimbook::store::known_schema();
        book.execute_batch(&format!(
            "BEGIN IMMEDIATE;
             INSERT INTO operation (uid, batch, name, coder, at, schema_version) VALUES ('o{seed}', 'b{seed}', 'log {title}', 'ann', '2026-01-02T03:04:05Z', {schema});
             INSERT INTO open_operation (id, operation, {columns}) SELECT 1, max(id), {values} FROM operation;
             INSERT INTO content (sha256, size, bytes) VALUES ('{seed:064}', 0, x'');
             INSERT INTO article (uid, outlet, title) VALUES ('a{seed}', 1, '{title}');
             INSERT INTO article_version (uid, article, number, content, length_cp) SELECT 'v{seed}', max(id), 1, (SELECT max(id) FROM content), 90 FROM article;
             INSERT INTO coding (uid, article, version, coder, extent) SELECT 'c{seed}', article, id, 'ann', 'full' FROM article_version ORDER BY id DESC LIMIT 1;
             INSERT INTO claim (uid, article, coding, number, proposition, voice, stance, stance_guess, block) SELECT 'k{seed}', article, id, 1, (SELECT max(id) FROM proposition), 'direct', 'asserts', 1, 'body' FROM coding ORDER BY id DESC LIMIT 1;
             INSERT INTO claim_speaker (claim, number, speaker, part) SELECT (SELECT max(id) FROM claim), 1, id, 'speaker' FROM speaker LIMIT 1;
             INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT (SELECT max(id) FROM claim), max(id), 'content', 1, 0, 9, 'It poured' FROM article_version;
             INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT (SELECT max(id) FROM claim), max(id), 'content', 2, 20, 29, 'all night' FROM article_version;
             INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT (SELECT max(id) FROM claim), max(id), 'cue', 1, 30, 34, 'said' FROM article_version;
             DELETE FROM open_operation;
             COMMIT;"
        ))
        .expect("written");
    }
}

fn split(words: &str) -> Vec<String> {
    shell_words::split(words).expect("closed quotes")
}

fn shown(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}

/// Numbers from a fixed seed (Knuth's MMIX generator), so that every run is the same.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}
