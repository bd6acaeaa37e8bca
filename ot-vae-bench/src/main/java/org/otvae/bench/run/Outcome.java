package org.otvae.bench.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a finished run came to.
 *
 * @param record what results files keep of it
 * @param step   the step of the checkpoint that was judged
 * @param steps  steps the run took
 * @param usage  how often each code was chosen on the test split, {@code [codes]}
 */
public record Outcome(RunRecord record, long step, long steps, long[] usage) {

    /** Copies the array. */
    public Outcome {
        usage = usage.clone();
    }

    /** How often each code was chosen on the test split, {@code [codes]}; a copy. */
    @Override
    public long[] usage() {
        return usage.clone();
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("record", record.fields());
        fields.put("step", step);
        fields.put("steps", steps);
        fields.put("usage", Arrays.stream(usage).boxed().toList());
        return fields;
    }

    static Outcome of(Map<String, Object> map, String where) {
        var fields = new Fields(map, where);
        return new Outcome(RunRecord.of(fields.object("record"), where), fields.whole("step"), fields.whole("steps"),
                fields.wholes("usage"));
    }
}
