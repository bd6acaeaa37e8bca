#!/usr/bin/env python3
"""Times a recurrent layer in PyTorch, the yardstick of GruBenchmark.

x [52, 32, 128], 128 hidden units in each of two directions (torch.nn.GRU), forward without gradients, and forward with a
sum of squares and its gradient. Run it on an otherwise idle machine.

Run:    python3 gru.py [--runs 100] [--warmup 20]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a case, times in microseconds.
"""

import argparse

import torch

from timing import of_count, tell


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    layer = torch.nn.GRU(128, 128, batch_first=True, bidirectional=True)
    x = torch.randn(52, 32, 128, requires_grad=True)

    def forward():
        with torch.no_grad():
            layer(x)

    def forward_and_gradient():
        x.grad = None
        layer.zero_grad(set_to_none=True)
        layer(x)[0].square().sum().backward()

    for case in (forward, forward_and_gradient):
        tell(of_count(case, options.runs, options.warmup, 1e6), options.threads, "us", None, case=case.__name__)


if __name__ == "__main__":
    main()
