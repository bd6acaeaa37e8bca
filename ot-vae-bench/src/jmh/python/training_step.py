#!/usr/bin/env python3
"""Times one training step in PyTorch, the yardstick of the JMH benchmark of the training step.

A step is the forward pass, the backward pass and Adam for the 28-pixel (Fashion-MNIST), 32-pixel (CIFAR-10) or 64-pixel
(CelebA) network of the SQ-VAE image protocol at batch 32 with 64-dimensional codes, 256 or 512 of them, on random images. Quantizers: vq
(stop-gradient and straight-through), sq-vae (Gaussian, one variance) and ot (standardised distances, entropic transport in the log
domain under autograd, Gumbel-softmax sample, transport cost). Run it on an otherwise idle machine.

Run:    python3 training_step.py --network 28 --quantizer vq sq-vae ot [--steps 50] [--warmup 10]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a quantizer, times in milliseconds.
"""

import argparse
import math

import torch
from torch import nn
from torch.nn import functional

from timing import of_count, tell

DIM = 64


class ResidualBlock(nn.Module):
    """x + BN(conv1x1(ReLU(BN(conv3x3(ReLU(x))))))."""

    def __init__(self):
        super().__init__()
        self.branch = nn.Sequential(nn.ReLU(), nn.Conv2d(DIM, DIM, 3, 1, 1), nn.BatchNorm2d(DIM),
                                    nn.ReLU(), nn.Conv2d(DIM, DIM, 1), nn.BatchNorm2d(DIM))

    def forward(self, x):
        return x + self.branch(x)


def normalised(layer):
    return [layer, nn.BatchNorm2d(layer.out_channels), nn.ReLU()]


def network(pixels):
    """Encoder and decoder: [batch, channels, pixels, pixels] to [batch, 64, grid, grid] and back."""
    if pixels == 28:
        encoder = [*normalised(nn.Conv2d(1, 32, 4, 2, 1)), nn.Conv2d(32, DIM, 4, 2, 1)]
        decoder = [*normalised(nn.ConvTranspose2d(DIM, 32, 4, 2, 1)), nn.ConvTranspose2d(32, 1, 4, 2, 1)]
    else:
        middle = nn.Conv2d(DIM, DIM, 3, 1, 1)
        encoder = [*normalised(nn.Conv2d(3, 32, 4, 2, 1)), *normalised(nn.Conv2d(32, DIM, 4, 2, 1)),
                   *(normalised(middle) if pixels == 32 else [middle])]
        decoder = [*normalised(nn.ConvTranspose2d(DIM, DIM, 3, 1, 1)),
                   *normalised(nn.ConvTranspose2d(DIM, 32, 4, 2, 1)), nn.ConvTranspose2d(32, 3, 4, 2, 1)]
    blocks = (6, 5) if pixels == 64 else (2, 2)
    return (nn.Sequential(*encoder, *(ResidualBlock() for _ in range(blocks[0]))),
            nn.Sequential(*(ResidualBlock() for _ in range(blocks[1])), *decoder, nn.Sigmoid()))


def squared_distances(latents, codebook):
    """[n, dim], [codes, dim] to [n, codes]."""
    return (latents.square().sum(1, keepdim=True) - 2 * latents @ codebook.t() + codebook.square().sum(1))


def gumbel_noise(like):
    return -torch.log(-torch.log(torch.rand_like(like) + 1e-10) + 1e-10)


class VectorQuantizer(nn.Module):
    """Nearest code, straight-through gradient, codebook loss and commitment loss (weight 0.25)."""

    def __init__(self, codes, dim=DIM):
        super().__init__()
        self.codebook = nn.Parameter(torch.randn(codes, dim))

    def forward(self, latents, batch):
        with torch.no_grad():
            indices = squared_distances(latents, self.codebook).argmin(1)
        chosen = functional.embedding(indices, self.codebook)
        loss = functional.mse_loss(chosen, latents.detach()) + 0.25 * functional.mse_loss(latents, chosen.detach())
        return latents + (chosen - latents).detach(), loss


