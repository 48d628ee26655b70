/** `"8s"`, `"2m05s"` or `"1h03m"`; `"?"` where it is not known. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined) return "?";
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m${two(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`;
}
