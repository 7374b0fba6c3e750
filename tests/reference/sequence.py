"""Reference numbers for tokens and for images that grow, from PyTorch's autograd in float64: operators with their derivatives of both orders, and networks with the RRR loss.

Shares no code with Rationale; attention is torch.nn.functional.multi_head_attention_forward. Run `python3 tests/reference/sequence.py`; it writes
tests/reference/data/sequence.json. The format is described in README.md.
"""
import json
import math
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
DRAW = random.Random(1706)


def draw(*shape, scale=2.0):
    return torch.tensor([round(DRAW.uniform(-scale, scale), 3) for _ in range(math.prod(shape))]).reshape(shape)


def whole(bound, *shape):
    return torch.tensor([DRAW.randrange(bound) for _ in range(math.prod(shape))]).reshape(shape)


def first(x):
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def transposed(x, filters, stride=1, padding=0, output_padding=0, dilation=1):
    """x [b x h x w x c], filters [groups x kh x kw x n/groups x c/groups]."""
    g, kh, kw, n, c = filters.shape
    weight = filters.permute(0, 4, 3, 1, 2).reshape(g * c, n, kh, kw)
    return last(F.conv_transpose2d(first(x), weight, None, stride, padding, output_padding, g, dilation))


def attend(x, wq, bq, wk, bk, wv, bv, wo, bo, heads, causal):
    """Self-attention over x [b x t x w] by PyTorch's own function, which wants tokens first and weights [outputs x inputs]."""
    t, w = x.shape[1:]
    zero = torch.zeros(w)
    biases = [zero if b is None else b for b in (bq, bk, bv, bo)]
    mask = torch.triu(torch.full((t, t), -math.inf), 1) if causal else None
    y, _ = F.multi_head_attention_forward(
        *[x.transpose(0, 1)] * 3, w, heads, torch.cat([wq.T, wk.T, wv.T]), torch.cat(biases[:3]), None, None, False, 0.0, wo.T, biases[3],
        training=False, need_weights=False, attn_mask=mask)
    return y.transpose(0, 1)


def values(t):
    return (t.detach() + torch.zeros(t.shape)).reshape(-1).tolist()


def shaped(t):
    return {"shape": list(t.shape), "values": values(t)}


def record(operator, function, inputs, constants=None, **attributes):
    """y = f(inputs); first = vjp with a fixed cotangent; second = vjp of that vjp, also with respect to the first cotangent."""
    inputs = [t.clone().requires_grad_(True) for t in inputs]
    y = function(*inputs)
    c = draw(*y.shape).requires_grad_(True)
    one = torch.autograd.grad(y, inputs, c, create_graph=True)
    d = [draw(*t.shape) for t in inputs]
    along = sum((a * b).sum() for a, b in zip(d, one))
    two = torch.autograd.grad(along, inputs + [c], allow_unused=True)
    two = [torch.zeros_like(t) if s is None else s for s, t in zip(two, inputs + [c])]
    return {"operator": operator, "attributes": attributes, "inputs": [shaped(t) for t in inputs], "constants": {k: shaped(t) for k, t in (constants or {}).items()},
            "output": shaped(y), "cotangent": values(c), "first": [values(t) for t in one], "secondCotangents": [values(t) for t in d],
            "second": [values(t) for t in two[:-1]], "secondOfCotangent": values(two[-1])}


def operators():
    for image, filters, stride, padding, output, dilation in (
            ((3, 4, 2), (1, 3, 3, 3, 2), 1, 0, 0, 1), ((3, 2, 2), (1, 3, 2, 2, 2), 2, 1, 1, 1), ((2, 3, 3), (1, 1, 1, 2, 3), 1, 0, 0, 1), ((3, 3, 1), (1, 2, 2, 2, 1), 3, 0, 2, 1),
            ((3, 3, 2), (1, 3, 3, 2, 2), 2, 2, 0, 2), ((2, 3, 4), (2, 2, 2, 3, 2), 2, 0, 1, 1), ((3, 3, 3), (3, 3, 3, 1, 1), 2, 1, 1, 1)):
        yield record("ConvTranspose", lambda x, w: transposed(x, w, stride, padding, output, dilation), [draw(2, *image), draw(*filters)],
                     stride=stride, padding=padding, outputPadding=output, dilation=dilation)
    for image, height, width in (((5, 7, 2), 2, 3), ((4, 6, 1), 2, 3), ((3, 2, 2), 5, 2), ((6, 5, 3), 1, 1)):
        yield record("AdaptiveAveragePool", lambda x: last(F.adaptive_avg_pool2d(first(x), (height, width))), [draw(2, *image)], height=height, width=width)
        yield record("AdaptiveMaxPool", lambda x: last(F.adaptive_max_pool2d(first(x), (height, width))), [draw(2, *image)], height=height, width=width)
    for a, b in ((False, False), (True, False), (False, True), (True, True)):
        yield record("BatchedMatMul", lambda x, y: (x.mT if a else x) @ (y.mT if b else y), [draw(2, 3, *((5, 4) if a else (4, 5))), draw(2, 3, *((2, 5) if b else (5, 2)))],
                     transposeLeft=a, transposeRight=b)
    yield record("Permute", lambda x: x.permute(0, 3, 1, 2), [draw(2, 3, 4, 5)], order=[2, 0, 1])
    mask = torch.triu(torch.full((4, 4), -math.inf), 1)
    yield record("CausalSoftmax", lambda x: torch.softmax(x + mask, -1), [draw(2, 3, 4, 4)])


