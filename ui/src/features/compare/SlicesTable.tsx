/** Where the kept rows come from: each slice's share of all rows and of what each ranking keeps, with intervals. */
import { useAsk, type CompareQuery, type Interval } from "../../api";
import { IntervalPlot } from "../../charts/IntervalPlot";
import { Select } from "../../components/Field";
import { Mark } from "../../components/Mark";
import { ErrorState, Skeleton } from "../../components/States";
import { Scroller } from "../../components/Scroller";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { withInterval } from "./Headline";
import { Part } from "./Part";
import type { Side } from "./useCompared";
import { look, useCompareView } from "./view";

const BY_LENGTH = "";

export function SlicesTable({ query, sides }: { query: CompareQuery; sides: readonly Side[] }) {
  const { column } = useCompareView();
  const slices = useAsk("slices", { compare: query, column }, { keep: true });
  const data = slices.data;
  const options = [{ value: BY_LENGTH, label: say("compare.slices.by_length") }, ...(data?.columns ?? []).map((name) => ({ value: name, label: say("compare.slices.by_column", { column: name }) }))];
  const choice = <Select className="pair-choice" label={say("compare.slices.by")} hideLabel value={column ?? BY_LENGTH} options={options} onChange={(to) => look({ column: to === BY_LENGTH ? null : to })} />;
  const shown = data?.slices[0] && data.slices[0].kept.length !== sides.length ? undefined : data;
  return (
    <Part title={say("compare.when.slices")} aside={choice}>
      {slices.failure && !data ? <ErrorState compact failure={slices.failure} onRetry={slices.again} /> : null}
      {shown ? <Shares slices={shown.slices} sides={sides} by={column} /> : slices.failure ? null : <Skeleton lines={5} />}
      {shown && shown.others > 0 ? <p className="chart-note">{say("compare.slices.others", { values: shown.others })}</p> : null}
    </Part>
  );
}

interface SharesProps {
  slices: { value: string; pool_share: number; kept: Interval[] }[];
  sides: readonly Side[];
  by: string | null;
}

function Shares({ slices, sides, by }: SharesProps) {
  const most = Math.max(0.01, ...slices.flatMap((slice) => [slice.pool_share, ...slice.kept.map((kept) => kept.high ?? kept.value)]));
  return (
    <Scroller className="slices-scroll" label={say("compare.slices.note")}>
      <table className="slices">
        <caption>{say("compare.slices.note")}</caption>
        <thead>
          <tr>
            <th scope="col">{by ?? say("compare.slices.tokens")}</th>
            <th scope="col" className="slices-number">{say("compare.slices.pool")}</th>
            {sides.map((side) => <th key={side.place} scope="col"><span className="pair-name"><Mark place={side.place} /> {side.name}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => (
            <tr key={slice.value}>
              <th scope="row" dir="auto">{slice.value === "" ? say("data.missing") : slice.value}</th>
              <td className="slices-number num">{share(slice.pool_share)}</td>
              {slice.kept.map((kept, place) => <Kept key={place} kept={kept} place={sides[place]?.place ?? place} typical={slice.pool_share} most={most} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Kept({ kept, place, typical, most }: { kept: Interval; place: number; typical: number; most: number }) {
  const sure = kept.low !== null && kept.low > typical ? "more" : kept.high !== null && kept.high < typical ? "fewer" : null;
  return (
    <td>
      <IntervalPlot value={kept.value} low={kept.low} high={kept.high} typical={typical} most={most} mark={<Mark place={place} />} />
      <span className="slices-words num">{withInterval(kept)}{sure ? <b> {say(`compare.slices.${sure}`)}</b> : null}</span>
    </td>
  );
}
