"""The peer of the benchmarks: RRR steps in eager PyTorch (create_graph), float32, Adam, in its best configuration.

Stays alive and reads one request a line, `NAME STEPS THREADS`; answers with one line of JSON: name, steps, threads, microseconds (per step).
So a driver can run ours and the peer's in turn. `rrr_peer.py --memory NAME STEPS THREADS` measures the peak memory of a fresh process instead,
`rrr_peer.py --step-memory NAME` the largest sum of the tensors that one step holds beyond data, parameters and optimizer state.
Names: rrr-SIZES and plain-SIZES (one step per step), epoch-rrr-SIZES (one pass over 60,000 rows per step); SIZES may be "conv", "resnet-small" or "transformer".
A suffix "@channels-last" lays images and filters out with channels last. gemm-N is one product of two N x N matrices.
senn-authors and senn-products are steps of a self-explaining network, see senn_peer.py; dapr is a step of a deep attribution prior, see dapr_peer.py.
dac-score and dac-translator are about counterfactuals, see dac_peer.py; predict- and evaluate- are uses of a network, see use_peer.py.
"""
import os

# Spinning threads make two threads slower than one; the policy is read when the OpenMP library loads, so it must be set before the import.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import json
import resource
import sys
import time

import torch
import torch.nn.functional as F

import dac_peer
from dapr_peer import DaprCase
from senn_peer import SennCase
from use_peer import UseCase

torch.set_flush_denormal(True)

BATCH = {"2-50-30-2": 256, "30-64-64-2": 64, "784-50-30-10": 256, "784-512-256-10": 256, "conv": 128, "resnet-small": 64, "transformer": 64}
EPOCH_ROWS = 60_000
WEIGHT = 10.0


