/**
 * The factorial study: every combination of backbone, input, augmentation and training strategy, trained in the order their
 * plans ask for, in a folder that several processes may fill and that resumes after a kill.
 */
package io.github.spectcad.study.factorial;
