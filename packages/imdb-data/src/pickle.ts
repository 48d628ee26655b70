/**
 * Reads the pickle that NumPy writes for an object array of lists of whole numbers, protocols 0 to 5,
 * straight into two typed arrays.
 *
 * A pickle is a program for a stack machine that may name and call any Python function. This machine
 * admits five names (below), calls none of them, and refuses every opcode that such an array does not
 * need. A list is a range of one shared array: its numbers must come one after the other, as every
 * pickler writes them. Nothing here recurses, and memory is at most a small multiple of the file's size.
 */
import { RaggedTensor } from "@rnn/tensor";
import { checkArgumentCount, toBytes } from "@rnn/tensor/checks";
import { PickleInput } from "./pickle-input.ts";
import { formatOpcode, op } from "./pickle-opcodes.ts";
import {
  build,
  describe,
  lookUpGlobal,
  PickledArray,
  PickledList,
  type PickledValue,
  reduce,
} from "./pickle-values.ts";

/** Values that wait on the stack or in the memo; a pickler puts down 1,000 at a time. */
const maxHeld = 2 ** 21;
/** Rows, and lists made: each takes many times its two bytes of the file, which may be deflated from less. */
const maxLists = 2 ** 21;
/** Names, texts, tuples, types and arrays; a pickled array has some twenty. */
const maxParts = 10_000;
const maxTupleLength = 100;
/** How many values rows that are referred to twice may add to those in the file. */
const maxRepeatedValues = 2 ** 24;

/**
 * The rows of a pickled one-axis NumPy object array of lists of whole numbers from 0 to 2^31 - 1: what
 * follows the header of such a `.npy` file. Nothing in the pickle is executed.
 *
 * @throws DatasetError `ERR_RNN_PICKLE` where the pickle is damaged, or holds or names anything else.
 *
 * @example
 * ```ts
 * const forged = new TextEncoder().encode("cos\nsystem\n.");
 * const failure = await Promise.resolve(forged).then(decodePickledLists).catch((error) => error);
 * failure.code; // => "ERR_RNN_PICKLE"
 * ```
 *
 * Python twin: `list(numpy.load(file, allow_pickle=True))`, which executes what the file says.
 */
export function decodePickledLists(bytes: Uint8Array | ArrayBuffer): RaggedTensor {
  checkArgumentCount("decodePickledLists", arguments, 1);
  return new PickleMachine(toBytes("decodePickledLists", "bytes", bytes)).run();
}

class PickleMachine {
  readonly #input: PickleInput;
  readonly #stack: PickledValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo: (PickledValue | undefined)[] = [];
  #memoCount = 0;
  #listCount = 0;
  #rowCount = 0;
  #partCount = 0;
  /** Every number in a list takes at least two bytes of the file, so this never has to grow. */
  readonly #values: Int32Array;
  #valueCount = 0;

  constructor(bytes: Uint8Array) {
    this.#input = new PickleInput(bytes);
    this.#values = new Int32Array((bytes.length >> 1) + 1);
  }

  run(): RaggedTensor {
    for (;;) {
      const code = this.#input.uint8();
      if (code === op.stop) break;
      this.#step(code);
    }
    const result = this.#pop();
    if (this.#stack.length > 0 || this.#marks.length > 0) {
      throw this.#input.error("one value at the end", `${this.#stack.length + 1}`);
    }
    if (this.#input.remaining > 0) {
      throw this.#input.error("the end of the data", `${this.#input.remaining} more bytes`);
    }
    if (!(result instanceof PickledArray) || result.rows === undefined) {
      throw this.#input.error("an array of lists of whole numbers", describe(result));
    }
    return this.#gather(result.rows);
  }

