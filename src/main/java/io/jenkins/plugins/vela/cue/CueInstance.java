package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.export.Definition;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A package with data files beside it, as the reference's commands put them together.
 *
 * @param files the package and the data
 * @param options how to compile
 * @param schema an expression that the data is unified with, instead of the whole package
 * @param place where in the package the data goes
 */
public record CueInstance(CueFiles files, CueOptions options, Optional<String> schema, CuePath place) {
    private static final CuePath CHECKED = new CuePath(List.of(new CuePath.Special("_schema_")));

    /**
     * The package and all data in one value.
     *
     * @throws CueException when something does not compile
     */
    public CueValue merged() {
        return value(files.data());
    }

    /**
     * The package with each document of the data by itself; the package alone where there is no data.
     *
     * @throws CueException when something does not compile
     */
    public List<CueValue> separate() {
        List<CueValue> values = new ArrayList<>();
        for (CueSource source : files.data()) {
            for (CueSource document : source.documents()) {
                values.add(value(List.of(document)));
            }
        }
        return values.isEmpty() ? List.of(value(List.of())) : values;
    }

    /**
     * The files of the package put into one, nothing evaluated; what {@code cue def} prints.
     *
     * @throws CueException when a file does not parse
     */
    public String definition() {
        List<File> parsed = new ArrayList<>();
        for (CueSource source : files.cue()) {
            try {
                parsed.add(Parser.parseFile(Source.of(source.name(), source.text())));
            } catch (SyntaxException e) {
                throw new CueException(e.errors().stream().map(Errors::syntax).toList());
            }
        }
        return Definition.of(parsed);
    }

    private CueValue value(List<CueSource> data) {
        List<CueSource> sources = new ArrayList<>(files.cue());
        CuePath target = place;
        if (schema.isPresent()) {
            sources.add(new CueSource("--schema", CHECKED + ": (" + schema.get() + ")"));
            target = CHECKED.append(place);
        }
        for (CueSource source : data) {
            sources.add(source.at(target));
        }
        CueValue whole = Cue.compile(options, sources.toArray(CueSource[]::new)).evaluate();
        return schema.isPresent() ? whole.lookup(CHECKED).asRoot() : whole;
    }
}
