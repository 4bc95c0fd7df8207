import { expect, test } from "vitest";
import { browserOf } from "./browser";

test("a browser is told from those whose names it carries too", () => {
  const edge =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
  expect(browserOf(edge)).toEqual({ browser: "Edge", system: "Windows" });
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
  expect(browserOf(phone)).toEqual({ browser: "Safari", system: "iOS" });
  expect(browserOf("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0")).toEqual({
    browser: "Firefox",
    system: "Linux",
  });
});

test("what nobody knows has no name", () => {
  expect(browserOf(null)).toEqual({ browser: null, system: null });
  expect(browserOf("something/1.0")).toEqual({ browser: null, system: null });
});
