"""A network of layers in Keras on TensorFlow with two threads; an epoch is one `fit`.

Usage: keras_layers.py job.npz network

Timed with Adam, checked with plain gradient descent: over TensorFlow, Keras's Adam squares the gradient of each
occurrence of a word instead of their sum, so what it gives is not Adam's update of the embedding.
"""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf
from layer_job import LayerPeer, read_network
from serve import serve

layers = keras.layers
CELLS = {"simpleRnn": layers.SimpleRNN, "lstm": layers.LSTM, "gru": layers.GRU}


class Keras(LayerPeer):
    def __init__(self, network):
        super().__init__(network)
        self.x, self.x_predicted = self.job["x"], self.job["xPredicted"]
        cells = CELLS[network["cell"]](network["units"])
        self.model = keras.Sequential(
            [
                keras.Input((network["steps"],), dtype="int32"),
                layers.Embedding(network["vocabulary"], network["embeddingSize"]),
                layers.Bidirectional(cells) if network["isBidirectional"] else cells,
                layers.Dense(1, activation="sigmoid"),
            ]
        )
        self.reset()

    def reset(self):
        job = self.job
        directions = ["forward", "backward"] if self.network["isBidirectional"] else [""]
        cells = [array for direction in directions for array in self.layer_weights(direction)]
        self.model.set_weights([job["embedding.embeddings"], *cells, job["dense.kernel"], job["dense.bias"]])
        self.model.compile(optimizer=keras.optimizers.SGD(0.1), loss="binary_crossentropy")

    def check(self, count):
        checked = super().check(count)
        self.model.compile(optimizer=keras.optimizers.Adam(), loss="binary_crossentropy")
        return checked

    def step(self, x, y):
        self.model.reset_metrics()
        return self.model.train_on_batch(x, y)

    def train_timed(self, order):
        x, y = self.shuffled(order)
        self.model.fit(x, y, batch_size=self.batch_size, shuffle=False, verbose=0)

    def probabilities(self, count):
        return self.model.predict_on_batch(self.x_predicted[:count])[:, 0]


if __name__ == "__main__":
    tf.config.threading.set_intra_op_parallelism_threads(2)
    tf.config.threading.set_inter_op_parallelism_threads(2)
    serve(f"Keras {keras.__version__}, TensorFlow {tf.__version__}", Keras(read_network()))