def perceptron(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers += [torch.nn.Linear(a, b)] + ([torch.nn.ReLU(inplace=True)] if i < len(sizes) - 2 else [])
    return torch.nn.Sequential(*layers), [sizes[0]], sizes[-1]


def convolutional():
    nn = torch.nn
    layers = [nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(inplace=True), nn.Conv2d(10, 20, 5), nn.MaxPool2d(2), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(320, 50), nn.ReLU(inplace=True), nn.Linear(50, 10)), [1, 28, 28], 10


class Attention(torch.nn.Module):
    """Self-attention with one product for queries, keys and values.."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.mix, self.out = heads, torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)

    def forward(self, x):
        b, t, w = x.shape
        q, k, v = self.mix(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        p = torch.softmax(q @ k.transpose(-2, -1) * (w // self.heads) ** -0.5, -1)
        return self.out((p @ v).transpose(1, 2).reshape(b, t, w))


class Around(torch.nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.block = torch.nn.Sequential(*layers)

    def forward(self, x):
        return self.block(x) + x


class Positions(torch.nn.Module):
    def __init__(self, tokens, width):
        super().__init__()
        self.vectors = torch.nn.Parameter(0.02 * torch.randn(tokens, width))

    def forward(self, x):
        return x + self.vectors


class Mean(torch.nn.Module):
    def forward(self, x):
        return x.mean(1)


def transformer():
    nn, w = torch.nn, 64
    mixing = lambda: Around(nn.LayerNorm(w), Attention(w, 4))
    thinking = lambda: Around(nn.LayerNorm(w), nn.Linear(w, 128), nn.ReLU(inplace=True), nn.Linear(128, w))
    return nn.Sequential(nn.Linear(16, w), Positions(32, w), mixing(), thinking(), mixing(), thinking(), nn.LayerNorm(w), Mean(), nn.Linear(w, 10)), [32, 16], 10


class Residual(torch.nn.Module):
    """Two 3x3 convolutions with batch norm and a way around them, a 1x1 convolution where the shape changes."""

    def __init__(self, channels, maps, stride):
        nn = torch.nn
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, maps, 3, stride, 1, bias=False), nn.BatchNorm2d(maps), nn.ReLU(inplace=True),
            nn.Conv2d(maps, maps, 3, 1, 1, bias=False), nn.BatchNorm2d(maps))
        self.around = nn.Identity() if (channels, stride) == (maps, 1) else nn.Conv2d(channels, maps, 1, stride, bias=False)

    def forward(self, x):
        return F.relu(self.body(x) + self.around(x), inplace=True)


def residual():
    nn = torch.nn
    stem = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True)]
    blocks = [Residual(a, b, s) for a, b, s in [(16, 16, 1), (16, 16, 1), (16, 32, 2), (32, 32, 1), (32, 64, 2), (64, 64, 1)]]
    net = nn.Sequential(*stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    return net.eval(), [3, 32, 32], 10


def network(shape):
    networks = {"conv": convolutional, "resnet-small": residual, "transformer": transformer}
    return networks[shape]() if shape in networks else perceptron([int(s) for s in shape.split("-")])


class Product:
    """A product of two square matrices: what the machine's BLAS can do."""

    epoch = False

    def __init__(self, name):
        size = int(name.split("-")[1])
        self.a, self.b, self.c = (torch.rand(size, size) for _ in range(3))

    def run(self, steps):
        for _ in range(steps):
            torch.mm(self.a, self.b, out=self.c)


class Case:
    def __init__(self, name):
        name, _, layout = name.partition("@")
        kind, _, shape = name.rpartition("rrr-") if "rrr-" in name else name.rpartition("plain-")
        self.penalized = "rrr-" in name
        self.epoch = kind == "epoch-"
        if shape not in BATCH or kind not in ("", "epoch-"):
            raise ValueError(f"unknown benchmark {name}; known are rrr-, plain-, epoch-rrr- and epoch-plain- with {', '.join(BATCH)}")
        torch.manual_seed(0)
        self.net, row, classes = network(shape)
        self.parameters = list(self.net.parameters())
        # foreach=True and a ReLU that is not in place were within the noise of this (paired, four networks).
        self.optimizer = torch.optim.Adam(self.parameters, 1e-3, foreach=False)
        self.batch = BATCH[shape]
        rows = EPOCH_ROWS if self.epoch else self.batch
        self.x = torch.rand(rows, *row)
        self.y = torch.randint(0, classes, (rows,))
        self.mask = (torch.rand(rows, *row) < 0.2).float()
        if layout == "channels-last":
            self.net = self.net.to(memory_format=torch.channels_last)
            self.x, self.mask = (value.contiguous(memory_format=torch.channels_last) for value in (self.x, self.mask))

    def step(self, x, y, mask):
        if self.penalized:
            x = x.detach().requires_grad_(True)
        logp = F.log_softmax(self.net(x), 1)
        loss = F.nll_loss(logp, y, reduction="sum")
        if self.penalized:
            (g,) = torch.autograd.grad(logp.sum(), x, create_graph=True)
            loss = loss + WEIGHT * (mask * g).square().sum()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward(inputs=self.parameters)
        self.optimizer.step()

    def run(self, steps):
        for _ in range(steps):
            for start in range(0, len(self.x), self.batch):
                end = start + self.batch
                self.step(self.x[start:end], self.y[start:end], self.mask[start:end])


def case_of(name):
    if name.startswith("dac-"):
        return dac_peer.case(name[len("dac-"):])
    if name == "dapr":
        return DaprCase()
    if name.startswith("senn-"):
        return SennCase(name[len("senn-"):])
    if name.startswith(("predict-", "evaluate-")):
        return UseCase(name, network)
    return (Product if name.startswith("gemm-") else Case)(name)


def measure(cases, name, steps, threads):
    torch.set_num_threads(threads)
    case, warm = cases.get(name, (None, None))
    if case is None:
        case, warm = cases[name] = (case_of(name), set())
    if threads not in warm:
        case.run(1 if case.epoch else min(steps, 20))
        warm.add(threads)
    start = time.perf_counter()
    case.run(steps)
    seconds = time.perf_counter() - start
    return {"name": name, "steps": steps, "threads": threads, "microseconds": seconds / steps * 1e6}


def peak_bytes():
    # Linux lets a fresh process begin with the peak of the one that started it; only the peak of its memory map is its own.
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def step_bytes(name):
    """The peak of the running sum of what PyTorch's allocator gives out and takes back in one step, from the profiler's record of each allocation.
    Gradients of the step before are freed first, as a careful user would; buffers of BLAS and oneDNN are not seen. Both are in PyTorch's favor."""
    case = case_of(name)
    case.run(3)
    case.optimizer.zero_grad(set_to_none=True)
    with torch.autograd.profiler.profile(profile_memory=True) as profile:
        case.run(1)
    live = peak = 0
    records = [event for event in profile.kineto_results.events() if event.name() == "[memory]"]
    for record in sorted(records, key=lambda event: event.start_us()):
        live += record.nbytes()
        peak = max(peak, live)
    return peak


def parse(words):
    name, steps, threads = words
    if int(steps) < 1 or int(threads) < 1:
        raise ValueError("steps and threads must be at least 1")
    return name, int(steps), int(threads)


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "--memory":
        before = peak_bytes()
        answer = measure({}, *parse(sys.argv[2:]))
        print(json.dumps({**answer, "peakBytes": peak_bytes(), "importedBytes": before}))
        return
    if len(sys.argv) > 1 and sys.argv[1] == "--step-memory":
        print(json.dumps({"name": sys.argv[2], "peakBytes": step_bytes(sys.argv[2])}))
        return
    print(json.dumps({"torch": torch.__version__, "waitPolicy": os.environ["OMP_WAIT_POLICY"]}), flush=True)
    cases = {}
    for line in sys.stdin:
        try:
            answer = measure(cases, *parse(line.split()))
        except ValueError as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
