package io.jenkins.plugins.vela.cue.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.List;

/**
 * A compiled expression. {@code up} counts environments outwards: each struct literal, each value under a pattern or
 * dynamic label, and each {@code for} and {@code let} clause opens one.
 */
public sealed interface Expression {

    Position position();

    /** Selects the code that evaluates the expression. */
    Tag tag();

    /** One for each form of expression. */
    enum Tag {
        CONSTANT,
        BOTTOM,
        STRUCT,
        LIST,
        FIELD,
        OWN_VALUE,
        OWN_LABEL,
        DYNAMIC_FIELD,
        BINDING,
        LET,
        IMPORT,
        SELECTOR,
        INDEX,
        SLICE,
        CALL,
        UNARY,
        BOUND,
        BINARY,
        BOTTOM_TEST,
        COMPARISON,
        UNIFICATION,
        DISJUNCTION,
        INTERPOLATION,
        DATA
    }

    /** True for what names another value, so that its conjuncts can be taken over. */
    default boolean isReference() {
        return switch (tag()) {
            case FIELD, OWN_VALUE, DYNAMIC_FIELD, BINDING, LET, IMPORT, SELECTOR, INDEX -> true;
            default -> false;
        };
    }

    /** True for a reference that goes through a definition, which closes what it refers to. */
    default boolean namesDefinition() {
        return false;
    }

    /** False when there are no definitions in the value, at any depth, whatever the rest of the program says. */
    default boolean mayHoldDefinitions() {
        return switch (tag()) {
            case BOTTOM, DATA, UNARY, BOUND, BOTTOM_TEST, COMPARISON, INTERPOLATION -> false;
            default -> true;
        };
    }

    /** A scalar, type or function. */
    record Constant(Position position, Value value) implements Expression {
        @Override
        public Tag tag() {
            return Tag.CONSTANT;
        }

        /** What was made in an evaluation may be a struct. */
        @Override
        public boolean mayHoldDefinitions() {
            return !position.isKnown();
        }
    }

    /** {@code _|_}. */
    record BottomLiteral(Position position) implements Expression {
        @Override
        public Tag tag() {
            return Tag.BOTTOM;
        }
    }

    /** {@code {…}} or a whole file. */
    final class StructLiteral implements Expression {
        private final Position position;
        private final List<Declaration> declarations;
        private final int lets;
        private final boolean embeds;
        private final boolean open;
        private final boolean isStruct;
        private final boolean mayHoldDefinitions;

        public StructLiteral(Position position, List<Declaration> declarations, int lets) {
            this.position = position;
            this.declarations = List.copyOf(declarations);
            this.lets = lets;
            boolean hasEmbedding = false;
            boolean hasRest = false;
            boolean hasComprehension = false;
            boolean hasEllipsis = false;
            boolean hasDefinitions = false;
            for (Declaration declaration : declarations) {
                hasEmbedding |= declaration instanceof Declaration.Embedding;
                hasComprehension |= declaration instanceof Declaration.Comprehension;
                hasRest |= declaration instanceof Declaration.Comprehension comprehension && comprehension.hasRest();
                hasEllipsis |= declaration instanceof Declaration.Ellipsis;
                hasDefinitions |= declaration.mayHoldDefinitions();
            }
            this.embeds = hasEmbedding || hasRest;
            this.open = hasEllipsis;
            this.isStruct = !hasEmbedding && !hasComprehension;
            this.mayHoldDefinitions = hasDefinitions;
        }

        @Override
        public boolean mayHoldDefinitions() {
            return mayHoldDefinitions;
        }

        @Override
        public Position position() {
            return position;
        }

        public List<Declaration> declarations() {
            return declarations;
        }

        /** Number of let declarations. */
        public int lets() {
            return lets;
        }

        /** Has embedded expressions, or comprehensions that may embed some. */
        public boolean embeds() {
            return embeds;
        }

        /** Is a struct whatever its fields are: nothing is embedded that might be a scalar or list. */
        public boolean isStruct() {
            return isStruct;
        }

        /** Has {@code ...}. */
        public boolean open() {
            return open;
        }

        @Override
        public Tag tag() {
            return Tag.STRUCT;
        }
    }

    /**
     * {@code [a, b, ...T]}.
     *
     * @param elements in order
     * @param rest type of further elements, or null when the list is closed
     */
    record ListLiteral(Position position, List<Element> elements, Expression rest) implements Expression {
        @Override
        public Tag tag() {
            return Tag.LIST;
        }

        @Override
        public boolean mayHoldDefinitions() {
            for (int i = 0; i < elements.size(); i++) {
                Element element = elements.get(i);
                if (element.comprehension() != null || element.expression().mayHoldDefinitions()) {
                    return true;
                }
            }
            return rest != null && rest.mayHoldDefinitions();
        }
    }

    /** What stands in a list: exactly one of both is not null. */
    record Element(Expression expression, Declaration.Comprehension comprehension) {}

    /** A field of an enclosing struct. */
    record FieldReference(Position position, int up, Label label) implements Expression {
        @Override
        public Tag tag() {
            return Tag.FIELD;
        }

