"""The peers of the rows gpu-...: one RRR step with Adam by PyTorch on a CUDA device, eager and as a CUDA graph of the whole step, and by JAX's jit. Medians of five, in microseconds, float32 without TF32; with --tf32 the rows that may round.

    python3 gpu_peer.py torch|jax [--tf32] [--filter TEXT] [--device cuda|cpu] [--check]

--check only says by its exit status whether the library and its GPU are there. JAX needs no torch; where both are there, their losses are compared first. On --device cpu there are no graphs.
"""

import argparse
import math
import time

BATCHES = {"2-50-30-2": 256, "30-64-64-2": 64, "784-50-30-10": 256, "784-512-256-10": 256, "784-4096-4096-10": 4096, "conv": 128, "resnet-small": 64, "transformer": 64}
STEPS = {"784-4096-4096-10": 20, "conv": 300, "resnet-small": 100, "transformer": 100}
ROUNDED = ["784-512-256-10", "784-4096-4096-10"]
WITHOUT_JAX = ["resnet-small", "transformer"]
WEIGHT = 10.0


def median(run, wait, steps):
    for _ in range(max(5, steps // 20)):
        run()
    wait()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(max(1, steps // 5)):
            run()
        wait()
        times.append((time.perf_counter() - start) / max(1, steps // 5) * 1e6)
    return sorted(times)[2]


def torch_case(shape):
    """Network, features, labels and mask, as the CPU's peer has them."""
    import torch
    import rrr_peer as cpu

    networks = {"conv": cpu.convolutional, "resnet-small": cpu.residual, "transformer": cpu.transformer}
    torch.manual_seed(0)
    net, row, classes = networks[shape]() if shape in networks else cpu.perceptron([int(size) for size in shape.split("-")])
    batch = BATCHES[shape]
    x = torch.rand(batch, *row)
    return net, x, torch.randint(0, classes, (batch,)), (torch.rand(batch, *row) < 0.2).float()


def torch_loss(net, x, y, mask):
    import torch
    import torch.nn.functional as F

    features = x.detach().requires_grad_(True)
    log_p = F.log_softmax(net(features), 1)
    gradient, = torch.autograd.grad(log_p.sum(), features, create_graph=True)
    return F.nll_loss(log_p, y, reduction="sum") + WEIGHT * (mask * gradient).square().sum()


def torch_steps(shape, steps, device):
    import torch

    on_gpu = device == "cuda"
    wait = torch.cuda.synchronize if on_gpu else lambda: None
    net, x, y, mask = (value.to(device) for value in torch_case(shape))
    parameters = [p for p in net.parameters() if p.requires_grad]

    def step(optimizer):
        loss = torch_loss(net, x, y, mask)
        optimizer.zero_grad(set_to_none=True)
        loss.backward(inputs=parameters)
        optimizer.step()

    eager = torch.optim.Adam(parameters, 1e-3, **({"fused": True} if on_gpu else {}))
    yield "eager", median(lambda: step(eager), wait, steps)
    if not on_gpu:
        return

    captured = torch.optim.Adam(parameters, 1e-3, fused=True, capturable=True)
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step(captured)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step(captured)
    yield "graph", median(graph.replay, wait, steps)


def jax_case(shape):
    """Parameters in the order and the shapes of PyTorch's, features, labels and mask."""
    import numpy as np

    random = np.random.default_rng(0)
    shapes = [(10, 1, 5, 5), (10,), (20, 10, 5, 5), (20,), (50, 320), (50,), (10, 50), (10,)]
    row, classes = (1, 28, 28), 10
    if shape != "conv":
        sizes = [int(size) for size in shape.split("-")]
        shapes = [one for n, m in zip(sizes, sizes[1:]) for one in ((m, n), (m,))]
        row, classes = (sizes[0],), sizes[-1]
    parameters, bound = [], 1.0
    for one in shapes:
        bound = 1 / math.sqrt(math.prod(one[1:])) if len(one) > 1 else bound
        parameters.append(random.uniform(-bound, bound, one).astype(np.float32))
    batch = BATCHES[shape]
    return parameters, random.random((batch, *row), np.float32), random.integers(0, classes, batch), (random.random((batch, *row)) < 0.2).astype(np.float32)


def jax_logits(p, x):
    import jax

    if x.ndim == 4:
        for layer in (0, 2):
            x = jax.lax.conv_general_dilated(x, p[layer], (1, 1), "VALID", dimension_numbers=("NCHW", "OIHW", "NCHW")) + p[layer + 1][None, :, None, None]
            x = jax.nn.relu(jax.lax.reduce_window(x, -jax.numpy.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID"))
        p, x = p[4:], x.reshape(x.shape[0], -1)
    for layer in range(0, len(p), 2):
        x = x @ p[layer].T + p[layer + 1]
        x = jax.nn.relu(x) if layer < len(p) - 2 else x
    return x


def jax_loss(p, x, y, mask):
    import jax

    log_p = jax.nn.log_softmax(jax_logits(p, x))
    gradient = jax.grad(lambda features: jax.nn.log_softmax(jax_logits(p, features)).sum())(x)
    return -jax.numpy.take_along_axis(log_p, y[:, None], 1).sum() + WEIGHT * jax.numpy.square(mask * gradient).sum()


def compare_losses(shape, case, found):
    """Both libraries must make the same step; without torch there is nothing to compare."""
    try:
        import torch
    except ImportError:
        return
    net = torch_case(shape)[0]
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), case[0]):
            parameter.copy_(torch.from_numpy(value))
    expected = torch_loss(net, *(torch.from_numpy(value) for value in case[1:])).item()
    if not math.isclose(expected, found, rel_tol=1e-2):
        raise ValueError(f"JAX's loss is {found}, torch's {expected}")


def jax_steps(shape, steps, tf32):
    import jax
    import jax.numpy as jnp
    import optax

    case = jax_case(shape)
    x, y, mask = (jnp.asarray(value) for value in case[1:])
    optimizer = optax.adam(1e-3)
    with jax.default_matmul_precision("default" if tf32 else "highest"):
        parameters = [jnp.asarray(value) for value in case[0]]
        compare_losses(shape, case, float(jax_loss(parameters, x, y, mask)))
        held = [parameters, optimizer.init(parameters)]

        @jax.jit
        def step(p, state, x, y, mask):
            updates, state = optimizer.update(jax.grad(jax_loss)(p, x, y, mask), state)
            return optax.apply_updates(p, updates), state

        def run():
            held[:] = step(*held, x, y, mask)

        yield "jit", median(run, lambda: jax.block_until_ready(held[0]), steps)


def is_there(kind, device):
    try:
        if kind == "torch":
            import torch

            return device == "cpu" or torch.cuda.is_available()
        import jax
        import optax  # noqa: F401

        return device == "cpu" or any(one.platform in ("gpu", "cuda") for one in jax.devices())
    except Exception:  # A library that is broken is as one that is missing.
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["torch", "jax"])
    parser.add_argument("--tf32", action="store_true")
    parser.add_argument("--filter", default="")
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if asked.check or not is_there(asked.kind, asked.device):
        raise SystemExit(0 if is_there(asked.kind, asked.device) else f"{asked.kind} with a {asked.device} device is not here")
    if asked.kind == "torch":
        import torch

        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = asked.tf32
        torch.backends.cudnn.benchmark = True
    for shape in ROUNDED if asked.tf32 else BATCHES:
        row = f"gpu-rrr-{shape}{'-tf32' if asked.tf32 else ''}"
        if asked.filter not in row or (asked.kind == "jax" and shape in WITHOUT_JAX):
            continue
        steps = STEPS.get(shape, 500)
        try:
            for name, microseconds in torch_steps(shape, steps, asked.device) if asked.kind == "torch" else jax_steps(shape, steps, asked.tf32):
                print(f"PEER {row} {asked.kind}-{name}: {microseconds:.1f} us", flush=True)
        except Exception as error:  # One case that does not run must not end the others.
            print(f"PEER {row} {asked.kind}: failed, {type(error).__name__}: {' '.join(str(error).split())[:160]}", flush=True)


if __name__ == "__main__":
    main()
