"""Discriminative attribution from counterfactuals (Eckstein et al. 2021) for rrr_peer.py, float32.

dac-score is the authors' way to score one map of one pair of 64x64 images: for each of 201 thresholds a closed and blurred mask, and three forward passes (real image, counterfactual, hybrid). The 201
masks go through in one batch, which the authors do not do, and the closing is a square's, which is cheaper than an ellipse's: both are in PyTorch's favor.
dac-translator is one step of both sides of a cycle-GAN between two classes of 28x28 images, eight of each, with the networks of Rationale's defaults.
"""
import torch
import torch.nn.functional as F

nn = torch.nn
CASES = ("score", "translator")


class ScoreCase:
    epoch = False
    SIDE, CLOSING, BLUR, SIGMA = 64, 5, 5, 1.1

    def __init__(self):
        torch.manual_seed(0)
        self.net = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(16 * 16 * 16, 32), nn.ReLU(inplace=True), nn.Linear(32, 2)).eval()
        self.real, self.counterfactual = torch.rand(1, 1, self.SIDE, self.SIDE), torch.rand(1, 1, self.SIDE, self.SIDE)
        scores = F.avg_pool2d(torch.randn(1, 1, self.SIDE, self.SIDE), 5, 1, 2)
        self.scores = scores / scores.abs().max()
        self.thresholds = torch.linspace(-1, 1, 201)[:, None, None, None]
        taps = torch.exp(-(torch.arange(self.BLUR) - self.BLUR // 2) ** 2 / (2 * self.SIGMA ** 2))
        taps = taps / taps.sum()
        self.across, self.down = taps.reshape(1, 1, 1, -1), taps.reshape(1, 1, -1, 1)

    def run(self, steps):
        pad, edge = self.CLOSING // 2, self.BLUR // 2
        with torch.no_grad():
            for _ in range(steps):
                masks = (self.scores > self.thresholds).float()
                masks = -F.max_pool2d(-F.max_pool2d(masks, self.CLOSING, 1, pad), self.CLOSING, 1, pad)
                sizes = masks.mean((1, 2, 3))
                soft = F.pad(masks, (edge, edge, edge, edge), mode="reflect")
                soft = F.conv2d(F.conv2d(soft, self.across), self.down)
                hybrid = soft * self.real + (1 - soft) * self.counterfactual
                probabilities = [F.softmax(self.net(images), 1)[:, 0] for images in (self.real.expand_as(hybrid), self.counterfactual.expand_as(hybrid), hybrid)]
                order = torch.argsort(sizes, stable=True)
                self.area = torch.trapz((probabilities[2] - probabilities[1])[order], sizes[order])


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.InstanceNorm2d(width), nn.ReLU(inplace=True), nn.Conv2d(width, width, 3, padding=1), nn.InstanceNorm2d(width))

    def forward(self, x):
        return x + self.body(x)


def generator():
    def down(a, b):
        return [nn.Conv2d(a, b, 3, 2, 1), nn.InstanceNorm2d(b), nn.ReLU(inplace=True)]

    def up(a, b):
        return [nn.ConvTranspose2d(a, b, 3, 2, 1, 1), nn.InstanceNorm2d(b), nn.ReLU(inplace=True)]

    return nn.Sequential(
        nn.Conv2d(1, 16, 7, padding=3), nn.InstanceNorm2d(16), nn.ReLU(inplace=True), *down(16, 32), *down(32, 64), Block(64), Block(64), Block(64), *up(64, 32), *up(32, 16), nn.Conv2d(16, 1, 7, padding=3), nn.Tanh())


def discriminator():
    return nn.Sequential(
        nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2, True), nn.Conv2d(16, 32, 4, 2, 1), nn.InstanceNorm2d(32), nn.LeakyReLU(0.2, True),
        nn.Conv2d(32, 64, 4, 1, 1), nn.InstanceNorm2d(64), nn.LeakyReLU(0.2, True), nn.Conv2d(64, 1, 4, 1, 1))


class TranslatorCase:
    epoch = False
    BATCH = 8

    def __init__(self):
        torch.manual_seed(0)
        self.to_second, self.to_first, self.of_first, self.of_second = generator(), generator(), discriminator(), discriminator()
        self.generators = torch.optim.Adam([*self.to_second.parameters(), *self.to_first.parameters()], 2e-4, (0.5, 0.999), foreach=False)
        self.discriminators = torch.optim.Adam([*self.of_first.parameters(), *self.of_second.parameters()], 2e-4, (0.5, 0.999), foreach=False)
        self.first, self.second = 2 * torch.rand(self.BATCH, 1, 28, 28) - 1, 2 * torch.rand(self.BATCH, 1, 28, 28) - 1

    @staticmethod
    def frozen(nets, value):
        for net in nets:
            for parameter in net.parameters():
                parameter.requires_grad_(value)

    def run(self, steps):
        a, b = self.first, self.second
        for _ in range(steps):
            self.frozen((self.of_first, self.of_second), False)
            fake_second, fake_first = self.to_second(a), self.to_first(b)
            loss = (((self.of_second(fake_second) - 1) ** 2).mean() + ((self.of_first(fake_first) - 1) ** 2).mean()
                    + 10 * (F.l1_loss(self.to_first(fake_second), a) + F.l1_loss(self.to_second(fake_first), b))
                    + 5 * (F.l1_loss(self.to_first(a), a) + F.l1_loss(self.to_second(b), b)))
            self.generators.zero_grad(set_to_none=True)
            loss.backward()
            self.generators.step()
            self.frozen((self.of_first, self.of_second), True)
            fake_first, fake_second = fake_first.detach(), fake_second.detach()
            loss = 0.5 * (((self.of_first(a) - 1) ** 2).mean() + (self.of_first(fake_first) ** 2).mean() + ((self.of_second(b) - 1) ** 2).mean() + (self.of_second(fake_second) ** 2).mean())
            self.discriminators.zero_grad(set_to_none=True)
            loss.backward()
            self.discriminators.step()


def case(name):
    if name not in CASES:
        raise ValueError(f"unknown benchmark dac-{name}; known are {', '.join('dac-' + known for known in CASES)}")
    return ScoreCase() if name == "score" else TranslatorCase()
