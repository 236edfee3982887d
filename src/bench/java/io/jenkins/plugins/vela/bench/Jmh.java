package io.jenkins.plugins.vela.bench;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of a class, each call timed, and prints a line for each: times, and bytes allocated. */
final class Jmh {

    private Jmh() {}

    /**
     * Runs them.
     *
     * @param arguments JMH's own options, which go before the defaults here: three forks, each of five warm-up and five
     *     measured iterations of one second
     */
    static void run(Class<?> benchmarks, String... arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given)
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.MILLISECONDS)
                .addProfiler(GCProfiler.class)
                .verbosity(given.verbosity().orElse(VerboseMode.SILENT))
                .forks(given.getForkCount().orElse(3))
                .warmupIterations(given.getWarmupIterations().orElse(5))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(5))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)))
                .jvmArgsAppend("-Xms512m", "-Xmx512m")
                .shouldFailOnError(true);
        Options built = options.build();
        Collection<RunResult> results = new Runner(built).run();
        results.forEach(Jmh::print);
    }

    private static void print(RunResult result) {
        String method = result.getParams().getBenchmark();
        StringBuilder name = new StringBuilder(method.substring(method.lastIndexOf('.') + 1));
        for (String parameter : result.getParams().getParamsKeys()) {
            name.append(' ').append(result.getParams().getParam(parameter));
        }
        Result<?> times = result.getPrimaryResult();
        new Report(name.toString())
                .with("mean_ms", times.getScore())
                .with("p50_ms", times.getStatistics().getPercentile(50))
                .with("p99_ms", times.getStatistics().getPercentile(99))
                .with("bytes_per_op", bytes(result))
                .with("p50_ms_of_forks", medians(result.getBenchmarkResults()))
                .with("calls", times.getStatistics().getN())
                .print();
    }

    private static double bytes(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The median of each fork: on a machine that does other things too, the least of them is the best guess. */
    private static double[] medians(Collection<BenchmarkResult> forks) {
        return forks.stream()
                .mapToDouble(fork -> fork.getPrimaryResult().getStatistics().getPercentile(50))
                .sorted()
                .toArray();
    }
}
