import { useId, useState } from "preact/hooks";
import { isSetting, limits, type SettingName, type Settings } from "../../settings/settings.ts";
import { changeSettings, settings } from "../../state/page.ts";
import { trainTexts } from "./train-texts.ts";

/** A setting that is a number. What is not valid stays in the field, with the rule beside it, and changes nothing. */
export function NumberField({ name, label }: { name: keyof typeof limits; label: string }) {
  const t = trainTexts();
  const id = useId();
  const [refused, setRefused] = useState<string>();
  const [least, most] = limits[name];
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        inputMode={name === "rate" ? "decimal" : "numeric"}
        value={refused ?? String(settings.value[name])}
        aria-invalid={refused !== undefined}
        {...(refused !== undefined && { "aria-describedby": `${id}-rule` })}
        onChange={({ currentTarget: { value } }) => {
          const number = value.trim() === "" ? Number.NaN : Number(value);
          const isValid = isSetting(name, number);
          setRefused(isValid ? undefined : value);
          if (isValid) changeSettings({ [name]: number });
        }}
      />
      {refused !== undefined && (
        <span class="rule-text" id={`${id}-rule`} role="alert">
          {name === "rate" ? t.numberFrom(least, most) : t.wholeFrom(least, most)}
        </span>
      )}
    </p>
  );
}

/** A setting that is one of a few values. */
export function ChoiceField<
  Name extends SettingName & ("data" | "cell" | "readout" | "gradient" | "optimizer"),
>(props: {
  readonly name: Name;
  readonly label: string;
  readonly options: readonly Settings[Name][];
  readonly nameOf: (value: Settings[Name]) => string;
  readonly onChange?: (value: Settings[Name]) => void;
}) {
  const { name, label, options, nameOf, onChange } = props;
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={settings.value[name]}
        onChange={({ currentTarget: { value } }) => {
          const chosen = options.find((each) => each === value);
          if (chosen === undefined) return;
          if (onChange) onChange(chosen);
          else changeSettings({ [name]: chosen });
        }}
      >
        {options.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </p>
  );
}
