import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DatasetError, decodePickledLists } from "../src/index.ts";
import { arrayHead, arrayOf, arrayTail, bytesOf, list } from "./pickle-bytes.ts";

/** pickle.dumps(a, protocol) of Python 3.11 and NumPy 1.24; a holds the lists below. */
const golden: Record<string, string> = JSON.parse(
  readFileSync(new URL("golden/pickled-lists.json", import.meta.url), "utf8"),
);
const goldenRows = [[1, 2, 50], [3, 96, 97, 300], [], [70000]];

function failureOf(bytes: Uint8Array): DatasetError {
  try {
    decodePickledLists(bytes);
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
  throw new Error("the pickle was read");
}

describe("decodePickledLists", () => {
  test.each(Object.keys(golden))("reads protocol %s", (protocol) => {
    const bytes = new Uint8Array(Buffer.from(golden[protocol], "hex"));
    expect(decodePickledLists(bytes).toArrays()).toEqual(goldenRows);
  });

  test.each(["numpy.core.multiarray", "numpy._core.multiarray"])("reads arrays of %s", (module) => {
    const bytes = bytesOf(arrayHead(1, module), "](", list([5, 6]), "e", arrayTail);
    expect(decodePickledLists(bytes).toArrays()).toEqual([[5, 6]]);
  });

  test("reads the short strings and the integer flags of Python 2", () => {
    expect(decodePickledLists(arrayOf([list([1, 2]), list([])])).toArrays()).toEqual([[1, 2], []]);
  });

  test("reads numbers in every form in one list", () => {
    const row = bytesOf(
      "](K\x01M\x02\x01J\x03\x00\x00\x00I4\nL5L\n\x8a\x01\x06\x8a\x00\x8b\x02\x00\x00\x00\x07\x01e",
    );
    expect(decodePickledLists(arrayOf([row])).toArrays()).toEqual([[1, 258, 3, 4, 5, 6, 0, 263]]);
  });

  test("reads a list in several runs, item by item, and of one million numbers", () => {
    const runs = bytesOf("](K\x01K\x02e(K\x03eK\x04a");
    expect(decodePickledLists(arrayOf([runs])).toArrays()).toEqual([[1, 2, 3, 4]]);
    const million = new Uint8Array(2_000_000);
    for (let i = 0; i < million.length; i += 2) million.set([0x4b, i & 0xff], i);
    const many = decodePickledLists(bytesOf(arrayHead(1), "](](", million, "ee", arrayTail));
    expect(many.row(0).length).toBe(1_000_000);
  });

  test("reads rows that are the same list, by their reference", () => {
    const bytes = arrayOf([bytesOf(list([7, 8]), "q\x05"), list([9]), bytesOf("h\x05")]);
    expect(decodePickledLists(bytes).toArrays()).toEqual([[7, 8], [9], [7, 8]]);
  });

  test("reads no rows at all", () => {
    expect(decodePickledLists(arrayOf([])).length).toBe(0);
  });

  test.each([
    ["os.system", bytesOf("cos\nsystem\n(S'touch /tmp/x'\ntR."), /os\.system/],
    ["builtins.eval", bytesOf("\x80\x04\x8c\x08builtins\x8c\x04eval\x93."), /builtins\.eval/],
    ["subprocess", bytesOf("csubprocess\nPopen\n."), /subprocess\.Popen/],
    ["another name of NumPy", bytesOf("cnumpy\nload\n."), /numpy\.load/],
    ["a name that objects have", bytesOf("c__proto__\nconstructor\n."), /__proto__\.constructor/],
    [
      "a codec other than latin1",
      bytesOf("c_codecs\nencode\nU\x01bU\x03rot\x86R."),
      /call of encode/,
    ],
  ])("refuses the name %s without executing it", (_, bytes, message) => {
    const failure = failureOf(bytes);
    expect(failure.code).toBe("ERR_RNN_PICKLE");
    expect(failure.message).toMatch(message);
  });

  test.each([
    ["INST", "(ios\nsystem\n."],
    ["OBJ", "(o."],
    ["NEWOBJ", "\x81."],
    ["NEWOBJ_EX", "\x92."],
    ["EXT1", "\x82\x01."],
    ["EXT2", "\x83\x01\x00."],
    ["EXT4", "\x84\x01\x00\x00\x00."],
    ["PERSID", "Pid\n."],
    ["BINPERSID", "Q."],
    ["EMPTY_DICT", "}."],
    ["DICT", "(d."],
    ["BYTEARRAY8", "\x96."],
    ["byte 0xff", "\xff."],
  ])("refuses the opcode %s", (name, opcodes) => {
    expect(failureOf(bytesOf(opcodes)).message).toContain(name);
  });

  test.each([
    ["nothing", bytesOf(""), /STOP/],
    ["no STOP", arrayOf([list([1])]).subarray(0, -1), /STOP/],
    ["bytes after STOP", bytesOf(arrayOf([list([1])]), 0), /1 more bytes/],
    ["a protocol of the future", bytesOf("\x80\x06N."), /protocol/],
    ["no array", bytesOf("]."), /array of lists/],
    ["two values", bytesOf("NN."), /one value/],
    ["an empty stack", bytesOf("."), /stack/],
    ["a tuple of too few", bytesOf("K\x01\x86."), /stack/],
    ["no mark", bytesOf("K\x01t."), /mark/],
    ["append without a list", bytesOf("K\x01K\x02a."), /list to append/],
    ["appends below a mark", bytesOf("]((K\x01e."), /list to append/],
    ["a missing reference", bytesOf("h\x07."), /stored value/],
    ["a reference of letters", bytesOf("gx\n."), /key/],
    ["a negative long", bytesOf("](\x8a\x01\xffe."), /-1/],
    ["a long of 2^31 bytes", bytesOf("\x8b\xff\xff\xff\x7f."), /2147483647/],
    ["a long of negative length", bytesOf("\x8b\xff\xff\xff\xff."), /-1/],
    ["text longer than the file", bytesOf("X\xff\xff\xff\xff."), /4294967295/],
    ["a frame longer than the file", bytesOf("\x95", [9, 0, 0, 0, 0, 0, 0, 1], "."), /frame/],
    ["a number below 0", arrayOf([list([-1])]), /-1/],
    ["a number of 2^31", arrayOf([bytesOf("]\x8a\x05\x00\x00\x00\x80\x00a")]), /2147483648/],
    ["a boolean among numbers", arrayOf([bytesOf("](K\x01\x88e")]), /true/],
    ["a float among numbers", arrayOf([bytesOf("](F1.5\ne")]), /FLOAT/],
    ["text among numbers", arrayOf([bytesOf("](U\x01ae")]), /"a"/],
    ["a list of lists of lists", arrayOf([bytesOf("](", list([1]), "e")]), /list of lists/],
    ["a list in itself", arrayOf([bytesOf("]q\x01h\x01a")]), /list of lists/],
    ["the list of rows in itself", bytesOf(arrayHead(1), "]q\x01h\x01a", arrayTail), /lists/],
    [
      "a row continued after another",
      arrayOf([bytesOf(list([1]), "q\x01"), list([2]), bytesOf("h\x01K\x03a")]),
      /together/,
    ],
    ["fewer rows than the shape says", arrayOf([list([1])], 2), /one axis/],
    [
      "numbers in place of rows",
      bytesOf(arrayHead(2), list([1, 2]), arrayTail),
      /one axis|list of lists/,
    ],
  ])("refuses %s", (_, bytes, message) => {
    const failure = failureOf(bytes);
    expect(failure.code).toBe("ERR_RNN_PICKLE");
    expect(failure.message).toMatch(message);
  });

  test("refuses 100,000 lists inside each other without recursion", () => {
    const deep = bytesOf("]".repeat(100_000), "a".repeat(99_999));
    expect(failureOf(arrayOf([deep])).message).toMatch(/list of lists/);
  });

  test("stops at rows that are referred to until they would fill the memory", () => {
    const row = bytesOf(list(Array.from({ length: 5000 }, () => 1)), "q\x05");
    const bytes = bytesOf(arrayHead(100_001), "](", row, "h\x05".repeat(100_000), "e", arrayTail);
    expect(failureOf(bytes).message).toMatch(/repeated/);
  });

  test("stops at a stack and a memo of more than two million values", () => {
    expect(failureOf(new Uint8Array(5_000_000).fill(0x4e)).message).toMatch(/open values/);
    expect(failureOf(new Uint8Array(5_000_000).fill(0x28)).message).toMatch(/marks/);
    const memo = new Uint8Array(5_000_000).fill(0x94);
    memo[0] = 0x5d;
    expect(failureOf(memo).message).toMatch(/stored values/);
  });

  // Runs of one byte or a few, which deflate shrinks a thousand times.
  test.each([
    ["empty lists", bytesOf("]"), /lists|open values/],
    ["rows of empty lists", bytesOf("]a"), /lists/],
    ["rows that are one empty list", bytesOf("h\x07a"), /rows/],
    ["tuples inside each other", bytesOf("\x85"), /parts/],
    ["empty tuples", bytesOf(")"), /parts/],
    ["names", bytesOf("cnumpy\nndarray\n"), /parts/],
    ["texts", bytesOf("U\x00"), /parts/],
    ["marks and tuples", bytesOf("(t"), /parts/],
  ])("stops at 7 MB of %s before they take many times that", (_, piece, message) => {
    // A list that is kept for later, and one that is open.
    const start = bytesOf(arrayHead(1), "]q\x07]");
    const bytes = bytesOf(start, Buffer.alloc(7_000_000 - (7_000_000 % piece.length), piece));
    const heapBefore = process.memoryUsage().heapUsed;
    expect(failureOf(bytes).message).toMatch(message);
    expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(300e6);
  });

  test("refuses a tuple of 101 values", () => {
    expect(failureOf(bytesOf("(", "N".repeat(101), "t.")).message).toMatch(/tuple of at most 100/);
  });

  test("executes nothing", () => {
    const marker = `/tmp/rnn-pickle-${process.pid}`;
    failureOf(bytesOf(`cos\nsystem\n(S'touch ${marker}'\ntR.`));
    expect(existsSync(marker)).toBe(false);
  });
});
