/**
 * Pictures of polar maps: the bull's-eye with its 17 segments and coronary territories, and saliency over it.
 *
 * <p>Drawing needs no display. Every picture carries the notice that it is for research use only.
 */
package io.github.spectcad.io.picture;
