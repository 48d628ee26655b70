import {
  type Bidirectional,
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  type Layer,
  lstm,
  type Recurrent,
  simpleRnn,
} from "@rnn/model";
import { InteropError } from "../interop-error.ts";
import { isKerasObject, type KerasObject } from "./config.ts";
import { readsSteps } from "./reads-steps.ts";

export interface ReadLayer {
  readonly layer: Layer;
  /** Whether the file has its bias. */
  readonly useBias: boolean;
}

/**
 * The layers of a Sequential model's configuration; its InputLayer is none.
 *
 * @throws InteropError that names the layer and its setting for all that this library does not have
 */
export function readLayers(caller: string, list: readonly unknown[]): ReadLayer[] {
  const objects = list.map((value, i) => {
    if (isKerasObject(value)) return value;
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      `${caller}: expected layers with a class_name and a config, got another value (layer ${i}).`,
    );
  });
  const given = objects
    .filter(({ class_name: name }) => name !== "InputLayer")
    .map((object) => new LayerReader(caller, object));
  const layers = given.map((reader) => reader.read());
  const kinds = layers.map(({ layer }) => layer);
  given.forEach((reader, i) => reader.checkNeighbours(kinds, i));
  return layers;
}

/** Settings that change nothing of what a layer computes. */
const ignored = new Set([
  "name",
  "trainable",
  "kernel_initializer",
  "recurrent_initializer",
  "bias_initializer",
  "embeddings_initializer",
  "unroll",
  "seed",
  "input_length",
  "batch_input_shape",
  "batch_shape",
  "time_major",
  "implementation",
  "return_sequences",
  "zero_output_for_mask",
]);

/** Settings that this library has in one way only. */
const fixed: Readonly<Record<string, readonly unknown[]>> = {
  return_state: [false],
  go_backwards: [false],
  stateful: [false],
  dropout: [0],
  recurrent_dropout: [0],
  merge_mode: ["concat"],
  noise_shape: [null],
  data_format: ["channels_last"],
  keepdims: [false],
  recurrent_activation: ["sigmoid"],
  lora_rank: [null],
  lora_alpha: [null],
  quantization_config: [null],
  kernel_regularizer: [null],
  recurrent_regularizer: [null],
  bias_regularizer: [null],
  embeddings_regularizer: [null],
  activity_regularizer: [null],
  kernel_constraint: [null],
  recurrent_constraint: [null],
  bias_constraint: [null],
  embeddings_constraint: [null],
};

class LayerReader {
  readonly #caller: string;
  readonly #object: KerasObject;
  readonly #known = new Set<string>();

  constructor(caller: string, object: KerasObject) {
    this.#caller = caller;
    this.#object = object;
  }

  read(): ReadLayer {
    const layer = this.#readLayer();
    const cells = layer.kind === "bidirectional" ? this.#inner().#object : this.#object;
    const useBias = cells.config["use_bias"] !== false;
    this.#known.add("use_bias");
    this.#checkRest();
    return { layer, useBias };
  }

  /** What follows decides what a layer hands on here; a model of Keras says it itself. */
  checkNeighbours(layers: readonly Layer[], place: number): void {
    const { kind } = layers[place];
    const isLast = place === layers.length - 1;
    if (kind === "dense") {
      const units = this.#number("units");
      const wanted = isLast ? (units === 1 ? "sigmoid" : "softmax") : "linear";
      const activation = this.#object.config["activation"] ?? "linear";
      const advice = isLast && activation === "linear" ? adviceOnLogits(wanted) : "";
      this.#expect("activation", activation, [wanted], advice);
      return;
    }
    if (kind !== "simpleRnn" && kind !== "lstm" && kind !== "gru" && kind !== "bidirectional")
      return;
    const cells = kind === "bidirectional" ? this.#inner().#object : this.#object;
    const steps = readsSteps(layers.slice(place + 1));
    this.#expect("return_sequences", cells.config["return_sequences"] ?? false, [steps]);
  }

