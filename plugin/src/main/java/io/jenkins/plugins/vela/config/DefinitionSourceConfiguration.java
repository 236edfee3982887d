package io.jenkins.plugins.vela.config;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import java.io.IOException;
import java.util.Map;

/** Where an administrator's step definitions come from. */
public abstract class DefinitionSourceConfiguration extends AbstractDescribableImpl<DefinitionSourceConfiguration>
        implements ExtensionPoint {

    /**
     * Reads the source now.
     *
     * @return the texts of its files by their names, see {@link DefinitionTexts#isOne}
     * @throws IOException when the source cannot be reached
     */
    protected abstract Map<String, String> read() throws IOException, InterruptedException;

    /** Whether the source is elsewhere: it is read anew now and then, and what was read last is kept for when it is away. */
    protected abstract boolean isRemote();

    /** What messages call the source; the same for the same place. */
    public abstract String describe();
}
