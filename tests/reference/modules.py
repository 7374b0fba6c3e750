"""Reference numbers for forward passes that the generator reads: PyTorch modules in float64, twins of the C# modules in tests/reference/modules/*.cs.

Run `python3 tests/reference/modules.py`; it writes tests/reference/data/modules.json. A twin has the fields of its C# class under the same names, so both register the
same tensors. Outputs and explanation are those of evaluation; losses, gradients and running statistics those of one step of training, loss as in convolution.py.
"""
import json
import os
import random

import torch
import torch.nn.functional as F
from torch import nn

DRAW = random.Random(1604)
WEIGHT, ROWS = 10.0, 5

torch.set_default_dtype(torch.float64)


def draw(shape, scale, around=0.0):
    return torch.tensor([around + DRAW.gauss(0, scale) for _ in range(torch.Size(shape).numel())]).reshape(shape)


class Perceptron(nn.Module):
    row = (6,)

    def __init__(self):
        super().__init__()
        self.hidden, self.output = nn.Linear(6, 5), nn.Linear(5, 3)

    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))


class Named(nn.Module):
    row = (6,)

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential()
        self.body.add_module("first", nn.Linear(6, 7, bias=False))
        self.body.add_module("gate", nn.SiLU())
        self.body.add_module("inner", nn.Sequential(nn.Linear(7, 4), nn.GELU(), nn.LeakyReLU(0.2)))
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        return self.head(self.body(x / 4 - 0.5))


class Images(nn.Module):
    row = (2, 7, 6)

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(2, 4, (3, 2), padding=1), nn.Conv2d(4, 6, 3, groups=2, bias=False)
        self.fc1, self.fc2 = nn.Linear(24, 5), nn.Linear(5, 3)

    def forward(self, x):
        x = F.max_pool2d(F.softplus(self.conv1(x)), 2, stride=1)
        x = F.avg_pool2d(torch.tanh(self.conv2(x)), 2)
        return self.fc2(F.elu(self.fc1(x.view(-1, 24)), 0.7))


class Step(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(channels, filters, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(filters)
        self.way = nn.Conv2d(channels, filters, 1, stride=stride)

    def forward(self, x):
        return torch.tanh(self.norm(self.conv(x)) + self.way(x))


class ResidualNet(nn.Module):
    row = (1, 6, 6)

    def __init__(self):
        super().__init__()
        self.stem, self.norm = nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3, eps=1e-3, momentum=0.3)
        self.same, self.down = nn.Conv2d(3, 3, 3, padding=1), Step(3, 4, 2)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        x = torch.sigmoid(self.norm(self.stem(x)))
        x = x + self.same(x)
        x = self.down(x)
        return self.fc(x.mean([2, 3]))


class Decoder(nn.Module):
    row = (4, 3, 2)

    def __init__(self):
        super().__init__()
        self.up1 = nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)
        self.up2 = nn.ConvTranspose2d(6, 2, 2, bias=False)
        self.instance = nn.InstanceNorm2d(2, eps=0.01, affine=True)
        self.fc = nn.Linear(16, 3)

    def forward(self, x):
        x = self.instance(self.up2(torch.tanh(self.up1(x))))
        x = F.interpolate(x, scale_factor=2.0, mode="bilinear")
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, (4, 2)), 1))


class Tokens(nn.Module):
    row = (4, 6)

    def __init__(self):
        super().__init__()
        self.whole, self.each = nn.LayerNorm([4, 6], eps=0.1), nn.LayerNorm(5, eps=0.01)
        self.inner, self.across = nn.Linear(6, 5), nn.Linear(4, 3)
        self.norm, self.fc = nn.BatchNorm1d(5), nn.Linear(15, 3)

    def forward(self, x):
        x = self.each(self.inner(self.whole(x)))
        x = torch.tanh(self.across(self.norm(x.transpose(1, 2))))
        return self.fc(x.flatten(1))


