package org.otvae.bench.command;

import java.util.Locale;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.Modality;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a modality. */
final class ModalityConverter implements ITypeConverter<Modality> {

    @Override
    public Modality convert(String text) {
        try {
            return Modalities.named(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
