declare module "cli-progress" {
  interface BarOptions {
    readonly format: (
      options: unknown,
      params: { readonly progress: number },
      payload: unknown,
    ) => string;
    readonly stream: NodeJS.WritableStream;
    /** Cuts a line at the terminal's width where true; switches the terminal's wrapping off where false. */
    readonly linewrap: boolean;
    readonly clearOnComplete: boolean;
  }
  class SingleBar {
    constructor(options: BarOptions);
    start(total: number, value: number): void;
    update(value: number): void;
    stop(): void;
  }
  const cliProgress: { SingleBar: typeof SingleBar };
  export = cliProgress;
}
