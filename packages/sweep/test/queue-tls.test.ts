/** A Redis that speaks TLS, with a certificate made for the test. */
import { hasOpenssl, makeCertificate, withoutOpenssl } from "@rnn/testing/certificate";
import { findFreePort, hasRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { checkQueue } from "../src/queue.ts";
import { removeAll, startRedis, startWorker } from "./queue-setup.ts";
import { until } from "./queue-workers.ts";

afterEach(removeAll);

/** It listens at a port with TLS beside the one without. */
async function startWithTls() {
  const { certificate, key } = makeCertificate();
  const port = await findFreePort();
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key];
  const trust = ["--tls-ca-cert-file", certificate, "--tls-auth-clients", "no"];
  const redis = await startRedis(["--tls-port", String(port)].concat(files, trust));
  return { certificate, port, plainPort: redis.port };
}

const option = "--queue";

describe.skipIf(!hasRedis || !hasOpenssl)(
  `a Redis with TLS${withoutRedis}${withoutOpenssl}`,
  () => {
    test("is used where NODE_EXTRA_CA_CERTS names its authority, and no other", async () => {
      const { certificate, port } = await startWithTls();
      const url = `rediss://localhost:${port}`;
      const worker = startWorker(url, { env: { NODE_EXTRA_CA_CERTS: certificate } });
      const stranger = startWorker(url, {
        env: { NODE_EXTRA_CA_CERTS: makeCertificate().certificate },
      });
      await until(() => worker.count("ready") === 1);
      worker.kill("SIGTERM");
      expect(await worker.ended).toBe(0);
      expect(await stranger.ended).toBe(1);
      expect(stranger.stderr).toMatch(
        /url: expected a Redis or Valkey, got a certificate that is not trusted \(\w+\) \(at rediss:.*\)\. Name the authority's file in NODE_EXTRA_CA_CERTS/,
      );
    });

    test("is refused by whoever does not know its authority", async () => {
      const { port } = await startWithTls();
      await expect(checkQueue(`rediss://127.0.0.1:${port}`, { option })).rejects.toThrow(
        `--queue: expected a Redis or Valkey, got a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT) (at rediss://127.0.0.1:${port}). ` +
          "Name the authority's file in NODE_EXTRA_CA_CERTS, and the host as the certificate does.",
      );
    });

    test("is named where the address says that it has none, and where it has none", async () => {
      const { port, plainPort } = await startWithTls();
      await expect(checkQueue(`redis://127.0.0.1:${port}`, { option })).rejects.toThrow(
        /^--queue: expected a Redis or Valkey, got .* \(at redis:.*\)\. .*one with TLS is rediss:\/\/\.$/,
      );
      await expect(checkQueue(`rediss://127.0.0.1:${plainPort}`, { option })).rejects.toThrow(
        /^--queue: expected a Redis or Valkey, got .* \(at rediss:.*\)\. .*one without TLS is redis:\/\/\.$/,
      );
    });
  },
);
