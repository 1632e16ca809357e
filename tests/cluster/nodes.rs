//! Three OpenSearch nodes on loopback, three processes of their own, shared by all trials of this program.
//!
//! The server comes from Maven (`nodes/pom.xml`), each node is `nodes/ClusterNode.java`. A node ends, and removes its data, when
//! its standard input does, so none outlives the program, however that ends.

#![allow(dead_code, unreachable_pub, reason = "each program uses its part")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

/// How many nodes.
pub const NODES: usize = 3;
/// Memory of a node.
const HEAP: &str = "-Xmx512m";
/// How long the nodes may take to become a cluster.
const PATIENCE: Duration = Duration::from_secs(180);
/// Pause before the nodes are looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Who takes a node away is alone meanwhile.
static CALM: RwLock<()> = RwLock::new(());

/// A trial that needs all nodes.
pub fn calm() -> RwLockReadGuard<'static, ()> {
    CALM.read().unwrap_or_else(PoisonError::into_inner)
}

/// A trial that takes nodes away.
pub fn alone() -> RwLockWriteGuard<'static, ()> {
    CALM.write().unwrap_or_else(PoisonError::into_inner)
}

/// A cluster.
pub struct Nodes {
    folder: PathBuf,
    classpath: String,
    nodes: Mutex<Vec<Node>>,
}

/// One node.
struct Node {
    process: Child,
    http: u16,
    transport: u16,
}

/// The cluster of this program; started when it is first asked for.
pub fn nodes() -> &'static Nodes {
    static CLUSTER: OnceLock<Nodes> = OnceLock::new();
    CLUSTER.get_or_init(Nodes::start)
}

impl Nodes {
    fn start() -> Nodes {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cluster-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let cluster = Nodes { folder, classpath: classpath(), nodes: Mutex::default() };
        let started: Vec<Child> = (0..NODES).map(|at| cluster.launch(at, 0)).collect();
        for (at, process) in started.into_iter().enumerate() {
            let (http, transport) = cluster.ports(at);
            cluster.nodes.lock().expect("nodes").push(Node { process, http, transport });
            cluster.introduce();
        }
        cluster.wait_for(NODES);
        cluster
    }

    /// The address of an index of the cluster, with all of its nodes.
    pub fn index(&self, name: &str) -> String {
        let nodes = self.nodes.lock().expect("nodes");
        let hosts: Vec<String> = nodes.iter().map(|node| format!("127.0.0.1:{}", node.http)).collect();
        format!("http://{}/{name}", hosts.join(","))
    }

    /// The host and port of a node.
    pub fn host(&self, at: usize) -> String {
        format!("127.0.0.1:{}", self.nodes.lock().expect("nodes")[at].http)
    }

    /// Asks a node, past the program that is tried.
    pub fn ask(&self, at: usize, method: &str, path: &str, body: Option<&Value>) -> Value {
        self.try_ask(at, method, path, body).expect("an answer")
    }

    /// The same with lines of JSON.
    pub fn send(&self, at: usize, path: &str, lines: &str) -> Value {
        self.exchange(at, "POST", path, lines).expect("an answer")
    }

    fn try_ask(&self, at: usize, method: &str, path: &str, body: Option<&Value>) -> Option<Value> {
        self.exchange(at, method, path, &body.map(Value::to_string).unwrap_or_default())
    }

