/** Whether the row of a point that was pressed is told of beside the map. */
import { useSelection } from "../../app/selection";
import { useView } from "../results/view";
import { useMapShown } from "./view";

export function useTold(): boolean {
  const { opened } = useMapShown();
  const { open } = useView();
  const { row } = useSelection();
  return opened && open && row !== null;
}
