import { Screen } from "../../components";
import { say } from "../../texts/say";

export function GoalScreen() {
  return <Screen title={say("goal.title")}>{null}</Screen>;
}
