/** The surprise filter's intervals, each by two handles on the histogram of its entropy. */
import { useAsk, type EntropySpread, type MethodView } from "../../api";
import { useSelection } from "../../app/selection";
import { HandleHistogram } from "../../charts/HandleHistogram";
import { ErrorState, Skeleton } from "../../components/States";
import { number } from "../../texts/format";
import { isTextKey, say } from "../../texts/say";
import type { HowToRank } from "./MethodMenu";
import { withSetting } from "./methods";

interface Props {
  method: MethodView;
  how: HowToRank;
  onSettings: (settings: Record<string, number>) => void;
}

/** The method whose settings are intervals on histograms. */
export const WITH_HANDLES = "euds";

/** Names of the settings that handles set. */
export const isHandle = (name: string): boolean => /_(low|high)$/.test(name);

export function SurpriseHandles({ method, how, onSettings }: Props) {
  const { goal } = useSelection();
  const found = useAsk("surprises", { goal: goal ?? -1, model: how.model, settings: how.settings }, { enabled: goal !== null, keep: true });
  if (found.failure && !found.data) return <ErrorState compact failure={found.failure} onRetry={found.again} />;
  if (!found.data) return <Skeleton lines={5} />;
  return (
    <div className="surprise">
      {found.data.entropies.map((spread) => <Interval key={spread.entropy} spread={spread} method={method} settings={how.settings} onSettings={onSettings} />)}
      <p className="field-hint" role="status">{say("results.surprise.inside", { inside: found.data.inside, documents: found.data.documents })} {say("results.surprise.outside")}</p>
    </div>
  );
}

function Interval({ spread, method, settings, onSettings }: { spread: EntropySpread; method: MethodView; settings: Record<string, number>; onSettings: Props["onSettings"] }) {
  const [lower, upper] = ["low", "high"].map((end) => method.settings.find(({ name }) => name === `${spread.entropy}_${end}`));
  if (!lower || !upper) return null;
  const [low, high] = [settings[lower.name] ?? lower.default, settings[upper.name] ?? upper.default].sort((a, b) => a - b) as [number, number];
  const key = `results.surprise.${spread.entropy}`;
  const entropy = isTextKey(key) ? say(key) : spread.entropy;
  return (
    <section className="surprise-interval">
      <h4>{entropy} <span className="quiet num">{say("results.surprise.range", { low, high })}</span></h4>
      <HandleHistogram least={spread.least} most={spread.most} bins={spread.bins} atPercentile={spread.at_percentile} low={low} high={high}
        label={say("results.surprise.rows", { entropy, least: spread.least, most: spread.most })}
        lowLabel={say("results.surprise.low", { entropy })} highLabel={say("results.surprise.high", { entropy })}
        inWords={(percentile, value) => say("results.surprise.at", { value, percentile })}
        onInterval={(from, to) => onSettings(withSetting(withSetting(settings, lower, from), upper, to))} />
      <p className="surprise-ends num" aria-hidden="true"><span>{number(spread.least)}</span><span>{say("results.surprise.between", { between: high - low })}</span><span>{number(spread.most)}</span></p>
    </section>
  );
}
