import { render, screen as shown } from "@testing-library/react";
import { Button } from "antd";
import { expect, test } from "vitest";
import { ReaderProvider } from "../words/Reader";
import { ThemeProvider } from "./Theme";

const page = (busy: boolean) => (
  <ReaderProvider initial="en">
    <ThemeProvider>
      <Button loading={busy}>Save</Button>
    </ThemeProvider>
  </ReaderProvider>
);

test("a button that waits keeps its name, and shows no sign of waiting once the answer is here", () => {
  const { rerender } = render(page(false));
  const button = shown.getByRole("button", { name: "Save" });
  expect(button.querySelector("svg")).toBeNull();
  rerender(page(true));
  expect(shown.getByRole("button", { name: "Save" })).toBe(button);
  expect(button.querySelector("svg")).not.toBeNull();
  rerender(page(false));
  expect(shown.getByRole("button", { name: "Save" })).toBe(button);
  expect(button.querySelector("svg")).toBeNull();
});
