import { type Call, callMethod, type Signature, testArguments } from "@rnn/testing/test-arguments";
import * as preprocess from "../src/index.ts";

const { Tokenizer } = preprocess;
const nothing = [null, undefined];

/** What is not a value of each kind. */
const wrongValues = {
  text: [...nothing, 3, ["a"], {}],
  texts: [...nothing, 3, "a text", {}, [3], [[3]], [null]],
  sequences: [...nothing, 3, "12", {}, [3], [null], [["1"]], [[1n]]],
  padded: [...nothing, 3, "12", {}, [3], [null], ["12"], [["1"]], new Map()],
  ids: [...nothing, "1", {}, ["1"], [null], true],
  whole: [null, "5", [5], {}, true, 5n],
  number: [null, "5", [5], {}, true],
  string: [null, 3, ["a"], true],
  boolean: [null, 0, 1, "true"],
};

type Row = Signature<keyof typeof wrongValues>;

function ofTokenizer(name: keyof ReturnType<typeof fitTokenizer>): { call: Call } {
  return { call: callMethod(fitTokenizer, name) };
}

function fitTokenizer() {
  const tokenizer = new Tokenizer({ numWords: 10 });
  tokenizer.fitOnTexts(["a b b"]);
  return tokenizer;
}

const words = { filters: "string", lower: "boolean", split: "string" } as const;

const signatures: Record<string, Row> = {
  padSequences: {
    valid: [[[1], [2, 3]]],
    parameters: [["(sequences|sequence|numbers)", "padded"]],
    options: {
      maxlen: "whole",
      dtype: "string",
      padding: "string",
      truncating: "string",
      value: "number",
    },
  },
  textToWordSequence: { valid: ["a b"], parameters: [["text", "text"]], options: words },
  toCategorical: {
    valid: [[0, 1]],
    parameters: [["ids", "ids"]],
    options: { numClasses: "whole" },
  },
  trainValidationSplit: {
    valid: [10],
    parameters: [["n", "whole"]],
    options: { validationSize: "whole", seed: "whole" },
  },
  Tokenizer: {
    valid: [],
    options: { ...words, numWords: "whole", charLevel: "boolean", oovToken: "string" },
  },
  "Tokenizer.fitOnTexts": {
    ...ofTokenizer("fitOnTexts"),
    valid: [["a b"]],
    parameters: [["(texts|text)", "texts"]],
  },
  "Tokenizer.fitOnSequences": {
    ...ofTokenizer("fitOnSequences"),
    valid: [[[1, 2]]],
    parameters: [["sequences", "sequences"]],
  },
  "Tokenizer.textsToSequences": {
    ...ofTokenizer("textsToSequences"),
    valid: [["a b"]],
    parameters: [["(texts|text)", "texts"]],
  },
  "Tokenizer.sequencesToTexts": {
    ...ofTokenizer("sequencesToTexts"),
    valid: [[[1, 2]]],
    parameters: [["sequences", "sequences"]],
  },
  "Tokenizer.textsToMatrix": {
    ...ofTokenizer("textsToMatrix"),
    valid: [["a b"]],
    parameters: [["(texts|text)", "texts"]],
    options: { mode: "string" },
  },
  "Tokenizer.sequencesToMatrix": {
    ...ofTokenizer("sequencesToMatrix"),
    valid: [[[1, 2]]],
    parameters: [["sequences", "sequences"]],
    options: { mode: "string" },
  },
  "Tokenizer.toJson": { ...ofTokenizer("toJson"), valid: [] },
  "Tokenizer.fromJson": {
    call: callMethod(() => Tokenizer, "fromJson"),
    valid: [new Tokenizer().toJson()],
    parameters: [["json", "text"]],
  },
};

testArguments({ exports: preprocess, signatures, wrongValues });
