"""Learning rates as PyTorch's schedulers document them, in their recursive form; standard library only.

Each scheduler is stepped once for each epoch or once for each step, and gives a factor of the learning rate.
Chained schedulers multiply, as in torch.optim.lr_scheduler.ChainedScheduler.
"""

import json
import math
import os

EPOCHS, BATCHES = 8, 3


def step_lr(length, gamma, count):
    factor, factors = 1.0, []
    for t in range(count):
        if t > 0 and t % length == 0:
            factor *= gamma
        factors.append(factor)
    return factors


def cosine_annealing_lr(t_max, eta_min, count):
    factor, factors = 1.0, []
    for t in range(count):
        if t > 0:
            factor = eta_min + (factor - eta_min) * (1 + math.cos(math.pi * t / t_max)) / (1 + math.cos(math.pi * (t - 1) / t_max))
        factors.append(factor)
    return factors


def linear_lr(total_iters, start_factor, count):
    factor, factors = start_factor, []
    for t in range(count):
        if 0 < t <= total_iters:
            factor *= 1 + (1 - start_factor) / (total_iters * start_factor + (t - 1) * (1 - start_factor))
        factors.append(factor)
    return factors


def reduce_lr_on_plateau(metrics, mode, factor, patience, threshold, cooldown, min_lr):
    """ReduceLROnPlateau with threshold_mode='abs' and eps=0: the factor of each epoch; the first is before any measurement."""
    lr, best, bad, resting, factors = 1.0, math.inf if mode == "min" else -math.inf, 0, 0, []
    for metric in metrics:
        factors.append(lr)
        if metric < best - threshold if mode == "min" else metric > best + threshold:
            best, bad = metric, 0
        else:
            bad += 1
        if resting > 0:
            resting -= 1
            bad = 0
        if bad > patience:
            lr = max(lr * factor, min_lr)
            resting, bad = cooldown, 0
    return factors


def rates(by_epoch=None, by_step=None):
    by_epoch, by_step = by_epoch or [1.0] * EPOCHS, by_step or [1.0] * (EPOCHS * BATCHES)
    return [by_epoch[t // BATCHES] * by_step[t] for t in range(EPOCHS * BATCHES)]


STEPS = EPOCHS * BATCHES
LOSSES = [1.0, 0.8, 0.81, 0.79, 0.785, 0.78, 0.9, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.6, 0.61, 0.62, 0.63]
ACCURACIES = [0.5, 0.5, 0.6, 0.59, 0.6, 0.58, 0.57, 0.7, 0.7, 0.7, 0.7, 0.71, 0.69, 0.7]

result = {
    "epochs": EPOCHS,
    "batches": BATCHES,
    "cases": [
        {"kind": "constant", "factors": rates()},
        {"kind": "step", "epochs": 3, "factor": 0.1, "factors": rates(by_epoch=step_lr(3, 0.1, EPOCHS))},
        {"kind": "step", "steps": 5, "factor": 0.7, "factors": rates(by_step=step_lr(5, 0.7, STEPS))},
        {"kind": "cosine", "factors": rates(by_epoch=cosine_annealing_lr(EPOCHS, 0, EPOCHS))},
        {"kind": "cosine", "epochs": 11, "minFactor": 0.05, "factors": rates(by_epoch=cosine_annealing_lr(11, 0.05, EPOCHS))},
        {"kind": "cosine", "steps": STEPS, "minFactor": 0.2, "factors": rates(by_step=cosine_annealing_lr(STEPS, 0.2, STEPS))},
        {"kind": "constant", "warmUp": {"steps": 7, "startFactor": 0.25}, "factors": rates(by_step=linear_lr(7, 0.25, STEPS))},
        {"kind": "constant", "warmUp": {"epochs": 4, "startFactor": 0.01}, "factors": rates(by_epoch=linear_lr(4, 0.01, EPOCHS))},
        {"kind": "cosine", "warmUp": {"steps": 7, "startFactor": 0.1}, "factors": rates(cosine_annealing_lr(EPOCHS, 0, EPOCHS), linear_lr(7, 0.1, STEPS))},
        {"kind": "step", "steps": 4, "factor": 0.5, "warmUp": {"epochs": 2, "startFactor": 0.5}, "factors": rates(linear_lr(2, 0.5, EPOCHS), step_lr(4, 0.5, STEPS))},
    ],
    "plateaus": [
        {"metric": metric, "values": values, "factor": factor, "patience": patience + 1, "minimumChange": threshold, "cooldown": cooldown, "minFactor": least,
         "factors": reduce_lr_on_plateau(values, mode, factor, patience, threshold, cooldown, least)}
        for metric, mode, values in [("loss", "min", LOSSES), ("accuracy", "max", ACCURACIES)]
        for factor, patience, threshold, cooldown, least in [(0.1, 0, 0, 0, 0), (0.5, 1, 0.015, 0, 0), (0.5, 2, 0, 2, 0), (0.3, 0, 0.05, 1, 0.2)]
    ],
}

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "schedules.json")
with open(path + ".tmp", "w") as file:
    json.dump(result, file)
    file.write("\n")
os.replace(path + ".tmp", path)
