package io.github.spectcad.spark;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.VesselLabels;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;

/**
 * The patients of a study as the value of a broadcast: Spark copies it to each executor once, from executor to executor, and
 * decodes it there once.
 */
final class ShippedCohort implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient Cohort cohort;
    private transient Map<String, VesselLabels> hiddenTruth;

    ShippedCohort(Cohort cohort, Map<String, VesselLabels> hiddenTruth) {
        this.cohort = cohort;
        this.hiddenTruth = hiddenTruth;
    }

    Cohort cohort() {
        return cohort;
    }

    Map<String, VesselLabels> hiddenTruth() {
        return hiddenTruth;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        CohortCodec.write(cohort, out);
        CohortCodec.writeLabels(hiddenTruth, out);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        cohort = CohortCodec.read(in);
        hiddenTruth = CohortCodec.readLabelsById(in);
    }
}
