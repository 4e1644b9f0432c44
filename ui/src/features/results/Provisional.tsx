/** What to know before trusting the order: rows still unread, or neurons that were computed elsewhere. */
import { useAsk, useDo, type JobView, type ProjectInfo, type RankingNote, type RankingView } from "../../api";
import { paceText } from "../../app/jobText";
import { useSettings } from "../../app/settings";
import { report } from "../../app/status";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Progress } from "../../components/Progress";
import { isTextKey, say } from "../../texts/say";

/** The reading that is under way, if there is one. */
export function useReading(): JobView | undefined {
  const jobs = useAsk("jobs", {});
  return jobs.data?.find((job) => job.kind === "reading" && (job.state === "running" || job.state === "queued" || job.state === "paused"));
}

export function Provisional({ ranking, project }: { ranking: RankingView; project: ProjectInfo }) {
  const reading = useReading();
  return (
    <>
      {ranking.unread > 0 ? <Unread ranking={ranking} reading={reading} model={ranking.query.model ?? project.current_model} /> : project.is_sample ? <ShippedNote project={project} /> : null}
      {ranking.notes.map((note) => <div key={note.english} className="banner"><Icon name="info" /><p>{noteWords(note)}</p></div>)}
    </>
  );
}

/** What the method says of how the ranking came about; in its own words where the catalogue has none. */
function noteWords({ note, arguments: values, english }: RankingNote): string {
  const key = `results.note.${note}`;
  return isTextKey(key) ? say(key, values) : english;
}

function Unread({ ranking, reading, model }: { ranking: RankingView; reading: JobView | undefined; model: string | null }) {
  const start = useDo("start_reading");
  const known = ranking.ranked + ranking.unscored + ranking.left_out + ranking.collapsed + ranking.without_quality + ranking.barred;
  const read = known / Math.max(1, known + ranking.unread);
  return (
    <div className="banner">
      <Icon name="half" />
      <p>
        <strong>{say("results.provisional.share", { read })}</strong>{" "}
        {say("results.provisional.words", { unread: ranking.unread })}
      </p>
      {reading ? (
        <span className="banner-progress">
          <Progress label={say("results.provisional.progress")} value={reading.total ? reading.done / reading.total : null} />
          <span className="num">{paceText(reading) ?? say(`job.state.${reading.state}`)}</span>
        </span>
      ) : (
        <Button disabled={model === null || start.isPending} onClick={() => {
          if (model !== null) start.mutate({ model, scope: { kind: "rest" }, settings: null, representations: null, autoencoder: null }, { onError: (failure) => report(failure) });
        }}>{say("results.provisional.read_rest")}</Button>
      )}
    </div>
  );
}

const SHIPPED = "results.shipped";

function ShippedNote({ project }: { project: ProjectInfo }) {
  const { settings, change } = useSettings();
  const shipped = project.readings.find((reading) => reading.shipped);
  if (!shipped || !settings || settings.dismissed.includes(SHIPPED)) return null;
  return (
    <div className="banner">
      <Icon name="info" />
      <p>{say("results.shipped", { model: shipped.model_name })}</p>
      <IconButton icon="cross" label={say("action.dismiss")} onClick={() => change({ dismissed: [...settings.dismissed, SHIPPED] })} />
    </div>
  );
}
