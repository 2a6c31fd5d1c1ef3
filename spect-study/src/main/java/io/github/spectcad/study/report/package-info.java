/** Self-contained HTML reports: one file without scripts or references to a network, printable. */
package io.github.spectcad.study.report;
