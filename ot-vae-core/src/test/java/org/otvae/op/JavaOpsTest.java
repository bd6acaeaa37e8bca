package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.imports.converters.DifferentialFunctionClassHolder;

class JavaOpsTest {
    @Test
    void sameDiffFindsEveryOperationByItsName() {
        JavaOps.register();

        for (JavaOp op : JavaOps.all()) {
            assertThat(op.opName()).startsWith("otvae_");
            assertThat(DifferentialFunctionClassHolder.getInstance()
                    .customOpClassForHashAndName(op.opHash(), op.opName())).isEqualTo(op.getClass());
        }
    }

    @Test
    void namesAndHashesAreDistinct() {
        assertThat(JavaOps.all()).extracting(JavaOp::opName).doesNotHaveDuplicates();
        assertThat(JavaOps.all()).extracting(JavaOp::opHash).doesNotHaveDuplicates();
    }
}
