package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;

/** JSON patch, RFC 6902. */
public final class JsonPatching {

    private JsonPatching() {}

    /**
     * The value after all operations.
     *
     * @throws ApiFailure with code 400 when the patch is not one, with code 422 when it does not fit the value
     */
    public static JsonNode apply(JsonNode value, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiFailure.badRequest("error decoding patch: a JSON patch is a list of operations");
        }
        JsonNode result = value;
        for (JsonNode operation : patch) {
            requireTarget(result, operation);
            try {
                result = JsonPatch.apply(Json.object().arrayNode().add(operation), result);
            } catch (JsonPatchException e) {
                throw doesNotFit();
            }
        }
        return result;
    }

    /** The library lets a removal of what is not there pass; the RFC does not. */
    private static void requireTarget(JsonNode value, JsonNode operation) {
        String name = operation.path("op").asText();
        String path = operation.path("path").asText("");
        boolean needsTarget = name.equals("remove") || name.equals("replace");
        try {
            if (needsTarget && value.at(JsonPointer.compile(path)).isMissingNode()) {
                throw doesNotFit();
            }
        } catch (IllegalArgumentException e) {
            throw doesNotFit();
        }
    }

    private static ApiFailure doesNotFit() {
        return ApiFailure.unprocessable("the server rejected our request due to an error in our request");
    }
}
