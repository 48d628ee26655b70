import { encodeSafetensors, eye, ones, zeros } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { ModelFileError, RecurrentNetwork } from "../src/index.ts";
import { encodeSealed } from "../src/network/sealed-file.ts";

const weights = { w1h: eye(2), w1x: ones([4, 2]), b1: zeros(2), w2: ones([2, 1]), b2: zeros(1) };
const metadata = {
  "rnn.format": "1",
  "rnn.config": JSON.stringify({ nCells: 2 }),
  "rnn.history": JSON.stringify({ losses: [0.5], valLosses: [] }),
};
const good = encodeSealed(weights, metadata);

function failureOf(bytes: Uint8Array): ModelFileError {
  try {
    RecurrentNetwork.load(bytes);
  } catch (error) {
    if (error instanceof ModelFileError) return error;
    throw error;
  }
  throw new Error("the file was read");
}

describe("load refuses", () => {
  const { b2: _, ...four } = weights;
  const withEntry = (name: string, text: string): Uint8Array =>
    encodeSealed(weights, { ...metadata, [name]: text });
  const nested = `${"[".repeat(1e6)}${"]".repeat(1e6)}`;

  test.each([
    ["no bytes", new Uint8Array(0), /8 bytes of length/],
    ["other bytes", new TextEncoder().encode("not a model at all"), /header/],
    ["half a file", good.slice(0, 200), /header's end/],
    ["a file without a checksum", encodeSafetensors(weights, { metadata }), /damaged/],
    ["a broken configuration", withEntry("rnn.config", "{"), /JSON/],
    ["a configuration that is a list", withEntry("rnn.config", "[]"), /not an object/],
    ["lists inside each other for a configuration", withEntry("rnn.config", nested), /too many/],
    ["lists inside each other for a history", withEntry("rnn.history", nested), /too many/],
    ["an unknown option", withEntry("rnn.config", '{"cells":2}'), /got cells/],
    ["an option out of range", withEntry("rnn.config", '{"nCells":-2}'), /nCells .* got -2/],
    ["a key __proto__", withEntry("rnn.config", '{"__proto__":{"nCells":2}}'), /got __proto__/],
    ["a history of words", withEntry("rnn.history", '{"losses":["a"],"valLosses":[]}'), /losses/],
    ["an infinite loss", withEntry("rnn.history", '{"losses":[1e999],"valLosses":[]}'), /losses/],
    ["a missing parameter, which it names", encodeSealed(four, metadata), /no float parameter b2/],
    [
      "a parameter too many, which it names",
      encodeSealed({ ...weights, w3: ones([1]) }, metadata),
      /an unknown w3/,
    ],
    [
      "parameters that are not floats",
      encodeSealed({ ...weights, b2: zeros(1, { dtype: "int32" }) }, metadata),
      /no float parameter b2/,
    ],
    [
      "a wrong shape, with both shapes",
      encodeSealed({ ...weights, w2: ones([1, 2]) }, metadata),
      /w2 of shape \[2, 1\] for 2 cells, got \[1, 2\]/,
    ],
    [
      "options that the weights do not fit",
      withEntry("rnn.config", '{"nCells":3}'),
      /w1h of shape \[3, 3\] for 3 cells, got \[2, 2\]/,
    ],
  ])("%s", (_name, bytes, message) => {
    const failure = failureOf(bytes);
    expect(failure.code).toBe("ERR_RNN_MODEL_FILE");
    expect(failure.message).toMatch(message);
  });

  test.each([
    ["safetensors without metadata", encodeSafetensors(weights), /got none\. Give a file/],
    [
      "the format of other networks",
      withEntry("rnn.format", "2"),
      /got 2\. Read it with Sequential/,
    ],
    ["a later format", withEntry("rnn.format", "3"), /format 1, got 3\. Install the version/],
  ])("%s", (_name, bytes, message) => {
    const failure = failureOf(bytes);
    expect(failure.code).toBe("ERR_RNN_MODEL_VERSION");
    expect(failure.message).toMatch(message);
  });

  test("a file with any one bit flipped", () => {
    expect(RecurrentNetwork.load(good).losses).toEqual([0.5]);
    for (let bit = 0; bit < 8 * good.length; bit++) {
      const damaged = good.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(() => failureOf(damaged), `bit ${bit}`).not.toThrow();
    }
  });

  test("a file cut off at any byte", () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => failureOf(good.subarray(0, length)), `${length} bytes`).not.toThrow();
    }
  });
});

test("load takes a history of 300,000 epochs, which no call takes as arguments", () => {
  const losses = Array.from({ length: 300_000 }, () => 0.5);
  const history = JSON.stringify({ losses, valLosses: losses });
  const network = RecurrentNetwork.load(
    encodeSealed(weights, { ...metadata, "rnn.history": history }),
  );
  expect([network.losses.length, network.valLosses.length]).toEqual([300_000, 300_000]);
});
