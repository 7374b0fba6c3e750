"""Reference numbers for images from PyTorch's autograd in float64: operators with their derivatives of both orders, and networks with the RRR loss.

Shares no code with Rationale. Run `python3 tests/reference/convolution.py`; it writes tests/reference/data/convolution.json. The format is described in README.md.
PyTorch's layouts (channels first, filters [n x c x kh x kw]) stay inside: every number in the file is channels last, filters [groups x kh x kw x c x n].
"""
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
DRAW = random.Random(1611)


def draw(*shape, scale=2.0):
    return torch.tensor([round(DRAW.uniform(-scale, scale), 3) for _ in range(math.prod(shape))]).reshape(shape)


def spread(*shape):
    """Values that differ from each other, so that a maximum has no ties."""
    n = math.prod(shape)
    values = [round(0.05 * i - 0.025 * n + DRAW.uniform(0, 0.02), 3) for i in range(n)]
    DRAW.shuffle(values)
    return torch.tensor(values).reshape(shape)


def first(x):
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def convolve(x, filters, stride=1, padding=0, dilation=1):
    """x [b x h x w x c], filters [groups x kh x kw x c/groups x n/groups]."""
    g, kh, kw, c, n = filters.shape
    weight = filters.permute(0, 4, 3, 1, 2).reshape(g * n, c, kh, kw)
    return last(F.conv2d(first(x), weight, stride=stride, padding=padding, dilation=dilation, groups=g))


def maximum(x, size, stride, padding=0):
    return last(F.max_pool2d(first(x), size, stride, padding))


def average(x, size, stride, padding=0):
    return last(F.avg_pool2d(first(x), size, stride, padding, count_include_pad=False))


def resize(x, kind, height, width):
    aligned = {"align_corners": False} if kind == "bilinear" else {}
    return last(F.interpolate(first(x), (height, width), mode=kind, **aligned))


def norm(x, scale, shift, epsilon):
    return F.layer_norm(x, (x.shape[-1],), scale, shift, epsilon)


def values(t):
    return (t.detach() + torch.zeros(t.shape)).reshape(-1).tolist()


def shaped(t):
    return {"shape": list(t.shape), "values": values(t)}


def record(operator, function, inputs, **attributes):
    """y = f(inputs); first = vjp with a fixed cotangent; second = vjp of that vjp, also with respect to the first cotangent."""
    inputs = [t.clone().requires_grad_(True) for t in inputs]
    y = function(*inputs)
    c = draw(*y.shape).requires_grad_(True)
    one = torch.autograd.grad(y, inputs, c, create_graph=True)
    d = [draw(*t.shape) for t in inputs]
    along = sum((a * b).sum() for a, b in zip(d, one))
    two = torch.autograd.grad(along, inputs + [c], allow_unused=True)
    two = [torch.zeros_like(t) if s is None else s for s, t in zip(two, inputs + [c])]
    return {"operator": operator, "attributes": attributes, "inputs": [shaped(t) for t in inputs], "output": shaped(y), "cotangent": values(c),
            "first": [values(t) for t in one], "secondCotangents": [values(t) for t in d], "second": [values(t) for t in two[:-1]], "secondOfCotangent": values(two[-1])}


def operators():
    for image, filters, stride, padding, dilation in (
            ((5, 4, 2), (1, 3, 3, 2, 3), 1, 0, 1), ((5, 4, 2), (1, 3, 2, 2, 2), 2, 1, 1), ((4, 4, 3), (1, 1, 1, 3, 2), 1, 0, 1),
            ((6, 5, 1), (1, 3, 3, 1, 2), 1, 2, 2), ((4, 3, 4), (2, 2, 2, 2, 3), 1, 0, 1), ((4, 4, 3), (3, 3, 3, 1, 1), 1, 1, 1), ((5, 5, 2), (2, 2, 3, 1, 2), 2, 1, 1)):
        yield record("Convolution", lambda x, w: convolve(x, w, stride, padding, dilation), [draw(2, *image), draw(*filters)], stride=stride, padding=padding, dilation=dilation)
    for image, size, stride, padding in (((4, 4, 2), (2, 2), 2, 0), ((5, 4, 1), (3, 2), 1, 1), ((5, 5, 2), (3, 3), 2, 1), ((5, 6, 1), (2, 2), 3, 0)):
        yield record("MaxPool", lambda x: maximum(x, size, stride, padding), [spread(2, *image)], size=size, stride=stride, padding=padding)
        yield record("AveragePool", lambda x: average(x, size, stride, padding), [draw(2, *image)], size=size, stride=stride, padding=padding)
    for kind in ("nearest", "bilinear"):
        for image, height, width in (((2, 3, 2), 5, 4), ((5, 4, 1), 2, 3), ((2, 5, 1), 3, 2), ((1, 1, 2), 2, 3), ((3, 2, 1), 6, 4)):
            yield record("Resize", lambda x: resize(x, kind, height, width), [draw(2, *image)], kind=kind, height=height, width=width)


