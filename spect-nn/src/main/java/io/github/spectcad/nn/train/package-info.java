/** Training of one model from labelled patients. */
package io.github.spectcad.nn.train;
