"""The same network in PyTorch, by its own derivatives.

Usage: torch_network.py job.npz rnn|eager|scripted|compiled threads

`rnn` is nn.RNN over one-hot input, differentiated over all steps; the others look the tokens' rows up
and differentiate the last steps only.
"""

import sys
import warnings

import torch
from serve import BACK, RATE, Peer, load_job, serve
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, embedding, one_hot

warnings.filterwarnings("ignore", category=FutureWarning)


def run(w1h: Tensor, w1x: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, tokens: Tensor, back: int) -> Tensor:
    """Logits of tokens [rows, steps]; only the last `back` steps are differentiated."""
    first = tokens.shape[1] - back
    by_step = tokens.t()
    h = torch.zeros(tokens.shape[0], w1h.shape[0])
    with torch.no_grad():
        early = embedding(by_step[:first], w1x) + b1
        for t in range(first):
            h = torch.tanh(torch.addmm(early[t], h, w1h))
    late = embedding(by_step[first:], w1x) + b1
    for t in range(back):
        h = torch.tanh(torch.addmm(late[t], h, w1h))
    return (torch.mm(h, w2) + b2)[:, 0]


class Loop(Peer):
    def __init__(self, job, variant):
        super().__init__(job)
        self.x, self.x_val = (torch.from_numpy(job[name]).long() for name in ("x", "xVal"))
        self.y = torch.from_numpy(self.y)
        wrap = {"eager": lambda f: f, "scripted": torch.jit.script, "compiled": torch.compile}
        self.run = wrap[variant](run)

    def reset(self):
        arrays = [torch.tensor(self.job[name]).float() for name in ("w1h", "w1x", "b1", "w2", "b2")]
        self.weights = [array.requires_grad_() for array in arrays]
        self.optimizer = torch.optim.SGD(self.weights, lr=RATE, foreach=True)

    def logits(self, x):
        return self.run(*self.weights, x, BACK)

    def step(self, x, y):
        loss = binary_cross_entropy_with_logits(self.logits(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def probabilities(self, count):
        with torch.no_grad():
            return torch.sigmoid(self.logits(self.x_val[:count])).numpy()


class Module(Loop):
    """nn.RNN. Its weights are the transposes, and its second bias stays 0."""

    def __init__(self, job):
        super().__init__(job, "eager")
        classes = len(job["w1x"])
        self.x, self.x_val = (one_hot(x, classes).float() for x in (self.x, self.x_val))

    def reset(self):
        features, cells = self.job["w1x"].shape
        self.rnn = torch.nn.RNN(features, cells, batch_first=True)
        self.out = torch.nn.Linear(cells, 1)
        rnn, out = self.rnn, self.out
        targets = [rnn.weight_hh_l0, rnn.weight_ih_l0, rnn.bias_ih_l0, out.weight, out.bias]
        with torch.no_grad():
            rnn.bias_hh_l0.zero_()
            for target, name in zip(targets, ("w1h", "w1x", "b1", "w2", "b2")):
                target.copy_(torch.tensor(self.job[name]).float().t())
        self.optimizer = torch.optim.SGD(targets, lr=RATE, foreach=True)

    def logits(self, x):
        return self.out(self.rnn(x)[1][0])[:, 0]


if __name__ == "__main__":
    variant, threads = sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(threads)
    job = load_job()
    network = Module(job) if variant == "rnn" else Loop(job, variant)
    network.reset()
    serve(f"PyTorch {torch.__version__.split('+')[0]}", network)
