import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getWordIndex, loadData } from "../src/index.ts";
import { readDataFile as readInBrowser } from "../src/sources/browser.ts";
import { readDataFile as readInNode } from "../src/sources/node.ts";

const dataFolder = process.env["RNN_DATA_DIR"] ?? "";
const official = join(dataFolder, "imdb_word_index.json");
const file = {
  name: "abc.txt",
  bytes: 3,
  // SHA-256 of "abc", FIPS 180-2
  sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
};

let folder: string;
let server: Server;
let baseUrl: string;
let requests: string[];
let served: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rnn-sources-"));
  requests = [];
  served = "abc";
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end(served);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data`;
  vi.stubEnv("RNN_DATA_DIR", "");
  vi.stubEnv("RNN_DATA_URL", baseUrl);
  vi.stubEnv("RNN_CACHE_DIR", join(folder, "cache"));
  vi.stubEnv("KERAS_HOME", join(folder, "keras"));
  for (const name of ["http_proxy", "https_proxy", "no_proxy"]) {
    vi.stubEnv(name, "");
    vi.stubEnv(name.toUpperCase(), "");
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a file into a folder below the test's own; returns its path. */
function put(below: string, text: string, name = file.name): string {
  mkdirSync(join(folder, below), { recursive: true });
  writeFileSync(join(folder, below, name), text);
  return join(folder, below, name);
}

const read = async (options: Parameters<typeof readInNode>[2] = {}) => {
  const { bytes, source } = await readInNode("loadData", file, options);
  return { text: new TextDecoder().decode(bytes), source };
};

describe("in Node, data is taken", () => {
  test("from path before all else, whatever it holds", async () => {
    const path = put("own", "mine");
    put("data", "theirs");
    vi.stubEnv("RNN_DATA_DIR", join(folder, "data"));
    expect(await read({ path })).toEqual({ text: "mine", source: { kind: "path", path } });
  });

  test("from RNN_DATA_DIR next, whatever it holds", async () => {
    const path = put("data", "theirs");
    put("keras/datasets", "abc");
    vi.stubEnv("RNN_DATA_DIR", join(folder, "data"));
    expect(await read()).toEqual({ text: "theirs", source: { kind: "environment", path } });
  });

  test("from Keras's cache next, and not if the file there is another", async () => {
    const path = put("keras/datasets", "abc");
    put("cache", "abc");
    expect(await read()).toEqual({ text: "abc", source: { kind: "keras-cache", path } });
    put("keras/datasets", "abd");
    expect((await read()).source.kind).toBe("cache");
    expect(requests).toEqual([]);
  });

  test("from the web last, which fills the cache", async () => {
    const url = `${baseUrl}/abc.txt`;
    expect(await read()).toEqual({ text: "abc", source: { kind: "download", url } });
    expect(readdirSync(join(folder, "cache"))).toEqual(["abc.txt"]);
    expect((await read()).source.kind).toBe("cache");
    expect(requests).toEqual(["/data/abc.txt"]);
  });

  test.each(["abd", "ab", ""])("from the web where the cache holds %j", async (damaged) => {
    const path = put("cache", damaged);
    expect((await read()).source.kind).toBe("download");
    expect(readFileSync(path, "utf8")).toBe("abc");
  });

  test("from the web where the cache cannot be written", async () => {
    writeFileSync(join(folder, "cache"), "a file in the folder's place");
    expect((await read()).text).toBe("abc");
  });

  test("by eight at once, who leave one good file and nothing else", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => read()));
    expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => "abc"));
    expect(readdirSync(join(folder, "cache"))).toEqual(["abc.txt"]);
  });
});

describe("in Node, nothing is kept or guessed", () => {
  test("where the server sends another file", async () => {
    served = "abd";
    await expect(read()).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
    expect(existsSync(join(folder, "cache"))).toBe(false);
  });

  test("where RNN_DATA_DIR lacks the file", async () => {
    put("cache", "abc");
    vi.stubEnv("RNN_DATA_DIR", folder);
    await expect(read()).rejects.toMatchObject({
      code: "ERR_RNN_NOT_FOUND",
      message: expect.stringMatching(/ENOENT .*abc\.txt.*RNN_DATA_DIR/),
    });
  });

  test("where path is a folder", async () => {
    await expect(read({ path: folder })).rejects.toMatchObject({
      code: "ERR_RNN_NOT_FOUND",
      message: expect.stringContaining("EISDIR"),
    });
  });

  test.skipIf(!existsSync("/dev/zero"))("where path is a device without an end", async () => {
    await expect(read({ path: "/dev/zero" })).rejects.toMatchObject({
      code: "ERR_RNN_NOT_FOUND",
      message: expect.stringContaining("a pipe, socket or device (at /dev/zero)"),
    });
  });

  test.skipIf(process.platform === "win32")(
    "where path is a pipe that nobody writes to",
    async () => {
      const path = join(folder, "pipe");
      execFileSync("mkfifo", [path]);
      await expect(read({ path })).rejects.toMatchObject({
        code: "ERR_RNN_NOT_FOUND",
        location: path,
      });
    },
  );

  test("where path is a file over 1 GiB, which is not read", async () => {
    const path = put("own", "");
    truncateSync(path, 2 ** 30 + 1);
    await expect(read({ path })).rejects.toMatchObject({
      code: "ERR_RNN_NOT_FOUND",
      message: expect.stringContaining("one of 1073741825 bytes"),
    });
  });

  test.each(["a\0b", "x".repeat(5000), `${"x/".repeat(3000)}x`])(
    "where path is a name that no file can have",
    async (path) => {
      await expect(read({ path })).rejects.toMatchObject({ code: "ERR_RNN_NOT_FOUND" });
    },
  );

  test.each(["no address", "ftp://example.org/", ""])("where baseUrl is %j", async (address) => {
    await expect(read({ baseUrl: address })).rejects.toThrow(TypeError);
  });

  test("where the signal is aborted", async () => {
    const reason = new Error("enough");
    await expect(read({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

test("in Node, a download goes through the proxy that the environment names", async () => {
  const { host, hostname, port } = new URL(baseUrl);
  vi.stubEnv("http_proxy", `http://${host}`);
  vi.stubEnv("RNN_DATA_URL", "http://data.invalid/");
  // A proxy that takes every address for its own server.
  server.on("connect", (_, socket) => {
    const through = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      through.pipe(socket).pipe(through);
    });
  });
  const url = "http://data.invalid/abc.txt";
  expect(await read()).toEqual({ text: "abc", source: { kind: "download", url } });
});

