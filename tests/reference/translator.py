"""Reference numbers for translators of images, from PyTorch's autograd and Adam in float64: losses, and one update of each side.

Shares no code with Rationale. Run `/usr/bin/python3 tests/reference/translator.py`; it writes tests/reference/data/translator.json. The format is described in README.md.
"""
import json
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SIDE, BATCH, RATE = 8, 3, 2e-3


def numbers(draw, count, scale):
    return [round(draw.gauss(0, scale), 4) for _ in range(count)]


class Net:
    """Convolutions by hand over one flat parameter list; weights are [height, width, inputs, filters]."""

    def __init__(self, draw, shapes):
        self.shapes = shapes
        self.start = [value for shape in shapes for value in numbers(draw, int(torch.tensor(shape).prod()), 0.4 if len(shape) > 1 else 0.1)]
        self.flat = torch.tensor(self.start, requires_grad=True)

    def parts(self):
        at, parts = 0, []
        for shape in self.shapes:
            length = int(torch.tensor(shape).prod())
            part = self.flat[at:at + length].reshape(shape)
            parts.append(part.permute(3, 2, 0, 1) if len(shape) == 4 else part)
            at += length
        return parts


class Generator(Net):
    def __init__(self, draw, channels):
        # No bias before a normalization, which takes it away: its gradient would be rounding alone, and Adam's first step its sign. The planes of a star are constant,
        # and meet the same fate, so its generator is not normalized.
        super().__init__(draw, [(3, 3, channels, 3), (3, 3, 3, 1), (1,)])
        self.normalize = (lambda x: F.instance_norm(x, eps=1e-5)) if channels == 1 else (lambda x: x)

    def __call__(self, x):
        f1, f2, c2 = self.parts()
        return torch.tanh(F.conv2d(F.relu(self.normalize(F.conv2d(x, f1, padding=1))), f2, c2, padding=1))


class Discriminator(Net):
    def __init__(self, draw, channels):
        super().__init__(draw, [(4, 4, 1, 4), (4,), (3, 3, 4, channels), (channels,)])

    def __call__(self, x):
        f1, c1, f2, c2 = self.parts()
        return F.conv2d(F.leaky_relu(F.conv2d(x, f1, c1, stride=2, padding=1), 0.2), f2, c2, padding=1)


def adam(nets, loss):
    optimizer = torch.optim.Adam([net.flat for net in nets], lr=RATE, betas=(0.5, 0.999))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def images(draw, count):
    return torch.tensor([round(draw.random(), 3) for _ in range(count * SIDE * SIDE)]).reshape(count, 1, SIDE, SIDE)


def flat(nets):
    return [value for net in nets for value in net.flat.tolist()]


def surprise(weights, fake, classes):
    w, b = weights
    logits = ((fake + 1) / 2).reshape(len(fake), -1) @ w + b
    return F.cross_entropy(logits, classes)


def pair(seed, guided):
    draw = random.Random(seed)
    generators, discriminators = [Generator(draw, 1), Generator(draw, 1)], [Discriminator(draw, 1), Discriminator(draw, 1)]
    first, second = images(draw, BATCH), images(draw, BATCH)
    classifier = numbers(draw, SIDE * SIDE * 3, 0.3) + numbers(draw, 3, 0.1)
    weights = (torch.tensor(classifier[:-3]).reshape(SIDE * SIDE, 3), torch.tensor(classifier[-3:]))
    start = flat(generators + discriminators)
    a, b = 2 * first - 1, 2 * second - 1
    to_second, to_first = generators
    fake_second, fake_first = to_second(a), to_first(b)
    of_first, of_second = discriminators
    terms = {
        "adversarial": ((of_second(fake_second) - 1) ** 2).mean() + ((of_first(fake_first) - 1) ** 2).mean(),
        "cycle": 10 * ((to_first(fake_second) - a).abs().mean() + (to_second(fake_first) - b).abs().mean()),
        "identity": 5 * ((to_first(a) - a).abs().mean() + (to_second(b) - b).abs().mean()),
    }
    if guided:
        one = torch.ones(BATCH, dtype=torch.long)
        terms["classifier"] = 0.7 * (surprise(weights, fake_second, 2 * one) + surprise(weights, fake_first, 0 * one))
    loss = sum(terms.values())
    adam(generators, loss)
    fake_first, fake_second = fake_first.detach(), fake_second.detach()
    judged = 0.5 * (((of_first(a) - 1) ** 2).mean() + (of_first(fake_first) ** 2).mean()) + 0.5 * (((of_second(b) - 1) ** 2).mean() + (of_second(fake_second) ** 2).mean())
    adam(discriminators, judged)
    losses = {**{name: value.item() for name, value in terms.items()}, "generators": loss.item(), "discriminators": judged.item()}
    return {
        "guided": guided, "rate": RATE, "parameters": start, "classifier": classifier, "first": first.reshape(-1).tolist(), "second": second.reshape(-1).tolist(),
        "translations": {"toSecond": ((fake_second + 1) / 2).reshape(-1).tolist(), "toFirst": ((fake_first + 1) / 2).reshape(-1).tolist()},
        "losses": losses, "updated": flat(generators + discriminators),
    }


def star(seed):
    """Three images of two classes: each has but one other class to become, so that nothing is drawn."""
    draw = random.Random(seed)
    generator, discriminator = Generator(draw, 3), Discriminator(draw, 2)
    start = flat([generator, discriminator])
    pixels, labels = images(draw, BATCH), torch.tensor([0, 1, 1])
    x, source, target = 2 * pixels - 1, F.one_hot(labels, 2).double(), F.one_hot(1 - labels, 2).double()

    def told(image, classes):
        return torch.cat([image, classes[:, :, None, None].expand(-1, -1, SIDE, SIDE)], 1)

    def of_class(judged, classes):
        return (judged * classes[:, :, None, None]).sum(1)

    fake = generator(told(x, target))
    terms = {
        "adversarial": ((of_class(discriminator(fake), target) - 1) ** 2).mean(),
        "cycle": 10 * (generator(told(fake, source)) - x).abs().mean(),
        "identity": 5 * (generator(told(x, source)) - x).abs().mean(),
    }
    loss = sum(terms.values())
    adam([generator], loss)
    fake = fake.detach()
    judged = 0.5 * (((of_class(discriminator(x), source) - 1) ** 2).mean() + (of_class(discriminator(fake), target) ** 2).mean())
    adam([discriminator], judged)
    losses = {**{name: value.item() for name, value in terms.items()}, "generators": loss.item(), "discriminators": judged.item()}
    return {"rate": RATE, "parameters": start, "images": pixels.reshape(-1).tolist(), "labels": labels.tolist(), "translations": ((fake + 1) / 2).reshape(-1).tolist(), "losses": losses, "updated": flat([generator, discriminator])}


def main():
    result = {"pairs": [pair(31, False), pair(32, True)], "star": star(33)}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "translator.json")
    with open(path + ".tmp", "w") as file:
        json.dump(result, file)
        file.write("\n")
    os.replace(path + ".tmp", path)


main()
