package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Origin;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import io.jenkins.plugins.vela.sandbox.registry.Deletion;
import io.jenkins.plugins.vela.sandbox.registry.PatchType;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import io.jenkins.plugins.vela.sandbox.registry.Scaling;
import io.jenkins.plugins.vela.sandbox.registry.Subresource;
import io.jenkins.plugins.vela.sandbox.registry.WriteOptions;
import io.jenkins.plugins.vela.sandbox.registry.Written;
import io.jenkins.plugins.vela.sandbox.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests about objects: from verbs and parameters to operations and back. */
final class ObjectEndpoint {

    private final Registry registry;
    private final WatchEndpoint watches;
    private final LogEndpoint logs;
    private final boolean strictKinds;

    ObjectEndpoint(Registry registry, WatchEndpoint watches, LogEndpoint logs, boolean strictKinds) {
        this.registry = registry;
        this.watches = watches;
        this.logs = logs;
        this.strictKinds = strictKinds;
    }

    void handle(ApiRequest request, Target target) throws IOException, InterruptedException {
        Optional<JsonNode> body = Optional.empty();
        Optional<ResourceKind> known = target.kind(registry.kinds());
        if (!request.method().equals("GET")) {
            body = request.body();
        }
        if (known.isEmpty() && mayBeSeen(target)) {
            known = seen(request, target, body);
        }
        if (known.isEmpty()) {
            request.answerText(404, "404 page not found\n");
            return;
        }
        ResourceKind kind = known.get();
        if (kind.origin() == Origin.SEEN) {
            request.warn("the kind " + (kind.kind().isEmpty() ? kind.plural() : kind.kind()) + " of "
                    + kind.apiVersion()
                    + " is not defined in this embedded cluster; a real one needs its CustomResourceDefinition");
        }
        if (!target.subresource().isEmpty()) {
            subresource(request, target, kind, body);
        } else if (target.name().isEmpty()) {
            collection(request, target, kind, body);
        } else {
            object(request, target, kind, body);
        }
    }

    // ---- kinds that nobody defined ----

    private boolean mayBeSeen(Target target) {
        return !strictKinds
                && target.group().contains(".")
                && !registry.kinds().builtInGroup(target.group())
                && registry.kinds()
                        .find(target.group(), target.version(), target.plural())
                        .filter(kind -> kind.origin() != Origin.SEEN)
                        .isEmpty();
    }

    private Optional<ResourceKind> seen(ApiRequest request, Target target, Optional<JsonNode> body) {
        String kind = body.map(object -> object.path("kind").asText("")).orElse("");
        boolean writes = List.of("POST", "PUT", "PATCH").contains(request.method());
        boolean namespaced = !target.namespace().isEmpty();
        if (writes && target.subresource().isEmpty() && !kind.isEmpty()) {
            return Optional.of(
                    registry.kinds().see(target.group(), target.version(), target.plural(), kind, namespaced));
        }
        // nothing of it is stored yet: a read finds nothing, and does not decide what the kind is called
        return Optional.of(new ResourceKind(
                target.group(),
                target.version(),
                target.plural(),
                "",
                "",
                namespaced,
                List.of(),
                List.of(),
                java.util.Set.of(Trait.STATUS),
                Origin.SEEN));
    }

    // ---- collections ----

    private void collection(ApiRequest request, Target target, ResourceKind kind, Optional<JsonNode> body)
            throws IOException, InterruptedException {
        switch (request.method()) {
            case "GET" -> {
                if (kind.has(Trait.VIRTUAL)) {
                    throw ApiFailure.methodNotAllowed();
                }
                Selection selection = Selection.of(request, kind, target);
                if (request.watch()) {
                    watches.stream(request, kind, selection);
                } else {
                    list(request, kind, selection);
                }
            }
            case "POST" -> {
                JsonNode object = body.orElseThrow(() -> ApiFailure.badRequest("the request needs a body"));
                if (kind.has(Trait.VIRTUAL)) {
                    request.answer(201, Reviews.answer(kind, object));
                } else if (kind.namespaced() && target.namespace().isEmpty()) {
                    throw ApiFailure.methodNotAllowed();
                } else {
                    checkFields(request, kind, object);
                    Written written = registry.create(kind, target.namespace(), object, options(request));
                    request.answer(201, written.object());
                }
            }
            case "DELETE" -> deleteCollection(request, kind, Selection.of(request, kind, target), body);
            default -> throw ApiFailure.methodNotAllowed();
        }
    }

