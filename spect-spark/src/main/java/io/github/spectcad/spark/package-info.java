/**
 * The factorial study on Apache Spark: {@link io.github.spectcad.spark.SparkCluster}. Spark itself is not brought along; it is
 * that of the cluster.
 */
package io.github.spectcad.spark;
