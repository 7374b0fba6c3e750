"""States of modules as torch.save writes them, and files that are none: what tests of loading read."""

import collections
import os

import torch

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "state")


def ramp(shape, step=0.125, start=-1.0, dtype=torch.float32):
    """Numbers that 16 bits hold exactly, so that every type of a file gives the same."""
    count = 1
    for extent in shape:
        count *= extent
    return (torch.arange(count, dtype=torch.float64) * step + start).reshape(shape).to(dtype)


def state(dtype=torch.float32):
    """Of a module with Linear(5, 7), BatchNorm1d(7) and Linear(7, 3)."""
    return collections.OrderedDict([
        ("hidden.weight", ramp((7, 5), dtype=dtype)),
        ("hidden.bias", ramp((7,), dtype=dtype)),
        ("norm.weight", ramp((7,), start=0.5, dtype=dtype)),
        ("norm.bias", ramp((7,), dtype=dtype)),
        ("norm.running_mean", ramp((7,), dtype=dtype)),
        ("norm.running_var", ramp((7,), start=0.5, dtype=dtype)),
        ("norm.num_batches_tracked", torch.tensor(4)),
        ("output.weight", ramp((3, 7), dtype=dtype)),
        ("output.bias", ramp((3,), dtype=dtype)),
    ])


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.norm, self.output = torch.nn.Linear(5, 7), torch.nn.BatchNorm1d(7), torch.nn.Linear(7, 3)


class Command:
    def __reduce__(self):
        return os.system, ("echo a pickle ran a command",)


def write(name, content, **options):
    path = os.path.join(FOLDER, name)
    torch.save(content, path + ".tmp", **options)
    os.replace(path + ".tmp", path)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    module = Net()
    module.load_state_dict(state())
    write("module_state.pt", module.state_dict())
    for name, dtype in (("float64", torch.float64), ("float16", torch.float16), ("bfloat16", torch.bfloat16)):
        write(f"{name}.pt", state(dtype))

    # Views of one storage, not contiguous, and parameters that are none of a module.
    views = state()
    both = torch.cat([views["hidden.bias"], views["norm.bias"]])
    views["hidden.weight"] = views["hidden.weight"].t().contiguous().t()
    views["hidden.bias"], views["norm.bias"] = both[:7], both[7:]
    views["output.bias"] = torch.nn.Parameter(views["output.bias"])
    write("views.pt", views)

    write("checkpoint.pt", {"epoch": 3, "model_state_dict": state()})
    write("epoch_first.pt", {"epoch": 3})
    write("whole_module.pt", module)
    write("before_1_6.pt", state(), _use_new_zipfile_serialization=False)
    command = state()
    command["command"] = Command()
    write("command.pt", command)
    write("list.pt", [torch.zeros(2)])
    write("complex.pt", {"hidden.weight": torch.zeros(7, 5, dtype=torch.complex64)})


main()
