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
 * How the time grows with the size of the input: each form is compiled, evaluated and exported in several sizes. A growth of 10
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
        forms.put("references", Inputs::references);
        forms.put("references backwards", Inputs::referencesBackwards);
        forms.put("definitions", Inputs::definitions);
        forms.put("lets", Inputs::lets);
        forms.put("patterns", Inputs::patterns);
        forms.put("closed", Inputs::closed);
        forms.put("guards", Inputs::guards);
        forms.put("choices", Inputs::choices);
        forms.forEach((name, form) -> print(name, form, SIZES));
        print("concatenation", Inputs::concatenation, new int[] {100, 1_000, 10_000});
        print("computed choice", Inputs::computedChoice, new int[] {40, 400, 4_000});
        print("growing lists", Inputs::growingLists, new int[] {100, 200, 400, 800});
        print("shared", Inputs::shared, new int[] {10, 20, 40, 80});
        print("nested choices", Inputs::nestedChoices, new int[] {4, 8, 12, 16});
    }

    private static void print(String name, IntFunction<String> form, int[] sizes) {
        double before = Double.NaN;
        for (int size : sizes) {
            double time = time(form.apply(size));
            new Report("growth " + name)
                    .with("size", (long) size)
                    .with("ms", time)
                    .with("growth", time / before)
                    .print();
            before = time;
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
