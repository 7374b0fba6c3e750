"""Reference numbers for preprocessing, from scikit-learn in float64.

Run `python3 tests/reference/preprocessing.py`; it writes tests/reference/data/preprocessing.json. The format is described in README.md.
"""
import json
import os
import random

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler

STRATEGIES = {"Mean": "mean", "Median": "median", "Mode": "most_frequent"}


def numbers(draw, rows, offset, spread, missing, digits=None):
    values = [offset + spread * draw.gauss(0, 1) for _ in range(rows)]
    values = [round(value, digits) if digits is not None else value for value in values]
    # What the product reads is finite as a 32-bit number, and kept in 64 bits.
    return [None if draw.random() < missing else value for value in values]


def texts(draw, rows, categories, missing):
    return [None if draw.random() < missing else draw.choice(categories) for _ in range(rows)]


def case(seed, strategy, scaler, missing):
    draw = random.Random(seed)
    # Offsets of at most a million spreads: beyond, the sums of both implementations round differently. MinMaxScaler takes ranges below 2e-15 for constants.
    offsets = [draw.uniform(-1, 1) * 10 ** draw.randint(-5, 30) for _ in range(3)]
    kinds = [(offset, abs(offset) * 10 ** draw.randint(-6, 0), None) for offset in offsets] + [(3, 2, 0), (7, 0, None)]
    train_rows, test_rows = draw.randint(8, 40), 12
    columns = []
    for index, (offset, spread, digits) in enumerate(kinds):
        columns.append({"name": f"n{index}", "text": False,
                        "train": numbers(draw, train_rows, offset, spread, missing, digits), "test": numbers(draw, test_rows, offset, spread, missing, digits)})
    for index, categories in enumerate((["red", "green", "Blue", "a b"], ["yes", "no"])):
        columns.append({"name": f"t{index}", "text": True, "train": texts(draw, train_rows, categories, missing if index == 0 else 0),
                        "test": texts(draw, test_rows, categories, missing if index == 0 else 0)})
        columns[-1]["train"][: len(categories)] = categories
    if missing and None not in columns[-2]["train"]:
        columns[-2]["train"][-1] = None
    numeric = [column for column in columns if not column["text"]]
    train = np.array([column["train"] for column in numeric], dtype=float).T
    test = np.array([column["test"] for column in numeric], dtype=float).T
    imputer = SimpleImputer(strategy=STRATEGIES[strategy]).fit(train)
    filled = imputer.transform(train)
    scale = (StandardScaler() if scaler == "Standardize" else MinMaxScaler()).fit(filled)
    output = [scale.transform(imputer.transform(test))]
    for column in columns:
        if column["text"]:
            fit = np.array(column["train"], dtype=object).reshape(-1, 1)
            output.append(OneHotEncoder(sparse_output=False).fit(fit).transform(np.array(column["test"], dtype=object).reshape(-1, 1)))
    output.append(MissingIndicator(features="missing-only", error_on_new=False).fit(train).transform(test).astype(float))
    ordinal = OrdinalEncoder().fit(np.array(columns[-1]["train"], dtype=object).reshape(-1, 1)).transform(np.array(columns[-1]["test"], dtype=object).reshape(-1, 1))
    return {"imputation": strategy, "scaler": scaler, "columns": columns, "expected": np.hstack(output).tolist(), "ordinal": ordinal.ravel().tolist()}


def words():
    """Counts of words as CountVectorizer has them, with the tokens that the product takes."""
    sentences = ["The cat sat. The cat ran!", "A dog sat; the dog-house", "cat's 42 naïve CAFÉ", ""]
    vectorizer = CountVectorizer(token_pattern=r"[^\W_]+").fit(sentences)
    counts = np.asarray(vectorizer.transform(sentences).sum(axis=0)).ravel()
    return {"sentences": sentences, "tokens": [vectorizer.build_analyzer()(sentence) for sentence in sentences],
            "counts": {word: int(counts[index]) for word, index in sorted(vectorizer.vocabulary_.items())}}


def main():
    cases = [case(seed, strategy, scaler, missing) for seed, (strategy, scaler, missing) in enumerate(
        (strategy, scaler, missing) for strategy in STRATEGIES for scaler in ("Standardize", "MinMax") for missing in (0, 0.2))]
    path = os.path.join(os.path.dirname(__file__), "data", "preprocessing.json")
    with open(path + ".tmp", "w") as file:
        json.dump({"cases": cases, "words": words()}, file, indent=1)
        file.write("\n")
    os.replace(path + ".tmp", path)


main()
