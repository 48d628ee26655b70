import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isCi } from "./is-ci.ts";

/** Whether there is an OpenSSL to make certificates with; in CI there must be one. */
export const hasOpenssl = isCi || spawnSync("openssl", ["version"]).status === 0;

/** What to add to the name of tests that need one. */
export const withoutOpenssl = hasOpenssl
  ? ""
  : " (skipped: no openssl; apt-get install openssl, or brew install openssl)";

/** Files of a certificate that is its own authority, and of its key. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate for this machine's loopback, good for two days, in a temporary folder. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "rnn-certificate-"));
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
  const made = ["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt"];
  const args = ["-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost"];
  const { status, stderr } = spawnSync(
    "openssl",
    made.concat("ec_paramgen_curve:prime256v1", args, "-addext", names),
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
  return { certificate, key };
}
