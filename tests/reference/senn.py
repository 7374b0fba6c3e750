"""Reference numbers for the losses of self-explaining networks and their parameter gradients, from PyTorch's autograd in float64.

Shares no code with Rationale: the penalty is formed from the full Jacobians of f and h, one row and one output at a time, with create_graph.
Run `python3 tests/reference/senn.py`; it writes tests/reference/data/senn.json.
"""
import itertools
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

INPUTS, CONCEPTS, ROWS = 4, 3, 5
SOURCES = ["learned", "identity", "chosen", "prototypes"]
CHOSEN = [2, 0]


def count(case):
    return {"learned": CONCEPTS, "identity": INPUTS + 1, "chosen": len(CHOSEN), "prototypes": CONCEPTS}[case["source"]]


def shapes(case):
    """Parameters in the order of the flat buffer: source, relevance network, aggregator."""
    k, classes = count(case), case["classes"]
    source = {"learned": [(INPUTS, 6), (6,), (6, k), (k,), (k, INPUTS), (INPUTS,)], "prototypes": [(INPUTS, k)]}.get(case["source"], [])
    return source + [(INPUTS, 5), (5,), (5, k * classes), (k * classes,)] + ([(k, 1), (classes,)] if case["aggregator"] == "PositiveAffine" else [])


def model(case, leaves, x):
    """f, h, theta, A (times the slope of the aggregation, softplus of tanh, where there is one) and the reconstruction for one row."""
    leaves, restored = list(leaves), None
    if case["source"] == "learned":
        w1, b1, w2, b2, w3, b3 = leaves[:6]
        leaves = leaves[6:]
        h = torch.tanh(x @ w1 + b1) @ w2 + b2
        restored = h @ w3 + b3
    elif case["source"] == "identity":
        h = torch.cat([x, torch.ones(1)])
    elif case["source"] == "chosen":
        h = x[CHOSEN]
    else:
        points = leaves.pop(0)
        h = torch.exp(-((x[:, None] - points) ** 2).sum(0) / INPUTS)
    theta = (torch.tanh(x @ leaves[0] + leaves[1]) @ leaves[2] + leaves[3]).reshape(len(h), case["classes"])
    a, b = (F.softplus(leaves[4]), leaves[5]) if case["aggregator"] == "PositiveAffine" else (torch.ones(len(h), 1), 0)
    z = a * theta * h[:, None]
    if case.get("aggregation"):
        bent, t = F.softplus(torch.tanh(z)), torch.tanh(z)
        return bent.sum(0) + b, h, theta, a * torch.sigmoid(t) * (1 - t * t), restored
    return z.sum(0) + b, h, theta, a, restored


def penalized(case, f):
    if case["penalized"] == "Logits":
        return f
    if case["classes"] == 1:
        return torch.sigmoid(f) if case["penalized"] == "Probability" else F.logsigmoid(f)
    return torch.softmax(f, 0) if case["penalized"] == "Probability" else torch.log_softmax(f, 0)


def terms(case, leaves, data):
    answers, squares, norms, restored, sizes = 0, 0, 0, 0, 0
    outputs = []
    for row, label in zip(data["inputs"], data["labels"]):
        x = torch.tensor(row, requires_grad=True)
        f, h, theta, a, xhat = model(case, leaves, x)
        outputs.append(f)
        out = penalized(case, f)
        gradients = torch.stack([torch.autograd.grad(value, x, create_graph=True)[0] for value in out])
        jacobian = torch.stack([torch.autograd.grad(value, x, create_graph=True, allow_unused=True)[0] if value.grad_fn is not None else torch.zeros_like(x)
                                for value in h[:INPUTS if case["source"] == "identity" else None]])
        if case["source"] == "identity":
            jacobian = torch.cat([jacobian, torch.zeros(1, INPUTS)])
        difference = gradients - (a * theta).T @ jacobian
        if case["classesPenalized"] == "Predicted":
            difference = difference[f.detach().argmax():][:1]
        elif case["classesPenalized"] == "Labeled" and case["classes"] > 1:
            difference = difference[label:label + 1]
        square = (difference ** 2).sum()
        squares, norms = squares + square, norms + torch.sqrt(square)
        if xhat is not None:
            restored = restored + ((xhat - x) ** 2).mean()
        sizes = sizes + h.abs().sum()
        target = torch.tensor(label)
        answers = answers + (F.cross_entropy(f[None], target[None]) if case["classes"] > 1 else F.binary_cross_entropy_with_logits(f, target.double()[None]))
    penalty = {"MeanOfNorms": norms / ROWS, "MeanOfSquares": squares / ROWS, "BatchFrobenius": torch.sqrt(squares)}[case["reduction"]]
    result = {"task": answers / ROWS, "robustness": case["robustness"] * penalty}
    if case["source"] == "learned":
        result["reconstruction"] = case["reconstruction"] * restored / ROWS
    result["sparsity"] = case["sparsity"] * sizes / ROWS
    result["loss"] = sum(result.values())
    return result, torch.stack(outputs)


