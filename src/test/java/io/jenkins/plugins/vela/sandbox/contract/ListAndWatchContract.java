package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists, selectors and watches. */
interface ListAndWatchContract {

    ApiUnderTest api();

    @Test
    default void aListHasARevisionAndItsItemsDoNotRepeatTheirKind() {
        String path = api().configMaps();
        api().configMap(path, "b", "{k: v}");
        api().configMap(path, "a", "{k: v}");

        ApiUnderTest.Answer list = api().get(path).expect(200);

        assertThat(list.text("/kind")).isEqualTo("ConfigMapList");
        assertThat(list.text("/apiVersion")).isEqualTo("v1");
        assertThat(list.text("/metadata/resourceVersion")).matches("\\d+");
        assertThat(names(list)).containsExactly("a", "b");
        assertThat(list.body().at("/items/0").has("kind")).isFalse();
    }

    @Test
    default void labelSelectorsChoose() {
        String path = api().configMaps();
        for (String[] item : new String[][] {{"a", "{tier: web, env: dev}"}, {"b", "{tier: db}"}, {"c", "{}"}}) {
            api().post(
                            path,
                            "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + item[0] + ", labels: " + item[1]
                                    + "}}")
                    .expect(201);
        }

        assertThat(selected(path, "tier=web")).containsExactly("a");
        assertThat(selected(path, "tier==web,env=dev")).containsExactly("a");
        assertThat(selected(path, "tier!=web")).containsExactly("b", "c");
        assertThat(selected(path, "tier in (web, db)")).containsExactly("a", "b");
        assertThat(selected(path, "tier notin (db)")).containsExactly("a", "c");
        assertThat(selected(path, "tier")).containsExactly("a", "b");
        assertThat(selected(path, "!tier")).containsExactly("c");
        api().get(path + "?labelSelector=" + encoded("a=b=c,,")).expect(400);
    }

    private List<String> selected(String path, String selector) {
        return names(api().get(path + "?labelSelector=" + encoded(selector)).expect(200));
    }

    @Test
    default void fieldSelectorsChoose() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");
        api().configMap(path, "b", "{k: v}");

        assertThat(names(api().get(path + "?fieldSelector=metadata.name%3Da").expect(200)))
                .containsExactly("a");
        assertThat(names(api().get(path + "?fieldSelector=metadata.name!%3Da").expect(200)))
                .containsExactly("b");
        ApiUnderTest.Answer unsupported = api().get(path + "?fieldSelector=data.k%3Dv");
        assertThat(unsupported.expect(400).text("/message"))
                .isEqualTo("\"data.k\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    @Test
    default void podsCanBeChosenByPhase() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/pods";
        api().post(path, "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}")
                .expect(201);

        assertThat(names(api().get(path + "?fieldSelector=status.phase%3DPending")
                        .expect(200)))
                .containsExactly("a");
        assertThat(names(
                        api().get(path + "?fieldSelector=status.phase%3DFailed").expect(200)))
                .isEmpty();
    }

    @Test
    default void allNamespacesAreListedTogether() {
        String first = api().configMaps();
        String second = api().configMaps();
        String name = first.split("/")[4];
        api().configMap(first, name, "{k: v}");
        api().configMap(second, name, "{k: v}");

        ApiUnderTest.Answer list = api().get("/api/v1/configmaps?fieldSelector=metadata.name%3D" + name)
                .expect(200);

        assertThat(names(list)).containsExactly(name, name);
    }

    @Test
    default void aWatchGoesOnWhereTheListEnded() {
        String path = api().configMaps();
        api().configMap(path, "before", "{k: v}");
        String revision = api().get(path).text("/metadata/resourceVersion");
        api().configMap(path, "a", "{k: v}");

        try (WatchReader watch = api().watch(path + "?watch=true&resourceVersion=" + revision)) {
            JsonNode added = watch.next();
            api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w}}").expect(200);
            JsonNode modified = watch.next();
            api().delete(path + "/a").expect(200);
            JsonNode deleted = watch.next();

