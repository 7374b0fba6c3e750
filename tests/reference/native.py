"""Reference numbers for the operators of libtorch that Rationale.Native declares: run with the PyTorch whose version stands in the output.

    python3 tests/reference/native.py > tests/reference/data/native.json

Each case has the name of the method, the tensors that it takes (in the order in which the test hands them over) and the tensors that it gives.
"""
import json
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(7)
cases = {}


def pack(tensor):
    kind = {torch.float64: "Float64", torch.float32: "Float32", torch.int64: "Int64", torch.bool: "Bool"}[tensor.dtype]
    return {"type": kind, "shape": list(tensor.shape), "data": tensor.detach().double().reshape(-1).tolist()}


def case(name, function, *inputs):
    outputs = function(*[value.clone() for value in inputs])
    outputs = list(outputs) if isinstance(outputs, (tuple, list)) else [outputs]
    cases[name] = {"inputs": [pack(value) for value in inputs], "outputs": [pack(value) for value in outputs]}


def both(name, function, *inputs):
    """An operator and its form that writes into a tensor of the caller."""
    case(name, function, *inputs)
    case(name + "Out", function, *inputs)


def normal(*shape):
    return torch.randn(*shape, dtype=torch.float64)


x, y = normal(3, 4), normal(3, 4)
positive = x.abs() + 0.1

case("Zeros", lambda: torch.zeros(2, 3))
case("Ones", lambda: torch.ones(2, 3))
case("Full", lambda: torch.full((2, 3), 2.5))
case("Arange", lambda: torch.arange(1, 7, 2, dtype=torch.float64))
case("Clone", lambda a: a.clone(), x)
case("Detach", lambda a: a, x)
case("Alias", lambda a: a, x)
case("ToCopy", lambda a: a.to(torch.float32), x)
case("CopyInPlace", lambda a, b: b, x, y)
case("FillInPlace", lambda a: torch.full_like(a, 1.5), x)
case("ZeroInPlace", torch.zeros_like, x)

for name, function in {
    "Abs": torch.abs, "Sign": torch.sign, "Exp": torch.exp, "Reciprocal": torch.reciprocal, "Neg": torch.neg, "Tanh": torch.tanh,
    "Sigmoid": torch.sigmoid, "Silu": F.silu, "Relu": torch.relu,
}.items():
    both(name, function, x)
both("Log", torch.log, positive)
both("Sqrt", torch.sqrt, positive)
case("Softplus", F.softplus, x)
case("Gelu", F.gelu, x)
case("LeakyRelu", lambda a: F.leaky_relu(a, 0.2), x)
case("Elu", lambda a: F.elu(a, 0.7), x)
case("Pow", lambda a: a.pow(3), x)
case("Clamp", lambda a: a.clamp(-0.5, 0.5), x)
case("ReluInPlace", torch.relu, x)
case("MulScalar", lambda a: a * 3, x)
case("AddScalar", lambda a: a + 3, x)

both("Add", lambda a, b: a + 2 * b, x, y)
both("Sub", lambda a, b: a - 2 * b, x, y)
both("Mul", torch.mul, x, y)
both("Div", torch.div, x, positive)
case("AddInPlace", lambda a, b: a + 2 * b, x, y)
case("AddcmulOut", lambda a, b, c: a + 2 * b * c, x, y, positive)
case("AddcdivOut", lambda a, b, c: a + 2 * b / c, x, y, positive)
case("Where", torch.where, x > 0, x, y)
for name, function in {"Maximum": torch.maximum, "Minimum": torch.minimum, "Gt": torch.gt, "Lt": torch.lt, "Ge": torch.ge, "Le": torch.le}.items():
    case(name, function, x, y)
case("Eq", torch.eq, x.round(), y.round())
case("Ne", torch.ne, x.round(), y.round())

left, right, bias = normal(3, 4), normal(4, 5), normal(5)
both("Mm", torch.mm, left, right)
case("Matmul", torch.matmul, normal(2, 3, 4), right)
case("Bmm", torch.bmm, normal(2, 3, 4), normal(2, 4, 5))
both("Addmm", lambda a, b, c: torch.addmm(a, b, c, beta=0.5, alpha=2), bias, left, right)
case("Linear", F.linear, left, normal(5, 4), bias)
case("Convolution", lambda a, b, c: F.conv2d(a, b, c, stride=2, padding=1), normal(2, 3, 6, 5), normal(4, 3, 3, 3), normal(4))

case("SumAll", torch.sum, x)
both("Sum", lambda a: a.sum(1), x)
case("MeanAll", torch.mean, x)
case("Mean", lambda a: a.mean(1, keepdim=True), x)
case("Amax", lambda a: a.amax(1), x)
case("Max", lambda a: a.max(1), x)
case("Argmax", lambda a: a.argmax(1), x)
case("CumSum", lambda a: a.cumsum(1), x)
case("Softmax", lambda a: a.softmax(1), x)
case("LogSoftmax", lambda a: a.log_softmax(1), x)
case("NllLoss", F.nll_loss, x.log_softmax(1), torch.tensor([3, 0, 1]))

case("View", lambda a: a.view(2, 6), x)
case("Reshape", lambda a: a.reshape(6, 2), x)
case("Flatten", lambda a: a.flatten(1), normal(2, 3, 4))
case("Permute", lambda a: a.permute(2, 0, 1), normal(2, 3, 4))
case("Transpose", lambda a: a.transpose(0, 2), normal(2, 3, 4))
case("T", lambda a: a.t(), x)
case("Contiguous", lambda a: a, x)
case("Expand", lambda a: a.expand(5, 3), normal(1, 3))
case("Unsqueeze", lambda a: a.unsqueeze(1), x)
case("Squeeze", lambda a: a.squeeze(1), normal(3, 1, 2))
case("Narrow", lambda a: a.narrow(1, 1, 2), x)
case("AsStrided", lambda a: a.as_strided((2, 2), (1, 2), 1), x)
case("Select", lambda a: a.select(1, 2), x)
case("Cat", lambda a, b: torch.cat([a, b], 1), x, y)
case("Stack", lambda a, b: torch.stack([a, b], 1), x, y)
case("Split", lambda a: a.split(3, 1), x)
rows = torch.tensor([2, 0])
both("IndexSelect", lambda a, i: a.index_select(0, i), x, rows)
case("Index", lambda a, i: a[:, i], x, rows)
case("Gather", lambda a, i: a.gather(1, i), x, torch.tensor([[0, 1], [3, 2], [1, 1]]))
case("OneHot", lambda i: F.one_hot(i, 4), rows)

image = normal(2, 3, 6, 6)
scale, shift, mean, variance = normal(3), normal(3), normal(3), normal(3).abs() + 0.5
case("MaxPool2d", lambda a: F.max_pool2d(a, 3, 2, 1), image)
case("AvgPool2d", lambda a: F.avg_pool2d(a, 2), image)
case("AdaptiveAvgPool2d", lambda a: F.adaptive_avg_pool2d(a, (2, 3)), image)
case("BatchNorm", lambda a, g, b, m, v: F.batch_norm(a, m, v, g, b), image, scale, shift, mean, variance)
case("InstanceNorm", lambda a, g, b: F.instance_norm(a, weight=g, bias=b), image, scale, shift)
case("LayerNorm", lambda a, g, b: F.layer_norm(a, (6,), g, b), image, normal(6), normal(6))
case("Dropout", lambda a: F.dropout(a, 0.5, False), x)
case("Embedding", lambda w, i: F.embedding(i, w), x, rows)

json.dump({"torch": torch.__version__, "cases": cases}, sys.stdout)
