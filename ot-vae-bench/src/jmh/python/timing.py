"""How the programs of this folder time things: by the clock, after a warm-up, told as one JSON line a case."""

import json
import statistics
import time

import torch


def of_count(run, count, warmup, unit=1e3):
    """Times of `count` runs after `warmup` ones, in milliseconds or in 1 / `unit` seconds."""
    times = []
    for index in range(warmup + count):
        start = time.perf_counter()
        run()
        if index >= warmup:
            times.append(unit * (time.perf_counter() - start))
    return times


def of_seconds(run, seconds):
    """Times in milliseconds of as many runs as fit into `seconds`, without the first fifth of them."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        times += of_count(run, 1, 0)
    return times[len(times) // 5:]


def tell(times, threads, unit="ms", digits=3, rate=None, **case):
    """Prints the case, the median and the least of its times; `rate` names what a run makes, and how many: ("codes_per_s", 49)."""
    median = statistics.median(times)
    line = {**case, "threads": threads, "torch": torch.__version__, f"median_{unit}": round(median, digits),
            f"min_{unit}": round(min(times), digits)}
    if rate:
        line[rate[0]] = round(1e3 * rate[1] / median)
    print(json.dumps(line), flush=True)
