import { trainTextClassifier } from "@rnn/text-classifier";

const texts = ["a good film", "a bad film", "good", "so bad", "a good one", "a bad one"];
const labels = ["up", "down", "up", "down", "up", "down"];
const { classifier } = await trainTextClassifier({ texts, labels });
const [input, output] = document.querySelectorAll("input, output");
input.oninput = () => {
  output.value = classifier.classify(input.value).className;
};
input.oninput();
