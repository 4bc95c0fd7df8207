import { expect, test } from "vitest";
import dashboards from "./index";

test("a card stands on a dashboard once", () => {
  for (const { name, cards } of dashboards) {
    const ids = cards.map((card) => card.id);
    expect(ids, name).toEqual([...new Set(ids)]);
  }
});
