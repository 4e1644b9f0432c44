import { Screen } from "../../components";
import { say } from "../../texts/say";

export function ModelScreen() {
  return <Screen title={say("model.title")}>{null}</Screen>;
}
