//! Which talks are on a topic, for the verbs that count them.

use super::answer::understood;
use super::filters::Filters;
use super::place::Open;
use super::{Common, place, suggest};
use crate::Result;
use crate::engine::Talks;
use crate::output::envelope::QueryMessage;
use crate::query::plan::{Plan, Settings};
use crate::query::{Node, parse};
use crate::search::{Mode, Ranked, Request};

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
#[derive(Debug, Default, clap::Args)]
pub(super) struct ReadingArgs {
    /// Words as typed but for case: no inflections, joins, synonyms, corrections
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
    pub(super) docs: Talks,
    /// Talks that the filters let through.
    pub(super) among: Talks,
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
    pub(super) fn find(&self, words: &[String], open: &Open, common: &Common) -> Result<Topic> {
        let text = words.join(" ");
        let filters = self.filters.matchers(open.engine())?;
        let among = open.engine().filtered(&filters)?;
        if text.trim().is_empty() {
            let topic = Topic { text, nodes: Vec::new(), plan: Plan::default(), docs: among.clone(), among };
            self.suggest(&topic, open, common)?;
            return Ok(topic);
        }
        let settings = place::settings(common, open.index())?;
        let request = Request {
            nodes: parse(&text)?,
            filters,
            settings: self.reading.settings(settings),
            mode: if self.any { Mode::Any } else { Mode::All },
            ..Request::default()
        };
        let Ranked { plan, docs, .. } = open.engine().rank(&request)?.ranked;
        let topic = Topic { text, nodes: request.nodes, plan, docs, among };
        understood(common, &topic.query());
        self.suggest(&topic, open, common)?;
        Ok(topic)
    }

    fn suggest(&self, topic: &Topic, open: &Open, common: &Common) -> Result<()> {
        suggest::fields(&topic.text, common);
        if topic.docs.is_empty() {
            suggest::filters(&self.filters, open.engine(), common)?;
        }
        Ok(())
    }
}
