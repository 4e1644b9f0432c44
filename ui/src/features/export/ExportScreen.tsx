import { Screen } from "../../components";
import { say } from "../../texts/say";

export function ExportScreen() {
  return <Screen title={say("place.data")}>{null}</Screen>;
}
