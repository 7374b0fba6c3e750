"""Reference numbers for metrics, from scikit-learn in float64.

Run `python3 tests/reference/metrics.py`; it writes tests/reference/data/metrics.json. The format is described in README.md.
"""
import json
import os
import random

import numpy as np
from sklearn import metrics


def probabilities(logits):
    if logits.shape[1] == 1:
        p = 1 / (1 + np.exp(-logits[:, 0]))
        return np.stack([1 - p, p], axis=1)
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def classifier(name, seed, examples, outputs, labeled, grid):
    """Logits are multiples of 1 / grid, exact in single precision; a coarse grid makes equal scores."""
    draw = random.Random(seed)
    classes = max(2, outputs)
    labels = np.array([labeled[draw.randrange(len(labeled))] for _ in range(examples)])
    means = [[2 * label - 1] if outputs == 1 else [1.5 * (k == label) for k in range(outputs)] for label in labels]
    logits = np.array([[round(draw.gauss(mean, 1.2) * grid) / grid for mean in row] for row in means])
    p = probabilities(logits)
    predicted = p.argmax(axis=1) if outputs > 1 else (logits[:, 0] > 0).astype(int)
    present = [k for k in range(classes) if 0 < (labels == k).sum() < examples]
    expected = {
        "accuracy": metrics.accuracy_score(labels, predicted),
        "balancedAccuracy": metrics.balanced_accuracy_score(labels, predicted),
        "auc": metrics.roc_auc_score(labels, logits[:, 0] if outputs == 1 else logits[:, 1] - logits[:, 0]) if classes == 2
        else metrics.roc_auc_score(labels, p, multi_class="ovr", average="macro") if len(present) == classes
        else float(np.mean([metrics.roc_auc_score(labels == k, p[:, k]) for k in present])),
        "macroF1": metrics.f1_score(labels, predicted, average="macro"),
        "microF1": metrics.f1_score(labels, predicted, average="micro"),
        "logLoss": metrics.log_loss(labels, p, labels=list(range(classes))),
    }
    if classes == 2:
        expected["f1"] = metrics.f1_score(labels, predicted)
    else:
        for k in (2, 3):
            expected[f"top{k}Accuracy"] = metrics.top_k_accuracy_score(labels, logits, k=k, labels=list(range(classes)))
    confusion = metrics.confusion_matrix(labels, predicted, labels=list(range(classes)))
    return {"name": name, "outputs": outputs, "values": logits.ravel().tolist(), "labels": labels.tolist(), "confusion": confusion.ravel().tolist(), "expected": expected}


def regressor(name, seed, examples, outputs):
    draw = random.Random(seed)
    targets = np.array([[round(draw.gauss(k, 1 + k) * 16) / 16 for k in range(outputs)] for _ in range(examples)])
    values = np.array([[round((t + draw.gauss(0, 0.7)) * 16) / 16 for t in row] for row in targets])
    return {"name": name, "outputs": outputs, "values": values.ravel().tolist(), "targets": targets.ravel().tolist(), "expected": {
        "meanSquaredError": metrics.mean_squared_error(targets, values),
        "meanAbsoluteError": metrics.mean_absolute_error(targets, values),
        "rSquared": metrics.r2_score(targets, values, multioutput="variance_weighted"),
    }}


if __name__ == "__main__":
    result = {
        "classifiers": [
            classifier("one logit with ties", 1, 60, 1, [0, 1], 4),
            classifier("two logits with ties", 2, 60, 2, [0, 1, 1], 4),
            classifier("four classes", 3, 80, 4, [0, 1, 2, 3, 3], 4096),
            classifier("five classes, one without examples", 4, 80, 5, [0, 1, 1, 3, 4], 4096),
        ],
        "regressors": [regressor("one output", 5, 40, 1), regressor("three outputs", 6, 40, 3)],
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "metrics.json")
    with open(path + ".tmp", "w") as file:
        json.dump(result, file)
        file.write("\n")
    os.replace(path + ".tmp", path)
