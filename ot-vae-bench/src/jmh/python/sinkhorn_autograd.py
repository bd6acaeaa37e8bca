#!/usr/bin/env python3
"""Times the log-domain Sinkhorn iteration of PyTorch under autograd, the yardstick of the JMH Sinkhorn benchmark.

One iteration normalises the columns, then the rows, of a matrix of log-probabilities [n, codes] by log-sum-exp, so
autograd keeps n x codes numbers for each half iteration; cases that would need more than --memory-gib are reported as
skipped. Timed: the forward pass without gradient, and forward plus backward. Run it on an otherwise idle machine.

Run:    python3 sinkhorn_autograd.py [--sizes 2048x512 8192x1024] [--iterations 3 20] [--repetitions 10]
Needs:  Debian packages python3-torch and libopenblas0-pthread.
Output: one JSON line a case, times in milliseconds.
"""

import argparse
import json
import math
import statistics
import time

import torch


def log_plan(scores, epsilon, iterations):
    """Log of the row-stochastic transport plan [n, codes] for scores [n, codes], columns summing to n / codes."""
    n, codes = scores.shape
    log_q = scores / epsilon
    for _ in range(iterations):
        log_q = log_q - torch.logsumexp(log_q, dim=0, keepdim=True) - math.log(codes)
        log_q = log_q - torch.logsumexp(log_q, dim=1, keepdim=True) - math.log(n)
    return log_q + math.log(n)


def timed(action, warmup, repetitions):
    """Median and least wall-clock time of the action in milliseconds, after some untimed calls."""
    for _ in range(warmup):
        action()
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        action()
        times.append(1e3 * (time.perf_counter() - start))
    return {"median_ms": round(statistics.median(times), 3), "min_ms": round(min(times), 3)}


def cases(n, codes, iterations, options):
    """Yields the record of the forward pass, then that of forward plus backward."""
    generator = torch.Generator().manual_seed(options.seed)
    scores = torch.rand(n, codes, generator=generator)
    weights = torch.rand(n, codes, generator=generator)

    def forward():
        with torch.no_grad():
            log_plan(scores, options.epsilon, iterations)

    def forward_backward():
        leaf = scores.detach().requires_grad_()
        log_plan(leaf, options.epsilon, iterations).backward(weights)

    # logsumexp saves its input, so autograd keeps one [n, codes] matrix for each half iteration.
    kept_gib = 4.0 * n * codes * (2 * iterations + 2) / 2**30
    for name, action in (("forward", forward), ("forward+backward", forward_backward)):
        record = {"case": name, "n": n, "codes": codes, "iterations": iterations, "epsilon": options.epsilon,
                  "threads": options.threads, "torch": torch.__version__, "repetitions": options.repetitions}
        if name == "forward+backward" and kept_gib > options.memory_gib:
            yield {**record, "skipped": f"autograd would keep {kept_gib:.1f} GiB; raise --memory-gib"}
        else:
            yield {**record, **timed(action, options.warmup, options.repetitions)}


def size(text):
    n, codes = text.lower().split("x")
    return int(n), int(codes)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=size, nargs="+", default=[(2048, 512), (8192, 1024), (32768, 1024)],
                        metavar="NxCODES")
    parser.add_argument("--iterations", type=int, nargs="+", default=[3, 20, 100])
    parser.add_argument("--epsilon", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=1)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--memory-gib", type=float, default=8.0,
                        help="forward+backward cases whose kept matrices exceed this are reported as skipped")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for n, codes in options.sizes:
        for iterations in options.iterations:
            for record in cases(n, codes, iterations, options):
                print(json.dumps(record), flush=True)


if __name__ == "__main__":
    main()
