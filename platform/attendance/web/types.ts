// What the server answers; described as `attendance.month` in the API's own description.

export interface Day {
  worked: boolean;
  /** Halves of the day. */
  absent: number;
  asked: number;
  presence: string | null;
}

export interface Absence {
  id: string;
  from: string;
  to: string;
  state: "requested" | "approved";
  /** Nothing where one may not know why somebody is away. */
  kind: string | null;
}

export interface Person {
  id: string;
  name: string;
  unit: { id: string; name: string } | null;
  days: Day[];
  absences: Absence[];
  working_days: number;
  agreed: number;
  absent: number;
  available: number;
  /** In per cent. */
  share: number | null;
}

export interface Month {
  month: string;
  today: string;
  days: { day: string; worked: boolean; name: string | null }[];
  people: Person[];
  more: boolean;
}
