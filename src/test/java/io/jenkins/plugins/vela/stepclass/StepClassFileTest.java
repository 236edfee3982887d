package io.jenkins.plugins.vela.stepclass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StepClassFileTest {

    @Retention(RetentionPolicy.RUNTIME)
    @interface Bound {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Settable {}

    /** What a hand-written framework class looks like. */
    public abstract static class Base {}

    /** Its descriptor. */
    public abstract static class BaseDescriptor {
        final String definition;
        final Class<?> describes = getClass().getEnclosingClass();

        protected BaseDescriptor(String definition) {
            this.definition = definition;
        }
    }

    private static final StepClassShape SHAPE = new StepClassShape(
            Base.class.getName(),
            BaseDescriptor.class.getName(),
            String.class.getName(),
            Bound.class.getName(),
            Settable.class.getName());

    private static Class<?> define(String name, StepParameter... parameters) throws ReflectiveOperationException {
        String full = StepClassFileTest.class.getPackageName() + "." + name;
        return StepClassFile.write(full, SHAPE, List.of(parameters)).define(MethodHandles.lookup());
    }

    @Test
    void aDescriptorDescribesTheStepClassAroundIt() throws ReflectiveOperationException {
        Class<?> descriptor = define("Described", new StepParameter("image", ParameterType.TEXT, true));

        BaseDescriptor made =
                (BaseDescriptor) descriptor.getConstructor(String.class).newInstance("build-push-image");

        assertThat(made.definition).isEqualTo("build-push-image");
        assertThat(made.describes.getSimpleName()).isEqualTo("Described");
        assertThat(made.describes.getSuperclass()).isEqualTo(Base.class);
    }

    @Test
    void requiredParametersAreArgumentsOfTheConstructorAndOptionalOnesAreSettable()
            throws ReflectiveOperationException {
        Class<?> step = define(
                        "Typed",
                        new StepParameter("push", ParameterType.FLAG, false),
                        new StepParameter("image", ParameterType.TEXT, true),
                        new StepParameter("replicas", ParameterType.INTEGER, true))
                .getEnclosingClass();
        Constructor<?> constructor = step.getConstructor(String.class, Long.class);

        Object made = constructor.newInstance("app:1", 3L);

        assertThat(constructor.isAnnotationPresent(Bound.class)).isTrue();
        assertThat(Arrays.stream(constructor.getParameters()).map(Parameter::getName))
                .containsExactly("image", "replicas");
        assertThat(step.getField("image").get(made)).isEqualTo("app:1");
        assertThat(step.getField("replicas").get(made)).isEqualTo(3L);
        assertThat(step.getField("push").get(made)).isNull();
        assertThat(step.getField("push").isAnnotationPresent(Settable.class)).isTrue();
        assertThat(step.getField("image").isAnnotationPresent(Settable.class)).isFalse();
    }

    @Test
    void namesThatNoJavaSourceCouldUseAreFields() throws ReflectiveOperationException {
        Class<?> step = define(
                        "Odd",
                        new StepParameter("class", ParameterType.TEXT, true),
                        new StepParameter("pull-policy", ParameterType.TEXT, false),
                        new StepParameter("dNSName", ParameterType.ANY, false),
                        new StepParameter("$secret_1", ParameterType.STRUCT, false))
                .getEnclosingClass();

        assertThat(Arrays.stream(step.getFields()).map(Field::getName))
                .containsExactlyInAnyOrder("class", "pull-policy", "dNSName", "$secret_1");
    }

    @Test
    void listsSayWhatTheyHold() throws ReflectiveOperationException {
        Class<?> step = define(
                        "Lists",
                        new StepParameter("args", ParameterType.listOf(ParameterType.TEXT), true),
                        new StepParameter("volumes", ParameterType.listOf(ParameterType.STRUCT), false))
                .getEnclosingClass();

        assertThat(step.getField("args").getGenericType().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(step.getConstructors()[0].getGenericParameterTypes()[0].getTypeName())
                .isEqualTo("java.util.List<java.lang.String>");
        assertThat(step.getField("volumes").getGenericType()).isEqualTo(List.class);
    }

    @Test
    void theTypesAreWrappersSoThatNothingGivenIsNull() throws ReflectiveOperationException {
        Class<?> step = define(
                        "Wrappers",
                        new StepParameter("a", ParameterType.NUMBER, false),
                        new StepParameter("b", ParameterType.STRUCT, false))
                .getEnclosingClass();

        assertThat(step.getField("a").getType()).isEqualTo(Double.class);
        assertThat(step.getField("b").getType()).isEqualTo(Map.class);
    }

    @Test
    void whatAClassFileCannotExpressIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepParameter("a.b", ParameterType.TEXT, true))
                .withMessageContaining("a.b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> define(
                        "Twice",
                        new StepParameter("a", ParameterType.TEXT, true),
                        new StepParameter("a", ParameterType.FLAG, false)))
                .withMessageContaining("two parameters are called \"a\"");
        StepParameter[] many = IntStream.range(0, 255)
                .mapToObj(i -> new StepParameter("p" + i, ParameterType.TEXT, true))
                .toArray(StepParameter[]::new);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> define("Many", many))
                .withMessageContaining("255");
    }
}
