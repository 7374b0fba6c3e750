"""Reference numbers for networks of two inputs with the RRR loss on one or both, from torch.autograd in float64 (create_graph).

Run `python3 tests/reference/inputs.py`; it writes tests/reference/data/inputs.json. Every gradient is checked against a central difference before it is written.
"""
import json
import os
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
DRAW = random.Random(311)
ROWS, CLASSES, WEIGHT = 5, 3, 10.0


def draw(*shape, scale=0.5):
    count = int(torch.tensor(shape).prod())
    return torch.tensor([DRAW.uniform(-1, 1) * scale for _ in range(count)]).reshape(shape)


def values(tensor):
    return [float(v) for v in tensor.detach().reshape(-1)]


def behind(joined, p):
    """The layers behind the join: dense 6, tanh, dense 3."""
    return torch.tanh(joined @ p[0] + p[1]) @ p[2] + p[3]


class ImageAndTable:
    """A 4×4 image through a convolution, three numbers through a dense layer."""

    name = "ImageAndTable"

    def __init__(self):
        # Filters are [height, width, channels, filters].
        self.parameters = [draw(3, 3, 1, 2), draw(2), draw(3, 4), draw(4), draw(36, 6), draw(6), draw(6, CLASSES), draw(CLASSES)]
        self.inputs = {"image": draw(ROWS, 16, scale=1.0), "table": draw(ROWS, 3, scale=1.0)}

    def explained(self):
        return {name: value.clone().requires_grad_() for name, value in self.inputs.items()}

    def forward(self, x, p):
        image = x["image"].reshape(ROWS, 4, 4, 1).permute(0, 3, 1, 2)
        seen = F.conv2d(image, p[0].permute(3, 2, 0, 1), p[1], padding=1).permute(0, 2, 3, 1).reshape(ROWS, 32)
        return behind(torch.cat([torch.tanh(seen), torch.tanh(x["table"] @ p[2] + p[3])], dim=1), p[4:])

    def masked(self, mask, gradient):
        return mask * gradient

    def shown(self, gradient):
        return gradient


class TextAndTable(ImageAndTable):
    """Three numbers as they are, four token ids through an embedding; what is explained of ids are their vectors."""

    name = "TextAndTable"

    def __init__(self):
        self.parameters = [draw(7, 2), draw(11, 6), draw(6), draw(6, CLASSES), draw(CLASSES)]
        self.inputs = {"table": draw(ROWS, 3, scale=1.0), "text": torch.tensor([[float(DRAW.randrange(7)) for _ in range(4)] for _ in range(ROWS)])}

    def explained(self):
        return {"table": self.inputs["table"].clone().requires_grad_(), "text": None}

    def forward(self, x, p):
        if x["text"] is None:
            x["text"] = F.embedding(self.inputs["text"].long(), p[0])
            x["text"].requires_grad_()
        return behind(torch.cat([x["table"], x["text"].reshape(ROWS, 8)], dim=1), p[1:])

    def masked(self, mask, gradient):
        return mask.reshape(mask.shape + (1,) * (gradient.dim() - mask.dim())) * gradient

    def shown(self, gradient):
        return gradient.norm(dim=2) if gradient.dim() == 3 else gradient


def losses(model, p, labels, masks, on, scalar, norm, reduction):
    x = model.explained()
    outputs = model.forward(x, p)
    log_p = torch.log_softmax(outputs, dim=1)
    explained = log_p.sum() if scalar == "SumOfLogProbabilities" else outputs.gather(1, labels[:, None]).sum()
    names = list(model.inputs)
    gradients = dict(zip(names, torch.autograd.grad(explained, [x[name] for name in names], create_graph=True)))
    masked = [model.masked(masks[name], gradients[name]) for name in on]
    total = sum((m.square() if norm == "L2" else m.abs()).sum() for m in masked)
    penalty = WEIGHT * total / (sum(float(masks[name].sum()) for name in on) if reduction == "Normalized" else 1)
    task = F.cross_entropy(outputs, labels, reduction="sum")
    return outputs, gradients, task, penalty


def case(name, model, on, scalar="SumOfLogProbabilities", norm="L2", reduction="Sum"):
    labels = torch.tensor([DRAW.randrange(CLASSES) for _ in range(ROWS)])
    masks = {key: torch.tensor([[float(DRAW.randrange(2)) for _ in range(value.shape[1])] for _ in range(ROWS)]) for key, value in model.inputs.items()}
    settings = (labels, masks, on or list(model.inputs), scalar, norm, reduction)
    p = [q.clone().requires_grad_() for q in model.parameters]
    outputs, gradients, task, penalty = losses(model, p, *settings)
    found = torch.autograd.grad(task + penalty, p)
    check(model, found, settings)
    return {
        "name": name, "model": model.name, "onInputs": on, "weight": WEIGHT, "scalar": scalar, "norm": norm, "reduction": reduction, "rows": ROWS,
        "inputs": {key: values(value) for key, value in model.inputs.items()}, "masks": {key: values(value) for key, value in masks.items()},
        "labels": labels.tolist(), "parameters": [v for q in model.parameters for v in values(q)],
        "expected": {
            "outputs": values(outputs), **{f"explanation.{key}": values(model.shown(value)) for key, value in gradients.items()},
            "taskLoss": float(task), "explanationLoss": float(penalty), "total": float(task + penalty), "gradients": [v for g in found for v in values(g)],
        },
    }


def check(model, found, settings):
    for index, gradient in enumerate(found):
        for place in range(gradient.numel()):
            sides = []
            for step in (1e-5, -1e-5):
                moved = [q.clone() for q in model.parameters]
                moved[index].view(-1)[place] += step
                _, _, task, penalty = losses(model, moved, *settings)
                sides.append(float(task + penalty))
            difference = (sides[0] - sides[1]) / 2e-5
            assert abs(difference - float(gradient.reshape(-1)[place])) < 1e-5 * max(1, abs(difference)), (model.name, index, place)


def cases():
    yield case("both explanations", ImageAndTable(), [])
    yield case("the explanation of the image, of the labeled logit", ImageAndTable(), ["image"], scalar="LabeledLogit")
    yield case("the explanation of the table, absolute and normalized", ImageAndTable(), ["table"], norm="L1", reduction="Normalized")
    yield case("both explanations, normalized", ImageAndTable(), [], reduction="Normalized")
    yield case("token ids beside a table", TextAndTable(), [])
    yield case("the token ids alone", TextAndTable(), ["text"], scalar="LabeledLogit")


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "inputs.json")
    text = ",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in cases())
    with open(path + ".tmp", "w", newline="\n") as file:
        file.write('{"source":"PyTorch %s, float64",\n"cases":[\n%s]}\n' % (torch.__version__, text))
    os.replace(path + ".tmp", path)
    print(f"{os.path.getsize(path):,} bytes: {path}")


if __name__ == "__main__":
    main()
