package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An embedded cluster in a process of its own, so that its heap and threads are not those of what is measured. */
record ClusterProcess(Process process, Path kubeconfig) implements AutoCloseable {

    /** Starts one with so many ConfigMaps {@code vela-bench-<number>} in it. */
    static ClusterProcess start(Path directory, int objects) throws IOException {
        Path kubeconfig = directory.resolve("kubeconfig");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterProcess.class.getName(),
                        kubeconfig.toString(),
                        Integer.toString(objects))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"up".equals(out.readLine())) {
            process.destroyForcibly();
            throw new IOException("the cluster did not come up");
        }
        return new ClusterProcess(process, kubeconfig);
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedCluster cluster = EmbeddedCluster.start("bench")) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                object.put("apiVersion", "v1").put("kind", "ConfigMap");
                object.putObject("metadata").put("name", "vela-bench-" + i).put("namespace", "default");
                object.putObject("data").put("phase", "Pending");
                cluster.load(object);
            }
            cluster.writeKubeconfig(Path.of(arguments[0]));
            System.out.println("up");
            // until whoever started it is gone
            while (System.in.read() >= 0) {}
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
