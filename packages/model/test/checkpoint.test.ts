import { decodeSafetensors } from "@rnn/tensor";
import { assert, constant, constantFrom, json, oneof, property, string } from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type FitOptions,
  ModelFileError,
  RecurrentNetwork,
} from "../src/index.ts";
import { encodeSealed } from "../src/network/sealed-file.ts";
import { engines } from "./engines.ts";
import { lastToken } from "./last-token.ts";

const { x, y } = lastToken(75); // 8 batches of 10, the last of 5
const validation = { xVal: x.take([3, 1, 4, 1, 5, 9]), yVal: y.take([3, 1, 4, 1, 5, 9]) };

/** All of a history but the times. */
const figures = ({ losses, valLosses, valAccuracies }: Checkpoint["history"]) => ({
  losses,
  valLosses,
  valAccuracies,
});

describe.each(engines)("a run on $engine", ({ engine }) => {
  const network = (): RecurrentNetwork =>
    new RecurrentNetwork({ nCells: 5, batchSize: 10, learningRate: 0.3, engine });
  const run = { epochs: 3, seed: 7, ...validation };

  /** A run with a checkpoint before every batch but each epoch's first, and after every epoch. */
  async function checkpointsOf(learner: RecurrentNetwork): Promise<Checkpoint[]> {
    const kept: Checkpoint[] = [];
    await learner.fit(x, y, {
      ...run,
      checkpointEveryMs: 0,
      onCheckpoint: (checkpoint) => void kept.push(checkpoint),
    });
    return kept;
  }

  test("resumed from any of its checkpoints ends with equal bits and history", async () => {
    const whole = network();
    const checkpoints = await checkpointsOf(whole);
    const history = await network().fit(x, y, run);
    expect(checkpoints.map(({ epoch, batch }) => `${epoch}.${batch}`)).toEqual(
      [0, 1, 2].flatMap((epoch) => {
        const within = [0, 1, 2, 3, 4, 5, 6, 7].map((batch) => `${epoch}.${batch}`);
        return within.concat(`${epoch + 1}.0`);
      }),
    );
    for (const checkpoint of checkpoints) {
      const { checkpoint: read } = decodeCheckpoint(encodeCheckpoint(checkpoint));
      expect(read).toEqual(checkpoint);
      const resumed = network();
      const rest = await resumed.fit(x, y, { ...run, resume: read });
      expect(resumed.save()).toEqual(whole.save());
      expect(figures(rest)).toEqual(figures(history));
    }
  });

  test("aborted gives a checkpoint of the last batch, waits for it, and then rejects", async () => {
    const controller = new AbortController();
    const learner = network();
    let written: Checkpoint | undefined;
    const attempt = learner.fit(x, y, {
      ...run,
      signal: controller.signal,
      onBatchEnd({ epoch, batch }) {
        if (epoch === 2 && batch === 5) controller.abort(new Error("enough"));
      },
      async onCheckpoint(checkpoint) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        written = checkpoint;
      },
    });
    await expect(attempt).rejects.toThrow("enough");
    expect(written).toMatchObject({ epoch: 1, batch: 5 });
    expect(written?.weights).toEqual(learner.weights);
    const [whole, resumed] = [network(), network()];
    await whole.fit(x, y, run);
    await resumed.fit(x, y, { ...run, resume: written as Checkpoint });
    expect(resumed.save()).toEqual(whole.save());
  });

  test("aborted in the midst of its validation resumes with the validation", async () => {
    const controller = new AbortController();
    const kept: Checkpoint[] = [];
    const attempt = network().fit(x, y, {
      ...run,
      signal: controller.signal,
      onBatchEnd({ epoch, batch, batches }) {
        if (epoch === 2 && batch === batches) controller.abort();
      },
      onCheckpoint: (checkpoint) => void kept.push(checkpoint),
    });
    await expect(attempt).rejects.toThrow("aborted");
    expect(kept.at(-1)).toMatchObject({ epoch: 1, batch: 8 });
    const [whole, resumed] = [network(), network()];
    await whole.fit(x, y, run);
    await resumed.fit(x, y, { ...run, resume: kept[kept.length - 1] });
    expect(resumed.save()).toEqual(whole.save());
  });

  test("resumes to more epochs than it was begun with", async () => {
    const [whole, begun, longer] = [network(), network(), network()];
    await whole.fit(x, y, { ...run, epochs: 5 });
    const [last] = (await checkpointsOf(begun)).slice(-1);
    await longer.fit(x, y, { ...run, epochs: 5, resume: last });
    expect(longer.save()).toEqual(whole.save());
  });
});

