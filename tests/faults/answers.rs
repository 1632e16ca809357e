//! Answers, and whether they are those of one index or of another.

use super::command::Ran;

/// What a question was answered with: how the program ended and what it printed, less what differs between runs and
/// generations without being part of the answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl PartialEq for Answer {
    /// Text on stderr is no part of the answer: it reports changes in the corpus.
    fn eq(&self, other: &Answer) -> bool {
        (self.status, &self.stdout) == (other.status, &other.stdout)
    }
}

impl Answer {
    /// The answer of any index: where it lies, its number, when it was built and whether it is stale are left out.
    pub(crate) fn new(ran: Ran) -> Answer {
        let mut answer = Answer::of_generation(ran);
        for key in ["path", "generation", "built_at", "stale"] {
            answer.stdout = masked(&answer.stdout, Some("\"index\":{"), key);
        }
        answer.stdout = without_places(&answer.stdout);
        answer
    }

    /// The answer of one generation: only how long it took is left out.
    pub(crate) fn of_generation(ran: Ran) -> Answer {
        let text = String::from_utf8_lossy(&ran.stdout);
        Answer { status: ran.status, stdout: masked(&text, None, "took_ms"), stderr: ran.stderr }
    }

    /// Whether the program fell over instead of ending.
    pub(crate) fn fell(&self) -> bool {
        self.status == 101 || self.status >= 128 || self.stderr.contains("panicked")
    }

    /// The answer in one line, for failures.
    pub(crate) fn brief(&self) -> String {
        let start: String = self.stdout.chars().take(60).collect();
        format!("status {}, {} bytes ({start}), {}", self.status, self.stdout.len(), self.stderr.trim_end())
    }
}

/// The text without the absolute paths of recaps, which follow the index that is moved.
fn without_places(text: &str) -> String {
    let mut parts = text.split("\"path\":");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, rest| {
        format!("{text}_{}", rest.split_once([',', '}']).map_or("", |(_, rest)| rest))
    })
}

/// The text without the value of a key of JSON, where it stands first; after `from`, and left as it is where that is
/// not in the text. Keys inside strings have their quotes escaped, so they are not taken for keys.
fn masked(text: &str, from: Option<&str>, key: &str) -> String {
    let Some(start) = from.map_or(Some(0), |from| text.find(from)) else { return text.to_owned() };
    let key = format!("\"{key}\":");
    let Some(at) = text[start..].find(&key).map(|at| start + at + key.len()) else { return text.to_owned() };
    let value = &text[at..];
    let end = match value.strip_prefix('"') {
        // Paths of temporary folders and times have nothing to escape.
        Some(string) => string.find('"').map_or(value.len(), |end| end + 2),
        None => value.find([',', '}']).unwrap_or(value.len()),
    };
    format!("{}_{}", &text[..at], &value[end..])
}

/// Whose answers an index gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Served {
    /// There is no complete index, and the program says so.
    Nothing,
    /// Those of the index as it was.
    Before,
    /// Those of the index as it is to be.
    After,
}

impl Served {
    /// Judges answers: all are those of one index, or there is none and none was there before.
    pub(crate) fn judge(
        questions: &[Vec<String>],
        answers: &[Answer],
        before: Option<&[Answer]>,
        after: &[Answer],
    ) -> Result<Served, String> {
        if before.is_some_and(|before| before == answers) {
            return Ok(Served::Before);
        }
        if answers == after {
            return Ok(Served::After);
        }
        let none = |answer: &Answer| {
            let said = answer.stderr.lines().count() == 1 && answer.stderr.contains("index");
            answer.status == 3 && answer.stdout.is_empty() && said && !answer.fell()
        };
        if before.is_none() && answers.iter().all(none) {
            return Ok(Served::Nothing);
        }
        let odd = answers.iter().zip(after).position(|(answer, after)| answer != after).unwrap_or(0);
        Err(format!("{:?} is answered with {}", questions[odd].join(" "), answers[odd].brief()))
    }

    /// The outcome in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Served::Nothing => "no complete index",
            Served::Before => "old index",
            Served::After => "new index",
        }
    }
}
