"""The job of a network of layers for the Python tools: what jobs/layer-job.ts writes."""

import json
import sys

from serve import Peer, load_job


def read_network():
    """The description of the network that the command line holds."""
    return json.loads(sys.argv[2])


class LayerPeer(Peer):
    """A network of layers in some tool. Reads its padding when it trains."""

    def __init__(self, network):
        super().__init__(load_job())
        self.network = network
        self.batch_size = network["batchSize"]

    def layer_weights(self, direction=""):
        """Kernel, recurrent kernel and bias of the cells, in Keras's shapes."""
        network = self.network
        prefix = f"bidirectional.{direction}" if network["isBidirectional"] else network["cell"]
        return [self.job[f"{prefix}.{name}"] for name in ("kernel", "recurrentKernel", "bias")]
