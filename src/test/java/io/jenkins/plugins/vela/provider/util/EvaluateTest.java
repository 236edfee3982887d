package io.jenkins.plugins.vela.provider.util;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import org.junit.jupiter.api.Test;

/** Expressions that come as text. */
class EvaluateTest {

    private static Outcome evaluate(String expression, String object) {
        return new UtilActions()
                .perform(
                        StepContext.with(Clusters.none()),
                        call("util", "evaluate", "{'expression':'" + expression + "','object':" + object + "}"));
    }

    @Test
    void anExpressionNamesTheFieldsOfTheObject() {
        assertThat(result(evaluate("status.ready >= spec.replicas", "{'spec':{'replicas':2},'status':{'ready':2}}")))
                .isEqualTo(json("{'value':true}"));
    }

    @Test
    void whatIsNotThereYetIsMissingAndNotWrong() {
        assertThat(result(evaluate("status.ready >= 2", "{'spec':{}}")).has("value"))
                .isFalse();
        assertThat(result(evaluate("status.ready >= 2", "{'status':{}}"))
                        .path("err")
                        .asText())
                .contains("ready");
    }

    @Test
    void whatCannotBeRightFails() {
        assertThat(evaluate("status.ready >=", "{'status':{'ready':1}}")).isInstanceOf(Outcome.Failed.class);
        assertThat(evaluate("stauts.ready > 1", "{'status':{'ready':1}}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("stauts"));
        assertThat(evaluate("status.ready > 1", "{'status':{'ready':true}}")).isInstanceOf(Outcome.Failed.class);
    }
}
