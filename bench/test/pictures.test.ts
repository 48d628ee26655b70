import { expect, test } from "vitest";
import { growthPicture, layerPicture } from "../report/pictures.ts";

const row = (key: string, tool: string, variant: string, epochMs: number) => ({
  key,
  tool,
  variant,
  epochMs,
});
const networks = [
  {
    network: "09-4",
    title: "09-4, LSTM 8",
    rows: [
      row("wasm", "@rnn/model", "the default engine", 250),
      row("torch-1", "PyTorch", "slow", 1100),
      row("torch-2", "PyTorch", "fast", 920),
      { key: "keras", tool: "Keras", variant: "fit", missing: "not here" },
    ],
    peaks: [],
  },
  {
    network: "gru-64",
    title: "GRU 64",
    rows: [
      row("wasm", "@rnn/model", "the default engine", 8300),
      row("relaxed-threads", "@rnn/model", "relaxed SIMD, two threads", 5100),
      row("keras", "Keras", "fit", 34_000),
    ],
    peaks: [],
  },
];

const textsOf = (svg: string) =>
  Array.from(svg.matchAll(/<text[^>]*>([^<]+)</g), ([, text]) => text);

test("the picture of networks shows ours and every other tool's fastest, a panel a network", async () => {
  const texts = textsOf(await layerPicture(networks));
  for (const text of [
    "09-4, LSTM 8",
    "GRU 64",
    "@rnn/model: the default engine",
    "@rnn/model: relaxed SIMD, two threads",
    "PyTorch: fast",
    "Keras: fit",
    "0.25 s",
    "0.92 s",
    "34 s",
  ]) {
    expect(texts).toContain(text);
  }
  expect(texts).not.toContain("PyTorch: slow");
});

test("a growth picture shows a panel for each axis, with its exponents", async () => {
  const points = [8, 64].map((value) => ({ value, ms: 1000 * value }));
  const svg = await growthPicture([
    { axis: "units, LSTM", tool: "@rnn/model", points, exponent: 1 },
    { axis: "units, LSTM", tool: "PyTorch", points, exponent: 0.94 },
    { axis: "reviews", tool: "@rnn/model", points, exponent: 1 },
  ]);
  const texts = textsOf(svg);
  expect(texts).toEqual(expect.arrayContaining(["units, LSTM", "reviews"]));
  expect(svg).toContain("PyTorch: exponent 0.94");
});
