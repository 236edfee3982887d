package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Kinds;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import io.jenkins.plugins.vela.sandbox.patch.BuiltInFields;
import io.jenkins.plugins.vela.sandbox.patch.Decoding;
import io.jenkins.plugins.vela.sandbox.patch.JsonPatching;
import io.jenkins.plugins.vela.sandbox.patch.MergePatch;
import io.jenkins.plugins.vela.sandbox.patch.ObjectType;
import io.jenkins.plugins.vela.sandbox.patch.ServerSideApply;
import io.jenkins.plugins.vela.sandbox.patch.StrategicMerge;
import io.jenkins.plugins.vela.sandbox.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The operations of the API on the objects of one cluster. Every operation is atomic; all failures are
 * {@link ApiFailure}s. Thread-safe.
 */
public final class Registry {

    private static final Resource NAMESPACES = Resource.core("namespaces");
    private static final Resource DEFINITIONS = new Resource("apiextensions.k8s.io", "customresourcedefinitions");
    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final Kinds kinds;
    private final ObjectStore store;
    private final Clock clock;
    private final BuiltInFields fields = BuiltInFields.load();
    private final boolean createNamespaces;

    /**
     * The operations on a store.
     *
     * @param createNamespaces whether a write to a namespace that is not there makes it
     */
    public Registry(Kinds kinds, ObjectStore store, Clock clock, boolean createNamespaces) {
        this.kinds = kinds;
        this.store = store;
        this.clock = clock;
        this.createNamespaces = createNamespaces;
    }

    public Kinds kinds() {
        return kinds;
    }

    public ObjectStore store() {
        return store;
    }

    /** Serves again the kinds of the objects that the store began with. */
    public void recallKinds() {
        for (ObjectNode definition : store.list(DEFINITIONS, "").objects()) {
            kinds.define(definition);
        }
        for (Resource resource : store.resources()) {
            if (kinds.find(resource).isEmpty()) {
                for (ObjectNode object : store.list(resource, "").objects()) {
                    String apiVersion = object.path("apiVersion").asText();
                    kinds.see(
                            resource.group(),
                            apiVersion.substring(apiVersion.indexOf('/') + 1),
                            resource.plural(),
                            object.path("kind").asText(),
                            !Meta.of(object).namespace().isEmpty());
                }
            }
        }
    }

    // ---- reading ----

    /** A copy of an object, in the version of the kind; refuses with code 404. */
    public ObjectNode get(ResourceKind kind, String namespace, String name) {
        return store.get(kind.resource().key(namespace, name))
                .map(object -> presented(kind, object))
                .orElseThrow(() -> ApiFailure.notFound(kind, name));
    }

    /** A copy of a stored object as this version of its kind shows it. */
    public static ObjectNode presented(ResourceKind kind, ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.put("apiVersion", kind.apiVersion());
        return copy;
    }

    // ---- create ----

    /** Creates an object; the body belongs to the caller and is not changed. */
    public Written create(ResourceKind kind, String namespace, JsonNode body, WriteOptions options) {
        ObjectNode object = prepared(kind, namespace, body);
        if (!object.path("metadata").path("resourceVersion").asText("").isEmpty()) {
            throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
        }
        ObjectNode metadata = Meta.editable(object);
        metadata.remove("managedFields");
        if (Meta.of(object).name().isEmpty() && !Meta.of(object).generateName().isEmpty()) {
            metadata.put("name", Meta.of(object).generateName() + suffix());
        }
        ObjectNode fresh = Birth.of(kind, object, clock);
        Validation.create(kind, fresh);
        requireNamespace(kind, namespace, Meta.of(fresh).name(), options.dryRun());
        ObjectNode owned = ownership(kind).update(Json.object(), fresh, manager(kind, options, Subresource.MAIN));
        return insert(kind, namespace, owned, options);
    }

    /**
     * Puts an object into the cluster as it is, status included: what a test or a demonstration starts with. Replaces
     * the object that is there.
     */
    public ObjectNode load(ResourceKind kind, String namespace, JsonNode body) {
        ObjectNode object = prepared(kind, namespace, body);
        JsonNode status = object.path("status").deepCopy();
        requireNamespace(kind, namespace, Meta.of(object).name(), false);
        ObjectKey key = kind.resource().key(namespace, Meta.of(object).name());
        Meta.editable(object).remove("resourceVersion");
        ObjectNode fresh = Birth.of(kind, object, clock);
        if (!status.isMissingNode()) {
            fresh.set("status", status);
        }
        Validation.create(kind, fresh);
        ObjectNode written = store.write(key, before -> Optional.of(fresh)).orElseThrow();
        written(kind, written);
        return presented(kind, written);
    }

