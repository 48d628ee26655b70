/** A file of the data set: its name, and what the official copy of it is. */
export interface DatasetFile {
  readonly name: string;
  readonly bytes: number;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
}

/** Where TensorFlow and Keras publish the files. */
export const officialBaseUrl = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

/** The official files: the one place with their names, sizes and hashes. */
export const datasetFiles = {
  reviews: {
    name: "imdb.npz",
    bytes: 17_464_789,
    sha256: "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
  },
  wordIndex: {
    name: "imdb_word_index.json",
    bytes: 1_641_221,
    sha256: "027313fe9a320280f3bf0fac5baf58c4a683cf39a7ed9c3d3d3912bde4284cf6",
  },
} as const satisfies Record<string, DatasetFile>;

/** The reviews' texts, which their authors publish; read where a user has it, never downloaded. */
export const stanfordArchive = {
  name: "aclImdb_v1.tar.gz",
  page: "https://ai.stanford.edu/~amaas/data/sentiment/",
} as const;
