// How a board of ten thousand cards moves under the hand: all of them are loaded, then columns are wheeled through and a
// card is carried across them, and the time between one picture and the next is taken. Part of `make bench-face`.
const CARDS = 10_000;
/** Two pictures of a screen that draws sixty a second: what is later than that is seen to stutter. */
export const SMOOTH_MS = 34;

/** In the page: how long each picture took to follow the one before, from now until it is asked. */
const watchPictures = () => {
  const took = [];
  let last = performance.now();
  let goes = true;
  const next = (now) => {
    took.push(now - last);
    last = now;
    if (goes) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  globalThis.picturesTook = () => {
    goes = false;
    // The first one only begins the count.
    return took.slice(1);
  };
};

const sorted = (times) => [...times].sort((one, other) => one - other);
const part = (times, share) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))];

/** Opens deals of as many days as ten thousand were opened on, and loads every card of every column. */
async function load(page, rows, days) {
  const until = new Date(Date.UTC(2022, 2, 1) + Math.ceil((CARDS / rows) * days) * 86_400_000);
  const filter = {
    and: [
      { field: "opened_on", op: "gte", value: "2022-03-01" },
      { field: "opened_on", op: "lt", value: until.toISOString().slice(0, 10) },
    ],
  };
  await page.goto(`/opportunities?show=board&filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await page.locator("[data-card]").first().waitFor();
  // Columns of what is closed are folded at first.
  const folded = page.locator("section[data-column][data-folded] button");
  while ((await folded.count()) > 0) await folded.first().click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll("section[data-column]")].every((one) =>
      /\d/.test(one.querySelector("[data-figure]")?.textContent ?? ""),
    ),
  );
  return page.evaluate(async () => {
    const columns = [...document.querySelectorAll("section[data-column]")];
    let loaded = 0;
    for (const column of columns) {
      const scroller = column.querySelector("[role=group]");
      const last = () => Number(column.querySelector("li:last-child")?.dataset.index ?? -1);
      const counted = Number(column.querySelector("[data-figure]").textContent.replace(/\D/g, ""));
      while (scroller && last() + 1 < counted) {
        scroller.scrollTop = scroller.scrollHeight;
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 10)));
      }
      loaded += Math.min(last() + 1, counted);
      if (scroller) scroller.scrollTop = 0;
    }
    return loaded;
  });
}

async function watched(page, act) {
  await page.waitForTimeout(500);
  await page.evaluate(watchPictures);
  await act();
  return page.evaluate(() => globalThis.picturesTook());
}

/** Gives how many cards there were, and per movement the times between pictures: middle, 95 of 100, most. */
export async function measureBoard(page, speed, { rows, days }) {
  const cards = await load(page, rows, days);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: speed });
  const found = [];
  const told = (name, times) =>
    found.push({ name, middle: part(times, 0.5), most95: part(times, 0.95), most: part(times, 1) });

  const columns = page.locator("section[data-column]:not([data-folded])");
  const fullest = await columns.evaluateAll((all) =>
    all
      .map((one, at) => [one.querySelector("[role=group]").scrollHeight, at])
      .sort(([one], [other]) => other - one)[0]
      .at(1),
  );
  const box = await columns.nth(fullest).locator("[role=group]").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  told(
    "wheel through the fullest column",
    await watched(page, async () => {
      for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, 120);
    }),
  );

  const card = await columns.first().locator("[data-card]").first().boundingBox();
  const [left, right] = [card.x + 60, card.x + 60 + 3 * (card.width + 16)];
  await page.mouse.move(left, card.y + 40);
  await page.mouse.down();
  await page.mouse.move(left + 20, card.y + 50, { steps: 3 });
  told(
    "a card carried across columns and back",
    await watched(page, async () => {
      for (let turn = 0; turn < 2; turn += 1) {
        await page.mouse.move(Math.min(right, 1_300), card.y + 160, { steps: 60 });
        await page.mouse.move(left, card.y + 120, { steps: 60 });
      }
    }),
  );
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return { cards, found };
}
