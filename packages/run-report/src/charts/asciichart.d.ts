declare module "asciichart" {
  interface PlotOptions {
    readonly min: number;
    readonly max: number;
    /** Rows of the plot, one less than its lines. */
    readonly height: number;
    readonly format: (value: number) => string;
    /** Cross, axis, two half dashes, dash, four corners (from below, to below, from above, to above), bar. */
    readonly symbols: readonly string[];
  }
  const asciichart: { plot(series: readonly number[], options: PlotOptions): string };
  export = asciichart;
}
