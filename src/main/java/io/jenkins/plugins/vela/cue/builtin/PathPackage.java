package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Builtin.OPTIONAL;
import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.value.Value;
import java.util.List;

/** Package {@code path}: paths as words; nothing here touches a file. */
final class PathPackage {
    private PathPackage() {}

    static Members members() {
        int os = STRING | OPTIONAL;
        return new Members("path", "{Unix: \"unix\", Windows: \"windows\", Plan9: \"plan9\"}")
                .constant("Unix", Results.text("unix"))
                .constant("Windows", Results.text("windows"))
                .constant("Plan9", Results.text("plan9"))
                .function("Split", LIST, c -> Results.texts(c, split(c.text(0), style(c, 1))), STRING, os)
                .function("SplitList", LIST, c -> Results.texts(c, style(c, 1).splitList(c.text(0))), STRING, STRING)
                .function("Join", STRING, c -> Results.text(style(c, 1).join(c.texts(0))), LIST, os)
                .function(
                        "Match",
                        BOOL,
                        c -> Results.bool(PathPattern.matches(c.text(0), c.text(1), style(c, 2))),
                        STRING,
                        STRING,
                        os)
                .function("Clean", STRING, c -> Results.text(style(c, 1).clean(c.text(0))), STRING, os)
                .function("ToSlash", STRING, c -> Results.text(style(c, 1).toSlash(c.text(0))), STRING, STRING)
                .function("FromSlash", STRING, c -> Results.text(style(c, 1).fromSlash(c.text(0))), STRING, STRING)
                .function("Ext", STRING, c -> Results.text(ext(c.text(0), style(c, 1))), STRING, os)
                .function("Resolve", STRING, c -> resolve(c.text(0), c.text(1), style(c, 2)), STRING, STRING, os)
                .function(
                        "Rel",
                        STRING,
                        c -> Results.text(relative(c.text(0), c.text(1), style(c, 2))),
                        STRING,
                        STRING,
                        os)
                .function("Base", STRING, c -> Results.text(base(c.text(0), style(c, 1))), STRING, os)
                .function("Dir", STRING, c -> Results.text(dir(c.text(0), style(c, 1))), STRING, os)
                .function("IsAbs", BOOL, c -> Results.bool(style(c, 1).isAbsolute(c.text(0))), STRING, os)
                .function("VolumeName", STRING, PathPackage::volumeName, STRING, os);
    }

    private static PathStyle style(Call call, int index) throws Failure {
        return call.count() > index ? style(call.text(index)) : PathStyle.UNIX;
    }

    private static PathStyle style(String name) throws Failure {
        return switch (name) {
            case "unix",
                    "aix",
                    "android",
                    "darwin",
                    "dragonfly",
                    "freebsd",
                    "hurd",
                    "illumos",
                    "ios",
                    "js",
                    "linux",
                    "nacl",
                    "netbsd",
                    "openbsd",
                    "solaris",
                    "zos" -> PathStyle.UNIX;
            case "windows" -> PathStyle.WINDOWS;
            case "plan9" -> PathStyle.PLAN9;
            default ->
                throw Failure.of("unknown operating system " + StrconvPackage.quoted(name)
                        + ": unix, windows or plan9 expected");
        };
    }

    private static Value volumeName(Call call) throws Failure {
        PathStyle style = call.count() > 1 ? style(call.text(1)) : PathStyle.WINDOWS;
        return Results.text(style.volume(call.text(0)));
    }

    /** Where the last word begins. */
    private static int lastWord(String path, PathStyle style) {
        int volume = style.volumeLength(path);
        int at = path.length();
        while (at > volume && !style.isSeparator(path.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static List<String> split(String path, PathStyle style) {
        int at = lastWord(path, style);
        return List.of(path.substring(0, at), path.substring(at));
    }

    private static String ext(String path, PathStyle style) {
        for (int i = path.length() - 1; i >= 0 && !style.isSeparator(path.charAt(i)); i--) {
            if (path.charAt(i) == '.') {
                return path.substring(i);
            }
        }
        return "";
    }

    private static Value resolve(String dir, String sub, PathStyle style) {
        return Results.text(style.isAbsolute(sub) ? style.clean(sub) : style.join(List.of(style.clean(dir), sub)));
    }

    private static String base(String path, PathStyle style) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && style.isSeparator(path.charAt(end - 1))) {
            end--;
        }
        String bare = path.substring(0, end);
        String name = bare.substring(style.volumeLength(bare));
        int start = name.length();
        while (start > 0 && !style.isSeparator(name.charAt(start - 1))) {
            start--;
        }
        String last = name.substring(start);
        return last.isEmpty() ? String.valueOf(style.separator) : last;
    }

    private static String dir(String path, PathStyle style) {
        String volume = style.volume(path);
        String dir = style.clean(path.substring(volume.length(), lastWord(path, style)));
        return dir.equals(".") && volume.length() > 2 ? volume : volume + dir;
    }

    private static String relative(String from, String to, PathStyle style) throws Failure {
        String base = style.clean(from);
        String target = style.clean(to);
        if (style.sameWord(target, base)) {
            return ".";
        }
        String baseVolume = style.volume(from);
        String targetVolume = style.volume(to);
        String baseRest = base.substring(baseVolume.length());
        String targetRest = target.substring(targetVolume.length());
        baseRest = baseRest.equals(".") ? "" : baseRest;
        String glue = String.valueOf(style.separator);
        Failure impossible = Failure.of("Rel: can't make " + to + " relative to " + from);
        if (baseRest.startsWith(glue) != targetRest.startsWith(glue) || !style.sameWord(baseVolume, targetVolume)) {
            throw impossible;
        }
        List<String> baseWords = words(baseRest, glue);
        List<String> targetWords = words(targetRest, glue);
        int same = 0;
        while (same < baseWords.size()
                && same < targetWords.size()
                && style.sameWord(baseWords.get(same), targetWords.get(same))) {
            same++;
        }
        if (same < baseWords.size() && baseWords.get(same).equals("..")) {
            throw impossible;
        }
        StringBuilder out = new StringBuilder();
        for (int i = same; i < baseWords.size(); i++) {
            out.append(out.length() > 0 ? glue : "").append("..");
        }
        for (String word : targetWords.subList(same, targetWords.size())) {
            out.append(out.length() > 0 ? glue : "").append(word);
        }
        return out.toString();
    }

    private static List<String> words(String path, String glue) {
        return java.util.Arrays.stream(path.split(java.util.regex.Pattern.quote(glue)))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
