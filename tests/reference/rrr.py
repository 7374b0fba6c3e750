"""Reference numbers for the RRR loss, its double gradients and five optimizer steps, from PyTorch's autograd in float64.

Shares no code with Rationale: networks are plain tensors, the penalty's gradient comes from create_graph.
Run `python3 tests/reference/rrr.py`; it writes tests/reference/data/rrr.json. The format is described in README.md.
"""
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {
    "Relu": lambda x, _: torch.relu(x),
    "Tanh": lambda x, _: torch.tanh(x),
    "Softplus": lambda x, _: F.softplus(x),
    "Gelu": lambda x, _: F.gelu(x),
    "Silu": lambda x, _: F.silu(x),
    "Elu": lambda x, a: F.elu(x, a["alpha"]),
    "Sigmoid": lambda x, _: torch.sigmoid(x),
    "LeakyRelu": lambda x, a: F.leaky_relu(x, a["slope"]),
}
DEFAULTS = {"Elu": {"alpha": 1.0}, "LeakyRelu": {"slope": 0.01}}
SCALARS = ["SumOfLogProbabilities", "MaxLogProbability", "PredictedProbability", "LabeledProbability",
           "PredictedLogit", "LabeledLogit", "LabeledLogProbability", "SumOfOutputs"]


def tensor(values, *shape):
    return torch.tensor(values).reshape(shape)


def flat(tensors):
    return [v for t in tensors for v in t.detach().reshape(-1).tolist()]


class Network:
    """Sizes, flat parameters (per layer W [inputs x units] row-major, then b) and one batch. Short decimals keep the file small and exact."""

    def __init__(self, sizes, rows, seed, bias=True):
        draw = random.Random(seed)
        gauss = lambda scale: round(draw.gauss(0, scale), 4)
        self.sizes, self.rows, self.bias = sizes, rows, bias
        self.parameters = []
        for a, b in zip(sizes, sizes[1:]):
            self.parameters += [gauss(1.2 / math.sqrt(a)) for _ in range(a * b)]
            self.parameters += [gauss(0.3) for _ in range(b)] if bias else []
        self.inputs = [gauss(1) for _ in range(rows * sizes[0])]
        self.labels = [draw.randrange(max(2, sizes[-1])) for _ in range(rows)]
        self.targets = [gauss(1) for _ in range(rows * sizes[-1])]
        self.mask = [int(draw.random() < 0.4) for _ in range(rows * sizes[0])]

    def leaves(self):
        leaves, at = [], 0
        for a, b in zip(self.sizes, self.sizes[1:]):
            shapes = [(a, b)] + ([(b,)] if self.bias else [])
            for shape in shapes:
                n = math.prod(shape)
                leaves.append(tensor(self.parameters[at:at + n], *shape).requires_grad_(True))
                at += n
        return leaves

    def describe(self):
        return {"sizes": self.sizes, "bias": self.bias, "rows": self.rows, "parameters": self.parameters,
                "inputs": self.inputs, "labels": self.labels, "targets": self.targets, "mask": self.mask}


NETWORKS = {
    "5-4-3": Network([5, 4, 3], 6, 11),
    "7-6-5-4": Network([7, 6, 5, 4], 5, 12),
    "3-8-2": Network([3, 8, 2], 6, 13),
    "5-4-1": Network([5, 4, 1], 6, 14),
    "4-6-2": Network([4, 6, 2], 6, 15),
    "4-3": Network([4, 3], 5, 16),
    "5-4-3-nobias": Network([5, 4, 3], 6, 17, bias=False),
}


def forward(net, leaves, x, activation, attributes):
    step = 2 if net.bias else 1
    for i in range(0, len(leaves), step):
        x = x @ leaves[i] + (leaves[i + 1] if net.bias else 0)
        if i + step < len(leaves):
            x = ACTIVATIONS[activation](x, attributes)
    return x


