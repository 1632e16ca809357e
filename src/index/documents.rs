//! Sets of documents: a bit for each document of an index.

use super::Segment;
use fixedbitset::FixedBitSet;
use tantivy::DocId;

/// The documents of a set that has a bit for each, in order.
pub fn documents(docs: &FixedBitSet) -> impl Iterator<Item = DocId> + '_ {
    docs.ones().map(|doc| doc as DocId)
}

/// The documents of a set that lie in a segment, in order, numbered as there.
pub(crate) fn documents_in<'d>(docs: &'d FixedBitSet, segment: &Segment) -> impl Iterator<Item = DocId> + 'd {
    let (base, end) = (segment.base as usize, (segment.base + segment.entry().docs) as usize);
    let blocks = docs.as_slice().get(base / BITS..end.div_ceil(BITS)).unwrap_or_default();
    let own = blocks.iter().enumerate().flat_map(move |(at, &block)| {
        let first = (base / BITS + at) * BITS;
        let block = if first < base { block & usize::MAX << (base - first) } else { block };
        ones_of(if end - first < BITS { block & !(usize::MAX << (end - first)) } else { block }, first)
    });
    own.map(move |doc| (doc - base) as DocId)
}

/// The bits of a block of a set that begins at `first`, in order.
fn ones_of(mut block: usize, first: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let one = (block != 0).then(|| first + block.trailing_zeros() as usize)?;
        block &= block - 1;
        Some(one)
    })
}

/// Bits in a block of a set.
pub(crate) const BITS: usize = usize::BITS as usize;

/// Adds documents in order, numbered from `base`, to a set that has a bit for each: those of one block at once.
pub(crate) fn insert(docs: &mut FixedBitSet, base: DocId, row: &[DocId]) {
    let blocks = docs.as_mut_slice();
    let (mut block, mut bits) = (0, 0);
    for doc in row {
        let doc = (base + doc) as usize;
        if doc / BITS != block {
            blocks[block] |= bits;
            (block, bits) = (doc / BITS, 0);
        }
        bits |= 1 << (doc % BITS);
    }
    if let Some(last) = blocks.get_mut(block) {
        *last |= bits;
    }
}
