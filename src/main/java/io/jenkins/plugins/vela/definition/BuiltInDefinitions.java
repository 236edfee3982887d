package io.jenkins.plugins.vela.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The library that comes with the engine: class path resources {@code vela/definitions/<type>.cue}. A definition is read
 * when somebody asks for its type; only {@link #types()} looks at the whole folder.
 */
public final class BuiltInDefinitions implements DefinitionSource {
    private static final String FOLDER = "vela/definitions/";
    private static final String SUFFIX = ".cue";
    private static final Pattern TYPE = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private final ClassLoader loader;
    private final Map<String, Optional<StepDefinition>> read = new ConcurrentHashMap<>();

    public BuiltInDefinitions() {
        this(BuiltInDefinitions.class.getClassLoader());
    }

    BuiltInDefinitions(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public Optional<StepDefinition> find(String type) {
        // the type becomes part of a resource path and must not lead out of the folder
        return TYPE.matcher(type).matches() ? read.computeIfAbsent(type, this::load) : Optional.empty();
    }

    private Optional<StepDefinition> load(String type) {
        String resource = FOLDER + type + SUFFIX;
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            return stream == null
                    ? Optional.empty()
                    : DefinitionFile.read(type + SUFFIX, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    @Override
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        try {
            Enumeration<URL> folders = loader.getResources(FOLDER);
            while (folders.hasMoreElements()) {
                list(folders.nextElement(), types);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FOLDER, unreadable);
        }
        return Collections.unmodifiableSet(types);
    }

    private static void list(URL folder, Set<String> types) throws IOException {
        if (folder.getProtocol().equals("file")) {
            try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
                files.forEach(file -> add(file.getFileName().toString(), types));
            }
            return;
        }
        URLConnection connection = folder.openConnection();
        if (connection instanceof JarURLConnection inJar) {
            // the cached JarFile belongs to the class loader: reading its directory costs nothing, closing it would
            // harm
            JarFile jar = inJar.getJarFile();
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.startsWith(FOLDER)) {
                    add(name.substring(FOLDER.length()), types);
                }
            }
        }
    }

    private static void add(String file, Set<String> types) {
        String type = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
        if (TYPE.matcher(type).matches()) {
            types.add(type);
        }
    }
}