            assertThat(added.path("type").asText()).isEqualTo("ADDED");
            assertThat(added.at("/object/kind").asText()).isEqualTo("ConfigMap");
            assertThat(added.at("/object/metadata/name").asText()).isEqualTo("a");
            assertThat(modified.path("type").asText()).isEqualTo("MODIFIED");
            assertThat(modified.at("/object/data/k").asText()).isEqualTo("w");
            assertThat(deleted.path("type").asText()).isEqualTo("DELETED");
            assertThat(deleted.at("/object/data/k").asText()).isEqualTo("w");
            assertThat(revision(added)).isGreaterThan(Long.parseLong(revision)).isLessThan(revision(modified));
            assertThat(revision(deleted)).isGreaterThan(revision(modified));
        }
    }

    @Test
    default void aWatchWithoutRevisionBeginsWithWhatIsThere() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");
        api().configMap(path, "b", "{k: v}");

        try (WatchReader watch = api().watch(path + "?watch=1")) {
            assertThat(List.of(watch.nextShort(), watch.nextShort())).containsExactlyInAnyOrder("ADDED a", "ADDED b");
            api().delete(path + "/b").expect(200);
            assertThat(watch.nextShort()).isEqualTo("DELETED b");
        }
    }

    @Test
    default void anObjectThatLeavesTheSelectionIsDeletedForTheWatch() {
        String path = api().configMaps();
        String revision = api().get(path).text("/metadata/resourceVersion");
        String labelled = "{metadata: {labels: {on: '%s'}}}";

        try (WatchReader watch = api().watch(path + "?watch=true&labelSelector=on%3Dyes&resourceVersion=" + revision)) {
            api().configMap(path, "a", "{k: v}");
            api().patch(ApiUnderTest.MERGE, path + "/a", labelled.formatted("yes"))
                    .expect(200);
            assertThat(watch.nextShort()).isEqualTo("ADDED a");
            api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w}}").expect(200);
            assertThat(watch.nextShort()).isEqualTo("MODIFIED a");
            String last = api().patch(ApiUnderTest.MERGE, path + "/a", labelled.formatted("no"))
                    .expect(200)
                    .text("/metadata/resourceVersion");
            JsonNode gone = watch.next();

            assertThat(gone.path("type").asText()).isEqualTo("DELETED");
            assertThat(gone.at("/object/metadata/labels/on").asText()).isEqualTo("yes");
            assertThat(gone.at("/object/metadata/resourceVersion").asText()).isEqualTo(last);
        }
    }

    @Test
    default void aSingleObjectIsWatchedByItsName() {
        String path = api().configMaps();
        String revision = api().get(path).text("/metadata/resourceVersion");

        try (WatchReader watch =
                api().watch(path + "?watch=true&fieldSelector=metadata.name%3Db&resourceVersion=" + revision)) {
            api().configMap(path, "a", "{k: v}");
            api().configMap(path, "b", "{k: v}");

            assertThat(watch.nextShort()).isEqualTo("ADDED b");
        }
    }

    @Test
    default void aWatchEndsWithItsTimeout() {
        String path = api().configMaps();

        try (WatchReader watch = api().watch(path + "?watch=true&timeoutSeconds=1")) {
            watch.awaitEnd();
        }
    }

    @Test
    default void aRevisionThatIsTooOldIsGone() {
        // events, because real servers keep all others in a cache with a history of its own
        String namespace = api().namespace();
        String path = "/api/v1/namespaces/" + namespace + "/events";
        api().post(path, """
                {apiVersion: v1, kind: Event, metadata: {name: a}, reason: R, message: m, type: Normal,
                 involvedObject: {kind: Pod, name: p, namespace: %s}}
                """.formatted(namespace)).expect(201);
        api().forgetHistory();

        try (WatchReader watch = api().watch(path + "?watch=true&resourceVersion=1")) {
            JsonNode event = watch.next();

            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.at("/object/kind").asText()).isEqualTo("Status");
            assertThat(event.at("/object/code").asInt()).isEqualTo(410);
            assertThat(event.at("/object/reason").asText()).isEqualTo("Expired");
            assertThat(event.at("/object/message").asText()).contains("too old");
        }
    }

    @Test
    default void aRevisionThatHasNotHappenedIsTooLarge() {
        ApiUnderTest.Answer answer = api().get(api().configMaps() + "?resourceVersion=999999999999");

        assertThat(answer.expect(504).text("/details/causes/0/reason")).isEqualTo("ResourceVersionTooLarge");
    }

    private static List<String> names(ApiUnderTest.Answer list) {
        return java.util.stream.StreamSupport.stream(list.body().path("items").spliterator(), false)
                .map(item -> item.at("/metadata/name").asText())
                // every new namespace of a complete cluster has this one
                .filter(name -> !name.equals("kube-root-ca.crt"))
                .toList();
    }

    private static long revision(JsonNode event) {
        return event.at("/object/metadata/resourceVersion").asLong();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
