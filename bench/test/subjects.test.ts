import { describe, expect, test } from "vitest";
import { layerNetworks } from "../jobs/layer-networks.ts";
import { epochTargets } from "../report/layer-targets.ts";
import { chapterSubjects } from "../subjects/chapter-subjects.ts";
import { layerSubjects } from "../subjects/layer-subjects.ts";

const races = [
  { title: "the chapter's network", subjects: chapterSubjects() },
  ...layerNetworks.map((network) => ({ title: network.title, subjects: layerSubjects(network) })),
];

describe.each(races)("the subjects of $title", ({ subjects }) => {
  test("have keys of their own", () => {
    const keys = subjects.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("can be started, or say why not", () => {
    for (const { command, missing } of subjects) {
      expect(command === undefined ? missing : command.length).toBeTruthy();
    }
  });

  test("are checked and timed on some rows", () => {
    for (const { checked, batches } of subjects) {
      expect([checked > 0, batches > 0]).toEqual([true, true]);
    }
  });
});

test("every target names a network, and subjects that it has", () => {
  for (const { network: key, peer, engine } of epochTargets) {
    const network = layerNetworks.find((each) => each.key === key);
    const keys = network === undefined ? [] : layerSubjects(network).map((each) => each.key);
    expect(keys).toContain(engine);
    expect(keys.some((each) => each.startsWith(peer))).toBe(true);
  }
});

test("two of our engines and PyTorch predict the same reviews", () => {
  for (const network of layerNetworks) {
    const predicted = layerSubjects(network).filter((subject) => subject.predicted > 0);
    expect(predicted.map(({ key }) => key)).toEqual([
      "wasm",
      "relaxed-threads",
      "torch-module-1",
      "torch-module-2",
    ]);
    expect(new Set(predicted.map((subject) => subject.predicted)).size).toBe(1);
    expect(new Set(predicted.map(({ reference }) => reference.predicts)).size).toBe(1);
  }
});
