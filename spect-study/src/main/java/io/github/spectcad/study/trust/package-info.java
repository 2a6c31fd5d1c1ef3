/** Whether and when a model's predictions can be trusted: calibration, operating points, subgroups, drift, refusal, readers. */
package io.github.spectcad.study.trust;
