/**
 * What a thread of a ThreadPool starts with: `runJob` of the module that its first argument names, as a promise.
 *
 * Piscina loads its file by `require`, and Node 20 aborts the whole process where a thread is ended while
 * `require` loads an ES module. So this one is none, and `import` loads the others; `require` is for a loader of
 * TypeScript that knows nothing else. It is not compiled, and runs from `src` for `dist` too.
 */
const { fileURLToPath } = require("node:url");

const [, , program] = process.argv;
exports.runJob = import(program)
  .catch((error) => {
    if (error.code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
    return require(fileURLToPath(program));
  })
  .then((exported) => exported.runJob ?? exported.default?.runJob);