const learner = new RecurrentNetwork({ nCells: 3, batchSize: 40 });
let checkpoint: Checkpoint;
await learner.fit(x, y, { epochs: 1, onCheckpoint: (given) => void (checkpoint = given) });

describe("checkpoints", () => {
  test("come after each epoch, and within one when the time has passed", async () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    const places: string[] = [];
    await new RecurrentNetwork({ nCells: 2, batchSize: 10 }).fit(x, y, {
      epochs: 2,
      checkpointEveryMs: 3000,
      onBatchEnd: () => void (now += 1000),
      onCheckpoint: ({ epoch, batch }) => void places.push(`${epoch}.${batch}`),
    });
    clock.mockRestore();
    expect(places).toEqual(["0.3", "0.6", "1.0", "1.3", "1.6", "2.0"]);
  });

  test("are left alone by the training that follows", async () => {
    const kept: Checkpoint[] = [];
    const bytes: Uint8Array[] = [];
    await new RecurrentNetwork({ nCells: 2 }).fit(x, y, {
      epochs: 3,
      onCheckpoint(given) {
        kept.push(given);
        bytes.push(encodeCheckpoint(given));
      },
    });
    expect(kept.map((given) => encodeCheckpoint(given))).toEqual(bytes);
  });

  test("load as the network they hold", () => {
    const network = RecurrentNetwork.load(encodeCheckpoint(checkpoint));
    expect(network.weights).toEqual(learner.weights);
    expect(network.losses).toEqual(learner.losses);
  });

  test("keep a caller's metadata, which may not take the library's names", () => {
    const metadata = { vocabulary: '["a"]', fingerprint: "f00" };
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint, { metadata })).metadata).toEqual(metadata);
    expect(() => encodeCheckpoint(checkpoint, { metadata: { "rnn.config": "" } })).toThrow(
      /names of metadata that do not begin with rnn\./,
    );
  });

  test("of which any entry is damaged give a ModelFileError or a valid checkpoint", () => {
    const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(checkpoint));
    const anything = oneof(string(), json(), constant(undefined));
    assert(
      property(constantFrom(...Object.keys(metadata)), anything, (name, text) => {
        const { [name]: _, ...others } = metadata;
        const forged = text === undefined ? others : { ...others, [name]: text };
        const bytes = encodeSealed(tensors, forged);
        let error: unknown;
        try {
          decodeCheckpoint(bytes);
        } catch (thrown) {
          error = thrown;
        }
        return error === undefined || error instanceof ModelFileError;
      }),
      { numRuns: 300 },
    );
  });

  test("of which any field is missing are refused", () => {
    const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(checkpoint));
    const position = JSON.parse(metadata["rnn.checkpoint"]) as Record<string, unknown>;
    expect(Object.keys(position)).toHaveLength(7);
    for (const name of Object.keys(position)) {
      const { [name]: _, ...others } = position;
      const forged = { ...metadata, "rnn.checkpoint": JSON.stringify(others) };
      const bytes = encodeSealed(tensors, forged);
      expect(() => decodeCheckpoint(bytes), name).toThrow(ModelFileError);
    }
    expect(() => decodeCheckpoint(learner.save())).toThrow(/without a run to resume/);
  });
});

describe("fit refuses a checkpoint", () => {
  const resume = (network: RecurrentNetwork, options: FitOptions = {}): Promise<unknown> =>
    network.fit(x, y, { ...options, resume: checkpoint });

  test("of a network with other options, and names them", async () => {
    await expect(resume(new RecurrentNetwork({ nCells: 4, batchSize: 40 }))).rejects.toThrow(
      "fit: expected a checkpoint of a network with nCells 4, got 3 (resume).",
    );
  });

  test("of other data", async () => {
    const network = new RecurrentNetwork({ nCells: 3, batchSize: 40 });
    const attempt = network.fit(x.take([0, 1]), y.take([0, 1]), { resume: checkpoint });
    await expect(attempt).rejects.toThrow(
      "fit: expected a checkpoint of training data of shape [2, 6, 4], got [75, 6, 4] (resume).",
    );
  });

  test("and is left as it was", async () => {
    const network = new RecurrentNetwork({ nCells: 4, batchSize: 40 });
    await network.fit(x, y, { epochs: 1 });
    const before = network.save();
    await expect(resume(network)).rejects.toThrow(RangeError);
    expect(network.save()).toEqual(before);
  });
});
