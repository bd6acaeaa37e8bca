package org.otvae.data;

/** The three disjoint parts of a corpus: learn from TRAIN, choose on VALIDATION, report on TEST. */
public enum Split {
    TRAIN, VALIDATION, TEST
}
