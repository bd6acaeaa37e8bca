package org.otvae.provenance;

/**
 * The one seed of a run and everything random derived from it by name.
 *
 * <p>Streams are independent: {@code seed.derive("noise")} and {@code seed.derive("shuffle")} never share numbers, and
 * adding a new stream changes none of the others. Values are mixed by the finaliser of SplitMix64 [steele2014splittable], so
 * neighbouring seeds are as different as distant ones, and the value handed out is never 0, which ND4J 1.0.0-M2.1 treats
 * as "no seed".
 *
 * @param value the number a person gave; every long is allowed, 0 included
 */
public record Seed(long value) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio, odd [steele2014splittable]

    /** A seed for one named purpose. */
    public Seed derive(String name) {
        long hash = value;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash + GOLDEN_GAMMA + name.charAt(i));
        }
        return new Seed(mix(hash + GOLDEN_GAMMA));
    }

    /** A seed for one numbered purpose, an epoch for instance. */
    public Seed derive(long index) {
        return new Seed(mix(mix(value + GOLDEN_GAMMA) + index));
    }

    /** A well mixed 64-bit number for a generator; never 0. */
    public long mixed() {
        long mixed = mix(value + GOLDEN_GAMMA);
        return mixed == 0 ? GOLDEN_GAMMA : mixed;
    }

    /** A generator whose numbers depend on this seed alone. */
    public java.util.SplittableRandom random() {
        return new java.util.SplittableRandom(mixed());
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
