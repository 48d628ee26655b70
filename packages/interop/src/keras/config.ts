/** What Keras writes for an object of its own: a layer, an optimizer. */
export interface KerasObject {
  readonly module?: string;
  readonly registered_name?: string | null;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Whether a value read from JSON is one of Keras's objects. */
export function isKerasObject(value: unknown): value is KerasObject {
  return isRecord(value) && typeof value["class_name"] === "string" && isRecord(value["config"]);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
