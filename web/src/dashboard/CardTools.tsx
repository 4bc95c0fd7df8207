import { Button, Tooltip } from "antd";
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined } from "../theme/icons";
import { useBook } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { type Draft, moved, resized, without } from "./draft";
import type { Card } from "./spec";
import { book, type DashboardWord } from "./words";

interface Props {
  card: Card;
  title: string;
  at: number;
  draft: Draft;
  edit: () => void;
  tell: (text: string) => void;
}

/** What is done to a card by keyboard and touch as well as by mouse. */
export function CardTools({ card, title, at, draft, edit, tell }: Props) {
  const say = useBook(book);
  const { cards, change } = draft;
  const move = (to: number) => {
    change(moved(cards, at, to));
    tell(say("card.moved", { name: title, n: to + 1, all: cards.length }));
  };
  const tool = (word: DashboardWord, icon: React.ReactNode, act: () => void, off = false) => (
    <Tooltip title={say(word, { name: title })}>
      <Button
        type="text"
        size="small"
        icon={icon}
        disabled={off}
        aria-label={say(word, { name: title })}
        onClick={act}
      />
    </Tooltip>
  );
  const size = (wider: number, higher: number) => () => change(resized(cards, card.id, wider, higher));
  return (
    <span className={styles.cardTools}>
      {tool("card.earlier", <ArrowUpOutlined />, () => move(at - 1), at === 0)}
      {tool("card.later", <ArrowDownOutlined />, () => move(at + 1), at === cards.length - 1)}
      {tool("card.narrower", <b>–</b>, size(-1, 0), card.width === 1)}
      {tool("card.wider", <b>+</b>, size(1, 0), card.width === 4)}
      {tool("card.lower", <b>⊼</b>, size(0, -1), card.height === 1)}
      {tool("card.higher", <b>⊻</b>, size(0, 1), card.height === 3)}
      {tool("card.change", <EditOutlined />, edit)}
      {tool("card.remove", <DeleteOutlined />, () => change(without(cards, card.id)))}
    </span>
  );
}
