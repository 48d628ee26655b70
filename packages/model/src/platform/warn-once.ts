/** The name that every JavaScript host has, typed here because the package is tied to no host. */
declare const console: { warn(message: string): void };

const warned = new Set<string>();

/** Writes a warning that nobody listens to to `console.warn`, each text once. */
export function warnOnce(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(`@rnn/model: ${message}`);
}
