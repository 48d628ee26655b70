import { curves, curvesVersion, run } from "../state/run-state.ts";
import { hasChanged, pause, play, speed, step, stop } from "../state/train.ts";
import { ActionButton } from "./action-button.tsx";
import { Icon } from "./icons.tsx";
import { shellTexts } from "./shell-texts.ts";

/** Batches a second that can be chosen. */
const speeds = [1, 5, 20, 100, Number.POSITIVE_INFINITY];

/** Play, pause, step, stop and speed, and where the training is; on every view. */
export function RunBar() {
  const t = shellTexts();
  const { status } = run.value;
  const isPlaying = status === "playing" || status === "preparing";
  const changed = hasChanged();
  const resumes = status === "paused" && !changed;
  return (
    <section class="run-bar" aria-label={t.training}>
      <div class="buttons">
        <ActionButton
          isPrimary
          isAvailable={status !== "preparing"}
          onClick={isPlaying ? pause : play}
        >
          <Icon name={isPlaying ? "pause" : "play"} />{" "}
          {isPlaying ? t.pause : resumes ? t.resume : t.train}
        </ActionButton>
        <ActionButton
          isAvailable={status !== "preparing" && (status !== "done" || changed)}
          onClick={() => void step()}
        >
          <Icon name="step" /> {t.step}
        </ActionButton>
        <ActionButton isAvailable={isPlaying || status === "paused"} onClick={stop}>
          <Icon name="stop" /> {t.stop}
        </ActionButton>
        <label class="speed">
          <span>{t.speed}</span>
          <select
            value={String(speed.value)}
            onChange={({ currentTarget }) => {
              speed.value = Number(currentTarget.value);
            }}
          >
            {speeds.map((each) => (
              <option key={each} value={String(each)}>
                {Number.isFinite(each) ? t.batchesPerSecond(each) : t.fullSpeed}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="where" data-status={status}>
        {t[status]}
        <Position />
      </p>
      <p class="visually-hidden" role="status">
        {t[status]}
      </p>
    </section>
  );
}

/** The epoch, the batch and the last figures. */
function Position() {
  const t = shellTexts();
  const { settings, batchesPerEpoch } = run.value;
  if (curvesVersion.value === 0 || settings === undefined) return null;
  const batches = curves.batches.length;
  if (batches === 0 || batchesPerEpoch === 0) return null;
  const epoch = Math.ceil(batches / batchesPerEpoch);
  const last = curves.epochs.at(-1);
  return (
    <span class="figures">
      {t.epoch(epoch, settings.epochs)}
      {` · ${t.batch(batches - (epoch - 1) * batchesPerEpoch, batchesPerEpoch)}`}
      {` · ${t.loss(curves.batches[batches - 1].toFixed(3))}`}
      {last && ` · ${t.accuracy((100 * last.valAccuracy).toFixed(1))}`}
    </span>
  );
}
