import * as v from "valibot";

/**
 * The value as the schema gives it.
 * @throws TypeError that names the caller, the rule and the place where it is not `what` the schema says
 */
export function readChecked<T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  caller: string,
  what: string,
): T {
  const { issues, output, success } = v.safeParse(schema, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  const rule =
    issue.kind === "validation" && issue.type === "check" ? issue.message : issue.expected;
  throw new TypeError(
    `${caller}: expected ${rule ?? what}, got ${issue.received} ` +
      `(at ${v.getDotPath(issue) ?? "the top"}). The file is damaged or not ${what}: make it again.`,
  );
}
