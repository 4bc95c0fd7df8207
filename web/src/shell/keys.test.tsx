import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useKeys } from "./keys";

function Page({ act, dialog = false }: { act: () => void; dialog?: boolean }) {
  useKeys({ j: act, ArrowDown: act });
  return (
    <>
      <input aria-label="name" />
      <input type="checkbox" aria-label="mark" />
      <input type="radio" aria-label="tray" />
      {dialog && <div role="dialog" aria-modal="true" />}
    </>
  );
}

test("a key acts where nobody types", () => {
  const act = vi.fn();
  render(<Page act={act} />);
  fireEvent.keyDown(document.body, { key: "j" });
  fireEvent.keyDown(screen.getByLabelText("mark"), { key: "j" });
  expect(act).toHaveBeenCalledTimes(2);
});

test("typed into a field, with a modifier or under a dialog it is left alone", () => {
  const act = vi.fn();
  const { rerender } = render(<Page act={act} />);
  fireEvent.keyDown(screen.getByLabelText("name"), { key: "j" });
  fireEvent.keyDown(document.body, { key: "j", ctrlKey: true });
  rerender(<Page act={act} dialog />);
  fireEvent.keyDown(document.body, { key: "j" });
  expect(act).not.toHaveBeenCalled();
});

test("letters act where one of several was chosen; the arrows go on choosing", () => {
  const act = vi.fn();
  render(<Page act={act} />);
  fireEvent.keyDown(screen.getByLabelText("tray"), { key: "j" });
  expect(act).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(screen.getByLabelText("tray"), { key: "ArrowDown" });
  expect(act).toHaveBeenCalledTimes(1);
});