        @Override
        public boolean namesDefinition() {
            return label.isDefinition();
        }
    }

    /** The value that the environment belongs to ({@code a: X={…}} under a pattern). */
    record OwnValue(Position position, int up) implements Expression {
        @Override
        public Tag tag() {
            return Tag.OWN_VALUE;
        }
    }

    /** The label that a pattern matched or a dynamic field has. */
    record OwnLabel(Position position, int up) implements Expression {
        @Override
        public Tag tag() {
            return Tag.OWN_LABEL;
        }
    }

    /** A dynamic field of an enclosing struct by its alias; {@code label} is evaluated in that struct's scope. */
    record DynamicReference(Position position, int up, DynamicLabel label) implements Expression {
        @Override
        public Tag tag() {
            return Tag.DYNAMIC_FIELD;
        }
    }

    /** A variable of a {@code for} or {@code let} clause: slot 0 is the key, 1 the value. */
    record Binding(Position position, int up, int slot) implements Expression {
        @Override
        public Tag tag() {
            return Tag.BINDING;
        }
    }

    /** The value of a let declaration. */
    record LetReference(Position position, int up, Let let) implements Expression {
        @Override
        public Tag tag() {
            return Tag.LET;
        }

        @Override
        public boolean namesDefinition() {
            return let.value().tag() == Tag.FIELD && let.value().namesDefinition();
        }
    }

    /** An imported package. */
    record ImportReference(Position position, Import target) implements Expression {
        @Override
        public Tag tag() {
            return Tag.IMPORT;
        }
    }

    /** {@code operand.label}. */
    record Selector(Position position, Expression operand, Label label, Position labelPosition) implements Expression {
        @Override
        public Tag tag() {
            return Tag.SELECTOR;
        }

        @Override
        public boolean namesDefinition() {
            return label.isDefinition() || operand.namesDefinition();
        }
    }

    /** {@code operand[index]}. */
    record Index(Position position, Expression operand, Expression index) implements Expression {
        @Override
        public Tag tag() {
            return Tag.INDEX;
        }

        @Override
        public boolean namesDefinition() {
            return operand.namesDefinition();
        }
    }

    /** {@code left == right} of values of any kind, as the experiment {@code structcmp} has it. */
    record Comparison(Position position, Expression left, Expression right, boolean negated) implements Expression {
        @Override
        public Tag tag() {
            return Tag.COMPARISON;
        }
    }

    /** {@code operand[low:high]}; low and high may be null. */
    record Slice(Position position, Expression operand, Expression low, Expression high) implements Expression {
        @Override
        public Tag tag() {
            return Tag.SLICE;
        }
    }

    /** {@code function(arguments)}. */
    record Call(Position position, Expression function, List<Expression> arguments) implements Expression {
        @Override
        public Tag tag() {
            return Tag.CALL;
        }
    }

    /** {@code -x}, {@code +x}, {@code !x}. */
    record Unary(Position position, Operator operator, Expression operand) implements Expression {
        @Override
        public Tag tag() {
            return Tag.UNARY;
        }
    }

    /** {@code >=x}, {@code =~x}, … */
    record BoundExpression(Position position, Operator operator, Expression limit) implements Expression {
        @Override
        public Tag tag() {
            return Tag.BOUND;
        }
    }

    /** Arithmetic, comparison, logic. */
    record Binary(Position position, Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public Tag tag() {
            return Tag.BINARY;
        }
    }

    /** {@code operand == _|_}, or with {@code negated} {@code operand != _|_}. */
    record BottomTest(Position position, Expression operand, boolean negated) implements Expression {
        @Override
        public Tag tag() {
            return Tag.BOTTOM_TEST;
        }
    }

    /** {@code a & b & …}. */
    record Unification(Position position, List<Expression> operands) implements Expression {
        @Override
        public Tag tag() {
            return Tag.UNIFICATION;
        }

        @Override
        public boolean mayHoldDefinitions() {
            for (int i = 0; i < operands.size(); i++) {
                if (operands.get(i).mayHoldDefinitions()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code a | *b | …}. */
    record Disjunction(Position position, List<Alternative> alternatives, boolean hasDefaults) implements Expression {
        @Override
        public Tag tag() {
            return Tag.DISJUNCTION;
        }

        @Override
        public boolean mayHoldDefinitions() {
            for (int i = 0; i < alternatives.size(); i++) {
                if (alternatives.get(i).expression().mayHoldDefinitions()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One alternative of a disjunction. */
    record Alternative(Expression expression, boolean isDefault) {}

    /** A string or bytes with expressions inside; literal parts are constants. */
    record Interpolation(Position position, boolean isBytes, List<Expression> parts) implements Expression {
        @Override
        public Tag tag() {
            return Tag.INTERPOLATION;
        }
    }

    /**
     * Data from outside.
     *
     * @param isInput whether it counts as written at the end of the program; other data is unified with what the program
     *     says
     */
    record Data(Position position, JsonNode node, boolean isInput) implements Expression {
        @Override
        public Tag tag() {
            return Tag.DATA;
        }
    }
}
