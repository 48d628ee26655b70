/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Two digits of seconds; whole ones from 10 on. */
export const formatSeconds = (ms: number): string =>
  ms < 1e4 ? (ms / 1e3).toPrecision(2) : (ms / 1e3).toFixed(0);

/** A ratio with two digits; whole from 10 on. */
export const formatRatio = (ratio: number): string => ratio.toFixed(ratio < 10 ? 1 : 0);

/** A share as whole per cent. */
export const formatShare = (share: number): string => `${(100 * share).toFixed(0)} %`;
