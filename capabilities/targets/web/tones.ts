import type { Talk } from "./types";

/** As the server's table of fields has them. */
export const tones: Record<Talk, string> = {
  held: "default",
  given: "blue",
  proposed: "gold",
  returned: "red",
  agreed: "green",
};
