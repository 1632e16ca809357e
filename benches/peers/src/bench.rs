//! One corpus under measurement: every work, all programs in turns.

use crate::build::project;
use crate::generate::files;
use crate::measure::{Call, Stopwatch};
use crate::prepare::{prepare, write_sql};
use crate::programs::{Built, Place, Program};
use crate::queries::queries;
use crate::reads::READS;
use crate::rounds::{Rounds, Series, mean, rounds};
use crate::run::RunArgs;
use crate::synthetic::PER_RECAP;
use crate::table::Row;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

/// New recaps that are added one by one.
const NEW: u64 = 12;
/// Talks of the largest corpus that all programs index; beyond it only the quick ones do, and once.
const LARGE: u64 = 500_000;
/// Talks of the largest corpus that is indexed several times over.
const SMALL: u64 = 20_000;

/// One corpus under measurement.
pub(crate) struct Bench<'a> {
    args: &'a RunArgs,
    built: &'a Built,
    present: &'a [Program],
    place: Place,
    talks: u64,
    stopwatch: Stopwatch,
    rows: &'a mut Vec<Row>,
}

impl<'a> Bench<'a> {
    /// Writes the corpus into `folder`; a `size` of 0 is the bundled one.
    pub(crate) fn new(
        args: &'a RunArgs,
        built: &'a Built,
        present: &'a [Program],
        folder: &Path,
        size: u64,
        rows: &'a mut Vec<Row>,
    ) -> Result<Bench<'a>> {
        let talks = folder.join("talks.jsonl");
        let recaps = if size == 0 { project().join("corpus") } else { folder.join("recaps") };
        let place = Place { recaps, talks, indexes: folder.to_owned() };
        if size == 0 {
            place.index(built, Program::Recaps).context("recaps")?.output()?;
            let export = Call::new(&built.recaps).args(&["export", "--no-config", "--index"]);
            fs::write(&place.talks, export.arg(folder.join("recaps.index")).output()?)?;
        } else {
            generate(size, 0, folder)?;
        }
        generate(NEW * PER_RECAP, size.div_ceil(PER_RECAP), &folder.join("new"))?;
        let lines = BufReader::new(fs::File::open(&place.talks)?).split(b'\n').count() as u64;
        ensure!(size == 0 || lines == size, "{lines} talks instead of {size}");
        let stopwatch = Stopwatch::new(folder)?;
        Ok(Bench { args, built, present, place, talks: lines, stopwatch, rows })
    }

    pub(crate) fn measure(mut self, folder: &Path) -> Result<()> {
        self.index()?;
        self.search()?;
        self.read()?;
        self.unchanged()?;
        self.add(&folder.join("new"))
    }

    /// From nothing to an index of all talks.
    fn index(&mut self) -> Result<()> {
        let slow = [Program::Xapian, Program::TantivyCli];
        let quick = [Program::Floor, Program::Recaps, Program::Sqlite];
        let rounds_of = [(1000, 20), (SMALL, 5), (LARGE, 3)];
        let most = rounds_of.iter().find(|(most, _)| self.talks <= *most).map_or(1, |(_, rounds)| *rounds);
        for (programs, most) in [(&quick[..], most), (&slow[..], usize::from(self.talks <= LARGE))] {
            let programs = self.among(programs);
            let (built, place) = (self.built, &self.place);
            let series = rounds(
                &mut self.stopwatch,
                &programs,
                Rounds { most, each: Duration::MAX },
                &mut |program, _| {
                    prepare(place, program)?;
                    place.index(built, program).context("a program that indexes")
                },
            )?;
            self.rows("index all", Program::Floor, &series, true)?;
        }
        Ok(())
    }

    /// The twelve queries.
    fn search(&mut self) -> Result<()> {
        let programs: Vec<Program> = self.present.to_vec();
        let with_index =
            |program: &Program| program.index().is_none_or(|name| self.place.indexes.join(name).exists());
        let programs: Vec<Program> = programs.into_iter().filter(with_index).collect();
        let limits = Rounds { most: self.args.rounds, each: Duration::from_secs(self.args.seconds) };
        let mut answers: Vec<Vec<Series>> = Vec::new();
        for (n, query) in queries(self.talks >= 1000).iter().enumerate() {
            // The first query stands for itself, and is asked more often.
            let limits = Rounds { most: if n == 0 { limits.most * 5 } else { limits.most }, ..limits };
            let (built, place) = (self.built, &self.place);
            let series = rounds(&mut self.stopwatch, &programs, limits, &mut |program, _| {
                Ok(place.search(built, program, query))
            })?;
            if n == 0 || self.args.each {
                self.rows(&format!("search: {}", query.kind), Program::Floor, &series, false)?;
            }
            answers.push(series);
        }
        for (n, &program) in programs.iter().enumerate() {
            let all = |of: &dyn Fn(&Series) -> f64| -> Vec<f64> {
                answers.iter().map(|series| of(&series[n])).collect()
            };
            let floor = programs.iter().position(|&program| program == Program::Floor);
            let ratios = floor.map(|floor| {
                answers.iter().map(|series| series[n].ratio(&series[floor])).collect::<Vec<f64>>()
            });
            let worst = |n: usize| answers.iter().map(|series| series[n].wall(0.5)).fold(0.0, f64::max);
            let slowest = answers.iter().max_by(|a, b| a[n].wall(0.5).total_cmp(&b[n].wall(0.5)));
            let Some(slowest) = slowest else { continue };
            let row = |work: &str, median, spread, ratio| Row {
                talks: self.talks,
                work: work.to_owned(),
                program: program.name(),
                median,
                spread,
                ratio,
                memory: answers.iter().map(|series| series[n].memory()).max().unwrap_or(0),
                size: None,
                runs: answers.iter().map(|series| series[n].samples.len()).sum(),
            };
            let quartiles =
                (mean(&all(&|series| series.wall(0.25))), mean(&all(&|series| series.wall(0.75))));
            let of_all = row(
                "search: twelve queries, geometric mean",
                mean(&all(&|series| series.wall(0.5))),
                quartiles,
                ratios.map(|ratios| mean(&ratios)),
            );
            let of_worst = row(
                "search: twelve queries, the worst",
                worst(n),
                (slowest[n].wall(0.25), slowest[n].wall(0.75)),
                floor.map(|floor| worst(n) / worst(floor)),
            );
            for row in [of_all, of_worst] {
                println!("{}", row.line());
                self.rows.push(row);
            }
        }
        Ok(())
    }

    /// Counts, orders and all talks.
    fn read(&mut self) -> Result<()> {
        let programs = self.among(&[Program::Recaps, Program::Sqlite]);
        let (built, place) = (self.built, &self.place);
        let mut measured = Vec::new();
        for read in READS {
            let limits = self.few();
            let series = rounds(&mut self.stopwatch, &programs, limits, &mut |program, _| {
                read.call(place, built, program).context("a program that counts")
            })?;
            measured.push((read.work, series));
        }
        for (work, series) in measured {
            self.rows(work, Program::Sqlite, &series, false)?;
        }
        Ok(())
    }

    /// An index of what has not changed, beside a walk over the files.
    fn unchanged(&mut self) -> Result<()> {
        let (built, place) = (self.built, &self.place);
        let limits = self.few();
        let programs = [Program::Find, Program::Recaps];
        let series = rounds(&mut self.stopwatch, &programs, limits, &mut |program, _| match program {
            Program::Find => Ok(Call::new("find").arg(&place.recaps).args(&["-type", "f"])),
            program => place.index(built, program).context("a program that indexes"),
        })?;
        self.rows("index, nothing changed", Program::Find, &series, false)
    }

    /// One new recap after the other, until it can be found.
    fn add(&mut self, new: &Path) -> Result<()> {
        let mut recaps = files(&new.join("recaps"))?;
        recaps.sort();
        let ready = fs::read_to_string(new.join("talks.jsonl"))?;
        let lines: Vec<&str> = ready.split_inclusive('\n').collect();
        let mut talks = Vec::new();
        for (n, some) in lines.chunks(PER_RECAP as usize).enumerate() {
            talks.push(new.join(format!("{n}.jsonl")));
            fs::write(&talks[n], some.concat())?;
            write_sql(&talks[n])?;
        }
        let help = Call::new(&self.built.recaps).args(&["index", "--help"]).output()?;
        let keeps = help.contains("--no-prune");
        if !keeps {
            eprintln!("skipped: this recaps has no --no-prune, so it cannot add one recap to others");
        }
        let mut programs = self.among(&[Program::Floor, Program::Recaps, Program::Sqlite]);
        programs.retain(|&program| program != Program::Recaps || keeps);
        let (built, place) = (self.built, &self.place);
        let limits = Rounds { most: recaps.len(), each: Duration::MAX };
        let series = rounds(&mut self.stopwatch, &programs, limits, &mut |program, round| {
            place.add(built, program, &recaps[round], &talks[round]).context("a program that adds")
        })?;
        self.rows("add one recap", Program::Floor, &series, false)
    }

    /// Of some programs, those that are there.
    fn among(&self, programs: &[Program]) -> Vec<Program> {
        programs.iter().copied().filter(|program| self.present.contains(program)).collect()
    }

    /// Rounds of what takes longer than a search.
    fn few(&self) -> Rounds {
        Rounds { most: self.args.rounds.min(30), each: Duration::from_secs(self.args.seconds * 5) }
    }

    /// Prints and keeps a row for every program, against a yardstick among them.
    fn rows(&mut self, work: &str, yardstick: Program, series: &[Series], sized: bool) -> Result<()> {
        let to = series.iter().find(|series| series.program == yardstick);
        for one in series.iter().filter(|one| !one.samples.is_empty()) {
            let index = one.program.index().filter(|_| sized).map(|name| self.place.indexes.join(name));
            let row = Row {
                talks: self.talks,
                work: work.to_owned(),
                program: one.program.name(),
                median: one.wall(0.5),
                spread: (one.wall(0.25), one.wall(0.75)),
                ratio: to.map(|to| one.ratio(to)),
                memory: one.memory(),
                size: index
                    .map(|index| Ok::<_, anyhow::Error>((size(&index)?, size(&self.place.talks)?)))
                    .transpose()?,
                runs: one.samples.len(),
            };
            println!("{}", row.line());
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Writes made-up recaps, in a process of its own: memory held here would be counted to every process that is measured.
fn generate(talks: u64, skip: u64, folder: &Path) -> Result<()> {
    let call = Call::new(std::env::current_exe()?).arg("generate").arg(talks.to_string());
    call.arg("--skip").arg(skip.to_string()).arg("--out").arg(folder).output()?;
    Ok(())
}

/// Bytes of a file, or of all files of a folder.
fn size(path: &Path) -> Result<u64> {
    let files = if path.is_dir() { files(path)? } else { vec![path.to_owned()] };
    files.iter().map(|file| Ok(fs::metadata(file)?.len())).sum()
}
