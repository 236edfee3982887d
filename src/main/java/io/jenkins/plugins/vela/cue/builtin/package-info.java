/**
 * CUE's standard packages ({@code strings}, {@code list}, {@code encoding/json}, …): one class a package, named after it.
 *
 * <p>Uses {@code cue.value} for what goes in and out and {@code cue.syntax} where text is parsed; nothing else of this
 * project. Every function is pure, and bounded by the size of its arguments or by a limit of its own. Strings are
 * sequences of UTF-8 bytes to the functions that count or index, as in the reference.
 */
package io.jenkins.plugins.vela.cue.builtin;
