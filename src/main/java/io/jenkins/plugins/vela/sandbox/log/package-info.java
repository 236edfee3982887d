/** What containers wrote, line by line, readable while it grows. Uses nothing else of this project. */
package io.jenkins.plugins.vela.sandbox.log;
