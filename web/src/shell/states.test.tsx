import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { metaOf, open, problem } from "../testing/app";
import { opportunities } from "../testing/nouns";

const ID = "01900000-0000-7000-8000-000000000000";

test("a row that is not there, or not for this reader, is spoken of in the reader's words", async () => {
  open(`/opportunities/${ID}`, metaOf(opportunities), (one) =>
    one.path === `/opportunities/${ID}`
      ? problem(404, {
          code: "rows.missing",
          detail: "there is nothing like this within your reach: opportunities",
        })
      : undefined,
  );
  await screen.findByText("The address may be wrong, or the row lies outside your reach.");
  expect(screen.queryByText(/there is nothing like this/)).toBeNull();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

test("behind the sign-in of a session that has ended stands the shape of the page, and then the page", async () => {
  let ended = true;
  open("/opportunities", metaOf(opportunities), (one) => {
    if (one.path === "/opportunities" && ended)
      return problem(401, { code: "session.none", detail: "please sign in again" });
    if (one.method === "POST") ended = false;
    return one.path === "/opportunities" ? { rows: [], next: null, total: 0 } : undefined;
  });
  const password = await screen.findByLabelText("Password");
  expect(screen.getAllByRole("status", { name: "Loading…", hidden: true })[0]).toBeTruthy();
  expect(screen.queryByText("please sign in again")).toBeNull();
  await userEvent.type(password, "letmein");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(screen.queryByLabelText("Password")).toBeNull());
  await screen.findByText("No Opportunities yet");
});

test("so it is where not even the names of things had come", async () => {
  open("/opportunities", metaOf(opportunities), (one) =>
    one.path === "/meta" ? problem(401, { code: "session.none", detail: "please sign in again" }) : undefined,
  );
  await screen.findByLabelText("Password");
  expect(screen.getAllByRole("status", { name: "Loading…", hidden: true })[0]).toBeTruthy();
  expect(screen.queryByText("please sign in again")).toBeNull();
});
