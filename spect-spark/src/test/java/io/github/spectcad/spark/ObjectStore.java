package io.github.spectcad.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.SparkEnv;

/**
 * A folder that behaves as an object store does, {@code objects:///folder}: nothing can be renamed. An executor named by the
 * setting {@link #FULL_EXECUTOR} finds it full; one that is the first to write a model may break off in the middle of it.
 */
public final class ObjectStore extends RawLocalFileSystem {
    static final String FULL_EXECUTOR = "spect.test.full.executor";
    static final String BREAK_OFF = "spect.test.break.off";

    private static final URI NAME = URI.create("objects:///");

    /** For Hadoop. */
    public ObjectStore() {}

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.objects.impl", ObjectStore.class.getName());
        return configuration;
    }

    @Override
    public String getScheme() {
        return "objects";
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("object stores rename nothing");
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return faulty(file, super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress));
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return faulty(file, super.create(file, overwrite, bufferSize, replication, blockSize, progress));
    }

    private FSDataOutputStream faulty(Path file, FSDataOutputStream out) throws IOException {
        String full = getConf().get(FULL_EXECUTOR, "");
        boolean isFull = SparkEnv.get() != null && full.equals(SparkEnv.get().executorId());
        String marker = getConf().get(BREAK_OFF, "");
        boolean breaksOff = !marker.isEmpty()
                && SparkEnv.get() != null
                && file.getName().equals("model.zip")
                && new java.io.File(marker).createNewFile();
        return isFull || breaksOff ? new FSDataOutputStream(new Faulty(out, breaksOff), null) : out;
    }

    private static final class Faulty extends java.io.FilterOutputStream {
        private final boolean ends;
        private long left = 1000;

        Faulty(java.io.OutputStream out, boolean ends) {
            super(out);
            this.ends = ends;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int some = (int) Math.min(left, length);
            out.write(bytes, from, some);
            left -= some;
            if (some < length) {
                out.flush();
                if (ends) {
                    Runtime.getRuntime().halt(137);
                }
                throw new IOException("No space left on device");
            }
        }
    }
}
