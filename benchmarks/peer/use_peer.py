"""Uses of a trained network for rrr_peer.py, without gradients: predict-NETWORK-xN gives the classes of N examples, evaluate-NETWORK-xN their loss and how many are told right, as numbers of Python."""
import torch
import torch.nn.functional as F


class UseCase:
    epoch = False

    def __init__(self, name, network):
        kind, _, rest = name.partition("-")
        shape, _, examples = rest.rpartition("-x")
        torch.manual_seed(0)
        self.net, row, classes = network(shape)
        self.net.eval()
        self.x, self.y = torch.rand(int(examples), *row), torch.randint(0, classes, (int(examples),))
        self.use = self.predict if kind == "predict" else self.evaluate

    def predict(self):
        return self.net(self.x).argmax(1).tolist()

    def evaluate(self):
        logp = F.log_softmax(self.net(self.x), 1)
        return F.nll_loss(logp, self.y, reduction="sum").item(), (logp.argmax(1) == self.y).sum().item()

    def run(self, steps):
        with torch.no_grad():
            for _ in range(steps):
                self.use()
