declare module "write-file-atomic" {
  function writeFileAtomic(path: string, data: Uint8Array | string): Promise<void>;
  export = writeFileAtomic;
}
