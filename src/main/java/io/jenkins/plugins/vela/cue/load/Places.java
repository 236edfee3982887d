package io.jenkins.plugins.vela.cue.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where the values and keys of a document stand in its text, by their paths. */
final class Places {
    private final Map<String, Integer> offsets = new HashMap<>();
    private final String text;
    private int begin;
    private int end;

    private Places(String text) {
        this.text = text;
    }

    static Places none() {
        return new Places("");
    }

    /** The places of each document. */
    static List<Places> of(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(16 << 20)
                .setParseComments(false)
                .build();
        Iterator<Event> events = new Parse(settings).parseString(text).iterator();
        List<Places> documents = new ArrayList<>();
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                Places places = new Places(text);
                places.begin = offset(text, event.getStartMark());
                places.node(events.next(), events, "");
                documents.add(places);
            } else if (event.getEventId() == Event.ID.DocumentEnd) {
                documents.get(documents.size() - 1).end = offset(text, event.getStartMark());
            }
        }
        return documents;
    }

    static String member(String place, String name) {
        return place + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String key(String place) {
        return "#" + place;
    }

    Optional<Integer> offset(String place) {
        return Optional.ofNullable(offsets.get(place));
    }

    /** The text with everything but this document made blank, so that its places stay. */
    String alone() {
        return blank(text.substring(0, begin)) + text.substring(begin, Math.max(begin, end));
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", "");
    }

    private static int offset(String text, Optional<Mark> mark) {
        return mark.map(known -> units(text, known.getIndex())).orElse(0);
    }

    /** The offset of a character in UTF-16 units. */
    static int units(String text, int characters) {
        return text.offsetByCodePoints(0, Math.min(characters, text.codePointCount(0, text.length())));
    }

    private void node(Event event, Iterator<Event> events, String place) {
        offsets.put(place, offset(text, event.getStartMark()));
        if (event.getEventId() == Event.ID.MappingStart) {
            for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
                String inner = member(place, key instanceof ScalarEvent scalar ? scalar.getValue() : "");
                offsets.put(key(inner), offset(text, key.getStartMark()));
                if (!(key instanceof ScalarEvent)) {
                    node(key, events, inner);
                }
                node(events.next(), events, inner);
            }
        } else if (event.getEventId() == Event.ID.SequenceStart) {
            int index = 0;
            for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                node(next, events, member(place, Integer.toString(index++)));
            }
        }
    }
}
