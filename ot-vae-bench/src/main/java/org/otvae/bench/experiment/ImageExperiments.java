package org.otvae.bench.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.otvae.codebook.Codebook;
import org.otvae.image.data.CelebA;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.ImageFolder;
import org.otvae.image.data.Mnist;
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.image.model.VqWaeDecoder;
import org.otvae.image.model.VqWaeEncoder;
import org.otvae.model.Decoder;
import org.otvae.model.Encoder;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.SqVaeQuantizer;

/**
 * The image experiments: the protocol of [takida2022sqvae], one method per row of a table: on the slice inside the
 * program ({@code demo-}), Fashion-MNIST and MNIST with its network for 28 pixels, on CIFAR-10 with that for 32, on
 * CelebA with that for 64, and on any folder of pictures with both.
 *
 * <p>Expect 7,810 steps for the 5 epochs of a row of Fashion-MNIST, 6,250 of CIFAR-10, 25,430 of CelebA; the table of the
 * demo shows how many steps a second this machine makes. No published numbers exist for 5 epochs that we could find.
 */
final class ImageExperiments {

    private static final int DIM = 64;
    private static final int SHORT_EPOCHS = 5;
    private static final int FULL_EPOCHS = 100;
    private static final int FULL_EPOCHS_CELEBA = 70;
    private static final double LAST_TEMPERATURE = 0.5; // of SQ-VAE in short runs; docs/method.md, section 5
    private static final double DECAY = 0.95; // of moving averages; the same place
    private static final OtQuantizer.Solving OF_512_CODES = new OtQuantizer.Solving(28, 0.7); // the same place

    private ImageExperiments() {
    }

    /** The rows of {@code ./otvae demo}. */
    static List<Experiment> demo() {
        return slice(Scale.SHORT).rows(methods(256, 10, 156_200, Scale.SHORT).demo());
    }

    /** Every row on every corpus. */
    static List<Experiment> all(Scale scale) {
        Table fashion = small("fashion-mnist", FashionMnist.NAME, SHORT_EPOCHS, scale);
        Table digits = small("mnist", Mnist.NAME, SHORT_EPOCHS, scale);
        Table slice = slice(scale);
        Table cifar = table("cifar10", Cifar10.NAME, ProtocolNet.PIXELS_32, scale);
        // with the wider network of VQ-WAE's tables, which are not comparable with the protocol's
        Table wide = table("cifar10-wide", Cifar10.NAME, new VqWaeEncoder(DIM), new VqWaeDecoder(DIM), SHORT_EPOCHS, FULL_EPOCHS,
                scale);
        Table faces = table("celeba", CelebA.NAME, ProtocolNet.PIXELS_64, scale);
        Table folder32 = table("folder32", ImageFolder.NAME_32, ProtocolNet.PIXELS_32, scale);
        Table folder64 = table("folder64", ImageFolder.NAME_64, ProtocolNet.PIXELS_64, scale);
        List<Methods.Method> of28 = methods(256, 10, 156_200, scale).all();
        List<Methods.Method> of32 = methods(512, 20, 125_000, scale).all();
        List<Methods.Method> of64 = methods(512, 20, 356_020, scale).all();
        return Stream.of(fashion.rows(of28), digits.rows(methods(128, 10, 156_200, scale).all()), cifar.rows(of32),
                wide.rows(of32), faces.rows(of64), folder32.rows(of32), folder64.rows(of64), slice.rows(of28))
                .flatMap(List::stream).toList();
    }

    private static Table slice(Scale scale) {
        return small("demo", EmbeddedFashionMnist.NAME, 6, scale); // 750 steps a row, all of them under 5 minutes on 2 cores
    }

    private static Table small(String prefix, String corpus, int fewEpochs, Scale scale) {
        return table(prefix, corpus, new ProtocolEncoder(ProtocolNet.PIXELS_28, DIM),
                new ProtocolDecoder(ProtocolNet.PIXELS_28, DIM), fewEpochs, FULL_EPOCHS, scale);
    }

    private static Table table(String prefix, String corpus, ProtocolNet net, Scale scale) {
        int full = net == ProtocolNet.PIXELS_64 ? FULL_EPOCHS_CELEBA : FULL_EPOCHS;
        return table(prefix, corpus, new ProtocolEncoder(net, DIM), new ProtocolDecoder(net, DIM), SHORT_EPOCHS, full, scale);
    }

    private static Table table(String prefix, String corpus, Encoder encoder, Decoder decoder, int fewEpochs, int fullEpochs,
            Scale scale) {
        return new Table(prefix, corpus, encoder, decoder, 32, Table.Length.of(scale, fewEpochs, fullEpochs), rate(scale), 0);
    }

    /** The protocol's at its length. In short runs a plateau never comes (docs/decisions/0016-schedules-by-scale.md). */
    private static Table.Rate rate(Scale scale) {
        return scale == Scale.FULL ? Table.Rate.halvedOnPlateaus(1e-3) : Table.Rate.cosine(1e-3);
    }

    /** With SQ-VAE as its authors have it in runs of their length, {@code steps}. */
    private static Methods methods(int codes, double initialVariance, long steps, Scale scale) {
        return new Methods(codes, DIM, ImageExperiments::transport, Methods.Stochastic.of(scale,
                SqVaeQuantizer.Combination.SUM, initialVariance, LAST_TEMPERATURE, steps), DECAY);
    }

    private static OtQuantizer transport(Codebook codebook) {
        OtQuantizer usual = OtQuantizer.of(codebook);
        return codebook.codes() < 512 ? usual : usual.withSolving(OF_512_CODES);
    }
}
