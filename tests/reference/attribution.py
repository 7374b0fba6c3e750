"""Reference numbers for attributions, from PyTorch's autograd, NumPy and scikit-learn in float64.

Shares no code with Rationale: every method is written out from its definition, Shapley values by enumerating all orders' subsets, LIME by scikit-learn's Ridge.
Run `python3 tests/reference/attribution.py`; it writes tests/reference/data/attribution.json. The format is described in README.md.
"""
import itertools
import json
import math
import os
import random

import numpy as np
import torch
import torch.nn.functional as F
from sklearn.linear_model import Ridge

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def numbers(draw, count, scale):
    return [round(draw.gauss(0, scale), 4) for _ in range(count)]


class Network:
    """5 inputs, 7 tanh units, 3 classes; parameters flat as W [inputs x units] row-major then b."""

    def __init__(self, seed):
        draw = random.Random(seed)
        self.parameters = numbers(draw, 5 * 7, 0.7) + numbers(draw, 7, 0.3) + numbers(draw, 7 * 3, 0.7) + numbers(draw, 3, 0.3)
        p = torch.tensor(self.parameters)
        self.w1, self.b1, self.w2, self.b2 = p[:35].reshape(5, 7), p[35:42], p[42:63].reshape(7, 3), p[63:]
        self.rows = torch.tensor(numbers(draw, 4 * 5, 1)).reshape(4, 5)
        self.baseline = torch.tensor(numbers(draw, 5, 0.5))

    def logits(self, x):
        return torch.tanh(x @ self.w1 + self.b1) @ self.w2 + self.b2

    def score(self, x, k, output):
        z = self.logits(x)
        return {"Logit": z, "Probability": F.softmax(z, -1), "LogProbability": F.log_softmax(z, -1)}[output][..., k]

    def gradient(self, x, k, output):
        x = x.detach().clone().requires_grad_(True)
        return torch.autograd.grad(self.score(x, k, output), x)[0]


def nodes(quadrature, n):
    if quadrature == "GaussLegendre":
        x, w = np.polynomial.legendre.leggauss(n)
        return (x + 1) / 2, w / 2
    if quadrature == "Trapezoid":
        w = np.ones(n)
        w[0] = w[-1] = 0.5
        return np.linspace(0, 1, n), w / (n - 1)
    shift = {"Left": 0, "Right": 1, "Midpoint": 0.5}[quadrature]
    return (np.arange(n) + shift) / n, np.full(n, 1 / n)


def integrated(net, x, k, output, quadrature, n):
    total = torch.zeros(5)
    for t, w in zip(*nodes(quadrature, n)):
        total += w * net.gradient(net.baseline + t * (x - net.baseline), k, output)
    scores = total * (x - net.baseline)
    gap = scores.sum() - (net.score(x, k, output) - net.score(net.baseline, k, output))
    return {"scores": scores.tolist(), "gap": gap.item()}


def masked(net, x, keep):
    return torch.where(torch.tensor(keep), x, net.baseline)


def shapley(net, x, k, output, groups):
    """By definition: the mean marginal contribution over all subsets with the Shapley weights."""
    count = max(groups) + 1

    def value(kept):
        return net.score(masked(net, x, [g in kept for g in groups]), k, output).item()

    result = []
    for g in range(count):
        others, total = [h for h in range(count) if h != g], 0.0
        for size in range(count):
            for kept in itertools.combinations(others, size):
                weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
                total += weight * (value(set(kept) | {g}) - value(set(kept)))
        result.append(total)
    return result


def occlusion(net, x, k, output, groups):
    whole = net.score(x, k, output).item()
    return [whole - net.score(masked(net, x, [h != g for h in groups]), k, output).item() for g in range(max(groups) + 1)]


def windows(net, x, k, output, length, stride):
    whole, total, count = net.score(x, k, output).item(), np.zeros(5), np.zeros(5)
    for start in range(0, math.ceil((5 - length) / stride) * stride + 1, stride):
        hidden = [start <= i < start + length for i in range(5)]
        total += np.array(hidden) * (whole - net.score(masked(net, x, [not h for h in hidden]), k, output).item())
        count += np.array(hidden)
    return (total / count).tolist()


