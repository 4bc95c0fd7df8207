import { jsonInit, rawJson } from "@shell/api/client";
import type { Answer, Matrix, Page, Question } from "./types";

const on = (day: string | undefined) => (day ? `?on=${day}` : "");

export const getPage = (person: string, day: string | undefined) =>
  rawJson<Page>(`/people/${person}/authority${on(day)}`);

export const ask = (person: string, question: Question) =>
  rawJson<Answer>(`/people/${person}/authority/ask`, jsonInit("POST", question));

export const getMatrix = (day: string | undefined) => rawJson<Matrix>(`/authority/matrix${on(day)}`);
