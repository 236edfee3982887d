package io.jenkins.plugins.vela.cue.format;

/** What may be written before the next token; the strongest wins, and the source's own line breaks have a say. */
enum Space {
    /** A space. */
    BLANK,
    /** The next column of a table. */
    COLUMN,
    /** No space, whatever else asks for one. */
    NO_BLANK,
    /** As asked for, whatever stands in the source. */
    FIXED,
    /** A comma between elements. */
    COMMA,
    /** The comma is the last one: only where a line ends. */
    LAST_COMMA,
    /** A comma between declarations that stay on one line. */
    FIELD_COMMA,
    /** A new line of the same table. */
    LINE,
    /** A new line that begins another table. */
    TABLE_END,
    /** An empty line. */
    SECTION,
    /** One level deeper from the next line on. */
    INDENT,
    /** Back from the last level. */
    UNINDENT
}
