#!/usr/bin/env python3
"""Times one training step of the motion networks in PyTorch, the yardstick of MotionStepBenchmark.

A step is the forward pass, the backward pass, the clipping of the gradient and Adam for an encoder and a decoder of each half
of the body (45 and 27 channels; three halvings of the frames, dilated residual blocks), random windows of 64 frames and a
codebook of 512 for each half: narrow is the catalogue's network (width 48, depth 1, 64 dimensions) with batches of 120, wide is
Bailando's own (512, 3, 512) with 64. Quantizers are those of training_step.py. Run it on an otherwise idle machine.

Run:    python3 motion_training_step.py --network narrow --quantizer vq ot [--steps 40] [--warmup 8]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a quantizer, times in milliseconds.
"""

import argparse

import torch
from torch import nn

from timing import of_count, tell
from training_step import QUANTIZERS

FRAMES, CODES, HALVES, LEVELS = 64, 512, (45, 27), 3
NETWORKS = {"narrow": (48, 1, 64, 120), "wide": (512, 3, 512, 64)}  # width, depth, dim, batch


class Residual(nn.Module):
    """x + conv1(relu(conv3(relu(x))))."""

    def __init__(self, width, dilation):
        super().__init__()
        self.branch = nn.Sequential(nn.ReLU(), nn.Conv1d(width, width, 3, 1, dilation, dilation), nn.ReLU(),
                                    nn.Conv1d(width, width, 1))

    def forward(self, x):
        return x + self.branch(x)


def encoder(channels, width, depth, dim):
    """[batch, channels, 64] to [batch, dim, 8]."""
    layers = []
    for level in range(LEVELS):
        layers += [nn.Conv1d(width if level else channels, width, 4, 2, 1), *(Residual(width, 3 ** i) for i in range(depth))]
    return nn.Sequential(*layers, nn.Conv1d(width, dim, 3, 1, 1))


def decoder(channels, width, depth, dim):
    """[batch, dim, 8] to [batch, channels, 64]."""
    layers = [nn.Conv1d(dim, width, 3, 1, 1)]
    for _ in range(LEVELS):
        layers += [*(Residual(width, 3 ** i) for i in reversed(range(depth))), nn.ConvTranspose1d(width, width, 4, 2, 1)]
    return nn.Sequential(*layers, nn.Conv1d(width, channels, 3, 1, 1))


def motion_error(a, b):
    """The mean of |e| and of its first and second differences in time."""
    error = a - b
    velocity = error.diff(dim=2)
    return error.abs().mean() + velocity.abs().mean() + velocity.diff(dim=2).abs().mean()


def training_step(network, quantizer_name):
    """The step as a function of no argument, over its own networks, optimizer and one random batch; and its parameters."""
    width, depth, dim, batch = NETWORKS[network]
    encoders = nn.ModuleList(encoder(channels, width, depth, dim) for channels in HALVES)
    decoders = nn.ModuleList(decoder(channels, width, depth, dim) for channels in HALVES)
    quantizers = nn.ModuleList(QUANTIZERS[quantizer_name](CODES, dim) for _ in HALVES)
    modules = nn.ModuleList([encoders, quantizers, decoders])
    optimizer = torch.optim.Adam(modules.parameters(), lr=3e-5)
    windows = torch.rand(batch, sum(HALVES), FRAMES)

    def step():
        errors, loss = [], 0
        for half, part in enumerate(windows.split(HALVES, dim=1)):
            latents = encoders[half](part).transpose(1, 2).reshape(-1, dim)
            quantized, quantizer_loss = quantizers[half](latents, batch)
            errors.append(motion_error(decoders[half](quantized.view(batch, -1, dim).transpose(1, 2)), part))
            loss = loss + quantizer_loss
        error = torch.stack(errors).mean()
        loss = loss + (error if quantizer_name == "vq" else windows[0].numel() * error.log())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(modules.parameters(), 1.0)
        optimizer.step()

    return step, sum(p.numel() for p in modules.parameters())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--network", choices=sorted(NETWORKS), default="narrow")
    parser.add_argument("--quantizer", choices=sorted(QUANTIZERS), nargs="+", default=["vq", "ot"])
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--warmup", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for name in options.quantizer:
        torch.manual_seed(1)
        step, parameters = training_step(options.network, name)
        tell(of_count(step, options.steps, options.warmup), options.threads, case="training step of motion",
             network=options.network, quantizer=name, parameters=parameters, steps=options.steps)


if __name__ == "__main__":
    main()
