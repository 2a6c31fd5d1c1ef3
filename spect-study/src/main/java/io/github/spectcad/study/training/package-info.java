/** The one way from a training plan to a trained model: labels, pseudo-labels, initial weights, training. */
package io.github.spectcad.study.training;
