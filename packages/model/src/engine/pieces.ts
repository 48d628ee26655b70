/** Work in pieces of few milliseconds; it is done, and gives its result, when they are at their end. */
export type Pieces<T = void> = Generator<undefined, T>;

/** Does all pieces in one go. */
export function finish<T>(pieces: Pieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}
