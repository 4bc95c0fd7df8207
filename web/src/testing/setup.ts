import { afterEach } from "vitest";
import { cleanup, configure } from "@testing-library/react";
import { learn } from "../words/languages";

// A page begins with its language, and a test may change it.
await Promise.all([learn("en"), learn("zh")]);

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom draws nothing, so it has neither of these; the list asks both how much room there is.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
globalThis.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList;

// A whole page printed under a failed look-up helps nobody; its message does.
configure({
  asyncUtilTimeout: 15_000,
  getElementError: (message) => new Error(message ?? "not found"),
});

// Everything is as large as a screen, so that there is room for rows.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 800 },
  clientWidth: { configurable: true, get: () => 1200 },
});
globalThis.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
