/** What the package.json of every public package takes from that of the root, the one place where it is set. */

const shared = ["author", "homepage", "bugs", "funding"];

/**
 * The package's manifest with the root's `repository`, `homepage`, `bugs`, `author` and `funding` after its
 * licence, and without those that the root does not have. The repository also names the package's folder.
 *
 * @param {Record<string, unknown>} manifest
 * @param {Record<string, unknown>} root the root's manifest
 * @param {string} directory the package's folder from the root on: packages/tensor
 */
export function withMetadata(manifest, root, directory) {
  const fields = [];
  for (const name of shared) {
    if (root[name] !== undefined) fields.push([name, root[name]]);
  }
  if (root.repository !== undefined) {
    const { type = "git", url = root.repository } = root.repository;
    fields.push(["repository", { type, url, directory }]);
  }
  const replaced = new Set([...shared, "repository"]);
  const own = Object.entries(manifest).filter(([name]) => !replaced.has(name));
  const after = own.findIndex(([name]) => name === "license") + 1;
  return Object.fromEntries(own.toSpliced(after, 0, ...fields));
}
