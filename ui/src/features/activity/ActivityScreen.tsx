import { Screen } from "../../components";
import { say } from "../../texts/say";

export function ActivityScreen() {
  return <Screen title={say("place.data")}>{null}</Screen>;
}
