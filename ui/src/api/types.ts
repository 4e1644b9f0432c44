/**
 * The table of operations as types: what each operation takes and what it answers, derived from the generated
 * contract so that a screen cannot ask for what is not there.
 */
import type { Answer, Request } from "./bindings/workbench";

export type * from "./bindings/workbench";

/** Names of operations. */
export type Op = Request["op"];

/** What operation `O` takes. */
export type WithOf<O extends Op> = Extract<Request, { op: O }>["with"];

/** What operation `O` answers. */
export type AnswerOf<O extends Op> = Extract<Answer, { op: O }>["value"];
