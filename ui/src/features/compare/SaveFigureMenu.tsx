/** Saves a picture of a comparison as it is computed: SVG, PNG, or its numbers as CSV. */
import { pick, useDo, type CompareFigureKind, type CompareQuery } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { Menu } from "../../components/Menu";
import { say } from "../../texts/say";

const SUFFIXES = ["svg", "png", "csv"] as const;

export function SaveFigureMenu({ kind, query }: { kind: CompareFigureKind; query: CompareQuery }) {
  const save = useDo("save_figure");
  const to = (suffix: (typeof SUFFIXES)[number]) => attempt(async () => {
    const [file] = await pick({ purpose: "save", suggested: `${kind.replaceAll("_", "-")}.${suffix}` });
    if (!file) return;
    const { place } = await save.mutateAsync({ figure: { of: "comparison", compare: query, kind }, ticket: file.ticket });
    tell(say("figure.saved", { place }));
  });
  return (
    <Menu label={say("figure.save_named", { figure: say(`figure.name.${kind}`) })} look="quiet" icon="export" bare
      entries={SUFFIXES.map((suffix) => ({ id: suffix, label: say(`figure.save_${suffix}`), onAction: () => to(suffix) }))} />
  );
}
