/** What the platforms provide, each in a file of its name: threads. */

/**
 * Starts a thread that runs `source`, the text of a function of one argument, with a copy of `data` in
 * which memory stays shared. `ended` is called with the reason if the thread ends by itself.
 * @returns what ends the thread
 * @throws what the host does where it starts none
 */
export type StartThread = (
  source: string,
  data: unknown,
  ended: (reason: string) => void,
) => () => void;
