//! The arrows and rules of `src/architecture.md`, held against the source as it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which modules each module may name; `main` is the program's own file.
const ARROWS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &[
            "reports", "search", "render", "formats", "logging", "sheet", "capture", "matching",
            "store", "domain",
        ],
    ),
    ("logging", &["sheet", "store", "domain"]),
    ("formats", &["sheet", "domain"]),
    ("reports", &["store", "domain"]),
    ("search", &["store", "domain"]),
    ("matching", &["store", "domain"]),
    ("render", &["reports", "domain"]),
    ("sheet", &["domain"]),
    ("capture", &["domain"]),
    ("store", &["domain"]),
    ("domain", &[]),
];

/// Words that only one module may use, and why.
const RESERVED: &[(&str, &[&str], &str)] = &[
    (
        "store",
        &["rusqlite", "refinery"],
        "a second engine must stay possible",
    ),
    (
        "cli",
        &["println!", "eprintln!", "print!", "eprint!", "dbg!"],
        "only the command line prints",
    ),
    (
        "cli",
        &["stdout()", "stderr()", "stdin()"],
        "only the command line reads and prints",
    ),
    (
        "cli",
        &["std::env::", "use std::env"],
        "only the command line reads the environment",
    ),
    (
        "cli",
        &[
            "SystemTime",
            "Utc::now",
            "Local::now",
            "now_v7",
            "getrandom",
        ],
        "the library gets its clock and its randomness from the command line",
    ),
    (
        "cli",
        &["process::exit", "Command::new"],
        "only the command line exits or starts programs",
    ),
];

/// SQL that writes, as literals begin it.
const WRITING: &[&str] = &[
    "INSERT INTO",
    "INSERT OR",
    "UPDATE ",
    "DELETE FROM",
    "DROP ",
    "CREATE TABLE",
    "CREATE INDEX",
    "CREATE TRIGGER",
    "ALTER TABLE",
    "REPLACE INTO",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One source file: what the compiler sees outside tests, line by line.
struct Source {
    /// From the root of the repository, with forward slashes.
    path: String,
    /// Without comments, strings and test code; as many lines as the file.
    code: String,
    /// Without comments and test code.
    with_strings: String,
}

impl Source {
    /// The module right under the crate in which the file lies.
    fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside
            .split('/')
            .next()
            .unwrap_or(inside)
            .trim_end_matches(".rs")
    }

    /// How many modules the file lies below the crate.
    fn depth(&self) -> usize {
        let inside = self
            .path
            .trim_start_matches("src/")
            .trim_end_matches("/mod.rs")
            .trim_end_matches(".rs");
        inside.split('/').count()
    }
}

/// Every file under `folder` with this extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .expect("a file of the repository")
        .to_string_lossy()
        .replace('\\', "/")
}

/// Every file under `src` that is compiled outside tests.
fn sources() -> Vec<Source> {
    let all: Vec<(PathBuf, String)> = files(&root().join("src"), "rs")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            (path, text)
        })
        .collect();
    let mut only_tests = BTreeSet::new();
    for (path, text) in &all {
        let code = blanked(text, true);
        for (name, test) in modules(&code) {
            if test {
                only_tests.extend(module_files(path, &name));
            }
        }
    }
    all.into_iter()
        .filter(|(path, _)| !only_tests.contains(path))
        .map(|(path, text)| {
            let code = blanked(&text, true);
            let tests = test_items(&code);
            Source {
                path: shown(&path),
                with_strings: without(&blanked(&text, false), &tests),
                code: without(&code, &tests),
            }
        })
        .collect()
}

/// The two files that may hold module `name` declared in the file at `path`.
fn module_files(path: &Path, name: &str) -> [PathBuf; 2] {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("");
    let folder = path.parent().expect("a file lies in a folder");
    let folder = match stem {
        "mod" | "lib" | "main" => folder.to_owned(),
        _ => folder.join(stem),
    };
    [
        folder.join(format!("{name}.rs")),
        folder.join(name).join("mod.rs"),
    ]
}

