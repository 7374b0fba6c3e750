"""Reference numbers for discriminative attributions, masks and the DAC score, from PyTorch, NumPy and OpenCV in float64.

Shares no code with Rationale. DeepLIFT's rescale rule is written out layer by layer, the masks are OpenCV's own, and the score is computed the plain way: three forward passes for each mask.
Run `python3 tests/reference/dac.py`; it writes tests/reference/data/dac.json. The format is described in README.md.
"""
import json
import os
import random

import cv2
import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SIZE, CHANNELS, CLASSES = 12, 2, 3


def numbers(draw, count, scale):
    return [round(draw.gauss(0, scale), 4) for _ in range(count)]


class Network:
    """12x12x2 images: conv 3x3 to 4 (padding 1), relu, maxpool 2, conv 3x3 to 5 (padding 1), leaky relu .1, dense 6, tanh, dense 3. Channels last, as in convolution.json."""

    def __init__(self, seed):
        draw = random.Random(seed)
        shapes = [(3, 3, CHANNELS, 4), (4,), (3, 3, 4, 5), (5,), (6 * 6 * 5, 6), (6,), (6, CLASSES), (CLASSES,)]
        scales = [0.4, 0.2, 0.3, 0.2, 0.15, 0.2, 0.9, 0.2]
        parts = [numbers(draw, int(np.prod(shape)), scale) for shape, scale in zip(shapes, scales)]
        self.parameters = [value for part in parts for value in part]
        self.f1, self.c1, self.f2, self.c2, self.w1, self.b1, self.w2, self.b2 = [torch.tensor(part).reshape(shape) for part, shape in zip(parts, shapes)]
        self.k1, self.k2 = self.f1.permute(3, 2, 0, 1).contiguous(), self.f2.permute(3, 2, 0, 1).contiguous()

    def values(self, x):
        """All values on the way, channels first; x is [rows, height, width, channels]."""
        u1 = F.conv2d(x.permute(0, 3, 1, 2), self.k1, self.c1, padding=1)
        a1 = F.relu(u1)
        q1 = F.max_pool2d(a1, 2)
        u2 = F.conv2d(q1, self.k2, self.c2, padding=1)
        a2 = F.leaky_relu(u2, 0.1)
        h = a2.permute(0, 2, 3, 1).reshape(len(x), -1)
        z1 = h @ self.w1 + self.b1
        a3 = torch.tanh(z1)
        return {"u1": u1, "a1": a1, "q1": q1, "u2": u2, "a2": a2, "z1": z1, "a3": a3, "z": a3 @ self.w2 + self.b2}

    def logits(self, x):
        return self.values(x)["z"]

    def gradient(self, x, k):
        x = x.detach().clone().requires_grad_(True)
        return torch.autograd.grad(self.logits(x)[:, k].sum(), x)[0]

    def guided(self, x, k):
        """Backward by hand; the rectifier passes back only what is positive."""
        v = self.values(x)
        m = (self.w2[:, k] * (1 - v["a3"] ** 2)) @ self.w1.T
        m = m.reshape(len(x), 6, 6, 5).permute(0, 3, 1, 2) * torch.where(v["u2"] > 0, 1.0, 0.1)
        m = F.conv_transpose2d(m, self.k2, padding=1)
        _, places = F.max_pool2d(v["a1"], 2, return_indices=True)
        m = F.max_unpool2d(m, places, 2, output_size=(SIZE, SIZE))
        m = F.relu(m) * (v["u1"] > 0)
        return F.conv_transpose2d(m, self.k1, padding=1).permute(0, 2, 3, 1)

    def deeplift(self, x, x0, k):
        """Rescale rule; maximum pooling as in Captum."""
        v, r = self.values(x), self.values(x0)

        def rescale(m, y, x, slope):
            dx, dy = v[x] - r[x], v[y] - r[y]
            near = dx.abs() < 1e-10
            return m * torch.where(near, slope, dy / torch.where(near, torch.ones_like(dx), dx))

        m = self.w2[:, k].expand(len(x), 6)
        m = rescale(m, "a3", "z1", 1 - v["a3"] ** 2) @ self.w1.T
        m = m.reshape(len(x), 6, 6, 5).permute(0, 3, 1, 2)
        m = rescale(m, "a2", "u2", torch.where(v["u2"] > 0, 1.0, 0.1))
        m = F.conv_transpose2d(m, self.k2, padding=1)
        larger = torch.maximum(v["q1"], r["q1"])
        _, here = F.max_pool2d(v["a1"], 2, return_indices=True)
        _, there = F.max_pool2d(r["a1"], 2, return_indices=True)
        gained = F.max_unpool2d(m * (larger - r["q1"]), here, 2, output_size=(SIZE, SIZE))
        lost = F.max_unpool2d(m * (v["q1"] - larger), there, 2, output_size=(SIZE, SIZE))
        da = v["a1"] - r["a1"]
        near = da.abs() < 1e-10
        m = torch.where(near, F.max_unpool2d(m, here, 2, output_size=(SIZE, SIZE)), (gained + lost) / torch.where(near, torch.ones_like(da), da))
        m = rescale(m, "a1", "u1", (v["u1"] > 0).double())
        return F.conv_transpose2d(m, self.k1, padding=1).permute(0, 2, 3, 1) * (x - x0)

    def integrated(self, x, x0, k):
        nodes, weights = np.polynomial.legendre.leggauss(50)
        total = sum(w / 2 * self.gradient(x0 + (t + 1) / 2 * (x - x0), k) for t, w in zip(nodes, weights))
        return total * (x - x0)

    def activations(self, x, k):
        """What the last convolution gives, and the derivative of a logit by it."""
        u2 = self.values(x)["u2"].detach().requires_grad_(True)
        h = F.leaky_relu(u2, 0.1).permute(0, 2, 3, 1).reshape(len(x), -1)
        z = torch.tanh(h @ self.w1 + self.b1) @ self.w2 + self.b2
        return u2.detach(), torch.autograd.grad(z[:, k].sum(), u2)[0]


