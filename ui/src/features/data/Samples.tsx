/** The first three rows as the model would read them. */
import type { Failure, SampleRow } from "../../api";
import { Conversation, cx, DocumentText, ErrorState, Icon } from "../../components";
import { say, sayWords } from "../../texts/say";

export function Samples({ samples, failure, stale }: { samples: SampleRow[]; failure: Failure | null; stale: boolean }) {
  return (
    <section className="samples" aria-label={say("import.samples")} aria-busy={stale}>
      <h3 className="part-title">{say("import.samples")}</h3>
      {failure ? <ErrorState failure={failure} compact />
        : samples.length === 0 ? <p className="hint">{say("import.no_samples")}</p>
        : <ol className="sample-list" tabIndex={0} aria-label={say("import.samples")}>{samples.map((sample, at) => <Sample key={at} sample={sample} stale={stale} />)}</ol>}
    </section>
  );
}

function Sample({ sample, stale }: { sample: SampleRow; stale: boolean }) {
  return (
    <li className={cx("sample", stale && "sample-stale")}>
      <p className="hint mono">{sample.id}</p>
      {sample.set_aside !== null ? <p className="import-note"><Icon name="warn" />{say("import.would_set_aside", { reason: sayWords(sample.set_aside) })}</p>
        : sample.turns.length > 0 ? <Conversation turns={sample.turns} /> : <DocumentText text={sample.text} />}
    </li>
  );
}
