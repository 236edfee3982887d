package io.jenkins.plugins.vela.stepcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import groovy.lang.GString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.jupiter.api.Test;

class PlainValueTest {

    @Test
    void whatAScriptWritesIsTaken() {
        GString text = new GStringImpl(new Object[] {3}, new String[] {"app:", ""});

        assertThat(PlainValue.toJson(Map.of("image", text, "n", List.of(1, 2L, new BigDecimal("0.5"), true)))
                        .toString())
                .isIn("{\"image\":\"app:3\",\"n\":[1,2,0.5,true]}", "{\"n\":[1,2,0.5,true],\"image\":\"app:3\"}");
        assertThat(PlainValue.toJson(null).isNull()).isTrue();
    }

    @Test
    void anythingElseIsRefusedWithItsPlaceAndNeverAskedWhatItIs() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("asked");
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainValue.toJson(Map.of("a", List.of(1, hostile))))
                .withMessageStartingWith("a[1] is a ");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainValue.toJson(endless))
                .withMessageContaining("nested");
    }
}
