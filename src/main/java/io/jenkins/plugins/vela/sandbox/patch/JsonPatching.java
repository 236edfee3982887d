package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;

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
        try {
            return JsonPatch.apply(patch, value);
        } catch (JsonPatchException e) {
            throw ApiFailure.unprocessable("the server rejected our request due to an error in our request");
        }
    }
}