class Network:
    """A network as a list of layers in the words of the file; draws its parameters in the order of use."""

    def __init__(self, name, shape, classes, layers, rows=4, vocabulary=0, **constraint):
        self.name, self.shape, self.classes, self.layers, self.rows, self.vocabulary = name, shape, classes, layers, rows, vocabulary
        self.constraint = {"scalar": "SumOfLogProbabilities", "norm": "L2", "reduction": "Sum", "weight": 10.0, **constraint}
        self.inputs = whole(vocabulary, rows, *shape) if vocabulary else draw(rows, *shape, scale=1.5)
        self.labels = [DRAW.randrange(classes) for _ in range(rows)]
        self.mask = torch.tensor([float(DRAW.random() < 0.4) for _ in range(self.inputs.numel())]).reshape(self.inputs.shape)
        self.parameters = []
        self.forward(self.inputs, iter(()), fresh=True)

    def forward(self, x, given, fresh=False):
        """Returns the outputs and what the explanation is a gradient with respect to: the input, or the embedded ids."""
        def parameter(*shape, scale=None, around=0.0):
            if not fresh:
                return next(given)
            p = draw(*shape, scale=scale or math.sqrt(3 / max(1, math.prod(shape[:-1])))) + around
            self.parameters.append(p)
            return p

        layers = self.layers
        if self.vocabulary:
            x, layers = F.embedding(x, parameter(self.vocabulary, layers[0]["width"], scale=1.5)), layers[1:]
            x = x if x.requires_grad else x.requires_grad_(True)
        return self.walk(layers, x, parameter), x

    def walk(self, layers, x, parameter):
        for layer in layers:
            x = self.apply(x, parameter, **layer)
        return x

    def apply(self, x, parameter, layer, **a):
        if layer == "ConvTranspose":
            groups, size = a.get("groups", 1), a["size"]
            filters = parameter(groups, *size, a["filters"] // groups, x.shape[-1] // groups)
            x = transposed(x, filters, a.get("stride", 1), a.get("padding", 0), a.get("outputPadding", 0), a.get("dilation", 1))
            return x + parameter(a["filters"], scale=0.3)
        if layer in ("Dense", "LastAxisDense"):
            return x @ parameter(x.shape[-1], a["units"]) + parameter(a["units"], scale=0.3)
        if layer == "Attention":
            w, bias = x.shape[-1], a.get("bias", True)
            pairs = [(parameter(w, w), parameter(w, scale=0.3) if bias else None) for _ in range(4)]
            return attend(x, *[p for pair in pairs for p in pair], a["heads"], a.get("causal", False))
        if layer == "PositionalEmbedding":
            return x + parameter(*x.shape[1:], scale=0.5)
        if layer == "LayerNorm":
            return F.layer_norm(x, (x.shape[-1],), parameter(x.shape[-1], scale=0.3, around=1.0), parameter(x.shape[-1], scale=0.3), a["epsilon"])
        if layer == "Residual":
            return self.walk(a["layers"], x, parameter) + x
        if layer in ("Resize", "Upsample"):
            size = (a["height"], a["width"]) if layer == "Resize" else (x.shape[1] * a["scale"], x.shape[2] * a["scale"])
            aligned = {"align_corners": False} if a["kind"] == "Bilinear" else {}
            return last(F.interpolate(first(x), size, mode=a["kind"].lower(), **aligned))
        if layer == "AdaptiveAveragePool":
            return last(F.adaptive_avg_pool2d(first(x), (a["height"], a["width"])))
        if layer == "AdaptiveMaxPool":
            return last(F.adaptive_max_pool2d(first(x), (a["height"], a["width"])))
        if layer == "Permute":
            return x.permute(0, *[axis + 1 for axis in a["order"]])
        if layer == "Reshape":
            return x.reshape(x.shape[0], *a["shape"])
        return {"Relu": torch.relu, "Tanh": torch.tanh, "Gelu": F.gelu, "Flatten": lambda t: t.reshape(t.shape[0], -1),
                "GlobalAveragePool": lambda t: t.mean(tuple(range(1, t.dim() - 1)))}[layer](x)

    def losses(self, leaves):
        c = self.constraint
        x = self.inputs.clone()
        x = x if self.vocabulary else x.requires_grad_(True)
        labels = torch.tensor(self.labels)
        z, explained = self.forward(x, iter(leaves))
        logp = F.log_softmax(z, 1)
        task = F.nll_loss(logp, labels, reduction="sum")
        scalar = logp.sum() if c["scalar"] == "SumOfLogProbabilities" else logp.gather(1, labels.unsqueeze(1)).exp().sum()
        (g,) = torch.autograd.grad(scalar, explained, create_graph=True)
        masked = (self.mask.unsqueeze(-1) if self.vocabulary else self.mask) * g
        penalty = (masked ** 2).sum() if c["norm"] == "L2" else masked.abs().sum()
        penalty = c["weight"] * penalty / {"Sum": 1, "Mean": self.rows, "Normalized": max(1, int(self.mask.sum()))}[c["reduction"]]
        explanation = g.detach().norm(dim=-1) if self.vocabulary else g
        return {"outputs": z, "taskLoss": task, "explanation": explanation, "explanationLoss": penalty, "total": task + penalty}

    def run(self):
        leaves = [p.clone().requires_grad_(True) for p in self.parameters]
        terms = self.losses(leaves)
        gradients = torch.autograd.grad(terms["total"], leaves, allow_unused=True)
        gradients = [torch.zeros_like(p) if g is None else g for g, p in zip(gradients, leaves)]
        self.check(gradients)
        flat = lambda all: [v for t in all for v in values(t)]
        expected = {k: (v.item() if v.dim() == 0 else values(v)) for k, v in terms.items()}
        return {"name": self.name, "image": self.shape, "classes": self.classes, "rows": self.rows, "layers": self.layers, "constraint": self.constraint,
                "parameters": flat(self.parameters), "inputs": values(self.inputs), "labels": self.labels, "mask": [int(v) for v in values(self.mask)],
                "expected": {**expected, "gradients": flat(gradients)}}

    def check(self, gradients):
        """A slope along one random direction must agree with the gradient: guards the script against itself."""
        direction = [torch.tensor([random.Random(5 + i).gauss(0, 1) for i in range(g.numel())]).reshape(g.shape) for g in gradients]
        at = lambda t: self.losses([(p + t * d).requires_grad_(True) for p, d in zip(self.parameters, direction)])["total"].item()
        slope = (at(1e-6) - at(-1e-6)) / 2e-6
        expected = sum((g * d).sum() for g, d in zip(gradients, direction)).item()
        assert abs(slope - expected) <= 1e-6 * (1 + abs(expected)) + 1e-7 * abs(at(0)), (self.name, slope, expected)


def networks():
    relu, tanh, gelu, flatten, mean, position = ({"layer": name} for name in ("Relu", "Tanh", "Gelu", "Flatten", "GlobalAveragePool", "PositionalEmbedding"))
    dense = lambda units: {"layer": "Dense", "units": units}
    token = lambda units: {"layer": "LastAxisDense", "units": units}
    normal = {"layer": "LayerNorm", "epsilon": 1e-5}
    attention = lambda heads, **more: {"layer": "Attention", "heads": heads, **more}
    around = lambda *layers: {"layer": "Residual", "layers": list(layers)}
    embedding = lambda vocabulary, width: {"layer": "Embedding", "vocabulary": vocabulary, "width": width}
    up = lambda filters, size, **more: {"layer": "ConvTranspose", "filters": filters, "size": [size, size], **more}
    yield Network("attention alone", (4, 6), 3, [attention(2), flatten, dense(3)])
    yield Network("causal attention without biases, probability", (5, 4), 3, [attention(1, causal=True, bias=False), tanh, mean, dense(3)], scalar="LabeledProbability")
    yield Network("embedding", (5,), 3, [embedding(7, 4), flatten, dense(5), tanh, dense(3)], vocabulary=7)
    yield Network("a transformer of two blocks", (6,), 3, [
        embedding(9, 8), position, around(normal, attention(4)), around(normal, token(12), gelu, token(8)), around(normal, attention(2, causal=True)), around(normal, token(6), tanh, token(8)),
        normal, mean, dense(3)], vocabulary=9)
    yield Network("a transformer over rows of numbers, L1", (4, 5), 2, [token(6), position, around(normal, attention(3)), tanh, mean, dense(2)], norm="L1", reduction="Normalized")
    yield Network("patches of an image", (4, 4, 2), 3, [{"layer": "Reshape", "shape": [4, 8]}, {"layer": "Permute", "order": [1, 0]}, token(6), around(attention(2)), flatten, dense(3)], reduction="Mean")
    yield Network("decoder", (6,), 3, [
        dense(12), tanh, {"layer": "Reshape", "shape": [2, 2, 3]}, up(4, 3, stride=2, padding=1, outputPadding=1), tanh, {"layer": "Upsample", "scale": 2, "kind": "Bilinear"},
        up(2, 2, dilation=2, groups=2), tanh, {"layer": "AdaptiveAveragePool", "height": 3, "width": 2}, flatten, dense(3)])
    yield Network("sizes", (5, 7, 2), 3, [
        {"layer": "Resize", "height": 8, "width": 6, "kind": "Nearest"}, up(3, 3, stride=2), tanh, {"layer": "AdaptiveMaxPool", "height": 4, "width": 3},
        {"layer": "Resize", "height": 3, "width": 5, "kind": "Bilinear"}, relu, mean, dense(3)], scalar="LabeledProbability")


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "sequence.json")
    text = lambda all: ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in all)
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"operators":[\n%s],\n"networks":[\n%s]}\n' % (torch.__version__, text(operators()), text(n.run() for n in networks())))
    os.replace(path + ".tmp", path)
    print(f"{os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
