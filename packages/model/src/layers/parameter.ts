/** How a parameter begins. Each is drawn as Keras draws it, in kind. */
export type Initial = "glorotUniform" | "orthogonal" | "smallUniform" | "unitForget" | "zeros";

/** A parameter of a layer. */
export interface Parameter {
  /** Its name in the layer: `kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** The parameters of a layer, or their gradients, by name; row-major. */
export type Arrays<Name extends string = string> = Readonly<Record<Name, Float64Array>>;