describe("in Node, with a proxy in the environment,", () => {
  test("a download goes past it to the addresses of NO_PROXY", async () => {
    vi.stubEnv("http_proxy", "http://127.0.0.1:9/");
    vi.stubEnv("no_proxy", "127.0.0.1");
    expect((await read()).text).toBe("abc");
  });

  test.each([
    ["that is not there", "http://127.0.0.1:9/"],
    ["whose address is not valid", "no address"],
    ["of an unknown scheme", "gopher://127.0.0.1/"],
  ])("%s, a download ends with advice", async (_, address) => {
    vi.stubEnv("http_proxy", address);
    await expect(read()).rejects.toMatchObject({
      code: "ERR_RNN_OFFLINE",
      message: expect.stringContaining("HTTPS_PROXY"),
    });
    expect(requests).toEqual([]);
  });

  test("that answers in place of the server, a download is refused by its hash", async () => {
    vi.stubEnv("http_proxy", new URL(baseUrl).origin);
    vi.stubEnv("RNN_DATA_URL", "http://data.invalid/");
    server.on("connect", (_, socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabd"));
    });
    await expect(read()).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
    expect(existsSync(join(folder, "cache"))).toBe(false);
  });
});

describe("loadData and getWordIndex", () => {
  test("report which file was not official, by name", async () => {
    await expect(loadData()).rejects.toMatchObject({
      code: "ERR_RNN_HASH_MISMATCH",
      location: `${baseUrl}/imdb.npz`,
      message: expect.stringMatching(/^loadData: expected imdb\.npz/),
    });
    await expect(getWordIndex({ baseUrl: `${baseUrl}/x/` })).rejects.toMatchObject({
      location: `${baseUrl}/x/imdb_word_index.json`,
    });
  });

  test.skipIf(!existsSync(official))(
    "read the official word index from Keras's cache",
    async () => {
      mkdirSync(join(folder, "keras/datasets"), { recursive: true });
      copyFileSync(official, join(folder, "keras/datasets/imdb_word_index.json"));
      expect((await getWordIndex()).get("movie")).toBe(17);
      expect(requests).toEqual([]);
    },
  );

  test.skipIf(!existsSync(official))("download the official word index, checked", async () => {
    served = readFileSync(official, "utf8");
    expect((await getWordIndex()).size).toBe(88_584);
    expect(requests).toEqual(["/data/imdb_word_index.json"]);
  });
});

describe("in a browser, data is fetched", () => {
  const fetchFile = async (options: Parameters<typeof readInBrowser>[2]) => {
    const { bytes, source } = await readInBrowser("loadData", file, options);
    return { text: new TextDecoder().decode(bytes), source };
  };

  test("from baseUrl, and must be the official file", async () => {
    const url = `${baseUrl}/abc.txt`;
    expect(await fetchFile({ baseUrl })).toEqual({ text: "abc", source: { kind: "fetch", url } });
    served = "abd";
    await expect(fetchFile({ baseUrl })).rejects.toMatchObject({ code: "ERR_RNN_HASH_MISMATCH" });
  });

  test("from the address in path, whatever it holds", async () => {
    served = "mine";
    const url = `${baseUrl}/mine.npz`;
    expect(await fetchFile({ path: url })).toEqual({
      text: "mine",
      source: { kind: "fetch", url },
    });
  });

  test("and refused on a page that cannot check it", async () => {
    vi.stubGlobal("crypto", {});
    await expect(fetchFile({ baseUrl })).rejects.toThrow(/crypto\.subtle/);
    vi.unstubAllGlobals();
  });
});
