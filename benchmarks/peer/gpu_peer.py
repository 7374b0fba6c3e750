"""The peers of the rows gpu-...: one RRR step with Adam by PyTorch on a CUDA device, eager and as a CUDA graph of the whole step, and by JAX's jit. Medians of five, in microseconds, float32 without TF32 unless --tf32.

    python3 gpu_peer.py torch|jax [--tf32]
"""

import sys
import time

BATCHES = {"2-50-30-2": 256, "30-64-64-2": 64, "784-50-30-10": 256, "784-512-256-10": 256, "784-4096-4096-10": 4096, "conv": 128, "resnet-small": 64, "transformer": 64}
STEPS = {"784-4096-4096-10": 20, "conv": 300, "resnet-small": 100, "transformer": 100}
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


def case(shape):
    """Network, features, labels and mask, as the CPU's peer has them."""
    import torch
    import rrr_peer as cpu

    networks = {"conv": cpu.convolutional, "resnet-small": cpu.residual, "transformer": cpu.transformer}
    torch.manual_seed(0)
    net, row, classes = networks[shape]() if shape in networks else cpu.perceptron([int(size) for size in shape.split("-")])
    batch = BATCHES[shape]
    x = torch.rand(batch, *row)
    return net, x, torch.randint(0, classes, (batch,)), (torch.rand(batch, *row) < 0.2).float()


def torch_steps(shape, steps):
    import torch
    import torch.nn.functional as F

    net, x, y, mask = (value.to("cuda") for value in case(shape))
    parameters = [p for p in net.parameters() if p.requires_grad]

    def step(optimizer):
        features = x.detach().requires_grad_(True)
        log_p = F.log_softmax(net(features), 1)
        gradient, = torch.autograd.grad(log_p.sum(), features, create_graph=True)
        loss = F.nll_loss(log_p, y, reduction="sum") + WEIGHT * (mask * gradient).square().sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward(inputs=parameters)
        optimizer.step()

    eager = torch.optim.Adam(parameters, 1e-3, fused=True)
    yield "eager", median(lambda: step(eager), torch.cuda.synchronize, steps)

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
    yield "graph", median(graph.replay, torch.cuda.synchronize, steps)


def jax_steps(shape, steps, tf32):
    import jax
    import jax.numpy as jnp
    import optax

    net, x, y, mask = case(shape)
    x, y, mask = (jnp.asarray(value.numpy()) for value in (x, y, mask))
    parameters = [jnp.asarray(p.detach().numpy()) for p in net.parameters()]

    def logits(p, x):
        for layer in range(0, len(p), 2):
            x = x @ p[layer].T + p[layer + 1]
            x = jax.nn.relu(x) if layer < len(p) - 2 else x
        return x

    def loss(p, x, y, mask):
        log_p = jax.nn.log_softmax(logits(p, x))
        gradient = jax.grad(lambda features: jax.nn.log_softmax(logits(p, features)).sum())(x)
        return -jnp.take_along_axis(log_p, y[:, None], 1).sum() + WEIGHT * jnp.square(mask * gradient).sum()

    optimizer = optax.adam(1e-3)
    held = [parameters, optimizer.init(parameters)]

    @jax.jit
    def step(p, state):
        updates, state = optimizer.update(jax.grad(loss)(p, x, y, mask), state)
        return optax.apply_updates(p, updates), state

    def run():
        held[:] = step(*held)

    with jax.default_matmul_precision("default" if tf32 else "highest"):
        yield "jit", median(run, lambda: jax.block_until_ready(held[0]), steps)


def main():
    kind, tf32 = sys.argv[1], "--tf32" in sys.argv
    if kind == "torch":
        import torch

        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
        torch.backends.cudnn.benchmark = True
    for shape in BATCHES:
        if kind == "jax" and "-" not in shape.replace("resnet-small", ""):
            continue
        steps = STEPS.get(shape, 500)
        try:
            for name, microseconds in torch_steps(shape, steps) if kind == "torch" else jax_steps(shape, steps, tf32):
                print(f"PEER gpu-rrr-{shape} {kind}-{name}: {microseconds:.1f} us", flush=True)
        except Exception as error:  # One case that does not run must not end the others.
            print(f"PEER gpu-rrr-{shape} {kind}: failed, {type(error).__name__}: {str(error)[:160]}", flush=True)


if __name__ == "__main__":
    main()
