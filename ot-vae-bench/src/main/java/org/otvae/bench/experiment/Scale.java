package org.otvae.bench.experiment;

/** How long an experiment trains. Schedules are fractions of the run, so each is a whole run of its own. */
public enum Scale {

    /** 60 steps: shows that everything works, says nothing about a method. */
    SMOKE,
    /** 5 epochs, 6 of the demo's slice: what two cores do in minutes. The order of methods is that of longer runs or not. */
    SHORT,
    /** The protocol's length, 100 epochs of pictures but 70 of CelebA, and, where there is one, its learning rates' course. */
    FULL;

    /** Steps of {@link #SMOKE}. */
    static final int SMOKE_STEPS = 60;

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