def enlarged(maps):
    large = F.interpolate(maps, size=(SIZE, SIZE), mode="bilinear", align_corners=False).sum(1, keepdim=True)
    return large.permute(0, 2, 3, 1).expand(-1, -1, -1, CHANNELS)


def normalized(maps):
    return maps / maps.abs().amax((1, 2, 3), keepdim=True)


def maps_of(net, real, counterfactual, i, j):
    """Every map of the paper for one pair."""
    zero = torch.zeros_like(real)
    a_real, _ = net.activations(real, j)
    a_counterfactual, g = net.activations(counterfactual, j)
    d_gc = enlarged(g * (a_real - a_counterfactual)).abs()
    a, g = net.activations(real, i)
    s_gc = enlarged((g.mean((2, 3), keepdim=True) * a).sum(1, keepdim=True))
    guided = net.guided(real, i)
    found = {
        "D-IG": net.integrated(counterfactual, real, j),
        "D-DeepLIFT": net.deeplift(counterfactual, real, j),
        "D-InGrad": (net.gradient(counterfactual, j).abs() * (real - counterfactual)).abs(),
        "D-Grad-CAM": d_gc,
        "D-guided Grad-CAM": guided * d_gc,
        "S-IG": net.integrated(real, zero, i),
        "S-DeepLIFT": net.deeplift(real, zero, i),
        "S-InGrad": (net.gradient(real, i) * real).abs(),
        "S-Grad-CAM": s_gc,
        "S-guided Grad-CAM": guided * s_gc,
        "residual": (real - counterfactual).abs() - (real - counterfactual).abs().min(),
    }
    return {name: normalized(value) for name, value in found.items()}


def thresholds():
    return [(k - 100) / 100 for k in range(201)]


def mask_of(scores, t, closing, blur):
    """The authors' way, with OpenCV: a pixel above the threshold in any channel, closing, size, blur."""
    mask = np.any(scores > t, -1).astype(np.uint8)
    element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (closing, closing))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, element)
    weights = cv2.GaussianBlur(mask.astype(np.float64), (blur, blur), 0) if blur > 1 else mask.astype(np.float64)
    return int(mask.sum()), weights


def dac(net, real, counterfactual, i, scores, closing, blur):
    """The plain way: three forward passes for each mask."""
    sizes, gains = [], []
    for t in thresholds():
        size, weights = mask_of(scores, t, closing, blur)
        w = torch.tensor(weights)[None, :, :, None]
        hybrid = w * real + (1 - w) * counterfactual
        probabilities = [F.softmax(net.logits(x), -1)[0, i].item() for x in (real, counterfactual, hybrid)]
        sizes.append(size)
        gains.append(probabilities[2] - probabilities[1])
    return {"sizes": sizes, "gains": gains, **curve([size / SIZE / SIZE for size in sizes], gains)}


