"""A network of layers in PyTorch: nn.Embedding, nn.RNN, nn.LSTM or nn.GRU over padded batches, Adam.

Usage: torch_layers.py job.npz network module|compiled threads

`module` runs the module; `compiled` a loop over the steps, compiled in blocks of so many that compiling
takes seconds. Where reviews are predicted at their own lengths, they are sorted by length and padded behind
to the longest of their batch; the state after a review's last word is picked, in the other direction that of
the reversed review. That gives what packed sequences give, and is faster.
"""

import sys
import warnings

import numpy as np
import torch
from layer_job import LayerPeer, read_network
from serve import serve
from torch.nn.functional import binary_cross_entropy_with_logits, linear

warnings.filterwarnings("ignore")

STEPS_COMPILED = 20
ROWS_PREDICTED = 512
MODULES = {"simpleRnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
# The gates of Keras in the order of PyTorch: input, forget, candidate and output; reset, update, candidate.
ORDER = {"simpleRnn": [0], "lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}


def reorder(array, order):
    """Columns of gates in another order."""
    gates = np.split(array, len(order), axis=-1)
    return torch.tensor(np.concatenate([gates[k] for k in order], axis=-1)).float()


def rnn_block(h, inputs, recurrent, bias):
    for x in inputs:
        h = torch.tanh(torch.addmm(x, h, recurrent))
    return h


def gru_block(h, inputs, recurrent, bias):
    for x in inputs:
        x_r, x_z, x_n = x.chunk(3, 1)
        h_r, h_z, h_n = torch.addmm(bias, h, recurrent).chunk(3, 1)
        r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
        n = torch.tanh(x_n + r * h_n)
        h = n + z * (h - n)
    return h


BLOCKS = {"simpleRnn": rnn_block, "gru": gru_block}


class Torch(LayerPeer):
    def __init__(self, network, variant):
        super().__init__(network)
        self.x, self.x_predicted = (torch.from_numpy(self.job[name]).long() for name in ("x", "xPredicted"))
        self.y = torch.from_numpy(self.y)
        self.block = torch.compile(BLOCKS[network["cell"]]) if variant == "compiled" else None
        self.reset()

    def reset(self):
        network, job = self.network, self.job
        size, units = network["embeddingSize"], network["units"]
        directions = ["forward", "backward"] if network["isBidirectional"] else [""]
        self.embedding = torch.nn.Embedding(network["vocabulary"], size)
        self.out = torch.nn.Linear(units * len(directions), 1)
        self.cells = MODULES[network["cell"]](
            size, units, batch_first=True, bidirectional=network["isBidirectional"]
        )
        with torch.no_grad():
            self.embedding.weight.copy_(torch.tensor(job["embedding.embeddings"]).float())
            self.out.weight.copy_(torch.tensor(job["dense.kernel"]).float().t())
            self.out.bias.copy_(torch.tensor(job["dense.bias"]).float())
            for k, direction in enumerate(directions):
                self.load_cells(self.cells, self.layer_weights(direction), "_reverse" if k == 1 else "")
        parameters = [*self.embedding.parameters(), *self.cells.parameters(), *self.out.parameters()]
        self.optimizer = torch.optim.Adam(parameters, lr=0.001, foreach=True)
        self.updates = 0

    def load_cells(self, cells, weights, suffix):
        """One direction's weights. GRU's second bias is its own, in the others it stays 0, and untrained."""
        order = ORDER[self.network["cell"]]
        kernel, recurrent, bias = weights
        getattr(cells, f"weight_ih_l0{suffix}").copy_(reorder(kernel, order).t())
        getattr(cells, f"weight_hh_l0{suffix}").copy_(reorder(recurrent, order).t())
        first, second = (bias[0], bias[1]) if bias.ndim == 2 else (bias, np.zeros_like(bias))
        getattr(cells, f"bias_ih_l0{suffix}").copy_(reorder(first, order))
        hidden = getattr(cells, f"bias_hh_l0{suffix}")
        hidden.copy_(reorder(second, order))
        hidden.requires_grad_(bias.ndim == 2)

    def loop(self, embedded, suffix):
        """The last state of one direction, `embedded` being [steps, rows, size]."""
        cells = self.cells
        recurrent = getattr(cells, f"weight_hh_l0{suffix}").t()
        bias = getattr(cells, f"bias_hh_l0{suffix}")
        inputs = linear(embedded, getattr(cells, f"weight_ih_l0{suffix}"), getattr(cells, f"bias_ih_l0{suffix}"))
        h = torch.zeros(embedded.shape[1], recurrent.shape[0])
        for block in inputs.split(STEPS_COMPILED):
            h = self.block(h, list(block.unbind()), recurrent, bias)
        return h

    def logits(self, x):
        if self.block is None:
            states = self.cells(self.embedding(x))[1]
            states = states[0] if isinstance(states, tuple) else states
            last = torch.cat(list(states), 1)
        else:
            embedded = self.embedding(x.t())
            last = self.loop(embedded, "")
            if self.network["isBidirectional"]:
                last = torch.cat([last, self.loop(embedded.flip(0), "_reverse")], 1)
        return self.out(last)[:, 0]

    def step(self, x, y):
        loss = binary_cross_entropy_with_logits(self.logits(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        # Keras adds epsilon before the correction of the bias, PyTorch after it.
        self.updates += 1
        self.optimizer.param_groups[0]["eps"] = 1e-7 / (1 - 0.999**self.updates) ** 0.5
        self.optimizer.step()
        return loss.item()

    def probabilities(self, count):
        with torch.no_grad():
            x = self.x_predicted[:count]
            if self.network["readsPadding"]:
                logits = torch.cat([self.logits(rows) for rows in x.split(ROWS_PREDICTED)])
            else:
                logits = self.logits_by_length(x)
            return torch.sigmoid(logits).numpy()

    def logits_by_length(self, x):
        lengths = (x != 0).sum(1)
        order = torch.argsort(lengths)
        logits = torch.empty(len(x))
        cells = self.one_way_cells()
        for rows in order.split(ROWS_PREDICTED):
            own, length = lengths[rows], int(lengths[rows[-1]])
            words = x[rows, -length:]
            # Behind each review's words comes its padding; reversed, that is so by itself.
            at = (torch.arange(length) - own[:, None]) % length
            inputs = [torch.gather(words, 1, at), words.flip(1)]
            last = [
                each(self.embedding(ids))[0][torch.arange(len(rows)), own - 1]
                for each, ids in zip(cells, inputs)
            ]
            logits[rows] = self.out(torch.cat(last, 1))[:, 0]
        return logits

    def one_way_cells(self):
        """Each direction as cells of its own, over the same weights."""
        if not self.network["isBidirectional"]:
            return [self.cells]
        found = []
        for suffix in ("", "_reverse"):
            cells = type(self.cells)(self.cells.input_size, self.cells.hidden_size, batch_first=True)
            for name, target in cells.named_parameters():
                target.copy_(getattr(self.cells, name + suffix))
            found.append(cells)
        return found


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[4]))
    serve(f"PyTorch {torch.__version__.split('+')[0]}", Torch(read_network(), sys.argv[3]))
