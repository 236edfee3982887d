package io.jenkins.plugins.vela.sandbox.contract;

/** The kinds that people use most: apiVersion, plural, kind, scope, short names, subresources. */
final class BuiltInKinds {

    static final String TABLE = """
            v1 configmaps ConfigMap n cm -
            v1 endpoints Endpoints n ep -
            v1 events Event n ev -
            v1 limitranges LimitRange n limits -
            v1 namespaces Namespace c ns status
            v1 nodes Node c no status
            v1 persistentvolumeclaims PersistentVolumeClaim n pvc status
            v1 persistentvolumes PersistentVolume c pv status
            v1 pods Pod n po status
            v1 podtemplates PodTemplate n - -
            v1 replicationcontrollers ReplicationController n rc status,scale
            v1 resourcequotas ResourceQuota n quota status
            v1 secrets Secret n - -
            v1 serviceaccounts ServiceAccount n sa -
            v1 services Service n svc status
            admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration c - -
            admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration c - -
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition c crd,crds status
            apps/v1 controllerrevisions ControllerRevision n - -
            apps/v1 daemonsets DaemonSet n ds status
            apps/v1 deployments Deployment n deploy status,scale
            apps/v1 replicasets ReplicaSet n rs status,scale
            apps/v1 statefulsets StatefulSet n sts status,scale
            autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler n hpa status
            batch/v1 cronjobs CronJob n cj status
            batch/v1 jobs Job n - status
            coordination.k8s.io/v1 leases Lease n - -
            discovery.k8s.io/v1 endpointslices EndpointSlice n - -
            events.k8s.io/v1 events Event n ev -
            networking.k8s.io/v1 ingressclasses IngressClass c - -
            networking.k8s.io/v1 ingresses Ingress n ing status
            networking.k8s.io/v1 networkpolicies NetworkPolicy n netpol -
            policy/v1 poddisruptionbudgets PodDisruptionBudget n pdb status
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding c - -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole c - -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding n - -
            rbac.authorization.k8s.io/v1 roles Role n - -
            scheduling.k8s.io/v1 priorityclasses PriorityClass c pc -
            storage.k8s.io/v1 csidrivers CSIDriver c - -
            storage.k8s.io/v1 storageclasses StorageClass c sc -
            storage.k8s.io/v1 volumeattachments VolumeAttachment c - status
            """;

    private BuiltInKinds() {}
}
