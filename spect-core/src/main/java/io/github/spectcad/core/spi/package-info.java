/**
 * How parts of the library are found by id: {@link io.github.spectcad.core.spi.ProviderCatalog} and what it reports.
 *
 * <p><b>To add a provider</b> (a backbone, a fusion, a training strategy):
 *
 * <ol>
 *   <li>implement the interface in a public class with a public constructor without arguments, which does no work;
 *   <li>give it an id {@code vendor:name}, both parts lower-case words joined by hyphens, for example
 *       {@code acme:vit-small}; ids without a vendor are the library's own; ids are stored in model files, so one never
 *       changes its meaning;
 *   <li>name the class in {@code META-INF/services/} followed by the interface's full name, and put the jar on the class
 *       path. A build that merges jars into one must merge these files.
 * </ol>
 *
 * <p>{@link io.github.spectcad.core.spi.Lifetime} keeps native memory of a classifier alive while it is used.
 */
package io.github.spectcad.core.spi;
