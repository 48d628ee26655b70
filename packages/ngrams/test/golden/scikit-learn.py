"""Makes scikit-learn.json: `python3 scikit-learn.py > scikit-learn.json`, with scikit-learn 1.9.1."""

import json

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline

texts = [
    "A great film, a great story",
    "dull from start to end",
    "the story is great",
    "a dull, dull film",
    "İstanbul'da güzel bir film 😀😀",
    "영화가 정말 재미있다",
    "what a waste of time",
    "great  fun\tfor all",
]
new = ["a great story of dull time", "정말 재미없다 film", "nothing known xyz", "😀 fun"]
two = [1, 0, 1, 0, 1, 1, 0, 1]
three = [0, 1, 0, 1, 2, 2, 1, 0]


def rows(**options):
    vectorizer = TfidfVectorizer(**options)
    vectorizer.fit(texts)
    names = vectorizer.get_feature_names_out()
    matrix = vectorizer.transform(new).toarray()
    shown = [{names[j]: float(row[j]) for j in np.nonzero(row)[0]} for row in matrix]
    return {"n": len(names), "rows": shown}


def union():
    words = TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)
    return FeatureUnion([("words", words), ("characters", characters)])


def probabilities(labels, class_weight=None):
    exact = LogisticRegression(C=10, tol=1e-10, max_iter=10000, class_weight=class_weight)
    return make_pipeline(union(), exact).fit(texts, labels).predict_proba(new).tolist()


def weighted():
    exact = LogisticRegression(C=0.5, tol=1e-10, max_iter=10000)
    x = union().fit_transform(texts)
    return exact.fit(x, two, sample_weight=[1, 2, 0, 1, 3, 1, 0.5, 1]).predict_proba(x).tolist()


golden = {
    "made with": "scikit-learn 1.9.1",
    "texts": texts,
    "new": new,
    "y2": two,
    "y3": three,
    "words": rows(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True),
    "plain": rows(token_pattern=r"\w+", smooth_idf=False, min_df=2, norm=None),
    "maxdf": rows(token_pattern=r"\w+", max_df=0.3, use_idf=False, lowercase=False),
    "chars": rows(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
    "chars5": rows(analyzer="char_wb", ngram_range=(5, 6)),
    "two": probabilities(two),
    "three": probabilities(three),
    "balanced": probabilities(three, "balanced"),
    "weighted": weighted(),
}
print(json.dumps(golden, ensure_ascii=False, indent=1))