def ridge(seed):
    draw = random.Random(seed)
    kept = [[1] * 6] + [[draw.randrange(2) for _ in range(6)] for _ in range(19)]
    scores = numbers(draw, 20, 1)
    weights = [math.sqrt(math.exp(-(1 - math.sqrt(sum(row) / 6)) ** 2 / 0.25 ** 2)) for row in kept]
    cases = []
    for alpha in (0.0, 1.0):
        model = Ridge(alpha=alpha, fit_intercept=True, solver="cholesky").fit(np.array(kept, float), np.array(scores), sample_weight=np.array(weights))
        cases.append({"penalty": alpha, "coefficients": model.coef_.tolist()})
    return {"kept": kept, "weights": weights, "scores": scores, "cases": cases}


def constrained(seed):
    """KernelSHAP's regression, solved by eliminating one coefficient with NumPy's least squares."""
    draw = random.Random(seed)
    kept = []
    while len(kept) < 24:
        row = [draw.randrange(2) for _ in range(6)]
        kept += [row] if 0 < sum(row) < 6 else []
    weights = [round(0.1 + draw.random(), 4) for _ in kept]
    scores = numbers(draw, 26, 1)
    empty, whole, z = scores[0], scores[1], np.array(kept, float)
    root = np.sqrt(np.array(weights))
    left = (z[:, :-1] - z[:, -1:]) * root[:, None]
    right = (np.array(scores[2:]) - empty - z[:, -1] * (whole - empty)) * root
    first = np.linalg.lstsq(left, right, rcond=None)[0]
    return {"kept": kept, "weights": weights, "scores": scores, "values": first.tolist() + [whole - empty - first.sum()]}


def cam(seed):
    """6x5x2 images, a 3x3 convolution to 4 maps with stride 2 and padding 1, softplus, dense to 3 classes. Channels last, as in convolution.json."""
    draw = random.Random(seed)
    parameters = numbers(draw, 3 * 3 * 2 * 4, 0.4) + numbers(draw, 4, 0.2) + numbers(draw, 36 * 3, 0.4) + numbers(draw, 3, 0.2)
    p = torch.tensor(parameters)
    filters, c = p[:72].reshape(3, 3, 2, 4), p[72:76]
    w, b = p[76:184].reshape(36, 3), p[184:]
    rows = torch.tensor(numbers(draw, 2 * 60, 1)).reshape(2, 6, 5, 2)
    cases = []
    for output in ("Logit", "Probability"):
        for k in range(3):
            u = F.conv2d(rows.permute(0, 3, 1, 2), filters.permute(3, 2, 0, 1), c, stride=2, padding=1).detach().requires_grad_(True)
            z = F.softplus(u).permute(0, 2, 3, 1).reshape(2, 36) @ w + b
            score = (z if output == "Logit" else F.softmax(z, -1))[:, k].sum()
            weights = torch.autograd.grad(score, u)[0].mean((2, 3), keepdim=True)
            maps = (weights * u).sum(1, keepdim=True)
            for relu in (False, True):
                large = F.interpolate(F.relu(maps) if relu else maps, size=(6, 5), mode="bilinear", align_corners=False)
                cases.append({"output": output, "class": k, "relu": relu, "scores": large.detach().reshape(-1).tolist()})
    return {"parameters": parameters, "inputs": rows.reshape(-1).tolist(), "cases": cases}


def main():
    net, groups = Network(11), [0, 1, 0, 2, 1]
    cases = []
    for output in ("Logit", "Probability", "LogProbability"):
        for index, x in enumerate(net.rows):
            k = index % 3
            gradient = net.gradient(x, k, output)
            cases.append({
                "output": output, "row": index, "class": k,
                "gradient": gradient.tolist(),
                "inputXGradient": (gradient * x).tolist(),
                "integrated": {q: integrated(net, x, k, output, q, 8) for q in ("GaussLegendre", "Left", "Right", "Midpoint", "Trapezoid")},
                "shapley": shapley(net, x, k, output, list(range(5))),
                "shapleyOfGroups": shapley(net, x, k, output, groups),
                "occlusion": occlusion(net, x, k, output, list(range(5))),
                "occlusionOfGroups": occlusion(net, x, k, output, groups),
                "windows": windows(net, x, k, output, 3, 2),
            })
    result = {
        "network": {"parameters": net.parameters, "inputs": net.rows.reshape(-1).tolist(), "baseline": net.baseline.tolist(), "groups": groups},
        "cases": cases,
        "ridge": ridge(5),
        "constrained": constrained(6),
        "cam": cam(7),
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "attribution.json")
    with open(path + ".tmp", "w") as file:
        json.dump(result, file)
        file.write("\n")
    os.replace(path + ".tmp", path)


main()
