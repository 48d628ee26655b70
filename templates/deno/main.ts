import { trainTextClassifier } from "@rnn/text-classifier";

const texts = ["a good film", "a bad film", "good", "so bad", "a good one", "a bad one"];
const labels = ["up", "down", "up", "down", "up", "down"];
const { classifier } = await trainTextClassifier({ texts, labels });
await Deno.writeFile("model.safetensors", classifier.save());
for (const text of ["Such a good story", "How bad!"]) {
  console.log(`${text}: ${classifier.classify(text).className}`);
}
