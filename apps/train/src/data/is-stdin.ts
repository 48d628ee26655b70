/** Whether a path means stdin. Its files in /dev are read as the stream: a socket cannot be opened by its path. */
export function isStdin(path: string): boolean {
  return path === "-" || path === "/dev/stdin" || path === "/dev/fd/0";
}
