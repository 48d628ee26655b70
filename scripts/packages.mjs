/** The workspace's packages that are for everybody. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.mjs";

/** Name, version and folder of each package that is or will be published. */
export function listPublicPackages() {
  const folders = readdirSync(path.join(root, "packages")).map((name) =>
    path.join(root, "packages", name),
  );
  return folders.flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const { name, version, private: isPrivate = false } = manifest;
    return isPrivate ? [] : { name, version, folder };
  });
}
