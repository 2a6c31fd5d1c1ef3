/**
 * Contract tests for plugins: the author of a provider extends the contract of its kind in a few lines, and every rule
 * the library relies on is tested.
 *
 * <pre>{@code
 * class MyStrategyTest extends TrainingStrategyContract {
 *     @Override
 *     protected TrainingStrategy strategy() {
 *         return new MyStrategy();
 *     }
 * }
 * }</pre>
 */
package io.github.spectcad.testkit;
