import { TextClassifier } from "@rnn/text-classifier";
import type { Session } from "./session.ts";

const known = new WeakMap<Session, TextClassifier>();

/** The network with what turns a text into its input; it follows the network as that learns. */
export function classifierOf(session: Session): TextClassifier {
  const before = known.get(session);
  if (before) return before;
  const { settings, data, trainee } = session;
  const classifier = new TextClassifier({
    network: trainee.network,
    vocabulary: data.vocabulary,
    maxlen: settings.length,
    classNames: data.source.classNames,
    ...data.format,
  });
  known.set(session, classifier);
  return classifier;
}
