/** What came of choosing again: identical, or where it differs. */
import type { Proof } from "../../api";
import { Icon, VisibleText } from "../../components";
import { say } from "../../texts/say";

export function ProofNote({ of, proof }: { of: string; proof: Proof | null }) {
  if (!proof) return <p className="proof hint" role="status">{say("proof.running", { of })}</p>;
  return (
    <div className="proof" role="status">
      <p className="import-note"><Icon name={proof.identical ? "ok" : "warn"} />
        {say(proof.identical ? "proof.identical" : "proof.differs", { of, documents: proof.documents })}</p>
      <p className="hint">{say("proof.compared", { files: proof.compared })}{proof.absent > 0 && <> {say("proof.absent", { files: proof.absent })}</>}</p>
      {proof.differences.length > 0 && (
        <dl className="proof-parts">
          {proof.differences.map((one, at) => (
            <div key={at}><dt>{say(`proof.part.${one.part}`)}</dt><dd>{say("proof.then")} <code>{one.then}</code><br />{say("proof.now")} <code>{one.now}</code></dd></div>
          ))}
        </dl>
      )}
      {proof.first_row && (
        <div className="proof-row">
          <p>{say("proof.first_row", { row: proof.first_row.row, file: proof.first_row.file })}</p>
          <p>{say("proof.then")} <code dir="auto"><VisibleText text={proof.first_row.then} /></code></p>
          <p>{say("proof.now")} <code dir="auto"><VisibleText text={proof.first_row.now} /></code></p>
        </div>
      )}
    </div>
  );
}
