package org.otvae.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otvae.data.DurableFiles;
import org.otvae.data.Json;
import org.otvae.data.JsonObject;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Sha256;
import org.otvae.settings.Settings;

/**
 * A trained model as two files that need nothing but core and the module of its networks: {@code model.json} (the
 * autoencoder's settings, the shape of an example, what the model is) and {@code weights.safetensors}. The graph is
 * built anew from the settings; nothing in the files is run.
 */
public final class ModelFolder {

    private static final String MODEL = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final long FORMAT = 1;
    private static final int DESCRIPTION_LIMIT = 1 << 20; // it has some kilobytes
    private static final int PACKED_LIMIT = 64 << 20; // models in jars are small
    private static final long WEIGHTS_LIMIT = 1L << 30; // arbitrary, a thousand times the protocol's networks

    private ModelFolder() {
    }

    /**
     * Writes a model; makes the folder.
     *
     * @param exampleShape the shape of one example, {@code [channels, ...]}
     * @param weights      as a checkpoint has them; what only training needs may be among them
     * @param card         what else is to be known of it
     * @throws IllegalArgumentException if the folder holds a model already
     */
    public static void write(Path folder, Autoencoder autoencoder, long[] exampleShape, SafeTensors weights, ModelCard card) {
        if (Files.exists(folder.resolve(MODEL))) {
            throw new IllegalArgumentException("expected a new folder, found a model in " + folder.toAbsolutePath()
                    + "; name another one");
        }
        try {
            var bytes = new ByteArrayOutputStream();
            weights.write(bytes);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("format", FORMAT);
            fields.put("modality", card.modality());
            fields.put("model", card.model());
            card.corpus().ifPresent(corpus -> fields.put("corpus", corpus));
            fields.put("exampleShape", Arrays.stream(exampleShape).boxed().toList());
            if (!card.labels().isEmpty()) {
                fields.put("labels", card.labels());
            }
            fields.put("weightsSha256", Sha256.hex(bytes.toByteArray()));
            fields.put("autoencoder", Settings.of(autoencoder));
            Files.createDirectories(folder);
            byte[] description = Json.bytes(fields);
            DurableFiles.replace(folder.resolve(WEIGHTS), bytes::writeTo);
            DurableFiles.replace(folder.resolve(MODEL), out -> out.write(description)); // last: with it the model is there
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write a model to " + folder.toAbsolutePath(), failure);
        }
    }

    /** The SHA-256 of a model's weights, as its description tells it. */
    public static String weightsSha256(Path folder) {
        return JsonObject.read(folder.resolve(MODEL), DESCRIPTION_LIMIT).text("weightsSha256");
    }

    /** Whether a folder holds a model. */
    public static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve(MODEL));
    }

    /**
     * The tokenizer of a model that lies beside a class in its jar; the caller closes it.
     *
     * @param folder   the path of the model's folder, seen from the class
     * @param modality what the examples must be
     */
    public static Tokenizer tokenizer(Class<?> owner, String folder, String modality) {
        byte[] description = resource(owner, folder + "/" + MODEL, DESCRIPTION_LIMIT);
        return tokenizer(JsonObject.read(description, DESCRIPTION_LIMIT),
                resource(owner, folder + "/" + WEIGHTS, PACKED_LIMIT), modality, folder);
    }

    private static byte[] resource(Class<?> owner, String name, int limit) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar of " + owner.getName() + " must hold " + name + "; build it again");
            }
            return stream.readNBytes(limit);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + name + " in the jar of " + owner.getName(), failure);
        }
    }

    /** The tokenizer of a model of any modality; otherwise {@link #tokenizer(Path, String)}. */
    public static Tokenizer tokenizer(Path folder) {
        return tokenizer(folder, null);
    }

    /**
     * The tokenizer of a model; the caller closes it.
     *
     * @param modality what the examples must be
     * @throws MissingDataException   if there is no model in the folder
     * @throws MalformedDataException if it is damaged, of another modality or of a newer format
     */
    public static Tokenizer tokenizer(Path folder, String modality) {
        Path description = folder.resolve(MODEL);
        if (!Files.isRegularFile(description) || !Files.isRegularFile(folder.resolve(WEIGHTS))) {
            throw new MissingDataException("expected " + MODEL + " and " + WEIGHTS + " in " + folder.toAbsolutePath()
                    + ", found no model; ./otvae export writes one from a run folder");
        }
        try {
            if (Files.size(folder.resolve(WEIGHTS)) > WEIGHTS_LIMIT) {
                throw new MalformedDataException(folder.resolve(WEIGHTS) + ": expected at most " + WEIGHTS_LIMIT
                        + " bytes, found " + Files.size(folder.resolve(WEIGHTS)));
            }
            return tokenizer(JsonObject.read(description, DESCRIPTION_LIMIT), Files.readAllBytes(folder.resolve(WEIGHTS)),
                    modality, description.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the model in " + folder.toAbsolutePath(), failure);
        }
    }

    private static Tokenizer tokenizer(JsonObject fields, byte[] weights, String modality, String where) {
        if (fields.integer("format") != FORMAT) {
            throw new MalformedDataException(where + ": expected format " + FORMAT + ", found " + fields.integer("format")
                    + "; read it with the version that wrote it");
        }
        if (modality != null && !fields.text("modality").equals(modality)) {
            throw new MalformedDataException(where + ": expected a model of modality " + modality + ", found "
                    + fields.text("modality"));
        }
        if (!fields.text("weightsSha256").equals(Sha256.hex(weights))) {
            throw new MalformedDataException(where + ": expected the weights with SHA-256 " + fields.text("weightsSha256")
                    + ", found " + Sha256.hex(weights) + "; get the model again");
        }
        try {
            Autoencoder autoencoder = Settings.read(Autoencoder.class, fields.object("autoencoder").fields());
            return Tokenizer.of(autoencoder, fields.integers("exampleShape"), SafeTensors.read(weights), card(fields));
        } catch (IllegalArgumentException | ArithmeticException unfit) { // the latter of sizes beyond an int
            throw new MalformedDataException(where + ": " + unfit.getMessage(), unfit);
        }
    }

    private static ModelCard card(JsonObject fields) {
        return new ModelCard(fields.text("modality"), fields.text("model"),
                fields.has("corpus") ? Optional.of(fields.text("corpus")) : Optional.empty(),
                fields.has("labels") ? fields.texts("labels") : List.of());
    }
}
