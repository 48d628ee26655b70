/**
 * Numbers as the report writes them, on every machine alike: no locale and no table of the host has a say.
 * What is not a finite number is a dash.
 */

const none = "–";

/** A loss, a probability, a share: four decimals. */
export function formatDecimals(value: number | null | undefined): string {
  return isFigure(value) ? value.toFixed(4) : none;
}

/** 25,000 */
export function formatCount(value: number | null | undefined): string {
  return isFigure(value) ? value.toFixed(0).replaceAll(/\B(?=(?:\d{3})+$)/g, ",") : none;
}

/** 67.9 %; of nothing, a dash. */
export function formatPercent(part: number, whole: number): string {
  const share = part / whole;
  return isFigure(share) ? `${(share * 100).toFixed(1)} %` : none;
}

/** A change with its sign: +0.1200, −0.0300. */
export function formatSigned(value: number): string {
  return `${value < 0 ? "−" : "+"}${formatDecimals(Math.abs(value))}`;
}

/** 850 ms, 2.2 s, 3 min 12 s, 1 h 5 min. */
export function formatDuration(ms: number | null | undefined): string {
  if (!isFigure(ms)) return none;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (seconds < 3600) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function isFigure(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
