//! Which part of a page is the article: evidence of elements, names and density of text, combined.

use super::hint::{self, Hint};
use super::panel;
use super::tag::Flow;
use super::title;
use super::tree::{Event, ROOT, Tree};
use super::weight::{Weight, weigh};
use std::collections::{HashMap, HashSet};

/// How the text of an element is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Text of the article.
    #[default]
    Content,
    /// Text around it.
    Noise,
    /// Text that no reader sees.
    Unseen,
}

/// Share of the prose around it that an element marked as the article must hold to count as the article.
const ARTICLE_SHARE: f64 = 0.6;
/// The same for an element inside another one that is marked as the article.
const INNER_SHARE: f64 = 0.8;
/// The same for an element with no other sign of an article than its text.
const BARE_SHARE: f64 = 0.9;
/// Characters of prose that may be left outside when text is the only sign of an article.
const BARE_REST: u32 = 160;
/// Share of all text above which an element is no noise by its name alone.
const NOISE_SHARE: f64 = 0.5;
/// Share of all text from which an element beside the article is a second article.
const RIVAL_SHARE: f64 = 0.1;
/// Elements with most of the text that are looked at for an article beside them.
const MOST_WEIGHED: usize = 8;
/// Characters of prose that make a block with a heading content, and that must go on after it.
const FEWEST_PROSE: usize = 60;
const FEWEST_AFTER: u32 = 60;
/// Blocks with doubtful names and headings of one level that are sessions, not boxes; fewer where these are high.
const LONG_ROW: usize = 3;
const SHORT_ROW: usize = 2;
const HIGH_LEVEL: u8 = 2;
/// Share of linked text above which a block at the edge of an unmarked page is navigation, and the fewest links.
const LINK_SHARE: f64 = 0.6;
const FEWEST_LINKS: u32 = 3;
/// Elements that can be the article; the nameless are components that the page defines.
const CONTAINERS: [&str; 12] =
    ["", "html", "body", "main", "article", "section", "div", "center", "form", "table", "tr", "td"];
/// Characters of a paragraph before the article that make it its lead.
const LEAD: u32 = 80;

/// Judges every element of a page whose title is `title`.
pub(super) fn judge(tree: &Tree, title: Option<&str>) -> Vec<Verdict> {
    let hints: Vec<Hint> = (0..tree.elements.len()).map(|index| sense(tree, index)).collect();
    let weights = weigh(tree, |_| true);
    let mut noise = boilerplate(tree, &hints, &weights, title);
    acquit(tree, &hints, &mut noise);
    let weights = weigh(tree, |index| {
        !noise.get(index).copied().unwrap_or(false) && hints.get(index) != Some(&Hint::Edge)
    });
    let (outer, root) = find(tree, &hints, &weights);
    edges(tree, &hints, &weights, root, &mut noise);
    let mut verdicts = vec![Verdict::Noise; tree.elements.len()];
    for index in 0..tree.elements.len() {
        let Some(element) = tree.elements.get(index) else { continue };
        let inherited = index != element.parent() && noise.get(element.parent()).copied().unwrap_or(false);
        if let Some(own) = noise.get_mut(index) {
            *own |= inherited;
        }
        let own = noise.get(index).copied().unwrap_or(false);
        let above = verdicts.get(element.parent()).copied().unwrap_or(Verdict::Noise);
        let inside = index == root || (above == Verdict::Content && index != element.parent());
        let verdict = if hints.get(index) == Some(&Hint::Unseen) && !panel::is_panel(tree, index) {
            Verdict::Unseen
        } else if title::is_title(tree, index, title)
            || (!own && (inside || is_lead(tree, &weights, outer, root, index)))
        {
            Verdict::Content
        } else {
            Verdict::Noise
        };
        if let Some(slot) = verdicts.get_mut(index) {
            *slot = verdict;
        }
    }
    verdicts
}

/// The hint of an element, from its tag and from its class and id.
fn sense(tree: &Tree, index: usize) -> Hint {
    let Some(element) = tree.elements.get(index) else { return Hint::None };
    let hint = hint::of(tree, index);
    match element.tag.name() {
        "html" | "body" => Hint::None,
        // The button of an accordion is the title of its panel.
        "button" if heads(tree, index) || panel::opens(tree, index) => Hint::None,
        "nav" | "form" | "button" | "dialog" | "search" => Hint::Noise,
        "footer" => {
            // Inside a quotation a footer says whose words they are.
            let quote = tree.elements.get(element.parent()).is_some_and(|p| p.tag.name() == "blockquote");
            if quote { Hint::None } else { Hint::Noise }
        }
        "aside" => hint.max(Hint::Edge),
        "article" | "main" => Hint::Content,
        _ if element.tag.flow() != Flow::Block && hint != Hint::Unseen => Hint::None,
        _ => hint,
    }
}

