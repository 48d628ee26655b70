import { choices, defaultSettings, type Settings } from "../../settings/settings.ts";
import { ownTexts } from "../../state/own-texts.ts";
import { changeSettings, settings } from "../../state/page.ts";
import { ChoiceField, NumberField } from "./fields.tsx";
import { trainTexts } from "./train-texts.ts";

/** Everything that decides what is trained. */
export function SettingsForm() {
  const t = trainTexts();
  const chosen = settings.value;
  const isChapter = chosen.cell === "chapter";
  const isSimple = isChapter || chosen.cell === "simple";
  const hasOwn = ownTexts.value !== undefined;
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>{t.data}</legend>
        <ChoiceField
          name="data"
          label={t.texts}
          options={hasOwn || chosen.data === "own" ? ["synthetic", "own"] : ["synthetic"]}
          nameOf={(value) => t[value]}
        />
        {chosen.data === "synthetic" && <NumberField name="reviews" label={t.reviews} />}
        <NumberField name="words" label={t.words} />
        <NumberField name="length" label={t.length} />
      </fieldset>
      <fieldset>
        <legend>{t.network}</legend>
        <ChoiceField
          name="cell"
          label={t.cell}
          options={choices.cell}
          nameOf={(value) => t[value]}
          onChange={(cell) => changeSettings(settingsForCell(cell))}
        />
        <NumberField name="units" label={t.units} />
        {!isChapter && <NumberField name="embedding" label={t.embedding} />}
        {!isChapter && (
          <ChoiceField
            name="readout"
            label={t.readout}
            options={choices.readout}
            nameOf={(value) => t[value]}
          />
        )}
        {!isChapter && (
          <label class="check">
            <input
              type="checkbox"
              checked={chosen.mask}
              onChange={({ currentTarget }) => changeSettings({ mask: currentTarget.checked })}
            />
            {t.mask}
          </label>
        )}
        {isSimple && (
          <ChoiceField
            name="gradient"
            label={t.gradient}
            options={choices.gradient}
            nameOf={(value) => (value === "exact" ? t.exact : t.printed)}
          />
        )}
      </fieldset>
      <fieldset>
        <legend>{t.learning}</legend>
        {!isChapter && (
          <ChoiceField
            name="optimizer"
            label={t.optimizer}
            options={choices.optimizer}
            nameOf={(value) => optimizerNames[value]}
          />
        )}
        <NumberField name="rate" label={t.rate} />
        <NumberField name="batch" label={t.batch} />
        <NumberField name="epochs" label={t.epochs} />
        <NumberField name="seed" label={t.seed} />
      </fieldset>
      <button type="button" onClick={() => changeSettings(defaultSettings)}>
        {t.defaults}
      </button>
    </form>
  );
}

const optimizerNames = { sgd: "SGD", rmsprop: "RMSprop", adam: "Adam", adamw: "AdamW" };

/** A cell with what it needs to learn: the chapter's has plain gradient descent, a rate of its own and more epochs. */
function settingsForCell(cell: Settings["cell"]): Partial<Settings> {
  if (cell === "chapter") return { cell, optimizer: "sgd", rate: 0.1, units: 32, epochs: 20 };
  if (settings.value.cell !== "chapter") return { cell };
  const { optimizer, rate, units, epochs } = defaultSettings;
  return { cell, optimizer, rate, units, epochs };
}
