import { expect, test } from "vitest";
import { namedIn, pieces, unnamed } from "./mentions";

const ann = { id: "1", name: "Ann" };
const lee = { id: "2", name: "Ann Lee" };

test("people are found where they are named, the longer name before the shorter", () => {
  expect(pieces("Ask @Ann Lee, then @Ann.", [ann, lee])).toEqual(["Ask ", lee, ", then ", ann, "."]);
  expect(pieces("请@王芳看一下", [{ id: "3", name: "王芳" }])).toEqual([
    "请",
    { id: "3", name: "王芳" },
    "看一下",
  ]);
  expect(pieces("nobody", [ann])).toEqual(["nobody"]);
});

test("whoever was chosen and taken out again is not mentioned", () => {
  expect(namedIn("@Ann hello", [ann, ann, { id: "9", name: "Bob" }])).toEqual([ann]);
  expect(unnamed("@Ann hello", [ann, { id: "9", name: "Bob" }])).toEqual([{ id: "9", name: "Bob" }]);
});
