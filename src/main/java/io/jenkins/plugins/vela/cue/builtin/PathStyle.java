package io.jenkins.plugins.vela.cue.builtin;

import java.util.ArrayList;
import java.util.List;

/** How an operating system writes paths. */
enum PathStyle {
    UNIX('/', ':'),
    WINDOWS('\\', ';'),
    PLAN9('/', '\0');

    private static final List<String> RESERVED = List.of(
            "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1",
            "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    final char separator;
    private final char listSeparator;

    PathStyle(char separator, char listSeparator) {
        this.separator = separator;
        this.listSeparator = listSeparator;
    }

    boolean isSeparator(char ch) {
        return ch == '/' || (this == WINDOWS && ch == '\\');
    }

    private boolean separatorAt(String path, int index) {
        return index < path.length() && isSeparator(path.charAt(index));
    }

    boolean sameWord(String a, String b) {
        return this == WINDOWS ? a.equalsIgnoreCase(b) : a.equals(b);
    }

    boolean isAbsolute(String path) {
        if (this != WINDOWS) {
            return path.startsWith("/") || (this == PLAN9 && path.startsWith("#"));
        }
        if (RESERVED.stream().anyMatch(path::equalsIgnoreCase)) {
            return true;
        }
        int volume = volumeLength(path);
        return volume > 0 && separatorAt(path, volume);
    }

    /** Length of {@code C:} or {@code \\host\share} in front of a Windows path. */
    int volumeLength(String path) {
        if (this != WINDOWS || path.length() < 2) {
            return 0;
        }
        char first = path.charAt(0);
        if (path.charAt(1) == ':' && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z'))) {
            return 2;
        }
        boolean isShare = path.length() >= 5
                && separatorAt(path, 0)
                && separatorAt(path, 1)
                && !separatorAt(path, 2)
                && path.charAt(2) != '.';
        if (!isShare) {
            return 0;
        }
        int hostEnd = 3;
        while (hostEnd < path.length() - 1 && !separatorAt(path, hostEnd)) {
            hostEnd++;
        }
        int share = hostEnd + 1;
        if (hostEnd >= path.length() - 1 || separatorAt(path, share) || path.charAt(share) == '.') {
            return 0;
        }
        while (share < path.length() && !separatorAt(path, share)) {
            share++;
        }
        return share;
    }

    String volume(String path) {
        return path.substring(0, volumeLength(path));
    }

    String fromSlash(String path) {
        return path.replace('/', separator);
    }

    String toSlash(String path) {
        return path.replace(separator, '/');
    }

    /** The shortest equivalent path, by its words alone. */
    String clean(String original) {
        int volumeLength = volumeLength(original);
        String path = original.substring(volumeLength);
        if (path.isEmpty()) {
            return volumeLength > 1 && original.charAt(1) != ':' ? fromSlash(original) : original + ".";
        }
        boolean rooted = isSeparator(path.charAt(0));
        List<String> words = new ArrayList<>();
        for (String word : words(path)) {
            boolean isUp = word.equals("..");
            boolean canGoUp = !words.isEmpty() && !words.get(words.size() - 1).equals("..");
            if (isUp && canGoUp) {
                words.remove(words.size() - 1);
            } else if (!word.equals(".") && !(isUp && rooted)) {
                words.add(word);
            }
        }
        String joined = String.join(String.valueOf(separator), words);
        String cleaned = rooted ? separator + joined : joined.isEmpty() ? "." : joined;
        return fromSlash(original.substring(0, volumeLength) + cleaned);
    }

    private List<String> words(String path) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || isSeparator(path.charAt(i))) {
                if (i > start) {
                    words.add(path.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    String join(List<String> elements) {
        int first = 0;
        while (first < elements.size() && elements.get(first).isEmpty()) {
            first++;
        }
        if (first == elements.size()) {
            return "";
        }
        return joinFrom(elements.subList(first, elements.size()));
    }

    private String joinFrom(List<String> elements) {
        String glue = String.valueOf(separator);
        String head = elements.get(0);
        if (this != WINDOWS) {
            return clean(String.join(glue, elements));
        }
        List<String> tail = elements.subList(1, elements.size());
        if (head.length() == 2 && head.charAt(1) == ':') {
            int next = 0;
            while (next < tail.size() && tail.get(next).isEmpty()) {
                next++;
            }
            return clean(head + String.join(glue, tail.subList(next, tail.size())));
        }
        String joined = clean(String.join(glue, elements));
        String cleanHead = clean(head);
        if (volumeLength(joined) <= 2 || volumeLength(cleanHead) > 2) {
            return joined;
        }
        // words must not become the name of a host
        String cleanTail = clean(String.join(glue, tail));
        return cleanHead.endsWith(glue) ? cleanHead + cleanTail : cleanHead + glue + cleanTail;
    }

    List<String> splitList(String path) {
        List<String> parts = new ArrayList<>();
        if (path.isEmpty()) {
            return parts;
        }
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < path.length(); i++) {
            char ch = path.charAt(i);
            if (ch == '"' && this == WINDOWS) {
                quoted = !quoted;
            } else if (ch == listSeparator && !quoted) {
                parts.add(path.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(path.substring(start));
        if (this == WINDOWS) {
            parts.replaceAll(part -> part.replace("\"", ""));
        }
        return parts;
    }
}
