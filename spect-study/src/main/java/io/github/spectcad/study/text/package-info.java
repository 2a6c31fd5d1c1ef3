/** Numbers in sentences and tables. */
package io.github.spectcad.study.text;
