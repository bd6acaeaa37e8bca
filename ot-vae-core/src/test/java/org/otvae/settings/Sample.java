package org.otvae.settings;

import java.util.List;
import org.otvae.graph.Schedule;

/** A record with every kind of component that overrides and settings support. */
record Sample(String name, Inner inner, long steps, boolean flag, Schedule rate, List<Integer> levels, int[] sizes) {

    enum Rule {
        NEAREST, DUAL_POTENTIALS
    }

    record Inner(int dim, double epsilon, Rule rule) implements Part {
        Inner {
            if (dim < 1) {
                throw new IllegalArgumentException("dim must be at least 1, found " + dim);
            }
        }
    }

    record Pair(int left, int right) {
        Pair {
            if (left != right) {
                throw new IllegalArgumentException("left and right must be equal, found " + left + " and " + right);
            }
        }
    }

    /** Open on purpose: settings must name the class behind it. */
    interface Part {
    }

    record Holder(Part part, float ratio, Double absent, List<Schedule> schedules) {
    }
}
