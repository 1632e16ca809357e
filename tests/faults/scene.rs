//! The scene of most trials: a corpus before and after a change, and what an undisturbed run makes of it.

use super::answers::{Answer, Served};
use super::figures::{full, size};
use super::home::Home;
use super::{questions, recaps};
use std::time::{Duration, Instant};

/// What a run begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// No index.
    Nothing,
    /// The index of the corpus before the change.
    Old,
}

impl Start {
    pub(crate) const BOTH: [Start; 2] = [Start::Nothing, Start::Old];

    /// What a run from here is called.
    pub(crate) fn run(self) -> &'static str {
        match self {
            Start::Nothing => "first build",
            Start::Old => "reindex",
        }
    }
}

/// A corpus that has changed, and a run that is about to index it.
pub(crate) struct Scene {
    pub(crate) home: Home,
    pub(crate) questions: Vec<Vec<String>>,
    /// How long an undisturbed run takes.
    pub(crate) takes: Duration,
    start: Start,
    before: Option<Vec<Answer>>,
    after: Vec<Answer>,
    shape: Vec<String>,
}

impl Scene {
    pub(crate) fn new(start: Start) -> Scene {
        let [mut before, mut after] = recaps::before_and_after();
        if full() {
            before.extend(recaps::bundled());
            after.extend(recaps::bundled());
        }
        let home = Home::indexed(&before);
        let ids = home.question(&home.index(), &["list".into(), "--format".into(), "ids".into()]).well();
        let mut stays = ids.lines().filter(|id| id.starts_with("reste-"));
        let questions = questions::few([stays.next().expect("a talk"), stays.next().expect("a talk")]);
        let answers = home.ask(&questions);
        home.keep();
        home.put(&after);
        let mut scene = Scene {
            before: (start == Start::Old).then(|| answers.clone()),
            takes: Duration::MAX,
            after: Vec::new(),
            shape: Vec::new(),
            home,
            questions,
            start,
        };
        for _ in 0..size(1, 3) {
            scene.begin();
            let began = Instant::now();
            scene.home.build();
            scene.takes = scene.takes.min(began.elapsed());
        }
        scene.after = scene.home.ask(&scene.questions);
        scene.shape = scene.home.shape();
        assert!(answers.iter().zip(&scene.after).all(|(old, new)| old != new), "the change shows everywhere");
        scene
    }

    /// Puts everything as it was before the run.
    pub(crate) fn begin(&self) {
        match self.start {
            Start::Nothing => self.home.forget(),
            Start::Old => self.home.restore(),
        }
    }

    /// Whose answers the index gives now.
    pub(crate) fn served(&self) -> Result<Served, String> {
        self.home.served(&self.questions, self.before.as_deref(), &self.after)
    }

    /// Whether answers given elsewhere are those of one index.
    pub(crate) fn judge(&self, answers: &[Answer]) -> Result<Served, String> {
        Served::judge(&self.questions, answers, self.before.as_deref(), &self.after)
    }

    /// What is served where the run came to nothing.
    pub(crate) fn kept(&self) -> Served {
        match self.start {
            Start::Nothing => Served::Nothing,
            Start::Old => Served::Before,
        }
    }

    /// Whether the next run succeeds and clears up.
    pub(crate) fn mends(&self) -> Result<(), String> {
        self.home.mends(&self.questions, &self.after, &self.shape)
    }
}