class Network:
    """A network as a list of layers in the words of the file; draws its parameters in the order of use."""

    def __init__(self, name, image, classes, layers, rows=4, **constraint):
        self.name, self.image, self.classes, self.layers, self.rows = name, image, classes, layers, rows
        self.constraint = {"scalar": "SumOfLogProbabilities", "norm": "L2", "reduction": "Sum", "weight": 10.0, **constraint}
        self.inputs = draw(rows, *image, scale=1.5)
        self.labels = [DRAW.randrange(classes) for _ in range(rows)]
        self.mask = torch.tensor([float(DRAW.random() < 0.4) for _ in range(self.inputs.numel())]).reshape(self.inputs.shape)
        self.parameters = []
        self.forward(self.inputs, iter(()), fresh=True)

    def forward(self, x, given, fresh=False):
        def parameter(*shape, scale=None, around=0.0):
            if not fresh:
                return next(given)
            p = draw(*shape, scale=scale or math.sqrt(3 / max(1, math.prod(shape[:-1])))) + around
            self.parameters.append(p)
            return p

        return self.walk(self.layers, x, parameter)

    def walk(self, layers, x, parameter):
        for layer in layers:
            x = self.apply(x, parameter, **layer)
        return x

    def apply(self, x, parameter, layer, **a):
        if layer == "Conv":
            groups, size = a.get("groups", 1), a["size"]
            filters = parameter(groups, *size, x.shape[-1] // groups, a["filters"] // groups)
            x = convolve(x, filters, a.get("stride", 1), a.get("padding", 0), a.get("dilation", 1))
            return x + parameter(a["filters"], scale=0.3) if a.get("bias", True) else x
        if layer == "Dense":
            return x @ parameter(x.shape[-1], a["units"]) + parameter(a["units"], scale=0.3)
        if layer == "LayerNorm":
            return norm(x, parameter(x.shape[-1], scale=0.3, around=1.0), parameter(x.shape[-1], scale=0.3), a["epsilon"])
        if layer == "Residual":
            y = self.walk(a["layers"], x, parameter)
            if y.shape != x.shape:
                stride = -(-x.shape[1] // y.shape[1])
                x = convolve(x, parameter(1, 1, 1, x.shape[-1], y.shape[-1]), stride)
            return y + x
        if layer == "MaxPool":
            return maximum(x, a["size"], a["stride"], a.get("padding", 0))
        if layer == "AveragePool":
            return average(x, a["size"], a["stride"], a.get("padding", 0))
        return {"Relu": torch.relu, "Tanh": torch.tanh, "Flatten": lambda t: t.reshape(t.shape[0], -1), "GlobalAveragePool": lambda t: t.mean((1, 2))}[layer](x)

    def losses(self, leaves):
        c = self.constraint
        x = self.inputs.clone().requires_grad_(True)
        labels = torch.tensor(self.labels)
        z = self.forward(x, iter(leaves))
        logp = F.log_softmax(z, 1)
        task = F.nll_loss(logp, labels, reduction="sum")
        scalar = logp.sum() if c["scalar"] == "SumOfLogProbabilities" else logp.gather(1, labels.unsqueeze(1)).exp().sum()
        (g,) = torch.autograd.grad(scalar, x, create_graph=True)
        masked = self.mask * g
        penalty = (masked ** 2).sum() if c["norm"] == "L2" else masked.abs().sum()
        penalty = c["weight"] * penalty / {"Sum": 1, "Mean": self.rows, "Normalized": max(1, int(self.mask.sum()))}[c["reduction"]]
        return {"outputs": z, "taskLoss": task, "explanation": g, "explanationLoss": penalty, "total": task + penalty}

    def run(self):
        leaves = [p.clone().requires_grad_(True) for p in self.parameters]
        terms = self.losses(leaves)
        gradients = torch.autograd.grad(terms["total"], leaves, allow_unused=True)
        gradients = [torch.zeros_like(p) if g is None else g for g, p in zip(gradients, leaves)]
        self.check(gradients)
        flat = lambda all: [v for t in all for v in values(t)]
        expected = {k: (v.item() if v.dim() == 0 else values(v)) for k, v in terms.items()}
        return {"name": self.name, "image": self.image, "classes": self.classes, "rows": self.rows, "layers": self.layers, "constraint": self.constraint,
                "parameters": flat(self.parameters), "inputs": values(self.inputs), "labels": self.labels, "mask": [int(v) for v in values(self.mask)],
                "expected": {**expected, "gradients": flat(gradients)}}

    def check(self, gradients):
        """A slope along one random direction must agree with the gradient: guards the script against itself."""
        direction = [torch.tensor([random.Random(5 + i).gauss(0, 1) for i in range(g.numel())]).reshape(g.shape) for g in gradients]
        at = lambda t: self.losses([(p + t * d).requires_grad_(True) for p, d in zip(self.parameters, direction)])["total"].item()
        slope = (at(1e-6) - at(-1e-6)) / 2e-6
        expected = sum((g * d).sum() for g, d in zip(gradients, direction)).item()
        assert abs(slope - expected) <= 1e-6 * (1 + abs(expected)) + 1e-7 * abs(at(0)), (self.name, slope, expected)


def conv(filters, size, **more):
    return {"layer": "Conv", "filters": filters, "size": [size, size] if isinstance(size, int) else size, **more}


def pool(kind, size, stride, padding=0):
    return {"layer": kind, "size": [size, size], "stride": stride, "padding": padding}


def networks():
    relu, tanh, flatten, mean = ({"layer": name} for name in ("Relu", "Tanh", "Flatten", "GlobalAveragePool"))
    dense = lambda units: {"layer": "Dense", "units": units}
    normal = lambda epsilon=1e-5: {"layer": "LayerNorm", "epsilon": epsilon}
    around = lambda *layers: {"layer": "Residual", "layers": list(layers)}
    yield Network("conv, pool, relu twice, as for digits", (10, 10, 1), 3, [conv(3, 3), pool("MaxPool", 2, 2), relu, conv(4, 3), relu, flatten, dense(5), relu, dense(3)], weight=1000.0)
    yield Network("tanh, stride and padding", (6, 5, 2), 3, [conv(4, 3, stride=2, padding=1), tanh, flatten, dense(3)])
    yield Network("tanh, dilation, average pool", (7, 6, 1), 2, [conv(3, (3, 2), dilation=2, padding=1), tanh, pool("AveragePool", 2, 2, 1), flatten, dense(2)], norm="L1", reduction="Normalized")
    yield Network("groups and depthwise", (5, 5, 2), 3, [conv(4, 3, groups=2, padding=1), tanh, conv(4, 3, groups=4, bias=False), relu, conv(3, 1), tanh, mean, dense(3)], reduction="Mean")
    yield Network("strided max pool with padding, probability", (5, 6, 2), 3, [conv(3, 2), tanh, pool("MaxPool", 3, 2, 1), flatten, dense(3)], scalar="LabeledProbability")
    yield Network("residual blocks, relu", (6, 6, 2), 3, [
        conv(4, 3, padding=1), relu, around(conv(4, 3, padding=1), relu, conv(4, 3, padding=1)), relu,
        around(conv(6, 3, stride=2, padding=1), relu, conv(6, 3, padding=1)), relu, mean, dense(3)])
    yield Network("residual block of blocks, tanh", (4, 4, 2), 2, [around(conv(3, 1), tanh, around(conv(3, 3, padding=1), tanh)), tanh, flatten, dense(2)])
    yield Network("layer norm of rows", (1, 1, 6), 3, [flatten, dense(5), normal(), tanh, around(dense(4), relu, dense(5)), normal(0.1), dense(3)])
    yield Network("layer norm of channels", (4, 4, 2), 3, [conv(4, 3, padding=1), normal(), relu, around(normal(), conv(4, 3, padding=1), tanh), mean, dense(3)], norm="L1")


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "convolution.json")
    text = lambda all: ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in all)
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"operators":[\n%s],\n"networks":[\n%s]}\n' % (torch.__version__, text(operators()), text(n.run() for n in networks())))
    os.replace(path + ".tmp", path)
    print(f"{os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
