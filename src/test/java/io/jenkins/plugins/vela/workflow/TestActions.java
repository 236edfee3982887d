package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider {@code vela/test} whose world is in the test's hands: it counts what it performs and answers what it is told.
 */
final class TestActions implements ActionProvider {

    /** What was performed, as {@code action name}. */
    final List<String> performed = new CopyOnWriteArrayList<>();

    /** What {@code #Get} answers, by name. */
    final Map<String, JsonNode> world = new ConcurrentHashMap<>();

    /** How often {@code #Flaky} still fails, by name. */
    final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** Actions at the gate, {@code #Slow} waits here. */
    final Gate gate = new Gate();

    /** Called between the intent of an effect and the effect. */
    volatile Runnable beforeEffect = () -> {};

    @Override
    public String name() {
        return "test";
    }

    @Override
    public List<CueSource> facade() {
        StringBuilder text = new StringBuilder("package test\n");
        for (String name : List.of("Post", "Put", "Get", "Flaky", "Refused", "Slow", "Secret", "Shaky", "Unsure")) {
            text.append(String.format(
                    "#%s: {#do: \"%s\", #provider: \"test\", $params: {name: string, value?: _}, $returns?: _}\n",
                    name, name.toLowerCase(Locale.ROOT)));
        }
        return List.of(new CueSource("test.cue", text.toString()));
    }

    @Override
    public Set<String> actions() {
        return Set.of("post", "put", "get", "flaky", "refused", "slow", "secret", "shaky", "unsure");
    }

    @Override
    public Nature nature(ActionCall call) {
        return switch (call.action()) {
            case "post", "refused", "unsure" -> Nature.EFFECT_ONCE;
            case "put", "flaky", "slow" -> Nature.EFFECT_IDEMPOTENT;
            default -> Nature.OBSERVATION;
        };
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        String name = call.params().path("name").asText();
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        switch (call.action()) {
            case "get" -> {
                performed.add("get " + name);
                return new Outcome.Done(
                        result.set("value", world.getOrDefault(name, JsonNodeFactory.instance.objectNode())), false);
            }
            case "shaky" -> {
                if (failures.containsKey(name) && failures.get(name).getAndDecrement() > 0) {
                    performed.add("fail " + name);
                    return new Outcome.Retry(ActionError.transientError("no route to host"), Optional.empty());
                }
                performed.add("get " + name);
                return new Outcome.Done(
                        result.set("value", world.getOrDefault(name, JsonNodeFactory.instance.objectNode())), false);
            }
            case "secret" -> {
                return new Outcome.Done(result.put("value", "geheim-" + name), true);
            }
            case "flaky" -> {
                if (failures.containsKey(name) && failures.get(name).getAndDecrement() > 0) {
                    performed.add("fail " + name);
                    return new Outcome.Retry(ActionError.transientError("connection reset"), Optional.empty());
                }
            }
            case "unsure" -> {
                if (failures.containsKey(name) && failures.get(name).getAndDecrement() > 0) {
                    performed.add("fail " + name);
                    return new Outcome.MayHaveHappened(ActionError.definite("no answer; it may have happened"));
                }
            }
            case "refused" -> {
                return new Outcome.Failed(ActionError.definite("forbidden"));
            }
            case "slow" -> gate.pass();
            default -> {
                // an effect like the others
            }
        }
        context.aboutToSend(result);
        beforeEffect.run();
        performed.add(call.action() + " " + name);
        ObjectNode done = JsonNodeFactory.instance.objectNode();
        done.put("key", context.idempotencyKey());
        done.set("value", call.params().path("value"));
        return new Outcome.Done(done, false);
    }

    @Override
    public Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        return Optional.of(Duration.ofMillis(5));
    }

    long count(String what) {
        return performed.stream().filter(what::equals).count();
    }

    /** Holds those who pass until it is opened, and says how many stand before it. */
    static final class Gate {
        private int waiting;
        private int passes;
        private boolean open = true;

        synchronized void shut() {
            open = false;
        }

        synchronized void open() {
            open = true;
            notifyAll();
        }

        synchronized void letOnePass() {
            passes++;
            notifyAll();
        }

        synchronized void pass() throws InterruptedException {
            waiting++;
            notifyAll();
            try {
                while (!open && passes == 0) {
                    wait();
                }
                passes = Math.max(0, passes - 1);
            } finally {
                waiting--;
            }
        }

        synchronized int waiting() {
            return waiting;
        }
    }
}
