/**
 * Options that npm takes for its own. In `npm start train --data x.csv`, without `--`, npm turns `--data` into
 * the environment variable npm_config_data=true, and passes on `train x.csv`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Words in which options name a number: `--epochs <count>`. */
const numbers = new Set(["count", "id", "rate", "seconds", "seed", "size", "steps"]);

/** Options that npm reads as the beginning of one of its own. */
const abbreviated = new Map([["engine", "engine-strict"]]);

/**
 * The options that sources declare, each with the placeholder of its value, such as `<count>`, or "" for a
 * switch. Read from the text of the sources, since it is asked before anything is installed or built.
 */
export function readAppOptions(folder) {
  const options = new Map();
  for (const file of readdirSync(folder, { recursive: true })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const source = readFileSync(path.join(folder, file), "utf8");
    const names = source.matchAll(/["`](?:-\w, )?--([a-z][a-z0-9-]+)(?: ([<[][\w-]+[>\]]))?/g);
    for (const [, name, placeholder = ""] of names) {
      options.set(name, placeholder || (options.get(name) ?? ""));
    }
  }
  return options;
}

/**
 * What to pass to the app where npm swallowed options, else undefined. A value that could belong to several
 * options is shown as its placeholder.
 *
 * @param {string[]} args what npm passed on
 * @param {Record<string, string | undefined>} env npm's environment
 * @param {Map<string, string>} options as `readAppOptions` gives them
 */
export function restoreSwallowedOptions(args, env, options) {
  const configured = readNpmrcKeys(env);
  const values = new Map();
  for (const name of options.keys()) {
    const key = abbreviated.get(name) ?? name;
    const value = env[`npm_config_${key.replaceAll("-", "_")}`];
    if (value && !configured.has(key)) values.set(name, value === "true" ? "" : value);
  }
  if (values.size === 0) return undefined;

  const open = [...values.keys()].filter((name) => options.get(name) !== "" && !values.get(name));
  const kept = args.slice(0, Math.max(0, args.length - open.length));
  const matched = matchValues(open, args.slice(kept.length), options);
  for (const name of open) values.set(name, matched?.get(name) ?? options.get(name));
  const given = [...values].flatMap(([name, value]) =>
    value ? [`--${name}`, value] : `--${name}`,
  );
  return [...kept, ...given];
}

/** The one way to give each option a value of its kind; undefined where there are several or none. */
function matchValues(names, values, options) {
  if (names.length !== values.length) return undefined;
  const isNumeric = (name) => numbers.has(options.get(name).slice(1, -1));
  const numeric = names.filter(isNumeric);
  const others = names.filter((name) => !isNumeric(name));
  if (numeric.length > 1 || others.length > 1) return undefined;
  const matched = new Map();
  for (const value of values) {
    const [name] = value !== "" && Number.isFinite(Number(value)) ? numeric : others;
    if (name === undefined) return undefined;
    matched.set(name, value);
  }
  return matched;
}

/** The keys of the user's npm settings, which nobody typed just now. */
function readNpmrcKeys(env) {
  const keys = new Set();
  for (const file of [env.npm_config_userconfig, env.npm_config_globalconfig]) {
    if (!file || !existsSync(file)) continue;
    const lines = readFileSync(file, "utf8").matchAll(/^\s*([\w-]+)\s*=/gm);
    for (const [, key] of lines) keys.add(key.replaceAll("_", "-"));
  }
  return keys;
}

/** An argument as a shell takes it, in quotes where it needs them; placeholders stay as they are. */
export function quote(argument) {
  if (/^(?:[\w@%+=:,./~\\-]+|<[\w-]+>|\[[\w-]+\])$/.test(argument)) return argument;
  return `"${argument.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}
