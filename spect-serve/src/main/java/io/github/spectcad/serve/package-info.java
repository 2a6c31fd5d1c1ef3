/** The page for reading: a small HTTP server that shows a cohort to a physician and records the readings. */
package io.github.spectcad.serve;
