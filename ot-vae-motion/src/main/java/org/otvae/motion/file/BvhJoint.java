package org.otvae.motion.file;

import java.util.List;

/**
 * One joint of a BVH hierarchy, or the end of its last bone.
 *
 * @param name     each once in a hierarchy; an end site is called after its joint, {@code Head.end} for instance
 * @param parent   place of the joint that it hangs on, -1 for the root
 * @param x        to the right of it on its parent's axes, in the file's units
 * @param y        likewise along y
 * @param z        likewise along z
 * @param channels its numbers in a frame, in their order; none for an end site
 * @param end      whether it is an end site
 */
public record BvhJoint(String name, int parent, double x, double y, double z, List<BvhChannel> channels, boolean end) {

    /** Copies the channels. */
    public BvhJoint {
        channels = List.copyOf(channels);
    }
}
