/**
 * HDF5 files through h5wasm, an optional peer: the C library in WebAssembly, over a file system in memory, so
 * that a file can name nothing of the host.
 */
import { Tensor } from "@rnn/tensor";
import { InteropError } from "../interop-error.ts";

type H5wasm = typeof import("h5wasm")["h5wasm"];
type Module = Awaited<H5wasm["ready"]>;

/** A file's arrays. What is read is checked before it takes memory. */
export interface Hdf5Reader {
  /**
   * A dataset of floats.
   * @throws InteropError where there is none, or it has other numbers, or more than fit into the file
   */
  read: (path: string) => Tensor<"float64">;
  /** The names in a group; undefined where there is no such group. */
  names: (path: string) => string[] | undefined;
}

/** What `use` returns of the file, which is closed afterwards. */
export async function readHdf5<T>(
  caller: string,
  bytes: Uint8Array,
  use: (file: Hdf5Reader) => T,
): Promise<T> {
  return withFile(caller, (h5, { FS }, path) => {
    FS.writeFile(path, bytes);
    const file = open(caller, h5, path);
    try {
      return use(readerOf(caller, h5, file, bytes.length));
    } finally {
      file.close();
    }
  });
}

/** A file of float32 datasets under their paths, in the order of the list. */
export async function writeHdf5(
  caller: string,
  datasets: Iterable<readonly [path: string, shape: readonly number[], data: Float32Array]>,
): Promise<Uint8Array<ArrayBuffer>> {
  return withFile(caller, (h5, { FS }, name) => {
    const file = new h5.File(name, "w");
    for (const [path, shape, data] of datasets) {
      const parts = path.split("/");
      const dataset = parts.pop() ?? path;
      let group: InstanceType<H5wasm["Group"]> = file;
      for (const part of parts) {
        const found = group.keys().includes(part) ? group.get(part) : group.create_group(part);
        if (!(found instanceof h5.Group)) throw new Error(`${path} is below a dataset`);
        group = found;
      }
      group.create_dataset({ name: dataset, data, shape: [...shape], dtype: "<f4" });
    }
    file.close();
    return new Uint8Array(FS.readFile(name));
  });
}

function open(caller: string, h5: H5wasm, path: string): InstanceType<H5wasm["File"]> {
  try {
    const file = new h5.File(path, "r");
    if (file.file_id > 0n) return file;
  } catch (cause) {
    throw notHdf5(caller, cause);
  }
  throw notHdf5(caller);
}

function readerOf(
  caller: string,
  h5: H5wasm,
  file: InstanceType<H5wasm["File"]>,
  length: number,
): Hdf5Reader {
  const groupAt = (parts: readonly string[]): InstanceType<H5wasm["Group"]> | undefined => {
    let group: InstanceType<H5wasm["Group"]> = file;
    for (const part of parts) {
      const found = group.keys().includes(part) ? group.get(part) : undefined;
      if (!(found instanceof h5.Group)) return undefined;
      group = found;
    }
    return group;
  };
  return {
    names: (path) => groupAt(path.split("/"))?.keys(),
    read(path) {
      const parts = path.split("/");
      const name = parts.pop() ?? path;
      const group = groupAt(parts);
      const found = group?.keys().includes(name) ? group.get(name) : undefined;
      if (!(found instanceof h5.Dataset)) throw wrongFile(caller, `a dataset ${path}`, "none");
      const shape = found.shape ?? [];
      const bytes = shape.reduce((product, size) => product * size, found.metadata.size);
      // Keras does not compress; a dataset may claim any size without having it.
      if (bytes > length) {
        throw wrongFile(caller, `${path} to fit into the file's ${length} bytes`, `${bytes}`);
      }
      const { value } = found;
      if (value instanceof Float32Array || value instanceof Float64Array) {
        return new Tensor(Float64Array.from(value), "float64", shape);
      }
      throw wrongFile(caller, `${path} to be of float32 or float64`, JSON.stringify(found.dtype));
    },
  };
}

/** Whether a file has crashed the library: it answers nothing to be relied on from then on. */
let hasCrashed = false;

/** How many files there have been, for names of their own. */
let files = 0;

/** Calls `use` with the library and a name of its own in the file system in memory. */
async function withFile<T>(
  caller: string,
  use: (h5: H5wasm, module: Module, path: string) => T,
): Promise<T> {
  if (hasCrashed) {
    throw new InteropError(
      "ERR_RNN_INTEROP_FILE",
      `${caller}: expected h5wasm to work, but a damaged file has crashed it. Start the program again without that file.`,
    );
  }
  const h5 = await loadLibrary(caller);
  const module = await h5.ready;
  const path = `${++files}.h5`;
  try {
    // Else the library prints what is wrong with a file.
    module.activate_throwing_error_handler();
    return use(h5, module, path);
  } catch (cause) {
    if (cause instanceof InteropError) throw cause;
    hasCrashed = isTrap(cause);
    throw notHdf5(caller, cause);
  } finally {
    restore(module, path);
  }
}

/** Leaves the library as it was. */
function restore(module: Module, path: string): void {
  try {
    if (hasCrashed) return;
    module.deactivate_throwing_error_handler();
    if (module.FS.analyzePath(path, false).exists) module.FS.unlink(path);
  } catch (cause) {
    hasCrashed = isTrap(cause);
  }
}

/** Whether WebAssembly ended in the midst of its work, after which its memory is in no order. */
function isTrap(cause: unknown): boolean {
  return cause instanceof Error && cause.name === "RuntimeError";
}

async function loadLibrary(caller: string): Promise<H5wasm> {
  try {
    return (await import("h5wasm")).h5wasm;
  } catch (cause) {
    throw new Error(
      `${caller}: expected h5wasm, which reads and writes HDF5, to be installed. Install it: npm install h5wasm`,
      { cause },
    );
  }
}

function notHdf5(caller: string, cause?: unknown): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_FILE",
    `${caller}: expected an HDF5 file that is whole, got other bytes. Save it again with Keras 3.`,
    { cause },
  );
}

function wrongFile(caller: string, expected: string, got: string): InteropError {
  return new InteropError(
    "ERR_RNN_INTEROP_LAYERS",
    `${caller}: expected ${expected}, got ${got}. The weights are those of another network.`,
  );
}
