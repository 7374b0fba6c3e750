"""Reference numbers for the contract with TorchSharp: modules, their gradients twice, optimizers, and a state file in TorchSharp's layout.

Run with a Python that has PyTorch; writes data/torchsharp.json.
"""
import base64
import io
import json
import pathlib

import torch
from torch import nn

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": [float(value) for value in tensor.detach().reshape(-1)]}


class Net(nn.Module):
    """Every kind of part that TorchSharp's models are made of here."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.pool = nn.MaxPool2d(2)
        self.instance = nn.InstanceNorm2d(4, affine=True)
        self.up = nn.ConvTranspose2d(4, 3, 2, stride=2)
        self.head = nn.Sequential()
        self.head.add_module("flatten", nn.Flatten())
        self.head.add_module("hidden", nn.Linear(48, 6))
        self.head.add_module("layer", nn.LayerNorm(6))
        self.head.add_module("act", nn.GELU())
        self.head.add_module("output", nn.Linear(6, 3))

    def forward(self, x):
        h = self.pool(torch.tanh(self.norm(self.conv(x))))
        h = self.up(self.instance(h))
        return self.head(torch.nn.functional.avg_pool2d(h, 1) + 0.1 * h * h)


def varint(value):
    out = bytearray()
    while True:
        out.append((value & 0x7F) | (0x80 if value > 0x7F else 0))
        value >>= 7
        if value == 0:
            return bytes(out)


CODES = {torch.float64: 7, torch.float32: 6, torch.int64: 4}


def state_file(state):
    """The layout of TorchSharp's own script for states: count, then name, type, extents and elements of each tensor."""
    out = io.BytesIO()
    out.write(varint(len(state)))
    for key, tensor in state.items():
        name = key.encode("utf-8")
        out.write(varint(len(name)) + name + varint(CODES[tensor.dtype]) + varint(len(tensor.shape)))
        for extent in tensor.shape:
            out.write(varint(extent))
        out.write(tensor.detach().contiguous().numpy().tobytes())
    return base64.b64encode(out.getvalue()).decode("ascii")


def penalized(net, x, labels, mask):
    rows = x.detach().requires_grad_()
    z = net(rows)
    p = torch.log_softmax(z, 1)
    answers = -p.gather(1, labels.reshape(-1, 1)).sum()
    gradient, = torch.autograd.grad(p.sum(), rows, create_graph=True)
    return answers + 2 * (mask * gradient).pow(2).sum()


def steps(make, net_state, x, labels, mask):
    net = Net()
    net.load_state_dict(net_state)
    net.train()
    optimizer = make(net.parameters())
    losses = []
    for _ in range(3):
        optimizer.zero_grad()
        loss = penalized(net, x, labels, mask)
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    return {"losses": losses, "state": {key: numbers(value) for key, value in net.state_dict().items() if value.dtype == torch.float64}}


net = Net()
state = {key: value.clone() for key, value in net.state_dict().items()}
x = torch.randn(5, 2, 4, 4)
labels = torch.tensor([0, 1, 2, 1, 0])
mask = (torch.rand(5, 2, 4, 4) < 0.5).double()
net.eval()
outputs = net(x)
loss = penalized(net, x, labels, mask)
loss.backward()
data = {
    "file": state_file(state),
    "names": list(state.keys()),
    "x": numbers(x),
    "labels": labels.tolist(),
    "mask": numbers(mask),
    "outputs": numbers(outputs),
    "loss": float(loss),
    "gradients": {name: numbers(parameter.grad) for name, parameter in net.named_parameters()},
    "optimizers": {
        "sgd": steps(lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, weight_decay=0.01, nesterov=True), state, x, labels, mask),
        "adam": steps(lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.01, amsgrad=True), state, x, labels, mask),
        "adamw": steps(lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1), state, x, labels, mask),
    },
}
image = torch.randn(2, 3, 5, 7)
same = {"odd": nn.Conv2d(3, 2, 3, padding="same", dilation=2), "even": nn.Conv2d(3, 2, (4, 2), padding="same")}
resize = torch.nn.functional.interpolate
data["image"] = numbers(image)
data["same"] = {name: {"weight": numbers(conv.weight), "bias": numbers(conv.bias), "output": numbers(conv(image))} for name, conv in same.items()}
data["resized"] = {
    "nearest to a size": numbers(resize(image, size=[3, 11])),
    "nearest by factors": numbers(resize(image, scale_factor=[1.7, 0.6])),
    "bilinear to a size": numbers(resize(image, size=[8, 4], mode="bilinear", align_corners=False)),
    "bilinear with corners": numbers(resize(image, size=[8, 4], mode="bilinear", align_corners=True)),
    "bilinear by factors": numbers(resize(image, scale_factor=[2.3, 1.5], mode="bilinear")),
    "bilinear by recomputed factors": numbers(resize(image, scale_factor=[2.3, 1.5], mode="bilinear", recompute_scale_factor=True)),
    "bicubic": numbers(resize(image, size=[8, 4], mode="bicubic")),
    "area": numbers(resize(image, size=[3, 2], mode="area")),
    "nearest exact": numbers(resize(image, size=[3, 11], mode="nearest-exact")),
}


def clipped(clip):
    for name, parameter in net.named_parameters():
        parameter.grad = torch.tensor(data["gradients"][name]["values"]).reshape(parameter.shape)
    norm = clip(net.parameters())
    return {"norm": None if norm is None else float(norm), "gradients": {name: numbers(parameter.grad) for name, parameter in net.named_parameters()}}


data["clipped"] = {
    "to a norm": clipped(lambda p: nn.utils.clip_grad_norm_(p, 0.5)),
    "to a greater norm": clipped(lambda p: nn.utils.clip_grad_norm_(p, 1e6)),
    "to a sum": clipped(lambda p: nn.utils.clip_grad_norm_(p, 2, norm_type=1)),
    "to a maximum": clipped(lambda p: nn.utils.clip_grad_norm_(p, 0.1, norm_type=float("inf"))),
    "each element": clipped(lambda p: nn.utils.clip_grad_value_(p, 0.05)),
}


def rates(make):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.8)
    schedule = make(optimizer)
    seen = []
    for _ in range(8):
        seen.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return seen


S = torch.optim.lr_scheduler
data["rates"] = {
    "StepLR": rates(lambda o: S.StepLR(o, 3, gamma=0.5)),
    "MultiStepLR": rates(lambda o: S.MultiStepLR(o, [2, 5], gamma=0.2)),
    "ExponentialLR": rates(lambda o: S.ExponentialLR(o, 0.9)),
    "CosineAnnealingLR": rates(lambda o: S.CosineAnnealingLR(o, 6, eta_min=0.1)),
    "LinearLR": rates(lambda o: S.LinearLR(o, start_factor=0.25, end_factor=0.75, total_iters=4)),
    "ConstantLR": rates(lambda o: S.ConstantLR(o, factor=0.5, total_iters=3)),
    "LambdaLR": rates(lambda o: S.LambdaLR(o, lambda epoch: 1 / (1 + epoch))),
}
path = pathlib.Path(__file__).parent / "data" / "torchsharp.json"
path.write_text(json.dumps(data, indent=None, separators=(",", ":")) + "\n")
print(path, path.stat().st_size)
