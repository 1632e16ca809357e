//! Words to query: any text is one, but for its size; what was read is said in a form that reads the same.

use super::input::text;
use recaps::Error;
use recaps::query::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, Node, lexer, parse};

/// The bytes are a query.
pub fn query(bytes: &[u8]) {
    let query = text(bytes);
    let mut end = 0;
    for (_, range) in lexer::tokens(&query) {
        assert!(range.start >= end && !range.is_empty(), "{range:?} after byte {end}");
        let between = &query[end..range.start];
        let is_mark = |c: char| c.is_whitespace() || "\"«»“”„‟".contains(c);
        assert!(between.chars().all(is_mark), "{between:?} is in no token");
        assert!(query.get(range.clone()).is_some(), "{range:?}");
        end = range.end;
    }
    let nodes = match parse(&query) {
        Ok(nodes) => nodes,
        Err(Error::QueryLimit { what, limit }) => {
            assert_eq!(what == "bytes", query.len() > MAX_BYTES, "{what} over {limit}");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    assert!(query.len() <= MAX_BYTES);
    assert!(nodes.iter().map(depth).max().unwrap_or_default() <= MAX_DEPTH + 2, "{nodes:?}");
    assert!(nodes.iter().map(clauses).sum::<usize>() <= MAX_CLAUSES, "{nodes:?}");
    let said = display(&nodes);
    assert!(!said.contains(char::is_control), "{said:?}");
}

fn display(nodes: &[Node]) -> String {
    nodes.iter().map(Node::to_string).collect::<Vec<_>>().join(" ")
}

/// Groups inside one another.
fn depth(node: &Node) -> usize {
    match node {
        Node::Any(nodes) | Node::Group(nodes) => 1 + nodes.iter().map(depth).max().unwrap_or_default(),
        Node::Not(node) | Node::Field(_, node) => depth(node),
        _ => 0,
    }
}

/// Words, phrases and filters.
fn clauses(node: &Node) -> usize {
    match node {
        Node::Any(nodes) | Node::Group(nodes) => nodes.iter().map(clauses).sum(),
        Node::Not(node) | Node::Field(_, node) => clauses(node),
        _ => 1,
    }
}
