import { Tensor } from "@rnn/tensor";
import { describe, expect, test } from "vitest";
import { generatedJob, generateReviews, withoutPadding } from "../jobs/layer-job.ts";
import { layerNetworks } from "../jobs/layer-networks.ts";

const ids = (rows: number[][]) =>
  new Tensor(Int32Array.from(rows.flat()), "int32", [rows.length, rows[0].length]);

describe("withoutPadding", () => {
  test("leaves out the zeros in front of each row, and none within it", () => {
    const rows = withoutPadding(
      ids([
        [0, 0, 3],
        [0, 5, 0],
        [7, 8, 9],
      ]),
    );
    expect(rows.toArrays()).toEqual([[3], [5, 0], [7, 8, 9]]);
  });

  test("makes a row of nothing but padding empty", () => {
    expect(withoutPadding(ids([[0, 0]])).toArrays()).toEqual([[]]);
  });
});

describe("generated reviews", () => {
  const size = { vocabulary: 50, steps: 8 };

  test("are padded in front with 0, which is no word", () => {
    const { data } = generateReviews(size, 100).ids;
    for (let n = 0; n < 100; n++) {
      const row = Array.from(data.subarray(n * 8, (n + 1) * 8));
      const first = row.findIndex((id) => id !== 0);
      expect(row.slice(first).every((id) => id >= 1 && id < 50)).toBe(true);
    }
  });

  test("of a job have a word at every step", () => {
    const [network] = layerNetworks;
    const { x, y, xPredicted } = generatedJob(network, { trained: 4, predicted: 2 });
    expect(x.shape).toEqual([4, network.steps]);
    expect([y.shape, xPredicted.shape]).toEqual([[4], [2, network.steps]]);
    expect(Array.from(x.data).every((id) => id > 0)).toBe(true);
  });
});
