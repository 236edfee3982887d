package io.jenkins.plugins.vela.cli;

/** ANSI colours, or none. */
enum Style {
    PLAIN("0"),
    DIM("2"),
    BOLD("1"),
    GREEN("32"),
    YELLOW("33"),
    RED("31"),
    CYAN("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text in this style where the console takes it, otherwise the text. */
    String on(Console console, String text) {
        return console.styled() && this != PLAIN && !text.isEmpty()
                ? "\u001B[" + code + "m" + text + "\u001B[0m"
                : text;
    }
}
