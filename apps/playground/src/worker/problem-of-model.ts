import { problemError } from "../problem/problem.ts";

/** An error of reading a model as a problem of the page; another as it is. */
export function problemOfModel(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message: string };
  if (code === "ERR_RNN_CLASSIFIER_NO_TEXT") return problemError("modelWithoutText");
  if (code === "ERR_RNN_CLASSIFIER_VERSION") return problemError("laterModel");
  if (code === "ERR_RNN_CLASSIFIER_FILE") {
    return problemError("wrongModel", message.replace(/^.*?, but /s, ""));
  }
  return error;
}
