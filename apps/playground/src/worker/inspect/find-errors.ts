import { classifierOf } from "../classifier-of.ts";
import type { Session } from "../session.ts";

/** The validation texts as the network classifies them. */
export interface Scored {
  /** Of the second class, a text. */
  readonly probabilities: Float64Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly classNames: readonly [string, string];
}

/** The probability of every validation text. */
export function scoreValidation(session: Session): Scored {
  const { data } = session;
  const texts = data.validationRows.map((row) => data.source.texts[row]);
  return {
    probabilities: Float64Array.from(classifierOf(session).probabilities(texts).data),
    labels: Uint8Array.from(data.yVal),
    classNames: data.source.classNames,
  };
}

/** The validation texts at these places, whole. */
export function textsAt(
  { data }: Session,
  { places }: { readonly places: readonly number[] },
): string[] {
  return places.map((place) => data.source.texts[data.validationRows[place]]);
}
