#!/usr/bin/env python3
"""Times drawing codes from a small transformer in PyTorch, the yardstick of SamplingBenchmark.

The network of fashion-mnist-prior with random weights: 256 codes, 10 classes, 49 positions, 3 pre-norm blocks of width 96
with 4 heads. Keys and values of the positions before are kept. Run it on an otherwise idle machine.

Run:    python3 prior_sampling.py [--batch 1 64] [--threads 1]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a case, times in milliseconds for all codes of a batch.
"""

import argparse

import torch
from torch import nn

from timing import of_seconds, tell

CODES, CLASSES, POSITIONS, LAYERS, WIDTH, HEADS = 256, 10, 49, 3, 96, 4


class Block(nn.Module):
    """x + attention(norm x), then x + mlp(norm x), for one position at a time."""

    def __init__(self):
        super().__init__()
        self.before_attention, self.before_mlp = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.queries_keys_values, self.project = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x, keys, values, position):
        query, key, value = (part.view(-1, HEADS, WIDTH // HEADS)
                             for part in self.queries_keys_values(self.before_attention(x)).chunk(3, 1))
        keys[:, :, position], values[:, :, position] = key, value
        seen = slice(0, position + 1)
        scores = torch.einsum("bhd,bhtd->bht", query, keys[:, :, seen]) * (WIDTH // HEADS) ** -0.5
        heard = torch.einsum("bht,bhtd->bhd", scores.softmax(2), values[:, :, seen])
        x = x + self.project(heard.reshape(-1, WIDTH))
        return x + self.mlp(self.before_mlp(x))


class Prior(nn.Module):
    def __init__(self):
        super().__init__()
        self.token, self.place = nn.Embedding(CODES + CLASSES, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, CODES, bias=False)

    @torch.no_grad()
    def sample(self, batch):
        shape = (LAYERS, 2, batch, HEADS, POSITIONS, WIDTH // HEADS)
        kept = torch.zeros(shape)
        tokens = torch.full((batch,), CODES)
        drawn = []
        for position in range(POSITIONS):
            x = self.token(tokens) + self.place.weight[position]
            for block, (keys, values) in zip(self.blocks, kept):
                x = block(x, keys, values, position)
            tokens = torch.multinomial(self.head(self.norm(x)).softmax(1), 1)[:, 0]
            drawn.append(tokens)
        return torch.stack(drawn, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, nargs="+", default=[1, 64])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    prior = Prior().eval()
    for batch in options.batch:
        times = of_seconds(lambda: prior.sample(batch), options.seconds)
        tell(times, options.threads, rate=("codes_per_s", batch * POSITIONS), case="sample", batch=batch)


if __name__ == "__main__":
    main()
