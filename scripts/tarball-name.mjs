/** What npm and pnpm call a package's tarball: `@rnn/tensor` 1.2.3 is rnn-tensor-1.2.3.tgz. */
export function nameTarball(name, version) {
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}
