import { describeAddress } from "./describe-address.ts";
import { isFull, roomAdvice } from "./full-redis.ts";
import { keyPrefix } from "./queue-options.ts";

/** Whoever does not answer within this time is taken to be away. */
export const answerMs = 4000;

/** Why the Redis of a queue cannot be used, and what to do. @param option the one that named the address */
export function describeFailure(cause: unknown, url: string, option: string): Error {
  const { code, message } = cause as NodeJS.ErrnoException;
  const hint = url.startsWith("rediss:")
    ? "one without TLS is redis://."
    : "one with TLS is rediss://.";
  const [got, advice] = explain(message, code, hint);
  const place = describeAddress(url);
  return new Error(`${option}: expected a Redis or Valkey, got ${got} (at ${place}). ${advice}`, {
    cause,
  });
}

/** What it was, and what to do. */
function explain(
  message: string,
  code: string | undefined,
  hint: string,
): readonly [string, string] {
  if (/WRONGPASS|invalid password/i.test(message)) {
    return ["a refused password", "Check user and password: redis://user:password@host."];
  }
  if (/NOAUTH|Authentication required/i.test(message)) {
    return ["a question for a password", "Name it in the address: redis://:password@host."];
  }
  if (/DB index/i.test(message)) {
    return [
      "no database of that number",
      "Leave the number at the end of the address out, or raise databases in redis.conf.",
    ];
  }
  if (/NOPERM/.test(message)) {
    return [
      "a user without the permissions",
      `Allow it what a queue needs: redis-cli ACL SETUSER name '~${keyPrefix}*' +@all`,
    ];
  }
  if (/READONLY/.test(message)) {
    return ["a replica that takes no writes", "Name the address of its primary."];
  }
  if (isFull(message)) return ["one whose memory is full", `${roomAdvice}.`];
  if (/MISCONF/.test(message)) {
    return ["one that cannot write its disk", "Free its disk; its log says what is wrong."];
  }
  if (code === "EPROTO" || /wrong version number|packet length|ssl/i.test(message)) {
    return ["no TLS", "Write redis:// for a Redis without TLS."];
  }
  if (/certificate|CERT|ERR_TLS/i.test(`${message} ${code}`)) {
    return [
      `a certificate that is not trusted (${code ?? message})`,
      "Name the authority's file in NODE_EXTRA_CA_CERTS, and the host as the certificate does.",
    ];
  }
  if (/no answer|ETIMEDOUT|timed out/i.test(`${message} ${code}`)) {
    return [`no answer within ${answerMs / 1000} s`, `Check host, port and firewall; ${hint}`];
  }
  if (/Connection is closed|ECONNRESET|Protocol error|socket hang up/i.test(`${message} ${code}`)) {
    return ["a connection that was closed", `Check that a Redis listens there; ${hint}`];
  }
  return [code ?? message, "Check that it runs, and its host and port."];
}
