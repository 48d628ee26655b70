/** Apart from the rest, so that who opens no model loads nothing of what only that needs. */
export { describePrediction, loadTextClassifier, occludeWords } from "@rnn/text-classifier";
