import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { metaOf, open } from "@shell/testing/app";
import type { MailState } from "./calls";
import en from "./en.json";
import zh from "./zh.json";

const mail: MailState = {
  sends: true,
  host: "mail.clearsea.example",
  port: 587,
  security: "starttls",
  from: "crm@clearsea.example",
  public_address: "https://crm.clearsea.example/",
  private_webhooks: false,
  dispatches: { waiting: 2, failed: 1, dead: 4 },
};

describe("mail and notices", () => {
  it("tells how mail is set up and what is stuck", async () => {
    open("/notices", metaOf(), ({ path }) => (path === "/notices/mail" ? mail : undefined));
    await screen.findByText("mail.clearsea.example:587, encrypted (STARTTLS)");
    const dead = screen.getByRole("link", { name: /4\s*Dead letters/ });
    expect(decodeURIComponent(dead.getAttribute("href") ?? "")).toContain('"value":["dead"]');
  });

  it("sends a test and says what became of it", async () => {
    const user = userEvent.setup();
    const asked = open("/notices", metaOf(), ({ path }) => {
      if (path === "/notices/mail") return mail;
      if (path === "/notices/mail/test") return { id: "d1" };
      return path === "/dispatches/d1" ? { row: { state: "dead", answer: "550 no such user" } } : undefined;
    });
    await user.click(await screen.findByRole("button", { name: "Send me a test mail" }));
    await screen.findByText("It was not taken: 550 no such user");
    expect(asked.some((one) => one.method === "POST" && one.path === "/notices/mail/test")).toBe(true);
  });

  it("says plainly that nothing is sent, and offers no test", async () => {
    open("/notices", metaOf(), ({ path }) =>
      path === "/notices/mail" ? { ...mail, sends: false, host: null } : undefined,
    );
    await screen.findByText("No mail is sent.");
    expect(screen.queryByRole("button", { name: "Send me a test mail" })).toBeNull();
  });

  it("says everything in both languages", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });
});
