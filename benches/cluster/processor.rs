//! Processor time, which another program on the machine does not stretch as it does the clock on the wall.

use crate::nodes::nodes;
use std::fmt::{Display, Formatter};
use std::fs;
use std::time::Instant;

/// Ticks of a second in `/proc`, on every Linux.
const TICKS: f64 = 100.0;

/// Processor seconds that were used up to a moment.
pub(crate) struct Processor {
    /// By this program and all that it ran.
    own: f64,
    /// By all nodes.
    nodes: f64,
}

impl Processor {
    pub(crate) fn now() -> Processor {
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // Behind the name, which may hold anything: times in user and system mode, then those of children that ended.
        let fields = stat.rsplit(')').next().unwrap_or_default().split(' ').skip(12).take(4);
        let own: f64 = fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS;
        let stats = nodes().ask(0, "GET", "/_nodes/stats/process", None);
        let each = stats["nodes"].as_object().into_iter().flatten();
        let used = each.filter_map(|(_, node)| node.pointer("/process/cpu/total_in_millis")?.as_f64());
        Processor { own, nodes: used.sum::<f64>() / 1e3 }
    }
}

/// What a run took, in seconds.
pub(crate) struct Took {
    pub(crate) wall: f64,
    own: f64,
    nodes: f64,
}

impl Took {
    pub(crate) fn since(moment: Instant, before: &Processor) -> Took {
        let wall = moment.elapsed().as_secs_f64();
        let now = Processor::now();
        Took { wall, own: now.own - before.own, nodes: now.nodes - before.nodes }
    }
}

impl Display for Took {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} | {:.1} | {:.1}", self.wall, self.own, self.nodes)
    }
}