def curve(sizes, gains):
    x, y = np.array([1.0, *sizes, 0.0]), np.array([gains[0], *gains, 0.0])
    order = np.argsort(x, kind="stable")
    points = np.interp(np.linspace(0, 1, 101), x[order], y[order])
    return {"curve": points.tolist(), "area": float(np.trapz(points, np.linspace(0, 1, 101)))}


def elements():
    return [{"size": n, "rows": [[int(v) for v in row] for row in cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (n, n))]} for n in range(1, 16)]


def closings(seed):
    draw = np.random.RandomState(seed)
    cases = []

    def case(name, image, size):
        element = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        closed = cv2.morphologyEx(image, cv2.MORPH_CLOSE, element)
        cases.append({"name": name, "height": image.shape[0], "width": image.shape[1], "size": size, "image": image.reshape(-1).tolist(), "closed": closed.reshape(-1).tolist(), "count": int((closed > 0).sum())})

    pixel = np.zeros((24, 24), np.float32)
    pixel[12, 12] = 1
    block = np.zeros((24, 24), np.float32)
    block[8:16, 8:16] = 1
    block[11:13, 11:13] = 0
    for size in (10, 11):
        case("pixel", pixel, size)
        case("block with a hole", block, size)
        case("noise", (draw.rand(20, 27) > 0.93).astype(np.float32), size)
        case("gray values", draw.rand(17, 14).astype(np.float32).round(3), size)
    case("larger than the image", draw.rand(5, 7).astype(np.float32).round(3), 10)
    for size in (1, 2, 3, 4, 5, 7):
        case("noise", (draw.rand(12, 9) > 0.8).astype(np.float32), size)
    return cases


def blurs(seed):
    draw = np.random.RandomState(seed)
    cases = []
    for height, width, size, sigma in ((20, 27, 11, 0), (9, 12, 3, 0.8), (7, 5, 5, 1.1), (4, 3, 11, 2.0)):
        image = (draw.rand(height, width) > 0.6).astype(np.float64)
        cases.append({"height": height, "width": width, "size": size, "sigma": sigma, "taps": cv2.getGaussianKernel(size, sigma).reshape(-1).tolist(), "image": image.reshape(-1).tolist(),
                      "blurred": cv2.GaussianBlur(image, (size, size), sigma).reshape(-1).tolist()})
    return cases


def main():
    net, draw = Network(21), random.Random(22)
    rows = torch.tensor(numbers(draw, 6 * SIZE * SIZE * CHANNELS, 0.8)).reshape(6, SIZE, SIZE, CHANNELS)
    pairs = []
    for index, (i, j) in enumerate(((0, 1), (2, 0), (1, 2))):
        real, counterfactual = rows[2 * index:2 * index + 1], rows[2 * index + 1:2 * index + 2].clone()
        # Most of a counterfactual is as it was, so that masks of pixels mean something.
        counterfactual[:, :4], counterfactual[:, :, :5] = real[:, :4], real[:, :, :5]
        maps = maps_of(net, real, counterfactual, i, j)
        pairs.append({
            "from": i, "to": j,
            "real": real.reshape(-1).tolist(), "counterfactual": counterfactual.reshape(-1).tolist(),
            "guided": net.guided(real, i).reshape(-1).tolist(),
            "multipliedFromZero": net.deeplift(real, torch.zeros_like(real), i).reshape(-1).tolist(),
            "maps": {name: value.reshape(-1).tolist() for name, value in maps.items()},
            "faithful": {name: dac(net, real, counterfactual, i, maps[name][0].numpy(), 10, 11) for name in ("D-IG", "D-Grad-CAM", "S-IG")},
            "symmetric": {name: dac(net, real, counterfactual, i, maps[name][0].numpy(), 3, 1) for name in ("D-IG", "residual", "S-IG")},
        })
    ties = {"sizes": [1.0, 1.0, 0.7, 0.7, 0.2, 0.2, 0.0], "gains": [0.9, 0.8, 0.75, 0.6, 0.5, 0.3, 0.1]}
    short = {"sizes": [0.45, 0.3, 0.0], "gains": [0.5, 0.25, 0.0]}
    result = {
        "network": {"parameters": net.parameters},
        "pairs": pairs,
        "elements": elements(),
        "closings": closings(23),
        "blurs": blurs(24),
        "curves": [{**points, **curve(points["sizes"], points["gains"])} for points in (ties, short)],
    }
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "dac.json")
    with open(path + ".tmp", "w") as file:
        json.dump(result, file)
        file.write("\n")
    os.replace(path + ".tmp", path)


main()
