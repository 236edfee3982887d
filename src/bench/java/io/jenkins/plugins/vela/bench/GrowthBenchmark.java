package io.jenkins.plugins.vela.bench;

import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How the time grows with the size of the input: each form is compiled, evaluated and exported in three sizes. A growth of 10
 * from one size to one ten times as large is linear. Each time is the least of three.
 */
public class GrowthBenchmark {

    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final int ROUNDS = 3;

    private static final CueOptions OPTIONS =
            CueOptions.defaults().limits(CueLimits.defaults().withTime(Duration.ofMinutes(2)));

    public static void main(String[] arguments) {
        Map<String, IntFunction<String>> forms = new LinkedHashMap<>();
        forms.put("fields", Inputs::fields);
        forms.put("list", Inputs::list);
        forms.put("loop", Inputs::loop);
        forms.put("chain", Inputs::chain);
        forms.put("extension", Inputs::extension);
        forms.forEach((name, form) -> {
            double before = Double.NaN;
            for (int size : SIZES) {
                double time = time(form.apply(size));
                new Report("growth " + name)
                        .with("size", (long) size)
                        .with("ms", time)
                        .with("growth", time / before)
                        .print();
                before = time;
            }
        });
        for (int depth : new int[] {4, 8, 12, 16}) {
            new Report("growth nested choices")
                    .with("size", (long) depth)
                    .with("ms", time(Inputs.nestedChoices(depth)))
                    .print();
        }
    }

    private static double time(String source) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            try {
                Cue.compile(OPTIONS, new CueSource("growth.cue", source))
                        .evaluate()
                        .error();
            } catch (RuntimeException e) {
                throw new IllegalStateException(source.substring(0, Math.min(200, source.length())), e);
            }
            least = Math.min(least, (System.nanoTime() - start) / 1e6);
        }
        return least;
    }
}