/// The modules that the code declares without a body, each with whether only tests compile it.
fn modules(code: &str) -> Vec<(String, bool)> {
    let tests = test_items(code);
    let mut found = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let words: Vec<&str> = line.split_whitespace().collect();
        let name = match words.as_slice() {
            ["mod", name] | [_, "mod", name] => name.strip_suffix(';'),
            _ => None,
        };
        if let Some(name) = name {
            let test = tests
                .iter()
                .any(|(start, end)| (*start..*end).contains(&at));
            found.push((name.to_owned(), test));
        }
        at += line.len();
    }
    found
}

/// The text with comments, and strings and characters too where asked, replaced by spaces of the same length.
fn blanked(text: &str, strings: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let blank = |out: &mut Vec<u8>, from: usize, to: usize| {
        for byte in &mut out[from..to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let word_before =
            at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        if rest.starts_with(b"//") {
            let end = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
            blank(&mut out, at, end);
            at = end;
        } else if rest.starts_with(b"/*") {
            let end = text[at..]
                .find("*/")
                .map_or(bytes.len(), |end| at + end + 2);
            blank(&mut out, at, end);
            at = end;
        } else if let Some(hashes) = raw_string(rest).filter(|_| !word_before) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = at + text[at..].find('"').unwrap_or(0) + 1;
            let end = text[open..]
                .find(&close)
                .map_or(bytes.len(), |end| open + end + close.len());
            if strings {
                blank(&mut out, at, end);
            }
            at = end;
        } else if bytes[at] == b'"' {
            let mut end = at + 1;
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let end = (end + 1).min(bytes.len());
            if strings {
                blank(&mut out, at, end);
            }
            at = end;
        } else if bytes[at] == b'\'' {
            let end = character(&text[at..]).map_or(at + 1, |length| at + length);
            if strings {
                blank(&mut out, at, end);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    String::from_utf8(out).expect("whole characters are replaced")
}

/// How many # a raw string that starts here has.
fn raw_string(rest: &[u8]) -> Option<usize> {
    let rest = rest.strip_prefix(b"b").unwrap_or(rest);
    let rest = rest.strip_prefix(b"r")?;
    let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
    (rest.get(hashes) == Some(&b'"')).then_some(hashes)
}

/// The length of the character literal that starts here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if let Some(escaped) = inside.strip_prefix('\\') {
        let first = escaped.chars().next()?.len_utf8();
        return Some(2 + first + escaped[first..].find('\'')? + 1);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(1 + first + 1)
}

/// Where the items under `#[cfg(test)]` stand in blanked code.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        if found.last().is_some_and(|(_, end)| start < *end) {
            continue;
        }
        let mut depth = 0usize;
        let mut end = code.len();
        for (at, byte) in code.bytes().enumerate().skip(start + "#[cfg(test)]".len()) {
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end = at + 1;
                        break;
                    }
                }
                b';' if depth == 0 => {
                    end = at + 1;
                    break;
                }
                _ => {}
            }
        }
        found.push((start, end));
    }
    found
}

