//! Many rows: made on several threads, written in order, with little in memory at any time.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Items that a thread takes at once: so many are no work for two.
pub const CHUNK: usize = 64;
/// Bytes that a thread hands over at once, or more where one row has more.
const PIECE: usize = 128 << 10;
/// Bytes of the first piece of a thread, so that the reader sees the first rows at once; each piece after it is twice as
/// large.
const FIRST: usize = 4 << 10;
/// The last row of a piece goes beyond it: there is room for this part of a piece more.
const ROOM: usize = 8;
/// Pieces of a thread that wait to be written.
const WAITING: usize = 2;

/// What a thread made, and whether its items are done.
type Piece<E> = Result<(Vec<u8>, bool), E>;

/// Writes what `row` makes of each of `items`, in their order. Each of up to `threads` threads works with what `start` gives
/// it.
///
/// # Errors
/// The first one of `start`, `row` or `out`, in the order of the items.
pub fn write<T, S, E>(
    out: &mut impl Write,
    items: &[T],
    threads: usize,
    start: impl Fn() -> Result<S, E> + Sync,
    row: impl Fn(&mut S, usize, &T, &mut Vec<u8>) -> Result<(), E> + Sync,
) -> Result<(), E>
where
    T: Sync,
    E: From<io::Error> + Send,
{
    let threads = threads.min(items.len().div_ceil(CHUNK));
    if threads < 2 {
        return alone(out, items, &start, &row);
    }
    std::thread::scope(|scope| {
        let mut made: Vec<Receiver<Piece<E>>> = Vec::with_capacity(threads);
        let mut making = Vec::with_capacity(threads);
        let (start, row) = (&start, &row);
        for thread in 0..threads {
            let (sender, receiver) = sync_channel(WAITING);
            let work = move || make(items, thread, threads, start, row, &sender);
            match std::thread::Builder::new().spawn_scoped(scope, work) {
                Ok(thread) => {
                    made.push(receiver);
                    making.push(thread);
                }
                // Without another thread, all rows are made here. The threads that began stop, because their channel is closed.
                Err(_) => return alone(out, items, start, row),
            }
        }
        for chunk in 0..items.len().div_ceil(CHUNK) {
            // A thread that ended without a result has panicked: nothing may follow its last row.
            loop {
                let Ok(piece) = made[chunk % threads].recv() else {
                    drop(made);
                    let panic = making.swap_remove(chunk % threads).join().err();
                    std::panic::resume_unwind(panic.unwrap_or_else(|| Box::new("a thread ended too soon")));
                };
                let (bytes, is_done) = piece?;
                out.write_all(&bytes)?;
                if is_done {
                    break;
                }
            }
        }
        Ok(())
    })
}

/// Makes and writes all on this thread.
fn alone<T, S, E: From<io::Error>>(
    out: &mut impl Write,
    items: &[T],
    start: &impl Fn() -> Result<S, E>,
    row: &impl Fn(&mut S, usize, &T, &mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let mut state = start()?;
    let mut bytes = Vec::new();
    for (at, item) in items.iter().enumerate() {
        row(&mut state, at, item, &mut bytes)?;
        out.write_all(&bytes)?;
        bytes.clear();
    }
    Ok(())
}

/// Makes the rows of every chunk that is this thread's, until the receiver is gone.
fn make<T, S, E>(
    items: &[T],
    thread: usize,
    threads: usize,
    start: &impl Fn() -> Result<S, E>,
    row: &impl Fn(&mut S, usize, &T, &mut Vec<u8>) -> Result<(), E>,
    made: &SyncSender<Piece<E>>,
) {
    let mut state = match start() {
        Ok(state) => state,
        Err(error) => return drop(made.send(Err(error))),
    };
    let mut piece = FIRST;
    for (chunk, own) in items.chunks(CHUNK).enumerate().skip(thread).step_by(threads) {
        let mut bytes = Vec::with_capacity(piece + piece / ROOM);
        for (at, item) in own.iter().enumerate() {
            if let Err(error) = row(&mut state, chunk * CHUNK + at, item, &mut bytes) {
                return drop(made.send(Err(error)));
            }
            if bytes.len() >= piece {
                piece = PIECE.min(piece * 2);
                let full = std::mem::replace(&mut bytes, Vec::with_capacity(piece + piece / ROOM));
                if made.send(Ok((full, false))).is_err() {
                    return;
                }
            }
        }
        if made.send(Ok((bytes, true))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(items: usize, threads: usize, fails_at: Option<usize>) -> (String, bool) {
        let items: Vec<usize> = (0..items).collect();
        let mut out = Vec::new();
        let row = |rows: &mut usize, at: usize, item: &usize, bytes: &mut Vec<u8>| -> io::Result<()> {
            *rows += 1;
            assert_eq!(at, *item);
            if fails_at == Some(at) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            // Some rows are longer than a piece.
            let length = if at.is_multiple_of(97) { PIECE + 1 } else { at % 7 };
            bytes.extend(std::iter::repeat_n(b'a' + (at % 26) as u8, length));
            Ok(())
        };
        let is_whole = write(&mut out, &items, threads, || Ok(0), row).is_ok();
        (String::from_utf8(out).expect("letters"), is_whole)
    }

    #[test]
    fn rows_come_in_order_however_many_threads_make_them() {
        for items in [0, 1, 63, 64, 65, 1000] {
            let alone = written(items, 1, None);
            for threads in [2, 3, 8] {
                assert_eq!(written(items, threads, None), alone, "{items} {threads}");
            }
        }
    }

    #[test]
    fn a_panic_ends_the_rows_as_an_error_does() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 3] {
            let mut out = Vec::new();
            let row = |(): &mut (), _, item: &usize, bytes: &mut Vec<u8>| -> io::Result<()> {
                assert!(*item != 700, "row {item}");
                writeln!(bytes, "{item}")
            };
            let error = crate::panics::caught(None, || Ok(write(&mut out, &items, threads, || Ok(()), row)));
            assert!(error.expect_err("a panic").to_string().contains("row 700"), "{threads}");
            let text = String::from_utf8(out).expect("digits");
            let whole: String = items.iter().map(|item| format!("{item}\n")).collect();
            assert!(whole.starts_with(&text) && text.lines().count() <= 700, "{threads}: {text}");
        }
    }

    #[test]
    fn an_error_ends_the_rows_and_is_reported() {
        for threads in [1, 2, 3] {
            let (text, is_whole) = written(1000, threads, Some(700));
            assert!(!is_whole, "{threads}");
            let (whole, _) = written(1000, 1, None);
            assert!(whole.starts_with(&text), "{threads}");
        }
    }
}
