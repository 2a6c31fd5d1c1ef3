package io.github.spectcad.keras;

import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.dataset.VariableLengthDatasetReader;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ways into an HDF5 file that follow no links, which Keras does not write, and read names as UTF-8 whatever they say. */
final class HdfNodes {
    private HdfNodes() {}

    /** The child of a name, or null; throws an unchecked exception for a link. */
    static Node child(Group group, String name) {
        return noLink(group.getChild(name));
    }

    /** The node at a path below a group, or null. */
    static Node at(Group group, String path) {
        Node node = group;
        for (String name : path.split("/", -1)) {
            if (!(node instanceof Group parent)) {
                return null;
            }
            node = child(parent, name);
        }
        return node;
    }

    /** The children of a group, by name. */
    static Iterable<Node> children(Group group) {
        group.getChildren().values().forEach(HdfNodes::noLink);
        return group.getChildren().values();
    }

    private static Node noLink(Node node) {
        if (node instanceof Link) {
            throw new IllegalStateException(
                    node.getPath() + " is a link: Keras writes none, and links of a file are not followed");
        }
        return node;
    }

    /** The texts of an attribute, or null if there is none. */
    static List<String> strings(Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        if (attribute == null) {
            return null;
        }
        if (attribute.isEmpty()) {
            return List.of();
        }
        // h5py marks as ASCII what Keras encoded in UTF-8
        if (attribute.getDataType() instanceof StringData type) {
            return fixed(attribute, type);
        }
        if (attribute.getDataType() instanceof VariableLength type && type.isVariableLengthString()) {
            return any(VariableLengthDatasetReader.readDataset(
                    utf8(type.getSize()),
                    attribute.getBuffer(),
                    attribute.getDimensions(),
                    node.getHdfFile().getHdfBackingStorage()));
        }
        throw new IllegalStateException("attribute " + name + " of " + node.getPath() + " holds no texts");
    }

    /** The type of texts of any length in UTF-8 (HDF5 format specification, version 3, IV.A.2.d). */
    private static VariableLength utf8(int size) {
        ByteBuffer type = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        type.put(new byte[] {0x19, 1, 1, 0}).putInt(size); // of variable length, text, UTF-8
        type.put(new byte[] {0x10, 0, 0, 0}).putInt(1).putShort((short) 0).putShort((short) 8); // made of bytes
        return new VariableLength(type.flip());
    }

    private static List<String> fixed(Attribute attribute, StringData type) {
        List<String> strings = new ArrayList<>();
        ByteBuffer all = attribute.getBuffer();
        for (int from = 0; from + type.getSize() <= all.limit(); from += type.getSize()) {
            ByteBuffer one = all.slice(from, type.getSize());
            type.getStringPaddingHandler().setBufferLimit(one);
            strings.add(StandardCharsets.UTF_8.decode(one).toString());
        }
        return strings;
    }

    private static List<String> any(Object data) {
        if (!data.getClass().isArray()) {
            return List.of(String.valueOf(data));
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < Array.getLength(data); i++) {
            strings.add(String.valueOf(Array.get(data, i)));
        }
        return strings;
    }
}
