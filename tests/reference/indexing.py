"""Reference numbers for the indexing of tensors: what each index reads, the gradient of a sum of squares through it, and what writing through it leaves.

Run with a Python that has PyTorch; writes data/indexing.json.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
SHAPE = (3, 4, 5)
base = torch.arange(60.0).reshape(SHAPE) / 7
mask = torch.rand(3, 4) < 0.5
rows = torch.rand(3) < 0.6
places = torch.tensor([2, 0, 2])
pairs = torch.tensor([[0, 1], [2, 2]])

CASES = {
    "single": (1,),
    "single from the end": (-1,),
    "two": (2, 3),
    "three": (0, -1, 2),
    "range": (slice(1, 3),),
    "open range": (slice(None), slice(2, None)),
    "range from the end": (slice(None), slice(-3, -1)),
    "range beyond the end": (slice(1, 99),),
    "step": (slice(None), slice(None), slice(0, 5, 2)),
    "ellipsis": (Ellipsis, 1),
    "place and ellipsis": (0, Ellipsis, slice(1, 4)),
    "ellipsis for nothing": (0, 1, Ellipsis, 2),
    "new dimension": (slice(None), None, 1),
    "new dimensions around": (None, Ellipsis, None),
    "places": (places,),
    "places behind": (slice(None), slice(None), places),
    "places around": (places, slice(None), places),
    "places after a place": (1, places),
    "places of pairs": (slice(None), pairs),
    "flags of rows": (rows,),
    "flags of pairs": (mask,),
    "flags and places": (rows, slice(None), torch.tensor(3)),
    "true": (True,),
    "false": (False,),
}


def numbers(tensor):
    return {"shape": list(tensor.shape), "values": [float(value) for value in tensor.detach().reshape(-1)]}


def case(index):
    x = base.clone().requires_grad_()
    read = x[index]
    read.square().sum().backward()
    written, added = base.clone(), base.clone()
    written[index] = -1.0
    if all(isinstance(i, torch.Tensor) for i in index):
        added.index_put_(index, torch.tensor(0.5), accumulate=True)
    else:
        added = None
    return {"read": numbers(read), "gradient": numbers(x.grad), "written": numbers(written), "added": None if added is None else numbers(added)}


row = torch.arange(5.0).reshape(1, 1, 5)
broadcast = base.clone()
broadcast[1:, 2] = row
data = {
    "x": numbers(base),
    "mask": numbers(mask.double()),
    "rows": numbers(rows.double()),
    "cases": {name: case(index) for name, index in CASES.items()},
    "broadcast": numbers(broadcast),
    "calls": {
        "select": numbers(base.select(1, 2)),
        "index_add": numbers(base.index_add(1, torch.tensor([0, 0, 3]), base[:, :3], alpha=2)),
        "index_copy": numbers(base.index_copy(1, torch.tensor([3, 1]), base[:, :2])),
        "index_fill": numbers(base.index_fill(2, torch.tensor([0, 4]), 9)),
        "masked_select": numbers(base.masked_select(mask.unsqueeze(2))),
        "masked_scatter": numbers(base.masked_scatter(mask.unsqueeze(2), -base)),
        "masked_fill": numbers(base.masked_fill(mask.unsqueeze(2), 3)),
        "scatter": numbers(base.scatter(1, torch.zeros(3, 1, 5, dtype=torch.int64), -base[:, :1])),
        "scatter_add": numbers(base.scatter_add(1, torch.zeros(3, 2, 5, dtype=torch.int64), base[:, :2])),
        "take": numbers(base.take(torch.tensor([0, 59, 7]))),
    },
}
path = pathlib.Path(__file__).parent / "data" / "indexing.json"
path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
print(path, path.stat().st_size)
