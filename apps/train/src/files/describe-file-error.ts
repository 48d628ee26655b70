/** What is wrong with a path, by the code that the system gives. */
const descriptions: Readonly<Record<string, string>> = {
  EACCES: "one without permission",
  EEXIST: "a file in its place",
  EISDIR: "a folder",
  ELOOP: "a circle of links",
  ENAMETOOLONG: "a name that is too long",
  ENOENT: "no such file or folder",
  ENOSPC: "a full disk",
  ENOTDIR: "a path through a file",
  EPERM: "one without permission",
  EROFS: "a disk that cannot be written",
};

/** What went wrong with a file in words, to follow "got"; of what is no error of the system its message. */
export function describeFileError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code !== undefined && /^E[A-Z]+$/.test(code) ? describeCode(code) : message;
}

/** The same for a message that names a code after "got". */
export function describeCodesIn(message: string): string {
  return message.replaceAll(
    /\bgot (E[A-Z]{3,})\b/g,
    (_, code: string) => `got ${describeCode(code)}`,
  );
}

function describeCode(code: string): string {
  return Object.hasOwn(descriptions, code) ? descriptions[code] : code;
}
