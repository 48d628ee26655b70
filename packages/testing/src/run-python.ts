import { execFileSync } from "node:child_process";

/** A Python that imports the module, or undefined. */
export function findPython(module: string): string | undefined {
  return ["python3", "/usr/bin/python3"].find((python) => {
    try {
      execFileSync(python, ["-c", `import ${module}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

/** What the script writes to its standard output. */
export function runPython(
  python: string | undefined,
  script: string,
  input: Uint8Array | string = "",
): Buffer {
  return execFileSync(python ?? "python3", ["-c", script], { input, maxBuffer: 2 ** 28 });
}
