import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { countInTitle, useTitle } from "./title";

function Screen({ name }: { name: string }) {
  useTitle(name, "Accounts");
  return null;
}

test("the tab says what is open and how much is unread, and forgets both", () => {
  const { rerender, unmount } = render(<Screen name="Acme" />);
  expect(document.title).toBe("Acme · Accounts · Quartermaster");
  countInTitle(3);
  expect(document.title).toBe("(3) Acme · Accounts · Quartermaster");
  rerender(<Screen name="Betasoloin" />);
  expect(document.title).toBe("(3) Betasoloin · Accounts · Quartermaster");
  countInTitle(100);
  expect(document.title).toBe("(99+) Betasoloin · Accounts · Quartermaster");
  unmount();
  countInTitle(0);
  expect(document.title).toBe("Quartermaster");
});
