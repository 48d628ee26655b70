/** A share from 0 to 1 as reports show it: `"12.5 %"`. */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
