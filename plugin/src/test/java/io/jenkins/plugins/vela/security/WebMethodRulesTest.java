package io.jenkins.plugins.vela.security;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.access.AccessDeniedException;

/** Every address that the plugin serves: what changes or asks something is a POST, and says who may. */
@WithJenkins
class WebMethodRulesTest {
    private static JenkinsRule jenkins;

    /** What may be got without a POST, since it only shows: each asks for the right to see it by itself. */
    private static final Set<String> SHOWN = Set.of("DefinitionStepDescriptor.doHelp");

    /**
     * The same for everybody: words of the plugin itself, names of step types, which the Steps Reference shows to whoever may
     * read the controller, and checks that look at nothing but what was typed.
     */
    private static final Set<String> FOR_EVERYBODY = Set.of(
            "VelaWorkflowStep$DescriptorImpl.doFillModeItems",
            "VelaWorkflowStep$DescriptorImpl.doFillOnFailureItems",
            "WorkflowBuilder$DescriptorImpl.doFillModeItems",
            "WorkflowBuilder$DescriptorImpl.doCheckContext",
            "WorkflowBuilder$DescriptorImpl.doCheckClusters",
            "BuilderOptions$DescriptorImpl.doCheckPrefix",
            "StepParameterDefinition$DescriptorImpl.doCheckName");

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    private static Path compiled() throws URISyntaxException {
        return Path.of(VelaConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<Path> files(String ending) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.walk(compiled())) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static List<Class<?>> classes() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files(".class")) {
            String name =
                    compiled().relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
            classes.add(Class.forName(name, false, WebMethodRulesTest.class.getClassLoader()));
        }
        return classes;
    }

    private static String name(Method method) {
        String type = method.getDeclaringClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    private static List<Method> webMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && !method.isBridge() && !method.isSynthetic())
                .filter(method ->
                        method.getName().matches("(do|js)[A-Z].*") || method.isAnnotationPresent(WebMethod.class))
                .toList();
    }

    @Test
    void everyWebMethodIsAPostOrOnlyShows() throws Exception {
        List<String> found = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : classes()) {
            for (Method method : webMethods(type)) {
                found.add(name(method));
                boolean post = method.isAnnotationPresent(POST.class) || method.isAnnotationPresent(RequirePOST.class);
                boolean shows = method.isAnnotationPresent(GET.class) || SHOWN.contains(name(method));
                if (post == shows) {
                    wrong.add(name(method));
                }
            }
        }
        assertThat(found)
                .contains("WorkflowPage.doApprove", "HeldWorkflows.doConfirm")
                .hasSizeGreaterThan(20);
        assertThat(wrong).isEmpty();
    }

    /** Everything that a form can ask is refused to who may only read, or tells nothing. */
    @Test
    void noFormTellsAnythingToWhoMayNotConfigure() throws Exception {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            if (!descriptor.getClass().getName().startsWith("io.jenkins.plugins.vela.")) {
                continue;
            }
            for (Method method : webMethods(descriptor.getClass())) {
                if (FOR_EVERYBODY.contains(name(method)) || SHOWN.contains(name(method))) {
                    continue;
                }
                asked++;
                if (tells(descriptor, method)) {
                    wrong.add(name(method));
                }
            }
        }
        assertThat(asked).isGreaterThan(8);
        assertThat(wrong).isEmpty();
    }

    private static boolean tells(Descriptor<?> descriptor, Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(WebMethodRulesTest::something)
                .toArray();
        try (ACLContext as = ACL.as2(User.getById("reader", true).impersonate2())) {
            Object answer = method.invoke(descriptor, arguments);
            if (answer instanceof ListBoxModel items) {
                return items.stream().anyMatch(item -> !item.value.equals("something"));
            }
            return !(answer instanceof ComboBoxModel items && items.isEmpty());
        } catch (InvocationTargetException e) {
            return !(e.getCause() instanceof AccessDeniedException);
        }
    }

    private static Object something(Class<?> type) {
        if (type == String.class) {
            return "something";
        } else if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (StaplerRequest2.class == type || StaplerResponse2.class == type) {
            throw new AssertionError("not to be asked by a form");
        }
        return null;
    }

    @Test
    void theOperationsOfTheMonitorsAreForAdministratorsAndPostsOnly() throws Exception {
        for (String address : List.of("vela-held/confirm", "vela-held/drop", "vela-definitions/refresh")) {
            assertThat(status(HttpMethod.POST, "reader", address)).as(address).isEqualTo(403);
            assertThat(status(HttpMethod.GET, "admin", address)).as(address).isEqualTo(405);
            assertThat(status(HttpMethod.POST, "admin", address)).as(address).isLessThan(400);
        }
    }

    @Test
    void aConnectionIsNotTriedByAGetNorWithoutARight() throws Exception {
        String address = "descriptorByName/io.jenkins.plugins.vela.config.ClusterConfiguration/testConnection?name=x";
        assertThat(at(HttpMethod.GET, "admin", address)).isIn(404, 405);
        assertThat(at(HttpMethod.POST, "reader", address)).isEqualTo(403);
        assertThat(at(HttpMethod.POST, "admin", address)).isEqualTo(200);
    }

    private static int status(HttpMethod verb, String user, String address) throws Exception {
        return at(verb, user, "administrativeMonitor/" + address);
    }

    private static int at(HttpMethod verb, String user, String address) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.login(user);
            web.getOptions().setRedirectEnabled(false);
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), address), verb);
            if (verb == HttpMethod.POST) {
                web.addCrumb(request);
            }
            return web.getPage(request).getWebResponse().getStatusCode();
        }
    }

    /** What a security scan of Jenkins plugins looks for, and what would run a script outside of the sandbox. */
    @Test
    void noClassRunsProgramsOrScripts() throws Exception {
        List<String> forbidden = List.of(
                "groovy/lang/GroovyShell",
                "groovy/lang/GroovyClassLoader",
                "javax/script/ScriptEngine",
                "java/lang/ProcessBuilder",
                "org/jenkinsci/plugins/scriptsecurity/sandbox/groovy/GroovySandbox",
                "javax/xml/transform/TransformerFactory",
                "java/io/ObjectInputStream");
        List<String> wrong = new ArrayList<>();
        for (Path file : files(".class")) {
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            forbidden.stream()
                    .filter(content::contains)
                    .forEach(found -> wrong.add(file.getFileName() + " uses " + found));
        }
        assertThat(wrong).isEmpty();
        assertThat(files(".groovy")).isEmpty();
    }

    @Test
    void everyPageEscapesByDefault() throws Exception {
        List<Path> pages = files(".jelly");
        assertThat(pages).isNotEmpty();
        for (Path page : pages) {
            String text = Files.readString(page);
            assertThat(text).as(page.toString()).startsWith("<?jelly escape-by-default='true'?>");
            assertThat(text)
                    .as("no script within the page: " + page)
                    .doesNotContain("<script", "onclick=", "onload=", "javascript:", "escapeText=\"false\"");
        }
    }
}
