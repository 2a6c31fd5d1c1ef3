/**
 * Results as tables of typed cells. Computing is done before, in {@link io.github.spectcad.study.evaluation} and
 * {@link io.github.spectcad.study.comparison}; rendering after, in {@link io.github.spectcad.study.report}.
 */
package io.github.spectcad.study.table;
