package io.github.spectcad.spark;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.VesselLabels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Patients as bytes, between processes of one version of the library: everything of them, values bit by bit. Maps of at most
 * 256 different values, as images of 8 bits give, take one byte a pixel.
 */
final class CohortCodec {
    private static final int LEVELS = 256;

    private CohortCodec() {}

    static void write(Cohort cohort, DataOutput out) throws IOException {
        out.writeInt(cohort.size());
        for (PatientStudy patient : cohort.patients()) {
            out.writeUTF(patient.patientId());
            writeOptional(patient.rest(), out, CohortCodec::write);
            writeOptional(patient.stress(), out, CohortCodec::write);
            write(patient.clinical(), out);
            writeOptional(patient.angiography(), out, CohortCodec::write);
            writeOptional(patient.expertReading(), out, CohortCodec::write);
            writeOptional(patient.partition(), out, (part, to) -> to.writeByte(part.ordinal()));
        }
    }

    static Cohort read(DataInput in) throws IOException {
        List<PatientStudy> patients = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            patients.add(new PatientStudy(
                    in.readUTF(),
                    readOptional(in, CohortCodec::readMap),
                    readOptional(in, CohortCodec::readMap),
                    readClinical(in),
                    readOptional(
                            in,
                            from -> new Angiography(readLabels(from), readOptional(from, CohortCodec::readStenoses))),
                    readOptional(
                            in,
                            from -> new ExpertReading(readLabels(from), readOptional(from, CohortCodec::readScores))),
                    readOptional(in, from -> Partition.values()[from.readByte()])));
        }
        return Cohort.of(patients);
    }

    static void writeLabels(Map<String, VesselLabels> labels, DataOutput out) throws IOException {
        out.writeInt(labels.size());
        for (Map.Entry<String, VesselLabels> entry : labels.entrySet()) {
            out.writeUTF(entry.getKey());
            write(entry.getValue(), out);
        }
    }

    static Map<String, VesselLabels> readLabelsById(DataInput in) throws IOException {
        Map<String, VesselLabels> labels = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            labels.put(in.readUTF(), readLabels(in));
        }
        return labels;
    }

    private static void write(PolarMap map, DataOutput out) throws IOException {
        out.writeByte(map.state().ordinal());
        out.writeInt(map.pixels());
        out.writeDouble(map.disc().centreX());
        out.writeDouble(map.disc().centreY());
        out.writeDouble(map.disc().radius());
        out.writeUTF(map.source());
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        Map<Float, Byte> codes = new LinkedHashMap<>();
        byte[] coded = new byte[values.length];
        boolean few = true;
        for (int i = 0; i < values.length && few; i++) {
            coded[i] = codes.computeIfAbsent(values[i], value -> (byte) codes.size());
            few = codes.size() <= LEVELS;
        }
        out.writeBoolean(few);
        if (few) {
            float[] levels = new float[LEVELS];
            codes.forEach((value, code) -> levels[code & 0xFF] = value);
            write(levels, out);
            out.write(coded);
        } else {
            write(values, out);
        }
    }

    private static PolarMap readMap(DataInput in) throws IOException {
        PerfusionState state = PerfusionState.values()[in.readByte()];
        int pixels = in.readInt();
        Disc disc = new Disc(in.readDouble(), in.readDouble(), in.readDouble());
        String source = in.readUTF();
        if (in.readBoolean()) {
            float[] levels = readFloats(LEVELS, in);
            byte[] coded = new byte[pixels * pixels];
            in.readFully(coded);
            return PolarMap.ofLevels(state, pixels, coded, levels, disc, source);
        }
        return PolarMap.of(state, pixels, readFloats(pixels * pixels, in), disc, source);
    }

    private static void write(float[] values, DataOutput out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static float[] readFloats(int count, DataInput in) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        in.readFully(bytes);
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    private static void write(ClinicalFeatures clinical, DataOutput out) throws IOException {
        writeOptional(clinical.sex(), out, (sex, to) -> to.writeByte(sex.ordinal()));
        write(clinical.ageYears(), out);
        write(clinical.weightKg(), out);
        write(clinical.heightCm(), out);
    }

    private static ClinicalFeatures readClinical(DataInput in) throws IOException {
        return new ClinicalFeatures(
                readOptional(in, from -> Sex.values()[from.readByte()]),
                readNumber(in),
                readNumber(in),
                readNumber(in));
    }

    private static void write(Angiography truth, DataOutput out) throws IOException {
        write(truth.labels(), out);
        writeOptional(truth.stenoses(), out, CohortCodec::write);
    }

    private static void write(Stenoses stenoses, DataOutput out) throws IOException {
        write(stenoses.leftMain(), out);
        write(stenoses.lad(), out);
        write(stenoses.rca(), out);
        write(stenoses.lcx(), out);
    }

    private static Stenoses readStenoses(DataInput in) throws IOException {
        return new Stenoses(readNumber(in), readNumber(in), readNumber(in), readNumber(in));
    }

    private static void write(ExpertReading truth, DataOutput out) throws IOException {
        write(truth.labels(), out);
        writeOptional(truth.stressScores(), out, (scores, to) -> {
            to.writeByte(scores.scores().size());
            for (int score : scores.scores()) {
                to.writeByte(score);
            }
        });
    }

    private static SegmentScores readScores(DataInput in) throws IOException {
        int[] scores = new int[in.readByte()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = in.readByte();
        }
        return SegmentScores.of(scores);
    }

    private static void write(VesselLabels labels, DataOutput out) throws IOException {
        out.writeBoolean(labels.lad());
        out.writeBoolean(labels.rca());
        out.writeBoolean(labels.lcx());
    }

    private static VesselLabels readLabels(DataInput in) throws IOException {
        return new VesselLabels(in.readBoolean(), in.readBoolean(), in.readBoolean());
    }

    private static void write(OptionalDouble number, DataOutput out) throws IOException {
        out.writeBoolean(number.isPresent());
        if (number.isPresent()) {
            out.writeDouble(number.getAsDouble());
        }
    }

    private static OptionalDouble readNumber(DataInput in) throws IOException {
        return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
    }

    private interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private static <T> void writeOptional(Optional<T> value, DataOutput out, Writer<T> writer) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writer.write(value.get(), out);
        }
    }

    private static <T> Optional<T> readOptional(DataInput in, Reader<T> reader) throws IOException {
        return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
    }
}