/// Whether a button stands in a heading, or a heading in it.
fn heads(tree: &Tree, index: usize) -> bool {
    let heading = |index: usize| tree.elements.get(index).is_some_and(|e| e.tag.heading().is_some());
    let mut around = index;
    for _ in 0..3 {
        around = tree.elements.get(around).map_or(around, |element| element.parent());
        if heading(around) {
            return true;
        }
    }
    tree.inside(index).any(|event| matches!(event, Event::Open(inner) if heading(*inner as usize)))
}

/// Elements that are noise by their tag or their names, unless that would leave the page without its
/// article: those with its title inside, and those with most of its text and no article elsewhere.
fn boilerplate(tree: &Tree, hints: &[Hint], weights: &[Weight], title: Option<&str>) -> Vec<bool> {
    let plain = |index: usize| weights.get(index).map_or(0, |w| w.plain);
    let all = f64::from((0..weights.len()).map(plain).max().unwrap_or(0).max(1));
    let said: Vec<usize> =
        (0..hints.len()).filter(|&index| hints.get(index) == Some(&Hint::Content)).collect();
    let mut titled = vec![false; hints.len()];
    for index in (0..hints.len()).rev() {
        let inside = titled.get(index).copied().unwrap_or(false) || title::is_title(tree, index, title);
        let parent = tree.elements.get(index).map_or(index, |element| element.parent());
        if let Some(slot) = titled.get_mut(parent) {
            *slot |= inside;
        }
    }
    let mut weighed = 0;
    let judge = |(index, hint): (usize, &Hint)| {
        if !matches!(hint, Hint::Noise | Hint::Doubt) || titled.get(index).copied().unwrap_or(true) {
            return false;
        }
        if f64::from(plain(index)) < NOISE_SHARE * all {
            return true;
        }
        weighed += 1;
        let Some(own) = tree.elements.get(index).filter(|_| weighed <= MOST_WEIGHED) else { return false };
        said.iter().any(|&other| {
            let apart = tree.elements.get(other).is_some_and(|other| {
                other.events().end <= own.events().start || other.events().start >= own.events().end
            });
            apart && f64::from(plain(other)) >= RIVAL_SHARE * all
        })
    };
    hints.iter().enumerate().map(judge).collect()
}

/// Clears blocks that are noise only by a doubtful name. A block with a heading and prose of its own is cleared inside the
/// prose of the article, where another cleared block has its class, and in a row of several whose parent is no noise.
fn acquit(tree: &Tree, hints: &[Hint], noise: &mut [bool]) {
    let doubtful = |index: usize| hints.get(index) == Some(&Hint::Doubt);
    let blocks: Vec<(usize, u8)> = (0..hints.len())
        .filter(|&index| doubtful(index))
        .filter_map(|index| Some((index, heading_level(tree, index)?)))
        .collect();
    if blocks.is_empty() {
        return;
    }
    let around = |index: usize| tree.elements.get(index).map_or(index, |element| element.parent());
    let sure = weigh(tree, |index| !noise.get(index).copied().unwrap_or(false));
    let weight = |index: usize| sure.get(index).copied().unwrap_or_default();
    let goes_on = |index: usize| {
        let end = weight(around(index)).before + weight(around(index)).prose;
        end.saturating_sub(weight(index).before + weight(index).prose) >= FEWEST_AFTER
    };
    let mut rows: HashMap<(usize, u8), usize> = HashMap::new();
    for &(index, level) in &blocks {
        *rows.entry((around(index), level)).or_default() += 1;
    }
    let in_row = |index: usize, level: u8| {
        let count = rows.get(&(around(index), level)).copied().unwrap_or(0);
        let clear = !noise.get(around(index)).copied().unwrap_or(true);
        clear && (count >= LONG_ROW || (count >= SHORT_ROW && level <= HIGH_LEVEL))
    };
    let amid: HashSet<usize> =
        blocks.iter().map(|&(index, _)| index).filter(|&index| goes_on(index)).collect();
    let names: HashSet<&str> = amid.iter().filter_map(|&index| tree.attribute(index, "class")).collect();
    let alike = |index: usize| tree.attribute(index, "class").is_some_and(|class| names.contains(class));
    let acquitted: Vec<usize> = blocks
        .iter()
        .filter(|&&(index, level)| amid.contains(&index) || alike(index) || in_row(index, level))
        .map(|&(index, _)| index)
        .collect();
    for index in acquitted {
        if let Some(slot) = noise.get_mut(index) {
            *slot = false;
        }
    }
}

