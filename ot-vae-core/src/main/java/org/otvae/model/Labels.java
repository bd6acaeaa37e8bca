package org.otvae.model;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.settings.Names;

/**
 * The names of what a decoder can be told, in the order of their numbers.
 *
 * @param names empty if it is told nothing
 */
record Labels(List<String> names) {

    Labels {
        names = List.copyOf(names);
    }

    /** The names that a model was trained with; numbers where it has labels without names. */
    static Labels of(Decoder decoder, List<String> names) {
        if (names.size() > decoder.labels()) {
            throw new IllegalArgumentException("the decoder tells " + decoder.labels() + " labels apart, found the names of "
                    + names.size() + "; give those that the model was trained with");
        }
        return new Labels(decoder.labels() > 0 && names.isEmpty()
                ? IntStream.range(0, decoder.labels()).mapToObj(String::valueOf).toList() : names);
    }

    /** The number of a name. */
    int number(String name) {
        int number = names.indexOf(name);
        if (number < 0) {
            throw new IllegalArgumentException(names.isEmpty()
                    ? "expected no label, for this model decodes without, found \"" + name + "\"; leave it out"
                    : "expected one of the labels " + String.join(", ", Names.closestFirst(name, names)) + ", found \""
                            + name + "\"");
        }
        return number;
    }

    /** A batch of one label, {@code [size]}. */
    static INDArray batch(int number, int size) {
        return Nd4j.createFromArray(LongStream.generate(() -> number).limit(size).toArray());
    }
}
