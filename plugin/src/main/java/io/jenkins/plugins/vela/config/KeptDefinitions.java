package io.jenkins.plugins.vela.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Util;
import hudson.util.AtomicFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What remote sources held when they were read last, so that a controller which starts while one is away has its steps
 * nevertheless. Definitions are no secrets.
 */
final class KeptDefinitions {
    private static final Logger LOGGER = Logger.getLogger(KeptDefinitions.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIRECTORY = "vela-definitions";

    private KeptDefinitions() {}

    static void keep(String place, Map<String, String> texts) {
        Path file = file(place);
        try {
            if (find(place).filter(texts::equals).isPresent()) {
                return;
            }
            Files.createDirectories(file.resolveSibling(""));
            try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
                writer.write(JSON.writeValueAsString(texts));
                writer.commit();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the definitions of " + place + " are not kept", e);
        }
    }

    static Optional<Map<String, String>> find(String place) {
        Path file = file(place);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {}));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the kept definitions of " + place + " cannot be read", e);
            return Optional.empty();
        }
    }

    private static Path file(String place) {
        return Jenkins.get().getRootDir().toPath().resolve(DIRECTORY).resolve(Util.getDigestOf(place) + ".json");
    }
}
