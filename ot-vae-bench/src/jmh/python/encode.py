#!/usr/bin/env python3
"""Times turning images into codes in PyTorch, the yardstick of the JMH benchmark EncodeBenchmark.

The encoder of the SQ-VAE image protocol in evaluation mode and the nearest of 256 (28 pixels) or 512 codes, without
gradients, on random images. Run it on an otherwise idle machine.

Run:    python3 encode.py --network 28 32 64 --batch 1 256
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a case, times in milliseconds.
"""

import argparse

import torch

from timing import of_seconds, tell
from training_step import DIM, network, squared_distances


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", type=int, choices=(28, 32, 64), nargs="+", default=[28, 32, 64])
    parser.add_argument("--batch", type=int, nargs="+", default=[1, 256])
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    for pixels in options.network:
        encoder = network(pixels)[0].eval()
        codebook = torch.randn(256 if pixels == 28 else 512, DIM)
        for batch in options.batch:
            images = torch.rand(batch, 1 if pixels == 28 else 3, pixels, pixels)

            def encode():
                latents = encoder(images).permute(0, 2, 3, 1).reshape(-1, DIM)
                squared_distances(latents, codebook).argmin(1)

            with torch.no_grad():
                times = of_seconds(encode, options.seconds)
            tell(times, options.threads, rate=("images_per_s", batch), case="encode", network=pixels, batch=batch)


if __name__ == "__main__":
    main()
