import type { Capability, NounScreens, PageScreen } from "./capability";

const found = import.meta.glob<{ default: Capability }>(
  ["../../capabilities/*/web/index.ts", "../../platform/*/web/index.ts"],
  { eager: true },
);

export const capabilities: Capability[] = Object.values(found).map((module) => module.default);

export const pages: PageScreen[] = capabilities.flatMap((one) => one.pages ?? []);

export function screensOf(noun: string): NounScreens {
  return Object.assign({}, ...capabilities.map((one) => one.nouns?.[noun] ?? {}));
}