def run(case):
    draw = random.Random(case["seed"])
    number = lambda scale: round(draw.gauss(0, scale), 4)
    data = {"inputs": [[number(1) for _ in range(INPUTS)] for _ in range(ROWS)], "labels": [draw.randrange(max(2, case["classes"])) for _ in range(ROWS)]}
    leaves = [torch.tensor([number(0.6) for _ in range(math.prod(s))]).reshape(s).requires_grad_(True) for s in shapes(case)]
    result, outputs = terms(case, leaves, data)
    gradients = torch.autograd.grad(result["loss"], leaves)
    flat = lambda tensors: [v for t in tensors for v in t.detach().reshape(-1).tolist()]
    expected = {k: v.item() for k, v in result.items()}
    expected.update(outputs=flat([outputs]), gradients=flat(gradients))
    direction = [torch.tensor([draw.gauss(0, 1) for _ in range(g.numel())]).reshape(g.shape) for g in gradients]
    at = lambda t: terms(case, [(p.detach() + t * d).requires_grad_(True) for p, d in zip(leaves, direction)], data)[0]["loss"].item()
    slope, along = (at(1e-6) - at(-1e-6)) / 2e-6, sum((g * d).sum() for g, d in zip(gradients, direction)).item()
    assert abs(slope - along) <= 1e-6 * (1 + abs(along)), (case, slope, along)
    return {**case, "rows": ROWS, "inputs": sum(data["inputs"], []), "labels": data["labels"], "parameters": flat(leaves), "expected": expected}


def cases():
    seed = 0
    for penalized, classes, reduction, aggregator, source in itertools.product(
            ["Logits", "Probability", "LogProbability"], ["All", "Predicted", "Labeled"],
            ["MeanOfNorms", "MeanOfSquares", "BatchFrobenius"], ["Sum", "PositiveAffine"], SOURCES):
        if source != "learned" and (classes != "All" or reduction == "MeanOfSquares"):
            continue
        seed += 1
        yield {"name": ", ".join([source, aggregator, penalized, classes, reduction]), "seed": seed, "source": source, "aggregator": aggregator, "penalized": penalized,
               "classesPenalized": classes, "reduction": reduction, "classes": 1 if seed % 7 == 0 and classes != "Predicted" else 3,
               "robustness": 0.7, "reconstruction": 0.4, "sparsity": 0.2}
    for penalized, classes, aggregator in itertools.product(["Logits", "Probability", "LogProbability"], ["All", "Labeled"], ["Sum", "PositiveAffine"]):
        seed += 1
        yield {"name": ", ".join(["bent", aggregator, penalized, classes]), "seed": seed, "source": "learned", "aggregator": aggregator, "aggregation": "SoftplusOfTanh", "penalized": penalized,
               "classesPenalized": classes, "reduction": "MeanOfNorms", "classes": 3, "robustness": 0.7, "reconstruction": 0.4, "sparsity": 0.2}


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "senn.json")
    done = [run(case) for case in cases()]
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"cases":[\n' % torch.__version__)
        file.write(",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in done) + "]}\n")
    os.replace(path + ".tmp", path)
    print(f"{len(done)} cases, {os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
