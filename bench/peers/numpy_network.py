"""The formulas of docs/notation.md in NumPy.

Usage: numpy_network.py job.npz one-hot|gathered

`one-hot` is the chapter's network: dense one-hot float32 input (800 MB), one product with w1x a step,
float64 states, the whole input copied into each epoch's order, the error carried back by w1h as printed.
`gathered` is what NumPy can do: the tokens' rows of w1x, all in float32.
"""

import sys

import numpy as np
from serve import BACK, RATE, Peer, load_job, serve


def blas():
    """The library that multiplies matrices here, as far as the process shows."""
    try:
        with open("/proc/self/maps") as maps:
            text = maps.read()
    except OSError:
        return "its BLAS"
    return "OpenBLAS" if "openblas" in text else "reference BLAS" if "libblas" in text else "its BLAS"


class Network(Peer):
    """h[t] = tanh(x[t] w1x + h[t-1] w1h + b1), z = h[T] w2 + b2, and their derivatives."""

    def __init__(self, job, one_hot):
        super().__init__(job)
        self.one_hot = one_hot
        classes = np.eye(len(job["w1x"]), dtype=np.float32)
        self.x = classes[job["x"]] if one_hot else job["x"]
        self.x_val = classes[job["xVal"]] if one_hot else job["xVal"]
        self.state_type = np.float64 if one_hot else np.float32
        self.reset()

    def reset(self):
        self.w1h, self.w1x, self.w2 = (self.job[k].astype(np.float32) for k in ("w1h", "w1x", "w2"))
        self.b1, self.b2 = (self.job[k].astype(self.state_type) for k in ("b1", "b2"))

    def forward(self, x):
        self.h = [np.zeros((len(x), len(self.w1h)), self.state_type)]
        for x_t in np.swapaxes(x, 0, 1):
            input_sum = np.dot(x_t, self.w1x) if self.one_hot else self.w1x[x_t]
            z1 = input_sum + np.dot(self.h[-1], self.w1h) + self.b1
            self.h.append(np.tanh(z1))
        return np.dot(self.h[-1], self.w2) + self.b2

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-np.clip(z, -100, None)))

    def backward(self, x, err):
        w1h_gradient, w1x_gradient, b1_gradient = (np.zeros_like(w) for w in (self.w1h, self.w1x, self.b1))
        e = np.dot(err, self.w2.T) * (1 - self.h[-1] ** 2)
        x_by_step = np.swapaxes(x, 0, 1)
        for t in range(x.shape[1] - 1, x.shape[1] - 1 - BACK, -1):
            h = self.h[t]
            w1h_gradient += np.dot(h.T, e)
            b1_gradient += np.sum(e, axis=0)
            if self.one_hot:
                w1x_gradient += np.dot(x_by_step[t].T, e)
            else:
                np.add.at(w1x_gradient, x_by_step[t], e)
            e = np.dot(e, self.w1h if self.one_hot else self.w1h.T) * (1 - h**2)
        return w1h_gradient, w1x_gradient, b1_gradient, np.dot(self.h[-1].T, err), np.sum(err, axis=0)

    def step(self, x, y):
        y = y[:, None]
        a = self.sigmoid(self.forward(x))
        clipped = np.clip(a, 1e-10, 1 - 1e-10)
        loss = -np.mean(y * np.log(clipped) + (1 - y) * np.log(1 - clipped))
        gradients = self.backward(x, (a - y) / self.state_type(len(y)))
        for weight, gradient in zip((self.w1h, self.w1x, self.b1, self.w2, self.b2), gradients):
            weight -= RATE * gradient
        return loss

    def probabilities(self, count):
        return self.sigmoid(self.forward(self.x_val[:count]))[:, 0]


if __name__ == "__main__":
    serve(f"NumPy {np.__version__}, {blas()}", Network(load_job(), sys.argv[2] == "one-hot"))
