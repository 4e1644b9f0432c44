export * from "./failure";
export * from "./queries";
export { call, pick } from "./transport";
export type * from "./types";
