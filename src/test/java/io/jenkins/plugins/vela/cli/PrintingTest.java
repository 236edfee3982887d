package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.YamlText;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.StepRef;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintingTest {
    private static final Instant NOON = LocalDate.EPOCH
            .atTime(LocalTime.NOON)
            .atZone(ZoneId.systemDefault())
            .toInstant();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Console(out, out, InputStream.nullInputStream(), terminal, false, 60);
    }

    private static StepRef step(String name) {
        return new StepRef(name, "build-push-image", Optional.empty());
    }

    private void tell(Screen screen) {
        StepRef inner = new StepRef("push", "request", Optional.of("regions"));
        List.of(
                        new RunNotice.RunPhaseChanged("default/r", NOON, RunPhase.EXECUTING, ""),
                        new RunNotice.StepStarted("default/r", NOON, step("build"), 1),
                        new RunNotice.StepEffect("default/r", NOON, step("build"), "kube.apply", "apply Pod default/b"),
                        new RunNotice.StepPhaseChanged(
                                "default/r", NOON, step("build"), StepPhase.RUNNING, StepReason.WAIT, "pod is Pending"),
                        new RunNotice.StepMessage("default/r", NOON, step("build"), "pod is Running"),
                        new RunNotice.StepLog(
                                "default/r", NOON, step("build"), "b/kaniko", "FROM \u001B[31mscratch\u001B[0m"),
                        new RunNotice.StepLog("default/r", NOON, step("build"), "b/kaniko", "done\u0007"),
                        new RunNotice.StepPhaseChanged(
                                "default/r", NOON, step("build"), StepPhase.SUCCEEDED, StepReason.NONE, ""),
                        new RunNotice.StepStarted("default/r", NOON, inner, 2),
                        new RunNotice.StepRetrying(
                                "default/r", NOON, inner, "connection reset", 1, Duration.ofSeconds(1)),
                        new RunNotice.StepPhaseChanged(
                                "default/r", NOON, inner, StepPhase.FAILED, StepReason.TIMEOUT, "late"))
                .forEach(screen::onNotice);
    }

    @Test
    void events_are_aligned_lines_with_the_log_indented() {
        try (Screen screen = new Screen(console(false), List.of("build", "regions/push"), 1)) {
            tell(screen);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("""
            12:00:00  run           executing
            12:00:00  build         started (build-push-image)
            12:00:00  build         apply Pod default/b
            12:00:00  build         waiting: pod is Pending
            12:00:00  build         pod is Running
                      build, log of b/kaniko:
                      | FROM scratch
                      | done
            12:00:00  build         succeeded
            12:00:00  regions/push  started (request), attempt 2
            12:00:00  regions/push  failed once, again in 1.00s: connection reset
            12:00:00  regions/push  failed (Timeout): late
            """);
    }

    @Test
    void a_terminal_gets_colours_and_a_live_view_that_is_taken_away() {
        try (Screen screen = new Screen(console(true), List.of("build", "regions/push"), 1)) {
            tell(screen);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\u001B[32msucceeded\u001B[0m")
                .contains("⠋ build")
                .contains("1 of 2 steps done");
        // every drawing of n lines is erased by going up n lines
        assertThat(text).contains("\u001B[2A\r\u001B[J").doesNotContain("\u001B[31mscratch");
        assertThat(text).doesNotEndWith("steps done\n");
    }

    @Test
    void a_table_has_aligned_columns_and_nothing_behind_the_last_cell() {
        Table table =
                new Table("NAME", "TYPE", "MESSAGE").row("a", "request", "").row("größer", "x", "ok");
        assertThat(table.lines(console(false)))
                .containsExactly("NAME     TYPE      MESSAGE", "a        request", "größer   x         ok");
    }

    @ParameterizedTest
    @CsvSource({"420,0.42s", "9990,9.99s", "12345,12s", "185000,3m05s", "3720000,1h02m", "0,0.00s"})
    void durations_are_short(long millis, String text) {
        assertThat(Durations.show(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":[1,2,{\"c\":\"d\",\"e\":[]}],\"f\":{}}",
                "{\"t\":\"yes\",\"u\":\"012\",\"v\":\"\",\"w\":\"a: b\",\"x\":\"- a\",\"y\":\"null\",\"z\":\"1e3\"}",
                "{\"m\":\"a\\n"
                        + "b\\n"
                        + "\",\"n\":\"a\\n"
                        + "\\n"
                        + "b\",\"o\":\"a\\n"
                        + "\\n"
                        + "\",\"p\":\"\\n"
                        + "\",\"q\":\" a\\n"
                        + "b\",\"r\":\"#!/bin/sh\\n"
                        + "x\"}",
                "{\"list\":[[1,2],[\"a\\nb\"],[]],\"n\":null,\"d\":1.5,\"big\":123456789012345678901}",
                "{\"a b\":1,\"y\":2,\"x/y\":3,\"\":4,\"é\":\"ü\",\"t\":\"2001-01-01\",\"u\":\"a"
                        + " #b\",\"v\":\"@x\",\"w\":\"*x\"}",
                "[]",
                "{}",
                "\"x\"",
                "[{\"a\":1,\"b\":2},3]",
            })
    void yaml_is_read_back_as_what_it_was(String json) throws IOException {
        JsonNode node = new JsonMapper().readTree(json);
        String yaml = YamlText.of(node);
        JsonNode back = Document.parseAll("yaml", yaml + "\n").get(0).value();
        assertThat(back.toString()).as(yaml).isEqualTo(node.toString());
    }

    @Test
    void yaml_looks_as_kubectl_prints_it() throws IOException {
        JsonNode node = new JsonMapper()
                .readTree("{\"kind\":\"A\",\"spec\":{\"steps\":[{\"name\":\"a\",\"on\":true}],\"text\":\"x\\ny\\n\"}}");
        assertThat(YamlText.of(node))
                .isEqualTo("kind: A\nspec:\n  steps:\n  - name: a\n    \"on\": true\n  text: |\n    x\n    y");
    }

    @Test
    void foreign_text_moves_no_cursor() {
        assertThat(Printable.of("a\u001B[2Jb\u001B]0;title\u0007c\rd\u001B(0e\u009Bf\u202Eg"))
                .doesNotContain("\u001B")
                .doesNotContain("\r")
                .doesNotContain("\u009B")
                .doesNotContain("\u202E")
                .startsWith("abc");
        assertThat(Printable.of("plain\ttext ü 😀")).isEqualTo("plain\ttext ü 😀");
    }

    @Test
    void context_values_are_texts_or_json() {
        assertThat(ContextValues.parse(List.of("a=1", "b:=1", "c:={\"x\":[true]}", "d=x=y", "e=", "f:=1.5"))
                        .toString())
                .isEqualTo("{\"a\":\"1\",\"b\":1,\"c\":{\"x\":[true]},\"d\":\"x=y\",\"e\":\"\",\"f\":1.5}");
    }
}
