/**
 * Small controllers that make objects behave as if a cluster ran them: workloads become ready, jobs and pods finish and
 * write logs, custom resources get the status that somebody asked for.
 *
 * <h2>Annotations</h2>
 *
 * <p>On an object, on the pod template of a workload, or on a namespace as the default of everything in it:
 *
 * <ul>
 *   <li>{@code sandbox.vela/behavior}: {@code ready} (the default), {@code fail} (containers end with an error, workloads
 *       do not become ready) or {@code pending} (nothing ever starts).
 *   <li>{@code sandbox.vela/delay}: how long until it starts or becomes ready, for example {@code 2s}.
 *   <li>{@code sandbox.vela/duration}: how long a container runs that is meant to end; the delay unless given.
 *   <li>{@code sandbox.vela/exit-code}: the exit code of its containers.
 *   <li>{@code sandbox.vela/log}: the lines that its containers write.
 *   <li>{@code sandbox.vela/status} (not on namespaces): the status that an object of a kind without a controller here
 *       gets after the delay, anew for every generation; an object, or a list whose items follow each other after the
 *       delay each, or after their own {@code after} when they have the form {@code {"after": "5s", "status": {…}}}. A
 *       text {@code ${spec.replicas}} in it stands for that value of the object.
 * </ul>
 *
 * <p>Everything here runs on one thread. Uses {@code sandbox.registry} and {@code sandbox.log} and what those use.
 */
package io.jenkins.plugins.vela.sandbox.controller;
