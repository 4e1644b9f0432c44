/** How far annotators agree: what they said of the same rows, with figures and whose words describe them. */
import { useAsk, type Agreement, type AnnotatorPair } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { Scroller } from "../../components/Scroller";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { alphaWord, figure, headline, kappaWord } from "./agreement";

export function AgreementDialog({ onClose, onConflicts }: { onClose: () => void; onConflicts: () => void }) {
  const asked = useAsk("agreement", {});
  const told = asked.data;
  const conflicts = (told?.open ?? 0) + (told?.ruled ?? 0) > 0;
  const actions = (
    <>
      <Button onClick={onClose}>{say("action.close")}</Button>
      {conflicts ? <Button look="solid" onClick={onConflicts}>{say("agreement.see_conflicts")}</Button> : null}
    </>
  );
  return (
    <Dialog title={say("review.agreement")} open onClose={onClose} actions={actions} width="middle">
      {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact /> : told ? <Told told={told} /> : <Skeleton lines={6} />}
    </Dialog>
  );
}

function Told({ told }: { told: Agreement }) {
  return (
    <div className="agreement">
      <p className="agreement-head">{headline(told)}</p>
      {told.rows > 0 ? <p>{say("agreement.conflicts", { open: told.open, ruled: told.ruled })}</p> : <p className="ink-2">{say("agreement.how")}</p>}
      {told.alpha ? (
        <p><strong className="num">{say("agreement.alpha", { figure: figure(told.alpha) })}</strong> {alphaWord(told.alpha, told.rows)} <span className="ink-3">{say("agreement.alpha_source")}</span></p>
      ) : told.rows > 0 ? <p className="ink-2">{say("agreement.untold")}</p> : null}
      {told.pairs.length > 0 ? <Pairs pairs={told.pairs} /> : null}
      <p className="hint">{say("agreement.rule")}</p>
    </div>
  );
}

function Pairs({ pairs }: { pairs: AnnotatorPair[] }) {
  return (
    <>
      <Scroller className="slices-scroll" label={say("agreement.pairs")}>
        <table className="agreement-table">
          <caption className="hidden">{say("agreement.pairs")}</caption>
          <thead><tr><th scope="col">{say("agreement.people")}</th><th scope="col" className="num">{say("agreement.both")}</th><th scope="col" className="num">{say("agreement.alike")}</th><th scope="col">{say("agreement.kappa")}</th></tr></thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={`${pair.first}\n${pair.second}`}>
                <th scope="row" dir="auto">{say("compare.and", { words: pair.first, name: pair.second })}</th>
                <td className="num">{pair.rows}</td>
                <td className="num">{share(pair.same.value)}<small>{say("agreement.range", { low: pair.same.low ?? 0, high: pair.same.high ?? 1 })}</small></td>
                <td>{pair.kappa ? <><span className="num">{figure(pair.kappa)}</span><small>{kappaWord(pair.kappa, pair.rows)}</small></> : <span className="ink-2">{say("agreement.untold_short")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <p className="chart-note">{say("agreement.kappa_source")}</p>
    </>
  );
}
