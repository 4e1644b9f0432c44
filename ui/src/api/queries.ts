/**
 * Questions and deeds as hooks over one cache. A question is kept under its operation and arguments; events of the
 * workbench say which answers are stale.
 */
import {
  keepPreviousData,
  type Query,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import { call, columns } from "./transport";
import type { AnswerOf, Changed, Columns, Event, Failure, JobView, Op, WithOf } from "./types";

/** Operations whose answers depend on each part of a project. */
const STALE: Record<Changed, (Op | Columns["columns"])[]> = {
  project: ["overview", "backups", "recent_projects", "imports", "set_aside", "pool_page", "pool_columns", "document", "goals", "duplicates", "alike", "surprises",
    "goal", "models", "model_uses", "jobs", "autoencoders", "autoencoder_estimate", "ranking_page", "rank", "goal_stability", "runs", "rank_changes", "without_example", "why", "neuron_strip", "neuron", "neuron_pair", "neuron_pair_figure", "neuron_flow", "neuron_flow_figure", "neuron_names", "tokens", "neuron_tokens", "figure", "cut", "export_preview", "exports", "deeds",
    "compare", "compare_figure", "disagreements", "standings", "slices", "why_differ", "blind_round", "blind_rounds", "evidence", "evidence_estimate", "studies", "study_estimate", "map", "map_coverage", "map_region", "map_matching", "review_queue", "review_progress", "decisions", "decide_preview", "agreement", "merge_preview"],
  pool: ["review_queue", "review_progress", "overview", "imports", "set_aside", "pool_page", "pool_columns", "document", "goal", "rank", "models", "autoencoder_estimate", "evidence", "evidence_estimate", "duplicates", "surprises", "study_estimate", "map", "map_coverage", "map_matching"],
  goals: ["overview", "goals", "goal", "rank", "map_coverage", "neuron_pair", "neuron_pair_figure", "evidence", "evidence_estimate", "study_estimate"],
  models: ["overview", "models", "model_uses", "computer", "hub_account", "autoencoders", "autoencoder_estimate", "folders", "token"],
  features: ["map", "map_coverage", "surprises", "overview", "models", "model_uses", "autoencoders", "goal", "rank", "document", "pool_page", "evidence", "evidence_estimate", "study_estimate"],
  evidence: ["evidence", "evidence_estimate"],
  review: ["review_progress", "decisions", "decide_preview", "agreement", "merge_preview"],
  pins: ["rank"],
  names: ["neuron", "neuron_names"],
  studies: ["studies", "study_estimate"],
  map: ["map"],
  runs: ["runs"],
  deeds: ["deeds"],
  backups: ["backups"],
};

/** The window's one cache. Answers stay fresh until an event says otherwise. */
export function makeCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

/** What a screen sees of a question. */
export interface Asked<O extends Op> {
  data: AnswerOf<O> | undefined;
  failure: Failure | null;
  /** No answer yet. */
  loading: boolean;
  /** `data` is the answer to an earlier question and a new one is on its way. */
  stale: boolean;
  again: () => void;
}

/** How to ask. */
export interface Asking {
  /** Ask now; false waits. */
  enabled?: boolean;
  /** Show the answer to the last question until the new one is here. */
  keep?: boolean;
}

/** The cache key of a question. */
export const keyOf = <O extends Op>(op: O, arguments_: WithOf<O>) => [op, arguments_] as const;

/** Asks, and asks again when an event makes the answer stale. */
export function useAsk<O extends Op>(op: O, arguments_: WithOf<O>, how: Asking = {}): Asked<O> {
  const query = useQuery<AnswerOf<O>, Failure>({
    queryKey: keyOf(op, arguments_),
    queryFn: () => call(op, arguments_),
    enabled: how.enabled ?? true,
    ...(how.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
  return {
    data: query.data,
    failure: query.error,
    loading: query.isPending,
    stale: query.isPlaceholderData,
    again: () => void query.refetch(),
  };
}

/** Columns of many numbers, as bytes; kept like answers. */
export function useColumns(wanted: Columns, how: Asking = {}): { data: ArrayBuffer | undefined; failure: Failure | null } {
  const query = useQuery<ArrayBuffer, Failure>({
    queryKey: [wanted.columns, wanted.with],
    queryFn: () => columns(wanted),
    enabled: how.enabled ?? true,
    // The same bytes in another buffer are another picture: nothing is compared.
    structuralSharing: false,
    ...(how.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
  return { data: query.data, failure: query.error };
}

/** A deed: `mutate(arguments)`; the answer's own question, if it is cached, is asked again by events. */
export function useDo<O extends Op>(op: O): UseMutationResult<AnswerOf<O>, Failure, WithOf<O>> {
  const cache = useQueryClient();
  return useMutation<AnswerOf<O>, Failure, WithOf<O>>({
    mutationFn: (arguments_) => call(op, arguments_),
    onSuccess: () => {
      for (const stale of AFTER[op] ?? []) void cache.invalidateQueries({ queryKey: [stale] });
    },
  });
}

/** Lists that a deed changes without an event that says so. */
const AFTER: Partial<Record<Op, Op[]>> = {
  forget_recent: ["recent_projects"], choose_folder: ["folders"], set_token: ["token"], start_blind_round: ["blind_rounds"], judge_blind_pair: ["blind_rounds"],
  dismiss_job: ["jobs"], start_import: ["jobs"], start_hub_import: ["jobs"], start_reading: ["jobs"], start_export: ["jobs"], cancel_job: ["evidence_estimate", "studies", "study_estimate"], start_map: ["jobs", "map"], start_study: ["jobs", "study_estimate"], start_evidence_run: ["jobs", "evidence_estimate"], download_model: ["jobs", "models"],
};

/** The cache itself, for screens that page by hand. */
export const useCache = useQueryClient;

/** Takes an event into the cache. */
export function absorb(cache: QueryClient, event: Event): void {
  if (event.event === "job") absorbJob(cache, event.value);
  if (event.event === "changed") {
    const stale = new Set(event.value.flatMap((part) => STALE[part]));
    void askAgain(cache, (query) => stale.has(query.queryKey[0] as Op));
  }
}

/**
 * Asks stale questions again. Those under way are let go first: the cache would take a first answer that was computed
 * before the change as fresh.
 */
async function askAgain(cache: QueryClient, predicate: (query: Query) => boolean): Promise<void> {
  await cache.cancelQueries({ predicate });
  await cache.invalidateQueries({ predicate });
}

/**
 * A list of jobs under way may have been made before the job ended, and would bring back what it was then: it is asked
 * for again. While the job runs the next event mends that by itself.
 */
function absorbJob(cache: QueryClient, job: JobView): void {
  cache.setQueryData<JobView[]>(keyOf("jobs", {}), (jobs) => {
    if (!jobs) return jobs;
    const known = jobs.some((other) => other.job === job.job);
    return known ? jobs.map((other) => (other.job === job.job ? job : other)) : [job, ...jobs];
  });
  if (job.outcome?.kind === "exported") void askAgain(cache, (query) => query.queryKey[0] === "exports");
  const isJobs = (query: Query) => query.queryKey[0] === "jobs";
  if (job.state !== "running" && cache.isFetching({ predicate: isJobs }) > 0) void askAgain(cache, isJobs);
}
