"""The chapter's data preparation in Python, timed; then, if asked, one epoch of its training.

Usage: prepare.py load.py imdb.npz job.npz epochs

`load.py` is the NumPy twin of loadData in packages/imdb-data/bench. Prints one line of JSON: seconds
until the one-hot arrays are there, peak memory in MiB, and the SHA-256 of the padded ids.
"""

import hashlib
import json
import runpy
import sys
import time

import numpy as np
from numpy_network import Network
from serve import order_of, peak_mib


def padded(reviews, length):
    """The last `length` ids of each review, zeros in front."""
    rows = np.zeros((len(reviews), length), dtype=np.int32)
    for row, ids in zip(rows, reviews):
        kept = ids[-length:]
        if kept:
            row[length - len(kept) :] = kept
    return rows


load_script, data, job_file, epochs = sys.argv[1:5]
load = runpy.run_path(load_script)["load"]

started = time.perf_counter()
(x_train, y_train), _ = load(data)
words = [[i for i in ids if i > 2] for ids in x_train]
order = order_of(len(words))
train, validation = order[:20000], order[20000:]
with np.load(job_file) as arrays:
    job = {name: arrays[name] for name in ("w1h", "w1x", "b1", "w2", "b2")}
job["y"] = y_train[train]
job["x"] = padded([words[i] for i in train], 100)
job["xVal"] = padded([words[i] for i in validation], 100)
network = Network(job, one_hot=True)
seconds = time.perf_counter() - started

for _ in range(int(epochs)):
    network.train(order_of(20000))
    network.probabilities(5000)
digest = hashlib.sha256(job["x"].tobytes() + job["xVal"].tobytes()).hexdigest()
print(json.dumps({"seconds": seconds, "peakMiB": peak_mib(), "sha256": digest}))
