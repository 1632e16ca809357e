//! Work on many things, spread over threads.

use std::thread::{Builder, scope};

/// What `work` makes of parts of the items, in their order. Up to `threads` threads take a part each; where one cannot be had, or fails,
/// its part is worked on here.
pub(crate) fn spread<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    let mut parts = items.chunks(items.len().div_ceil(threads.max(1)).max(1));
    let Some(first) = parts.next() else { return Vec::new() };
    let work = &work;
    scope(|scope| {
        let others: Vec<_> =
            parts.map(|part| (part, Builder::new().spawn_scoped(scope, move || work(part)))).collect();
        let mut made = vec![work(first)];
        made.extend(others.into_iter().map(|(part, other)| {
            let made = other.ok().and_then(|other| other.join().ok());
            made.unwrap_or_else(|| work(part))
        }));
        made
    })
}
