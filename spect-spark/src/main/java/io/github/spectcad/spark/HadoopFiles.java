package io.github.spectcad.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Hadoop's configuration as Spark has it: the files of its folder, and {@code spark.hadoop.} settings. */
final class HadoopFiles {
    private HadoopFiles() {}

    static Configuration configuration() {
        SparkConf conf =
                SparkEnv.get() == null ? new SparkConf() : SparkEnv.get().conf();
        return SparkHadoopUtil.get().newConfiguration(conf);
    }
}