    private void list(ApiRequest request, ResourceKind kind, Selection selection) throws IOException {
        if (!request.parameter("continue").isEmpty()) {
            throw ApiFailure.badRequest("continue key is not valid: this server answers lists in one piece");
        }
        ObjectStore.Snapshot snapshot = registry.store().list(kind.resource(), selection.namespace());
        String asked = request.parameter("resourceVersion");
        if (!asked.isEmpty() && WatchEndpoint.revision(asked) > snapshot.revision()) {
            throw ApiFailure.tooLarge(WatchEndpoint.revision(asked), snapshot.revision());
        }
        List<ObjectNode> chosen = new ArrayList<>();
        for (ObjectNode object : snapshot.objects()) {
            if (selection.test(object)) {
                chosen.add(object);
            }
        }
        request.answer(200, listOf(kind, chosen, snapshot.revision()));
    }

    private static ObjectNode listOf(ResourceKind kind, List<ObjectNode> objects, long revision) {
        ObjectNode list = Json.object();
        list.put("kind", kind.listKind()).put("apiVersion", kind.apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(revision));
        ArrayNode items = list.putArray("items");
        for (ObjectNode object : objects) {
            ObjectNode item = Registry.presented(kind, object);
            if (kind.builtIn()) {
                // items of built-in lists do not repeat what the list says
                item.remove(List.of("apiVersion", "kind"));
            }
            items.add(item);
        }
        return list;
    }

    private void deleteCollection(ApiRequest request, ResourceKind kind, Selection selection, Optional<JsonNode> body)
            throws IOException {
        Deletion deletion = DeleteOptions.read(request, body);
        List<ObjectNode> deleted = new ArrayList<>();
        for (ObjectNode object :
                registry.store().list(kind.resource(), selection.namespace()).objects()) {
            if (selection.test(object)) {
                Meta meta = Meta.of(object);
                deleted.add(registry.delete(kind, meta.namespace(), meta.name(), deletion)
                        .object());
            }
        }
        request.answer(200, listOf(kind, deleted, registry.store().revision()));
    }

    // ---- one object ----

    private void object(ApiRequest request, Target target, ResourceKind kind, Optional<JsonNode> body)
            throws IOException, InterruptedException {
        String namespace = target.namespace();
        switch (request.method()) {
            case "GET" -> {
                if (request.watch()) {
                    watches.stream(request, kind, Selection.of(request, kind, target));
                } else {
                    request.answer(200, registry.get(kind, namespace, target.name()));
                }
            }
            case "PUT" -> write(request, target, kind, body, Subresource.MAIN);
            case "PATCH" -> write(request, target, kind, body, Subresource.MAIN);
            case "DELETE" -> {
                Deletion deletion = DeleteOptions.read(request, body);
                Deletion.Result result = registry.delete(kind, namespace, target.name(), deletion);
                boolean showsObject = !result.gone() || kind.has(Trait.OBJECT);
                request.answer(200, showsObject ? result.object() : DeleteOptions.success(kind, result.object()));
            }
            default -> throw ApiFailure.methodNotAllowed();
        }
    }

    private void write(
            ApiRequest request, Target target, ResourceKind kind, Optional<JsonNode> body, Subresource subresource)
            throws IOException {
        JsonNode sent = body.orElseThrow(() -> ApiFailure.badRequest("the request needs a body"));
        Written written;
        if (request.method().equals("PUT")) {
            checkFields(request, kind, sent);
            written = registry.update(kind, target.namespace(), target.name(), sent, subresource, options(request));
        } else if (request.method().equals("PATCH")) {
            PatchType type = patchType(request);
            if (type == PatchType.MERGE) {
                checkFields(request, kind, sent);
            }
            written = registry.patch(
                    kind, target.namespace(), target.name(), type, sent, subresource, patchOptions(request, type));
        } else {
            throw ApiFailure.methodNotAllowed();
        }
        request.answer(written.created() ? 201 : 200, written.object());
    }