  #step(code: number): void {
    const input = this.#input;
    switch (code) {
      case op.mark:
        return this.#markOrNumbers();
      case op.binInt1:
        return this.#push(input.uint8());
      case op.binInt2:
        return this.#push(input.uint16());
      case op.binInt:
        return this.#push(input.int32());
      case op.int:
      case op.long:
        return this.#push(input.decimal());
      case op.long1:
        return this.#push(input.long(input.uint8()));
      case op.long4:
        return this.#push(input.long(input.int32()));
      case op.none:
        return this.#push(null);
      case op.newTrue:
        return this.#push(true);
      case op.newFalse:
        return this.#push(false);

      case op.emptyList:
        return this.#push(this.#newList());
      case op.list: {
        const items = this.#popToMark();
        const list = this.#newList();
        for (const item of items) this.#append(list, item);
        return this.#push(list);
      }
      case op.append: {
        const item = this.#pop();
        return this.#append(this.#topList(), item);
      }
      case op.appends: {
        const items = this.#popToMark();
        const list = this.#topList();
        for (const item of items) this.#append(list, item);
        return;
      }

      case op.emptyTuple:
        return this.#pushPart([]);
      case op.tuple:
        return this.#pushPart(this.#popToMark());
      case op.tuple1:
      case op.tuple2:
      case op.tuple3:
        return this.#pushPart(this.#popMany(code - op.tuple1 + 1));

      case op.string:
        return this.#pushPart(input.line().replace(/^(['"])(.*)\1$/s, "$2"));
      case op.unicode:
        return this.#pushPart(input.line());
      case op.shortBinString:
      case op.shortBinUnicode:
      case op.shortBinBytes:
        return this.#pushPart(input.text(input.uint8()));
      case op.binString:
      case op.binUnicode:
      case op.binBytes:
        return this.#pushPart(input.text(input.uint32()));
      case op.binUnicode8:
      case op.binBytes8:
        return this.#pushPart(input.text(input.uint64()));

      case op.get:
        return this.#get(input.key());
      case op.binGet:
        return this.#get(input.uint8());
      case op.longBinGet:
        return this.#get(input.uint32());
      case op.put:
        return this.#put(input.key());
      case op.binPut:
        return this.#put(input.uint8());
      case op.longBinPut:
        return this.#put(input.uint32());
      case op.memoize:
        return this.#put(this.#memoCount);

      case op.global:
        return this.#pushPart(lookUpGlobal(input, input.line(), input.line()));
      case op.stackGlobal: {
        const [module, name] = this.#popMany(2);
        return this.#pushPart(lookUpGlobal(input, module, name));
      }
      case op.reduce: {
        const [callable, args] = this.#popMany(2);
        return this.#pushPart(reduce(input, callable, args));
      }
      case op.build: {
        const [target, state] = this.#popMany(2);
        return this.#push(build(input, target, state));
      }

      case op.proto: {
        const protocol = input.uint8();
        if (protocol > 5) throw input.error("a protocol from 0 to 5", `${protocol}`);
        return;
      }
      case op.frame: {
        const length = input.uint64();
        if (length > input.remaining) {
          throw input.error(`a frame of at most ${input.remaining} bytes`, `${length}`);
        }
        return;
      }
      default:
        throw input.error("an opcode of lists of whole numbers", formatOpcode(code));
    }
  }

  /**
   * MARK, and where it opens a run of numbers for the list on top of the stack, that whole run: nearly
   * every byte of a real file is read by this loop.
   */
  #markOrNumbers(): void {
    const list = this.#stack.length > this.#floor ? this.#stack.at(-1) : undefined;
    if (!(list instanceof PickledList) || !this.#takesNumbers(list)) {
      this.#pushMark();
      return;
    }
    const { bytes } = this.#input;
    const values = this.#values;
    const first = this.#valueCount;
    let next = first;
    let at = this.#input.position;
    for (;;) {
      const code = bytes[at];
      if (code === op.binInt1) {
        values[next++] = bytes[at + 1];
        at += 2;
      } else if (code === op.binInt2) {
        values[next++] = bytes[at + 1] | (bytes[at + 2] << 8);
        at += 3;
      } else if (code === op.binInt && bytes[at + 4] < 0x80) {
        values[next++] =
          bytes[at + 1] | (bytes[at + 2] << 8) | (bytes[at + 3] << 16) | (bytes[at + 4] << 24);
        at += 5;
      } else {
        break;
      }
    }
    if (at >= bytes.length) throw this.#input.truncated();
    if (bytes[at] === op.appends) {
      this.#input.position = at + 1;
      if (next > first) this.#extend(list, next);
      return;
    }
    // Something else follows, such as a number in another form: the run goes the slow way.
    this.#pushMark();
  }

  #pushMark(): void {
    if (this.#marks.length >= maxHeld) throw this.#input.error(`at most ${maxHeld} marks`, "more");
    this.#marks.push(this.#stack.length);
  }

  /** Numbers go to the end of the shared array, so only the list that ends there can take more. */
  #takesNumbers(list: PickledList): boolean {
    return list.lists === undefined && (list.start === list.end || list.end === this.#valueCount);
  }

  #extend(list: PickledList, end: number): void {
    if (list.start === list.end) list.start = this.#valueCount;
    list.end = end;
    this.#valueCount = end;
  }

  #append(list: PickledList, item: PickledValue): void {
    if (item instanceof PickledList && list.start === list.end) {
      if (++this.#rowCount > maxLists) throw this.#input.error(`at most ${maxLists} rows`, "more");
      (list.lists ??= []).push(item);
      return;
    }
    if (typeof item !== "number" || item < 0 || item > 0x7fffffff) {
      throw this.#input.error("lists of whole numbers from 0 to 2147483647", describe(item));
    }
    if (!this.#takesNumbers(list)) {
      throw this.#input.error(
        "each list's numbers together",
        "a list that is continued after another",
      );
    }
    this.#values[this.#valueCount] = item;
    this.#extend(list, this.#valueCount + 1);
  }

  #gather({ start, end, lists = [] }: PickledList): RaggedTensor {
    if (start !== end) throw this.#input.error("a list of lists", "a list of numbers");
    const rowOffsets = new Int32Array(lists.length + 1);
    let inOrder = true;
    let total = 0;
    for (const [i, row] of lists.entries()) {
      if (row.lists !== undefined) {
        throw this.#input.error("lists of whole numbers", `a list of lists (row ${i})`);
      }
      const length = row.end - row.start;
      inOrder &&= length === 0 || row.start === total;
      total += length;
      if (total > this.#valueCount + maxRepeatedValues) {
        throw this.#input.error(`rows of at most ${maxRepeatedValues} repeated values`, "more");
      }
      rowOffsets[i + 1] = total;
    }
    if (inOrder) return new RaggedTensor(this.#values.subarray(0, total), rowOffsets);
    const values = new Int32Array(total);
    for (const [i, row] of lists.entries()) {
      values.set(this.#values.subarray(row.start, row.end), rowOffsets[i]);
    }
    return new RaggedTensor(values, rowOffsets);
  }

  #newList(): PickledList {
    if (++this.#listCount > maxLists) throw this.#input.error(`at most ${maxLists} lists`, "more");
    return new PickledList();
  }

  #pushPart(value: PickledValue): void {
    if (++this.#partCount > maxParts) throw this.#input.error(`at most ${maxParts} parts`, "more");
    if (Array.isArray(value) && value.length > maxTupleLength) {
      throw this.#input.error(`a tuple of at most ${maxTupleLength} values`, `${value.length}`);
    }
    this.#push(value);
  }

  #push(value: PickledValue): void {
    if (this.#stack.length >= maxHeld)
      throw this.#input.error(`at most ${maxHeld} open values`, "more");
    this.#stack.push(value);
  }

  #pop(): PickledValue {
    const value = this.#stack.length > this.#floor ? this.#stack.pop() : undefined;
    if (value === undefined) throw this.#input.error("a value on the stack", "none");
    return value;
  }

  /** The position of the topmost mark: what is below it is out of reach. */
  get #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #popMany(count: number): PickledValue[] {
    if (this.#stack.length - count < this.#floor) {
      throw this.#input.error(`${count} values on the stack`, "fewer");
    }
    return this.#stack.splice(this.#stack.length - count);
  }

  #popToMark(): PickledValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.#input.error("a mark on the stack", "none");
    return this.#stack.splice(mark);
  }

  #topList(): PickledList {
    const list = this.#stack.length > this.#floor ? this.#stack.at(-1) : undefined;
    if (list instanceof PickledList) return list;
    throw this.#input.error("a list to append to", describe(list));
  }

  #get(key: number): void {
    const value = this.#memo[key];
    if (value === undefined) throw this.#input.error("a stored value", `none under ${key}`);
    this.#push(value);
  }

  #put(key: number): void {
    if (key >= maxHeld) throw this.#input.error(`at most ${maxHeld} stored values`, "more");
    const value = this.#pop();
    this.#stack.push(value);
    if (this.#memo[key] === undefined) this.#memoCount++;
    this.#memo[key] = value;
  }
}