fn without(code: &str, parts: &[(usize, usize)]) -> String {
    let mut bytes = code.as_bytes().to_vec();
    for (start, end) in parts {
        for byte in &mut bytes[*start..*end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// The first words of the paths that follow `crate::` at this place: one, or all of a group.
fn named(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let mut names = Vec::new();
    let mut depth = 0usize;
    let mut start = true;
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && !c.is_whitespace() => {
                names.push(word(&group[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

/// The modules that a file names, each with the line.
fn uses(source: &Source) -> Vec<(usize, String)> {
    let code = &source.code;
    let mut found = Vec::new();
    let climb = "super::".repeat(source.depth());
    for start in ["crate::", "claimbook::", climb.as_str()] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            for name in named(&code[at + start.len()..]) {
                found.push((line_of(code, at), name));
            }
        }
    }
    found
}

#[test]
fn every_module_names_only_those_that_its_arrows_allow() {
    let modules: BTreeSet<&str> = ARROWS.iter().map(|(module, _)| *module).collect();
    for source in sources() {
        let module = source.module();
        if module == "lib" {
            continue;
        }
        let allowed = ARROWS
            .iter()
            .find(|(from, _)| *from == module)
            .map(|(_, to)| *to);
        let Some(allowed) = allowed else {
            panic!("{}:1: the module {module} has no arrows", source.path);
        };
        for (line, name) in uses(&source) {
            assert!(
                name == module
                    || !modules.contains(name.as_str())
                    || allowed.contains(&name.as_str()),
                "{}:{line}: {module} may not name {name}",
                source.path
            );
        }
    }
}

#[test]
fn render_knows_of_the_reports_only_what_they_give_out() {
    for source in sources()
        .iter()
        .filter(|source| source.module() == "render")
    {
        for (at, path) in source.code.match_indices("reports::") {
            let next = &source.code[at + path.len()..];
            assert!(
                ["table::", "chart::", "dossier::"]
                    .iter()
                    .any(|shape| next.starts_with(shape)),
                "{}:{}: render may name reports::table, reports::chart and reports::dossier alone",
                source.path,
                line_of(&source.code, at)
            );
        }
    }
}

#[test]
fn what_is_reserved_to_one_module_stands_nowhere_else() {
    for source in sources() {
        for (owner, words, why) in RESERVED {
            if source.module() == *owner {
                continue;
            }
            for word in *words {
                for (at, _) in source.code.match_indices(word) {
                    let before = source.code[..at].chars().next_back();
                    if word.starts_with(char::is_alphabetic)
                        && before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                    {
                        continue;
                    }
                    panic!(
                        "{}:{}: {word} belongs to {owner}: {why}",
                        source.path,
                        line_of(&source.code, at)
                    );
                }
            }
        }
    }
}

#[test]
fn no_type_of_the_engine_is_in_a_public_signature() {
    for source in sources().iter().filter(|source| source.module() == "store") {
        let code = &source.code;
        for (at, _) in code.match_indices("pub ") {
            let end = code[at..]
                .find(['{', ';'])
                .map_or(code.len(), |end| at + end);
            let signature = &code[at..end];
            // A field's type ends at its comma, so what follows is another one's.
            let signature = if signature.contains("fn ") {
                signature
            } else {
                signature.split(",\n").next().unwrap_or(signature)
            };
            for word in ["rusqlite", "Connection", "Statement<", "ToSql"] {
                assert!(
                    !signature.contains(word),
                    "{}:{}: {word} is public",
                    source.path,
                    line_of(code, at)
                );
            }
        }
    }
}

#[test]
fn sql_that_writes_stands_in_the_store_alone() {
    for source in sources().iter().filter(|source| source.module() != "store") {
        for start in WRITING {
            if let Some(at) = source.with_strings.find(&format!("\"{start}")) {
                panic!(
                    "{}:{}: {start} outside the store",
                    source.path,
                    line_of(&source.with_strings, at)
                );
            }
        }
    }
    for path in files(&root().join("src"), "sql") {
        let path_shown = shown(&path);
        let sql = fs::read_to_string(&path).expect("an SQL file");
        let writes = sql.lines().position(|line| {
            WRITING
                .iter()
                .any(|start| line.trim_start().starts_with(start))
        });
        if let Some(line) = writes
            && !path_shown.starts_with("src/store/")
        {
            panic!(
                "{path_shown}:{}: SQL that writes outside the store",
                line + 1
            );
        }
    }
}

#[test]
fn nothing_is_deleted_by_cascade_and_nothing_replaced_unseen() {
    let migrations = files(&root().join("migrations"), "sql");
    let store = files(&root().join("src/store"), "sql");
    for path in migrations.iter().chain(&store) {
        let sql = fs::read_to_string(path).expect("an SQL file");
        for (number, line) in sql.lines().enumerate() {
            let line = line.split("--").next().unwrap_or(line);
            for word in ["ON DELETE CASCADE", "INSERT OR REPLACE", "REPLACE INTO"] {
                assert!(
                    !line.contains(word),
                    "{}:{}: {word}",
                    shown(path),
                    number + 1
                );
            }
        }
    }
    for source in sources() {
        for word in ["INSERT OR REPLACE", "REPLACE INTO"] {
            if let Some(at) = source.with_strings.find(word) {
                panic!(
                    "{}:{}: {word} journals no delete",
                    source.path,
                    line_of(&source.with_strings, at)
                );
            }
        }
    }
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    for source in sources() {
        for word in [".unwrap()", "panic!(", "todo!(", "unimplemented!("] {
            if let Some(at) = source.code.find(word) {
                panic!("{}:{}: {word}", source.path, line_of(&source.code, at));
            }
        }
    }
}

#[test]
fn every_source_file_is_declared_by_its_parent() {
    let mut declared = BTreeSet::new();
    let all = files(&root().join("src"), "rs");
    for path in &all {
        let text = fs::read_to_string(path).expect("a source file");
        for (name, _) in modules(&blanked(&text, true)) {
            declared.extend(module_files(path, &name));
        }
    }
    for path in &all {
        let name = shown(path);
        assert!(
            ["src/lib.rs", "src/main.rs"].contains(&name.as_str()) || declared.contains(path),
            "{name}:1: no mod line declares this file"
        );
    }
}

#[test]
fn every_test_file_is_declared_in_the_one_test_binary() {
    let main = fs::read_to_string(root().join("tests/all/main.rs")).expect("the test binary");
    for path in files(&root().join("tests/all"), "rs") {
        if path.parent() != Some(&root().join("tests/all")) {
            continue;
        }
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or("");
        assert!(
            stem == "main"
                || main
                    .lines()
                    .any(|line| line.trim() == format!("mod {stem};")),
            "{}:1: tests/all/main.rs has no mod line for it",
            shown(&path)
        );
    }
}

#[test]
fn every_sql_file_is_included_by_source_beside_it() {
    let sources = sources();
    for path in files(&root().join("src"), "sql") {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("");
        let included = sources.iter().any(|source| {
            let mut at = 0;
            while let Some(found) = source.with_strings[at..].find("include_str!(") {
                at += found + "include_str!(".len();
                let literal: String = source.with_strings[at..]
                    .chars()
                    .skip_while(|c| *c != '"')
                    .skip(1)
                    .take_while(|c| *c != '"')
                    .collect();
                let folder = root().join(&source.path);
                let folder = folder.parent().expect("a file lies in a folder");
                if folder.join(&literal) == path {
                    return true;
                }
            }
            false
        });
        assert!(included, "{}:1: nothing includes {name}", shown(&path));
    }
}

#[test]
fn the_scanner_sees_through_comments_strings_and_tests() {
    let text = r##"
// crate::one
const A: &str = "crate::two \" crate::three";
const B: &str = r#"crate::four"#;
const C: char = '"';
fn f<'a>(x: &'a str) {} use crate::{five, six::{seven, eight}, nine};
#[cfg(test)]
mod tests { use crate::ten; }
#[cfg(test)]
mod other;
mod plain;
"##;
    let code = blanked(text, true);
    let source = Source {
        path: String::from("src/cli/mod.rs"),
        code: without(&code, &test_items(&code)),
        with_strings: String::new(),
    };
    let names: Vec<String> = uses(&source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["five", "six", "nine"]);
    assert_eq!(
        modules(&code),
        [
            (String::from("other"), true),
            (String::from("plain"), false)
        ]
    );
    assert_eq!((source.module(), source.depth()), ("cli", 1));
}
