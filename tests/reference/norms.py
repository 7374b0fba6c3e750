"""Reference numbers for batch and instance normalization in networks with the RRR loss, from torch.nn.functional.batch_norm and instance_norm in float64.

Run `python3 tests/reference/norms.py`; it writes tests/reference/data/norms.json in the format of convolution.json. State (running mean and variance) stands
behind the parameters, and what it becomes after a step behind the gradients. Outputs and explanation are those of evaluation, losses and gradients those of training.
"""
import json
import os
import random

import torch
import torch.nn.functional as F

import convolution
from convolution import Network, conv, draw, pool, values

convolution.DRAW = random.Random(1502)


def channels(x):
    """Channels last as PyTorch wants them: [rows, channels, ...]."""
    return x.movedim(-1, 1)


class Normalized(Network):
    """A network whose layers may keep state."""

    def __init__(self, *arguments, **more):
        self.states, self.training = [], False
        super().__init__(*arguments, **more)

    def forward(self, x, given, fresh=False):
        self.fresh, self.next, self.seen = fresh, [], 0
        return super().forward(x, given, fresh)

    def apply(self, x, parameter, layer, **a):
        if layer == "InstanceNorm":
            scale, shift = (parameter(x.shape[-1], scale=0.3, around=1.0), parameter(x.shape[-1], scale=0.3)) if a["affine"] else (None, None)
            return F.instance_norm(channels(x), weight=scale, bias=shift, eps=a["epsilon"]).movedim(1, -1)
        if layer != "BatchNorm":
            return super().apply(x, parameter, layer, **a)
        width = x.shape[-1]
        scale, shift = parameter(width, scale=0.3, around=1.0), parameter(width, scale=0.3)
        if self.fresh:
            self.states += [draw(width, scale=0.5), draw(width, scale=0.5) + 1]
        mean, variance = (s.clone() for s in self.states[self.seen:self.seen + 2])
        self.seen += 2
        learns = self.training and not a["frozen"]
        y = F.batch_norm(channels(x), mean, variance, scale, shift, learns, a["momentum"], a["epsilon"]).movedim(1, -1)
        self.next += [mean, variance] if learns else [torch.zeros(width), torch.zeros(width)]
        return y

    def run(self):
        evaluated = super().run()
        self.training = True
        trained = super().run()
        flat = lambda all: [v for t in all for v in values(t)]
        for name in ("outputs", "explanation"):
            trained["expected"][name] = evaluated["expected"][name]
        trained["parameters"] += flat(self.states)
        trained["expected"]["gradients"] += flat(self.next)
        return trained


def networks():
    relu, tanh, flatten, mean = ({"layer": name} for name in ("Relu", "Tanh", "Flatten", "GlobalAveragePool"))
    dense = lambda units: {"layer": "Dense", "units": units}
    batch = lambda epsilon=1e-5, momentum=0.1, frozen=False: {"layer": "BatchNorm", "momentum": momentum, "epsilon": epsilon, "frozen": frozen}
    instance = lambda affine=False, epsilon=1e-5: {"layer": "InstanceNorm", "affine": affine, "epsilon": epsilon}
    around = lambda *layers: {"layer": "Residual", "layers": list(layers)}
    yield Normalized("batch norm of rows", (1, 1, 6), 3, [flatten, dense(5), batch(), tanh, dense(3)], rows=7)
    yield Normalized("batch norm of rows, twice", (1, 1, 4), 2, [flatten, batch(momentum=0.3), dense(4), batch(0.1), tanh, dense(2)], rows=6, reduction="Mean")
    yield Normalized("batch norm of channels", (5, 5, 2), 3, [conv(3, 3), batch(1e-3), relu, conv(4, 2), batch(), tanh, flatten, dense(3)], weight=3.0)
    yield Normalized("batch norm of channels, frozen", (5, 5, 2), 3, [conv(3, 3, bias=False), batch(frozen=True), relu, around(conv(3, 3, padding=1), batch(frozen=True), tanh), mean, dense(3)])
    yield Normalized("batch norm in residual blocks", (4, 4, 2), 2, [around(conv(4, 3, padding=1), batch(), tanh), pool("MaxPool", 2, 2), around(batch(0.01)), mean, dense(2)], norm="L1", reduction="Normalized")
    yield Normalized("instance norm", (4, 3, 2), 3, [conv(3, 2, padding=1), instance(), tanh, conv(2, 2), instance(True, 0.01), relu, flatten, dense(3)])


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    path = os.path.join(folder, "norms.json")
    text = ",\n".join(json.dumps(n.run(), separators=(",", ":"), allow_nan=False) for n in networks())
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"networks":[\n%s]}\n' % (torch.__version__, text))
    os.replace(path + ".tmp", path)
    print(f"{os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
