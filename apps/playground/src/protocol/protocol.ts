/**
 * What the page and its worker say to each other. The page calls by a number; the worker answers each call once,
 * with a value or an error, and reports the training in between, at most once a frame.
 */

import type { Problem } from "../problem/problem.ts";
import type { Progress } from "../training/progress.ts";
import type { Calls } from "../worker/calls.ts";

/** The name of a call. */
export type CallName = keyof Calls;
/** What a call takes; null where it takes nothing. */
export type Params<Name extends CallName> =
  Parameters<Calls[Name]> extends readonly [infer First, ...unknown[]] ? First : null;
/** What it gives. */
export type Result<Name extends CallName> = Awaited<ReturnType<Calls[Name]>>;

/** From the page to the worker. */
export type Request =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: CallName;
      readonly params: unknown;
    }
  | { readonly kind: "cancel"; readonly id: number };

/** From the worker to the page. */
export type Reply =
  | { readonly kind: "result"; readonly id: number; readonly value: unknown }
  | { readonly kind: "error"; readonly id: number; readonly problem: Problem }
  | { readonly kind: "progress"; readonly progress: Progress };
