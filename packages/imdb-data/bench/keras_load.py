"""What imdb.load_data does, in NumPy: the peer of bench/index.ts. Prints one line of JSON.

Usage: keras_load.py imdb.npz; loads with skip_top=20, num_words=100, then hashes every id.
"""

import hashlib
import json
import resource
import sys
import time

import numpy as np

START, OOV, OFFSET, SEED = 1, 2, 3, 113
SKIP_TOP, NUM_WORDS = 20, 100


def load(path):
    with np.load(path, allow_pickle=True) as arrays:
        return prepare([(arrays["x_" + s], arrays["y_" + s]) for s in ("train", "test")])


def prepare(splits):
    random = np.random.RandomState(SEED)
    prepared = []
    for reviews, labels in splits:
        order = np.arange(len(reviews))
        random.shuffle(order)
        marked = [[START] + [rank + OFFSET for rank in reviews[i]] for i in order]
        cut = [[i if SKIP_TOP <= i < NUM_WORDS else OOV for i in ids] for ids in marked]
        prepared.append((np.array(cut, dtype="object"), np.asarray(labels)[order]))
    return prepared


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(seconds, idle, peak, loaded):
    (x_train, y_train), (x_test, y_test) = loaded
    digest = hashlib.sha256()
    for x in (x_train, x_test):
        for ids in x:
            digest.update(np.array(ids, dtype="<i4").tobytes())
    digest.update(np.concatenate([y_train, y_test]).astype("<i4").tobytes())
    print(json.dumps({"seconds": seconds, "idleMiB": idle, "peakMiB": peak, "sha256": digest.hexdigest()}))


if __name__ == "__main__":
    idle = peak_mib()
    start = time.perf_counter()
    loaded = load(sys.argv[1])
    report(time.perf_counter() - start, idle, peak_mib(), loaded)
