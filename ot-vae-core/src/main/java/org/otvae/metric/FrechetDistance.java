package org.otvae.metric;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet (2-Wasserstein) distance of two Gaussians, squared: {@code |m - n|² + tr(S + T - 2 (S T)^½)}
 * [dowson1982frechet]; of moments of a network's features it is the distance of [heusel2017gans].
 *
 * <p>{@code tr (S T)^½} is the sum of the roots of the eigenvalues of {@code S^½ T S^½}, which is symmetric: no complex
 * roots, and covariances without full rank need no special case.
 */
public final class FrechetDistance {

    private FrechetDistance() {
    }

    /** The squared distance of the Gaussians with these moments; at least two vectors each, of one length. */
    public static double between(GaussianMoments first, GaussianMoments second) {
        if (first.dim() != second.dim()) {
            throw new IllegalArgumentException("expected vectors of one length, found " + first.dim() + " and "
                    + second.dim() + " values");
        }
        return between(first.mean(), first.covariance(), second.mean(), second.covariance());
    }

    /**
     * The squared distance.
     *
     * @param firstMean       {@code [dim]}
     * @param firstCovariance {@code [dim, dim]}, symmetric
     * @param secondMean      {@code [dim]}
     * @param secondCovariance {@code [dim, dim]}, symmetric
     */
    public static double between(double[] firstMean, double[] firstCovariance, double[] secondMean,
            double[] secondCovariance) {
        int dim = firstMean.length;
        double distance = 0;
        for (int i = 0; i < dim; i++) {
            double difference = firstMean[i] - secondMean[i];
            distance += difference * difference + firstCovariance[i * dim + i] + secondCovariance[i * dim + i];
        }
        DMatrixRMaj root = root(new DMatrixRMaj(dim, dim, true, firstCovariance));
        DMatrixRMaj half = new DMatrixRMaj(dim, dim);
        DMatrixRMaj inner = new DMatrixRMaj(dim, dim);
        CommonOps_DDRM.mult(root, new DMatrixRMaj(dim, dim, true, secondCovariance), half);
        CommonOps_DDRM.mult(half, root, inner);
        var eigen = decompose(inner);
        for (int i = 0; i < dim; i++) {
            distance -= 2 * Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
        }
        return Math.max(0, distance);
    }

    private static DMatrixRMaj root(DMatrixRMaj symmetric) {
        var eigen = decompose(symmetric);
        int dim = symmetric.numRows;
        DMatrixRMaj root = new DMatrixRMaj(dim, dim);
        DMatrixRMaj scaled = new DMatrixRMaj(dim, dim);
        DMatrixRMaj vectors = new DMatrixRMaj(dim, dim);
        for (int i = 0; i < dim; i++) {
            double length = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal())); // rounding makes zeros negative
            DMatrixRMaj vector = eigen.getEigenVector(i);
            for (int row = 0; row < dim; row++) {
                vectors.data[row * dim + i] = vector.data[row];
                scaled.data[row * dim + i] = vector.data[row] * length;
            }
        }
        CommonOps_DDRM.multTransB(scaled, vectors, root);
        return root;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj matrix) {
        int dim = matrix.numRows;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (matrix.data[i * dim + j] + matrix.data[j * dim + i]) / 2;
                matrix.data[i * dim + j] = mean;
                matrix.data[j * dim + i] = mean;
            }
        }
        var eigen = DecompositionFactory_DDRM.eig(dim, true, true);
        if (!eigen.decompose(matrix)) {
            throw new ArithmeticException("the eigenvalues of a covariance of " + dim + " dimensions did not converge; "
                    + "are all features finite?");
        }
        return eigen;
    }
}
