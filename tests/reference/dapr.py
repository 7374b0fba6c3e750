"""Reference numbers for terms on attributions (DAPr and the structural priors): values and parameter gradients with fixed draws, from PyTorch's autograd in float64.

Shares no code with Rationale: networks are plain tensors, attributions come from create_graph. Every gradient is checked against a finite difference before it is written.
Run `python3 tests/reference/dapr.py`; it writes tests/reference/data/dapr.json. The format is described in README.md.
"""
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {"Tanh": torch.tanh, "Softplus": F.softplus, "Relu": torch.relu}


def tensor(values, *shape):
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def shapes(sizes):
    return [shape for a, b in zip(sizes, sizes[1:]) for shape in ((a, b), (b,))]


def leaves(flat, sizes):
    out, at = [], 0
    for shape in shapes(sizes):
        n = math.prod(shape)
        out.append(flat[at:at + n].reshape(shape))
        at += n
    return out, at


def forward(parameters, x, activation):
    layers = list(zip(parameters[::2], parameters[1::2]))
    for i, (w, b) in enumerate(layers):
        x = x @ w + b
        x = activation(x) if i + 1 < len(layers) else x
    return x


class Batch:
    def __init__(self, seed, sizes, rows, references, meta, prior, image=None, activation="Tanh"):
        draw = random.Random(seed)
        gauss = lambda scale: round(draw.gauss(0, scale), 4)
        p = sizes[0]
        self.image, self.activation = image, activation
        self.sizes, self.rows, self.references, self.meta, self.prior = sizes, rows, references, meta, [meta] + prior + [1]
        self.parameters = [gauss(0.8 / math.sqrt(s[0])) if len(s) == 2 else gauss(0.3) for s in shapes(sizes) for _ in range(math.prod(s))]
        self.prior_parameters = [gauss(0.7) for s in shapes(self.prior) for _ in range(math.prod(s))]
        self.inputs = [gauss(1) for _ in range(rows * p)]
        self.labels = [draw.randrange(max(2, sizes[-1])) for _ in range(rows)]
        self.targets = [gauss(1) for _ in range(rows * sizes[-1])]
        self.background = [[gauss(1) for _ in range(rows * p)] for _ in range(references)]
        self.places = [[round(draw.random(), 4) for _ in range(rows)] for _ in range(references)]
        self.meta_features = [gauss(1) for _ in range(p * meta)]
        self.edges = [[i, (i + 1) % p, 1.0] for i in range(p)] + [[0, p // 2, 0.5]]

    def describe(self):
        return {"sizes": self.sizes, "image": self.image, "activation": self.activation, "rows": self.rows, "prior": self.prior, "parameters": self.parameters,
                "priorParameters": self.prior_parameters, "inputs": self.inputs, "labels": self.labels, "targets": self.targets,
                "references": self.background, "places": self.places, "metaFeatures": self.meta_features, "edges": self.edges}


def scalar(case, z, labels):
    if case.get("output", -1) >= 0:
        return z[:, case["output"]]
    name = case["scalar"]
    if case["attribution"] == "LogGradient":
        name = "SumOfLogProbabilities"
    rows = torch.arange(z.shape[0])
    return {"LabeledLogit": lambda: z[rows, labels], "LabeledLogProbability": lambda: F.log_softmax(z, 1)[rows, labels],
            "SumOfLogProbabilities": lambda: F.log_softmax(z, 1).sum(1), "SumOfOutputs": lambda: z.sum(1)}[name]()


def gradient(case, batch, parameters, x, labels):
    x = x.detach().requires_grad_(True)
    s = scalar(case, forward(parameters, x, ACTIVATIONS[batch.activation]), labels)
    return torch.autograd.grad(s.sum(), x, create_graph=True)[0]


def attribution(case, batch, parameters, x, labels):
    kind = case["attribution"]
    if kind != "ExpectedGradients":
        g = gradient(case, batch, parameters, x, labels)
        return x * g if kind == "InputTimesGradient" else g
    total = 0
    for r in range(case["references"]):
        x0 = tensor(batch.background[r], batch.rows, batch.sizes[0])
        alpha = tensor(batch.places[r], batch.rows, 1)
        total = total + (x - x0) * gradient(case, batch, parameters, x0 + alpha * (x - x0), labels)
    return total / case["references"]


def measure(case, batch, phi, prior):
    """The term for a mean over examples, without its weight."""
    kind = case["term"]
    if kind == "prior":
        g = forward(prior, tensor(batch.meta_features, batch.sizes[0], batch.meta), torch.relu if case.get("relu") else torch.tanh)[:, 0]
        difference = g - (phi if case["signed"] else phi.abs())
        return (difference.abs() if case["norm"] == "L1" else difference ** 2).mean()
    if kind == "smooth":
        maps = phi.reshape(batch.rows, *batch.image)
        maps = maps.sum(3) if maps.dim() == 4 else maps
        flat = maps.reshape(batch.rows, -1)
        n = flat.shape[1]
        deviation = torch.clamp(flat.std(1, unbiased=False, keepdim=True), min=1 / math.sqrt(n))
        maps = ((flat - flat.mean(1, keepdim=True)) / deviation).reshape(maps.shape)
        return ((maps[:, 1:] - maps[:, :-1]).abs().sum((1, 2)) + (maps[:, :, 1:] - maps[:, :, :-1]).abs().sum((1, 2))).mean()
    mean = phi.abs().mean(0)
    if kind == "graph":
        return sum(w * (mean[i] - mean[j]) ** 2 for i, j, w in batch.edges)
    if kind == "sparse":
        if case["measure"] == "Gini":
            p = mean.shape[0]
            return -((mean[:, None] - mean[None, :]).abs().sum() / (2 * p * mean.sum()))
        return phi.abs().mean() if case["measure"] == "L1" else (phi ** 2).mean()
    raise ValueError(kind)


def terms(case, batch, flat):
    parameters, used = leaves(flat, batch.sizes)
    prior, _ = leaves(flat[used:], batch.prior) if case["term"] == "prior" else ([], 0)
    x = tensor(batch.inputs, batch.rows, batch.sizes[0])
    labels = torch.tensor(batch.labels)
    z = forward(parameters, x, ACTIVATIONS[batch.activation])
    if case["task"] == "classifier":
        task = F.cross_entropy(z, labels, reduction="mean")
    else:
        task = ((z - tensor(batch.targets, *z.shape)) ** 2).sum(1).mean()
    phi = attribution(case, batch, parameters, x, labels)
    value = case["weight"] * measure(case, batch, phi, prior)
    scale = batch.rows if case["reduction"] == "Sum" else 1
    return task * scale, value * scale, phi


def run(case, batch):
    start = batch.parameters + (batch.prior_parameters if case["term"] == "prior" else [])
    flat = torch.tensor(start, requires_grad=True)
    task, value, phi = terms(case, batch, flat)
    gradients = torch.autograd.grad(task + value, flat)[0]
    draw = random.Random(5)
    for i in draw.sample(range(len(start)), min(12, len(start))):
        step = 1e-6
        def at(d):
            moved = torch.tensor(start)
            moved[i] += d
            t, v, _ = terms(case, batch, moved.requires_grad_(True))
            return (t + v).item()
        difference = (at(step) - at(-step)) / (2 * step)
        assert abs(difference - gradients[i].item()) < 1e-5 * max(1, abs(difference)), (case, i, difference, gradients[i].item())
    return {"task": task.item(), "value": value.item(), "attribution": phi.detach().reshape(-1).tolist(), "gradients": gradients.tolist()}


BATCHES = {
    "classifier": Batch(21, [5, 6, 3], 7, 3, 2, [4]),
    "softplus": Batch(22, [4, 5, 4, 2], 6, 2, 3, [], activation="Softplus"),
    "relu": Batch(26, [6, 8, 5, 2], 9, 2, 2, [3], activation="Relu"),
    "regressor": Batch(23, [6, 5, 1], 8, 2, 2, [5]),
    "numbers": Batch(24, [4, 5, 3], 6, 1, 2, []),
    "gray": Batch(25, [20, 6, 3], 5, 2, 1, [], image=[4, 5]),
    "color": Batch(27, [24, 6, 2], 5, 1, 1, [], image=[3, 4, 2]),
}

CASES = []


def add(batch, term, attribution="ExpectedGradients", references=1, task="classifier", scalar="LabeledLogit", reduction="Mean", weight=0.7, **more):
    CASES.append(dict(batch=batch, term=term, attribution=attribution, references=references, task=task, scalar=scalar, reduction=reduction, weight=weight, **more))


for signed in (True, False):
    for norm in ("L1", "L2"):
        add("classifier", "prior", signed=signed, norm=norm)
        add("regressor", "prior", task="regressor", scalar="SumOfOutputs", references=2, signed=signed, norm=norm)
for kind in ("ExpectedGradients", "Gradient", "InputTimesGradient", "LogGradient"):
    add("softplus", "prior", kind, references=2 if kind == "ExpectedGradients" else 1, signed=True, norm="L1")
    add("classifier", "sparse", kind, references=3 if kind == "ExpectedGradients" else 1, measure="Gini", reduction="Sum")
add("relu", "prior", signed=False, norm="L1", relu=True, references=2)
add("relu", "prior", signed=True, norm="L1", relu=True, reduction="Sum")
add("numbers", "prior", task="regressor", scalar="SumOfOutputs", output=1, signed=True, norm="L1")
add("classifier", "prior", scalar="LabeledLogProbability", signed=False, norm="L1", reduction="Sum")
for measured in ("Gini", "L1", "L2"):
    add("regressor", "sparse", task="regressor", scalar="SumOfOutputs", references=2, measure=measured)
    add("softplus", "sparse", measure=measured, reduction="Sum")
for reduction in ("Sum", "Mean"):
    add("classifier", "graph", references=2, reduction=reduction)
    add("gray", "smooth", references=2, reduction=reduction)
    add("color", "smooth", reduction=reduction)
add("regressor", "graph", "Gradient", task="regressor", scalar="SumOfOutputs")
add("gray", "smooth", "Gradient")

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "dapr.json")
content = {"batches": {name: batch.describe() for name, batch in BATCHES.items()}, "cases": [dict(case, expected=run(case, BATCHES[case["batch"]])) for case in CASES]}
with open(path + ".tmp", "w") as file:
    json.dump(content, file, separators=(",", ":"))
    file.write("\n")
os.replace(path + ".tmp", path)
print(len(CASES), "cases")
