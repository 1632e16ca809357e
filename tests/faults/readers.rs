//! Readers at work while the index is rebuilt again and again: every answer is that of one generation.

use super::answers::Answer;
use super::chance::Chance;
use super::figures::{Figures, size};
use super::home::Home;
use super::{questions, recaps};
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const READERS: usize = 4;

#[test]
fn every_answer_is_that_of_one_generation() {
    let [before, after] = recaps::before_and_after();
    let home = Home::indexed(&before);
    let ids = home.question(&home.index(), &["list".into(), "--format".into(), "ids".into()]).well();
    let mut stays = ids.lines().filter(|id| id.starts_with("reste-"));
    let questions = questions::twenty([stays.next().expect("a talk"), stays.next().expect("a talk")]);
    let of_before = home.ask(&questions);
    home.put(&after);
    home.build();
    let of_after = home.ask(&questions);
    let differ = of_before.iter().zip(&of_after).filter(|(before, after)| before != after).count();
    assert!(differ > questions.len() / 2, "the change shows in {differ} answers");

    let (asked, reindexed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // Which of the two a generation is, as the answers show.
    let generations: Mutex<HashMap<String, bool>> = Mutex::default();
    let figures = Mutex::new(Figures::default());
    let (queries, reindexes) = (size(80, 40_000), size(4, 50));
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let (home, questions, figures, generations) = (&home, &questions, &figures, &generations);
            let (of_before, of_after, asked, reindexed) = (&of_before, &of_after, &asked, &reindexed);
            scope.spawn(move || {
                let mut chance = Chance::new(reader as u64);
                while asked.fetch_add(1, Ordering::Relaxed) < queries
                    || reindexed.load(Ordering::Relaxed) < reindexes
                {
                    let at = chance.below(questions.len());
                    let ran = home.question(&home.index(), &questions[at]);
                    let generation = generation(&String::from_utf8_lossy(&ran.stdout));
                    let answer = Answer::new(ran);
                    let (old, new) = (answer == of_before[at], answer == of_after[at]);
                    let mut figures = figures.lock().expect("figures");
                    match (old, new) {
                        (false, false) => {
                            figures.fail(format!("{:?}: {}", questions[at].join(" "), answer.brief()));
                        }
                        (true, true) => figures.count("same in both"),
                        _ => {
                            figures.count(if new { "new" } else { "old" });
                            let Some(generation) = generation else { continue };
                            let mut known = generations.lock().expect("generations");
                            if *known.entry(generation.clone()).or_insert(new) != new {
                                figures.fail(format!("generation {generation} is both old and new"));
                            }
                        }
                    }
                }
            });
        }
        // Reindexing keeps step with the readers, so that they meet all of it.
        for n in 0..reindexes {
            while asked.load(Ordering::Relaxed) < n * queries / reindexes {
                std::thread::yield_now();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            home.put(if n % 2 == 0 { &before } else { &after });
            home.build();
            reindexed.fetch_add(1, Ordering::Relaxed);
        }
    });
    let figures = figures.into_inner().expect("figures");
    assert!(figures.seen("old") > 0 && figures.seen("new") > 0, "both generations were read");
    figures.report(&format!("{READERS} readers during {reindexes} reindexes"));
}

/// The generation that an answer in JSON says it is from.
fn generation(answer: &str) -> Option<String> {
    let (_, rest) = answer.split_once("\"generation\":")?;
    Some(rest.split([',', '}']).next()?.to_owned())
}