    private Written insert(ResourceKind kind, String namespace, ObjectNode object, WriteOptions options) {
        String name = Meta.of(object).name();
        ObjectKey key = kind.resource().key(namespace, name);
        if (options.dryRun()) {
            if (store.get(key).isPresent()) {
                throw ApiFailure.alreadyExists(kind, name);
            }
            return new Written(object, true);
        }
        ObjectNode written = store.write(key, before -> {
                    if (before.isPresent()) {
                        throw ApiFailure.alreadyExists(kind, name);
                    }
                    return Optional.of(object);
                })
                .orElseThrow();
        written(kind, written);
        return new Written(presented(kind, written), true);
    }

    // ---- update and patch ----

    /** Replaces an object, or the part of it that the subresource names. */
    public Written update(
            ResourceKind kind,
            String namespace,
            String name,
            JsonNode body,
            Subresource subresource,
            WriteOptions options) {
        ObjectNode object = prepared(kind, namespace, body);
        requireName(object, name);
        return change(kind, namespace, name, subresource, options, live -> {
            ObjectNode next = Transition.of(kind, subresource, live, object);
            return ownership(kind).update(live, next, manager(kind, options, subresource));
        });
    }

    /** Changes an object by a patch; an apply of an object that is not there creates it. */
    public Written patch(
            ResourceKind kind,
            String namespace,
            String name,
            PatchType type,
            JsonNode patch,
            Subresource subresource,
            WriteOptions options) {
        if (type == PatchType.APPLY) {
            return apply(kind, namespace, name, patch, subresource, options);
        }
        if (type == PatchType.STRATEGIC && !kind.builtIn()) {
            throw ApiFailure.unsupportedMediaType(
                    "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        return change(kind, namespace, name, subresource, options, live -> {
            ObjectNode seen = presented(kind, live);
            JsonNode patched =
                    switch (type) {
                        case JSON -> JsonPatching.apply(seen, patch);
                        case MERGE -> MergePatch.apply(seen, patch);
                        case STRATEGIC -> StrategicMerge.apply(seen, patch, type(kind));
                        case APPLY -> throw new IllegalStateException("handled before");
                    };
            ObjectNode object = prepared(kind, namespace, patched);
            requireName(object, name);
            ObjectNode next = Transition.of(kind, subresource, live, object);
            return ownership(kind).update(live, next, manager(kind, options, subresource));
        });
    }

    private Written apply(
            ResourceKind kind,
            String namespace,
            String name,
            JsonNode patch,
            Subresource subresource,
            WriteOptions options) {
        List<String> unknown = unknownFields(kind, patch);
        if (!unknown.isEmpty()) {
            throw ApiFailure.undeclared(kind, namespace, name, unknown.get(0));
        }
        ObjectNode config = prepared(kind, namespace, patch);
        if (Meta.of(config).name().isEmpty()) {
            Meta.editable(config).put("name", name);
        }
        requireName(config, name);
        if (!config.path("metadata").path("managedFields").isEmpty()) {
            throw ApiFailure.badRequest("metadata.managedFields must be nil");
        }
        ObjectNode wanted = Transition.relevant(kind, subresource, config);
        ServerSideApply ownership = ownership(kind);
        ServerSideApply.Manager manager = manager(kind, options, subresource);
        boolean exists = store.get(kind.resource().key(namespace, name)).isPresent();
        if (!exists && subresource == Subresource.MAIN) {
            ObjectNode merged = ownership.apply(Json.object(), wanted, manager, true);
            ObjectNode fresh = Birth.of(kind, merged, clock);
            Validation.create(kind, fresh);
            requireNamespace(kind, namespace, name, options.dryRun());
            return insert(kind, namespace, fresh, options);
        }
        return change(kind, namespace, name, subresource, options, live -> {
            ObjectNode merged = ownership.apply(live, wanted, manager, options.force());
            JsonNode owners = merged.path("metadata").path("managedFields");
            ObjectNode next = Transition.of(kind, subresource, live, merged);
            if (owners.isMissingNode()) {
                Meta.editable(next).remove("managedFields");
            } else {
                Meta.editable(next).set("managedFields", owners);
            }
            return next;
        });
    }

