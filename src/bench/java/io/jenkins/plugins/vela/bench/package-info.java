/**
 * Benchmarks, started by {@code bench/run NAME}. A class named {@code <Name>Benchmark} with a main method is one; what it
 * prints is {@link io.jenkins.plugins.vela.bench.Report one JSON object a line}. Built in the Maven profile {@code bench}
 * only and no part of the program.
 */
package io.jenkins.plugins.vela.bench;
