/** Failures as they arrive from the shell, and the words they may carry for experts. */
import type { Failure } from "./types";

/** Is this the contract's `Failure`? */
export function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "arguments" in thrown;
}

/** Anything thrown as a `Failure`; what the contract does not know becomes a fault of the app with its words kept. */
export function asFailure(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", arguments: { detail } };
}

/** Code and arguments on separate lines, to be copied into a report. */
export function failureDetails(failure: Failure): string {
  const lines = Object.entries(failure.arguments).map(([name, value]) => `${name}: ${value}`);
  return [failure.code, ...lines].join("\n");
}
