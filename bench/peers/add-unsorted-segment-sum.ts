import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Adds the one kernel to the wasm backend that it lacks for training an embedding: rows added up by their id.
 * Without it TensorFlow.js trains such a network on its far slower cpu backend alone.
 */
export function addUnsortedSegmentSum(): void {
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: "wasm",
    kernelFunc({ inputs, backend, attrs }) {
      const wasm = backend as BackendWasm;
      const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
      const numSegments = Number(attrs?.["numSegments"]);
      const ids = wasm.readSync(segmentIds.dataId) as Int32Array;
      const rows = wasm.readSync(x.dataId) as Float32Array;
      const width = rows.length / ids.length;
      const sums = wasm.makeOutput(
        [numSegments, ...x.shape.slice(segmentIds.shape.length)],
        "float32",
      );
      const values = wasm.typedArrayFromHeap(sums);
      values.fill(0);
      for (let i = 0; i < ids.length; i++) {
        for (let j = 0; j < width; j++) values[ids[i] * width + j] += rows[i * width + j];
      }
      return sums;
    },
  });
}
