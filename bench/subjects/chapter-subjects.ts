/** The competitors on the chapter's network. */
import { bpttSteps } from "../jobs/chapter-job.ts";
import { here, node } from "../runner/paths.ts";
import type { Subject } from "../runner/subject.ts";
import { ourVariants } from "./our-variants.ts";
import { pythonsWithNumpy, pythonWith } from "./pythons.ts";

/** What the check compares with: the reference engine's gradient, over so many steps back. */
export interface ChapterReference {
  readonly recurrentGradient: "exact" | "chapter";
  readonly bpttSteps: number;
}

type ChapterSubject = Subject<ChapterReference>;

const exact: ChapterReference = { recurrentGradient: "exact", bpttSteps };

const whole = { reference: exact, checked: 2048, batches: 625, predicted: 5000 };

const tenth = { ...whole, checked: 512, batches: 62, predicted: 500 };

const ours = ourVariants.map(({ key, variant }): ChapterSubject => {
  const command = [...node("peers/ours-chapter.ts"), key];
  return Object.assign(
    { key, tool: "@rnn/model", variant, command },
    key === "reference" ? tenth : whole,
  );
});

const javascript: ChapterSubject[] = [
  {
    ...tenth,
    tool: "TensorFlow.js",
    key: "tfjs-wasm",
    variant: "core operations",
    command: [...node("peers/tfjs-chapter.ts"), "wasm"],
  },
  {
    ...tenth,
    tool: "TensorFlow.js",
    key: "tfjs-cpu",
    variant: "core operations",
    command: [...node("peers/tfjs-chapter.ts"), "cpu"],
    slow: true,
  },
  {
    ...tenth,
    tool: "jax-js",
    key: "jax-js",
    variant: "one jit function a batch",
    command: node("peers/jax-js.ts"),
  },
  {
    ...tenth,
    tool: "mathjs",
    key: "mathjs",
    variant: "dense matrices, rows gathered",
    command: node("peers/mathjs.ts"),
    checked: 64,
    batches: 10,
    predicted: 100,
    slow: true,
  },
];

/** All of them; those that are not here with the reason. */
export function chapterSubjects(): ChapterSubject[] {
  return [...ours, ...numpy(), ...torch(), ...javascript];
}

function numpy(): ChapterSubject[] {
  const tool = "NumPy";
  const asPrinted: ChapterReference = { recurrentGradient: "chapter", bpttSteps };
  const found = pythonsWithNumpy();
  const missing = "no Python with NumPy was found";
  const variants = found.length === 0 ? [undefined] : found;
  return variants.flatMap((python, i): ChapterSubject[] => {
    const script = python === undefined ? undefined : [python, here("peers/numpy_network.py")];
    const slow = i > 0;
    return [
      {
        ...whole,
        reference: asPrinted,
        tool,
        key: `numpy-${i}`,
        variant: "the chapter's class",
        command: script && [...script, "one-hot"],
        missing,
        slow,
      },
      {
        ...whole,
        tool,
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
function torch(): ChapterSubject[] {
  const tool = "PyTorch";
  const python = pythonWith("torch", "numpy");
  const missing = "no Python with PyTorch was found";
  const start = (variant: string) =>
    python === undefined ? undefined : [python, here("peers/torch_network.py"), variant, "1"];
  return [
    {
      ...whole,
      tool,
      key: "torch-rnn",
      variant: "nn.RNN, one-hot, all steps back",
      command: start("rnn"),
      reference: { ...exact, bpttSteps: 100 },
      batches: 156,
      missing,
      slow: true,
    },
    { ...whole, tool, key: "torch-eager", variant: "loop", command: start("eager"), missing },
    {
      ...whole,
      tool,
      key: "torch-scripted",
      variant: "loop, jit.script",
      command: start("scripted"),
      missing,
      slow: true,
    },
    {
      ...whole,
      tool,
      key: "torch-compiled",
      variant: "loop, compile",
      command: start("compiled"),
      missing,
      slow: true,
    },
  ];
}
