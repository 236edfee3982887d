package io.jenkins.plugins.vela.page;

import hudson.model.Item;
import hudson.model.Run;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who may decide about a suspended step, by the rules of the {@code input} step: those whom it names, people or groups, in the
 * way in which the security realm compares names, and administrators always; where it names nobody, who may build.
 */
final class Approver {
    private Approver() {}

    /**
     * The current user as who decides.
     *
     * @throws AccessDeniedException when the step asks for somebody else
     */
    static Decider current(Run<?, ?> run, StepStatus step) {
        List<String> approvers = step.approval().map(Approval::approvers).orElse(List.of());
        Authentication user = Jenkins.getAuthentication2();
        Set<String> groups = new HashSet<>();
        if (approvers.isEmpty()) {
            run.checkPermission(Item.BUILD);
        } else if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            groups.addAll(approvers);
        } else {
            approvers.stream().filter(approver -> is(user, approver)).forEach(groups::add);
            if (groups.isEmpty()) {
                throw new AccessDeniedException(
                        step.name() + " is to be approved by " + String.join(" or ", approvers));
            }
        }
        return new Decider(user.getName(), groups);
    }

    private static boolean is(Authentication user, String approver) {
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        IdStrategy users = realm.getUserIdStrategy();
        IdStrategy groups = realm.getGroupIdStrategy();
        boolean known = !(user instanceof org.springframework.security.authentication.AnonymousAuthenticationToken);
        return known
                && (users.equals(user.getName(), approver)
                        || user.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .anyMatch(group -> groups.equals(group, approver)));
    }
}
