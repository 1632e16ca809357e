import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;
import org.opensearch.transport.TransportService;

/**
 * One node of a cluster on loopback: {@code ClusterNode HOME NAME HTTP_PORT MASTERS}. Its data is in HOME; HTTP_PORT 0 takes
 * a free port. When it listens it writes {@code HOME/ports}: the HTTP port and the transport port. Other nodes are found by
 * {@code HOME/config/unicast_hosts.txt}, which is read again and again. It ends when its standard input does.
 */
final class ClusterNode extends Node {
    private ClusterNode(Settings settings, Path config) {
        super(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "node"),
            List.of(Netty4Plugin.class, CommonAnalysisPlugin.class),
            false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path config = Files.createDirectories(home.resolve("config"));
        Settings settings = Settings.builder()
            .put("cluster.name", "recaps-tests")
            .put("node.name", arguments[1])
            .put("path.home", home.toString())
            .put("path.data", home.resolve("data").toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", "0")
            .put("discovery.seed_providers", "file")
            .putList("cluster.initial_cluster_manager_nodes", arguments[3].split(","))
            // A full disk of the machine is no matter of these tests.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        ClusterNode node = new ClusterNode(settings, config);
        node.start();
        publish(home, node);
        while (System.in.read() >= 0) {
            continue;
        }
        // Whoever started it is gone, and nothing here is to be kept.
        remove(home);
        Runtime.getRuntime().halt(0);
    }

    /** Removes a folder as far as it goes: the node still runs in it. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (UncheckedIOException gone) {
            // A file went while it was listed.
        }
    }

    /** Says where the node listens: whole or not at all. */
    private static void publish(Path home, Node node) throws IOException {
        int http = port(node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress());
        int transport = port(node.injector().getInstance(TransportService.class).boundAddress().publishAddress());
        Path beside = home.resolve("ports.new");
        Files.writeString(beside, http + " " + transport + "\n");
        Files.move(beside, home.resolve("ports"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int port(TransportAddress address) {
        return address.getPort();
    }
}
