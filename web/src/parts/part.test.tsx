import { act, render, screen as shown } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CatchBoundary } from "@tanstack/react-router";
import { type FunctionComponent, Suspense, useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { Broken } from "../shell/Broken";
import { metaOf, open } from "../testing/app";
import { opportunities } from "../testing/nouns";
import { ReaderProvider } from "../words/Reader";
import { mayReload, missed, page, reloadQuietly } from "./chunk";
import { MissedPart } from "./MissedPart";
import { part, screen } from "./part";

const HERE = "/assets/index-old.js";

/** A server whose page begins with this script. */
function serve(entry: string | undefined) {
  vi.stubGlobal("fetch", async () => {
    if (!entry) throw new TypeError("Failed to fetch");
    return new Response(`<script type="module" src="${entry}"></script>`);
  });
}

beforeEach(() => {
  sessionStorage.clear();
  missed.say(undefined);
  document.head.innerHTML = `<script type="module" src="${HERE}"></script>`;
});

const gone = () =>
  Promise.reject(new TypeError("Failed to fetch dynamically imported module: /assets/Dialog-old.js"));
const Dialog = ({ close }: { close: () => void }) => <button onClick={close}>Dialog</button>;

function Page({ Piece }: { Piece: FunctionComponent<{ close: () => void }> }) {
  const [opened, setOpened] = useState(false);
  return (
    <ReaderProvider initial="en">
      <input aria-label="Comment" />
      <button onClick={() => setOpened(true)}>Open</button>
      <Suspense fallback={null}>{opened && <Piece close={() => setOpened(false)} />}</Suspense>
      <MissedPart />
    </ReaderProvider>
  );
}

test("a dialog that is gone with an older version: what was typed stays, and a line says to save and reload", async () => {
  serve("/assets/index-new.js");
  const user = userEvent.setup();
  const reload = vi.spyOn(page, "reload").mockImplementation(() => undefined);
  render(<Page Piece={part(gone)} />);
  await user.type(shown.getByLabelText("Comment"), "half a thought");
  await user.click(shown.getByText("Open"));
  const told = await shown.findByRole("alert");
  expect(told.textContent).toContain("A newer version is running");
  expect((shown.getByLabelText("Comment") as HTMLInputElement).value).toBe("half a thought");
  expect(reload).not.toHaveBeenCalled();
  await user.click(shown.getByRole("button", { name: "Reload" }));
  expect(reload).toHaveBeenCalledOnce();
  await user.click(shown.getByRole("button", { name: "Not now" }));
  expect(shown.queryByRole("alert")).toBeNull();
});

test("a dialog that the network lost is there when it is opened again", async () => {
  serve(undefined);
  const user = userEvent.setup();
  let tries = 0;
  const Piece = part(() => ((tries += 1) === 1 ? gone() : Promise.resolve({ default: Dialog })));
  render(<Page Piece={Piece} />);
  await user.click(shown.getByText("Open"));
  expect((await shown.findByRole("alert")).textContent).toContain("The server does not answer");
  await user.click(shown.getByText("Open"));
  await shown.findByText("Dialog");
});

test("of two versions it is told by the name of the entry: the same one is no reason to reload", async () => {
  serve(HERE);
  const user = userEvent.setup();
  render(<Page Piece={part(gone)} />);
  await user.click(shown.getByText("Open"));
  expect((await shown.findByRole("alert")).textContent).toContain("A part of the page could not be loaded");
});

test("a screen asked for ahead is missed by nobody, and comes when it is there", async () => {
  serve(HERE);
  let tries = 0;
  const Screen = screen(() =>
    (tries += 1) === 1 ? gone() : Promise.resolve({ default: () => <h1>Here</h1> }),
  );
  await Screen.preload();
  expect(missed.now()).toBeUndefined();
  await act(async () => {
    render(
      <Suspense fallback={null}>
        <Screen />
      </Suspense>,
    );
  });
  await shown.findByText("Here");
});

test("a screen that was asked for twice in vain is loaded anew: the browser may not ask the server again by itself", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  serve(HERE);
  const reload = vi.spyOn(page, "reload").mockImplementation(() => undefined);
  const Screen = screen(gone);
  render(
    <ReaderProvider initial="en">
      <CatchBoundary getResetKey={() => "here"} errorComponent={Broken}>
        <Suspense fallback={null}>
          <Screen />
        </Suspense>
      </CatchBoundary>
    </ReaderProvider>,
  );
  await userEvent.click(await shown.findByRole("button", { name: "Try again" }));
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

test("a reload is tried once a minute", () => {
  const reload = vi.spyOn(page, "reload").mockImplementation(() => undefined);
  expect(mayReload(1_000_000)).toBe(true);
  reloadQuietly(1_000_000);
  expect(reload).toHaveBeenCalledOnce();
  expect(mayReload(1_030_000)).toBe(false);
  expect(mayReload(1_060_000)).toBe(true);
});

test("a screen that cannot be drawn says so inside the frame, which stays", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  open("/opportunities/r1", metaOf(opportunities), (one) =>
    one.path === "/opportunities/r1" ? { row: null, labels: {}, verbs: [] } : undefined,
  );
  const told = await shown.findByRole("alert");
  expect(told.textContent).toContain("This screen could not be drawn");
  shown.getByRole("link", { name: "Opportunities" });
});