    /** Changes the number of replicas. */
    public Written scale(ResourceKind kind, String namespace, String name, Scaling scaling, WriteOptions options) {
        return change(kind, namespace, name, Subresource.SCALE, options, live -> {
            ObjectNode next = scaling.applied(kind, live);
            return ownership(kind)
                    .update(
                            live,
                            Transition.of(kind, Subresource.MAIN, live, next),
                            manager(kind, options, Subresource.SCALE));
        });
    }

    private Written change(
            ResourceKind kind,
            String namespace,
            String name,
            Subresource subresource,
            WriteOptions options,
            Function<ObjectNode, ObjectNode> step) {
        ObjectKey key = kind.resource().key(namespace, name);
        Function<ObjectNode, Optional<ObjectNode>> next = live -> {
            ObjectNode after = step.apply(live);
            if (subresource == Subresource.MAIN) {
                Validation.update(kind, live, after);
            }
            boolean released = Meta.of(after).terminating()
                    && !Meta.of(after).hasFinalizers()
                    && after.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
                    && !kind.qualifiedPlural().equals("namespaces");
            return released ? Optional.empty() : Optional.of(after);
        };
        if (options.dryRun()) {
            ObjectNode live = store.get(key).orElseThrow(() -> ApiFailure.notFound(kind, name));
            return new Written(presented(kind, next.apply(live).orElse(live)), false);
        }
        ObjectNode written = store.write(
                        key, before -> next.apply(before.orElseThrow(() -> ApiFailure.notFound(kind, name))))
                .orElseThrow();
        if (store.get(key).isPresent()) {
            written(kind, written);
        } else {
            removed(kind, written);
        }
        return new Written(presented(kind, written), false);
    }

    // ---- delete ----

    /** Deletes an object, or marks it as terminating where finalizers or a grace period hold it. */
    public Deletion.Result delete(ResourceKind kind, String namespace, String name, Deletion deletion) {
        ObjectKey key = kind.resource().key(namespace, name);
        Function<ObjectNode, Optional<ObjectNode>> step = live -> Death.of(kind, live, deletion, clock);
        if (deletion.dryRun()) {
            ObjectNode live = store.get(key).orElseThrow(() -> ApiFailure.notFound(kind, name));
            Optional<ObjectNode> after = step.apply(live);
            return new Deletion.Result(presented(kind, after.orElse(live)), after.isEmpty());
        }
        // decided here, not looked up afterwards: a controller may have finished a held deletion by then
        AtomicBoolean gone = new AtomicBoolean();
        ObjectNode last = store.write(key, before -> {
                    Optional<ObjectNode> after = step.apply(before.orElseThrow(() -> ApiFailure.notFound(kind, name)));
                    gone.set(after.isEmpty());
                    return after;
                })
                .orElseThrow();
        if (gone.get()) {
            removed(kind, last);
        }
        return new Deletion.Result(presented(kind, last), gone.get());
    }

    // ---- what a write brings with it ----

    private void written(ResourceKind kind, ObjectNode object) {
        if (kind.resource().equals(DEFINITIONS)) {
            kinds.define(object);
        }
    }

    private void removed(ResourceKind kind, ObjectNode object) {
        if (kind.resource().equals(DEFINITIONS)) {
            JsonNode spec = object.path("spec");
            Resource resource = new Resource(
                    spec.path("group").asText(),
                    spec.path("names").path("plural").asText());
            for (ObjectNode instance : store.list(resource, "").objects()) {
                store.write(
                        resource.key(
                                Meta.of(instance).namespace(), Meta.of(instance).name()),
                        o -> Optional.empty());
            }
            kinds.forget(object);
        }
    }

    private void requireNamespace(ResourceKind kind, String namespace, String name, boolean dryRun) {
        if (!kind.namespaced()) {
            return;
        }
        ResourceKind namespaces = kinds.find(NAMESPACES).orElseThrow();
        Optional<ObjectNode> existing = store.get(NAMESPACES.key("", namespace));
        if (existing.isPresent()) {
            if (Meta.of(existing.get()).terminating()) {
                throw ApiFailure.forbidden(
                        kind,
                        name,
                        "unable to create new content in namespace " + namespace + " because it is being terminated");
            }
        } else if (!createNamespaces) {
            throw ApiFailure.notFound(namespaces, namespace);
        } else if (!dryRun) {
            ensureNamespace(namespace);
        }
    }

    /** Takes a terminating namespace away, which has become empty. */
    public void finalizeNamespace(String namespace) {
        store.write(
                NAMESPACES.key("", namespace),
                before -> before.filter(object ->
                        !Meta.of(object).terminating() || Meta.of(object).hasFinalizers()));
    }

