package org.otvae.bench.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.otvae.settings.Names;

/** The whole catalogue by name. */
public final class Experiments {

    private Experiments() {
    }

    /** All experiments at the usual scale, {@link Scale#SHORT}, in the order of the catalogue. */
    public static List<Experiment> all() {
        return all(Scale.SHORT);
    }

    /** All experiments, in the order of the catalogue. */
    public static List<Experiment> all(Scale scale) {
        return Stream.of(ImageExperiments.all(scale), AudioExperiments.all(scale), MotionExperiments.all(scale),
                PriorExperiments.all(scale))
                .flatMap(List::stream).toList();
    }

    /** The rows of the demo of images, in the order of its table. */
    public static List<Experiment> imageDemo() {
        return ImageExperiments.demo();
    }

    /** The rows of the demo of speech, in the order of its table. */
    public static List<Experiment> audioDemo() {
        return AudioExperiments.demo();
    }

    /** The rows of the demo of motion, in the order of its table. */
    public static List<Experiment> motionDemo() {
        return MotionExperiments.demo();
    }

    /** The experiment of that name at the usual scale; see {@link #named(String, Scale)}. */
    public static Experiment named(String name) {
        return named(name, Scale.SHORT);
    }

    /**
     * The experiment of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the right names, the closest first
     */
    public static Experiment named(String name, Scale scale) {
        Map<String, Experiment> byName = new LinkedHashMap<>();
        all(scale).forEach(experiment -> byName.put(experiment.name(), experiment));
        Experiment found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no experiment is called \"" + name + "\"; there are "
                    + String.join(", ", Names.closestFirst(name, byName.keySet())));
        }
        return found;
    }
}
