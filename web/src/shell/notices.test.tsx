import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { metaOf, open } from "../testing/app";
import { opportunities } from "../testing/nouns";

const gone = () => {
  throw new TypeError("Failed to fetch");
};

test("a server that is silent is told of, asked again by itself, and nothing typed goes", async () => {
  let there = true;
  open("/opportunities", metaOf(opportunities), () => (there ? undefined : gone()));
  const find = (await screen.findByRole("textbox", { name: "Find in Opportunities" })) as HTMLInputElement;
  there = false;
  fireEvent.change(find, { target: { value: "pump" } });
  await screen.findByText("No connection to the server.");
  expect(find.value).toBe("pump");
  there = true;
  fireEvent.click(screen.getByRole("button", { name: "Try now" }));
  await screen.findByText("Connected again");
  expect(find.value).toBe("pump");
  await waitFor(() => expect(screen.queryByText("Connected again")).toBeNull());
});

test("a browser that says it is offline is believed", async () => {
  open("/opportunities", metaOf(opportunities), () => undefined);
  await screen.findByRole("heading", { level: 1, name: "Opportunities" });
  act(() => void globalThis.dispatchEvent(new Event("offline")));
  await screen.findByText("No connection to the server.");
});
