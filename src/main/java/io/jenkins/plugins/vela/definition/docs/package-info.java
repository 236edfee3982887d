/** Step definitions for people: parameters as tables, pages in Markdown, examples. Prints nothing. */
package io.jenkins.plugins.vela.definition.docs;
