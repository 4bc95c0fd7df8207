import { expect, test } from "vitest";
import { stageTones } from "./stage";

const stage = (id: string, meaning: string, position: number, pipeline_id = "sales") => ({
  id,
  version: 1,
  meaning,
  position,
  pipeline_id,
});

test("the end has its own colours, the way there goes from grey to amber in the pipeline's order", () => {
  const tones = stageTones([
    stage("offer", "open", 2),
    stage("lost", "lost", 4),
    stage("first", "open", 0),
    stage("won", "won", 3),
    stage("needs", "open", 1),
  ]);
  expect(Object.fromEntries(tones)).toEqual({
    first: "grey",
    needs: "blue",
    offer: "amber",
    won: "green",
    lost: "red",
  });
});

test("each pipeline is a way of its own, and one step is its beginning", () => {
  const tones = stageTones([
    stage("a", "open", 0),
    stage("b", "open", 1),
    stage("alone", "open", 7, "renewals"),
  ]);
  expect(Object.fromEntries(tones)).toEqual({ a: "grey", b: "amber", alone: "grey" });
});
