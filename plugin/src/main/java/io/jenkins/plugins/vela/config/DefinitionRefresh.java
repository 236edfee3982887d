package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.util.concurrent.TimeUnit;

/** Reads remote definitions anew, as often as the administrator wants. */
@Extension
public final class DefinitionRefresh extends AsyncPeriodicWork {
    private long last = System.nanoTime();

    public DefinitionRefresh() {
        super("Reading workflow step definitions");
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    protected void execute(TaskListener listener) {
        int minutes = VelaConfiguration.get().getRefreshMinutes();
        boolean remote = VelaConfiguration.get().getDefinitionSources().stream()
                .anyMatch(DefinitionSourceConfiguration::isRemote);
        if (minutes > 0 && remote && System.nanoTime() - last >= TimeUnit.MINUTES.toNanos(minutes)) {
            last = System.nanoTime();
            DefinitionSources.get().refreshRemote();
        }
    }
}