    /** Makes a namespace unless it is there. */
    public void ensureNamespace(String namespace) {
        ResourceKind namespaces = kinds.find(NAMESPACES).orElseThrow();
        ObjectNode object = Json.object();
        object.put("apiVersion", "v1").put("kind", "Namespace");
        Meta.editable(object).put("name", namespace);
        ObjectNode fresh = Birth.of(namespaces, object, clock);
        Validation.create(namespaces, fresh);
        store.write(NAMESPACES.key("", namespace), before -> before.or(() -> Optional.of(fresh)));
    }

    // ---- small print ----

    private ObjectNode prepared(ResourceKind kind, String namespace, JsonNode body) {
        if (!(body instanceof ObjectNode)) {
            throw ApiFailure.badRequest("the body is not an object");
        }
        ObjectNode object = (ObjectNode)
                (kind.builtIn()
                        ? Decoding.of(ServerSideApply.withoutNulls(body), type(kind))
                                .known()
                        : body.deepCopy());
        String apiVersion = object.path("apiVersion").asText("");
        String kindName = object.path("kind").asText("");
        if (apiVersion.isEmpty() || kindName.isEmpty()) {
            if (!kind.builtIn()) {
                throw ApiFailure.badRequest("Object 'Kind' is missing in '" + Json.text(body) + "'");
            }
            object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        } else if (!kindName.equals(kind.kind()) || !apiVersion.equals(kind.apiVersion())) {
            throw ApiFailure.badRequest(kindName + " in version \"" + apiVersion + "\" cannot be handled as a "
                    + kind.kind() + " of " + kind.apiVersion());
        }
        JsonNode metadata = object.path("metadata");
        if (!metadata.isObject() && !metadata.isMissingNode() && !metadata.isNull()) {
            throw ApiFailure.badRequest("metadata is not an object");
        }
        if (metadata.isNull()) {
            object.remove("metadata");
        }
        String own = Meta.of(object).namespace();
        if (kind.namespaced()) {
            if (!own.isEmpty() && !own.equals(namespace)) {
                throw ApiFailure.badRequest(
                        "the namespace of the provided object does not match the namespace sent on" + " the request");
            }
            Meta.editable(object).put("namespace", namespace);
        } else if (!own.isEmpty()) {
            throw ApiFailure.badRequest("namespace may not be set on a cluster-scoped object");
        }
        return object;
    }

    private static void requireName(ObjectNode object, String name) {
        String own = Meta.of(object).name();
        if (!own.equals(name)) {
            throw ApiFailure.badRequest("the name of the object (" + (own.isEmpty() ? "empty" : own)
                    + ") does not match the name on the URL (" + name + ")");
        }
    }

    private ServerSideApply ownership(ResourceKind kind) {
        return new ServerSideApply(type(kind));
    }

    private ObjectType type(ResourceKind kind) {
        return kind.builtIn() ? fields.kind(kind.apiVersion(), kind.kind()) : fields.custom(schema(kind));
    }

    /** The fields of an object or of a merge patch that its built-in kind does not have. */
    public List<String> unknownFields(ResourceKind kind, JsonNode body) {
        return kind.builtIn()
                ? Decoding.of(ServerSideApply.withoutNulls(body), type(kind)).unknown()
                : List.of();
    }

    private JsonNode schema(ResourceKind kind) {
        return store.get(DEFINITIONS.key("", kind.plural() + "." + kind.group()))
                .map(definition -> {
                    for (JsonNode version : definition.path("spec").path("versions")) {
                        if (version.path("name").asText().equals(kind.version())) {
                            return version.path("schema").path("openAPIV3Schema");
                        }
                    }
                    return Json.object().path("absent");
                })
                .orElseGet(() -> Json.object().path("absent"));
    }

    private ServerSideApply.Manager manager(ResourceKind kind, WriteOptions options, Subresource subresource) {
        boolean own = subresource == Subresource.SCALE || (subresource == Subresource.STATUS && kind.has(Trait.STATUS));
        return new ServerSideApply.Manager(
                options.manager(), kind.apiVersion(), own ? subresource.path() : "", Meta.time(clock.instant()));
    }

    private static String suffix() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters.append(NAME_LETTERS.charAt(ThreadLocalRandom.current().nextInt(NAME_LETTERS.length())));
        }
        return letters.toString();
    }
}
