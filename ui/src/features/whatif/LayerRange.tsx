/**
 * A stretch of layers: two numbers, and a row of cells to drag over. The numbers are the way by keyboard; the cells show
 * the same and are hidden from assistive technology.
 */
import { useEffect, useState, type PointerEvent } from "react";
import { cx } from "../../components/cx";
import { Field } from "../../components/Field";
import { say } from "../../texts/say";

type Range = [number, number] | null;

export function LayerRange({ layers, value, onChange }: { layers: number; value: Range; onChange: (to: Range) => void }) {
  const [first, last] = value ?? [0, layers - 1];
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const shown = drag ? ordered(drag.from, drag.to) : ([first, last] as const);
  const put = (a: number, b: number) => onChange(a <= 0 && b >= layers - 1 ? null : [a, b]);
  const at = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(layers - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * layers)));
  };
  return (
    <div className="layer-range">
      <Bound label={say("whatif.first_layer")} value={first} least={0} most={last} onValue={(to) => put(to, last)} />
      <div className="layer-cells" aria-hidden="true"
        onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); setDrag({ from: at(event), to: at(event) }); }}
        onPointerMove={(event) => { if (drag) setDrag({ ...drag, to: at(event) }); }}
        onPointerCancel={() => setDrag(null)}
        onPointerUp={(event) => { if (drag) put(...ordered(drag.from, at(event))); setDrag(null); }}>
        {Array.from({ length: layers }, (_, layer) => <span key={layer} className={cx("layer-cell", layer >= shown[0] && layer <= shown[1] && "is-used")} />)}
      </div>
      <Bound label={say("whatif.last_layer")} value={last} least={first} most={layers - 1} onValue={(to) => put(first, to)} />
    </div>
  );
}

const ordered = (a: number, b: number): [number, number] => [Math.min(a, b), Math.max(a, b)];

/** One end. What is out of range waits in the field and changes nothing. */
function Bound({ label, value, least, most, onValue }: { label: string; value: number; least: number; most: number; onValue: (to: number) => void }) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const wanted = Number(text);
  const isGood = text.trim() !== "" && Number.isInteger(wanted) && wanted >= least && wanted <= most;
  return (
    <Field type="number" label={label} min={least} max={most} step={1} value={text} aria-invalid={isGood ? undefined : true}
      onBlur={() => { if (!isGood) setText(String(value)); }}
      onChange={(event) => {
        setText(event.target.value);
        const to = Number(event.target.value);
        if (event.target.value.trim() !== "" && Number.isInteger(to) && to >= least && to <= most && to !== value) onValue(to);
      }} />
  );
}
