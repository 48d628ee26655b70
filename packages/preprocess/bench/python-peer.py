"""Times the Keras loop of pad_sequences and to_categorical on NumPy, for bench/index.ts.

Reads the rows from stdin as int32: how many there are, their offsets, their values. Prints JSON.
"""

import hashlib
import json
import sys
import time

import numpy as np

MAXLEN, NUM_CLASSES = 100, 100


def pad_sequences(sequences):
    """Row by row, cut in front and filled in front: the definition in Keras."""
    padded = np.full((len(sequences), MAXLEN), 0, dtype="int32")
    for i, row in enumerate(sequences):
        if len(row):
            kept = np.asarray(row[-MAXLEN:], dtype="int32")
            padded[i, -len(kept):] = kept
    return padded


def to_categorical(ids):
    """The dense float32 encoding, one position written a row."""
    flat = ids.reshape(-1)
    encoded = np.zeros((flat.shape[0], NUM_CLASSES), dtype="float32")
    encoded[np.arange(flat.shape[0]), flat] = 1
    return encoded.reshape(ids.shape + (NUM_CLASSES,))


def times(run):
    """The median of 7 runs, in milliseconds."""
    measured = []
    for _ in range(7):
        start = time.perf_counter()
        run()
        measured.append((time.perf_counter() - start) * 1000)
    return sorted(measured)[3]


given = np.frombuffer(sys.stdin.buffer.read(), dtype="<i4")
count = int(given[0])
offsets, values = given[1 : count + 2], given[count + 2 :]
rows = [values[offsets[i] : offsets[i + 1]].tolist() for i in range(count)]
padded = pad_sequences(rows)
few = padded[:2000]
print(
    json.dumps(
        {
            "name": f"NumPy {np.__version__}, Python {sys.version.split()[0]}",
            "paddedSha256": hashlib.sha256(padded.astype("<i4").tobytes()).hexdigest(),
            "encodedSum": float(to_categorical(few).sum()),
            "padMs": times(lambda: pad_sequences(rows)),
            "encodeMs": times(lambda: to_categorical(few)),
        }
    )
)
