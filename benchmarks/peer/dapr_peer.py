"""A step of a deep attribution prior (Weinberger, Janizek, Lee 2020) for rrr_peer.py: predictor 1000-512-256-1, batch 32, one reference for each example, prior network 4-4-1 over four
meta-features, float32. As the authors have it: expected gradients with create_graph, the mean of |g(m) - |phi|| beside the squared error, one backward pass, two Adam optimizers.
"""
import torch

FEATURES, BATCH, BACKGROUND, META = 1000, 32, 512, 4


class DaprCase:
    epoch = False

    def __init__(self):
        torch.manual_seed(0)
        nn = torch.nn
        self.net = nn.Sequential(nn.Linear(FEATURES, 512), nn.ReLU(inplace=True), nn.Linear(512, 256), nn.ReLU(inplace=True), nn.Linear(256, 1))
        self.prior = nn.Sequential(nn.Linear(META, 4), nn.ReLU(inplace=True), nn.Linear(4, 1))
        self.parameters = [*self.net.parameters(), *self.prior.parameters()]
        self.optimizers = [torch.optim.Adam(self.net.parameters(), 1e-5, foreach=False), torch.optim.Adam(self.prior.parameters(), 1e-4, foreach=False)]
        self.x, self.y = torch.rand(BATCH, FEATURES), torch.rand(BATCH, 1)
        self.background, self.meta = torch.rand(BACKGROUND, FEATURES), torch.rand(FEATURES, META)

    def loss(self):
        difference = self.x - self.background[torch.randperm(BACKGROUND)[:BATCH]]
        point = (self.x - (1 - torch.rand(BATCH, 1)) * difference).requires_grad_(True)
        (gradient,) = torch.autograd.grad(self.net(point).sum(), point, create_graph=True)
        attribution = difference * gradient
        return (self.net(self.x) - self.y).square().mean() + (self.prior(self.meta)[:, 0] - attribution.abs()).abs().mean()

    def run(self, steps):
        for _ in range(steps):
            loss = self.loss()
            for optimizer in self.optimizers:
                optimizer.zero_grad(set_to_none=True)
            loss.backward(inputs=self.parameters)
            for optimizer in self.optimizers:
                optimizer.step()
