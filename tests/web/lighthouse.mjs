// Scores pages with Lighthouse in the system's Chromium (CHROME_PATH, MAINSTAY_TEST_CHROMIUM, or /usr/bin/chromium).
// Prints one JSON object: a score from 0 to 100 per category, what cost points, and the bytes that went over the wire.
import * as launcher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { read } from "./arguments.mjs";

const { cookie, urls } = read();
const desktop = process.env.LIGHTHOUSE_FORM !== "mobile";
const chrome = await launcher.launch({
  chromePath: process.env.CHROME_PATH || process.env.MAINSTAY_TEST_CHROMIUM || "/usr/bin/chromium",
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const pages = [];
  for (const url of urls) {
    const result = await lighthouse(url, {
      port: chrome.port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance", "accessibility", "best-practices"],
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
    }, desktop ? desktopConfig : undefined);
    const { categories, audits, finalDisplayedUrl } = result.lhr;
    pages.push({
      url: finalDisplayedUrl,
      scores: Object.fromEntries(Object.values(categories).map((c) => [c.id, Math.round(c.score * 100)])),
      kilobytes: Math.round((audits["total-byte-weight"]?.numericValue ?? 0) / 102.4) / 10,
      lost: Object.values(categories).flatMap((c) => c.auditRefs)
        .filter((ref) => ref.weight > 0 && audits[ref.id].score !== null && audits[ref.id].score < 0.9)
        .map((ref) => `${ref.id}: ${audits[ref.id].displayValue ?? audits[ref.id].title}`),
    });
  }
  console.log(JSON.stringify({ pages }, null, 2));
} finally {
  chrome.kill();
}
