/** Data: the pool as a table with a document inspector; the ways in while it is empty; imports and their reports. */
import { useState } from "react";
import { useAsk } from "../../api";
import { incoming } from "../../app/commands";
import { go } from "../../app/navigation";
import { useStore } from "../../app/store";
import { Button, ErrorState, Screen, Skeleton } from "../../components";
import { say } from "../../texts/say";
import { AddDataMenu } from "./AddDataMenu";
import { DuplicatesDialog } from "./DuplicatesDialog";
import { EmptyData } from "./EmptyData";
import { HubDialog } from "./HubDialog";
import { ImportDialog } from "./ImportDialog";
import { ImportReport } from "./ImportReport";
import { ImportsDialog } from "./ImportsDialog";
import { PoolView } from "./PoolView";
import { SetAsideDialog } from "./SetAsideDialog";

/** Which dialog lies over the screen; rows set aside may be those of one import. */
type Over = { kind: "none" | "hub" | "imports" | "duplicates" } | { kind: "aside"; import: number | null };

export function DataScreen() {
  const imports = useAsk("imports", {});
  const tickets = useStore(incoming);
  const [over, setOver] = useState<Over>({ kind: "none" });
  const close = () => setOver({ kind: "none" });
  const seeAside = (number: number | null) => setOver({ kind: "aside", import: number });
  const frame = {
    title: say("data.title"),
    beside: imports.data && <ImportReport imports={imports.data} onSetAside={() => seeAside(null)} onImports={() => setOver({ kind: "imports" })} onDuplicates={() => setOver({ kind: "duplicates" })} />,
    actions: imports.data?.length ? (
      <>
        <AddDataMenu onHub={() => setOver({ kind: "hub" })} />
        <Button look="solid" keys="Mod 2" onClick={() => go("goal")}>{say("data.next")}</Button>
      </>
    ) : null,
  };
  return (
    <>
      {imports.failure && !imports.data ? <Screen {...frame}><ErrorState failure={imports.failure} onRetry={imports.again} /></Screen>
        : imports.loading ? <Screen {...frame}><Skeleton lines={8} /></Screen>
        : imports.data?.length ? <PoolView frame={frame} />
        : <Screen {...frame}><EmptyData onHub={() => setOver({ kind: "hub" })} /></Screen>}
      {tickets.length > 0 && <ImportDialog tickets={tickets} onClose={() => incoming.set([])} />}
      {over.kind === "hub" && <HubDialog onClose={close} />}
      {over.kind === "imports" && <ImportsDialog onClose={close} onSetAside={seeAside} />}
      {over.kind === "duplicates" && <DuplicatesDialog onClose={close} />}
      {over.kind === "aside" && <SetAsideDialog of={over.import} onClose={close} />}
    </>
  );
}
