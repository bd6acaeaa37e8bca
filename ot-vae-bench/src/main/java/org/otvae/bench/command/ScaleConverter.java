package org.otvae.bench.command;

import java.util.Locale;
import org.otvae.bench.experiment.Scale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code smoke}, {@code short} or {@code full}. */
final class ScaleConverter implements ITypeConverter<Scale> {

    @Override
    public Scale convert(String text) {
        for (Scale scale : Scale.values()) {
            if (scale.toString().equals(text.toLowerCase(Locale.ROOT))) {
                return scale;
            }
        }
        throw new TypeConversionException("expected smoke, short or full, found \"" + text + "\"");
    }
}
