import { useState } from "preact/hooks";
import { type Problem, problemOf } from "../../problem/problem.ts";
import { download } from "../../state/download.ts";
import { curves, run } from "../../state/run-state.ts";
import { worker } from "../../state/worker.ts";
import { Command } from "../shared/command.tsx";
import { Failure } from "../shared/failure.tsx";
import { takeTexts } from "./take-texts.ts";

/** The network as files. */
export function Files() {
  const t = takeTexts();
  const [error, setError] = useState<Problem>();
  const offer = async (make: () => Promise<void>) => {
    setError(undefined);
    try {
      await make();
    } catch (cause) {
      setError(problemOf(cause));
    }
  };
  const model = async () => {
    const bytes = await worker.call("makeModelFile", null);
    download("model.safetensors", bytes, "application/octet-stream");
  };
  const onnx = async () => {
    const bytes = await worker.call("makeOnnxFile", null);
    download("model.onnx", bytes, "application/octet-stream");
  };
  const page = async () => {
    const { makeReportPage } = await import("./make-report-page.tsx");
    download("report.html", await makeReportPage(), "text/html");
  };
  const report = async () => {
    const data = await worker.call("makeReportData", { epochs: curves.epochs });
    download("report.json", `${JSON.stringify(data, null, 2)}\n`, "application/json");
    const trainingMs = curves.epochs.map((epoch) => epoch.trainingMs);
    download("timings.json", `${JSON.stringify({ trainingMs })}\n`, "application/json");
    // What the command line knows the folder of a run by.
    const config = `${JSON.stringify(run.value.settings, null, 2)}\n`;
    download("config.json", config, "application/json");
  };
  return (
    <section>
      <h2>{t.files}</h2>
      <Failure error={error} />
      <dl class="files">
        <dt>
          <button type="button" onClick={() => void offer(model)}>
            model.safetensors
          </button>
        </dt>
        <dd>
          {t.model} <Command>{'npm start -- predict model.safetensors "…"'}</Command>
        </dd>
        <dt>
          <button type="button" onClick={() => void offer(onnx)}>
            model.onnx
          </button>
        </dt>
        <dd>{t.onnx}</dd>
        <dt>
          <button type="button" onClick={() => void offer(page)}>
            report.html
          </button>
        </dt>
        <dd>{t.reportPage}</dd>
        <dt>
          <button type="button" onClick={() => void offer(report)}>
            report.json
          </button>
        </dt>
        <dd>
          {t.report} <Command>npm start -- report folder</Command>
        </dd>
      </dl>
    </section>
  );
}
