package org.otvae.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.otvae.data.MalformedDataException;

/**
 * What a checkpoint holds beside weights and moments. Data cursor and random state need no entry of their own: both follow
 * from the seed and the step.
 *
 * @param step     steps done
 * @param history  what validation has shown
 * @param complete whether the run has come to its end
 */
record RunState(long step, ValidationHistory history, boolean complete) {

    private static final long FORMAT = 1;

    Map<String, Object> fields(String identity) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("identity", identity);
        fields.put("complete", complete);
        fields.put("validation", history.fields());
        return fields;
    }

    static RunState of(Checkpoint checkpoint, String identity) {
        Map<String, Object> fields = checkpoint.state();
        if (!(fields.get("format") instanceof Number format) || format.longValue() != FORMAT
                || !(fields.get("validation") instanceof Map<?, ?> validation)) {
            throw new MalformedDataException("expected a checkpoint state of format " + FORMAT + ", found " + fields.keySet());
        }
        if (!identity.equals(fields.get("identity"))) {
            throw new ResumeMismatchException("the checkpoints belong to a run with other settings or data; resume with the "
                    + "settings it was started with, or start a new run");
        }
        return new RunState(checkpoint.step(), ValidationHistory.of(validation), Boolean.TRUE.equals(fields.get("complete")));
    }
}