def explained(task, scalar, z, labels):
    """The scalar of every row. The predicted class enters as a constant index, so no gradient flows through the arg max."""
    if scalar == "SumOfOutputs":
        return z.sum(1)
    if task == "binary":
        # One logit z: class 1 has log-odds z, class 0 has log-odds -z.
        z = torch.cat([-z, z], 1)
        logp = F.logsigmoid(z)
    else:
        logp = F.log_softmax(z, 1)
    if scalar == "SumOfLogProbabilities":
        return logp.sum(1)
    index = (z.detach().argmax(1) if scalar in ("MaxLogProbability", "PredictedProbability", "PredictedLogit") else labels).unsqueeze(1)
    values = {"MaxLogProbability": logp, "LabeledLogProbability": logp, "PredictedProbability": logp.exp(),
              "LabeledProbability": logp.exp(), "PredictedLogit": z, "LabeledLogit": z}[scalar]
    return values.gather(1, index).squeeze(1)


def losses(case, net, leaves):
    """All terms of the loss, with the graph kept for the outer gradient."""
    x = tensor(net.inputs, net.rows, net.sizes[0]).requires_grad_(True)
    labels = torch.tensor(net.labels)
    mask = tensor(case.get("mask", net.mask), net.rows, net.sizes[0]).to(torch.float64)
    z = forward(net, leaves, x, case["activation"], case["attributes"])
    if case["task"] == "classifier":
        task = F.cross_entropy(z, labels, reduction="sum")
    elif case["task"] == "binary":
        task = F.binary_cross_entropy_with_logits(z.squeeze(1), labels.to(torch.float64), reduction="sum")
    else:
        task = ((z - tensor(net.targets, net.rows, net.sizes[-1])) ** 2).sum()
    if case["taskReduction"] != "Sum":
        task = task / net.rows

    terms = {"outputs": z, "taskLoss": task}
    total = task
    if "constraint" in case:
        c = case["constraint"]
        (g,) = torch.autograd.grad(explained(case["task"], c["scalar"], z, labels).sum(), x, create_graph=True)
        masked = mask * g
        penalty = (masked ** 2).sum() if c["norm"] == "L2" else masked.abs().sum()
        penalty = penalty / {"Sum": 1, "Mean": net.rows, "Normalized": max(1, int(mask.sum()))}[c["reduction"]]
        terms["explanation"] = g
        terms["explanationLoss"] = c["weight"] * penalty
        total = total + terms["explanationLoss"]
    if "weightPenalty" in case:
        p = case["weightPenalty"]
        terms["weightLoss"] = sum(p["l2"] * (t ** 2).sum() + p["l1"] * t.abs().sum() for t in leaves)
        total = total + terms["weightLoss"]
    terms["total"] = total
    return terms


def check(case, net, gradients):
    """A slope along one random direction must agree with the gradient: guards the script against itself."""
    draw = random.Random(5)
    direction = [torch.tensor([draw.gauss(0, 1) for _ in range(g.numel())]).reshape(g.shape) for g in gradients]
    h = 1e-6
    def at(t):
        leaves = [(p.detach() + t * d).requires_grad_(True) for p, d in zip(net.leaves(), direction)]
        return losses(case, net, leaves)["total"].item()
    slope = (at(h) - at(-h)) / (2 * h)
    expected = sum((g * d).sum() for g, d in zip(gradients, direction)).item()
    assert abs(slope - expected) <= 1e-6 * (1 + abs(expected)) + 1e-7 * abs(at(0)), (case["name"], slope, expected)


def optimizer(kind, leaves):
    return {"Adam": lambda: torch.optim.Adam(leaves, lr=1e-3),
            "Sgd": lambda: torch.optim.SGD(leaves, lr=1e-3),
            "SgdMomentum": lambda: torch.optim.SGD(leaves, lr=1e-3, momentum=0.9),
            "AdamW": lambda: torch.optim.AdamW(leaves, lr=1e-3, weight_decay=0.01)}[kind]()


def run(case):
    net = NETWORKS[case["network"]]
    leaves = net.leaves()
    terms = losses(case, net, leaves)
    gradients = torch.autograd.grad(terms["total"], leaves, allow_unused=True)
    gradients = [g if g is not None else torch.zeros_like(p) for g, p in zip(gradients, leaves)]
    check(case, net, gradients)
    result = {k: (v.item() if v.dim() == 0 else flat([v])) for k, v in terms.items()}
    result["gradients"] = flat(gradients)
    after = {}
    for kind in case.pop("optimizers", []):
        leaves = net.leaves()
        opt = optimizer(kind, leaves)
        for _ in range(5):
            opt.zero_grad()
            losses(case, net, leaves)["total"].backward(inputs=leaves)
            opt.step()
        after[kind] = flat(leaves)
    if after:
        result["afterFiveSteps"] = after
    return {**case, "expected": result}


