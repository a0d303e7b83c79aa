use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Broken;

/// The package's name of each level's file, from the province down.
const LEVELS: [&str; 5] = ["provinces", "cities", "areas", "streets", "villages"];
/// The column in which each level names the one above it.
const PARENTS: [&str; 5] = ["", "provinceCode", "cityCode", "areaCode", "streetCode"];
/// A record is a code and a name; a longer one is no record.
const LONGEST_RECORD: usize = 4096;

/// One file for each level, CSV where there is one, JSON otherwise.
pub struct Files(Vec<Level>);

struct Level {
    name: String,
    source: Source,
}

enum Source {
    Csv(PathBuf),
    Json(PathBuf),
    /// Compiled in.
    Text(&'static str),
}

/// A line of a file, not checked yet.
pub struct Record {
    pub line: u64,
    pub column: Option<u64>,
    pub code: String,
    pub name: String,
    /// What the file says is above it.
    pub parent: Option<String>,
}

impl Files {
    /// The files of the package's `dist` folder.
    ///
    /// # Errors
    /// One of the five is not there.
    pub fn of_folder(folder: &Path) -> Result<Files, Broken> {
        let level = |name: &&str| {
            let (csv, json) = (folder.join(format!("{name}.csv")), folder.join(format!("{name}.json")));
            let source = if csv.is_file() { Source::Csv(csv.clone()) } else { Source::Json(json.clone()) };
            let path = if csv.is_file() { csv } else { json };
            let shown = path.display().to_string();
            if path.is_file() {
                Ok(Level { name: shown, source })
            } else {
                Err(whole(&shown, format!("there is no {name}.csv or {name}.json here")))
            }
        };
        LEVELS.iter().map(level).collect::<Result<_, _>>().map(Files)
    }

    /// CSV texts that are compiled in, from the province down.
    pub fn of_texts(texts: [&'static str; 5]) -> Files {
        let level = |(name, text): (&&str, &'static str)| Level {
            name: format!("{name}.csv"),
            source: Source::Text(text),
        };
        Files(LEVELS.iter().zip(texts).map(level).collect())
    }

    pub fn name(&self, level: usize) -> &str {
        self.0.get(level).map_or("", |level| &level.name)
    }

    /// Hands over the records of a level one by one.
    ///
    /// # Errors
    /// The file can not be read or is not of its format, or `take` refuses a record.
    pub fn each(&self, level: usize, take: impl FnMut(Record) -> Result<(), String>) -> Result<(), Broken> {
        let Some(file) = self.0.get(level) else { return Ok(()) };
        let parent = PARENTS.get(level).copied().unwrap_or_default();
        match &file.source {
            Source::Csv(path) => csv(&file.name, open(path, &file.name)?, parent, take),
            Source::Json(path) => json(&file.name, open(path, &file.name)?, parent, take),
            Source::Text(text) => csv(&file.name, text.as_bytes(), parent, take),
        }
    }
}

fn open(path: &Path, name: &str) -> Result<BufReader<File>, Broken> {
    File::open(path)
        .map(|file| BufReader::with_capacity(1 << 16, file))
        .map_err(|error| whole(name, error.to_string()))
}

fn whole(file: &str, what: String) -> Broken {
    Broken { file: file.to_owned(), line: None, column: None, what }
}

fn csv(
    file: &str,
    input: impl Read,
    parent: &str,
    mut take: impl FnMut(Record) -> Result<(), String>,
) -> Result<(), Broken> {
    let at = |line: u64, what: String| Broken { file: file.to_owned(), line: Some(line), column: None, what };
    let refused = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        let what = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} columns instead of {expected_len}")
            }
            csv::ErrorKind::Utf8 { .. } => "this is not UTF-8".to_owned(),
            _ => error.to_string(),
        };
        at(line, what)
    };
    let mut reader = csv::Reader::from_reader(input);
    let header = reader.headers().map_err(refused)?.clone();
    let column = |name: &str| {
        header.iter().position(|column| column.trim_start_matches('\u{feff}') == name && !name.is_empty())
    };
    let (Some(code), Some(name)) = (column("code"), column("name")) else {
        return Err(at(1, "the columns `code` and `name` are wanted".to_owned()));
    };
    let parent = column(parent);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(refused)? {
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |column: usize| row.get(column).unwrap_or_default().to_owned();
        let record =
            Record { line, column: None, code: cell(code), name: cell(name), parent: parent.map(cell) };
        take(record).map_err(|what| at(line, what))?;
    }
    Ok(())
}

/// A flat object of the array; the members above the parent are not needed.
#[derive(Deserialize)]
struct Object {
    code: String,
    name: String,
    #[serde(rename = "provinceCode")]
    province: Option<String>,
    #[serde(rename = "cityCode")]
    city: Option<String>,
    #[serde(rename = "areaCode")]
    area: Option<String>,
    #[serde(rename = "streetCode")]
    street: Option<String>,
}

/// An array of flat objects, taken apart while it is read: the largest has 85 MB.
fn json(
    file: &str,
    input: impl BufRead,
    parent: &str,
    mut take: impl FnMut(Record) -> Result<(), String>,
) -> Result<(), Broken> {
    let mut place = Place { line: 1, column: 0 };
    let mut begun = place;
    let mut expect = Expect::Array;
    let mut text: Vec<u8> = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    let at = |place: Place, what: String| Broken {
        file: file.to_owned(),
        line: Some(place.line),
        column: Some(place.column),
        what,
    };
    for byte in input.bytes() {
        let byte = byte.map_err(|error| whole(file, error.to_string()))?;
        place.pass(byte);
        if expect == Expect::Inside {
            text.push(byte);
            if text.len() > LONGEST_RECORD {
                return Err(at(begun, "this record does not end".to_owned()));
            }
            if escaped {
                escaped = false;
            } else if quoted && byte == b'\\' {
                escaped = true;
            } else if byte == b'"' {
                quoted = !quoted;
            } else if byte == b'}' && !quoted {
                let object: Object =
                    serde_json::from_slice(&text).map_err(|error| at(begun, plain(&error)))?;
                take(object.record(begun, parent)).map_err(|what| at(begun, what))?;
                text.clear();
                expect = Expect::Comma;
            }
        } else if !byte.is_ascii_whitespace() {
            expect = match (expect, byte) {
                (Expect::Array, b'[') => Expect::First,
                (Expect::First | Expect::Object, b'{') => {
                    begun = place;
                    text.push(byte);
                    Expect::Inside
                }
                (Expect::Comma, b',') => Expect::Object,
                (Expect::First | Expect::Comma, b']') => Expect::Nothing,
                _ => return Err(at(place, format!("`{}` is not expected here", byte.escape_ascii()))),
            };
        }
    }
    if expect == Expect::Nothing { Ok(()) } else { Err(at(place, "the file ends too early".to_owned())) }
}

/// Without serde's own place, which counts from the record's beginning.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Array,
    First,
    Object,
    Inside,
    Comma,
    Nothing,
}

#[derive(Clone, Copy)]
struct Place {
    line: u64,
    column: u64,
}

impl Place {
    fn pass(&mut self, byte: u8) {
        if byte == b'\n' {
            *self = Place { line: self.line + 1, column: 0 };
        } else {
            self.column += 1;
        }
    }
}

impl Object {
    fn record(self, begun: Place, parent: &str) -> Record {
        let parent = match parent {
            "provinceCode" => self.province,
            "cityCode" => self.city,
            "areaCode" => self.area,
            "streetCode" => self.street,
            _ => None,
        };
        Record { line: begun.line, column: Some(begun.column), code: self.code, name: self.name, parent }
    }
}
