"""Steps of a self-explaining network (Alvarez-Melis and Jaakkola 2018) on MNIST-sized images for rrr_peer.py: 5 concepts, 10 classes, float32, Adam.

senn-authors forms the robustness penalty as the authors do, with one backward pass for each class of f and one for each concept of h, create_graph on.
senn-products forms the same number by one product of a Jacobian with h for each class of the relevances. Both penalize logits, with one norm of the whole
batch. Concept losses stay beside the penalty. `python3 senn_peer.py` checks that both give the same loss and the same parameter gradients in float64.
"""
import torch
import torch.nn.functional as F

CONCEPTS, CLASSES, BATCH = 5, 10, 128
ROBUSTNESS, RECONSTRUCTION, SPARSITY = 1e-4, 1.0, 2e-5
ROUTES = ("authors", "products")


def convolutional(units):
    nn = torch.nn
    layers = [nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(inplace=True), nn.Conv2d(10, 20, 5), nn.MaxPool2d(2), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(320, units))


class SennCase:
    epoch = False

    def __init__(self, route):
        if route not in ROUTES:
            raise ValueError(f"unknown benchmark senn-{route}; known are {', '.join('senn-' + r for r in ROUTES)}")
        torch.manual_seed(0)
        self.route = route
        self.encoder, self.relevance = convolutional(CONCEPTS), convolutional(CONCEPTS * CLASSES)
        self.decoder = torch.nn.Sequential(torch.nn.Linear(CONCEPTS, 128), torch.nn.ReLU(inplace=True), torch.nn.Linear(128, 784))
        self.net = torch.nn.ModuleList([self.encoder, self.relevance, self.decoder])
        self.parameters = list(self.net.parameters())
        self.optimizer = torch.optim.Adam(self.parameters, 1e-3, foreach=False)
        self.x = torch.rand(BATCH, 1, 28, 28)
        self.y = torch.randint(0, CLASSES, (BATCH,))

    def differences(self, x, f, h, theta):
        """grad f_c - sum_i theta_ic grad h_i for each class."""
        def product(value, cotangent):
            return torch.autograd.grad(value, x, cotangent, create_graph=True)[0].flatten(1)

        if self.route == "products":
            return torch.stack([product(theta[:, :, c], h) for c in range(CLASSES)], 2)

        def jacobian(value):
            hot = torch.eye(value.shape[1], dtype=value.dtype)
            return torch.stack([product(value, row.expand_as(value)) for row in hot], 2)

        return jacobian(f) - torch.bmm(jacobian(h), theta)

    def loss(self):
        x = self.x.detach().requires_grad_(True)
        h = self.encoder(x)
        theta = self.relevance(x).view(-1, CONCEPTS, CLASSES)
        f = torch.bmm(h.unsqueeze(1), theta).squeeze(1)
        return (F.cross_entropy(f, self.y) + ROBUSTNESS * self.differences(x, f, h, theta).norm()
                + RECONSTRUCTION * F.mse_loss(self.decoder(h), self.x.flatten(1)) + SPARSITY * h.abs().sum(1).mean())

    def run(self, steps):
        for _ in range(steps):
            loss = self.loss()
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward(inputs=self.parameters)
            self.optimizer.step()


def check():
    """Both routes are one function. The penalty's weight is raised, or its gradients would be too small beside the others to be compared."""
    global ROBUSTNESS
    ROBUSTNESS = 1.0
    torch.set_default_dtype(torch.float64)
    losses, gradients = [], []
    for route in ROUTES:
        case = SennCase(route)
        case.x, case.y = case.x[:8], case.y[:8]
        loss = case.loss()
        losses.append(loss.item())
        gradients.append(torch.cat([g.flatten() for g in torch.autograd.grad(loss, case.parameters)]))
    difference = (gradients[0] - gradients[1]).norm() / gradients[0].norm()
    assert abs(losses[0] - losses[1]) < 1e-12 * abs(losses[0]) and difference < 1e-12, (losses, difference)
    print(f"both routes: loss {losses[0]:.6f}, parameter gradients differ by {difference:.1e} of their norm")


if __name__ == "__main__":
    check()
