// Notices go by themselves, but not while one points at them or is in them.
import { after, before, test } from "node:test";
import { DESKTOP, becomes, launch, settled } from "./browser.js";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => { site = await launch(); });
after(() => site.close());

test("what was done is told for some seconds, and as long as one points at it", async () => {
  const context = await site.browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`${site.url}#/settings`);
  await settled(page);
  const notices = page.getByRole("region", { name: "הודעות" });
  const reset = page.getByRole("button", { name: /איפוס/ });
  await reset.click();
  await notices.waitFor();
  await notices.waitFor({ state: "detached", timeout: 15000 });

  await reset.click();
  await notices.waitFor();
  await notices.getByRole("button", { name: "סגירה" }).hover();
  await page.waitForTimeout(12000);  // twice its time
  await becomes(() => notices.count(), 1);
  await page.mouse.move(10, 10);
  await notices.waitFor({ state: "detached", timeout: 15000 });
  await context.close();
});