    fn exchange(&self, at: usize, method: &str, path: &str, body: &str) -> Option<Value> {
        let port = self.nodes.lock().expect("nodes")[at].http;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("http://127.0.0.1:{port}{path}"))
            .header("content-type", "application/json");
        let request = request.body(body.to_owned()).expect("a request");
        let mut response = agent.run(request).ok()?;
        serde_json::from_str(&response.body_mut().read_to_string().ok()?).ok()
    }

    /// Kills a node as a failing machine would.
    pub fn kill(&self, at: usize) {
        let process = &mut self.nodes.lock().expect("nodes")[at].process;
        process.kill().expect("a node to kill");
        process.wait().expect("a node that ended");
    }

    /// Starts a node that was killed, with its data and its HTTP port, and waits until it belongs to the cluster.
    pub fn revive(&self, at: usize) {
        let http = self.nodes.lock().expect("nodes")[at].http;
        fs::remove_file(self.home(at).join("ports")).expect("ports of a node");
        let process = self.launch(at, http);
        let (http, transport) = self.ports(at);
        self.nodes.lock().expect("nodes")[at] = Node { process, http, transport };
        self.introduce();
        self.wait_for(NODES);
    }

    fn home(&self, at: usize) -> PathBuf {
        self.folder.join(format!("node-{at}"))
    }

    fn launch(&self, at: usize, http: u16) -> Child {
        let home = self.home(at);
        fs::create_dir_all(home.join("config")).expect("a folder");
        if http == 0 {
            fs::write(home.join("config/unicast_hosts.txt"), "").expect("a list of nodes");
        }
        let log = fs::File::create(self.folder.join(format!("node-{at}.log"))).expect("a log");
        let names: Vec<String> = (0..NODES).map(|at| format!("node-{at}")).collect();
        Command::new("java")
            .args([HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-cp", &self.classpath])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/nodes/ClusterNode.java"))
            .args([home.as_os_str(), names[at].as_ref(), http.to_string().as_ref(), names.join(",").as_ref()])
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a log"))
            .stderr(log)
            .spawn()
            .expect("java")
    }

    /// The ports of a node, once it listens.
    fn ports(&self, at: usize) -> (u16, u16) {
        let since = Instant::now();
        loop {
            if let Ok(line) = fs::read_to_string(self.home(at).join("ports"))
                && let Some((http, transport)) = line.trim().split_once(' ')
            {
                return (http.parse().expect("a port"), transport.parse().expect("a port"));
            }
            let log = self.folder.join(format!("node-{at}.log"));
            assert!(since.elapsed() < PATIENCE, "no node: {}", fs::read_to_string(log).unwrap_or_default());
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// Tells every node where the others are.
    fn introduce(&self) {
        let nodes = self.nodes.lock().expect("nodes");
        let hosts: String = nodes.iter().map(|node| format!("127.0.0.1:{}\n", node.transport)).collect();
        for at in 0..NODES {
            fs::write(self.home(at).join("config/unicast_hosts.txt"), &hosts).expect("a list of nodes");
        }
    }

    /// Waits until so many nodes are one cluster, with every shard that there is at work.
    fn wait_for(&self, nodes: usize) {
        let since = Instant::now();
        let path = format!("/_cluster/health?wait_for_nodes={nodes}&wait_for_status=green&timeout=5s");
        let mut at = 0;
        loop {
            at = (at + 1) % NODES;
            let health = self.try_ask(at, "GET", &path, None).unwrap_or_default();
            if health["number_of_nodes"] == nodes && health["status"] == "green" {
                return;
            }
            assert!(since.elapsed() < PATIENCE, "no cluster: {health}");
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

/// What the server consists of: Maven brings it, once for all programs of this target folder.
fn classpath() -> String {
    let pom = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/nodes/pom.xml");
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cluster.classpath");
    let written = |file: &Path| fs::metadata(file).and_then(|file| file.modified()).ok();
    let is_new = written(&kept).zip(written(&pom)).is_some_and(|(kept, pom)| kept > pom);
    let read = || fs::read_to_string(&kept).expect("a list of archives").trim().to_owned();
    if is_new && read().split(':').all(|archive| Path::new(archive).is_file()) {
        return read();
    }
    let status = Command::new("mvn")
        .args(["--quiet", "--batch-mode", "--file"])
        .arg(&pom)
        .arg("dependency:build-classpath")
        .arg(format!("-Dmdep.outputFile={}", kept.display()))
        .status()
        .expect("Maven");
    assert!(status.success(), "Maven could not bring the server");
    read()
}
