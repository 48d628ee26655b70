import { execFileSync } from "node:child_process";
import process from "node:process";
import { isCi } from "./is-ci.ts";

/** A Python that imports the module: `RNN_PYTHON`, else the path's or the system's; undefined where none does. */
export function findPython(module: string): string | undefined {
  const candidates = [process.env["RNN_PYTHON"], "python3", "/usr/bin/python3"];
  const found = candidates.find((python) => {
    if (python === undefined) return false;
    try {
      execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? (isCi ? "python3" : undefined);
}

/** What the script writes to its standard output. */
export function runPython(
  python: string | undefined,
  script: string,
  input: Uint8Array | string = "",
): Buffer {
  return execFileSync(python ?? "python3", ["-c", script], { input, maxBuffer: 2 ** 28 });
}