class StochasticQuantizer(nn.Module):
    """Gaussian SQ-VAE with one learned variance: Gumbel-softmax over distances, entropy and distance terms."""

    def __init__(self, codes, dim=DIM, temperature=0.5):
        super().__init__()
        self.codebook = nn.Parameter(torch.randn(codes, dim))
        self.log_variance = nn.Parameter(torch.tensor(math.log(10.0)))
        self.temperature = temperature

    def forward(self, latents, batch):
        variance = 1 + self.log_variance.exp()
        logits = -0.5 * squared_distances(latents, self.codebook) / variance
        log_p = functional.log_softmax(logits, dim=1)
        sample = functional.softmax((logits + gumbel_noise(logits)) / self.temperature, dim=1)
        quantized = sample @ self.codebook
        distance = 0.5 * (latents - quantized).square().sum() / variance
        return quantized, ((log_p.exp() * log_p).sum() + distance) / batch


class TransportQuantizer(nn.Module):
    """Standardised distances, equipartition plan by T log-domain Sinkhorn iterations, Gumbel-softmax sample, transport cost."""

    def __init__(self, codes, dim=DIM, epsilon=0.1, iterations=10, temperature=0.5, transport_weight=0.01):
        super().__init__()
        self.codebook = nn.Parameter(torch.randn(codes, dim))
        self.epsilon, self.iterations = epsilon, iterations
        self.temperature, self.transport_weight = temperature, transport_weight

    def forward(self, latents, batch):
        n, codes = latents.shape[0], self.codebook.shape[0]
        cost = squared_distances(latents, self.codebook).clamp(min=0)
        distance = (cost + 1e-6).sqrt()
        log_q = (distance.mean() - distance) / (distance.std(unbiased=False) + 1e-6) / self.epsilon
        for _ in range(self.iterations):
            log_q = log_q - torch.logsumexp(log_q, dim=0, keepdim=True) - math.log(codes)
            log_q = log_q - torch.logsumexp(log_q, dim=1, keepdim=True) - math.log(n)
        log_q = log_q + math.log(n)
        sample = functional.softmax((log_q + gumbel_noise(log_q)) / self.temperature, dim=1)
        return sample @ self.codebook, self.transport_weight * (log_q.exp() * cost).sum() / batch


QUANTIZERS = {"vq": VectorQuantizer, "sq-vae": StochasticQuantizer, "ot": TransportQuantizer}


def training_step(pixels, quantizer_name, batch):
    """The step as a function of no argument, over its own networks, optimizer and one random batch."""
    encoder, decoder = network(pixels)
    quantizer = QUANTIZERS[quantizer_name](256 if pixels == 28 else 512)
    modules = nn.ModuleList([encoder, quantizer, decoder])
    optimizer = torch.optim.Adam(modules.parameters(), lr=1e-3)
    images = torch.rand(batch, 1 if pixels == 28 else 3, pixels, pixels)

    def step():
        z = encoder(images)
        latents = z.permute(0, 2, 3, 1).reshape(-1, DIM)  # [batch * grid * grid, dim]
        quantized, quantizer_loss = quantizer(latents, batch)
        decoded = decoder(quantized.view(batch, z.shape[2], z.shape[3], DIM).permute(0, 3, 1, 2))
        squared_error = (images - decoded).square().sum() / batch
        loss = 0.5 * images[0].numel() * squared_error.log() + quantizer_loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()

    return step


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", type=int, choices=(28, 32, 64), default=28)
    parser.add_argument("--quantizer", choices=sorted(QUANTIZERS), nargs="+", default=list(QUANTIZERS))
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--warmup", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name in options.quantizer:
        torch.manual_seed(options.seed)
        step = training_step(options.network, name, options.batch)
        tell(of_count(step, options.steps, options.warmup), options.threads, case="training step", network=options.network,
             quantizer=name, batch=options.batch, steps=options.steps)


if __name__ == "__main__":
    main()
