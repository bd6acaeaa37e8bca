package org.otvae.bench.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.Speech18;
import org.otvae.audio.data.Vctk;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.data.ZeroSpeech2019;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.Corpus;
import org.otvae.data.MissingDataException;
import org.otvae.image.data.CelebA;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.ImageFolder;
import org.otvae.image.data.Mnist;
import org.otvae.motion.data.AistDances;
import org.otvae.motion.data.AistPlusPlus;
import org.otvae.motion.data.BandaiNamco;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.motion.data.Female1;
import org.otvae.motion.data.MotionCut;
import org.otvae.settings.Names;

/** The corpora that experiments name. */
public final class Corpora {

    /** The embedded slice of motion with music made by rule. */
    public static final String CMU_DANCES = "cmu-playground-dances";

    /** Bandai Namco's clips with music made by rule. */
    public static final String BANDAI_DANCES = "bandai-namco-dances";

    private static final List<String> NAMES = List.of(EmbeddedFashionMnist.NAME, FashionMnist.NAME, Mnist.NAME,
            Cifar10.NAME, CelebA.NAME, ImageFolder.NAME_32, ImageFolder.NAME_64,
            EmbeddedPrompts.NAME, Prompts8k.NAME, Speech18.NAME, Speech18.OTHER_SPEAKERS, ZeroSpeech2019.NAME, Vctk.NAME,
            WavFolder.NAME,
            CmuPlayground.NAME, AistPlusPlus.NAME, BandaiNamco.NAME, Female1.NAME, BvhFolder.NAME,
            CmuPlayground.NAME + MotionCut.WITH_ROOT, AistPlusPlus.NAME + MotionCut.WITH_ROOT,
            BandaiNamco.NAME + MotionCut.WITH_ROOT, BvhFolder.NAME + MotionCut.WITH_ROOT,
            CMU_DANCES, BANDAI_DANCES, AistDances.NAME);

    private Corpora() {
    }

    /** All names. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Opens a corpus.
     *
     * @param folder where its files are; empty to look where they usually are
     * @throws IllegalArgumentException             if there is no such corpus, or it is part of the program and needs
     *                                              no folder
     * @throws org.otvae.data.MissingDataException   if its files are not there
     * @throws org.otvae.data.MalformedDataException if they are damaged
     */
    public static Corpus open(String name, Optional<Path> folder) {
        return switch (name) {
            case EmbeddedFashionMnist.NAME -> embedded(name, folder, EmbeddedFashionMnist::open);
            case EmbeddedPrompts.NAME -> embedded(name, folder, EmbeddedPrompts::open);
            case FashionMnist.NAME -> folder.map(FashionMnist::open).orElseGet(FashionMnist::open);
            case Mnist.NAME -> folder.map(Mnist::open).orElseGet(Mnist::open);
            case Cifar10.NAME -> folder.map(Cifar10::open).orElseGet(Cifar10::open);
            case CelebA.NAME -> folder.map(CelebA::open).orElseGet(CelebA::open);
            case ImageFolder.NAME_32 -> ImageFolder.open(name, own(name, folder, "pictures"), 32);
            case ImageFolder.NAME_64 -> ImageFolder.open(name, own(name, folder, "pictures"), 64);
            case Prompts8k.NAME -> folder.map(Prompts8k::open).orElseGet(Prompts8k::open);
            case Speech18.NAME -> speech18(Speech18.HeldOut.FILES, folder);
            case Speech18.OTHER_SPEAKERS -> speech18(Speech18.HeldOut.SPEAKERS, folder);
            case ZeroSpeech2019.NAME -> folder.map(ZeroSpeech2019::open).orElseGet(ZeroSpeech2019::open);
            case Vctk.NAME -> folder.map(Vctk::open).orElseGet(Vctk::open);
            case WavFolder.NAME -> WavFolder.open(name, own(name, folder, "recordings"), FrontEnd.ZERO_SPEECH);
            case CmuPlayground.NAME, CmuPlayground.NAME + MotionCut.WITH_ROOT ->
                    embedded(name, folder, () -> CmuPlayground.open(cut(name, MotionCut.CLIPS)));
            case AistPlusPlus.NAME, AistPlusPlus.NAME + MotionCut.WITH_ROOT ->
                    AistPlusPlus.open(own(name, folder, "copy of the annotations"), cut(name, MotionCut.DANCE));
            case BandaiNamco.NAME, BandaiNamco.NAME + MotionCut.WITH_ROOT ->
                    BandaiNamco.open(own(name, folder, "copy of the clips"), cut(name, MotionCut.CLIPS));
            case Female1.NAME -> folder.map(path -> Female1.open(path, MotionCut.CLIPS))
                    .orElseGet(() -> Female1.open(MotionCut.CLIPS));
            case BvhFolder.NAME, BvhFolder.NAME + MotionCut.WITH_ROOT ->
                    BvhFolder.open(BvhFolder.NAME, own(name, folder, "motions"), cut(name, MotionCut.CLIPS));
            case CMU_DANCES -> embedded(name, folder, () -> DanceCorpus.unpaired(name,
                    CmuPlayground.open(MotionCut.CLIPS.withVelocity())));
            case BANDAI_DANCES -> DanceCorpus.unpaired(name, BandaiNamco.open(own(name, folder, "copy of the clips"),
                    MotionCut.CLIPS.withVelocity()));
            case AistDances.NAME -> AistDances.open(own(name, folder, "copy of Bailando's archive"),
                    MotionCut.DANCE.withVelocity());
            default -> throw new IllegalArgumentException("expected one of the corpora "
                    + String.join(", ", Names.closestFirst(name, NAMES)) + ", found \"" + name + "\"");
        };
    }

