import type { FunctionComponent, LazyExoticComponent } from "react";
import type { Envelope, Field, Labels, Meta, Noun, Row, Session, Value, Verb } from "./api/types";
import type { BoardSpec } from "./board/spec";
import type { Dashboard } from "./dashboard/spec";
import type { Locale } from "./words/words";

export type Screen<P = object> = FunctionComponent<P> | LazyExoticComponent<FunctionComponent<P>>;

export interface CellProps {
  noun: Noun;
  field: Field;
  row: Row;
  value: Value;
  label?: string;
}

/** Part of a row's page. */
export type Panel = Screen<{ noun: Noun; id: string }>;

/** What asks for what a verb needs. */
export interface AskProps {
  verb: Verb;
  /** Whom or what it is done to, in the reader's words. */
  subject: string;
  labels?: Labels;
  noun: Noun;
  envelope: Envelope;
  run: (body: Record<string, Value>) => Promise<unknown>;
  close: () => void;
}

/** What a capability may put in place of the generic parts of one of its nouns. */
export interface NounScreens {
  list?: Screen<{ noun: Noun }>;
  row?: Screen<{ noun: Noun; id: string }>;
  /** One cell: field name → what draws it in the list and on the row page. */
  cells?: Record<string, Screen<CellProps>>;
  /** Rows as cards in columns: what the columns are and what a drop does. Loaded when a board is opened. */
  board?: () => Promise<{ default: BoardSpec }>;
  /** Fields that stand at the top of the row page; absent: how it stands, what it is worth, whose it is. */
  highlights?: string[];
  /** What others have to say of a row, on its page above its facts; each says nothing where it has nothing to say. */
  panels?: Panel[];
  /** The same, below the facts and what belongs to the row. */
  below?: Panel[];
  /** Verbs of one row whose form is no list of fields: what asks in its place. They are not offered for several rows. */
  dialogs?: Record<string, Screen<AskProps>>;
  /** Nouns of which the page tells already, in a panel or a place of its own: they are not listed with what belongs to it. */
  untold?: string[];
  /** Screens about one row, reached from its page. */
  links?: {
    label: Record<Locale, string>;
    to: (noun: string, id: string) => string;
    /** Who is offered it; absent: whoever sees the row. */
    shown?: (meta: Meta) => boolean;
  }[];
}

/** A screen that is no noun's list or row, with its place in the navigation. */
export interface PageScreen {
  /** Below the root, such as `imports` or `imports/$id`. */
  path: string;
  screen: Screen;
  /** Absent: reached by a link only. */
  menu?: { label: Record<Locale, string>; group: string; icon: string };
  /** Who is offered it; the server has the last word. */
  shown?: (meta: Meta, session: Session) => boolean;
}

/** `web/index.ts` of a capability exports one of these as its default. */
export interface Capability {
  name: string;
  nouns?: Record<string, NounScreens>;
  pages?: PageScreen[];
  /** Dashboards that come with it, loaded when somebody is at home. */
  dashboards?: () => Promise<{ default: Dashboard[] }>;
}