class Gates(nn.Module):
    row = (5,)

    def __init__(self):
        super().__init__()
        self.value, self.gate, self.scale = nn.Linear(5, 4), nn.Linear(5, 4), nn.Linear(5, 4)
        self.norm, self.fc = nn.BatchNorm1d(4), nn.Linear(4, 3)

    def forward(self, x):
        gated = self.value(x) * torch.sigmoid(self.gate(x))
        divided = gated / (2 + torch.sigmoid(self.scale(x)))
        return -self.fc(1 - self.norm(divided) * 0.5) + 0.25


def prepare(module):
    for name, p in module.named_parameters():
        one = "norm" in name and name.endswith("weight") or name.split(".")[0] in ("whole", "each", "instance") and name.endswith("weight")
        p.data = draw(p.shape, 0.3 if one else 0.5, 1.0 if one else 0.0)
    for name, b in module.named_buffers():
        if name.endswith("running_mean"):
            b.copy_(draw(b.shape, 0.5))
        elif name.endswith("running_var"):
            b.copy_(draw(b.shape, 0.5).abs() + 0.5)


def explained(module, x, create):
    z = module(x)
    return z, torch.autograd.grad(F.log_softmax(z, 1).sum(), x, create_graph=create)[0]


def losses(module, inputs, labels, mask):
    z, gradient = explained(module, inputs.clone().requires_grad_(True), True)
    task, penalty = F.cross_entropy(z, labels, reduction="sum"), WEIGHT * ((mask * gradient) ** 2).sum()
    return task, penalty


def numbers(tensor):
    return [float(v) for v in tensor.detach().reshape(-1)]


def check(module, inputs, labels, mask, gradients):
    """A slope along one random direction must agree with the gradient: guards the script against itself."""
    parameters, directions = list(module.parameters()), [draw(g.shape, 1.0) for g in gradients]
    kept = [p.data.clone() for p in parameters]

    def at(t):
        for p, k, d in zip(parameters, kept, directions):
            p.data = k + t * d
        return sum(losses(module, inputs, labels, mask)).item()

    found, expected = (at(1e-6) - at(-1e-6)) / 2e-6, sum((g * d).sum() for g, d in zip(gradients, directions)).item()
    for p, k in zip(parameters, kept):
        p.data = k
    assert abs(found - expected) < 1e-4 * max(1, abs(expected)), (type(module).__name__, found, expected)


def record(kind):
    module = kind()
    prepare(module)
    tensors = {name: t for name, t in module.state_dict().items() if not name.endswith("num_batches_tracked")}
    before = {name: numbers(t) for name, t in tensors.items()}
    inputs, mask = draw((ROWS, *kind.row), 1.0), torch.tensor([float(DRAW.random() < 0.4) for _ in range(ROWS * torch.Size(kind.row).numel())]).reshape(ROWS, *kind.row)
    labels = torch.tensor([DRAW.randrange(3) for _ in range(ROWS)])
    module.eval()
    outputs, explanation = explained(module, inputs.clone().requires_grad_(True), False)
    module.train()
    task, penalty = losses(module, inputs, labels, mask)
    after = {name: numbers(t) for name, t in module.named_buffers() if not name.endswith("num_batches_tracked")}
    gradients = torch.autograd.grad(task + penalty, list(module.parameters()), allow_unused=True)
    gradients = [torch.zeros_like(p) if g is None else g for g, p in zip(gradients, module.parameters())]
    check(module, inputs, labels, mask, gradients)
    return {"name": kind.__name__, "shapes": {n: list(t.shape) for n, t in tensors.items()}, "parameters": before,
            "inputs": numbers(inputs), "labels": labels.tolist(), "mask": [int(v) for v in numbers(mask)], "weight": WEIGHT,
            "expected": {"outputs": numbers(outputs), "explanation": numbers(explanation), "taskLoss": task.item(), "explanationLoss": penalty.item(),
                         "gradients": {**{n: numbers(g) for (n, _), g in zip(module.named_parameters(), gradients)}, **after}}}


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "modules.json")
    text = ",\n".join(json.dumps(record(kind), separators=(",", ":"), allow_nan=False) for kind in (Perceptron, Named, Images, ResidualNet, Decoder, Tokens, Gates))
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"modules":[\n%s]}\n' % (torch.__version__, text))
    os.replace(path + ".tmp", path)
    print(f"{os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
