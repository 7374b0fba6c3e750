"""Reference values, first and second derivatives of the graph's operators, from PyTorch's autograd in float64.

Run `python3 tests/reference/operators.py`; it writes tests/reference/data/operators.json. The format is described in README.md.
"""
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
DRAW = random.Random(2017)


def draw(*shape, low=-2.0, high=2.0, away=()):
    """Short random decimals; `away` keeps a distance from the kinks of a function, where its derivative is a matter of taste."""
    def one():
        while True:
            v = round(DRAW.uniform(low, high), 3)
            if all(abs(v - k) > 0.05 for k in away):
                return v
    return torch.tensor([one() for _ in range(math.prod(shape))]).reshape(shape)


def positive(*shape):
    return draw(*shape, low=0.3, high=3)


def spread(*shape):
    """Values that differ from each other by at least 0.1, so that a maximum has no ties."""
    n = math.prod(shape)
    values = [round(0.1 * i - 0.05 * n + DRAW.uniform(0, 0.04), 3) for i in range(n)]
    DRAW.shuffle(values)
    return torch.tensor(values).reshape(shape)


def record(operator, function, inputs, constants=None, **attributes):
    """y = f(inputs); first = vjp with a fixed cotangent; second = vjp of that vjp, also with respect to the first cotangent."""
    inputs = [t.clone().requires_grad_(True) for t in inputs]
    y = function(*inputs)
    c = draw(*y.shape, away=(0,)).requires_grad_(True)
    first = torch.autograd.grad(y, inputs, c, create_graph=True)
    d = [draw(*t.shape, away=(0,)) for t in inputs]
    along = sum((a * b).sum() for a, b in zip(d, first))
    second = torch.autograd.grad(along, inputs + [c], allow_unused=True)
    second = [torch.zeros_like(t) if s is None else s for s, t in zip(second, inputs + [c])]
    case = {"operator": operator, "attributes": attributes, "inputs": [shaped(t) for t in inputs]}
    if constants:
        case["constants"] = {k: shaped(v) for k, v in constants.items()}
    case.update(output=shaped(y), cotangent=values(c), first=[values(t) for t in first], secondCotangents=[values(t) for t in d],
                second=[values(t) for t in second[:-1]], secondOfCotangent=values(second[-1]))
    return case


def values(t):
    # Adding zeros gives storage to autograd's symbolic zeros.
    return (t.detach() + torch.zeros(t.shape)).reshape(-1).tolist()


def shaped(t):
    return {"shape": list(t.shape), "values": values(t)}


def unary():
    x = draw(2, 4, away=(0,))
    functions = {
        "Neg": torch.neg, "Square": torch.square, "Abs": torch.abs, "Exp": torch.exp, "Relu": torch.relu, "Gelu": F.gelu,
        "Silu": F.silu, "Tanh": torch.tanh, "Sigmoid": torch.sigmoid, "Softplus": F.softplus,
    }
    for name, f in functions.items():
        yield record(name, f, [x])
    yield record("Sqrt", torch.sqrt, [positive(2, 4)])
    for slope in (0.01, 0.2):
        yield record("LeakyRelu", lambda t: F.leaky_relu(t, slope), [x], slope=slope)
    for alpha in (1.0, 0.7):
        yield record("Elu", lambda t: F.elu(t, alpha), [x], alpha=alpha)
    # The tails: a stable implementation neither overflows nor loses the derivative.
    tails = torch.tensor([-40.0, -25.0, -12.0, -6.0, 6.0, 12.0, 19.0, 30.0])
    for name in ("Sigmoid", "Tanh", "Softplus", "Silu", "Gelu"):
        yield record(name, functions[name], [tails], tails=True)


def binary():
    functions = {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div}
    for name, f in functions.items():
        b = positive if name == "Div" else draw
        yield record(name, f, [draw(3, 4), b(3, 4)])
        yield record(name, f, [draw(3, 4), b(4)], broadcast="row")
        yield record(name, f, [draw(3, 4), b(3, 1)], broadcast="column")
        yield record(name, f, [draw(3, 4), b(1)], broadcast="scalar")