def case(network, activation, scalar=None, task="classifier", norm="L2", reduction="Sum", taskReduction="Sum", weight=5.0, **more):
    attributes = more.pop("attributes", DEFAULTS.get(activation, {}))
    c = {"name": "", "network": network, "task": task, "activation": activation, "attributes": attributes, "taskReduction": taskReduction}
    if scalar:
        c["constraint"] = {"weight": weight, "scalar": scalar, "norm": norm, "reduction": reduction}
    c.update(more)
    parts = [task, network, activation] + ([scalar, norm, reduction, f"task {taskReduction}"] if scalar else [f"task {taskReduction}"])
    parts += [f"{k}={v}" for k, v in attributes.items() if attributes != DEFAULTS.get(activation)]
    parts += ["weight penalty"] if "weightPenalty" in c else []
    parts += ["empty mask"] if "mask" in c else []
    c["name"] = ", ".join(parts)
    return c


def cases():
    penalty = {"l2": 0.01, "l1": 0.003}
    three = ["Adam", "SgdMomentum", "AdamW"]
    for activation in ACTIVATIONS:
        for scalar in SCALARS:
            yield case("5-4-3", activation, scalar)
    for scalar in SCALARS:
        yield case("3-8-2", "Tanh", scalar, norm="L1", reduction="Mean", taskReduction="Mean")
        yield case("5-4-1", "Gelu", scalar, task="binary")
        yield case("5-4-1", "Relu", scalar, task="binary", norm="L1", reduction="Normalized", taskReduction="Normalized")
    for norm in ("L2", "L1"):
        for reduction in ("Sum", "Mean", "Normalized"):
            yield case("3-8-2", "Silu", SCALARS[0], norm=norm, reduction=reduction, taskReduction=reduction, weightPenalty=penalty)
    for activation in ("Relu", "Softplus"):
        yield case("7-6-5-4", activation, SCALARS[0], weightPenalty=penalty, optimizers=three)
    yield case("7-6-5-4", "Tanh", "PredictedProbability", norm="L1", reduction="Normalized", weightPenalty=penalty)
    yield case("5-4-3", "Relu", SCALARS[0], weight=1000.0, weightPenalty={"l2": 1e-4, "l1": 0.0}, optimizers=three + ["Sgd"])
    yield case("5-4-1", "Tanh", SCALARS[0], task="binary", weightPenalty=penalty, optimizers=["Adam"])
    for activation in ("Relu", "Gelu", "Elu"):
        yield case("4-6-2", activation, "SumOfOutputs", task="regressor", weightPenalty=penalty, optimizers=["Adam"])
        yield case("4-6-2", activation, "SumOfOutputs", task="regressor", norm="L1", reduction="Mean", taskReduction="Mean")
    yield case("4-3", "Relu", SCALARS[0])  # no hidden layer: logistic regression
    yield case("5-4-3-nobias", "Silu", SCALARS[0])
    yield case("5-4-3", "Elu", SCALARS[0], attributes={"alpha": 0.7})
    yield case("5-4-3", "LeakyRelu", SCALARS[0], attributes={"slope": 0.2})
    yield case("5-4-3", "Relu", SCALARS[0], reduction="Normalized", mask=[0] * 30)
    for task, network in (("classifier", "5-4-3"), ("binary", "5-4-1"), ("regressor", "4-6-2")):
        for reduction in ("Sum", "Mean"):
            yield case(network, "Relu", task=task, taskReduction=reduction)


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    os.makedirs(folder, exist_ok=True)
    done = [run(c) for c in cases()]
    names = [c["name"] for c in done]
    assert len(set(names)) == len(names), "two cases share a name"
    path = os.path.join(folder, "rrr.json")
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"networks":{\n' % torch.__version__)
        file.write(",\n".join(f"{json.dumps(k)}:{compact(n.describe())}" for k, n in NETWORKS.items()))
        file.write('},\n"cases":[\n' + ",\n".join(compact(c) for c in done) + "]}\n")
    os.replace(path + ".tmp", path)
    print(f"{len(done)} cases, {os.path.getsize(path):,} bytes: {path}")


def compact(value):
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


if __name__ == "__main__":
    main()
