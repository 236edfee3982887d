package io.jenkins.plugins.vela.sandbox.api;

/** Names one object of a cluster; the namespace is empty for cluster-scoped objects. */
public record ObjectKey(Resource resource, String namespace, String name) {}
