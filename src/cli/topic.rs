//! Which talks are on a topic, for the verbs that count them.

use super::answer::understood;
use super::filters::Filters;
use super::{Common, place, suggest};
use crate::Result;
use crate::index::Index;
use crate::output::envelope::QueryMessage;
use crate::query::plan::{Plan, Settings};
use crate::query::{Node, parse};
use crate::search::{Mode, Request, filtered, search};
use fixedbitset::FixedBitSet;

#[derive(Debug, clap::Args)]
pub(super) struct TopicArgs {
    /// Count talks with any of the words, not only those with all
    #[arg(long)]
    any: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    filters: Filters,
}

/// How the words of a query are read.
#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    /// Words as typed but for case and accents: no inflections, joins, synonyms, corrections
    #[arg(long)]
    exact: bool,
    /// Do not correct words that no talk holds
    #[arg(long)]
    no_correct: bool,
}

impl ReadingArgs {
    /// The settings that follow.
    pub(super) fn settings(&self, settings: Settings) -> Settings {
        Settings { correct: !self.no_correct, exact: self.exact, ..settings }
    }
}

/// The talks on a topic.
pub(super) struct Topic {
    text: String,
    nodes: Vec<Node>,
    plan: Plan,
    /// Talks that the query finds and the filters let through.
    pub(super) docs: FixedBitSet,
    /// Talks that the filters let through.
    pub(super) among: FixedBitSet,
}

impl Topic {
    /// The question, as JSON says it.
    pub(super) fn query(&self) -> QueryMessage<'_> {
        QueryMessage::new(&self.text, &self.nodes, &self.plan)
    }
}

impl TopicArgs {
    /// Finds the talks; without a query those that the filters let through. Says on stderr what was made of the query.
    ///
    /// Talks with some of the words only would drown those on the topic: counts have no order that puts them last.
    pub(super) fn find(&self, words: &[String], index: &Index, common: &Common) -> Result<Topic> {
        let text = words.join(" ");
        let filters = self.filters.matchers(index)?;
        let among = filtered(index, &filters)?;
        if text.trim().is_empty() {
            let topic = Topic { text, nodes: Vec::new(), plan: Plan::default(), docs: among.clone(), among };
            self.suggest(&topic, index, common)?;
            return Ok(topic);
        }
        let settings = place::settings(common, index)?;
        let request = Request {
            nodes: parse(&text)?,
            filters,
            settings: self.reading.settings(settings),
            mode: if self.any { Mode::Any } else { Mode::All },
            ..Request::default()
        };
        let found = search(index, &request)?;
        let topic = Topic { text, nodes: request.nodes, plan: found.plan, docs: found.docs, among };
        understood(common, &topic.query());
        self.suggest(&topic, index, common)?;
        Ok(topic)
    }

    fn suggest(&self, topic: &Topic, index: &Index, common: &Common) -> Result<()> {
        suggest::fields(&topic.text, common);
        if topic.docs.is_clear() {
            suggest::filters(&self.filters, index, common)?;
        }
        Ok(())
    }
}