    private void subresource(ApiRequest request, Target target, ResourceKind kind, Optional<JsonNode> body)
            throws IOException, InterruptedException {
        boolean reads = request.method().equals("GET");
        String name = target.subresource();
        boolean pod = kind.qualifiedPlural().equals("pods");
        if (name.equals("status") && kind.has(Trait.STATUS)) {
            if (reads) {
                request.answer(200, registry.get(kind, target.namespace(), target.name()));
            } else {
                write(request, target, kind, body, Subresource.STATUS);
            }
        } else if (name.equals("scale") && kind.has(Trait.SCALE)) {
            if (reads) {
                request.answer(200, Scaling.of(registry.get(kind, target.namespace(), target.name())));
            } else {
                scale(request, target, kind, body);
            }
        } else if (name.equals("log") && pod && reads) {
            logs.stream(request, kind, target);
        } else if (name.equals("eviction") && pod && request.method().equals("POST")) {
            registry.delete(kind, target.namespace(), target.name(), DeleteOptions.read(request, Optional.empty()));
            request.answer(201, DeleteOptions.plainSuccess());
        } else {
            request.answerText(404, "404 page not found\n");
        }
    }

    private void scale(ApiRequest request, Target target, ResourceKind kind, Optional<JsonNode> body)
            throws IOException {
        JsonNode sent = body.orElseThrow(() -> ApiFailure.badRequest("the request needs a body"));
        Optional<PatchType> type =
                switch (request.method()) {
                    case "PUT" -> Optional.empty();
                    case "PATCH" -> Optional.of(patchType(request));
                    default -> throw ApiFailure.methodNotAllowed();
                };
        Written written =
                registry.scale(kind, target.namespace(), target.name(), new Scaling(type, sent), options(request));
        request.answer(200, Scaling.of(written.object()));
    }

    // ---- parameters ----

    /** Unknown fields of built-in kinds are lost; the client decides whether with a warning or with a refusal. */
    private void checkFields(ApiRequest request, ResourceKind kind, JsonNode body) {
        List<String> unknown = registry.unknownFields(kind, body).stream()
                .map(path -> "unknown field \"" + path + "\"")
                .toList();
        switch (request.parameter("fieldValidation")) {
            case "Ignore" -> {
                // as asked
            }
            case "Strict" -> {
                if (!unknown.isEmpty()) {
                    throw ApiFailure.badRequest(kind.kind() + " in version \"" + kind.version()
                            + "\" cannot be handled as a " + kind.kind() + ": strict decoding error: "
                            + String.join(", ", unknown));
                }
            }
            default -> unknown.forEach(request::warn);
        }
    }

    private static PatchType patchType(ApiRequest request) {
        return PatchType.of(request.header("Content-Type"))
                .orElseThrow(() ->
                        ApiFailure.unsupportedMediaType("application/json-patch+json, application/merge-patch+json,"
                                + " application/strategic-merge-patch+json, application/apply-patch+yaml"));
    }

    private static WriteOptions options(ApiRequest request) {
        return new WriteOptions(request.manager(), request.dryRun(), false);
    }

    private static WriteOptions patchOptions(ApiRequest request, PatchType type) {
        if (type == PatchType.APPLY) {
            if (request.parameter("fieldManager").isEmpty()) {
                throw ApiFailure.unprocessable("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value:"
                        + " is required for apply patch");
            }
            return new WriteOptions(request.manager(), request.dryRun(), request.flag("force"));
        }
        if (!request.parameter("force").isEmpty()) {
            throw ApiFailure.unprocessable("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be"
                    + " specified for non-apply patch");
        }
        return options(request);
    }
}
