/** Why a service does not listen where it should, and which option to change. */
export function describeListenError(
  cause: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): Error {
  const what = ofHost.has(cause.code ?? "")
    ? "Give an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all."
    : "Choose another with --port, or 0 for any that is free.";
  return new Error(
    `serve: expected to listen on port ${port} of ${host}, got ${cause.code}. ${what}`,
    { cause },
  );
}

/** What the system reports of an address that is not, or not of this machine. */
const ofHost: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EADDRNOTAVAIL",
  "EINVAL",
  "EAFNOSUPPORT",
]);
