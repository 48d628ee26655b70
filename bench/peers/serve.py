"""The Python side of serve.ts: the same lines of JSON, the same jobs."""

import json
import resource
import sys
import time

import numpy as np

# The chapter's steps back and learning rate.
BACK, RATE = 10, 0.1
CHECKED_PROBABILITIES = 500


def load_job():
    """The arrays of the npz file that the command line names."""
    with np.load(sys.argv[1]) as arrays:
        return {name: arrays[name] for name in arrays.files}


def order_of(count):
    """An epoch's order of reviews."""
    return np.random.RandomState(42).permutation(count)


class Peer:
    """A training loop. `x` and `y` are indexed by review; `step` gives a batch's loss before its update."""

    batch_size = 32

    def __init__(self, job):
        self.job = job
        self.y = job["y"].astype(np.float32)

    def shuffled(self, order):
        """Reviews and labels in an epoch's order, as batches are sliced from them."""
        return self.x[order], self.y[order]

    def train(self, order):
        x, y = self.shuffled(order)
        size = self.batch_size
        return [float(self.step(x[k : k + size], y[k : k + size])) for k in range(0, len(order), size)]

    def train_timed(self, order):
        """What is timed, where that is not `train`."""
        self.train(order)

    def check(self, count):
        self.reset()
        return {
            "losses": self.train(order_of(count)),
            "probabilities": [float(a) for a in self.probabilities(CHECKED_PROBABILITIES)],
        }


def say(answer):
    print(json.dumps(answer), flush=True)


def peak_mib():
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (2**20 if sys.platform == "darwin" else 2**10)


def serve(name, peer):
    order = order_of(len(peer.y))
    say({"ready": name})
    for line in sys.stdin:
        command = json.loads(line)
        if "check" in command:
            say(peer.check(command["check"]))
        elif "end" in command:
            say({"peakMiB": peak_mib()})
            return
        else:
            started = time.perf_counter()
            if "train" in command:
                peer.train_timed(order[: command["train"] * peer.batch_size])
            else:
                peer.probabilities(command["predict"])
            say({"ms": (time.perf_counter() - started) * 1e3})
