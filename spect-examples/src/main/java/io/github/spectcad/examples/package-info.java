/** Runnable examples. */
package io.github.spectcad.examples;
