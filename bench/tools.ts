/** Everything that is measured, and how to start it. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bpttSteps } from "./job.ts";

/** One variant of one tool. */
export interface Tool {
  readonly key: string;
  /** What this variant does. */
  readonly variant: string;
  /** Its process; the job's file comes after the script. Without one the tool is missing. */
  readonly command: readonly string[] | undefined;
  readonly missing?: string;
  /** What the check compares with: the reference engine's gradient, over so many steps back. */
  readonly recurrentGradient: "exact" | "chapter";
  readonly bpttSteps: number;
  /** Reviews of the check, batches and validation reviews of a timing; fewer than all for slow tools. */
  readonly checked: number;
  readonly batches: number;
  readonly validated: number;
  /** Left out of a quick run. */
  readonly slow?: boolean;
}

/** The path of a file of the bench. */
export const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const node = (script: string): string[] => [process.execPath, "--import", "tsx", here(script)];

const whole = {
  recurrentGradient: "exact",
  bpttSteps,
  checked: 2048,
  batches: 625,
  validated: 5000,
} as const;

const tenth = { ...whole, checked: 512, batches: 62, validated: 500 };

const ours: Tool[] = [
  {
    ...whole,
    key: "wasm",
    variant: "the default engine",
    command: [...node("peers/ours.ts"), "wasm"],
  },
  {
    ...whole,
    key: "relaxed",
    variant: "relaxed SIMD",
    command: [...node("peers/ours.ts"), "relaxed"],
  },
  {
    ...whole,
    key: "threads",
    variant: "two threads",
    command: [...node("peers/ours.ts"), "threads"],
  },
  {
    ...whole,
    key: "relaxed-threads",
    variant: "relaxed SIMD, two threads",
    command: [...node("peers/ours.ts"), "relaxed-threads"],
  },
  {
    ...tenth,
    key: "reference",
    variant: "the reference engine",
    command: [...node("peers/ours.ts"), "reference"],
  },
];

const javascript: Tool[] = [
  {
    ...tenth,
    key: "tfjs-wasm",
    variant: "core operations",
    command: [...node("peers/tfjs.ts"), "wasm"],
  },
  {
    ...tenth,
    key: "tfjs-cpu",
    variant: "core operations",
    command: [...node("peers/tfjs.ts"), "cpu"],
    slow: true,
  },
  {
    ...tenth,
    key: "jax-js",
    variant: "one jit function a batch",
    command: node("peers/jax-js.ts"),
  },
  {
    ...tenth,
    key: "mathjs",
    variant: "dense matrices, rows gathered",
    command: node("peers/mathjs.ts"),
    checked: 64,
    batches: 10,
    validated: 100,
    slow: true,
  },
];

/** All tools; those that are not here with the reason. */
export function tools(): Tool[] {
  return [...ours, ...numpy(), ...torch(), ...javascript];
}

/** The Pythons to try, in this order. */
const pythons = [here(".venv/bin/python"), "python3", "/usr/bin/python3"].filter(
  (python) => !python.startsWith(here("")) || existsSync(python),
);

function versionIn(python: string, module: string): string | undefined {
  const code = `import ${module}; print(${module}.__version__)`;
  const { status, stdout } = spawnSync(python, ["-c", code], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
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

function numpy(): Tool[] {
  const chapter = { ...whole, recurrentGradient: "chapter" } as const;
  const found = pythonsWithNumpy();
  const missing = "no Python with NumPy was found";
  const variants = found.length === 0 ? [undefined] : found;
  return variants.flatMap((python, i): Tool[] => {
    const script = python === undefined ? undefined : [python, here("peers/numpy_network.py")];
    const slow = i > 0;
    return [
      {
        ...chapter,
        key: `numpy-${i}`,
        variant: "the chapter's class",
        command: script && [...script, "one-hot"],
        missing,
        slow,
      },
      {
        ...whole,
        key: `numpy-gathered-${i}`,
        variant: "rows gathered, float32",
        command: script && [...script, "gathered"],
        missing,
        slow,
      },
    ];
  });
}

/** One thread each: where it was tried, two were no faster, and far slower on a busy machine. */
function torch(): Tool[] {
  const python = pythons.find((candidate) => versionIn(candidate, "torch") !== undefined);
  const missing = "no Python with PyTorch was found";
  const start = (variant: string) =>
    python === undefined ? undefined : [python, here("peers/torch_network.py"), variant, "1"];
  return [
    {
      ...whole,
      key: "torch-rnn",
      variant: "nn.RNN, one-hot, all steps back",
      command: start("rnn"),
      bpttSteps: 100,
      batches: 156,
      missing,
      slow: true,
    },
    { ...whole, key: "torch-eager", variant: "loop", command: start("eager"), missing },
    {
      ...whole,
      key: "torch-scripted",
      variant: "loop, jit.script",
      command: start("scripted"),
      missing,
      slow: true,
    },
    {
      ...whole,
      key: "torch-compiled",
      variant: "loop, compile",
      command: start("compiled"),
      missing,
      slow: true,
    },
  ];
}
