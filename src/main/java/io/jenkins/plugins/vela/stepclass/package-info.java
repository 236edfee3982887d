/**
 * Classes made at run time: for a list of typed parameters a class with one public field each, and a descriptor class nested in
 * it. Frameworks that describe an object by reflection, Jenkins Pipeline among them, then treat a step definition like a step
 * that somebody wrote by hand.
 *
 * <p>Uses nothing else of this project and knows no framework: base classes and annotations are given by name.
 */
package io.jenkins.plugins.vela.stepclass;
