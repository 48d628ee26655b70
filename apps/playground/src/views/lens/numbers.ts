/** A number with its sign as typographers write it, three digits behind the point. */
export function three(value: number): string {
  return value.toFixed(3).replace("-", "−");
}

/** The same with a sign in front of a positive one too. */
export function signedThree(value: number): string {
  return value < 0 ? `− ${Math.abs(value).toFixed(3)}` : `+ ${value.toFixed(3)}`;
}
