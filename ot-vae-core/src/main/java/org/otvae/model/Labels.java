package org.otvae.model;

import java.util.List;
import java.util.stream.IntStream;
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

    /** The labels of one block, {@code [size]}: those of {@code numbers} from {@code start} on, then label 0. */
    static INDArray block(int[] numbers, int start, int size) {
        long[] block = new long[size];
        for (int i = start; i < Math.min(numbers.length, start + size); i++) {
            block[i - start] = numbers[i];
        }
        return Nd4j.createFromArray(block);
    }
}
