/** Other projects that hold what a model read, said before it is removed. A project that cannot be looked at is said too. */
import { useAsk, type ModelUse } from "../../api";
import { count } from "../../texts/format";
import { say } from "../../texts/say";

/** Projects that are named; more are counted. */
const NAMED = 5;

export function UsedElsewhere({ model }: { model: string }) {
  const { data, loading } = useAsk("model_uses", { model });
  if (loading) return <p role="status">{say("model.uses.looking")}</p>;
  if (!data || data.projects.length + data.unseen === 0) return null;
  const more = data.projects.length - NAMED;
  return (
    <div role="status">
      {data.projects.length > 0 ? (
        <>
          <p>{say("model.uses", { projects: data.projects.length })}</p>
          <ul className="model-uses">{data.projects.slice(0, NAMED).map(line)}</ul>
          {more > 0 ? <p>{say("model.uses.more", { projects: more })}</p> : null}
        </>
      ) : null}
      {data.unseen > 0 ? <p>{say("model.uses.unseen", { projects: data.unseen })}</p> : null}
    </div>
  );
}

const line = (use: ModelUse, at: number) => (
  <li key={at}><b>{use.name}</b> <span className="num">{say("model.uses.rows", { rows: count(use.documents) })}</span></li>
);
