import { useEffect, useState } from "react";

/** What has stood unchanged for a while; the first value stands at once. For questions that must not hold up what is shown. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
