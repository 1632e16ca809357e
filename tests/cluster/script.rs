//! A server that follows a script: faults that no real cluster plays.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What becomes of one question.
#[derive(Clone)]
pub enum Act {
    /// A status and a body.
    Answer(u16, String),
    /// The same, and nothing after it.
    Last(u16, String),
    /// A status that leads to another address.
    Redirect(u16, String),
    /// A body that does not end.
    Endless,
    /// A packed body that is short, and unpacks to gigabytes.
    Bomb,
    /// Headers, a letter at a time.
    SlowHeaders,
    /// Headers that do not end.
    EndlessHeaders,
    /// Half of what was promised.
    BreakOff,
    /// Nothing at all.
    Silence,
}

/// A server on loopback, until it is dropped.
pub struct Script {
    port: u16,
    questions: Arc<Mutex<Vec<String>>>,
    is_over: Arc<AtomicBool>,
}

impl Script {
    /// One that does with each question, by its number, what `act` says.
    pub fn new(act: impl Fn(usize) -> Act + Send + Sync + 'static) -> Script {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let questions = Arc::new(Mutex::new(Vec::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let (heard, over) = (Arc::clone(&questions), Arc::clone(&is_over));
        let (act, asked) = (Arc::new(act), Arc::new(AtomicUsize::new(0)));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let (act, asked) = (Arc::clone(&act), Arc::clone(&asked));
                let (heard, over) = (Arc::clone(&heard), Arc::clone(&over));
                std::thread::spawn(move || serve(&stream, &*act, &asked, &heard, &over));
            }
        });
        Script { port, questions, is_over }
    }

    /// Its host and port.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.host())
    }

    /// The address of an index.
    pub fn index(&self) -> String {
        format!("{}/index", self.url())
    }

    /// What it was asked: the heads of all questions.
    pub fn questions(&self) -> Vec<String> {
        self.questions.lock().expect("questions").clone()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // It waits for whoever comes next.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Serves a connection.
fn serve(
    mut stream: &TcpStream,
    act: &dyn Fn(usize) -> Act,
    asked: &AtomicUsize,
    heard: &Mutex<Vec<String>>,
    over: &AtomicBool,
) {
    let mut reader = BufReader::new(stream);
    while let Some(head) = question(&mut reader) {
        heard.lock().expect("questions").push(head);
        let done = match act(asked.fetch_add(1, Ordering::Relaxed)) {
            Act::Answer(status, body) => respond(stream, status, "", body.as_bytes()),
            Act::Last(status, body) => {
                let _ = respond(stream, status, "connection: close\r\n", body.as_bytes());
                let _ = stream.shutdown(std::net::Shutdown::Both);
                return;
            }
            Act::Redirect(status, to) => respond(stream, status, &format!("location: {to}\r\n"), b""),
            Act::Endless => {
                let begun = stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
                repeat(stream, begun, b"8\r\n[[[[[[[[\r\n", Duration::ZERO, over)
            }
            Act::Bomb => bomb(stream),
            Act::SlowHeaders => {
                let begun = stream.write_all(b"HTTP/1.1 200 OK\r\nx-slow: ");
                repeat(stream, begun, b"x", Duration::from_millis(100), over)
            }
            Act::EndlessHeaders => {
                let begun = stream.write_all(b"HTTP/1.1 200 OK\r\n");
                repeat(stream, begun, b"x-more: and more and more and more\r\n", Duration::ZERO, over)
            }
            Act::BreakOff => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"half\":");
                let _ = stream.shutdown(std::net::Shutdown::Both);
                return;
            }
            Act::Silence => {
                while !over.load(Ordering::Relaxed) {
                    std::thread::sleep(Duration::from_millis(20));
                }
                return;
            }
        };
        if done.is_err() {
            return;
        }
    }
}

/// The head of the next question; its body is read over.
fn question(reader: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    loop {
        let start = head.len();
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
        if head[start..].trim().is_empty() {
            break;
        }
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
    });
    std::io::copy(&mut reader.take(length.unwrap_or(0)), &mut std::io::sink()).ok()?;
    Some(head)
}

fn respond(mut stream: &TcpStream, status: u16, headers: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

/// Writes the same again and again, until nobody listens.
fn repeat(
    mut stream: &TcpStream,
    begun: std::io::Result<()>,
    piece: &[u8],
    pause: Duration,
    over: &AtomicBool,
) -> std::io::Result<()> {
    begun?;
    while !over.load(Ordering::Relaxed) {
        stream.write_all(piece)?;
        std::thread::sleep(pause);
    }
    Ok(())
}

/// A packed body: a megabyte of spaces that forgets what came before, so that it can follow itself a thousand times.
fn bomb(mut stream: &TcpStream) -> std::io::Result<()> {
    const PIECE: usize = 1 << 20;
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut packer = flate2::Compress::new(flate2::Compression::fast(), false);
    let mut piece = Vec::with_capacity(PIECE);
    let packed = packer.compress_vec(&vec![b' '; PIECE], &mut piece, flate2::FlushCompress::Full);
    packed.map_err(std::io::Error::other)?;
    let length = HEAD.len() + 1024 * piece.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&HEAD)?;
    (0..1024).try_for_each(|_| stream.write_all(&piece))
}
