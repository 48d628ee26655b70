/** How much of a file is there, in megabytes: `"12.5 of 65.9 MB"`, or `"12.5 MB"`. */
export function formatMegabytes(loadedBytes: number, totalBytes: number | undefined): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
  return `${megabytes(loadedBytes)}${total} MB`;
}
