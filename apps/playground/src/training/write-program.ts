import type { Settings } from "../settings/settings.ts";

/**
 * A TypeScript program that trains the same network: on the synthetic reviews to the same weights, to the bit. For
 * texts of one's own it reads a file.
 */
export function writeProgram(settings: Settings): string {
  const { words, length, seed, epochs } = settings;
  const isChapter = settings.cell === "chapter";
  const isOwn = settings.data === "own";
  const format = isOwn ? ", textFormat: textFormat2, tokens" : "";
  return [
    ...imports(settings),
    "",
    ...(isOwn ? ownTexts() : synthetic(settings)),
    "",
    `const validationSize = Math.max(1, Math.floor(texts.length / 5));`,
    `const { train, validation } = trainValidationSplit(texts.length, { validationSize, seed: ${seed} });`,
    "const textsOf = (rows: typeof train) => Array.from(rows.data, (row) => texts[row]);",
    "const labelsOf = (rows: typeof train) => Array.from(rows.data, (row) => labels[row]);",
    ...(isOwn
      ? [
          "const sample = (rows: typeof train) => textsOf(rows).slice(0, 2000);",
          "const { tokens } = chooseTokens(sample(train), sample(validation));",
        ]
      : []),
    `const vocabulary = buildVocabulary(textsOf(train), { numWords: ${words}${format} });`,
    `const ids = encodeTexts(texts, vocabulary${isOwn ? ", { textFormat: textFormat2, tokens }" : ""});`,
    `const encode = (rows: typeof train) => ${encoder(isChapter, length)};`,
    "",
    ...network(settings),
    "await network.fit(encode(train), labelsOf(train), {",
    `  epochs: ${epochs},`,
    `  seed: ${seed},`,
    "  xVal: encode(validation),",
    "  yVal: labelsOf(validation),",
    "});",
    "console.log(`validation accuracy ${network.score(encode(validation), labelsOf(validation))}`);",
    "",
    `const options = { network, vocabulary, maxlen: ${length}, classNames${format} };`,
    'await writeFile("model.safetensors", new TextClassifier(options).save());',
    "",
  ].join("\n");
}

function imports(settings: Settings): string[] {
  const isChapter = settings.cell === "chapter";
  const isOwn = settings.data === "own";
  const classifier = [
    "buildVocabulary",
    ...(isOwn ? ["chooseTokens"] : []),
    "encodeTexts",
    "TextClassifier",
    ...(isOwn ? ["textFormat2"] : []),
  ];
  return [
    'import { writeFile } from "node:fs/promises";',
    isOwn
      ? 'import { readLabelledTexts } from "@rnn/labelled-text";'
      : 'import { decodeReview, syntheticReviews } from "@rnn/imdb-data";',
    `import { ${isChapter ? "RecurrentNetwork" : modelNames(settings).join(", ")} } from "@rnn/model";`,
    'import { padSequences, trainValidationSplit } from "@rnn/preprocess";',
    ...(isChapter ? ['import { OneHotTensor } from "@rnn/tensor";'] : []),
    `import { ${classifier.join(", ")} } from "@rnn/text-classifier";`,
  ];
}

function synthetic({ reviews }: Settings): string[] {
  return [
    `const count = ${reviews};`,
    "const made = syntheticReviews({ size: Math.ceil(count / 2), startChar: null });",
    "const texts: string[] = [];",
    "for (const half of [made.xTrain, made.xTest]) {",
    "  for (let n = 0; n < half.length && texts.length < count; n++) {",
    "    texts.push(decodeReview(half.row(n), made.wordIndex));",
    "  }",
    "}",
    "const labels = [...made.yTrain.data, ...made.yTest.data];",
    'const classNames = ["negative", "positive"];',
  ];
}

function ownTexts(): string[] {
  return [
    "const data = await readLabelledTexts(process.argv[2]); // such as reviews.csv",
    "const { classNames } = data;",
    "const { texts, labels } = data.train;",
  ];
}

function encoder(isChapter: boolean, length: number): string {
  const padded = `padSequences(ids.take(rows), { maxlen: ${length} })`;
  return isChapter ? `new OneHotTensor(${padded}, vocabulary.length)` : padded;
}

/** The names of the layers and the optimizer, in the order of an import. */
function modelNames({ cell, readout, optimizer }: Settings): string[] {
  const pooling = poolings[readout];
  const names = [layerNames[cell], optimizer, "dense", "embedding", "Sequential"];
  return [...names, ...(pooling ? [pooling] : [])].sort((a, b) =>
    a.toLowerCase() < b.toLowerCase() ? -1 : 1,
  );
}

const layerNames = { chapter: "RecurrentNetwork", simple: "simpleRnn", lstm: "lstm", gru: "gru" };
const poolings = { last: "", average: "globalAveragePooling1d", maximum: "globalMaxPooling1d" };

function network(settings: Settings): string[] {
  const { cell, units, batch, rate, seed, gradient, embedding, mask, readout, optimizer } =
    settings;
  if (cell === "chapter") {
    return [
      "const network = new RecurrentNetwork({",
      `  nCells: ${units},`,
      `  batchSize: ${batch},`,
      `  learningRate: ${rate},`,
      `  seed: ${seed},`,
      `  recurrentGradient: "${gradient}",`,
      "});",
    ];
  }
  const options = cell === "simple" ? `, { recurrentGradient: "${gradient}" }` : "";
  const pooling = poolings[readout];
  return [
    "const layers = [",
    `  embedding(vocabulary.length, ${embedding}, { maskZero: ${mask} }),`,
    `  ${layerNames[cell]}(${units}${options}),`,
    ...(pooling ? [`  ${pooling}(),`] : []),
    "  dense(1),",
    "];",
    "const network = new Sequential(layers, {",
    `  optimizer: ${optimizer}({ learningRate: ${rate} }),`,
    `  batchSize: ${batch},`,
    `  seed: ${seed},`,
    "});",
  ];
}
