// Asks Lighthouse of some pages: `node lighthouse_judge.mjs MODULES CHROMIUM LOOKS ADDRESS…`, a line of JSON for each.
// LOOKS is a list of [scheme, width, height] as JSON. One Chromium for all of them. In the dark nothing is timed:
// other colours of the same page are as fast, and timing is most of the time.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, chromium, looks, ...addresses] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { default: lighthouse, desktopConfig } = await load("lighthouse");
const { default: puppeteer } = await load("puppeteer-core");

const browser = await puppeteer.launch({
  executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
});
for (const [scheme, width, height] of JSON.parse(looks)) {
  const isMobile = width < 600;
  for (const address of addresses) {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const screen = { mobile: isMobile, width, height, deviceScaleFactor: isMobile ? 3 : 1, disabled: false };
    const onlyCategories = scheme === "dark" ? ["accessibility", "best-practices", "seo"] : undefined;
    const flags = { logLevel: "error", screenEmulation: screen, disableFullPageScreenshot: true, onlyCategories };
    const { lhr } = await lighthouse(address, flags, isMobile ? undefined : desktopConfig, page);
    const short = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs)
      .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue || lhr.audits[id].score}`);
    const scores = Object.fromEntries(
      Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
    console.log(JSON.stringify({ scheme, width, address, scores, short: [...new Set(short)] }));
    await page.close();
  }
}
await browser.close();
