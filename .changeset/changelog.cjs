/**
 * What a line of a CHANGELOG.md is: a changeset's text, without the hash of its commit, which says nothing to
 * somebody who has the package alone.
 */
module.exports = {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll("\n", "\n  ")}`,
  getDependencyReleaseLine: async (_changesets, dependencies) =>
    [
      "- Updated dependencies",
      ...dependencies.map(({ name, newVersion }) => `  - ${name}@${newVersion}`),
    ].join("\n"),
};
