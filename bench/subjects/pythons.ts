/** The Pythons of this machine: RNN_BENCH_PYTHON, bench/.venv, python3 and /usr/bin/python3, in this order. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { here } from "../runner/paths.ts";

const venv = here(".venv/bin/python");
const pythons = [
  ...[process.env["RNN_BENCH_PYTHON"] ?? ""].filter((python) => python !== ""),
  ...[venv].filter((python) => existsSync(python)),
  "python3",
  "/usr/bin/python3",
];

const versions = new Map<string, string | undefined>();

/** The version of a module in a Python; undefined where either is missing. Asked once. */
function versionIn(python: string, module: string): string | undefined {
  const key = `${python} ${module}`;
  if (!versions.has(key)) {
    // From its metadata: importing some takes seconds.
    const code = `from importlib.metadata import version; print(version("${module}"))`;
    const { status, stdout } = spawnSync(python, ["-c", code], { encoding: "utf8" });
    versions.set(key, status === 0 ? stdout.trim() : undefined);
  }
  return versions.get(key);
}

/** The first Python that has all modules, by the names that pip knows them by. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return pythons.find((python) => modules.every((name) => versionIn(python, name) !== undefined));
}

/** The first Python of each version of NumPy: they often bring different BLAS libraries. */
export function pythonsWithNumpy(): string[] {
  const byVersion = new Map<string, string>();
  for (const python of pythons) {
    const version = versionIn(python, "numpy");
    if (version !== undefined && !byVersion.has(version)) byVersion.set(version, python);
  }
  return [...byVersion.values()];
}
