package io.jenkins.plugins.vela.sandbox.contract;

/**
 * What of the Kubernetes API the embedded cluster honours. Every statement also holds for a real API server, so that
 * nobody learns a wrong habit in the sandbox.
 */
interface KubernetesContract
        extends DiscoveryContract,
                ObjectContract,
                PatchContract,
                ApplyContract,
                ListAndWatchContract,
                SubresourceContract,
                DeletionContract,
                CustomResourceContract,
                HabitContract,
                ProtobufContract {}
