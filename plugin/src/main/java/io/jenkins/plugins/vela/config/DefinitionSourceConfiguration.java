package io.jenkins.plugins.vela.config;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import java.io.IOException;
import java.util.function.Consumer;

/** Where an administrator's step definitions come from. */
public abstract class DefinitionSourceConfiguration extends AbstractDescribableImpl<DefinitionSourceConfiguration>
        implements ExtensionPoint {

    /**
     * Reads the source now.
     *
     * @param problems receives what is wrong with single definitions, one sentence each; the others count
     * @throws IOException when the source cannot be reached
     */
    protected abstract DefinitionSource load(Consumer<String> problems) throws IOException;

    /** What messages call the source; the same for the same place. */
    public abstract String describe();
}