/// Level of the heading of a block that also has a paragraph and no form.
fn heading_level(tree: &Tree, index: usize) -> Option<u8> {
    let (mut heading, mut open, mut prose) = (None, 0_usize, 0);
    for event in tree.inside(index) {
        let tag = |index: &u32| tree.elements.get(*index as usize).map(|element| element.tag);
        match event {
            Event::Open(inner) => {
                let Some(tag) = tag(inner) else { continue };
                if matches!(tag.name(), "input" | "textarea" | "form" | "select") {
                    return None;
                }
                heading = heading.or(tag.heading());
                open += usize::from(tag.name() == "a" || tag.heading().is_some());
            }
            Event::Close(inner) => {
                let shut = tag(inner).is_some_and(|tag| tag.name() == "a" || tag.heading().is_some());
                open = open.saturating_sub(usize::from(shut));
            }
            Event::Text(run) if open == 0 => prose += tree.text(*run).trim().len(),
            Event::Text(_) => {}
        }
    }
    heading.filter(|_| prose >= FEWEST_PROSE)
}

/// The outermost element that is marked as the article, and the innermost that holds it.
fn find(tree: &Tree, hints: &[Hint], weights: &[Weight]) -> (usize, usize) {
    let prose = |index: usize| weights.get(index).map_or(0, |w| w.prose);
    // Of the elements inside each, the one with the most prose, and how many could be an article as well.
    let mut heaviest = vec![ROOT as u32; tree.elements.len()];
    let mut rivals = vec![0_u32; tree.elements.len()];
    for (index, element) in tree.elements.iter().enumerate().skip(ROOT + 1) {
        let around = element.parent();
        if let Some(slot) = heaviest.get_mut(around)
            && (*slot == ROOT as u32 || prose(index) > prose(*slot as usize))
        {
            *slot = index as u32;
        }
        let weighs = f64::from(prose(index)) >= RIVAL_SHARE * f64::from(prose(around));
        if let Some(count) =
            rivals.get_mut(around).filter(|_| weighs && hints.get(index) == Some(&Hint::Content))
        {
            *count += 1;
        }
    }
    // Lines begin and end with blocks: only a block can be the article.
    let (mut root, mut block) = (ROOT, ROOT);
    let mut outer = None;
    while let Some(&best) = heaviest.get(root).filter(|&&best| best as usize != ROOT) {
        let best = best as usize;
        let Some(element) = tree.elements.get(best) else { break };
        if prose(root) == 0 {
            break;
        }
        let share = f64::from(prose(best)) / f64::from(prose(root));
        let said = hints.get(best) == Some(&Hint::Content);
        let alone = rivals.get(root).is_some_and(|&count| count <= 1);
        let container = CONTAINERS.contains(&element.tag.name());
        let enough = match (said, outer) {
            (true, None) => share >= ARTICLE_SHARE && alone,
            (true, Some(_)) => share >= INNER_SHARE,
            // A wrapper with no name of its own may stand between the article and its text.
            (false, _) => share >= BARE_SHARE && prose(root) - prose(best) <= BARE_REST,
        };
        if !container || !enough {
            break;
        }
        if said && outer.is_none() {
            outer = Some(best);
        }
        root = best;
        if element.tag.flow() == Flow::Block {
            block = best;
        }
    }
    (outer.unwrap_or(block), block)
}

/// Adds to `noise` the blocks that are noise only at either end of the article: author boxes, dates, tags; and, where
/// nothing but its text shows which part of the page is the article, blocks of links.
fn edges(tree: &Tree, hints: &[Hint], weights: &[Weight], root: usize, noise: &mut [bool]) {
    let whole = weights.get(root).copied().unwrap_or_default();
    let marked = hints.get(root) == Some(&Hint::Content);
    for (index, element) in tree.elements.iter().enumerate() {
        let (Some(weight), Some(slot)) = (weights.get(index), noise.get_mut(index)) else { continue };
        let leading = weight.before <= whole.before;
        let trailing = weight.before + weight.prose >= whole.before + whole.prose;
        if !(leading || trailing) || index == root {
            continue;
        }
        let text = f64::from((weight.plain + weight.linked).max(1));
        let dense = f64::from(weight.linked) / text > LINK_SHARE && weight.links >= FEWEST_LINKS;
        let links = !marked
            && dense
            && matches!(element.tag.name(), "ul" | "ol" | "div" | "p" | "td" | "table" | "section");
        *slot |= hints.get(index) == Some(&Hint::Edge) || links;
    }
}

/// Whether a paragraph between the beginning of the article and that of its body is its lead.
fn is_lead(tree: &Tree, weights: &[Weight], outer: usize, root: usize, index: usize) -> bool {
    let (Some(element), Some(around), Some(body)) =
        (tree.elements.get(index), tree.elements.get(outer), tree.elements.get(root))
    else {
        return false;
    };
    let weight = weights.get(index).copied().unwrap_or_default();
    outer != root
        && element.events().start > around.events().start
        && element.events().end < body.events().start
        && matches!(element.tag.name(), "p" | "blockquote" | "h2")
        && weight.prose >= LEAD
        && weight.prose > weight.linked
}