  #readLayer(): Layer {
    switch (this.#object.class_name) {
      case "Embedding":
        return embedding(this.#number("input_dim"), this.#number("output_dim"), {
          maskZero: this.#boolean("mask_zero", false),
        });
      case "SimpleRNN":
      case "LSTM":
      case "GRU":
        return this.#readCells();
      case "Bidirectional":
        return this.#readBidirectional();
      case "GlobalAveragePooling1D":
        return globalAveragePooling1d();
      case "GlobalMaxPooling1D":
        return globalMaxPooling1d({ ignoreMask: true });
      case "Dropout":
        return dropout(this.#number("rate"));
      case "Dense":
        // What it may be depends on its place.
        this.#known.add("activation");
        return dense(this.#number("units"));
      default:
        throw this.#unsupported(
          "a layer of Embedding, SimpleRNN, LSTM, GRU, Bidirectional, GlobalAveragePooling1D, GlobalMaxPooling1D, Dropout or Dense",
          this.#object.class_name,
        );
    }
  }

  #readCells(): Recurrent {
    this.#expect("activation", this.#object.config["activation"] ?? "tanh", ["tanh"]);
    const units = this.#number("units");
    switch (this.#object.class_name) {
      case "LSTM":
        return lstm(units, { unitForgetBias: this.#boolean("unit_forget_bias", true) });
      case "GRU":
        return gru(units, { resetAfter: this.#boolean("reset_after", true) });
      default:
        return simpleRnn(units);
    }
  }

  #readBidirectional(): Bidirectional {
    const inner = this.#inner();
    const { layer } = inner.read();
    const other = this.#object.config["backward_layer"];
    this.#known.add("layer").add("backward_layer");
    if (isKerasObject(other)) {
      const differing =
        other.class_name === inner.#object.class_name ? inner.#findDifference(other) : "class_name";
      if (differing !== undefined) {
        throw this.#unsupported("a backward_layer like layer", `one of another ${differing}`);
      }
    }
    return bidirectional(layer as Recurrent);
  }

  #inner(): LayerReader {
    const inner = this.#object.config["layer"];
    if (!isKerasObject(inner) || !["SimpleRNN", "LSTM", "GRU"].includes(inner.class_name)) {
      const got = isKerasObject(inner) ? inner.class_name : "none";
      throw this.#unsupported("a layer of SimpleRNN, LSTM or GRU", got);
    }
    return new LayerReader(this.#caller, inner);
  }

  /** The first setting that counts and differs, but for the direction. */
  #findDifference(other: KerasObject): string | undefined {
    const { config } = this.#object;
    return Object.keys({ ...config, ...other.config }).find(
      (name) =>
        name !== "go_backwards" &&
        !ignored.has(name) &&
        JSON.stringify(plainSetting(config[name])) !==
          JSON.stringify(plainSetting(other.config[name])),
    );
  }

  #checkRest(): void {
    for (const [name, value] of Object.entries(this.#object.config)) {
      if (this.#known.has(name) || ignored.has(name)) continue;
      if (name === "dtype") this.#expect(name, plainSetting(value), ["float32", "float64"]);
      else if (Object.hasOwn(fixed, name)) this.#expect(name, value, fixed[name]);
      else throw this.#unsupported("settings that are known", name);
    }
  }

  #number(name: string): number {
    const value = this.#object.config[name];
    if (typeof value === "number") {
      this.#known.add(name);
      return value;
    }
    throw this.#unsupported(`${name} to be a number`, JSON.stringify(value) ?? "none");
  }

  #boolean(name: string, otherwise: boolean): boolean {
    const value = this.#object.config[name] ?? otherwise;
    this.#expect(name, value, [true, false]);
    return value === true;
  }

  #expect(name: string, value: unknown, wanted: readonly unknown[], advice = ""): void {
    this.#known.add(name);
    if (wanted.includes(value)) return;
    const list = wanted.map((one) => JSON.stringify(one)).join(" or ");
    throw this.#unsupported(`${name} to be ${list}`, JSON.stringify(value) ?? "none", advice);
  }

  #unsupported(expected: string, got: string, advice = ""): InteropError {
    const { class_name: kind, config } = this.#object;
    const name = typeof config["name"] === "string" ? ` ${config["name"]}` : "";
    return new InteropError(
      "ERR_RNN_INTEROP_UNSUPPORTED",
      `${this.#caller}: expected ${expected}, got ${got} (layer${name}, ${kind}).${advice}`,
    );
  }
}

function adviceOnLogits(activation: string): string {
  return ` Its outputs are logits: set model.layers[-1].activation = keras.activations.${activation}, and save it again.`;
}

/** A setting, or the name of the policy of types that it is; the class of one that has none, as of quantized weights. */
function plainSetting(value: unknown): unknown {
  return isKerasObject(value) ? (value.config["name"] ?? value.class_name) : value;
}
