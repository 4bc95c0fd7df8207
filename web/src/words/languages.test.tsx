import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.doUnmock("./chinese");
});

/** A page that has just been opened: it has fetched English, and nothing else. */
async function opened() {
  const languages = await import("./languages");
  await languages.learn("en");
  const { ReaderProvider, useReader } = await import("./Reader");
  function Greeting() {
    const { say, locale, setLocale } = useReader();
    return (
      <>
        <p lang={locale}>{say("nav.home")}</p>
        <button onClick={() => setLocale("zh")}>中文</button>
        <button onClick={() => setLocale("en")}>English</button>
      </>
    );
  }
  const { missed } = await import("../parts/chunk");
  render(
    <ReaderProvider initial="en">
      <Greeting />
    </ReaderProvider>,
  );
  return { languages, missed };
}

test("only the reader's language is fetched, the other when it is chosen", async () => {
  const { languages } = await opened();
  expect(languages.isLearnt("zh")).toBe(false);
  expect(() => languages.languageOf("zh")).toThrow();
  await userEvent.click(screen.getByRole("button", { name: "中文" }));
  expect((await screen.findByText("首页")).lang).toBe("zh");
  expect(document.documentElement.lang).toBe("zh-CN");
});

test("who thinks better of it before the language is there keeps the one they have", async () => {
  let come: () => void = () => undefined;
  const waits = new Promise<void>((done) => (come = done));
  vi.doMock("./chinese", async (original) => {
    await waits;
    return original();
  });
  const { languages } = await opened();
  await userEvent.click(screen.getByRole("button", { name: "中文" }));
  await userEvent.click(screen.getByRole("button", { name: "English" }));
  come();
  await vi.waitFor(() => expect(languages.isLearnt("zh")).toBe(true));
  expect(screen.getByText("Home").lang).toBe("en");
});

test("a language that cannot be fetched is told, and the page stays as it is", async () => {
  vi.doMock("./chinese", () => {
    throw new Error("gone");
  });
  vi.stubGlobal("fetch", () => Promise.reject(new Error("nobody answers")));
  const { missed } = await opened();
  await userEvent.click(screen.getByRole("button", { name: "中文" }));
  await vi.waitFor(() => expect(missed.now()?.why).toBe("silent"));
  expect(screen.getByText("Home").lang).toBe("en");
});
