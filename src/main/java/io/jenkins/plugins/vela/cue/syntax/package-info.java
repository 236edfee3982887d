/**
 * Scanner, parser and syntax tree of the CUE language: text in, sealed records with positions out.
 *
 * <p>Uses nothing else of this project. Everything here is immutable and safe to share between threads, except the
 * scanner and the parser, which belong to one call.
 */
package io.jenkins.plugins.vela.cue.syntax;
