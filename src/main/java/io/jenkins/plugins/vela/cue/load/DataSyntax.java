package io.jenkins.plugins.vela.cue.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.jenkins.plugins.vela.cue.builtin.DataText;
import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Source;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Data in YAML or JSON as CUE syntax, each node where it stands in the data's text. */
public final class DataSyntax {
    private final Source source;
    private final Places places;

    private DataSyntax(Source source, Places places) {
        this.source = source;
        this.places = places;
    }

    /**
     * Reads the documents of a YAML text, or the values of a JSON text, of which YAML is a superset.
     *
     * @throws LoadException when it is neither
     */
    public static List<Expr> yaml(Source source) throws LoadException {
        List<Places> places;
        try {
            places = Places.of(source.text());
        } catch (MarkedYamlEngineException e) {
            int offset = e.getProblemMark()
                    .map(Mark::getIndex)
                    .map(index -> Places.units(source.text(), index))
                    .orElse(0);
            throw new LoadException(source.at(offset), "not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new LoadException(source.at(0), "not valid YAML: " + e.getMessage());
        }
        try {
            return exprs(source, DataText.readYaml(source.text()), places);
        } catch (IllegalArgumentException e) {
            throw new LoadException(source.at(0), e.getMessage());
        }
    }

    /**
     * Reads the values of a JSON text.
     *
     * @throws LoadException when it is no JSON
     */
    public static List<Expr> json(Source source) throws LoadException {
        List<JsonNode> values;
        try {
            values = DataText.readJson(source.text());
        } catch (IllegalArgumentException e) {
            throw new LoadException(source.at(failure(source.text())), "not valid JSON");
        }
        try {
            return exprs(source, values, Places.of(source.text()));
        } catch (YamlEngineException e) {
            // JSON values one after the other are no YAML: what they say is known, where they stand is not
            return exprs(source, values, List.of());
        }
    }

    /**
     * Reads a TOML text. What it says stands at its beginning, as far as positions tell.
     *
     * @throws LoadException when it is no TOML
     */
    public static List<Expr> toml(Source source) throws LoadException {
        try {
            return exprs(source, List.of(DataText.readToml(source.text())), List.of());
        } catch (IllegalArgumentException e) {
            throw new LoadException(source.at(0), e.getMessage());
        }
    }

    private static int failure(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                // only to find where it fails
            }
        } catch (JsonProcessingException e) {
            return e.getLocation() == null
                    ? 0
                    : (int) Math.max(0, e.getLocation().getCharOffset() - 1);
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }

    private static List<Expr> exprs(Source source, List<JsonNode> documents, List<Places> places) {
        List<Expr> exprs = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Places own = i < places.size() ? places.get(i) : Places.none();
            exprs.add(new DataSyntax(source, own).expr(documents.get(i), ""));
        }
        return exprs;
    }

    /** Each document of a YAML text as a text of its own, in which everything stands where it stood. */
    public static List<String> documents(String text) {
        try {
            return Places.of(text).stream().map(Places::alone).toList();
        } catch (YamlEngineException e) {
            return List.of(text);
        }
    }

    /** A file of which an expression is all. */
    public static File file(Source source, Expr expr) {
        List<Decl> decls = expr instanceof Expr.StructLit struct
                ? struct.decls()
                : List.of(new Decl.Embedding(expr.position(), Comments.none(), expr));
        return new File(
                source, new File.Preamble(List.of(), Comments.none()), Optional.empty(), List.of(), decls, List.of());
    }

    /** The expression as the value of a field. */
    public static Expr within(Label label, Expr expr) {
        return new Expr.StructLit(expr.position(), List.of(field(label, expr)), true, List.of());
    }

    private static Decl field(Label label, Expr value) {
        return new Decl.Field(
                label.position(),
                Comments.none(),
                Optional.empty(),
                label,
                Decl.Constraint.NONE,
                Optional.empty(),
                value,
                List.of());
    }

    private Position at(String place) {
        return places.offset(place).map(source::at).orElseGet(() -> source.at(0));
    }

    private Expr expr(JsonNode node, String place) {
        Position position = at(place);
        if (node.isObject()) {
            List<Decl> decls = new ArrayList<>();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String inner = Places.member(place, member.getKey());
                Label label = new Label.Text(at(Places.key(inner)), member.getKey(), "");
                decls.add(field(label, expr(member.getValue(), inner)));
            }
            return new Expr.StructLit(position, decls, true, List.of());
        } else if (node.isArray()) {
            List<ListElement> elements = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                elements.add(expr(node.get(i), Places.member(place, Integer.toString(i))));
            }
            List<Comments> comments =
                    elements.stream().map(e -> Comments.none()).toList();
            return new Expr.ListLit(position, elements, comments, Optional.empty(), List.of());
        } else if (node instanceof BinaryNode binary) {
            return new Expr.BytesLit(position, Bytes.of(binary.binaryValue()), "");
        } else if (node.isNumber()) {
            return number(node, position);
        } else if (node.isBoolean()) {
            return new Expr.BoolLit(position, node.booleanValue());
        }
        return node.isNull() ? new Expr.NullLit(position) : new Expr.StringLit(position, node.asText(), "");
    }

    private static Expr number(JsonNode node, Position position) {
        BigDecimal value = node.decimalValue();
        Expr literal = node.isIntegralNumber()
                ? new Expr.IntLit(position, node.bigIntegerValue().abs(), "")
                : new Expr.FloatLit(position, value.abs(), "");
        return value.signum() < 0 ? new Expr.Unary(position, Operator.SUBTRACT, literal) : literal;
    }
}
