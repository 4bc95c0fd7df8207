import { describe, expect, test } from "vitest";
import { placeErrors, Problem, problemOf } from "./problem";

const document = (body: unknown, status = 422) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

describe("what the server objects to", () => {
  const problem = new Problem({
    status: 422,
    code: "invalid",
    detail: "Some values cannot be taken",
    errors: [
      { field: "name", code: "fields.required", detail: "this is needed" },
      { field: "name", code: "fields.too_long", detail: "too long" },
      { field: "custom.budget", code: "fields.not_text", detail: "not text" },
      { field: "hidden", code: "x", detail: "no" },
      { code: "y", detail: "the row as a whole" },
    ],
  });

  test("stands beside its field, and above the form where there is none", () => {
    expect(placeErrors(problem, ["name", "custom.budget"])).toEqual({
      fields: [
        { name: "name", errors: ["this is needed", "too long"] },
        { name: "custom.budget", errors: ["not text"] },
      ],
      general: ["hidden: no", "the row as a whole"],
    });
  });

  test("a refusal without fields is one sentence above the form", () => {
    const refused = new Problem({ status: 409, code: "leads.no_budget", detail: "The lead has no budget" });
    expect(placeErrors(refused, ["name"])).toEqual({ fields: [], general: ["The lead has no budget"] });
  });
});

describe("reading a problem document", () => {
  test("keeps code, sentence and the two sides of a conflict", async () => {
    const problem = await problemOf(
      document(
        { status: 409, code: "conflict", detail: "stale", conflict: { current: { id: "1", version: 2 } } },
        409,
      ),
    );
    expect(problem).toMatchObject({ status: 409, code: "conflict", message: "stale" });
    expect(problem.conflict?.current.version).toBe(2);
  });

  test("survives an answer that is none", async () => {
    const problem = await problemOf(document("<html>bad gateway</html>", 502));
    expect(problem).toMatchObject({ status: 502, code: "unknown", errors: [] });
  });
});
