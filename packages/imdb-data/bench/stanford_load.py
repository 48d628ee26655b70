"""The data set out of its texts, in Python and NumPy: the peer of bench/index.ts. Prints one line of JSON.

Usage: stanford_load.py aclImdb_v1.tar.gz; prepares with skip_top=20, num_words=100, then hashes every id.
Words used equally often are in the order of a Python 3 dict, which among the first hundred makes no difference.
"""

import sys
import tarfile
import time

from keras_load import peak_mib, prepare, report

SPACES = str.maketrans({c: " " for c in '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'})
LOWER = str.maketrans({chr(c): chr(c + 32) for c in range(65, 91)})


def load(path):
    texts = {"train": [], "test": []}
    with tarfile.open(path, "r|gz") as archive:
        for entry in archive:
            *_, split, folder, name = ["", ""] + entry.name.split("/")
            if entry.isfile() and folder in ("pos", "neg"):
                words = archive.extractfile(entry).read().decode().translate(SPACES)
                words = [word for word in words.translate(LOWER).split(" ") if word]
                texts[split].append((folder == "neg", name, words))
    for reviews in texts.values():
        reviews.sort()
    counts = {}
    for _, _, words in texts["train"]:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=counts.get, reverse=True)
    ranks = {word: i + 1 for i, word in enumerate(ranked)}
    splits = []
    for reviews in texts.values():
        ids = [[ranks[word] for word in words if word in ranks] for _, _, words in reviews]
        splits.append((ids, [int(not negative) for negative, _, _ in reviews]))
    return prepare(splits)


idle = peak_mib()
start = time.perf_counter()
loaded = load(sys.argv[1])
report(time.perf_counter() - start, idle, peak_mib(), loaded)
