/** Before there is a map: what it will be, how long it takes, and the job that makes it. */
import { useAsk, useDo, type JobView, type MapInfo, type MapKind, type MapOffer } from "../../api";
import { stateText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { duration } from "../../texts/format";
import { say, sayFailure } from "../../texts/say";
import { JobDeeds, JobProgress } from "../activity/JobDeeds";
import { sourceWords } from "./words";

const ENDED: ReadonlySet<JobView["state"]> = new Set(["done", "cancelled"]);

interface Props {
  kind: MapKind;
  offer: MapOffer | null;
  job: number | null;
}

/** The job at it, and the deed that starts one. */
function useMaking({ kind, job }: Pick<Props, "kind" | "job">) {
  const start = useDo("start_map");
  const jobs = useAsk("jobs", {}).data;
  const mine = start.variables?.kind === kind ? start.data?.job : undefined;
  const found = jobs?.find((each) => each.job === (mine ?? job));
  const making = found && !ENDED.has(found.state) ? found : null;
  return { making, pending: start.isPending, begin: () => start.mutate({ kind }, { onError: (failed) => report(failed) }) };
}

export function MakeMap(props: Props) {
  const { kind, offer } = props;
  const { making, pending, begin } = useMaking(props);
  if (making) return <EmptyState title={say("map.making")}><Underway job={making} /></EmptyState>;
  if (!offer) {
    return (
      <EmptyState title={say("map.unread.title")} action={<Button look="solid" onClick={() => go("model")}>{say("map.unread.go")}</Button>}>
        {say(`map.unread.${kind}`)}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={say(`map.empty.${kind}`)} action={<Button look="solid" disabled={pending} onClick={begin}>{say("map.draw")}</Button>}>
      <p>{say("map.empty.words", { rows: offer.documents, representation: sourceWords(offer.representation), model: offer.model_name })}</p>
      <p>{say("map.empty.time", { time: duration(offer.seconds) })}</p>
    </EmptyState>
  );
}

/** A map that is older than what was read since. */
export function Remake(props: Props & { map: MapInfo }) {
  const { map, offer } = props;
  const { making, pending, begin } = useMaking(props);
  if (making) return <div className="banner"><p role="status">{stateText(making)}</p><div className="banner-progress"><JobProgress job={making} /></div><JobDeeds job={making} /></div>;
  if (!offer) return null;
  return (
    <div className="banner">
      <p>{say("map.old", { rows: map.documents, now: offer.documents })}</p>
      <Button disabled={pending} onClick={begin}>{say("map.redraw", { time: duration(offer.seconds) })}</Button>
    </div>
  );
}

function Underway({ job }: { job: JobView }) {
  return (
    <div className="map-job">
      <p role="status">{job.state === "failed" ? say("map.failed") : `${stateText(job)}${job.state === "running" ? "…" : ""}`}</p>
      {job.failure ? <p>{sayFailure(job.failure)}</p> : null}
      {job.state === "queued" ? null : <JobProgress job={job} />}
      <div className="map-job-deeds"><JobDeeds job={job} /></div>
    </div>
  );
}