def products():
    for a in (False, True):
        for b in (False, True):
            left = draw(4, 3) if a else draw(3, 4)
            right = draw(2, 4) if b else draw(4, 2)
            yield record("MatMul", lambda x, y: (x.T if a else x) @ (y.T if b else y), [left, right], transposeA=a, transposeB=b)
    yield record("Linear", lambda x, w, b: x @ w + b, [draw(3, 4), draw(4, 2), draw(2)])


def reductions():
    for name, f in {"Sum": torch.sum, "Mean": torch.mean}.items():
        for dimensions in ([0], [1], [0, 1]):
            for keep in (False, True):
                yield record(name, lambda t: f(t, dim=dimensions, keepdim=keep), [spread(3, 4)], dimensions=dimensions, keep=keep)
    for name, f in {"Softmax": F.softmax, "LogSoftmax": F.log_softmax}.items():
        yield record(name, lambda t: f(t, 1), [draw(3, 4)], dimension=1)
        yield record(name, lambda t: f(t, 0), [draw(3, 4)], dimension=0)
        yield record(name, lambda t: f(t, 1), [draw(2, 3) * 30], dimension=1, tails=True)


def shapes():
    yield record("Reshape", lambda t: t.reshape(2, 6), [draw(3, 4)], shape=[2, 6])
    yield record("Concat", lambda a, b: torch.cat([a, b], 1), [draw(3, 2), draw(3, 3)], dimension=1)
    yield record("Slice", lambda t: t[:, 1:3], [draw(3, 4)], dimension=1, start=1, length=2)


def losses():
    labels = torch.tensor([2, 0, 3])
    yes_no = torch.tensor([1.0, 0.0, 1.0, 0.0])
    target = draw(3, 2)
    for reduction in ("sum", "mean"):
        name = reduction.capitalize()
        yield record("CrossEntropy", lambda z: F.cross_entropy(z, labels, reduction=reduction), [draw(3, 4)], {"labels": labels}, reduction=name)
        yield record("BinaryCrossEntropy", lambda z: F.binary_cross_entropy_with_logits(z, yes_no, reduction=reduction),
                     [draw(4)], {"labels": yes_no}, reduction=name)
        # Mean divides by the rows only, as Rationale's Reduction.Mean does; torch's mse_loss would divide by rows times outputs.
        rows = 1 if reduction == "sum" else 3
        yield record("SquaredError", lambda z: ((z - target) ** 2).sum() / rows, [draw(3, 2)], {"target": target}, reduction=name)
    big = torch.tensor([[40.0, -30.0, 5.0, 0.0], [-800.0, 10.0, 20.0, 30.0], [1.0, 2.0, 3.0, 500.0]])
    yield record("CrossEntropy", lambda z: F.cross_entropy(z, labels, reduction="sum"), [big], {"labels": labels}, reduction="Sum", tails=True)
    tails = torch.tensor([-40.0, 40.0, 25.0, -25.0])
    yield record("BinaryCrossEntropy", lambda z: F.binary_cross_entropy_with_logits(z, yes_no, reduction="sum"),
                 [tails], {"labels": yes_no}, reduction="Sum", tails=True)
    yield record("SquaredL2Norm", lambda t: (t ** 2).sum(), [draw(3, 4)])
    yield record("L2Norm", lambda t: t.norm(), [draw(3, 4)])
    yield record("L1Norm", lambda t: t.abs().sum(), [draw(3, 4, away=(0,))])


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    os.makedirs(folder, exist_ok=True)
    cases = [c for family in (unary, binary, products, reductions, shapes, losses) for c in family()]
    path = os.path.join(folder, "operators.json")
    with open(path + ".tmp", "w", newline="\n") as file:
        lines = ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in cases)
        file.write('{"source":"PyTorch %s, float64",\n"cases":[\n%s]}\n' % (torch.__version__, lines))
    os.replace(path + ".tmp", path)
    print(f"{len(cases)} cases, {os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
