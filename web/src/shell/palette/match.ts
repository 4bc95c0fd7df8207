// How well an entry answers what was typed, from 0 (not at all) to 1 (to the letter).
import fuzzysort from "fuzzysort";

/** Finds a Chinese name by its sound: `shangji` and `sj` find 商机. Loaded when somebody types that way. */
export type Sound = (name: string, typed: string) => [number, number] | false;

const LATIN = /^[a-z' ]+$/i;
const HAN = /[\u4e00-\u9fff]/;

export function mayBeSound(typed: string): boolean {
  return LATIN.test(typed);
}

export async function loadSound(): Promise<Sound> {
  const { default: pinyin } = await import("pinyin-match");
  return (name, typed) => pinyin.match(name, typed);
}

/** Other words for the same thing count a little less than its name. */
const OTHER_WORD = 0.9;
const SOUND_BEGINS = 0.85;
const SOUND_WITHIN = 0.6;

export function scoreOf(typed: string, name: string, others: readonly string[] = [], sound?: Sound): number {
  const score = (target: string) => fuzzysort.single(typed, target)?.score ?? 0;
  let best = Math.max(score(name), ...others.map((other) => score(other) * OTHER_WORD));
  if (sound && mayBeSound(typed)) {
    for (const target of [name, ...others]) {
      const at = HAN.test(target) && sound(target, typed);
      if (at) best = Math.max(best, at[0] === 0 ? SOUND_BEGINS : SOUND_WITHIN);
    }
  }
  return best;
}
