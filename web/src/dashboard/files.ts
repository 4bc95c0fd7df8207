// What leaves the page as a file.
import { jsonInit, raw } from "../api/client";
import type { Picture } from "./Chart";
import type { Question } from "./questions";
import type { Filter } from "../resource/filter";

export interface Sheet {
  name: string;
  lines: string[];
  blocks?: { title: string; question: Question }[];
  list?: { noun: string; filter?: Filter; sort?: string; fields?: string[] };
}

function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has begun by then; a long file goes on from its own copy.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const plain = (name: string) => name.replace(/[\\/:*?"<>|]+/g, " ").trim() || "dashboard";

export async function saveWorkbook(title: string, sheets: Sheet[]): Promise<void> {
  const response = await raw("/kpis/workbook", jsonInit("POST", { title, sheets }));
  save(await response.blob(), `${plain(title)}.xlsx`);
}

export function saveSvg(title: string, picture: Picture): void {
  save(new Blob([picture()], { type: "image/svg+xml" }), `${plain(title)}.svg`);
}

/** Twice as sharp as on the screen, on the page's own ground. */
export async function savePng(title: string, picture: Picture, ground: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture())}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no pictures");
  context.fillStyle = ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("this browser makes no PNG");
  save(blob, `${plain(title)}.png`);
}
