package io.jenkins.plugins.vela.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow def init}: a definition to begin with, and a test of it. */
@Command(name = "init", description = "Write a new step definition and a test of it, to begin with.")
final class DefInitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The new step type: small letters, digits and dashes.")
    private String name = "";

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to; here if not given.")
    private Path directory = Path.of("");

    private final Console console;

    DefInitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
            throw Refusal.badInput(name + ": expected small letters, digits and dashes");
        }
        Path definition = directory.resolve(name + ".cue");
        Path test = directory.resolve(name + ".test.yaml");
        for (Path file : new Path[] {definition, test}) {
            if (Files.exists(file)) {
                throw Refusal.badInput(file + " is there already");
            }
        }
        if (!directory.toString().isEmpty()) {
            Files.createDirectories(directory);
        }
        write(definition, DEFINITION.replace("NAME", name));
        write(test, TEST);
        String where = directory.toString().isEmpty() ? "." : directory.toString();
        console.out().println("wrote " + definition + " and " + test);
        console.out().println("velaflow def vet " + definition + "   says what is wrong with it");
        console.out().println("velaflow def test " + where + "   plays the test");
        return ExitCode.SUCCEEDED;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private static final String DEFINITION = """
        import (
        	"vela/builtin"
        	"vela/kube"
        )

        "NAME": {
        	type:        "workflow-step"
        	description: "Wait until a ConfigMap has a certain key."
        	annotations: category: "Resource Management"
        }

        template: {
        	read: kube.#Read & {
        		$params: {
        			cluster: parameter.cluster
        			value: {
        				apiVersion: "v1"
        				kind:       "ConfigMap"
        				metadata: {
        					name:      parameter.name
        					namespace: context.namespace
        				}
        			}
        		}
        	}

        	wait: builtin.#ConditionalWait & {
        		if read.$returns.value.data != _|_ {
        			$params: continue: read.$returns.value.data[parameter.key] != _|_
        		}
        		$params: message: "the ConfigMap \\(parameter.name) has no key \\(parameter.key) yet"
        	}

        	parameter: {
        		// +usage=Name of the ConfigMap
        		// +example=settings
        		name: string
        		// +usage=Key to wait for
        		key: string
        		// +usage=Name of the cluster; empty means the default one
        		cluster: *"" | string
        	}
        }
        """;

    private static final String TEST = """
        scenario: the step waits until the key is there
        parameter:
          name: settings
          key: colour
        results:
          read:
          - $returns:
              value:
                data: {}
          - $returns:
              value:
                data:
                  colour: red
        expect:
          end: done
          actions:
          - action: kube.read
            path: read
            params:
              cluster: ""
              value:
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: default
          - action: builtin.wait
            path: wait
            params:
              continue: false
              message: the ConfigMap settings has no key colour yet
          - action: builtin.wait
            path: wait
            params:
              continue: true
              message: the ConfigMap settings has no key colour yet
        ---
        scenario: a name is needed
        parameter:
          key: colour
        expect:
          end: refused
          message: name
        """;
}
