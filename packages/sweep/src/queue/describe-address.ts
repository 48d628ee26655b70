/** The address of a queue without what it keeps secret. */
export function describeAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/** @throws RangeError for anything but the address of a Redis or Valkey */
export function checkAddress(option: string, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isRedis = parsed !== undefined && ["redis:", "rediss:"].includes(parsed.protocol);
  if (isRedis && parsed.hostname !== "" && /^(\/\d*)?$/.test(parsed.pathname)) return;
  const shown = parsed?.password ? describeAddress(url) : url.replace(/\/\/.*@/, "//…@");
  throw new RangeError(
    `${option}: expected the address of a Redis or Valkey, got ${JSON.stringify(shown)}. ` +
      "Write redis://host:6379, rediss:// for TLS, with a password redis://:password@host, " +
      "in which # is %23, / is %2F, ? is %3F and @ is %40.",
  );
}
