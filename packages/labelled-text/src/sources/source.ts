/** What labelled texts are read from, wherever it is: what a platform or given content provides. */
export type Source =
  | { readonly kind: "file"; readonly file: SourceFile }
  | { readonly kind: "folder"; readonly folder: SourceFolder };

/** A file of rows. */
export interface SourceFile {
  /** Its own name, without folders. */
  readonly name: string;
  /** The path or name, for messages. */
  readonly location: string;
  /** Undefined where it shows only as the bytes come. */
  readonly totalBytes: number | undefined;
  /** Whether the bytes are all there is, as those of a pipe or another stream, so that no name need say their kind. */
  readonly isStream: boolean;
  chunks(): AsyncIterable<Uint8Array>;
}

/** A folder of files; paths in it are relative to it, with slashes. */
export interface SourceFolder {
  readonly name: string;
  readonly location: string;
  /** What is directly in a folder, hidden entries left out, in plain string order. */
  list(path: string): Promise<FolderEntries>;
  /** Where an entry is, for messages. */
  locate(path: string): string;
  sizeOf(path: string): Promise<number>;
  read(path: string): Promise<Uint8Array>;
}

export interface FolderEntries {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** What a platform provides: the file or folder at a path. */
export type OpenPath = (path: string) => Promise<Source>;