    private static MotionCut cut(String name, MotionCut cut) {
        return name.endsWith(MotionCut.WITH_ROOT) ? cut.withVelocity() : cut;
    }

    private static Corpus speech18(Speech18.HeldOut heldOut, Optional<Path> folder) {
        return folder.map(path -> Speech18.open(heldOut, path)).orElseGet(() -> Speech18.open(heldOut));
    }

    private static Corpus embedded(String name, Optional<Path> folder, Supplier<Corpus> opened) {
        if (folder.isPresent()) {
            throw new IllegalArgumentException(name + " is part of the program, found the folder " + folder.get()
                    + " for it; leave --data out");
        }
        return opened.get();
    }

    private static Path own(String name, Optional<Path> folder, String what) {
        return folder.orElseThrow(() -> new MissingDataException(name + ": expected the folder of your " + what
                + ", found none; give it with --data DIR"));
    }

    /** The fingerprint of a corpus as it was published; empty where none is known. */
    public static Optional<String> publishedFingerprint(String name) {
        return switch (name) {
            case EmbeddedFashionMnist.NAME -> Optional.of(EmbeddedFashionMnist.FINGERPRINT);
            case FashionMnist.NAME -> Optional.of(FashionMnist.FINGERPRINT);
            case EmbeddedPrompts.NAME -> Optional.of(EmbeddedPrompts.FINGERPRINT);
            case Prompts8k.NAME -> Optional.of(Prompts8k.FINGERPRINT);
            case Speech18.NAME -> Optional.of(Speech18.FINGERPRINT);
            case Speech18.OTHER_SPEAKERS -> Optional.of(Speech18.OTHER_FINGERPRINT);
            case CmuPlayground.NAME -> Optional.of(CmuPlayground.FINGERPRINT);
            case Female1.NAME -> Optional.of(Female1.FINGERPRINT);
            default -> Optional.empty();
        };
    }

    /** The name of a corpus in tables of results, which say where data are a known copy that is not as it was published. */
    public static String label(String name, String fingerprint) {
        return name + (fingerprint.equals(Cifar10.JPEG_COPY) ? " (JPEG copy)" : "");
    }

    /** Where a corpus would be read from; empty when it is not on this machine. */
    public static Optional<String> place(String name) {
        return switch (name) {
            case EmbeddedFashionMnist.NAME, EmbeddedPrompts.NAME, CmuPlayground.NAME, CMU_DANCES,
                    CmuPlayground.NAME + MotionCut.WITH_ROOT -> Optional.of("part of the program");
            case FashionMnist.NAME -> FashionMnist.folder().map(Path::toString);
            case Mnist.NAME -> Mnist.folder().map(Path::toString);
            case Cifar10.NAME -> Cifar10.folder().map(Path::toString);
            case CelebA.NAME -> CelebA.folder().map(Path::toString);
            case Prompts8k.NAME -> Prompts8k.folder().map(Path::toString);
            case Speech18.NAME, Speech18.OTHER_SPEAKERS -> Speech18.folder().map(Path::toString);
            case ZeroSpeech2019.NAME -> ZeroSpeech2019.folder().map(Path::toString);
            case Vctk.NAME -> Vctk.folder().map(Path::toString);
            case Female1.NAME -> Female1.folder().map(Path::toString);
            default -> Optional.empty();
        };
    }
}
