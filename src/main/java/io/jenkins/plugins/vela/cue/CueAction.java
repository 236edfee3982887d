package io.jenkins.plugins.vela.cue;

import java.util.Optional;

/**
 * A struct with a concrete string at the tracked label ({@code #do}).
 *
 * @param path where it stands
 * @param name the string at the tracked label
 * @param provider the string at {@code #provider} where there is one
 * @param value the whole struct
 */
public record CueAction(CuePath path, String name, Optional<String> provider, CueValue value) {}
